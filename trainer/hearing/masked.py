"""A line in which every numeral stands as one mark, so that patterns around numbers stay short and linear."""
from __future__ import annotations

import re
from dataclasses import dataclass

from trainer.hearing.numbers_zh import Numeral, numerals

MARK = "\ue000"


@dataclass(frozen=True)
class Masked:
    """A folded line with its numerals masked.

    Attributes:
        folded: The folded line.
        text: The same with each numeral replaced by `MARK`.
        origin: Position in `folded` of each character of `text`, and of its end.
        numerals: The numerals by their position in `text`.
    """

    folded: str
    text: str
    origin: tuple[int, ...]
    numerals: dict[int, Numeral]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original line for a stretch of the masked one."""
        if end <= start:
            return self.origin[start], self.origin[start]
        last = end - 1
        stop = self.numerals[last].end if last in self.numerals else self.origin[last] + 1
        return self.origin[start], stop

    def surface(self, position: int) -> str:
        """The characters of the numeral at this position of the masked text."""
        numeral = self.numerals[position]
        return self.folded[numeral.start : numeral.end]


def mask(folded: str) -> Masked:
    """Mask the Chinese-written and Arabic numerals of a folded line."""
    clean = folded.replace(MARK, " ")
    parts: list[str] = []
    origin: list[int] = []
    found: dict[int, Numeral] = {}
    at = 0
    for numeral in numerals(clean):
        parts.append(clean[at : numeral.start])
        origin.extend(range(at, numeral.start))
        found[len(origin)] = numeral
        parts.append(MARK)
        origin.append(numeral.start)
        at = numeral.end
    parts.append(clean[at:])
    origin.extend(range(at, len(clean) + 1))
    return Masked(folded=clean, text="".join(parts), origin=tuple(origin), numerals=found)


def pattern(written: str) -> re.Pattern[str]:
    """Compile a pattern in which `#` stands for a masked numeral and blanks are ignored."""
    return re.compile(written.replace(" ", "").replace("#", MARK))
