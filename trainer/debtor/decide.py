"""What to do in a turn: each question gets an answer, a dodge or a refusal; then what weighs on the debtor comes out."""
from __future__ import annotations

from trainer.debtor import bargain, disclose, everyday, exchanges, life, negotiate, others, reactions, settle, situational
from trainer.debtor.asked import Asked
from trainer.debtor.draft import Draft
from trainer.debtor.feel import will
from trainer.debtor.identity import answer_identity, is_named
from trainer.debtor.in_kind import Wanted, in_kind, tells
from trainer.debtor.leanings import pick
from trainer.debtor.moves import Move, MoveKind
from trainer.debtor.notice import Noticed
from trainer.domain.call import CollectorDeed
from trainer.domain.context import Party

_K = MoveKind
_PURPOSE = ("state_purpose", "state_amount", "state_overdue")
_ODD = {"empty": _K.REACT_WAIT, "nonsense": _K.REACT_NONSENSE, "other_language": _K.REACT_LANGUAGE, "script": _K.REACT_SCRIPT}
_FEELINGS = ("vent", "fear", "shame", "accuse", "sarcasm")  # these may wait until what was asked has its answer
_MAX_TURNS = 60
_ASKED_WHO = 2
_ADDRESSED = frozenset({"greet", "ask_right_party", "verify_identity", "identify_self", "identify_institution"})
_SENDS_AT = 0.3  # willingness from which papers asked for are promised
_WARY = 0.55  # suspicion from which a name is not given to whoever asks
_STILL_OPENING = 3  # collector turns


def decide(draft: Draft, noticed: Noticed) -> None:
    """Fill the draft with this turn's moves."""
    situational.advance(draft, noticed)
    if noticed.deed is not CollectorDeed.SAY:
        _deed(draft, noticed)
    elif noticed.odd:
        _odd(draft, noticed)
    elif draft.cast.answerer(draft.state.speaking).party is not Party.RIGHT:
        _before(draft, noticed)
        if noticed.does("close") and not set(noticed.asks) - {"schedule_callback", "ask_confirmation", "recap_agreement", *(() if noticed.question else ("request_documents",))}:
            _goodbye(draft, noticed)
        elif not draft.moves and everyday.on_the_line(draft, noticed):
            pass
        else:
            others.answer(draft, noticed)
    else:
        _right_party(draft, noticed)
    _not_over_again(draft, noticed)
    if noticed.wanted is not None:
        draft.moves[:] = in_kind(draft.moves, noticed.wanted, draft.state)
    _patience(draft, noticed)


def _deed(draft: Draft, noticed: Noticed) -> None:
    state = draft.state
    if noticed.deed is CollectorDeed.TRANSFER:
        draft.set(transferred=True)
        draft.say(_K.ACKNOWLEDGE)
        draft.over = True
        draft.progress = True
        return
    draft.set(waits=state.waits + 1)
    draft.say(_K.REACT_WAIT)


def _odd(draft: Draft, noticed: Noticed) -> None:
    draft.set(odd=draft.state.odd + 1)
    assert noticed.odd is not None
    draft.say(_ODD[noticed.odd])
    if draft.state.odd >= 4:
        draft.hang_up = True


def _before(draft: Draft, noticed: Noticed) -> None:
    """What comes out before any answer: to abuse, to the same line again, to a speech."""
    rng = draft.rng
    if noticed.abused:
        _insulted(draft)
    elif noticed.repeated >= 2 or (noticed.repeated and rng.random() < 0.7):
        draft.say(_K.REACT_REPEAT)
    elif "lecture" in noticed.causes and rng.random() < 0.65:
        draft.say(_K.REACT_LECTURE)
    elif noticed.long and rng.random() < draft.temperament.interrupt_rate:
        draft.say(_K.INTERRUPT)


def _insulted(draft: Draft) -> None:
    traits = draft.temperament.traits
    soft = traits.distress > 0.5
    draft.say(pick(draft.state, draft.cast, (_K.REACT_INSULTED, _K.FEAR, _K.CRY) if soft else (_K.REACT_INSULTED, _K.REACT_INSULTED, _K.INSULT), draft.rng))
    if draft.cast.answerer(draft.state.speaking).party is Party.RIGHT and draft.rng.random() < 0.55:
        draft.say(pick(draft.state, draft.cast, (_K.FEAR, _K.SHAME, _K.ASK_CONSEQUENCE) if soft else (_K.THREATEN_COMPLAINT, _K.ASK_WHO, _K.ASK_RECORDED), draft.rng))


