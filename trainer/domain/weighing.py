"""How much an observation of a skill counts: recent ones more, hard ones for more; kept as running sums that a roll-up can add to."""
from __future__ import annotations

from datetime import date

HALF_LIFE_DAYS = 45
DIFFICULTY_STEP = 0.04
MIDDLE_DIFFICULTY = 3
# Weights are told from one fixed day on, so that sums never have to be made again as days pass: only their ratios are ever used.
FIRST_DAY = date(2026, 1, 1)


def weight_on(day: date) -> float:
    """The weight of an observation: twice as much every 45 days."""
    return float(2.0 ** ((day - FIRST_DAY).days / HALF_LIFE_DAYS))


def shift_for(mean: float, difficulty: int) -> float:
    """What a score (0-1) gains or loses by difficulty (1-5): 4 points a step from the middle, never beyond 0 and 1."""
    return min(max(mean + DIFFICULTY_STEP * (difficulty - MIDDLE_DIFFICULTY), 0.0), 1.0) - mean
