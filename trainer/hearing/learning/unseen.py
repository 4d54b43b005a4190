"""Every line scored by heads that have not seen its author."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from trainer.hearing.learning.corpus import Line
from trainer.hearing.learning.decision import Scored
from trainer.hearing.learning.heads import Lessons, learn_heads
from trainer.hearing.learning.matrix import circumstance_matrix


def folds(lines: Sequence[Line], count: int) -> Iterator[np.ndarray]:
    """Places of the lines left out together: whole authors; authors of ordinary talk alone are cut in two, since few know it."""
    authors = sorted({line.author for line in lines})
    breaking = [author for author in authors if any(line.rules for line in lines if line.author == author)]
    for fold in range(count):
        group = set(breaking[fold::count])
        yield np.array([
            place for place, line in enumerate(lines)
            if line.author in group or (line.author not in breaking and place % count == fold)
        ])


def score_unseen(lines: Sequence[Line], rows: Sequence[Sequence[str]], lessons: Lessons, count: int) -> Scored:
    """Scores of every line by heads learnt without its author."""
    columns: dict[str, tuple[str, ...]] = {}
    scores: dict[str, np.ndarray] = {}
    for left_out in folds(lines, count):
        kept = np.setdiff1d(np.arange(len(lines)), left_out)
        vocabulary, heads = learn_heads([lines[i] for i in kept], [rows[i] for i in kept], lessons)
        pieces = vocabulary.matrix([rows[i] for i in left_out])
        held = circumstance_matrix([lines[i].circumstances() for i in left_out], lessons.circumstances)
        for name, head in heads.items():
            columns.setdefault(name, head.names)
            if head.names != columns[name]:
                raise ValueError(f"corpus: the {name} head learns {len(head.names)} columns without one fold of authors; allowed: {len(columns[name])}")
            scores.setdefault(name, np.zeros((len(lines), len(head.names))))[left_out] = head.scores(pieces, held)
    return Scored(tuple(lines), columns, scores)
