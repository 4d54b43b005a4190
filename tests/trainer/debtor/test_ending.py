from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from trainer.debtor.ending import case_truth, conclude
from trainer.debtor.state import Agreement, CallState, Terms

from .ring import Ring, cast_of

CAST = cast_of("cn_job_loss_first_default")
DAY = date(2026, 9, 20)


def ended(**changes: object) -> CallState:
    return Ring(CAST).state.model_copy(update={"ended": True, "ended_by": "collector", **changes})


def deal(kind: str, **terms: object) -> CallState:
    return ended(agreement=Agreement(terms=Terms(kind=kind, day=DAY, **terms), turn=5, by="collector"))  # type: ignore[arg-type]


@pytest.mark.parametrize(("state", "kind"), [
    (deal("full", amount=Decimal("18650"), total=Decimal("18650")), "paid_in_full"),
    (deal("instalments", amount=Decimal("622"), monthly=Decimal("622"), instalments=30), "payment_plan"),
    (deal("partial", amount=Decimal("600"), total=Decimal("600")), "promise_to_pay"),
    (deal("settlement", amount=Decimal("15000"), total=Decimal("15000"), waived=True), "settlement"),
    (ended(deferred=True), "deferral"), (ended(transferred=True), "transferred"), (ended(callback=True), "callback"), (ended(message_left=True), "message_left"),
    (ended(ended_by="debtor"), "hung_up"), (ended(move_counts={"refuse_to_pay": 2}, readiness=0.1), "refused"), (ended(), "no_agreement"),
])
def test_each_ending_has_its_kind(state: CallState, kind: str) -> None:
    assert conclude(state, CAST).kind == kind


def test_sums_days_and_counts_of_an_agreement_are_reported() -> None:
    agreed = conclude(deal("instalments", amount=Decimal("1000"), monthly=Decimal("622"), instalments=30), CAST).agreed
    assert agreed.amounts == (Decimal("1000"), Decimal("622")) and agreed.dates == (DAY,) and agreed.instalments == 30


def test_a_call_that_is_not_over_is_open() -> None:
    assert conclude(Ring(CAST).state, CAST).ended_by == "open"


def test_the_truth_tells_willingness_and_ability_apart() -> None:
    liar = cast_of("cn_liar_wages_unpaid")
    truth = case_truth(Ring(liar).state, liar)
    assert truth.willingness == "unwilling" and truth.ability == "can_pay_part"
    assert truth.agreed_deal is None and truth.best_deal is not None
