"""Amounts, days and numbers of payments, on labelled lines in both languages and on anything that Unicode allows."""
from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.domain.text import Language
from trainer.hearing.entities import find_entities

TODAY = date(2026, 11, 23)
DATA = Path(__file__).parents[2] / "data"
GOAL_F1 = 0.97


def _rows(language: Language) -> Iterator[dict[str, object]]:
    with (DATA / f"entities.{language.value}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _heard(text: str, language: Language, today: date = TODAY) -> dict[str, set[str]]:
    found = find_entities(text, language, today)
    return {
        "amounts": {f"{hit.value:.2f}" for hit in found.amounts},
        "dates": {hit.value.isoformat() for hit in found.dates},
        "instalments": {str(hit.value) for hit in found.instalments},
    }


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("what", ["amounts", "dates", "instalments"])
def test_labelled_lines_are_heard_at_the_goal(language: Language, what: str) -> None:
    right = wrong = missed = 0
    for row in _rows(language):
        expected = {str(value) for value in row[what]}  # type: ignore[attr-defined]
        heard = _heard(str(row["text"]), language)[what]
        right += len(expected & heard)
        wrong += len(heard - expected)
        missed += len(expected - heard)
    assert right > 20
    assert 2 * right / (2 * right + wrong + missed) >= GOAL_F1, (right, wrong, missed)


@pytest.mark.parametrize(
    ("language", "text", "amounts", "dates", "instalments"),
    [
        ("zh", "下个月15号先还三千五，剩下的分六期可以吗？", ["3500.00"], ["2026-12-15"], ["6"]),
        ("zh", "五百到八百之间，月底", ["500.00", "800.00"], ["2026-11-30"], []),
        ("zh", "工号2046，尾号0907，打12378投诉", [], [], []),
        ("zh", "三千三号还", ["3000.00"], ["2026-12-03"], []),
        ("zh", "五百一个月，分半年还", ["500.00"], [], ["6"]),
        ("zh", "今天天气不错", [], [], []),
        ("zh", "今天还两百", ["200.00"], ["2026-11-23"], []),
        ("en", "half of the 900", ["900.00"], [], []),
        ("en", "a grand and a half, a week on Friday", ["1500.00"], ["2026-12-04"], []),
        ("en", "two thousand and forty pounds twelve over 18 months", ["2040.12"], [], ["18"]),
        ("en", "card ending 4417, sixty-eight days past due", [], [], []),
        ("en", "the first of each month, within 48 hours", [], ["2026-11-25", "2026-12-01"], []),
    ],
)
def test_conventions(language: str, text: str, amounts: list[str], dates: list[str], instalments: list[str]) -> None:
    assert _heard(text, Language(language)) == {"amounts": set(amounts), "dates": set(dates), "instalments": set(instalments)}


def test_a_sum_said_twice_counts_once_at_its_first_words() -> None:
    text = "三百，我说的是三百块，不是两百"
    found = find_entities(text, Language.ZH, TODAY)
    assert [hit.value for hit in found.amounts] == [Decimal("300.00"), Decimal("200.00")]
    assert found.amounts[0].span.words(text) == "三百"


def test_spans_quote_the_line_as_given() -> None:
    text = "我出￥１，２００，１５号给"
    found = find_entities(text, Language.ZH, TODAY)
    assert found.dates[0].span.words(text) == "１５号"


def test_a_vague_sum_is_marked() -> None:
    assert find_entities("八百多", Language.ZH, TODAY).amounts[0].approximate
    assert not find_entities("八百", Language.ZH, TODAY).amounts[0].approximate


def test_days_follow_the_day_of_the_call() -> None:
    assert _heard("15号还", Language.ZH, date(2026, 11, 15))["dates"] == {"2026-11-15"}
    assert _heard("15号还", Language.ZH, date(2026, 11, 16))["dates"] == {"2026-12-15"}
    assert _heard("31号还", Language.ZH, date(2026, 11, 16))["dates"] == {"2026-12-31"}
    assert _heard("the end of the month", Language.EN, date(2028, 2, 3))["dates"] == {"2028-02-29"}


def test_a_written_date_is_month_first_unless_the_line_is_british() -> None:
    assert _heard("$40 on 12/10", Language.EN)["dates"] == {"2026-12-10"}
    assert _heard("£40 on 10/12", Language.EN)["dates"] == {"2026-12-10"}


_PIECES = st.sampled_from(
    [*"一二三四五六七八九十百千万两半零〇块元毛分点号月日天周期个年前后内还到至-/:,.%￥$£0123456789kw ", "two ", "hundred ", "grand ", "and a half ", "the ", "first ", "of ", "next ", "month ", "friday ", "payments ", "in ", "weeks ", "'s "]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=60).map("".join)), st.sampled_from(list(Language)))
def test_any_line_gets_an_answer_whose_spans_lie_in_it(text: str, language: Language) -> None:
    found = find_entities(text, language, TODAY)
    for hit in (*found.amounts, *found.dates, *found.instalments):
        assert 0 <= hit.span.start < hit.span.end <= len(text)
    assert len({hit.value for hit in found.amounts}) == len(found.amounts)


@settings(max_examples=50, deadline=None)
@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31)))
def test_any_day_of_the_call_resolves(today: date) -> None:
    for text, language in (("月底或者下下个月31号，春节前，半年后，周日，2月29号", Language.ZH), ("the 31st, a week on Sunday, end of February, in six months, Feb 29", Language.EN)):
        find_entities(text, language, today)


@pytest.mark.parametrize("piece", ["三千五", "九", "1", "1,", "周", "两三", "a hundred and ", "the first of ", "十号", "5/", "\ue000", "万", "-", "分"])
@pytest.mark.parametrize("language", list(Language))
def test_twenty_thousand_characters_of_one_piece_are_read_to_the_end(piece: str, language: Language) -> None:
    text = (piece * 20_000)[:20_000]
    find_entities(text, language, TODAY)
