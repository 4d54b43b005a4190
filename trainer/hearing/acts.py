"""Which acts a line does, each with the clause that carries it."""
from __future__ import annotations

import numpy as np

from trainer.domain.heard import ActHit, Span
from trainer.domain.text import Language
from trainer.hearing.signals import breaks_any, confidence_of, window_sums
from trainer.hearing.weights import weights_of
from trainer.hearing.windows import clauses, windows


def hear_acts(text: str, language: Language) -> tuple[ActHit, ...]:
    """The acts in the order of the words."""
    weights = weights_of(language)
    names = weights.heads["act"].names
    limits = np.array(weights.decision["act_thresholds"])
    best: dict[str, tuple[float, Span]] = {}
    for window, _ in windows(text, language):
        words = window.words(text)
        sums, broken = window_sums(words, language), breaks_any(words, language)
        scores = np.round(weights.scores("act", sums), 6) - limits - weights.decision.get("act_shift", 0.0) * broken
        for place in np.flatnonzero(scores > 0):
            if names[place] not in best or scores[place] > best[names[place]][0]:
                best[names[place]] = (float(scores[place]), window)
    hits = [ActHit(act=act, span=_carrier(text, window, language, act), confidence=confidence_of(3 * score)) for act, (score, window) in best.items()]
    return tuple(sorted(hits, key=lambda hit: (hit.span.start, -hit.confidence, hit.act)))


def _carrier(text: str, window: Span, language: Language, act: str) -> Span:
    parts = [part for part in clauses(text, language) if window.start <= part.start and part.end <= window.end]
    if len(parts) < 2:
        return parts[0] if parts else window
    weights = weights_of(language)
    place = weights.heads["act"].names.index(act)
    return max(parts, key=lambda part: (float(weights.scores("act", window_sums(part.words(text), language))[place]), -part.start))
