"""The learnt weights of one language: whole numbers beside a readable vocabulary, summed exactly so that every machine hears the same."""
from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from trainer.domain.once import once
from trainer.domain.text import Language

FOLDER = Path(__file__).parent / "weights"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class HeadPart:
    """One head's columns: their names, where they stand, what one unit is worth, what is added, and what circumstances add."""

    names: tuple[str, ...]
    first: int
    units: np.ndarray
    bias: np.ndarray
    circumstances: dict[str, np.ndarray]


@dataclass(frozen=True)
class Sums:
    """What the pieces of one window add up to, a whole number a column, and the length that scales them."""

    totals: np.ndarray
    length: float


@dataclass(frozen=True)
class Weights:
    """Everything learnt for one language; see the weights folder for the files."""

    index: dict[str, int]
    rarity: np.ndarray
    table: np.ndarray
    heads: dict[str, HeadPart]
    decision: dict[str, Any]

    def sums(self, pieces: Sequence[str]) -> Sums:
        """The exact column sums of these pieces; unknown pieces add nothing."""
        known = [place for piece in pieces if (place := self.index.get(piece)) is not None]
        rarity = self.rarity[known]
        length = math.sqrt(int((rarity * rarity).sum())) or 1.0
        return Sums(rarity @ self.table[known].astype(np.int64), length)

    def scores(self, head: str, sums: Sums, circumstances: Sequence[str] = ()) -> np.ndarray:
        """The scores of one head's columns, in the order of its names."""
        part = self.heads[head]
        totals = sums.totals[part.first : part.first + len(part.names)]
        scores = totals * part.units / sums.length + part.bias
        for name in circumstances:
            added = part.circumstances.get(name)
            if added is not None:
                scores = scores + added
        return scores


@once
def weights_of(language: Language) -> Weights:
    """The shipped weights of a language, read once."""
    return read_weights(FOLDER, language)


def read_weights(folder: Path, language: Language) -> Weights:
    """The weights of a language in a folder that `trainer.hearing.train` has written."""
    about = yaml.load((folder / f"{language.value}.yaml").read_text(encoding="utf-8"), Loader=_Loader)
    fields = (folder / f"{language.value}.pieces.txt").read_text(encoding="utf-8").replace("\n", "\t").split("\t")[:-1]
    pieces, rarity = fields[::2], fields[1::2]
    with np.load(folder / f"{language.value}.npz", allow_pickle=False) as arrays:
        table = arrays["table"]
    heads, first = {}, 0
    for name, head in about["heads"].items():
        heads[name] = HeadPart(
            tuple(head["columns"]), first, np.array(head["units"]), np.array(head["bias"]),
            {key: np.array(values) for key, values in head["circumstances"].items()},
        )
        first += len(head["columns"])
    return Weights(
        dict(zip(pieces, range(len(pieces)), strict=True)), np.array(rarity, dtype=np.int64), table, heads, about["decision"]
    )
