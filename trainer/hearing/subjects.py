"""What a concrete question is about, off the plain business of the account: learnt from labelled questions, so that a debtor can answer it."""
from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

from trainer.domain.once import once
from trainer.domain.subjects import SUBJECTS, Subject
from trainer.domain.text import Language
from trainer.hearing.linear import LinearTable, read_table
from trainer.hearing.question_features import question_pieces
from trainer.hearing.weights import FOLDER

NONE = "none"  # the column of everything that is no such question
COLUMNS = (NONE, *SUBJECTS)
KEPT = 2048  # lines
MARGIN = 0.1  # by how much the best subject must lead
_SENTENCE = re.compile(r"[^。！!；;…？?.\n]+[？?]?")


@once
def _table(language: Language) -> LinearTable:
    return read_table(FOLDER, f"{language.value}.subjects")


def asking_part(text: str) -> str:
    """The last sentence marked as a question; the whole line where none is."""
    sentences = [found.group(0).strip() for found in _SENTENCE.finditer(text)]
    marked = [sentence for sentence in sentences if sentence.endswith(("？", "?"))]
    return marked[-1] if marked else text


@lru_cache(maxsize=KEPT)
def subject_of(text: str, language: Language) -> Subject | None:
    """What the question of a collector's line is about.

    Args:
        text: any string.
        language: the language of the call.

    Returns:
        The likeliest subject; None where the line asks nothing of the kind.
    """
    place = likeliest(_table(language).scores(question_pieces(asking_part(text), language)))
    return None if place == 0 else SUBJECTS[place - 1]


def likeliest(scores: np.ndarray) -> int:
    """The place of the best score, 0 (none) where the second is too near: an answer on the wrong subject is worse than none."""
    second, first = np.argsort(scores, kind="stable")[-2:]
    return int(first) if scores[first] - scores[second] >= MARGIN else 0
