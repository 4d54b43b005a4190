"""A turn cut into the pieces that are heard."""
from __future__ import annotations

from trainer.domain.text import Language
from trainer.hearing.windows import MOST_WINDOWS, clauses, sentences, windows


def test_a_short_turn_is_one_piece() -> None:
    text = "您好。请问是王先生吗？"
    assert [(span.words(text), partial) for span, partial in windows(text, Language.ZH)] == [(text, False)]


def test_a_long_turn_is_heard_whole_and_in_its_parts() -> None:
    text = "您好，感谢接听，我们慢慢商量一个您能承受的方案。" * 2 + "再不还就打断你的腿。" + "账单明细我发到您手机上，请您查收并核对一下金额。" * 2
    pieces = [(span.words(text), partial) for span, partial in windows(text, Language.ZH)]
    assert (text, False) in pieces
    assert any("打断你的腿" in words and len(words) < len(text) / 2 for words, partial in pieces if partial)


def test_decimals_and_abbreviations_within_a_number_cut_no_sentence() -> None:
    text = "You owe 3,216.40 today. Call us."
    assert [span.words(text) for span in sentences(text, Language.EN)] == ["You owe 3,216.40 today.", "Call us."]
    listed = "Yes, 1,200 it is"
    assert [span.words(listed) for span in clauses(listed, Language.EN)] == ["Yes,", "1,200 it is"]


def test_pieces_stay_within_the_turn_and_are_bounded_in_number() -> None:
    text = "好。" * 9000
    found = windows(text, Language.ZH)
    assert len(found) <= MOST_WINDOWS
    assert all(0 <= span.start < span.end <= len(text) for span, _ in found)


def test_nothing_said_is_no_piece() -> None:
    assert windows("", Language.EN) == []
    assert windows("。。。！？ \n", Language.ZH) == []
