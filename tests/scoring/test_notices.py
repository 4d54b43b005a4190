"""Written notices: every golden one brings the findings it must and no others, better versions are clean, and facts are judged against the file."""
from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from scoring.notice_parts import better_notice, notice_rules
from scoring.notices import judge_notice
from trainer.domain.context import CallContext, ContextAccount, ContextAuthority, Jurisdiction
from trainer.domain.notice import Channel, Notice, NoticeFile, NoticeScore, Purpose
from trainer.domain.text import Language
from trainer.service.content import Content

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "notices"
CRITERIA = {
    "missing_amount": "notice_amount", "missing_date": "notice_pay_by", "missing_contact": "notice_contact", "missing_signature": "notice_signature", "too_long": "notice_length",
    "account_not_masked": "notice_masked", "no_next_step": "notice_next_step", "hard_to_read": "notice_ease",
}
RULES = {"wrong_amount": "false_amount", "shared_address_disclosure": "third_party_disclosure", "envelope_disclosure": "third_party_disclosure"}


def golden() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every golden notice with its case."""
    found = []
    for language in ("zh", "en"):
        body = yaml.safe_load((GOLDEN / f"{language}.yaml").read_text(encoding="utf-8"))
        found += [(language, body["cases"][entry["case"]], entry) for entry in body["notices"]]
    return found


def file_of(language: str, case: dict[str, Any], entry: dict[str, Any]) -> NoticeFile:
    context = CallContext.model_validate({
        "legal_status": case["legal_status"], "reported_to_bureau": case["reported_to_bureau"], "collector_type": case["collector_type"], "local_time": entry.get("local_time", "14:00"),
        "authority": ContextAuthority(instalments_max=case["instalments_max"]),
        "account": ContextAccount(balance=Decimal(case["balance"]), minimum_due=Decimal(case["minimum_due"]), days_overdue=case["days_overdue"], currency=case["currency"]),
    })
    return NoticeFile(
        language=Language(language), name=case["debtor"], institution=case["institution"], card_tail=case["account_number"][-4:], phone=case["contact"], today=date.fromisoformat(case["today"]),
        context=context, shared=entry["recipient"] != "own", readers=None if entry["recipient"] == "own" else entry["recipient"],
    )


def judged(content: Content, language: str, case: dict[str, Any], entry: dict[str, Any]) -> NoticeScore:
    jurisdiction = Jurisdiction(case["jurisdiction"])
    notice = Notice(channel=entry["channel"], purpose="overdue", text=entry["text"], subject=entry.get("subject", ""), envelope=entry.get("envelope", ""))
    return judge_notice(
        notice, file_of(language, case, entry), content.packs[jurisdiction], content.rubric(jurisdiction, "practice"), identifier=entry["id"], app_version="test",
    )


def shows(score: NoticeScore, code: str) -> bool:
    """Whether the score says what this code of the golden files stands for."""
    if code in CRITERIA:
        found = {item.id: item.score for item in score.card.criteria}.get(CRITERIA[code])
        return found is not None and found < 1
    rules = {finding.rule for finding in score.card.findings}
    return RULES.get(code, code) in rules or (code == "wrong_amount" and any(item.id == "notice_facts" and item.score == 0 for item in score.card.criteria))


@pytest.mark.parametrize(("language", "case", "entry"), [pytest.param(*entry, id=entry[2]["id"]) for entry in golden()])
def test_a_golden_notice_brings_what_it_must_and_nothing_else(content: Content, language: str, case: dict[str, Any], entry: dict[str, Any]) -> None:
    score = judged(content, language, case, entry)
    missed = [code for code in entry["must"] if not shows(score, code)]
    allowed = {RULES.get(code, code) for code in (*entry["must"], *entry["may"])}
    false_alarms = [finding.rule for finding in score.card.findings if not finding.needs_review and finding.rule not in allowed]
    assert (missed, false_alarms) == ([], []), entry["text"]


def plain_file(language: Language, jurisdiction: Jurisdiction, shared: bool = False) -> NoticeFile:
    currency = {Jurisdiction.CN: "CNY", Jurisdiction.US: "USD", Jurisdiction.UK: "GBP"}[jurisdiction]
    account = ContextAccount(balance=Decimal("18650.00"), minimum_due=Decimal("1932.40"), days_overdue=64, currency=currency)
    return NoticeFile(
        language=language, name="周女士" if language is Language.ZH else "Ms Zhou", institution="海州银行" if language is Language.ZH else "Haizhou Bank", card_tail="6621",
        phone="400-820-1166", today=date(2026, 9, 8), context=CallContext(account=account), shared=shared, plan_sums=(Decimal("622.00"),), plan_days=(date(2026, 9, 20),),
    )


def score_of(content: Content, text: str, *, language: Language = Language.ZH, channel: Channel = "sms", purpose: Purpose = "overdue", shared: bool = False, envelope: str = "") -> NoticeScore:
    pack = content.packs[Jurisdiction.CN]
    notice = Notice(channel=channel, purpose=purpose, text=text, envelope=envelope)
    return judge_notice(notice, plain_file(language, Jurisdiction.CN, shared), pack, content.rubric(Jurisdiction.CN, "practice"), identifier="n", app_version="test")


@pytest.mark.parametrize("jurisdiction", list(Jurisdiction))
@pytest.mark.parametrize("language", list(Language))
def test_every_better_version_is_itself_without_fault(content: Content, jurisdiction: Jurisdiction, language: Language) -> None:
    pack, rubric = content.packs[jurisdiction], content.rubric(jurisdiction, "practice")
    faults = []
    for purpose in notice_rules().purposes:
        for channel in ("sms", "email", "letter"):
            file = plain_file(language, jurisdiction)
            better = better_notice(Notice(channel=channel, purpose=purpose, text="x"), file, jurisdiction)
            card = judge_notice(better, file, pack, rubric, identifier="n", app_version="test").card
            weak = [item.id for item in card.criteria if item.score is not None and item.score < 1]
            if weak or card.findings:
                faults.append((purpose, channel, weak, [finding.rule for finding in card.findings]))
    assert faults == []


def test_the_debt_on_an_envelope_or_at_a_shared_address_is_disclosure(content: Content) -> None:
    good = score_of(content, "请转告周女士：方便时请回电 400-820-1166，谢谢。海州银行", shared=True)
    told = score_of(content, "【海州银行】周女士的信用卡已逾期，请转告她还款，电话400-820-1166。", shared=True)
    envelope = score_of(content, "周女士您好，请致电400-820-1166。海州银行", channel="letter", envelope="欠款催收")
    assert not good.card.findings
    assert [finding.rule for finding in told.card.findings] == ["third_party_disclosure"] and not told.card.passed
    assert [(finding.rule, finding.turn) for finding in envelope.card.findings] == [("third_party_disclosure", 2)]


def test_a_sum_that_the_file_does_not_know_is_found_with_its_words(content: Content) -> None:
    card = score_of(content, "【海州银行】周女士，您尾号6621的卡欠款28650元，请9月15日前还款，电话400-820-1166。").card
    assert [(finding.rule, finding.quote) for finding in card.findings] == [("false_amount", "28650元")]


def test_a_text_message_over_the_limit_loses_its_points(content: Content) -> None:
    line = "【海州银行】周女士您好，您尾号6621的卡最低应还1932.40元，请9月15日前用手机银行还款，有困难请致电400-820-1166商量分期。"
    short, long = score_of(content, line), score_of(content, line + "谢谢。" * 40)
    marks = [{item.id: item.score for item in score.card.criteria}["notice_length"] for score in (short, long)]
    assert marks == [1.0, 0.0] and short.limit == 134 and long.length > 134


def test_a_court_s_look_is_a_breach_only_while_no_court_is_seized(content: Content) -> None:
    assert "false_legal_process" in {finding.rule for finding in score_of(content, "律师函：请9月15日前还款。海州银行", channel="letter").card.findings}
    honest = score_of(content, "周女士您好，这不是律师函，我们没有起诉，请致电400-820-1166商量。海州银行", channel="letter")
    assert "false_legal_process" not in {finding.rule for finding in honest.card.findings}
