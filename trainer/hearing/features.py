"""What the learning part sees of a line: short pieces of its characters or words, and the concepts that they name."""
from __future__ import annotations

from collections.abc import Iterator

from trainer.domain.text import Language
from trainer.hearing.concepts import concepts_of
from trainer.hearing.words import plain, stem


def _zh_pieces(line: str) -> Iterator[str]:
    for size in (1, 2, 3):
        for start in range(len(line) - size + 1):
            yield line[start : start + size]


def _en_pieces(line: str) -> Iterator[str]:
    words = line.split()
    roots = ["^", *(stem(word) for word in words), "$"]
    for size in (1, 2, 3):
        for start in range(len(roots) - size + 1):
            yield " ".join(roots[start : start + size])
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
