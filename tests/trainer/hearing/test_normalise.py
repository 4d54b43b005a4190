"""Folding keeps positions, so that what is found in the folded line can be quoted from the line as given."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.hearing.normalise import clauses, fold, sentences


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("５００元", "500元"),
        ("先還三萬塊", "先还三万块"),
        ("Don’t CALL", "don't call"),
        ("１２号：００", "12号:00"),
        ("İstanbul", "İstanbul"),
    ],
)
def test_writings_of_the_same_words_fold_to_one(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=400))
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_comma_inside_a_number_does_not_cut_a_clause() -> None:
    line = "先还3,500，剩下的再说"
    assert [line[start:end] for start, end in clauses(fold(line))] == ["先还3,500", "剩下的再说"]


def test_sentences_end_at_marks_and_at_dots_before_a_blank() -> None:
    line = "I owe $3.50. That's all! Fine"
    assert [line[start:end].strip() for start, end in sentences(fold(line))] == ["I owe $3.50", "That's all", "Fine"]
