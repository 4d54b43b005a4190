"""What a line means, as far as the company that its words keep tells: words that stand among the same words lie near each other, learnt from the corpus alone."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from trainer.domain.once import once
from trainer.domain.text import Language
from trainer.hearing.weights import FOLDER
from trainer.hearing.words import plain, stem

_HAN = re.compile(r"[\u3400-\u9fff]+")
SIZE = 128  # numbers that a meaning has
SCALE = 127
KEPT = 8192  # lines


@dataclass(frozen=True)
class LikenessTable:
    """A row of whole numbers for each unit, what each weighs by rarity, and the middle of all meanings, which is taken off."""

    index: dict[str, int]
    weights: np.ndarray
    rows: np.ndarray
    middle: np.ndarray

    def meaning(self, units: Iterator[str]) -> np.ndarray:
        """The meaning of a line of these units: SIZE numbers of length 1; all 0 where no unit is known."""
        known = [self.index[unit] for unit in dict.fromkeys(units) if unit in self.index]
        if not known:
            return np.zeros(SIZE)
        totals = (self.weights[known] @ self.rows[known].astype(np.int64)).astype(np.float64)
        return unit_length(unit_length(totals) - self.middle)


def unit_length(vector: np.ndarray) -> np.ndarray:
    """The same direction with length 1, rounded so that every machine has the same."""
    length = float(np.sqrt((vector * vector).sum()))
    return np.round(vector / length, 6) if length else vector


def units(text: str, language: Language) -> Iterator[str]:
    """What meanings are learnt of: characters and pairs of them in Chinese, stems and pairs of them in English."""
    line = plain(text, language)
    if language is Language.ZH:
        for run in _HAN.findall(line):
            yield from run
            yield from (run[start : start + 2] for start in range(len(run) - 1))
        return
    stems = [stem(word) for word in line.split()]
    yield from stems
    yield from (f"{one} {other}" for one, other in pairwise(stems))


def write_likeness(folder: Path, language: Language, made: LikenessTable) -> None:
    """Write `<language>.likeness.txt` (unit and weight a line) and `<language>.likeness.npz`."""
    lines = "".join(f"{unit}\t{int(made.weights[place])}\n" for unit, place in made.index.items())
    (folder / f"{language.value}.likeness.txt").write_text(lines, encoding="utf-8")
    np.savez_compressed(folder / f"{language.value}.likeness.npz", rows=made.rows, middle=made.middle)


def read_likeness(folder: Path, language: Language) -> LikenessTable:
    """What `write_likeness` wrote."""
    lines = (folder / f"{language.value}.likeness.txt").read_text(encoding="utf-8").split("\n")[:-1]
    words, weights = zip(*(line.rsplit("\t", 1) for line in lines), strict=True)
    with np.load(folder / f"{language.value}.likeness.npz", allow_pickle=False) as arrays:
        rows, middle = arrays["rows"], arrays["middle"]
    return LikenessTable({word: place for place, word in enumerate(words)}, np.array([int(weight) for weight in weights], dtype=np.int64), rows, middle)


@once
def _table(language: Language) -> LikenessTable:
    return read_likeness(FOLDER, language)


@lru_cache(maxsize=KEPT)
def meaning(text: str, language: Language) -> np.ndarray:
    """The meaning of a line, see `LikenessTable.meaning`; the product of two meanings says how near they are, from -1 to 1."""
    return _table(language).meaning(units(text, language))
