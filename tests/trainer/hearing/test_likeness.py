"""Meanings: words that keep the same company lie near each other, the shipped table is whole, and any string has one."""
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.domain.text import Language
from trainer.hearing.likeness import SIZE, LikenessTable, meaning, read_likeness, units, write_likeness

NEARER = {
    Language.ZH: ("您在哪个医院透析？", "透析是在哪家医院做", "您几号发工资"),
    Language.EN: ("Who did you speak to last time?", "Who was it that rang you before?", "Which hospital do you go to?"),
}


@pytest.mark.parametrize("language", list(Language))
def test_what_means_nearly_the_same_lies_nearer(language: Language) -> None:
    one, same, other = (meaning(text, language) for text in NEARER[language])
    assert one @ same > one @ other + 0.1


@given(text=st.text(max_size=200), language=st.sampled_from(list(Language)))
@settings(max_examples=60, deadline=None)
def test_any_string_has_a_meaning_of_length_one_or_none(text: str, language: Language) -> None:
    found = meaning(text, language)
    assert found.shape == (SIZE,) and (not found.any() or abs(float(found @ found) - 1) < 1e-4)


def test_a_table_comes_back_as_it_was_written(tmp_path: Path) -> None:
    made = LikenessTable({"a": 0, "a b": 1}, np.array([3, 9]), np.arange(2 * SIZE, dtype=np.int8).reshape(2, SIZE), np.zeros(SIZE))
    write_likeness(tmp_path, Language.EN, made)
    back = read_likeness(tmp_path, Language.EN)
    assert back.index == made.index and (back.rows == made.rows).all() and (back.weights == made.weights).all()
    assert (back.meaning(units("a b", Language.EN)) == made.meaning(units("a b", Language.EN))).all()
