"""What is wrong with a content file is said in the reader's language, with keys and values as they stand."""
from __future__ import annotations

import re
from pathlib import Path

import pytest

from trainer.domain.errors import ContentError
from trainer.domain.scenario import Scenario
from trainer.domain.strict_yaml import read_model
from trainer.domain.text import Language
from trainer.i18n.problems import problem_in

SOUND = (Path(__file__).resolve().parents[3] / "scenarios" / "library" / "cn_haggler_restaurant.yaml").read_text(encoding="utf-8")
BROKEN = {
    "a key that is missing": SOUND.replace("difficulty:", "dificulty:"),
    "a key too many": SOUND + "\nnope: 1\n",
    "a number too large": SOUND.replace("difficulty: 3", "difficulty: 9"),
    "a word that YAML would turn": SOUND.replace("difficulty: 3", "difficulty: yes"),
    "a place that is none": SOUND.replace("jurisdiction: cn", "jurisdiction: fr"),
    "an empty file": "",
    "money without quotes": re.sub(r'balance: "([^"]+)"', r"balance: \1", SOUND),
    "an anchor": SOUND.replace("difficulty: 3", "difficulty: &d 3"),
}
# Keys, values and the names of files stay as they are; none of these words is one.
ENGLISH = re.compile(r"\b(found|allowed|nothing|unknown|required|without|quotes|valid|should|least|most|such as|document)\b")


def problems_of(text: str) -> list[str]:
    with pytest.raises(ContentError) as error:
        read_model(text, "mine.yaml", Scenario)
    return error.value.problems


@pytest.mark.parametrize("text", BROKEN.values(), ids=list(BROKEN))
def test_a_chinese_reader_is_told_in_chinese(text: str) -> None:
    told = [problem_in(Language.ZH, problem) for problem in problems_of(text)]
    assert told
    assert [line for line in told if ENGLISH.search(line) or not line.startswith("mine.yaml：")] == []


def test_file_key_found_and_allowed_are_all_there() -> None:
    problem = next(problem for problem in problems_of(BROKEN["a number too large"]) if "difficulty" in problem)
    assert problem_in(Language.ZH, problem) == "mine.yaml：difficulty：写的是9；要求：不大于5"


def test_an_english_reader_and_a_sentence_of_another_form_are_left_alone() -> None:
    problem = problems_of(BROKEN["an anchor"])[0]
    assert problem_in(Language.EN, problem) == problem
    assert problem_in(Language.ZH, "something else") == "something else"
