"""The small change of a call: a bad line, chat, pressing for a day, questions for which the ears have no act; each gets an answer of its own kind."""
from __future__ import annotations

from trainer.debtor import disclose, life, negotiate, situational
from trainer.debtor.asked import Asked
from trainer.debtor.bargain import carrying
from trainer.debtor.draft import Draft
from trainer.debtor.identity import give
from trainer.debtor.leanings import pick
from trainer.debtor.moves import MoveKind
from trainer.debtor.notice import Noticed

_K = MoveKind
_PUT_OFF = frozenset({"stall", "promise_vague", "promise_empty", "ask_time", "excuse", "call_back_later", "dodge", "haggle", "ask_reduce"})
_NOT_SAID_AGAIN = frozenset({"react_repeat", "react_insulted", "react_lecture", "interrupt", "silence", "hang_up", "ask_repeat", "confirm_line"})
_TOLD = frozenset({
    "state_purpose", "state_amount", "state_overdue", "explain_bill", "inform_consequence", "empathise", "reassure", "apologise", "advise_support",
    "offer_complaint_channel", "acknowledge_dispute", "identify_self", "identify_institution", "propose_waiver", "accept_offer", "escalate", "recording_notice",
    "explain_payment_method", "acknowledge_cease", "thank", "close",
})
_BESIDE = frozenset({"ask_confirmation", "reflect", "empathise", "thank", "reassure", "apologise", "request_documents", "ask_willingness", "ask_commitment", "schedule_callback", "acknowledge_cease"})  # asked in passing: which of two, is that certain
_ATTACKS = ("accuse", "insult", "sarcasm", "react_insulted", "threaten_complaint", "complain_calls", "refuse_to_pay", "react_lecture")


def on_the_line(draft: Draft, noticed: Noticed) -> bool:
    """Answer a collector who did not hear, or asks whether they are heard; says whether that was all."""
    more = noticed.topics or noticed.does("ask_right_party", "verify_identity") or noticed.day is not None
    if more or noticed.recap is not None or noticed.breaches or (noticed.proposal is not None and noticed.proposal.has_amount):
        return False
    if "say_again" in noticed.everyday:
        _again(draft)
        return True
    if "line_check" in noticed.everyday:
        draft.say(_K.CONFIRM_LINE)
        return True
    return False


def _again(draft: Draft) -> None:
    """Say the same as last time in other words: the fact, the terms, or the move."""
    state = draft.state
    last = [kind for kind in state.last_moves if kind not in _NOT_SAID_AGAIN]
    facts = {fact.id: fact for fact in draft.cast.scenario.facts}
    for kind in last[:2]:
        if draft.moves:
            break
        if kind == "give_identity_data":
            give(draft)
        elif kind in ("tell_fact", "confess") and state.facts_told:
            draft.tell(facts[state.facts_told[-1]])
        elif kind == "tell_cover" and state.covers_told:
            draft.cover(facts[state.covers_told[-1]])
        elif kind in ("offer", "counter", "promise") and (state.offers or state.agreement):
            terms = state.agreement.terms if state.agreement else state.offers[-1]
            draft.moves.append(carrying(MoveKind(kind), terms))
        elif kind in ("dispute", "claim_paid", "deny_debt", "deny_identity", "ask_who", "ask_why_calling", "ask_credit", "ask_interest", "ask_reduce", "ask_time",
                      "ask_help", "cannot_pay", "excuse", "vent", "say_not_here", "name_representative", "ask_relation", "demand_papers", "ask_consequence",
                      "stall", "promise_vague", "refuse_to_pay", "no_more", "no_sooner", "shame", "fear", "accuse", "complain_calls", "admit_debt", "keep_family_out") or kind in ("dodge", "refuse_question", "unsure", "cry"):
            draft.say(MoveKind(kind))
    if not draft.moves:
        draft.say(_K.NEVER_MIND)


