"""The weights come from the corpus beside them, and learning is the same every time."""
from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import yaml

from trainer.domain.text import Language
from trainer.hearing.catalogue import ACTS, RULES
from trainer.hearing.features import pieces
from trainer.hearing.learning.corpus import CORPUS, Line, digest, read_corpus, report_authors
from trainer.hearing.learning.matrix import build_vocabulary
from trainer.hearing.weights import FOLDER, read_weights

FEW = 400


@pytest.fixture(scope="module", params=list(Language), ids=lambda language: language.value)
def corpus(request: pytest.FixtureRequest) -> list[Line]:
    """Every line of a language."""
    return read_corpus(request.param)


def test_every_line_names_rules_and_acts_that_exist(corpus: list[Line]) -> None:
    unknown = {name for line in corpus for name in line.topics() if name not in RULES} | {act for line in corpus for act in line.acts if act not in ACTS}
    assert not unknown
    assert not [line.text for line in corpus if line.rules and line.near_miss_of]


def test_every_rule_is_broken_and_nearly_broken_by_several_authors(corpus: list[Line]) -> None:
    for kind in ("breach", "near_miss"):
        authors: dict[str, set[str]] = {rule: set() for rule in RULES}
        for line in corpus:
            for rule in line.topics() if line.kind() == kind else ():
                authors[rule].add(line.author)
        assert not {rule: names for rule, names in authors.items() if len(names) < 5}


def test_there_are_at_least_as_many_harmless_lines_as_breaches(corpus: list[Line]) -> None:
    breaches = sum(line.kind() == "breach" for line in corpus)
    assert len(corpus) - breaches >= breaches


@pytest.mark.parametrize("language", list(Language))
def test_the_reported_authors_break_every_rule_and_talk_lawfully(language: Language) -> None:
    kept_apart = report_authors(language)
    lines = [line for line in read_corpus(language) if line.author in kept_apart]
    assert {rule for line in lines for rule in line.rules} == set(RULES)
    assert sum(line.kind() == "innocent" for line in lines) >= 300


@pytest.mark.parametrize("language", list(Language))
def test_the_shipped_weights_were_made_from_this_corpus(language: Language) -> None:
    made_from = yaml.safe_load((FOLDER / f"{language.value}.yaml").read_text(encoding="utf-8"))["made_from"]
    assert made_from["digest"] == digest(frozenset(made_from["left_out"])), "the corpus or a lexicon has changed: run python -m trainer.hearing.train"


@pytest.mark.parametrize("language", list(Language))
def test_the_vocabulary_of_the_shipped_weights_is_the_corpus_own(language: Language) -> None:
    weights = read_weights(FOLDER, language)
    lines = random.Random(1).sample(read_corpus(language), FEW)
    known = sum(piece in weights.index for line in lines for piece in pieces(line.text, language))
    assert known > 0.5 * sum(len(pieces(line.text, language)) for line in lines)
    assert weights.table.dtype == np.int8
    assert weights.table.shape == (len(weights.index), sum(len(head.names) for head in weights.heads.values()))


def test_learning_twice_from_the_same_lines_writes_the_same_bytes(tmp_path: Path) -> None:
    from trainer.hearing.learning.export import export
    from trainer.hearing.learning.heads import Lessons, LexiconRows, learn_heads

    lines = [line for line in read_corpus(Language.ZH) if line.rules == ("induce_borrowing",) or line.near_miss_of == "induce_borrowing"][:80]
    lines += [line for line in read_corpus(Language.ZH) if line.kind() == "innocent"][:40]
    rows = [pieces(line.text, Language.ZH) for line in lines]
    none = LexiconRows((rows[0],), ("induce_borrowing",))
    lessons = Lessons(none, LexiconRows((rows[-1],), ("thank",)), ("unverified",), ("thank", "close"), (lines[0],), (rows[0],))
    for folder in ("one", "two"):
        vocabulary, heads = learn_heads(lines, rows, lessons)
        export(tmp_path / folder, Language.ZH, vocabulary, heads, lessons.circumstances, {"rules": []}, {"digest": "", "left_out": []})
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_piece_met_once_is_not_learnt() -> None:
    vocabulary = build_vocabulary([("a", "b"), ("a",), ("a", "c")])
    assert list(vocabulary.index) == ["a"]


def test_the_corpus_folder_holds_one_file_an_author() -> None:
    for path in sorted(CORPUS.glob("*.jsonl")):
        assert path.stem.split("-", 1)[0] in {language.value for language in Language}
