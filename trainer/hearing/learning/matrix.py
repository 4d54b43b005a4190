"""Lines as sparse rows of whole numbers: a vocabulary of pieces with whole weights, and the circumstances beside them."""
from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

CONCEPT_BOOST = 2.0
WEIGHT_UNIT = 8  # piece weights are whole eighths, so that sums at run time are exact


@dataclass(frozen=True)
class Vocabulary:
    """Pieces in a fixed order, each with its whole weight (rarity in eighths)."""

    index: dict[str, int]
    weights: np.ndarray

    def matrix(self, rows: Sequence[Sequence[str]]) -> csr_matrix:
        """One row a line, scaled to length 1, as `Weights.scores` does."""
        starts = [0]
        places: list[int] = []
        values: list[float] = []
        for pieces in rows:
            known = [self.index[piece] for piece in pieces if piece in self.index]
            weights = self.weights[known].astype(np.float64)
            length = math.sqrt(float((weights * weights).sum())) or 1.0
            places.extend(known)
            values.extend(weights / length)
            starts.append(len(places))
        return csr_matrix((np.array(values), np.array(places, dtype=np.int32), np.array(starts)), shape=(len(rows), len(self.index)))


LEAST_ROWS = 2
MOST_PIECES = 100_000


def build_vocabulary(rows: Sequence[Sequence[str]]) -> Vocabulary:
    """The MOST_PIECES commonest pieces that at least LEAST_ROWS rows have, weighted by rarity; concepts count double."""
    counts = Counter(piece for pieces in rows for piece in pieces)
    common = sorted((-count, piece) for piece, count in counts.items() if count >= LEAST_ROWS)
    kept = sorted(piece for _, piece in common[:MOST_PIECES])
    raw = [(math.log((1 + len(rows)) / (1 + counts[piece])) + 1) * (CONCEPT_BOOST if piece.startswith("@") and ">" not in piece else 1) for piece in kept]
    weights = np.array([min(127, max(1, round(value * WEIGHT_UNIT))) for value in raw], dtype=np.int64)
    return Vocabulary({piece: place for place, piece in enumerate(kept)}, weights)


def circumstance_matrix(rows: Sequence[Sequence[str]], names: Sequence[str]) -> csr_matrix:
    """One row a line, 1 where the circumstance of that name holds."""
    places = {name: place for place, name in enumerate(names)}
    starts = [0]
    columns: list[int] = []
    for row in rows:
        columns.extend(places[name] for name in row if name in places)
        starts.append(len(columns))
    return csr_matrix((np.ones(len(columns)), np.array(columns, dtype=np.int32), np.array(starts)), shape=(len(rows), len(names)))