def _right_party(draft: Draft, noticed: Noticed) -> None:
    if draft.state.just_came:
        draft.set(just_came=False)
        if draft.state.leaked:
            draft.say(_K.ACCUSE)
        elif not noticed.does(*_ADDRESSED):
            draft.say(_K.PICK_UP)  # what was said was meant for whoever held the phone before
            return
    if noticed.does("close") and not set(noticed.asks) - {"schedule_callback", "recap_agreement", "ask_confirmation"}:
        _goodbye(draft, noticed)
        return
    _before(draft, noticed)
    if noticed.abused:
        _under_abuse(draft, noticed)
        return
    if noticed.repeated >= 1 and draft.moves and draft.moves[0].kind is _K.REACT_REPEAT:
        return
    if not draft.moves and everyday.on_the_line(draft, noticed):
        return
    known = not draft.moves and not noticed.does(*_PURPOSE)
    if known and noticed.of_name and draft.state.identity != "asked" and _named_before(draft, noticed) and exchanges.answers(draft, noticed):
        draft.set(identity="confirmed" if draft.state.identity == "unknown" else draft.state.identity)
        return
    if noticed.of_name and noticed.question and draft.state.identity != "asked" and not noticed.does("verify_identity") and _named_before(draft, noticed) and _gives_name(draft, noticed):
        draft.set(identity="confirmed" if draft.state.identity == "unknown" else draft.state.identity)
        return
    identity = answer_identity(draft, noticed)
    raised = situational.due(draft, noticed)
    if raised is not None and not (identity and raised.when != "at_identity" and not noticed.does(*_PURPOSE)):
        if identity and any(move.kind.value == raised.move or move.kind in (_K.REFUSE_IDENTITY, _K.GIVE_IDENTITY_DATA) for move in draft.moves):
            return
        if raised.move in _FEELINGS and (exchanges.answers(draft, noticed) or life.answers(draft, noticed)):
            return
        if not situational.waits(draft, noticed, raised):
            situational.bring_up(draft, raised)
            return
    else:
        raised = None
    if disclose.confess(draft, noticed.caught):
        return
    if identity and not noticed.does(*_PURPOSE):
        return
    if known and exchanges.answers(draft, noticed):
        return
    if everyday.personal(draft, noticed):
        return
    _matter(draft, noticed)
    if raised is not None and len(draft.moves) <= 1 and draft.state.agreement is None:
        situational.bring_up(draft, raised)


def _under_abuse(draft: Draft, noticed: Noticed) -> None:
    """Nobody bargains while being abused; a frightened one may say yes to make it stop."""
    traits, state = draft.temperament.traits, draft.state
    asked = noticed.proposal is not None or noticed.does("ask_commitment")
    if asked and situational.payable(state, draft.cast) and draft.rng.random() < traits.compliance_under_pressure * state.mood.anxiety * 0.5:
        if noticed.proposal is not None and noticed.proposal.has_amount:
            from_terms = noticed.proposal
            bargain.agree(draft, from_terms, "collector", beyond=True, empty=True)
        draft.say(_K.PROMISE_EMPTY)


