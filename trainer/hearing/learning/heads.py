"""The linear heads: what a line is about, whether it is a breach or a near miss of it, whether it sounds like a breach at all, and its acts."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from trainer.hearing.learning.corpus import Line
from trainer.hearing.learning.matrix import Vocabulary, build_vocabulary, circumstance_matrix
from trainer.hearing.views import NONE

CIRCUMSTANCE_SCALE = 0.7

RULEBOOK = "-rulebook"
RULEBOOK_WEIGHT = 8.0  # the examples of the rules themselves must hold
OTHER_WEIGHT = 0.3  # lines of the other language teach through concepts alone
LAWFUL_WEIGHT = 0.5  # a line made of the phrases of acts is an innocent one


@dataclass(frozen=True)
class Head:
    """One linear head: names of its columns, weights of pieces and of circumstances, and what is added to each column."""

    names: tuple[str, ...]
    pieces: np.ndarray
    circumstances: np.ndarray
    bias: np.ndarray

    def scores(self, rows: csr_matrix, circumstances: csr_matrix) -> np.ndarray:
        """Lines by columns."""
        return np.asarray(rows @ self.pieces + circumstances @ self.circumstances + self.bias)


@dataclass(frozen=True)
class LexiconRows:
    """Phrases of the lexicons, joined into short lines, as further lessons; each with the name it teaches."""

    rows: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]


def case_of(line: Line) -> str:
    """`rule!` for a breach, `rule?` for a near miss, `none` for an innocent line."""
    if line.rules:
        return line.rules[0] + "!"
    return f"{line.near_miss_of}?" if line.near_miss_of else NONE


def _split(coefficients: np.ndarray, intercept: np.ndarray, names: Sequence[str], width: int) -> Head:
    weights = coefficients.T
    return Head(tuple(names), weights[:width], weights[width:] * CIRCUMSTANCE_SCALE, intercept)


def _one_against_rest(design: csr_matrix, labels: np.ndarray, width: int, cost: float, sample: np.ndarray | None = None) -> Head:
    model = LinearSVC(C=cost, random_state=0).fit(design, labels, sample_weight=sample)
    return _split(model.coef_, model.intercept_, [str(name) for name in model.classes_], width)


@dataclass(frozen=True)
class Lessons:
    """Everything learnt from beside the lines themselves.

    Attributes:
        topics: phrases of the lexicons that name what a rule is about.
        acts: phrases of the lexicons that do an act.
        circumstances: the circumstances known.
        codes: the acts known.
        other: labelled lines of the other language, of which only the concepts are seen.
        other_rows: their concepts.
        small_talk: questions about daily life: they break nothing, and some acts they do not do.
        small_talk_rows: their pieces.
    """

    topics: LexiconRows
    acts: LexiconRows
    circumstances: tuple[str, ...]
    codes: tuple[str, ...]
    other: tuple[Line, ...]
    other_rows: tuple[tuple[str, ...], ...]
    small_talk: tuple[Line, ...] = ()
    small_talk_rows: tuple[tuple[str, ...], ...] = ()


def learn_heads(lines: Sequence[Line], rows: Sequence[Sequence[str]], lessons: Lessons) -> tuple[Vocabulary, dict[str, Head]]:
    """All heads from these lines; `rows` are their pieces."""
    lines, rows = [*lines, *lessons.small_talk], [*rows, *lessons.small_talk_rows]
    topics, acts, names = lessons.topics, lessons.acts, lessons.circumstances
    vocabulary = build_vocabulary([*rows, *topics.rows, *acts.rows])
    width = len(vocabulary.index)
    own = _design(vocabulary, rows, lines, names)
    other = _design(vocabulary, lessons.other_rows, lessons.other, names)
    lawful = _padded(vocabulary.matrix(acts.rows), len(names))
    both = vstack([own, other, lawful]).tocsr()
    every = [*lines, *lessons.other]
    nothing = [NONE] * len(acts.rows)
    own_weight = np.array([RULEBOOK_WEIGHT if line.author.endswith(RULEBOOK) else 1.0 for line in lines])
    weight = np.concatenate([own_weight, np.full(len(lessons.other), OTHER_WEIGHT), np.full(len(acts.rows), LAWFUL_WEIGHT)])
    first = np.array([*(line.topics()[0] if line.topics() else NONE for line in every), *nothing, *topics.names])
    heads = {
        "topic": _one_against_rest(
            vstack([both, _padded(vocabulary.matrix(topics.rows), len(names))]).tocsr(), first, width, 1.0, np.concatenate([weight, np.ones(len(topics.names))])
        ),
        "case": _one_against_rest(both, np.array([*map(case_of, every), *nothing]), width, 0.5, weight),
        "stance": _stance(both[: len(every)], every, weight[: len(every)], width),
        "act": _acts(vstack([own[:, :width], other[:, :width]]).tocsr(), vocabulary.matrix(acts.rows), every, weight[: len(every)], lessons),
    }
    return vocabulary, heads


def _design(vocabulary: Vocabulary, rows: Sequence[Sequence[str]], lines: Sequence[Line], names: Sequence[str]) -> csr_matrix:
    held = circumstance_matrix([line.circumstances() for line in lines], names)
    return hstack([vocabulary.matrix(rows), held * CIRCUMSTANCE_SCALE]).tocsr()


def _stance(design: csr_matrix, lines: Sequence[Line], weight: np.ndarray, width: int) -> Head:
    marked = np.array([line.kind() != "innocent" for line in lines])
    breach = np.array([line.kind() == "breach" for line in lines])
    model = LogisticRegression(C=10, solver="liblinear", random_state=0).fit(design[marked], breach[marked], sample_weight=weight[marked])
    return _split(model.coef_, model.intercept_, ["breach"], width)


def _padded(rows: csr_matrix, more: int) -> csr_matrix:
    return hstack([rows, csr_matrix((rows.shape[0], more))]).tocsr()


def _acts(design: csr_matrix, phrases: csr_matrix, lines: Sequence[Line], weight: np.ndarray, lessons: Lessons) -> Head:
    weights, biases = [], []
    for code in lessons.codes:
        labelled = np.array([(line.acts_known and not line.author.endswith(RULEBOOK)) or code in line.not_acts for line in lines])
        rows = vstack([design[labelled], phrases]).tocsr()
        sample = np.concatenate([weight[labelled], np.ones(phrases.shape[0])])
        wanted = np.array([code in line.acts for line, kept in zip(lines, labelled, strict=True) if kept] + [name == code for name in lessons.acts.names])
        model = LinearSVC(C=0.5, random_state=0).fit(rows, wanted, sample_weight=sample)
        weights.append(model.coef_[0])
        biases.append(model.intercept_[0])
    return Head(lessons.codes, np.array(weights).T, np.zeros((len(lessons.circumstances), len(lessons.codes))), np.array(biases))
