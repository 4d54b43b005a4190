"""Phrases of the lexicons: gaps, concepts and clause anchors hold, and no phrase can run away."""
from __future__ import annotations

import pytest

from trainer.domain.text import Language
from trainer.hearing.phrases import compile_any, fault_in

CONCEPTS = {"job": ("工作", "活儿?"), "pay": ("pay", "settle")}


@pytest.mark.parametrize(
    ("phrase", "line", "found"),
    [
        ("丢了~3{job}", "我丢了那份工作", True),
        ("丢了~3{job}", "我丢了，工作", False),
        ("^不是我$", "喂，不是我", True),
        ("^^不是我$", "喂，不是我", False),
    ],
)
def test_chinese_gaps_stay_in_the_clause(phrase: str, line: str, found: bool) -> None:
    pattern = compile_any((phrase,), CONCEPTS, Language.ZH)
    assert pattern is not None
    assert (pattern.search(line.replace("，", ",")) is not None) is found


@pytest.mark.parametrize(
    ("phrase", "line", "found"),
    [
        ("can't ~2 {pay}", "i cant really ever pay", True),
        ("can't ~2 {pay}", "i can't. we pay", False),
        ("any ?more", "anymore", True),
        ("pay", "repayment", False),
        ("(so |very )*late", "so very so late", True),
    ],
)
def test_english_phrases_stand_on_word_borders(phrase: str, line: str, found: bool) -> None:
    pattern = compile_any((phrase,), CONCEPTS, Language.EN)
    assert pattern is not None
    assert (pattern.search(line) is not None) is found


@pytest.mark.parametrize("phrase", ["a.*b", "x{3}", "(a", "{nobody}", "(a)\\1"])
def test_an_unsound_phrase_is_named(phrase: str) -> None:
    assert fault_in(phrase, CONCEPTS) is not None


def test_a_sound_phrase_has_no_fault() -> None:
    assert fault_in("(so |very )*{pay} ~3 {n}", CONCEPTS) is None
