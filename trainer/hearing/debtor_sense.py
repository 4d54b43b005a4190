"""What a debtor line sets off, learnt from labelled lines: how it is put in passing, understated, in slang, which no list of phrases holds."""
from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from trainer.domain.heard import DebtorSignal, DebtorSignalKind, Span
from trainer.domain.once import once
from trainer.domain.text import Language
from trainer.hearing.features import pieces
from trainer.hearing.linear import LinearTable, read_table
from trainer.hearing.weights import FOLDER
from trainer.hearing.windows import clauses, sentences

MOST_SENTENCES = 40  # of one turn, from its start; longer turns are heard by their phrases alone
SHORTEST = {Language.ZH: 5, Language.EN: 12}  # characters from which a line says enough to be taken for what no phrase of it names
PART_MARGIN = 0.25  # how much stronger a sentence of a turn must be than a turn of its own
UNNAMED = 0.35  # how far over its threshold a kind must stand that no phrase names: a duty that nothing started is worse than one not noticed
VETO = -0.3  # a phrase whose line sounds less like its kind than this is not believed
STEEPNESS = 3.0  # how fast confidence grows with the score


@once
def _table(language: Language) -> LinearTable:
    return read_table(FOLDER, f"{language.value}.debtor")


def sense_pieces(text: str, language: Language, phrases: Sequence[str]) -> tuple[str, ...]:
    """Every feature of a line: its pieces, and the kinds whose phrases it holds."""
    return (*pieces(text, language), *(f"!{kind}" for kind in dict.fromkeys(phrases)), *(("!none",) if not phrases else ()))


@lru_cache(maxsize=4096)
def _scores(words: str, language: Language, phrases: tuple[str, ...]) -> np.ndarray:
    return _table(language).scores(sense_pieces(words, language, phrases))


def sensed(text: str, language: Language, phrases: Sequence[DebtorSignal]) -> tuple[DebtorSignal, ...]:
    """Every kind that the line sets off, each once, with the words that carry it and a confidence from 0 to 1.

    Args:
        text: any string.
        language: the language of the line.
        phrases: what its phrases alone set off; they are weighed as one sign among others.
    """
    parts = sentences(text, language)[:MOST_SENTENCES]
    if not parts:
        return tuple(phrases)
    whole = Span(start=parts[0].start, end=parts[-1].end)
    windows = [(whole, UNNAMED), *((part, UNNAMED + PART_MARGIN) for part in parts if len(parts) > 1)]
    best: dict[str, tuple[float, Span]] = {}
    nearest = np.full(len(_table(language).names), -np.inf)
    for window, margin in windows:
        inside = tuple(sorted({hit.kind.value for hit in phrases if window.start <= hit.span.start < window.end}))
        scores = _scores(window.words(text), language, inside)
        nearest = np.maximum(nearest, scores)
        for place in np.flatnonzero(scores > margin):
            kind, score = _table(language).names[place], float(scores[place]) - margin
            if kind not in inside and window.end - window.start < SHORTEST[language]:
                continue
            if kind not in best or score >= best[kind][0]:
                best[kind] = (score, window)
    names = _table(language).names
    said = [hit for hit in phrases if hit.kind.value not in best and nearest[names.index(hit.kind.value)] > VETO]
    learnt = [
        DebtorSignal(kind=DebtorSignalKind(kind), span=_carrier(text, window, language, kind, phrases), confidence=_sure(kind, score, phrases))
        for kind, (score, window) in sorted(best.items())
    ]
    return (*said, *learnt)


def _sure(kind: str, score: float, phrases: Sequence[DebtorSignal]) -> float:
    """How sure a kind is: by its score, and at least as sure as its phrase where it has one."""
    return max([_confidence(score), *(hit.confidence for hit in phrases if hit.kind == kind)])


def _confidence(score: float) -> float:
    return round(1 / (1 + math.exp(-STEEPNESS * min(score, 5.0))), 3)


def _carrier(text: str, window: Span, language: Language, kind: str, phrases: Sequence[DebtorSignal]) -> Span:
    """The words of the phrase that says it, else the clause that speaks most for it."""
    named = next((hit.span for hit in phrases if hit.kind == kind and window.start <= hit.span.start < window.end), None)
    if named is not None:
        return named
    parts = [part for part in clauses(text, language) if window.start <= part.start and part.end <= window.end]
    if len(parts) < 2:
        return parts[0] if parts else window
    place = _table(language).names.index(kind)
    return max(parts, key=lambda part: (float(_scores(part.words(text), language, ())[place]), -part.start))
