"""Which rules a line does: what it is about, told apart from whether it does it, both weighed together with the circumstances."""
from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np

from trainer.domain.heard import Signal, Span
from trainer.domain.text import Language
from trainer.hearing.features import pieces
from trainer.hearing.openings import OPENINGS, open_rules
from trainer.hearing.views import Columns, columns_of, views
from trainer.hearing.weights import Sums, weights_of
from trainer.hearing.windows import clauses, windows

SECOND_RULE = 1.0  # how far behind the likeliest rule another may stand and still be named
SURE_ENOUGH = 0.5


@lru_cache(maxsize=4096)
def window_sums(words: str, language: Language) -> Sums:
    """The column sums of one window."""
    return weights_of(language).sums(pieces(words, language))


@cache
def _columns(language: Language) -> Columns:
    weights = weights_of(language)
    return columns_of(weights.heads["topic"].names, weights.heads["case"].names, weights.decision["rules"])


def confidence_of(score: float) -> float:
    """A score against its threshold as a confidence: 0.5 at the threshold, rounded so that every machine says the same."""
    return round(float(1 / (1 + np.exp(-max(-30.0, min(30.0, score))))), 3)


def strength(sums: Sums, language: Language, circumstances: Sequence[str]) -> tuple[float, np.ndarray]:
    """How far one window is over the threshold of breaking any rule, and how likely each rule is to be the one."""
    weights = weights_of(language)
    rules = weights.decision["rules"]
    at_all, which = views(
        weights.scores("topic", sums, circumstances)[None], weights.scores("case", sums, circumstances)[None],
        weights.scores("stance", sums, circumstances), open_rules(circumstances, rules)[None], _columns(language),
    )
    any_rule = weights.decision["any_rule"]
    over = float((at_all[0] * np.array(any_rule["coefficients"])).sum()) + any_rule["intercept"] - any_rule["threshold"]
    likely = (which[0] * np.array(weights.decision["which_rule"]["coefficients"])).sum(axis=1)
    return round(over, 6), np.round(likely, 6)


def weigh(text: str, language: Language, circumstances: Sequence[str] = ()) -> tuple[Signal, ...]:
    """Each rule that the line does in these circumstances, with the words that carry it, most certain first; confidence from 0.5 to 1."""
    best: dict[str, tuple[float, Span]] = {}
    for window in windows(text, language):
        for rule, score in _named(window.words(text), language, tuple(circumstances)):
            if rule not in best or score > best[rule][0]:
                best[rule] = (score, window)
    return _signals(best, text, language)


def signals_alone(text: str, language: Language) -> tuple[Signal, ...]:
    """Each rule that these words do, wherever the circumstances make them a breach."""
    best: dict[str, tuple[float, Span]] = {}
    for window in windows(text, language):
        words = window.words(text)
        for opening in ("", *dict.fromkeys(name for names in OPENINGS.values() for name in names)):
            for rule, score in _named(words, language, (opening,) if opening else ()):
                allowed = OPENINGS.get(rule, ())
                if (opening in allowed or not opening) and (rule not in best or score > best[rule][0]):
                    best[rule] = (score, window)
    return _signals(best, text, language)


@lru_cache(maxsize=8192)
def _named(words: str, language: Language, circumstances: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    over, likely = strength(window_sums(words, language), language, circumstances)
    if over <= 0:
        return ()
    rules = weights_of(language).decision["rules"]
    first = float(likely.max())
    places = [int(place) for place in np.argsort(-likely, kind="stable")[:2] if first - likely[place] <= SECOND_RULE]
    return tuple((rules[place], over - (first - float(likely[place]))) for place in places)


def _signals(best: dict[str, tuple[float, Span]], text: str, language: Language) -> tuple[Signal, ...]:
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    return tuple(
        Signal(rule=rule, span=carrier(text, window, language, rule), confidence=max(SURE_ENOUGH, confidence_of(score)))
        for rule, (score, window) in ranked
    )


def carrier(text: str, window: Span, language: Language, rule: str) -> Span:
    """The clause of a window that speaks most for this rule; the whole window where no clause does."""
    parts = [part for part in clauses(text, language) if window.start <= part.start and part.end <= window.end]
    if len(parts) < 2:
        return parts[0] if parts else window
    head = weights_of(language).heads["case"]
    place = head.names.index(rule + "!")

    def pull(part: Span) -> float:
        sums = window_sums(part.words(text), language)
        return float(sums.totals[head.first + place]) * float(head.units[place]) / (sums.length**0.5 or 1.0)

    return max(parts, key=lambda part: (pull(part), -part.start))
