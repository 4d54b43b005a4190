"""The call record against the call."""
from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scoring.packs import load_packs
from scoring.rubrics_loader import load_rubrics
from scoring.score import score_call
from tests.golden.calls import golden_calls
from trainer.domain.call import CallRecord

PACKS = load_packs()
RUBRICS = load_rubrics()
CALLS = {call.id: call for call in golden_calls()}
TRUE = CallRecord(
    contact_result="right_party", reason="job_loss", willingness="willing", ability="can_pay_part", promise_amount=Decimal(600), promise_date=date(2026, 12, 12),
    promise_method="手机银行", next_step="await_payment", flags=("hardship",), note="客户被裁员，承诺12月12日前还600元。",
)


def judge(call_id, record):
    call = CALLS[call_id]
    return score_call(call.transcript(), PACKS[call.jurisdiction], RUBRICS[(call.jurisdiction, "practice")], record=record, app_version="test")


def false(card):
    return [finding for finding in card.findings if finding.rule == "record_falsification"]


def criterion(card, name):
    return next(item for item in card.criteria if item.id == name)


def test_a_true_and_whole_record_is_both():
    card = judge("zh_cn_job_loss_plan", TRUE)
    assert false(card) == []
    assert criterion(card, "record_complete").score == 1.0
    assert criterion(card, "record_true").score == 1.0


@pytest.mark.parametrize(("call_id", "changes", "said"), [
    ("zh_cn_job_loss_plan", {"contact_result": "no_contact"}, "未联系上"),
    ("zh_cn_job_loss_plan", {"contact_result": "wrong_party"}, "不是本人"),
    ("zh_cn_job_loss_plan", {"note": "无人接听，明日再拨。"}, "未联系上"),
    ("zh_cn_job_loss_plan", {"note": "客户拒绝还款，态度恶劣。"}, "拒绝"),
    ("zh_cn_mother_answers", {"contact_result": "right_party", "promise_amount": None, "promise_date": None, "note": ""}, "不是本人"),
    ("zh_cn_stolen_card_logged", {"contact_result": "right_party", "promise_amount": Decimal(5000), "note": ""}, "承诺"),
])
def test_a_record_of_what_did_not_happen_is_found(call_id, changes, said):
    found = false(judge(call_id, TRUE.model_copy(update=changes)))
    assert found and found[0].severity == "fatal"
    assert said in found[0].why.zh


def test_a_note_that_denies_a_promise_is_true():
    record = CallRecord(contact_result="right_party", next_step="dispute_team", flags=("dispute",), note="客户没有承诺还款日期，已登记争议。")
    assert false(judge("zh_cn_stolen_card_logged", record)) == []


def test_missing_parts_are_named():
    item = criterion(judge("zh_cn_job_loss_plan", CallRecord(contact_result="right_party", next_step="await_payment")), "record_complete")
    assert item.score < 1.0
    assert "逾期原因" in item.why.zh and "reason" in item.why.en


def test_without_a_record_nothing_is_made_up():
    card = judge("zh_cn_job_loss_plan", None)
    assert criterion(card, "record_complete").status == "not_evaluable"
    assert criterion(card, "record_true").score is None


def test_a_free_note_may_carry_every_part():
    note = "联系到本人，客户被裁员，愿意还款，每月收入三千、房租一千五，承诺12月12日前还600元，标记困难，12月13日回访确认到账。"
    card = judge("zh_cn_job_loss_plan", CallRecord(note=note))
    assert criterion(card, "record_complete").score == 1.0
    assert criterion(card, "record_true").score == 1.0
    assert criterion(judge("zh_cn_job_loss_plan", CallRecord(note="打过了。")), "record_complete").score == 0.0
