"""The outcome joins both sides; what cannot be known stays open."""
from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.packs import load_packs
from scoring.rubrics_loader import load_rubrics
from scoring.score import score_call
from tests.golden.calls import golden_calls
from trainer.domain.call import Agreed, CallOutcome, CaseTruth, Deal, PromiseOutlook

PACKS = load_packs()
RUBRICS = load_rubrics()
CALL = next(call for call in golden_calls() if call.id == "zh_cn_job_loss_plan")
BEST = Deal(first_amount=Decimal(600), first_in_days=19, monthly=Decimal(600), instalments=10, total=Decimal(6000))


def outcome(deal=None, keep=0.9, kind="payment_plan", good=("payment_plan",), solvable=True, free="700", lump="800"):
    truth = CaseTruth(
        scenario_id="x", scenario_version=1,
        outcome=CallOutcome(kind=kind, ended_by="collector", agreed=Agreed(amounts=(deal.first_amount,) if deal else ()), outlook=PromiseOutlook(keep_probability=keep, kept=True)),
        monthly_free=Decimal(free), lump_sum=Decimal(lump), next_pay_in_days=19, best_deal=BEST, agreed_deal=deal, good_outcomes=good, solvable=solvable,
    )
    return score_call(CALL.transcript(), PACKS[CALL.jurisdiction], RUBRICS[(CALL.jurisdiction, "practice")], truth=truth, app_version="test").outcome


def deal(first="600", days=19, monthly="600", count=10, total="6000"):
    return Deal(first_amount=Decimal(first), first_in_days=days, monthly=Decimal(monthly), instalments=count, total=Decimal(total))


def test_the_best_deal_that_will_be_kept_is_nearly_full():
    best = outcome(deal(), keep=0.95)
    assert best.joint > 0.95
    assert best.against_best == pytest.approx(1.0, abs=0.01)


def test_a_plan_beyond_the_means_is_worth_less_than_a_smaller_one():
    pressed = outcome(deal(first="2000", monthly="2000", count=3), keep=0.2)
    assert pressed.recovery == 1.0
    assert pressed.joint < outcome(deal(total="4800", count=8), keep=0.9).joint


def test_a_gift_to_the_debtor_is_worth_less_than_the_best():
    assert outcome(deal(first="100", monthly="100", count=10, total="1000"), keep=0.95).joint < outcome(deal(), keep=0.95).joint


def test_a_promise_that_will_break_costs_both_sides():
    assert outcome(deal(), keep=0.1).joint < outcome(deal(), keep=0.9).joint


def test_later_money_is_worth_less():
    assert outcome(deal(days=60)).joint < outcome(deal(days=10)).joint


def test_where_no_deal_is_right_the_ending_counts():
    assert outcome(kind="dispute_logged", good=("dispute_logged",), solvable=False).joint == 1.0
    assert outcome(kind="hung_up", good=("dispute_logged",), solvable=False).joint == 0.0


def test_no_deal_where_one_was_open_is_worth_nothing():
    assert outcome(kind="refused").joint == 0.0


def test_without_the_hidden_side_the_burden_stays_open_and_says_so():
    card = score_call(CALL.transcript(), PACKS[CALL.jurisdiction], RUBRICS[(CALL.jurisdiction, "practice")], app_version="test")
    assert card.outcome.reliability is None
    assert "守约" in card.outcome.why.zh and "kept" in card.outcome.why.en
