"""One learnt linear table: whole numbers beside a readable vocabulary, summed exactly so that every machine hears the same."""
from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

UNIT = 1 / 1024  # what one whole number of the table or of the bias is worth


@dataclass(frozen=True)
class LinearTable:
    """One row a piece, one column a name: weights of pieces by rarity, and what is added to each column; `meaning` has a row for each number of a line's meaning."""

    index: dict[str, int]
    rarity: np.ndarray
    table: np.ndarray
    bias: np.ndarray
    names: tuple[str, ...]
    meaning: np.ndarray | None = None

    def scores(self, pieces: Sequence[str], meaning: np.ndarray | None = None) -> np.ndarray:
        """One score a column, in the order of the names; unknown pieces add nothing. `meaning` is that of the line, for tables that look at it."""
        known = [self.index[piece] for piece in pieces if piece in self.index]
        rarity = self.rarity[known]
        length = math.sqrt(int((rarity * rarity).sum())) or 1.0
        totals = rarity @ self.table[known].astype(np.int64)
        meant = 0.0 if self.meaning is None or meaning is None else meaning @ self.meaning
        scored: np.ndarray = np.round(totals * UNIT / length + self.bias * UNIT + meant, 6)
        return scored


def whole_table(
    index: dict[str, int], rarity: np.ndarray, weights: np.ndarray, bias: np.ndarray, names: Sequence[str], meaning: np.ndarray | None = None,
) -> LinearTable:
    """A learnt table as whole numbers; `weights` has a row a piece and a column a name, `meaning` a row for each number of a meaning."""
    table = np.clip(np.rint(weights / UNIT), -32767, 32767).astype(np.int16)
    return LinearTable(dict(index), rarity, table, np.rint(bias / UNIT).astype(np.int64), tuple(names), None if meaning is None else np.round(meaning, 4))


def write_table(folder: Path, stem: str, made: LinearTable) -> None:
    """Write `stem.pieces.txt` (piece and rarity a line) and `stem.npz` (table, bias, names)."""
    lines = "".join(f"{piece}\t{int(made.rarity[place])}\n" for piece, place in made.index.items())
    (folder / f"{stem}.pieces.txt").write_text(lines, encoding="utf-8")
    arrays = {"table": made.table, "bias": made.bias, "names": np.array(made.names)} | ({} if made.meaning is None else {"meaning": made.meaning})
    np.savez_compressed(folder / f"{stem}.npz", allow_pickle=False, **arrays)


def read_table(folder: Path, stem: str) -> LinearTable:
    """What `write_table` wrote."""
    lines = (folder / f"{stem}.pieces.txt").read_text(encoding="utf-8").split("\n")[:-1]
    pieces, rarity = zip(*(line.rsplit("\t", 1) for line in lines), strict=True)
    with np.load(folder / f"{stem}.npz", allow_pickle=False) as arrays:
        table, bias, names = arrays["table"], arrays["bias"], tuple(str(name) for name in arrays["names"])
        meaning = arrays.get("meaning", None)
    return LinearTable({piece: place for place, piece in enumerate(pieces)}, np.array([int(value) for value in rarity], dtype=np.int64), table, bias, names, meaning)
