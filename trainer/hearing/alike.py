"""How near a line comes to questions that are known: by the words both have, the rarer the more, by the field of life, and by the kind of answer wanted."""
from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from trainer.domain.text import Language
from trainer.hearing.likeness import meaning
from trainer.hearing.question_features import MARKS, question_pieces
from trainer.hearing.subjects import asking_part, subject_scores
from trainer.hearing.weights import weights_of

KEPT = 512  # lines of callers
RAREST = 80  # what a piece weighs that the ears have never met: names and places tell questions apart best
FIELD, KIND = MARKS[0], MARKS[1]
SHARES = ("words", "fields", "kinds", "subjects", "meaning")  # what two questions may have in common


# Learnt by logistic regression on the questions of trainer/debtor/common_questions.yaml and on the exchanges of scenarios, each told from the other ways of putting it, against
# lines of the corpus, questions about daily life and the other exchanges; the languages agreed so far that they share the figures.
ALIKE = np.array([0.6, 0.1, 0.1, 0.1, 1.0])  # which way of asking is nearest
BY_THE_BEST = np.array([0.0, 1.0, 0.2, 0.8, 2.0])
BY_MOST_WORDS, BY_ALL, UNLIKE = 1.2, 8.0, 5.3


class _Seen:
    """A question as it is compared: its weighted words, the fields and kinds of asking that it names, how strongly it speaks of each subject."""

    def __init__(self, text: str, language: Language) -> None:
        part = asking_part(text)
        weights = weights_of(language)
        words: dict[str, float] = {}
        marks: list[str] = []
        for piece in question_pieces(part, language):
            if piece[0] in MARKS:
                marks.append(piece)
            else:
                place = weights.index.get(piece)
                words[piece] = float(weights.rarity[place]) if place is not None else float(RAREST)
        length = math.sqrt(sum(value * value for value in words.values())) or 1.0
        self.words = {piece: value / length for piece, value in words.items()}
        self.fields = frozenset(mark for mark in marks if mark[0] == FIELD and "&" not in mark)
        self.kinds = frozenset(mark for mark in marks if mark[0] == KIND and mark[-1] != "+" and "&" not in mark and mark != "¿mark")
        speaks = np.maximum(subject_scores(part, language) + 1.0, 0.0)
        self.subjects = speaks / (float(np.sqrt(speaks @ speaks)) or 1.0)
        self.meaning = meaning(part, language)


_seen = lru_cache(maxsize=KEPT)(_Seen)


class KnownQuestions:
    """Questions in groups: the ways of putting each."""

    def __init__(self, groups: Sequence[Sequence[str]], language: Language) -> None:
        self._language = language
        asked = [_Seen(text, language) for group in groups for text in group]
        self._size = len(asked)
        self._sizes = np.array([len(group) for group in groups])
        self._starts = np.cumsum([0, *self._sizes])[:-1]
        self._group = np.repeat(np.arange(len(groups)), self._sizes)
        having: dict[str, tuple[list[int], list[float]]] = {}
        for place, each in enumerate(asked):
            for piece, value in each.words.items():
                places, values = having.setdefault(piece, ([], []))
                places.append(place)
                values.append(value)
        # in one row after the other, as a process holds many of these
        self._rows = {piece: row for row, piece in enumerate(having)}
        self._ends = np.cumsum([0, *(len(places) for places, _ in having.values())])
        self._places = np.array([place for places, _ in having.values() for place in places], dtype=np.int32)
        self._values = np.array([value for _, values in having.values() for value in values])
        self._subjects = np.array([each.subjects for each in asked])
        self._meanings = np.array([each.meaning for each in asked])
        self._fields = _Marks([each.fields for each in asked])
        self._kinds = _Marks([each.kinds for each in asked])

    def shares(self, text: str) -> np.ndarray:
        """What a line has in common with each way of asking: a row each, a column for each of SHARES, from 0 to 1."""
        seen = _seen(text, self._language)
        words = np.zeros(self._size)
        for piece, value in seen.words.items():
            row = self._rows.get(piece)
            if row is not None:
                part = slice(self._ends[row], self._ends[row + 1])
                words[self._places[part]] += value * self._values[part]
        return np.column_stack((words, self._fields.overlaps(seen.fields), self._kinds.overlaps(seen.kinds), self._subjects @ seen.subjects, self._meanings @ seen.meaning))

    def nearness(self, text: str) -> np.ndarray:
        """How near a line comes to each group: above 0 it is likelier one of them than not. What all ways of asking have in common tells most."""
        shares = self.shares(text)
        order = np.lexsort((-(shares @ ALIKE), self._group))  # the nearest way of asking first in each group
        best = shares[order[self._starts]]
        most_words = np.maximum.reduceat(shares[:, 0], self._starts)
        by_all = np.add.reduceat(shares[:, -1], self._starts) / self._sizes
        found: np.ndarray = np.round(best @ BY_THE_BEST + BY_MOST_WORDS * most_words + BY_ALL * by_all - UNLIKE, 6)
        return found


class _Marks:
    """Sets of marks as rows of ones, so that one set is compared with all of them at once."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        self._places = {mark: place for place, mark in enumerate(sorted(frozenset().union(*sets)))}
        self._rows = np.zeros((len(sets), len(self._places)))
        for row, marks in enumerate(sets):
            self._rows[row, [self._places[mark] for mark in marks]] = 1.0
        self._sizes = self._rows.sum(axis=1)

    def overlaps(self, marks: frozenset[str]) -> np.ndarray:
        """How much of both sets they share, from 0 to 1, for each; half where both are empty."""
        known = [self._places[mark] for mark in marks if mark in self._places]
        shared = self._rows[:, known].sum(axis=1)
        either = self._sizes + len(marks) - shared
        return np.where(either > 0, shared / np.maximum(either, 1.0), 0.5)
