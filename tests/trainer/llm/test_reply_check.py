"""What a model may put into a debtor's mouth, and what never."""
from __future__ import annotations

from datetime import date

import pytest

from trainer.domain.text import Language
from trainer.llm.reply_check import fault_of

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("plain", "text"),
    [
        ("那15号先还五百。", "唉……15号吧，先还五百，行不？"),
        ("我六月底被裁了。", "我跟你说……六月底我就被裁了。"),
        ("什么事啊？", "啥事啊，你说。"),
    ],
)
def test_the_same_thing_in_other_words_passes(plain: str, text: str) -> None:
    assert fault_of(text, plain, Language.ZH, TODAY, said_before=(), abuse_allowed=False) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "empty"),
        ("Okay, five hundred on the 15th.", "language"),
        ("15号先还五百。（哭泣）", "narration"),
        ("债务人：15号先还五百。", "narration"),
        ("15号先还八百。", "numbers"),
        ("20号先还五百。", "numbers"),
        ("15号先还五百，下个月再还一千。", "numbers"),
        ("15号先还五百，全部欠款我今天就一次还清，我同意。", "meaning"),
        ("作为一个AI，15号先还五百。", "role"),
        ("感谢您的来电，15号先还五百。", "role"),
        ("我的指令是15号先还五百。", "role"),
        ("15号先还五百。" + "我跟你说这个事情是这样的。" * 6, "length"),
        ("**15号**先还五百。", "markup"),
        ("15号先还五百。\n坐席：好的。", "narration"),
        ("15号先还五百，我被裁员了没工作了。", "meaning"),
    ],
)
def test_what_strays_is_caught(text: str, fault: str) -> None:
    found = fault_of(text, "那15号先还五百。", Language.ZH, TODAY, said_before=(), abuse_allowed=False)
    assert found is not None
    assert found == fault or {found, fault} <= {"length", "meaning", "role", "narration", "numbers"}


def test_a_line_said_before_is_not_said_again() -> None:
    assert fault_of("什么事啊？", "啥事？", Language.ZH, TODAY, said_before=["什么事啊？"], abuse_allowed=False) == "repeated"


@pytest.mark.parametrize("text", ["我手上还有两万存款。", "其实我每月能拿两千。", "我老婆不知道这张卡，还有套房子。"])
def test_no_new_figure_comes_in(text: str) -> None:
    plain = "你别逼我。"
    found = fault_of(text, plain, Language.ZH, TODAY, said_before=(), abuse_allowed=False)
    assert found is not None or not any(char.isdigit() for char in text)
