"""How what was noticed moves the debtor: mood by appraisal and traits, drift back, and the readiness to settle."""
from __future__ import annotations

from trainer.debtor.notice import Noticed
from trainer.debtor.state import CallState, Cast
from trainer.debtor.tables import ordinary_appraisal
from trainer.debtor.vocabulary import ABUSE
from trainer.domain.call import Mood, MoodChange
from trainer.domain.context import Party
from trainer.domain.scenario import Scenario
from trainer.domain.situation import Situation
from trainer.domain.temperament import Axis, Temperament

MAX_PATIENCE = 10.0
_AXES: tuple[Axis, ...] = ("anger", "anxiety", "shame", "trust", "patience")
_UP_SCALE: dict[str, float] = {"anger": 1.25, "anxiety": 1.1, "shame": 0.9, "trust": 0.8, "patience": 1.0}
_RULE_LIKE = frozenset(ABUSE)
# How far one turn moves an axis at most, down and up: anger comes fast and goes slower, trust comes slowest of all.
_PER_TURN: dict[Axis, tuple[float, float]] = {
    "anger": (0.2, 0.45), "anxiety": (0.22, 0.45), "shame": (0.2, 0.3), "trust": (0.35, 0.1), "patience": (4.0, 0.6),
}
_READY_PER_TURN = 0.13


def at_pick_up(temperament: Temperament, situation: Situation, carries: bool) -> Mood:
    """The mood in which the phone is picked up; `carries` says whether the situation is this speaker's."""
    shift = situation.mood if carries else {}
    start = temperament.mood
    values = {axis: _unit(getattr(start, axis) + shift.get(axis, 0.0)) for axis in _AXES if axis != "patience"}
    patience = float(min(MAX_PATIENCE, max(1, temperament.patience + (situation.patience if carries else 0))))
    return Mood(**{str(axis): value for axis, value in values.items()}, patience=patience)


def remembering(mood: Mood, cast: Cast, speaking: int) -> Mood:
    """The mood with what an earlier contact left in it; only the debtor remembers."""
    memory = cast.scenario.memory
    if memory is None or cast.answerer(speaking).party is not Party.RIGHT:
        return mood
    return mood.model_copy(update={"trust": _unit(mood.trust + memory.trust), "anger": _unit(mood.anger + memory.anger)})


def first_readiness(temperament: Temperament) -> float:
    """How near the debtor is to settling when the call begins, 0-1."""
    return 0.1 + 0.5 * temperament.traits.willingness


def distress(state: CallState, temperament: Temperament) -> float:
    """How far distress rules the debtor now, 0-1: half temper, half mood."""
    now = max(state.mood.anxiety, state.mood.shame)
    return 0.6 * temperament.traits.distress + 0.4 * now


def will(state: CallState) -> float:
    """Readiness as it works now: trust lends to it, anger takes from it; who has talked of scripts and scores is not believed any more."""
    doubt = 0.2 * state.count("script_talk")
    return max(0.0, min(1.0, state.readiness * (1 - 0.55 * state.mood.anger) + 0.25 * state.mood.trust - doubt))


def appraise(temperament: Temperament, situation: Situation, carries: bool, cause: str) -> dict[Axis, float]:
    """What a cause does to this temperament, per axis, before traits scale it."""
    table = ordinary_appraisal().causes
    base = table.get(cause)
    if base is None:
        base = {}
    own = temperament.appraisal.get(cause)
    result = dict(own if own is not None else base)
    if carries:
        for axis, change in situation.appraisal.get(cause, {}).items():
            result[axis] = result.get(axis, 0.0) + change
    return result


def feel(state: CallState, cast: Cast, noticed: Noticed) -> tuple[CallState, tuple[MoodChange, ...]]:
    """Move mood and readiness by everything noticed in a turn, after drifting back from the turn before.

    Returns:
        The state with the new mood and readiness, and why each axis moved.
    """
    temperament = cast.temperament(state.speaking)
    carries = carries_situation(cast.scenario, cast.situation, state)
    mood = {axis: float(getattr(state.mood, axis)) for axis in _AXES}
    changes: list[MoodChange] = []
    for axis in _AXES:
        back = (getattr(state.calm, axis) - mood[axis]) * temperament.drift.get(axis, 0.0)
        if axis != "patience" and abs(back) >= 0.005:
            mood[axis] += back
            changes.append(MoodChange(axis=axis, cause="drift", change=round(back, 4)))
    warmth = 0.7 + 0.6 * temperament.traits.emotionality
    moves = _moves(state, cast, noticed, mood, warmth, carries)
    for axis in _AXES:
        held = _held(axis, sum(moved for each, _, moved in moves if each == axis))
        for each, cause, moved in moves:
            if each == axis and abs(moved * held) >= 0.002:
                changes.append(MoodChange(axis=axis, cause=cause, change=round(moved * held, 4)))
        total = mood[axis] + held * sum(moved for each, _, moved in moves if each == axis)
        mood[axis] = total if axis == "patience" else _unit(total)
    mood["patience"] = max(0.0, min(mood["patience"], state.calm.patience + 1.0))
    rounded = Mood(**{axis: round(value, 4) for axis, value in mood.items()})
    readiness = _ready(state, temperament, cast, noticed)
    return state.model_copy(update={"mood": rounded, "readiness": readiness}), tuple(changes)


