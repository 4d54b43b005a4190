"""How far the machine agrees with people: quadratic weighted kappa per item, with n and an interval, and where that is enough to certify alone."""
from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose

# An item is certified by the machine alone only where even the low end of the interval reaches this. Source: house standard; 0.6 is the usual
# boundary to "substantial" agreement (Landis and Koch 1977), and the evidence page puts experts among themselves at 0.58 on graded items.
EARNED_FROM = 0.6
FEWEST = 30
RESAMPLES = 1000
INTERVAL = 0.95


@dataclass(frozen=True)
class Agreement:
    """Agreement on one item or rule.

    `kappa` runs from -1 to 1, None where it cannot be computed (nothing labelled, or both sides always said the same one thing); `low` and `high`
    bound it with 95 %; `exact` is the share of equal labels; `earned` says whether the machine may judge this item without a person.
    """

    item: str
    n: int
    kappa: float | None
    low: float | None
    high: float | None
    exact: float | None
    earned: bool


def weighted_kappa(machine: Sequence[int], person: Sequence[int]) -> float | None:
    """Quadratic weighted kappa of two equally long series of whole-number labels.

    Returns:
        -1 to 1; None where it is undefined: no pairs, or no spread at all on either side.

    Raises:
        ValueError: the series differ in length.

    Source:
        Cohen 1968, weights (i - j)^2.
    """
    if len(machine) != len(person):
        raise ValueError("both series need the same length")
    n = len(machine)
    if n == 0:
        return None
    observed = sum((one - other) ** 2 for one, other in zip(machine, person, strict=True)) / n
    ours, theirs = Counter(machine), Counter(person)
    expected = sum(ours[one] * theirs[other] * (one - other) ** 2 for one in ours for other in theirs) / (n * n)
    if isclose(expected, 0.0):
        return None
    return 1 - observed / expected


def agreement_on(item: str, pairs: Sequence[tuple[int, int]], rng: random.Random, *, resamples: int = RESAMPLES) -> Agreement:
    """Agreement on one item from (machine, person) labels, with a bootstrap interval.

    Args:
        item: Id of the criterion or rule.
        pairs: One pair of whole-number labels per judged call (levels of a criterion in order, or 0/1 for a rule).
        rng: Where the resampling gets its chance from; the same seed gives the same interval.
        resamples: How often to resample, >= 1.
    """
    machine, person = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    kappa = weighted_kappa(machine, person)
    exact = sum(one == other for one, other in pairs) / len(pairs) if pairs else None
    if kappa is None:
        return Agreement(item, len(pairs), None, None, None, exact, False)
    low, high = _interval(pairs, rng, resamples)
    earned = len(pairs) >= FEWEST and low is not None and low >= EARNED_FROM
    return Agreement(item, len(pairs), round(kappa, 4), low, high, exact, earned)


def agreements(labels: Mapping[str, Sequence[tuple[int, int]]], rng: random.Random) -> tuple[Agreement, ...]:
    """Agreement on every item, by item id."""
    return tuple(agreement_on(item, labels[item], rng) for item in sorted(labels))


def _interval(pairs: Sequence[tuple[int, int]], rng: random.Random, resamples: int) -> tuple[float | None, float | None]:
    found = []
    for _ in range(resamples):
        drawn = rng.choices(pairs, k=len(pairs))
        kappa = weighted_kappa([pair[0] for pair in drawn], [pair[1] for pair in drawn])
        if kappa is not None:
            found.append(kappa)
    if not found:
        return None, None
    found.sort()
    tail = (1 - INTERVAL) / 2
    return round(found[int(tail * (len(found) - 1))], 4), round(found[int((1 - tail) * (len(found) - 1))], 4)