def personal(draft: Draft, noticed: Noticed) -> bool:
    """Answer what touches people rather than the account: safety after a remark about dying, and talk of bringing in the family."""
    state = draft.state
    cared_for = noticed.does("advise_support", "escalate") and "self_harm_remark" in state.last_moves
    of_money = noticed.proposal is not None or noticed.does("ask_commitment", "ask_plan", "ask_ability", "ask_willingness", "propose_full", "propose_partial")
    if state.moved(_K.SELF_HARM_REMARK) and ("safety" in noticed.everyday or cared_for or (noticed.question and not of_money)):
        asks_of_life = "safety" not in noticed.everyday and not cared_for and "self_harm_remark" not in state.last_moves
        if not (asks_of_life and life.answers(draft, noticed)):
            draft.say(_K.ABOUT_SAFETY)
        return True
    if "check_us" in noticed.everyday and not noticed.topics and not of_money and not noticed.abused:
        draft.progress = True
        draft.say(_K.AS_YOU_LIKE if noticed.question else pick(state, draft.cast, (_K.SOFTEN, _K.ACKNOWLEDGE, _K.THANK), draft.rng))
        return True
    if noticed.asked in (Asked.SURE, Asked.CHOICE) and noticed.recap is None and noticed.proposal is None and set(noticed.acts) <= _BESIDE and noticed.day is None and not noticed.sums:
        plain_answer(draft, noticed)
        return True
    if life.answers(draft, noticed):
        return True
    if "send_where" in noticed.everyday and (noticed.question or state.open_question == "demand_papers"):
        draft.say(_K.SEND_HERE)
        return True
    if "own_card" in noticed.everyday and noticed.question:
        return answer(draft, noticed)
    known = any(fact.topic in noticed.topics and fact.id not in state.facts_told and disclose.earned(draft.cast, state, fact) for fact in draft.cast.scenario.facts)
    if "chat" in noticed.everyday and noticed.question and not known and not set(noticed.asks):
        draft.say(_K.OFF_SUBJECT if draft.temperament.habits.get(_K.OFF_SUBJECT, 1.0) >= 1.5 else _K.ASK_WHY_ASK)
        return True
    if "address" in noticed.everyday and noticed.question:
        draft.say(_K.REFUSE_QUESTION, topic="whereabouts")
        return True
    if "tell_family" in noticed.everyday and noticed.recap is None and not (noticed.proposal is not None and noticed.proposal.has_amount):
        draft.say(_K.KEEP_FAMILY_OUT)
        return True
    return False


def presses_for_terms(draft: Draft, noticed: Noticed) -> bool:
    """Whether a bare "which day, how much" follows on something put off or a request for time."""
    wanted = bool({"when", "how_much"} & noticed.everyday or noticed.day is not None) and (noticed.question or "when" in noticed.everyday)
    plain = not noticed.topics and not noticed.does("ask_reason", "ask_ability", "verify_identity", "request_documents", "schedule_callback", "close")
    return wanted and plain and (bool(_PUT_OFF & set(draft.state.last_moves)) or draft.state.open_question in ("offer", "counter"))


def wants_better(draft: Draft, noticed: Noticed) -> bool:
    """Whether the collector finds the debtor's offer too small or too late without naming another."""
    agreement = draft.state.agreement
    open_ = agreement is None or (agreement.by == "debtor" and not agreement.confirmed)
    return bool(draft.state.offers) and open_ and bool({"more", "sooner"} & noticed.everyday) and noticed.proposal is None


def sums_up(noticed: Noticed) -> bool:
    """Whether a line only says back what it has understood and wants a yes."""
    apart = {"ask_confirmation", "recap_agreement"} | ({"ask_ability", "ask_reason"} if "reflect" in noticed.acts else set())
    only = set(noticed.asks) <= apart and not {"how_much", "when"} & noticed.everyday
    return noticed.question and only and bool({"right_so", "gist"} & noticed.everyday)