def _moves(
    state: CallState, cast: Cast, noticed: Noticed, mood: dict[Axis, float], warmth: float, carries: bool,
) -> list[tuple[Axis, str, float]]:
    """By how much each cause of this turn would move each axis."""
    temperament, known = cast.temperament(state.speaking), ordinary_appraisal().causes
    found: list[tuple[Axis, str, float]] = []
    for cause in dict.fromkeys(noticed.causes):
        times = min(noticed.causes.count(cause), 2)
        name = "rule_broken" if cause in noticed.breaches and cause not in known and cause not in temperament.appraisal else cause
        worn = _worn(state, cause, noticed)
        for axis, change in appraise(temperament, cast.situation, carries, name).items():
            found.append((axis, cause, _scaled(axis, change, mood[axis], warmth, worn, temperament) * times))
    return found


def _held(axis: Axis, total: float) -> float:
    """The factor that keeps one turn from moving an axis further than a person moves in one turn."""
    down, up = _PER_TURN[axis]
    limit = down if total < 0 else up
    return min(1.0, limit / abs(total)) if total else 1.0


def carries_situation(scenario: Scenario, situation: Situation, state: CallState) -> bool:
    """Whether whoever is on the line is the one whom the situation concerns."""
    from_debtor = scenario.answerers[min(state.speaking, len(scenario.answerers) - 1)].party.value == "right_party"
    return from_debtor == (situation.carried_by == "debtor")


def _scaled(axis: Axis, change: float, now: float, warmth: float, worn: float, temperament: Temperament) -> float:
    if axis == "patience":
        return change * (worn if change > 0 else 1.0)
    moved = change * worn * warmth * _UP_SCALE[axis]
    if axis == "trust" and change > 0:
        moved *= (1 - 0.5 * temperament.traits.suspicion) * (1 - now)
    elif change > 0:
        moved *= 1.1 - 0.6 * now
    return moved


def _worn(state: CallState, cause: str, noticed: Noticed) -> float:
    """What is done over and over does less each time, except to anger by what is wrong."""
    if cause in noticed.breaches:
        return 1.0
    return 1.0 / (1.0 + 0.45 * state.count(cause))


def _ready(state: CallState, temperament: Temperament, cast: Cast, noticed: Noticed) -> float:
    strain = distress(state, temperament)
    causes = noticed.causes
    lying = temperament.traits.candour < 0.35 and not state.caught and bool(state.covers_told)
    gain = 0.0
    if "asked_for_money" in causes and strain < 0.5:
        gain += 0.08 * (1 - 2 * strain) / (1.0 + 0.25 * state.count("asked_for_money"))
    if "pressed" in causes and "pressed_hard" not in causes:
        sharp = 1.2 if "concrete_ask" in causes or "inform_consequence" in noticed.acts else 0.7
        fade = 1.0 / (1.0 + 0.25 * state.pressed)
        gain += 0.2 * (1 - 2 * strain) * sharp * (fade if strain < 0.5 else 1.0) * (1 - 0.6 * temperament.traits.hostility)
    if "pressed_hard" in causes:
        gain -= 0.06 + 0.12 * strain
    if "acknowledged" in causes and not lying:
        gain += 0.14 * max(0.0, 1.6 * strain - 0.35 + 0.5 * state.mood.anger) / (1.0 + 0.15 * state.acknowledged)
    if "caught" in causes and "hostile_tone" not in causes:
        gain += 0.22
    for cause, moved in _STEADY.items():
        if cause in causes:
            gain += moved / (1.0 + 0.4 * state.count(cause))
    gain += 0.05 * temperament.traits.haggling * ("propose_waiver" in noticed.acts) - 0.3 * noticed.abused
    gain -= 0.05 * sum(1 for code in noticed.breaches if code not in _RULE_LIKE and code not in _FORMAL)
    return round(_unit(state.readiness + min(gain, _READY_PER_TURN if "caught" not in causes else 0.25)), 4)


_FORMAL = frozenset({"no_recording_notice", "no_purpose_disclosure", "no_agreement_confirmation", "no_identification", "promise_beyond_authority"})
_STEADY = {
    "question_answered": 0.06, "explain_bill": 0.03, "within_means": 0.05, "propose_waiver": 0.05, "accept_offer": 0.1, "ask_reason": 0.02,
    "ask_ability": 0.03, "advise_support": 0.04, "acknowledge_dispute": 0.05, "offer_complaint_channel": 0.04, "lecture": -0.07, "repetition": -0.08,
    "ignored": -0.05, "beyond_means": -0.05, "hostile_tone": -0.12, "promise_taken_back": -0.12, "script_talk": -0.12, "nonsense": -0.03,
    "recap_wrong": -0.05,
}


def _unit(value: float) -> float:
    return max(0.0, min(1.0, value))
