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

CIRCUMSTANCE_SCALE = 0.7
NONE = "none"
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


def learn_heads(
    lines: Sequence[Line], rows: Sequence[Sequence[str]], topics: LexiconRows, acts: LexiconRows, names: Sequence[str], act_codes: Sequence[str]
) -> tuple[Vocabulary, dict[str, Head]]:
    """All heads from these lines; `rows` are their pieces, `names` the circumstances known."""
    vocabulary = build_vocabulary([*rows, *topics.rows, *acts.rows])
    width = len(vocabulary.index)
    pieces = vocabulary.matrix(rows)
    design = hstack([pieces, circumstance_matrix([line.circumstances() for line in lines], names) * CIRCUMSTANCE_SCALE]).tocsr()
    lessons = _padded(vocabulary.matrix(topics.rows), len(names))
    lawful = _padded(vocabulary.matrix(acts.rows), len(names))
    nothing = [NONE] * len(acts.rows)
    first = [line.topics()[0] if line.topics() else NONE for line in lines]
    cases = [case_of(line) for line in lines]
    sample = np.concatenate([np.ones(len(lines) + len(topics.rows)), np.full(len(acts.rows), LAWFUL_WEIGHT)])
    heads = {
        "topic": _one_against_rest(vstack([design, lessons, lawful]).tocsr(), np.array([*first, *topics.names, *nothing]), width, 1.0, sample),
        "case": _one_against_rest(
            vstack([design, lawful]).tocsr(), np.array([*cases, *nothing]), width, 0.5, np.concatenate([np.ones(len(lines)), np.full(len(acts.rows), LAWFUL_WEIGHT)])
        ),
    }
    marked = np.array([line.kind() != "innocent" for line in lines])
    breach = np.array([line.kind() == "breach" for line in lines])
    stance = LogisticRegression(C=10, solver="liblinear", random_state=0).fit(design[marked], breach[marked])
    heads["stance"] = _split(stance.coef_, stance.intercept_, ["breach"], width)
    labelled = np.array([line.author.split("-", 1)[1] != "rulebook" for line in lines])
    act_design = vstack([pieces[labelled], vocabulary.matrix(acts.rows)]).tocsr()
    heads["act"] = _acts(act_design, [line for line, kept in zip(lines, labelled, strict=True) if kept], acts, act_codes, len(names))
    return vocabulary, heads


def _padded(rows: csr_matrix, more: int) -> csr_matrix:
    return hstack([rows, csr_matrix((rows.shape[0], more))]).tocsr()


def _acts(design: csr_matrix, lines: Sequence[Line], acts: LexiconRows, codes: Sequence[str], width_of_circumstances: int) -> Head:
    weights, biases = [], []
    sample = np.concatenate([np.ones(len(lines)), np.full(len(acts.names), 0.3)])
    for code in codes:
        wanted = np.array([code in line.acts for line in lines] + [name == code for name in acts.names])
        model = LinearSVC(C=0.5, random_state=0).fit(design, wanted, sample_weight=sample)
        weights.append(model.coef_[0])
        biases.append(model.intercept_[0])
    return Head(tuple(codes), np.array(weights).T, np.zeros((width_of_circumstances, len(codes))), np.array(biases))
