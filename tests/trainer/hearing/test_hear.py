"""One collector line as the product hears it: any string, the same answer every time, quotes that stand in the line."""
from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.checks.line import judge_line
from trainer.domain.context import CallContext, Jurisdiction, Party
from trainer.domain.text import Language
from trainer.hearing import hear
from trainer.hearing.hear import LONGEST_LINE

TODAY = date(2026, 11, 23)
VERIFIED = CallContext(identity_verified=True)


def rules_found(text: str, language: Language, context: CallContext = VERIFIED, jurisdiction: Jurisdiction = Jurisdiction.CN) -> set[str]:
    """The rules that this line alone breaks in this context."""
    return {finding.rule for finding in judge_line(hear(text, language, TODAY), context, jurisdiction)}


def test_a_full_line_is_heard_in_all_its_parts() -> None:
    heard = hear("下个月15号先还三千五，剩下的分六期可以吗？", Language.ZH, TODAY)
    assert heard.does("propose_instalments")
    assert [str(hit.value) for hit in heard.amounts] == ["3500.00"]
    assert [hit.value.isoformat() for hit in heard.dates] == ["2026-12-15"]
    assert [hit.value for hit in heard.instalments] == [6]
    assert heard.signals == ()


@pytest.mark.parametrize(
    ("text", "language", "rule"),
    [
        ("今天五点前钱不到账，我让人去你家，打断你一条腿你信不信？", Language.ZH, "threat_of_violence"),
        ("加我私人微信，这个电话有录音不方便说。", Language.ZH, "off_channel_communication"),
        ("If that money isn't in by five, I'll have somebody come round and break your legs.", Language.EN, "threat_of_violence"),
        ("Text my personal number. This line is recorded.", Language.EN, "off_channel_communication"),
    ],
)
def test_a_blunt_breach_is_found_with_words_of_the_line(text: str, language: Language, rule: str) -> None:
    found = {finding.rule: finding for finding in judge_line(hear(text, language, TODAY), VERIFIED, Jurisdiction.US)}
    assert rule in found
    assert found[rule].quote and found[rule].quote in text
    assert 0.5 <= found[rule].confidence <= 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("我们不会采取任何暴力或者威胁的方式，这一点请您放心。", Language.ZH),
        ("您好，我是海川银行的李敏，工号8812，请问是王先生本人吗？", Language.ZH),
        ("好的，那就按每个月五百来，感谢您的配合，再见。", Language.ZH),
        ("We will never use violence or threats. All we can do is talk through the options.", Language.EN),
        ("Good morning, my name is Priya and I'm calling from Ashdown Bank. This call is recorded.", Language.EN),
        ("Thank you. So that's fifty pounds on the first of each month, is that right?", Language.EN),
    ],
)
def test_lawful_lines_are_no_breach(text: str, language: Language) -> None:
    assert rules_found(text, language) == set()


def test_a_breach_in_the_middle_of_a_long_polite_turn_is_found_and_quoted() -> None:
    polite = "您好，感谢您接听，我是海川银行的工作人员，工号8812。您的情况我理解，咱们慢慢商量。"
    bad = "今天五点前钱不到账，我让人去你家，打断你一条腿你信不信？"
    text = polite * 2 + bad + "另外账单明细我可以给您发到手机上。" + polite
    findings = judge_line(hear(text, Language.ZH, TODAY), VERIFIED, Jurisdiction.CN)
    quotes = [finding.quote for finding in findings if finding.rule == "threat_of_violence"]
    assert quotes and quotes[0] in bad


def test_the_same_words_break_a_rule_in_one_context_and_none_in_another() -> None:
    text = "喂，你信用卡欠了三万二，逾期六十三天了，什么时候还？"
    assert "no_identity_verification_before_disclosure" in rules_found(text, Language.ZH, CallContext(identity_verified=False))
    assert "no_identity_verification_before_disclosure" not in rules_found(text, Language.ZH)
    owing = "他欠我们银行信用卡三万二，逾期两个月了，你让他赶紧还。"
    assert "third_party_disclosure" in rules_found(owing, Language.ZH, CallContext(party=Party.THIRD, identity_verified=True))


def test_the_same_line_gives_the_same_answer() -> None:
    text = "再不处理，明天我就把你这点事发到你们公司群里，让大家都看看。"
    first = hear(text, Language.ZH, TODAY)
    hear("something else entirely", Language.EN, TODAY)
    assert hear(text, Language.ZH, TODAY) == first


@given(text=st.text(max_size=300), language=st.sampled_from(list(Language)))
@settings(max_examples=120, deadline=None)
def test_any_string_is_heard(text: str, language: Language) -> None:
    heard = hear(text, language, TODAY)
    for hit in (*heard.acts, *heard.signals, *heard.amounts, *heard.dates, *heard.instalments):
        assert 0 <= hit.span.start < hit.span.end <= len(text)
    for finding in judge_line(heard, VERIFIED, Jurisdiction.UK):
        assert finding.quote == text[finding.span.start : finding.span.end]


@pytest.mark.parametrize("unit", ["打断你的腿，", "break your legs. ", "a", "一", "1", "1,", "，。", "\u200b\u0301", "😀", "((((", "十" * 7 + "号", "don't don't "])
@pytest.mark.parametrize("language", list(Language))
def test_twenty_thousand_characters_take_no_time_out_of_hand(unit: str, language: Language) -> None:
    text = (unit * (LONGEST_LINE // len(unit) + 1))[: LONGEST_LINE + 500]
    start = time.process_time()
    heard = hear(text, language, TODAY)
    judge_line(heard, VERIFIED, Jurisdiction.US)
    assert heard.text == text
    # A pattern that backtracks would take minutes; the bound is wide because test machines differ.
    assert time.process_time() - start < 30


def test_hearing_needs_no_learning_library() -> None:
    import subprocess
    import sys

    code = "import sys, trainer.hearing, scoring.checks.line; sys.exit(any(name in sys.modules for name in ('sklearn', 'scipy', 'torch')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
