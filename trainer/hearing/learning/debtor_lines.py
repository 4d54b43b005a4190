"""Debtor lines labelled by what they set off, and the linear table that tells it."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from pydantic import Field, model_validator
from sklearn.svm import LinearSVC

from trainer.domain.heard import DebtorSignalKind
from trainer.domain.text import Language, Model
from trainer.hearing.debtor_sense import sense_pieces
from trainer.hearing.learning.corpus import CORPUS
from trainer.hearing.learning.matrix import build_vocabulary
from trainer.hearing.linear import LinearTable, whole_table

DEBTORS = CORPUS / "debtor"
COST = 2.0
CARRIER_WEIGHT = 0.7  # the words that carry a signal are a lesson of their own
SHARE_WRONG = 0.3  # of the lines that a kind is heard in, at most so many may be wrong, on authors not learnt from
LOWEST, HIGHEST = -0.8, 0.6  # between which the threshold of a kind is looked for
PRIOR = 15.0  # lines that the common threshold counts for beside those of one kind
KINDS = tuple(kind.value for kind in DebtorSignalKind)
Phrases = Callable[[str], Sequence[str]]


class DebtorLine(Model):
    """One line with the kinds it sets off and the words that carry each; `known` names the kinds that the label is about, none named means all."""

    text: str = Field(min_length=1)
    signals: tuple[DebtorSignalKind, ...]
    words: dict[DebtorSignalKind, str] = Field(default_factory=dict)
    near: tuple[DebtorSignalKind, ...] = ()
    known: tuple[DebtorSignalKind, ...] = ()
    brief: str = ""
    author: str = ""

    @model_validator(mode="after")
    def _verbatim(self) -> DebtorLine:
        for kind, words in self.words.items():
            if kind not in self.signals or words not in self.text:
                raise ValueError(f"words.{kind}: found {words!r}; allowed: words of the text for a kind among its signals")
        return self


def read_debtor_lines(language: Language, folder: Path = DEBTORS) -> list[DebtorLine]:
    """Every labelled line of a language, authors in the order of their file names."""
    return [
        DebtorLine(**{**json.loads(row), "author": path.stem})
        for path in sorted(folder.glob(f"{language.value}-*.jsonl")) for row in path.read_text(encoding="utf-8").splitlines()
    ]


def debtor_digest() -> str:
    """A fingerprint of the labelled debtor lines."""
    found = hashlib.sha256()
    for path in sorted(DEBTORS.glob("*.jsonl")):
        found.update(path.name.encode())
        found.update(path.read_bytes())
    return found.hexdigest()


class _Lesson(NamedTuple):
    text: str
    done: frozenset[str]
    weight: float
    known: frozenset[str]


def learn_kinds(lines: Sequence[DebtorLine], language: Language, phrases: Phrases) -> LinearTable:
    """A table with a column a kind, each with its zero where a line is as likely as not to do it."""
    shown = [_Lesson(line.text, frozenset(line.signals), 1.0, frozenset(line.known)) for line in lines]
    for line in lines:
        for kind, words in line.words.items():
            if len(words) < len(line.text):
                also = frozenset(other for other in line.signals if line.words.get(other) == words or other == kind)
                shown.append(_Lesson(words, also, CARRIER_WEIGHT, frozenset(line.known)))
    rows = [sense_pieces(lesson.text, language, phrases(lesson.text)) for lesson in shown]
    # Lines known in part are many and short: the words are weighed by the whole ones.
    vocabulary = build_vocabulary([row for row, lesson in zip(rows, shown, strict=True) if not lesson.known])
    design = vocabulary.matrix(rows)
    weight = np.array([lesson.weight for lesson in shown])
    weights, bias = np.zeros((len(vocabulary.index), len(KINDS))), np.full(len(KINDS), -8.0)
    for place, name in enumerate(KINDS):
        taught = np.array([not lesson.known or name in lesson.known for lesson in shown])
        wanted = np.array([name in lesson.done for lesson in shown])[taught]
        if wanted.sum() >= 2:
            model = LinearSVC(C=COST, random_state=0).fit(design[taught], wanted, sample_weight=weight[taught])
            weights[:, place], bias[place] = model.coef_[0], model.intercept_[0]
    return whole_table(vocabulary.index, vocabulary.weights, weights, bias, KINDS)


def score_lines(table: LinearTable, lines: Sequence[DebtorLine], language: Language, phrases: Phrases) -> np.ndarray:
    """Lines by kinds."""
    return np.stack([table.scores(sense_pieces(line.text, language, phrases(line.text))) for line in lines])


def unseen_scores(lines: Sequence[DebtorLine], language: Language, phrases: Phrases, folds: int = 5) -> np.ndarray:
    """Every line scored by a table that has not seen its author; of a single author, by one that has not seen the line."""
    authors = sorted({line.author for line in lines if not line.known})
    group = {author: place % folds for place, author in enumerate(authors)}
    always = -1  # lines known in part are learnt from each time and never judged
    of = np.array([always if line.known else group[line.author] if len(authors) >= folds else place % folds for place, line in enumerate(lines)])
    found = np.zeros((len(lines), len(KINDS)))
    for fold in sorted(set(of.tolist()) - {always}):
        kept = [line for line, where in zip(lines, of, strict=True) if where != fold]
        left = [line for line, where in zip(lines, of, strict=True) if where == fold]
        found[of == fold] = score_lines(learn_kinds(kept, language, phrases), left, language, phrases)
    return found


def thresholds(lines: Sequence[DebtorLine], scores: np.ndarray) -> np.ndarray:
    """The threshold of every kind: best for its F1 with at most SHARE_WRONG wrong, drawn towards the common one where lines are few."""
    whole = np.array([not line.known for line in lines])
    scores, wanted = scores[whole], np.array([[kind in line.signals for kind in KINDS] for line in lines])[whole]
    steps = np.arange(LOWEST, HIGHEST, 0.05)
    shared = max(steps, key=lambda step: _f1(scores > step, wanted))
    chosen = []
    for place in range(len(KINDS)):
        fair = [step for step in steps if _wrong(scores[:, place] > step, wanted[:, place]) <= SHARE_WRONG] or [steps[-1]]
        own = max(fair, key=lambda step: _f1(scores[:, place] > step, wanted[:, place]))
        count = float(wanted[:, place].sum())
        chosen.append((own * count + shared * PRIOR) / (count + PRIOR))
    return np.array(chosen)


def _f1(said: np.ndarray, wanted: np.ndarray) -> float:
    return 2.0 * float((said & wanted).sum()) / max(1.0, float(said.sum() + wanted.sum()))


def _wrong(said: np.ndarray, wanted: np.ndarray) -> float:
    return float((said & ~wanted).sum()) / max(1.0, float(said.sum()))
