"""Personal data is gone before anything is stored; what the score needs is still there."""
from __future__ import annotations

import pytest

from trainer.domain.text import Language
from trainer.service.intake.masking import mask


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("您电话还是13812345678吗", "13812345678"),
        ("回拨 138 1234 5678 或者010-12345678", "12345678"),
        ("身份证号110101199003072316对吧", "110101199003072316"),
        ("身份证 11010119900307231X", "11010119900307231X"),
        ("卡号6222 0212 3456 7890", "6222 0212 3456 7890"),
        ("发到 wang.xm@example.com 就行", "wang.xm@example.com"),
        ("请问是王小明先生吗", "王小明"),
        ("您好请问是李娜本人吗", "李娜"),
        ("我叫张伟，工号3072", "张伟"),
    ],
)
def test_chinese_lines(line: str, gone: str) -> None:
    assert gone not in mask(line, Language.ZH)


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("call me on (312) 555-0134 after six", "555-0134"),
        ("is it still 07700 900123", "07700 900123"),
        ("your social is 078-05-1120, right", "078-05-1120"),
        ("card number 4111 1111 1111 1111", "4111 1111 1111 1111"),
        ("NI number QQ 12 34 56 C? AB 12 34 56 C", "AB 12 34 56 C"),
        ("May I speak with Dana Reyes please", "Dana Reyes"),
        ("Good morning Mrs. O'Neill, it's about your account", "O'Neill"),
    ],
)
def test_english_lines(line: str, gone: str) -> None:
    assert gone not in mask(line, Language.EN)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (Language.ZH, "尾号4417的卡欠18650元，逾期64天，12月10号前先还1932.40"),
        (Language.ZH, "12378是监管投诉热线，工号5207"),
        (Language.ZH, "分十二期，每期一千六百六十五块"),
        (Language.EN, "The balance is $2,684.19 on the card ending 4410, 88 days past due, by 12/15/2026"),
        (Language.EN, "I can do 250 on the 1st and 250 on the 15th"),
    ],
)
def test_what_the_score_needs_stays(language: Language, line: str) -> None:
    assert mask(line, language) == line