def _matter(draft: Draft, noticed: Noticed) -> None:
    """The matter itself: agreement, proposals, questions, then statements."""
    state = draft.state
    if draft.state.identity == "unknown" and noticed.does(*_PURPOSE, "ask_plan", "ask_commitment", "ask_reason"):
        draft.set(identity="confirmed")
    if "purpose" not in state.known and not noticed.does(*_PURPOSE) and _before_purpose(draft, noticed):
        return
    kinds = (noticed.wanted,) if noticed.wanted is not None else () if "proof" in noticed.everyday else tuple(Wanted)
    if noticed.of_payment and "dispute" not in noticed.topics and any(_of_the_payment(draft, kind) for kind in kinds):
        return
    paying = _is_paying(noticed)
    pause = noticed.proposal is not None and noticed.proposal.kind == "deferral"
    if pause and not draft.cast.contested and state.agreement is None and noticed.proposal is not None:
        negotiate.on_proposal(draft, noticed, noticed.proposal)
        return
    offered = not noticed.question or noticed.asked in (Asked.LEAVE, Asked.YES_NO)
    if noticed.does("acknowledge_dispute", "acknowledge_cease") and offered and not noticed.topics and not noticed.does("ask_commitment", "ask_willingness", "request_documents") and state.agreement is None and not (noticed.proposal and noticed.proposal.has_amount):
        reactions.on_statement(draft, noticed)
        return
    if paying and not situational.payable(draft.state, draft.cast):
        situational.insist(draft, noticed)
        return
    if noticed.of_method and noticed.question and state.agreement is not None and noticed.recap is None and not (noticed.proposal and noticed.proposal.has_amount):
        draft.say(_K.CONFIRM_METHOD)
    elif noticed.recap is not None:
        settle.on_recap(draft, noticed)
    elif noticed.proposal is not None and not (situational.about_means(noticed) and not noticed.proposal.has_amount):
        if not (noticed.does("accept_offer") and noticed.echo and settle.on_accepted(draft, noticed)):
            if not {"right_so", "gist"} & noticed.everyday:  # who says terms back and wants a yes gets that
                _facts_beside(draft, noticed)
            negotiate.on_proposal(draft, noticed, noticed.proposal)
    elif everyday.wants_better(draft, noticed):
        negotiate.on_rejected(draft, noticed)
    elif (noticed.does("accept_offer") or noticed.echo) and not noticed.does("reject_offer") and settle.on_accepted(draft, noticed):
        _method(draft, noticed)
    elif noticed.does("ask_commitment", "ask_plan") and not situational.about_means(noticed):
        _facts_beside(draft, noticed)
        negotiate.on_plan(draft, noticed, concrete=noticed.does("ask_commitment"))
    elif everyday.presses_for_terms(draft, noticed):
        negotiate.on_plan(draft, noticed, concrete=True) if situational.payable(state, draft.cast) else situational.insist(draft, noticed)
    elif noticed.does("explain_payment_method") and state.agreement is not None:
        _method(draft, noticed)
    elif noticed.does("reject_offer") and state.offers and state.agreement is None:
        negotiate.on_rejected(draft, noticed)
    elif everyday.sums_up(noticed):
        everyday.answer(draft, noticed)
    elif noticed.does("schedule_callback") and not noticed.does("ask_reason", "ask_ability", "request_documents", "ask_willingness"):
        _call_again(draft, noticed)
    elif noticed.asks == ("ask_ability",) and not noticed.topics and noticed.wanted is not None and state.facts_told and state.agreement is None:
        everyday.plain_answer(draft, noticed)  # a number that nothing names is none of those that are known
    elif noticed.does("ask_reason", "ask_ability", "request_documents") or (noticed.topics and noticed.question):
        act = next((act for act in reversed(noticed.acts) if act in ("ask_reason", "ask_ability", "request_documents")), None)
        if act == "request_documents" and noticed.asked is Asked.LEAVE and will(state) >= _SENDS_AT:
            draft.progress = True
            draft.say(_K.AS_YOU_LIKE)
            reactions.add_aside(draft, noticed)
            return
        disclose.answer(draft, disclose.topics_asked(draft.cast, draft.state, noticed) or noticed.topics[-1:], act)
    elif noticed.does("ask_willingness"):
        negotiate.on_willingness(draft, noticed)
    elif noticed.does("schedule_callback"):
        _call_again(draft, noticed)
    elif not everyday.answer(draft, noticed):
        reactions.on_statement(draft, noticed)
    reactions.add_aside(draft, noticed)


def _call_again(draft: Draft, noticed: Noticed) -> None:
    """Another call is to come: fine, or when it would suit, where that is what was asked."""
    draft.set(callback=True)
    draft.progress = True
    if noticed.question and noticed.asked not in (Asked.LEAVE, Asked.YES_NO) and life.tells(draft, "best_time"):
        return
    draft.say(_K.ACKNOWLEDGE if not noticed.question else _K.AS_YOU_LIKE if noticed.asked is Asked.LEAVE else _K.CALL_BACK_LATER)


def _named_before(draft: Draft, noticed: Noticed) -> bool:
    """Whether the caller has named a firm or themselves, and the one asked is not wary of who wants to know."""
    return is_named(draft, noticed) and draft.temperament.traits.suspicion < _WARY


def _gives_name(draft: Draft, noticed: Noticed) -> bool:
    """Say the part of the name that was asked for, or how to be called, as long as there are words for it."""
    if noticed.own_name is not None and life.fresh(draft, noticed.own_name):
        draft.say(_K.GIVE_NAME, spoken=noticed.own_name)
        return True
    return life.tells(draft, "name_chat")


def _of_the_payment(draft: Draft, kind: Wanted) -> bool:
    """Say when or how much was paid, once more where it has been said, as long as there are words for it."""
    for fact in draft.cast.scenario.facts:
        if fact.topic == "payment_proof" and disclose.speaks_for(draft.cast, draft.state, fact) and fact.reveal in ("volunteered", "when_asked") and tells(fact.spoken, kind, draft.state):
            draft.tell(fact)
            return True
    return False


