"""Whoever else picks up: strangers, families, colleagues; they know little, say less, and may hand over the phone."""
from __future__ import annotations

from trainer.debtor import disclose, situational
from trainer.debtor.draft import Draft
from trainer.debtor.leanings import pick
from trainer.debtor.moves import MoveKind
from trainer.debtor.notice import Noticed
from trainer.domain.context import Party

_DEBT = frozenset({"state_amount", "state_overdue", "explain_bill", "propose_full", "propose_partial", "propose_instalments", "ask_commitment"})
_PAYING = frozenset({"propose_full", "propose_partial", "propose_instalments", "ask_commitment", "ask_willingness", "ask_plan"})
_LEAKS = frozenset({"third_party_disclosure", "leak_of_info", "coercing_family_to_pay"})
_NEUTRAL = frozenset({
    "greet", "identify_self", "identify_institution", "ask_right_party", "thank", "reassure", "apologise", "schedule_callback", "close", "propose_deferral",
})  # asking for somebody and saying no more tells nothing, whatever else may sound like it
_K = MoveKind


def answer(draft: Draft, noticed: Noticed) -> None:
    """What a third or wrong party answers."""
    leaked = noticed.does(*_DEBT) or (bool(_LEAKS & set(noticed.breaches)) and not set(noticed.acts) <= _NEUTRAL)
    if leaked and not draft.state.leaked and draft.cast.answerer(draft.state.speaking).party is Party.THIRD:
        draft.set(leaked=True)
    raised = situational.due(draft, noticed)
    if raised is not None and (not draft.state.raised or not _passes(draft, noticed)):
        situational.bring_up(draft, raised)
        return
    if draft.cast.answerer(draft.state.speaking).party is Party.WRONG:
        _wrong(draft, noticed)
    else:
        _third(draft, noticed)


def _wrong(draft: Draft, noticed: Noticed) -> None:
    state = draft.state
    if noticed.does("apologise", "acknowledge_cease"):
        draft.say(_K.ASK_REMOVE if not state.moved(_K.ASK_REMOVE) and not noticed.does("acknowledge_cease") else _K.ACKNOWLEDGE)
        draft.progress = True
        return
    if _asked(draft, noticed):
        return
    if noticed.does(*_DEBT, "state_purpose", *_PAYING):
        draft.say(_K.DENY_IDENTITY)
        draft.say(pick(state, draft.cast, (_K.ASK_REMOVE, _K.COMPLAIN_CALLS, _K.THREATEN_COMPLAINT), draft.rng))
        return
    if noticed.does("ask_right_party", "verify_identity") or state.identity == "unknown":
        draft.say(_K.DENY_IDENTITY)
        draft.set(identity="denied")
        if noticed.does("ask_right_party") and state.moved(_K.DENY_IDENTITY) >= 1:
            draft.say(_K.ASK_REMOVE)
        return
    if noticed.does("schedule_callback"):
        draft.say(_K.ASK_REMOVE)
        return
    draft.say(_K.ACKNOWLEDGE)


def _third(draft: Draft, noticed: Noticed) -> None:
    state, rng = draft.state, draft.rng
    if _passes(draft, noticed):
        draft.say(_K.PASS_PHONE)
        draft.progress = True
        return
    if noticed.does("schedule_callback") or (noticed.does("close") and state.moved(_K.OFFER_MESSAGE)):
        draft.set(message_left=True)
        draft.progress = True
        draft.say(_K.ACKNOWLEDGE)
        return
    if noticed.does(*_DEBT, *_PAYING):
        _told_of_debt(draft, noticed)
        return
    if _asked(draft, noticed):
        return
    if "deceased" in draft.cast.situation.flags and noticed.does("verify_identity", "ask_right_party"):
        draft.set(identity="denied")
        draft.say(pick(state, draft.cast, (_K.CRY, _K.ASK_WHY_CALLING, _K.SILENCE), rng))
        return
    if noticed.does("verify_identity", "ask_right_party"):
        draft.say(_K.SAY_NOT_HERE)
        draft.set(identity="denied")
        draft.say(_K.ASK_RELATION if not state.moved(_K.ASK_RELATION) else _K.OFFER_MESSAGE)
        return
    if not state.moved(_K.ASK_RELATION):
        draft.say(_K.ASK_RELATION)
        return
    options = [_K.ASK_WHY_CALLING, _K.SAY_NOT_HERE, _K.ACKNOWLEDGE]
    if state.collector_turns >= 2:
        options += [_K.OFFER_MESSAGE, _K.OFFER_MESSAGE]
    draft.say(pick(state, draft.cast, options, rng))


def _told_of_debt(draft: Draft, noticed: Noticed) -> None:
    """Somebody else's debt: fright or anger, and no money."""
    state = draft.state
    options: tuple[MoveKind, ...]
    if "deceased" in draft.cast.situation.flags:
        options = (_K.CRY, _K.ACCUSE, _K.VENT, _K.SILENCE)
    elif not state.moved(_K.FEAR) and state.mood.anger < 0.5:
        options = (_K.FEAR,)
    elif noticed.does(*_PAYING) and state.moved(_K.REFUSE_TO_PAY) < 2:
        options = (_K.REFUSE_TO_PAY,)
    else:
        options = (_K.ACCUSE, _K.SAY_NOT_HERE, _K.ASK_WHY_CALLING, _K.THREATEN_COMPLAINT)
    draft.say(pick(state, draft.cast, options, draft.rng))


def _asked(draft: Draft, noticed: Noticed) -> bool:
    """Answer a question on something that this person may know."""
    topics = tuple(topic for topic in noticed.topics if topic != "identity")
    if not topics or not (noticed.question or noticed.asks):
        return False
    known = [fact for fact in draft.cast.scenario.facts if fact.topic in topics and disclose.speaks_for(draft.cast, draft.state, fact)]
    if not known and draft.cast.answerer(draft.state.speaking).party is Party.WRONG:
        draft.say(_K.DENY_IDENTITY)
        return True
    if not known:
        draft.say(pick(draft.state, draft.cast, (_K.ASK_RELATION, _K.ASK_WHY_CALLING, _K.SAY_NOT_HERE, _K.REFUSE_QUESTION), draft.rng))
        return True
    return disclose.answer(draft, topics[-1:], None)


def _passes(draft: Draft, noticed: Noticed) -> bool:
    """Whether the phone is handed over now: on asking for the debtor, or only once the caller is known."""
    state, cast = draft.state, draft.cast
    if state.speaking + 1 >= len(cast.scenario.answerers) or noticed.abused:
        return False
    rule = cast.answerer(state.speaking).passes_when
    wanted = noticed.does("ask_right_party") or state.count("ask_right_party") > 0
    if rule == "asked":
        return wanted
    named = noticed.does("identify_self", "identify_institution") or bool({"identify_self", "identify_institution"} & set(state.known))
    return rule == "identified" and wanted and named
