"""Sums, days and counts come out of a debtor's mouth as people say them, and mean what they should."""
from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from trainer.debtor.spoken import amounts, counts, days, en_number, on_day, zh_number
from trainer.domain.context import Jurisdiction
from trainer.domain.text import Language
from trainer.hearing.debtor_line import hear_debtor

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(("number", "words"), [
    (2, "二"), (10, "十"), (15, "十五"), (110, "一百一十"), (205, "两百零五"), (250, "两百五十"), (1005, "一千零五"), (1050, "一千零五十"), (3500, "三千五百"),
    (12000, "一万两千"), (20500, "两万零五百"), (18650, "一万八千六百五十"), (105000, "十万五千"), (100000, "十万"), (1000, "一千"), (10050, "一万零五十"),
])
def test_chinese_numerals(number: int, words: str) -> None:
    assert zh_number(number) == words


def test_chinese_sums_are_clipped_as_in_speech_and_never_into_an_insult() -> None:
    assert "三千五" in amounts(Decimal("3500"), "CNY", Language.ZH, Jurisdiction.CN)
    assert "一万二" in amounts(Decimal("12000"), "CNY", Language.ZH, Jurisdiction.CN)
    assert not {"二百五", "两百五"} & set(amounts(Decimal("250"), "CNY", Language.ZH, Jurisdiction.CN))


def test_english_sums_are_american_or_british() -> None:
    american = amounts(Decimal("3500"), "USD", Language.EN, Jurisdiction.US)
    british = amounts(Decimal("3500"), "GBP", Language.EN, Jurisdiction.UK)
    assert "thirty-five hundred" in american and "thirty-five hundred" not in british
    assert "three and a half thousand" in british and "three-fifty" in amounts(Decimal("350"), "USD", Language.EN, Jurisdiction.US)
    assert en_number(205) == "two hundred and five" and en_number(205, conjunction=False) == "two hundred five"


def test_days_are_named_from_the_day_of_the_call() -> None:
    assert days(WEDNESDAY, WEDNESDAY, Language.ZH, Jurisdiction.CN) == ("今天",)
    assert "下周五" in days(date(2026, 12, 4), WEDNESDAY, Language.ZH, Jurisdiction.CN)
    assert "月底" in days(date(2026, 11, 30), WEDNESDAY, Language.ZH, Jurisdiction.CN)
    assert "Friday week" in days(date(2026, 12, 4), WEDNESDAY, Language.EN, Jurisdiction.UK)
    assert "Friday week" not in days(date(2026, 12, 4), WEDNESDAY, Language.EN, Jurisdiction.US)
    assert "December 15th" in days(date(2026, 12, 15), WEDNESDAY, Language.EN, Jurisdiction.US)
    assert "the 15th of December" in days(date(2026, 12, 15), WEDNESDAY, Language.EN, Jurisdiction.UK)
    assert [on_day(day) for day in ("the 15th", "tomorrow", "the end of the month", "Friday week")] == ["on the 15th", "tomorrow", "at the end of the month", "Friday week"]


def test_two_payments_are_liang_in_chinese() -> None:
    assert "两" in counts(2, Language.ZH) and "二" not in counts(2, Language.ZH)


@pytest.mark.parametrize(("language", "jurisdiction", "currency", "frame"), [
    (Language.ZH, Jurisdiction.CN, "CNY", "我{day}先还{amount}。"),
    (Language.EN, Jurisdiction.US, "USD", "I can pay {amount} {day}."),
    (Language.EN, Jurisdiction.UK, "GBP", "I can pay {amount} {day}."),
])
def test_what_is_said_is_heard_as_the_same_sum_and_day(language: Language, jurisdiction: Jurisdiction, currency: str, frame: str) -> None:
    wrong = []
    for ahead in (0, 1, 2, 3, 5, 8, 10, 15, 20, 30):
        day = WEDNESDAY + timedelta(days=ahead)
        for sum_ in ("85", "160", "350", "500", "1200", "1932.40", "2000", "3500", "12000"):
            for amount in amounts(Decimal(sum_), currency, language, jurisdiction):
                for named in days(day, WEDNESDAY, language, jurisdiction):
                    line = frame.format(amount=amount, day=on_day(named) if language is Language.EN else named)
                    heard = hear_debtor(line, language, WEDNESDAY)
                    if [hit.value for hit in heard.amounts] != [Decimal(sum_)] or [hit.value for hit in heard.dates] != [day]:
                        wrong.append((line, [hit.value for hit in heard.amounts], [hit.value.isoformat() for hit in heard.dates]))
    assert not wrong, wrong[:20]
