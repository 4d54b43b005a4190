"""The opening with the right party: who is that, who wants to know, and proof of both."""
from __future__ import annotations

import re

from trainer.debtor.draft import Draft
from trainer.debtor.moves import MoveKind
from trainer.debtor.notice import Noticed
from trainer.debtor.situational import proof_wanted
from trainer.domain.scenario import Fact

_NAMED = ("identify_self", "identify_institution")
_STILL_ASKING = 4  # collector turns
# With these and a question mark somebody is asked for by name, however it is put.
_OPENING = frozenset({"greet", "identify_self", "identify_institution", "recording_notice", "state_purpose", "thank", "apologise", "ask_confirmation"})


def is_named(draft: Draft, noticed: Noticed) -> bool:
    """Whether the collector has said who calls, by name or for whom."""
    return any(act in draft.state.known for act in _NAMED) or noticed.does(*_NAMED)


def answer_identity(draft: Draft, noticed: Noticed) -> bool:
    """Answer a question about who is on the line.

    Returns:
        Whether the line asked one and got its answer.
    """
    beside = bool(set(noticed.asks) - {"ask_right_party", "verify_identity", "ask_confirmation"})
    if draft.state.identity == "verified" and beside:
        return False
    if noticed.does("verify_identity"):
        _verify(draft, noticed)
        return True
    opening = noticed.question and noticed.proposal is None and not noticed.topics and set(noticed.acts) <= _OPENING and draft.state.collector_turns <= 1
    if (noticed.does("ask_right_party") or (opening and draft.state.identity == "unknown")) and draft.state.identity in ("unknown", "asked"):
        _right_party(draft, noticed)
        return True
    if noticed.does("ask_right_party") and not noticed.topics and draft.state.collector_turns <= _STILL_ASKING:
        draft.say(MoveKind.CONFIRM_IDENTITY)
        return True
    return False


def _right_party(draft: Draft, noticed: Noticed) -> None:
    traits, rng = draft.temperament.traits, draft.rng
    named = is_named(draft, noticed)
    asked_before = draft.state.identity == "asked"
    wary = proof_wanted(draft.state, draft.cast) or traits.suspicion >= 0.55
    if wary and not named and not asked_before:
        draft.set(identity="asked")
        draft.say(MoveKind.ASK_WHO)
        return
    draft.set(identity="confirmed")
    draft.progress = True
    draft.say(MoveKind.CONFIRM_IDENTITY)
    if not named:
        draft.say(MoveKind.ASK_WHO)
    elif draft.temperament.habits.get(MoveKind.BUSY, 0) >= 2 and not draft.state.moved(MoveKind.BUSY):
        draft.say(MoveKind.BUSY)
    elif not noticed.does("state_purpose") and rng.random() < 0.55 and traits.talkativeness > 0.1:
        draft.say(MoveKind.ASK_WHY_CALLING)


def _verify(draft: Draft, noticed: Noticed) -> None:
    traits, state, rng = draft.temperament.traits, draft.state, draft.rng
    if noticed.does("ask_right_party") and state.identity == "unknown":
        draft.say(MoveKind.CONFIRM_IDENTITY)
        draft.set(identity="confirmed")
    if state.identity == "verified":
        draft.say(MoveKind.REACT_REPEAT)
        return
    refused = state.moved(MoveKind.REFUSE_IDENTITY) + state.moved(MoveKind.ASK_PROOF)
    if proof_wanted(state, draft.cast):
        draft.say(MoveKind.REFUSE_IDENTITY if refused else MoveKind.ASK_PROOF)
        return
    if not is_named(draft, noticed) and traits.suspicion >= 0.2:
        draft.say(MoveKind.REFUSE_IDENTITY)
        draft.say(MoveKind.ASK_WHO)
        return
    guard = traits.suspicion * 0.9 + state.mood.anger * 0.5 - state.mood.trust - 0.25
    if not refused and not draft.cast.situation.proof_first and rng.random() < guard:
        draft.say(rng.choice((MoveKind.ASK_PROOF, MoveKind.REFUSE_IDENTITY)))
        if rng.random() < 0.5:
            draft.say(MoveKind.ASK_WHY_CALLING)
        return
    give(draft)
    if "purpose" not in state.known and not noticed.does("state_purpose") and rng.random() < 0.3:
        draft.say(MoveKind.ASK_WHY_CALLING)


def give(draft: Draft) -> None:
    """Give the data that the file wants to hear."""
    fact = _identity_fact(draft)
    text = _digits(draft)
    draft.say(MoveKind.GIVE_IDENTITY_DATA, text=text, spoken=fact.spoken if fact else None)
    if fact is not None and fact.id not in draft.state.facts_told:
        draft.told.append(fact.id)
        draft.set(facts_told=(*draft.state.facts_told, fact.id))
    draft.set(identity="verified")
    draft.progress = True


def _identity_fact(draft: Draft) -> Fact | None:
    for fact in draft.cast.scenario.facts:
        if fact.topic == "identity" and fact.told_by != "answerer" and fact.reveal != "never":
            return fact
    return None


def _digits(draft: Draft) -> str:
    """The data itself out of the file's note: its last number, or the note where it holds none."""
    note = draft.cast.scenario.case.identity_check.in_(draft.state.language)
    numbers = re.findall(r"\d[\d\-年月日/ ]*\d[日号]?|\d+", note)
    return numbers[-1] if numbers else note
