"""A call step by step: hear, feel, decide, say; a pure function of the state, what was said and the seed."""
from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Literal

from trainer.debtor.decide import decide
from trainer.debtor.draft import ASKED_BACK, Draft
from trainer.debtor.ending import case_truth, conclude
from trainer.debtor.feel import at_pick_up, feel, first_readiness, remembering
from trainer.debtor.helped import Helped, helped, hint
from trainer.debtor.means import best_deal
from trainer.debtor.moves import MoveKind
from trainer.debtor.notice import Noticed, notice
from trainer.debtor.say import say
from trainer.debtor.state import CallState, Cast, Reply, Step
from trainer.debtor.vocabulary import PRESSING, SOFT
from trainer.debtor.voice import VoiceContext
from trainer.domain.call import CollectorDeed, MoodChange
from trainer.domain.context import Party
from trainer.domain.errors import CallStateError, UnknownNameError
from trainer.domain.heard import Heard
from trainer.domain.scenario import Memory, Scenario
from trainer.domain.situation import Raised, Situation
from trainer.domain.temperament import Temperament
from trainer.domain.text import Language

__all__ = ["Helped", "begin", "begin_with", "best_deal", "case_truth", "conclude", "helped", "hint", "make_cast", "step"]

_KNOWN = {
    "identify_self": "identify_self", "identify_institution": "identify_institution", "recording_notice": "recording", "state_purpose": "purpose",
    "state_amount": "purpose", "state_overdue": "purpose", "explain_bill": "breakdown", "explain_payment_method": "method",
}
RINGS_ABOUT = "rings_about"
_NOTHING = Heard(text="", language=Language.ZH)


def make_cast(scenario: Scenario, temperaments: Mapping[str, Temperament], situations: Mapping[str, Situation], language: Language) -> Cast:
    """Choose out of the content what one call needs.

    Raises:
        UnknownNameError: the scenario names a temperament or situation that is not there.
    """
    needed = dict.fromkeys([scenario.persona.temperament, *(who.temperament for who in scenario.answerers if who.temperament)])
    for name in needed:
        if name not in temperaments:
            raise UnknownNameError(f"scenarios/library/{scenario.id}.yaml: persona.temperament", name, temperaments)
    if scenario.situation not in situations:
        raise UnknownNameError(f"scenarios/library/{scenario.id}.yaml: situation", scenario.situation, situations)
    return Cast(
        scenario=scenario, situation=_with_memory(situations[scenario.situation], scenario.memory), temperaments={name: temperaments[name] for name in needed}, language=language,
    )


def _with_memory(situation: Situation, memory: Memory | None) -> Situation:
    """The situation in which the debtor also brings up what came before, once the debt is named, and what they ring in about, at once."""
    if memory is None or situation.carried_by != "debtor":
        return situation
    changes: dict[str, object] = {}
    raised: tuple[Raised, ...] = ()
    if memory.rings_about is not None:
        about = memory.rings_about
        raised = (Raised.model_validate({"id": RINGS_ABOUT, "move": about.move, "when": "at_purpose", "spoken": about.words, "times": 3, "settled_by": about.settled_by}),)
        changes["greeting"] = about.words
    if memory.says is not None:
        raised = (*raised, Raised(id="remembers_last_time", move="tell_fact", when="at_purpose", spoken=memory.says))
    return situation.model_copy(update={**changes, "raises": (*raised, *situation.raises)})


def begin(
    scenario: Scenario, temperaments: Mapping[str, Temperament], situations: Mapping[str, Situation], language: Language, seed: int,
) -> Step:
    """The phone is picked up, not always by the debtor.

    Args:
        scenario: The case.
        temperaments: All temperaments by id.
        situations: All situations by id.
        language: The language of the call.
        seed: Decides everything that chance decides in this call.

    Returns:
        The first step, with the first words on the line.
    """
    return begin_with(make_cast(scenario, temperaments, situations, language), seed)


def begin_with(cast: Cast, seed: int) -> Step:
    """As `begin`, with the cast already chosen."""
    temperament = cast.temperament(0)
    carries = (cast.answerer(0).party is Party.RIGHT) == (cast.situation.carried_by == "debtor")
    mood = remembering(at_pick_up(temperament, cast.situation, carries), cast, 0)
    state = CallState(seed=seed, language=cast.language, mood=mood, calm=mood, readiness=first_readiness(temperament))
    if any(raised.id == RINGS_ABOUT for raised in cast.situation.raises):
        # Whoever rings in knows what for and whom they rang, and has just said it.
        state = state.model_copy(update={"known": ("purpose", "identify_institution"), "raised": {RINGS_ABOUT: 1}, "raised_turn": {RINGS_ABOUT: 0}})
    draft = Draft(state, cast, random.Random(f"{cast.scenario.id}:{seed}:0"))
    draft.say(MoveKind.PICK_UP, spoken=cast.situation.greeting)
    return _spoken(draft, state, ())


def step(state: CallState, cast: Cast, deed: CollectorDeed, heard: Heard | None = None, breaches: tuple[str, ...] = ()) -> Step:
    """What comes back when the collector does something.

    Args:
        state: The call so far.
        cast: The case and who is in it, as in `begin_with`.
        deed: What the collector did.
        heard: What was heard of the line; needed where something was said.
        breaches: Codes of the rules that the line broke in its context.

    Raises:
        CallStateError: the call is over.
    """
    if state.ended:
        raise CallStateError("call_ended")
    if deed is CollectorDeed.HANG_UP:
        over = state.model_copy(update={"ended": True, "ended_by": "collector", "turn": state.turn + 1})
        return Step(state=over, reply=None, ended=True, ended_by="collector")
    heard = heard if heard is not None else _NOTHING.model_copy(update={"language": state.language})
    noticed = notice(state, cast, deed, heard, breaches)
    felt, changes = feel(state, cast, noticed)
    counted = _counted(felt, noticed)
    spoken_turn = state.turn + 1
    draft = Draft(counted, cast, random.Random(f"{cast.scenario.id}:{state.seed}:{spoken_turn}"))
    decide(draft, noticed)
    if draft.hang_up:
        draft.set(facts_told=state.facts_told, agreement=state.agreement)
    _remember(draft, noticed, state)
    return _spoken(draft, state, changes)


