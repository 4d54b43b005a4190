"""What the learning part sees of a line: short pieces of its characters or words, and the concepts that they name."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from trainer.domain.text import Language
from trainer.hearing.concepts import concepts_of
from trainer.hearing.words import plain, stem

EN_REACH, ZH_REACH = 5, 3  # how many words, or characters, further on the second of a loose pair may stand


def _loose_pairs(units: Sequence[str], reach: int) -> Iterator[str]:
    """Two units that stand apart, in their order: who does what to whom, whatever is said between."""
    for start, unit in enumerate(units):
        for later in range(start + 2, min(start + reach + 1, len(units))):
            yield f"{unit}~{units[later]}"


def _zh_pieces(line: str) -> Iterator[str]:
    for size in (1, 2, 3):
        for start in range(len(line) - size + 1):
            yield line[start : start + size]
    yield from _loose_pairs(line, ZH_REACH)


def _en_pieces(line: str) -> Iterator[str]:
    words = line.split()
    roots = ["^", *(stem(word) for word in words), "$"]
    for size in (1, 2, 3):
        for start in range(len(roots) - size + 1):
            yield " ".join(roots[start : start + size])
    yield from _loose_pairs(roots[1:-1], EN_REACH)
    for word in words:
        if len(word) > 3:
            edged = f"<{word}>"
            for start in range(len(edged) - 3):
                yield "#" + edged[start : start + 4]


def pieces(text: str, language: Language) -> tuple[str, ...]:
    """Every feature of a line, each once, in a fixed order."""
    line = plain(text, language)
    found = dict.fromkeys(_zh_pieces(line) if language is Language.ZH else _en_pieces(line))
    found.update(dict.fromkeys(concepts_of(line, language)))
    return tuple(found)
