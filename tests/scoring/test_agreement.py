"""Agreement between machine and people."""
from __future__ import annotations

import random

import pytest

from scoring.agreement import agreement_on, agreements, weighted_kappa


def test_equal_labels_agree_fully():
    assert weighted_kappa([0, 1, 2, 1], [0, 1, 2, 1]) == 1.0


def test_opposite_labels_disagree_fully():
    assert weighted_kappa([0, 1, 0, 1], [1, 0, 1, 0]) == -1.0


def test_a_worked_example_by_hand():
    # observed: one pair off by one in four = 1/4; expected: margins (2,1,1) and (1,2,1) give 20/16; kappa = 1 - (4/16)/(20/16)
    assert weighted_kappa([0, 0, 1, 2], [0, 1, 1, 2]) == pytest.approx(1 - (1 / 4) / (20 / 16))


def test_a_near_miss_costs_less_than_a_far_one():
    near = weighted_kappa([0, 1, 2, 0, 1, 2], [1, 1, 2, 0, 1, 2])
    far = weighted_kappa([0, 1, 2, 0, 1, 2], [2, 1, 2, 0, 1, 2])
    assert near > far


def test_labels_without_spread_have_no_kappa_and_earn_nothing():
    found = agreement_on("reflected", [(1, 1)] * 50, random.Random(1))
    assert (found.kappa, found.exact, found.earned) == (None, 1.0, False)


def test_no_labels_is_said_as_such():
    found = agreement_on("reflected", [], random.Random(1))
    assert (found.n, found.kappa, found.exact) == (0, None, None)


def test_good_agreement_is_earned_only_with_enough_labels():
    pairs = [(0, 0), (1, 1), (2, 2)]
    assert not agreement_on("reflected", pairs * 3, random.Random(1)).earned
    assert agreement_on("reflected", pairs * 12, random.Random(1)).earned


def test_poor_agreement_is_not_earned():
    rng = random.Random(3)
    pairs = [(rng.randint(0, 2), rng.randint(0, 2)) for _ in range(60)]
    assert not agreement_on("reflected", pairs, random.Random(1)).earned


def test_the_interval_holds_the_estimate_and_repeats_with_the_seed():
    rng = random.Random(5)
    pairs = [(label, label if rng.random() < 0.8 else rng.randint(0, 2)) for label in (rng.randint(0, 2) for _ in range(80))]
    first, second = (agreement_on("reflected", pairs, random.Random(9)) for _ in range(2))
    assert first == second
    assert first.low <= first.kappa <= first.high


def test_series_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="same length"):
        weighted_kappa([1], [1, 2])


def test_items_come_sorted():
    assert [found.item for found in agreements({"b": [(0, 0)], "a": [(1, 0)]}, random.Random(1))] == ["a", "b"]