def _counted(state: CallState, noticed: Noticed) -> CallState:
    """Count this turn's acts before deciding, but leave what was known so far as it was."""
    acts = dict(state.acts)
    for act in dict.fromkeys((*noticed.acts, *(cause for cause in noticed.causes if cause not in noticed.acts and cause not in noticed.breaches))):
        acts[act] = acts.get(act, 0) + 1
    soft = bool(set(noticed.acts) & SOFT)
    pressing = bool(set(noticed.acts) & PRESSING)
    return state.model_copy(update={
        "acts": acts,
        "pressed": state.pressed + ("pressed" in noticed.causes),
        "pressed_run": 0 if soft else state.pressed_run + 1 if pressing else state.pressed_run,
        "acknowledged": state.acknowledged + ("acknowledged" in noticed.causes),
        "empathy_run": state.empathy_run + 1 if soft and not noticed.asks else 0,
        "ignored": state.ignored + ("ignored" in noticed.causes),
        "offences": (*state.offences, *noticed.breaches),
        "lines": (*state.lines, noticed.key) if noticed.key else state.lines,
        "collector_turns": state.collector_turns,
    })


def _remember(draft: Draft, noticed: Noticed, before: CallState) -> None:
    """What stays of the turn once it has been decided."""
    state = draft.state
    known = tuple(dict.fromkeys((*state.known, *(name for act, name in _KNOWN.items() if act in noticed.acts))))
    counts = dict(state.move_counts)
    for move in draft.moves:
        counts[move.kind.value] = counts.get(move.kind.value, 0) + 1
    asked = next((move.kind.value for move in reversed(draft.moves) if move.kind in ASKED_BACK), None)
    turns = before.collector_turns + 1
    progress = draft.progress or noticed.answered or len(known) > len(before.known) or "acknowledged" in noticed.causes
    draft.set(
        known=known, move_counts=counts, last_moves=tuple(move.kind.value for move in draft.moves), open_question=asked, collector_turns=turns,
        about=noticed.subject or state.about,
        last_progress=turns if progress else state.last_progress,
    )
    if any(move.kind is MoveKind.PASS_PHONE for move in draft.moves):
        _hand_over(draft)


def _hand_over(draft: Draft) -> None:
    """The next one takes the phone: another mood, nothing of the opening done; a leak has been overheard."""
    cast, state = draft.cast, draft.state
    speaking = state.speaking + 1
    temperament = cast.temperament(speaking)
    carries = (cast.answerer(speaking).party is Party.RIGHT) == (cast.situation.carried_by == "debtor")
    mood = remembering(at_pick_up(temperament, cast.situation, carries), cast, speaking)
    if state.leaked:
        mood = mood.model_copy(update={"anger": min(1.0, mood.anger + 0.35), "trust": max(0.0, mood.trust - 0.2)})
    draft.set(
        speaking=speaking, just_came=True, calm=mood, readiness=first_readiness(temperament), identity="unknown", known=(), open_question=None,
        about=None, last_moves=(), move_counts={}, last_progress=state.collector_turns + 1, waits=0, odd=0, lines=(),
    )
    draft.state = draft.state.model_copy(update={"mood": mood})


def _spoken(draft: Draft, before: CallState, changes: tuple[MoodChange, ...]) -> Step:
    """Put the moves into words and close the step."""
    state = draft.state
    first = not before.used
    own_turn = before.turn if first else before.turn + 1
    speaking = before.speaking
    uttered = say(tuple(draft.moves), _voice(draft.cast, before, speaking, draft), draft.rng)
    ended = draft.hang_up or draft.over
    ended_by: Literal["collector", "debtor"] | None = ("debtor" if draft.hang_up else "collector") if ended else None
    state = state.model_copy(update={
        "used": (*before.used, uttered.text), "turn": own_turn + 1, "ended": ended, "ended_by": ended_by,
    })
    mood = state.mood if state.speaking == before.speaking else before.mood
    reply = Reply(
        text=uttered.text, mood=mood, mood_changes=changes, moves=tuple(move.kind.value for move in draft.moves), facts_told=tuple(draft.told),
        party=draft.cast.answerer(before.speaking).party,
    )
    return Step(state=state, reply=reply, ended=ended, ended_by=ended_by)


def _voice(cast: Cast, before: CallState, speaking: int, draft: Draft) -> VoiceContext:
    scenario, who = cast.scenario, cast.answerer(speaking)
    persona = scenario.persona
    mood = draft.state.mood if draft.state.speaking == before.speaking else before.mood
    is_debtor = who.party is Party.RIGHT
    return VoiceContext(
        language=cast.language, jurisdiction=scenario.jurisdiction, temperament=cast.temperament(speaking), mood=mood, call_date=scenario.call_date,
        currency=scenario.case.account.currency, used=frozenset(before.used), party=who.party,
        relationship=None if is_debtor or who.relationship is None else who.relationship.in_(cast.language),
        bereaved="deceased" in cast.situation.flags, gender=persona.gender, age=persona.age, debtor_gender=persona.gender,
        dialect=persona.dialect.zh if persona.dialect else None, institution=scenario.case.institution.in_(cast.language),
    )