def _is_paying(noticed: Noticed) -> bool:
    asks = noticed.does("ask_plan", "ask_commitment") and not situational.about_means(noticed)
    proposes = noticed.proposal is not None and not situational.about_means(noticed)
    return proposes or asks or noticed.does("ask_willingness", "accept_offer")


def _before_purpose(draft: Draft, noticed: Noticed) -> bool:
    """Nothing has been said of the matter yet: who is that, what is it about. Who goes on as if it were clear is answered as if it were."""
    state = draft.state
    asks_more = bool(noticed.asks) and not set(noticed.asks) <= {"ask_right_party", "verify_identity"}
    if not is_named(draft, noticed) and state.moved(_K.ASK_WHO) < _ASKED_WHO and (state.collector_turns <= 2 or not asks_more):
        draft.say(_K.ASK_WHO)
        return True
    if asks_more or noticed.question or noticed.topics or noticed.day is not None or state.collector_turns > _STILL_OPENING or state.moved(_K.ASK_WHY_CALLING):
        return False
    draft.say(_K.ASK_WHY_CALLING)
    return True


def _not_over_again(draft: Draft, noticed: Noticed) -> None:
    """Nobody asks for the third time who is calling, or what about once the talk is under way: the call does not begin anew."""
    state = draft.state
    under_way = "purpose" in state.known or state.collector_turns > _STILL_OPENING
    stale = {
        _K.ASK_WHO: state.moved(_K.ASK_WHO) >= _ASKED_WHO,
        _K.ASK_WHY_CALLING: under_way or state.moved(_K.ASK_WHY_CALLING) >= 1,
    }
    kept = [move for move in draft.moves if not stale.get(move.kind)]
    if len(kept) < len(draft.moves):
        draft.moves[:] = kept
        if not kept:
            if noticed.question:
                everyday.plain_answer(draft, noticed)
            else:
                draft.say(_K.ACKNOWLEDGE)


def _facts_beside(draft: Draft, noticed: Noticed) -> None:
    """A question for a plan or a day brings out the fact that answers it, when it is earned."""
    topics = disclose.topics_asked(draft.cast, draft.state, noticed)
    if not topics or draft.state.agreement is not None:
        return
    open_handed = draft.temperament.traits.candour >= 0.55 and will(draft.state) >= 0.4
    if not noticed.topics and not open_handed:
        return
    disclose.note_topics(draft, topics)
    for fact in draft.cast.scenario.facts:
        fits = fact.topic in topics and fact.topic in ("pay_day", "plan", "income", "savings")
        if fits and fact.id not in draft.state.facts_told and disclose.speaks_for(draft.cast, draft.state, fact) and disclose.earned(draft.cast, draft.state, fact):
            draft.tell(fact)
            return


def _method(draft: Draft, noticed: Noticed) -> None:
    agreement = draft.state.agreement
    if agreement is not None and noticed.does("explain_payment_method"):
        draft.set(agreement=agreement.model_copy(update={"method": "named"}))
        draft.progress = True
        draft.say(_K.CONFIRM_METHOD)


def _goodbye(draft: Draft, noticed: Noticed) -> None:
    if noticed.does("schedule_callback"):
        third = draft.cast.answerer(draft.state.speaking).party is Party.THIRD and "deceased" not in draft.cast.situation.flags
        draft.set(callback=True, message_left=draft.state.message_left or third)
    if noticed.recap is not None and draft.state.agreement is not None:
        settle.on_recap(draft, noticed)
        if not noticed.recap_right:
            return
    draft.say(_K.GOODBYE)
    draft.over = True


def _patience(draft: Draft, noticed: Noticed) -> None:
    """Hang up where patience is gone, the same phrase came a third time, or the call has no end."""
    state = draft.state
    gone = state.mood.patience <= 0 and not draft.over
    if gone or draft.hang_up or (noticed.repeated >= 2 and len(noticed.key) >= 6) or state.waits >= 4 or state.collector_turns >= _MAX_TURNS:
        kept = [move for move in draft.moves if move.kind in (_K.REACT_INSULTED, _K.REACT_REPEAT, _K.REACT_LECTURE, _K.REACT_SCRIPT, _K.INSULT)][:1]
        draft.moves[:] = [*kept, Move(kind=_K.HANG_UP)]
        draft.told.clear()
        draft.hang_up = True
