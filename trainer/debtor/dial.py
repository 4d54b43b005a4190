"""Turns the pressure dial: the same people, sharper or milder, faster or slower."""
from __future__ import annotations

from trainer.debtor.state import Cast
from trainer.debtor.tables import ordinary_appraisal
from trainer.domain.dial import Dial
from trainer.domain.temperament import Axis, Temperament

# Per point turned. Chosen so that two points move a debtor about as far as the next sharper temperament of the library, and never past it into another person.
HOSTILITY_STEP, SUSPICION_STEP, OUTBURST_STEP, INTERRUPT_STEP = 0.12, 0.07, 0.1, 0.2
ANGER_AT_PICK_UP, TRUST_AT_PICK_UP = 0.12, 0.05
STING, COOLING, WEARING, LENGTH = 0.2, 0.2, 0.25, 0.12
SHARP_MOVES = ("sarcasm", "insult", "accuse", "complain_calls", "refuse_to_pay")
HURRIED_MOVES = ("busy", "call_back_later", "interrupt")
HABIT_STEP = 0.35
SHORTEST_ZH, SHORTEST_EN = 4, 3


def turned(cast: Cast, dial: Dial) -> Cast:
    """The cast with everybody on the line turned by the dial; as it was where nothing is turned."""
    if dial.as_written:
        return cast
    return cast.model_copy(update={"temperaments": {name: _turned(temperament, dial) for name, temperament in cast.temperaments.items()}})


def _turned(temperament: Temperament, dial: Dial) -> Temperament:
    sharp, fast = dial.hostility, dial.pace
    traits, mood = temperament.traits, temperament.mood
    habits = dict(temperament.habits)
    for moves, points in ((SHARP_MOVES, sharp), (HURRIED_MOVES, fast)):
        habits |= {move: max(0.0, habits[move] * (1 + HABIT_STEP * points)) for move in moves if move in habits}
    drift = dict(temperament.drift)
    if "anger" in drift:
        drift["anger"] = _unit(drift["anger"] * (1 - COOLING * sharp))
    return temperament.model_copy(update={
        "traits": traits.model_copy(update={"hostility": _unit(traits.hostility + HOSTILITY_STEP * sharp), "suspicion": _unit(traits.suspicion + SUSPICION_STEP * sharp)}),
        "mood": mood.model_copy(update={"anger": _unit(mood.anger + ANGER_AT_PICK_UP * sharp), "trust": _unit(mood.trust - TRUST_AT_PICK_UP * sharp)}),
        "patience": max(1, min(10, temperament.patience - sharp - fast)),
        "appraisal": {cause: _stung(moved, dial) for cause, moved in (ordinary_appraisal().causes | temperament.appraisal).items()},
        "drift": drift,
        "max_chars_zh": max(SHORTEST_ZH, round(temperament.max_chars_zh * (1 - LENGTH * fast))),
        "max_words_en": max(SHORTEST_EN, round(temperament.max_words_en * (1 - LENGTH * fast))),
        "outburst_rate": _unit(temperament.outburst_rate + OUTBURST_STEP * sharp),
        "interrupt_rate": _unit(temperament.interrupt_rate + INTERRUPT_STEP * fast),
        "habits": habits,
    })


def _stung(moved: dict[Axis, float], dial: Dial) -> dict[Axis, float]:
    """What a cause does once anger rises faster by hostility and patience wears faster by pace."""
    found = dict(moved)
    if found.get("anger", 0.0) > 0:
        found["anger"] *= 1 + STING * dial.hostility
    if found.get("patience", 0.0) < 0:
        found["patience"] *= 1 + WEARING * dial.pace
    return found


def _unit(value: float) -> float:
    return round(max(0.0, min(1.0, value)), 6)