def answer(draft: Draft, noticed: Noticed) -> bool:
    """Answer a question that has no act of its own; says whether there was one."""
    state, cast, rng = draft.state, draft.cast, draft.rng
    kinds = noticed.everyday
    if "go_on" in kinds and not set(noticed.acts) & _TOLD:
        if state.agreement is None and disclose.volunteer(draft):
            return True
        draft.say(_K.NOTHING_MORE)
        return True
    if not noticed.question:
        return False
    contested = [MoveKind(raised.move) for raised in cast.situation.raises if raised.move in ("dispute", "claim_paid", "deny_debt")]
    if "own_card" in kinds:
        draft.say(contested[0] if contested and contested[0] is not _K.CLAIM_PAID else _K.OWN_CARD)
    elif "not_paying" in kinds:
        _not_paying(draft, noticed, contested)
    elif {"right_so", "gist"} & kinds and noticed.asked in (Asked.YES_NO, Asked.LEAVE):
        angry = state.mood.anger >= 0.6
        draft.say(pick(state, cast, (_K.ACCUSE, _K.SARCASM, _K.CONFIRM_SO), rng) if angry else contested[0] if contested and rng.random() < 0.5 else _K.CONFIRM_SO)
    elif set(noticed.acts) & _TOLD and noticed.asked is Asked.LEAVE:
        return False  # something was told, with a word for a yes behind it
    elif contested and noticed.asked is not Asked.LEAVE and rng.random() < 0.25 and not situational.is_handled(state, cast):
        draft.say(contested[0])
    elif "purpose" in state.known and state.agreement is None and rng.random() < _opens(noticed, bool(contested)) and disclose.volunteer(draft):
        return True
    else:
        plain_answer(draft, noticed)
    return True


def _opens(noticed: Noticed, contested: bool) -> float:
    """The chance that a question of no known kind lets out what waits to be told: why-questions do, and any where there is a wrong to put right."""
    if noticed.asked in _AT_ONCE:
        return 0.0
    return 0.5 if noticed.asked is Asked.REASON or contested else 0.0


_AT_ONCE = {Asked.LEAVE: _K.AS_YOU_LIKE, Asked.CHOICE: _K.EITHER, Asked.SURE: _K.SURE}
_KEPT_BACK = {
    Asked.YES_NO: _K.SAY_NEITHER, Asked.WHEN: _K.FORGET_WHEN, Asked.COUNT: _K.FORGET_COUNT, Asked.FIGURE: _K.NOT_AT_HAND, Asked.WHO: _K.KEEP_WHO, Asked.WHERE: _K.KEEP_WHERE,
    Asked.DETAIL: _K.RATHER_NOT, Asked.REASON: _K.UNSURE,
}


def plain_answer(draft: Draft, noticed: Noticed) -> None:
    """An answer of the kind that was asked for, which says nothing that the case does not hold: neither yes nor no, not at hand, rather not."""
    state, rng, traits = draft.state, draft.rng, draft.temperament.traits
    guarded = 0.5 + 2.0 * max(traits.suspicion * (1 - state.mood.trust), state.mood.anger)
    if noticed.asked in _AT_ONCE:
        draft.say(_AT_ONCE[noticed.asked])
        return
    first = _KEPT_BACK.get(noticed.asked or Asked.REASON, _K.UNSURE)
    beside_it = not noticed.acts and not noticed.topics and state.mood.shame < 0.6 and not state.moved(_K.SELF_HARM_REMARK)
    options = [(first, 3.0), *(((_K.RATHER_NOT, guarded),) if first is not _K.RATHER_NOT else ((_K.OFF_SUBJECT, draft.temperament.habits.get(_K.OFF_SUBJECT, 0.0)),))]
    options += [(_K.ASK_WHY_ASK, guarded * 0.6)] if beside_it and not state.moved(_K.ASK_WHY_ASK) else []
    options += [(_K.ASK_REPEAT, 0.3)] if not state.moved(_K.ASK_REPEAT) else []
    draft.say(rng.choices([kind for kind, _ in options], [weight for _, weight in options])[0])


def _not_paying(draft: Draft, noticed: Noticed, contested: list[MoveKind]) -> None:
    if contested:
        draft.say(contested[0])
    elif situational.payable(draft.state, draft.cast):
        negotiate.on_willingness(draft, noticed)
    else:
        draft.say(_K.CANNOT_PAY)


def taken_back(draft: Draft, kind: MoveKind) -> MoveKind:
    """SOFTEN as an apology, where the debtor has been hard on the collector before and has not said so yet."""
    harsh = any(draft.state.moved(attack) for attack in _ATTACKS)
    return _K.TAKE_BACK if kind is _K.SOFTEN and harsh and not draft.state.moved(_K.TAKE_BACK) and draft.rng.random() < 0.5 else kind
