from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from trainer.debtor.promise import keep_probability, outlook
from trainer.debtor.state import Agreement, CallState, Terms

from .ring import Ring, cast_of

CAST = cast_of("cn_job_loss_first_default")
PLAN = Terms(kind="instalments", amount=Decimal(622), monthly=Decimal(622), instalments=30, day=date(2026, 9, 20), total=Decimal("18650.00"))


def agreed(terms: Terms = PLAN, *, state: dict[str, Any] | None = None, **agreement: Any) -> CallState:
    start = Ring(CAST).state
    good = {"method": "named", "confirmed": True, **agreement}
    told = {"facts_told": ("laid_off", "benefit", "rent_school", "pay_day"), "mood": start.mood.model_copy(update={"trust": 0.55})}
    return start.model_copy(update={"agreement": Agreement(terms=terms, turn=9, by="collector", **good), **told, **(state or {})})


def test_a_plan_within_means_made_definite_in_trust_is_likely_kept() -> None:
    chance, reasons = keep_probability(agreed(), CAST)
    assert chance >= 0.7 and {"trust_won", "affordable", "definite"} <= set(reasons)


def test_without_an_agreement_there_is_nothing_to_keep() -> None:
    assert keep_probability(Ring(CAST).state, CAST) == (0.0, ("nothing_agreed",))


@pytest.mark.parametrize(("worse", "reason"), [
    (agreed(confirmed=False), "not_confirmed"),
    (agreed(method=None), "no_method"),
    (agreed(PLAN.model_copy(update={"day": None})), "no_day"),
    (agreed(state={"offences": ("false_amount",)}), "false_amount"),
    (agreed(state={"offences": ("abusive_language",)}), "abused"),
    (agreed(state={"facts_told": ()}), "means_not_asked"),
    (agreed(state={"mood": Ring(CAST).state.mood.model_copy(update={"trust": 0.1, "anger": 0.7})}), "angry"),
])
def test_each_flaw_lowers_the_chance_and_is_named(worse: CallState, reason: str) -> None:
    best, _ = keep_probability(agreed(), CAST)
    chance, reasons = keep_probability(worse, CAST)
    assert chance < best and reason in reasons


@pytest.mark.parametrize("marked", [agreed(pressed=True), agreed(empty=True), agreed(state={"offences": ("threat_of_violence",)})])
def test_what_was_wrung_out_is_never_kept_on_any_seed(marked: CallState) -> None:
    assert not any(outlook(marked.model_copy(update={"seed": seed}), CAST).kept for seed in range(200))


def test_beyond_means_is_not_kept_even_when_nobody_marked_it() -> None:
    heavy = PLAN.model_copy(update={"monthly": Decimal(2072), "amount": Decimal(2072), "instalments": 9})
    chance, reasons = keep_probability(agreed(heavy), CAST)
    assert chance < 0.1 and "beyond_means" in reasons


def test_over_many_seeds_promises_are_kept_about_as_often_as_their_chance_says() -> None:
    state = agreed()
    chance, _ = keep_probability(state, CAST)
    kept = sum(outlook(state.model_copy(update={"seed": seed}), CAST).kept for seed in range(400)) / 400
    assert abs(kept - chance) < 0.08
