"""Which rules a line does: what it is about, told apart from whether it does it, both weighed together with the circumstances."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from trainer.domain.heard import Signal, Span
from trainer.domain.once import once
from trainer.domain.text import Language
from trainer.hearing.features import pieces
from trainer.hearing.frames import framed
from trainer.hearing.openings import open_rules
from trainer.hearing.views import Columns, columns_of, joined, views
from trainer.hearing.weights import Sums, weights_of
from trainer.hearing.windows import clauses, windows

SECOND_RULE = 1.0  # how far behind the likeliest rule another may stand and still be named
SURE_ENOUGH = 0.5
PART_MARGIN = 1.0  # how much stronger a part of a turn must be than a turn of its own, since its scope may stand outside
FRAME_REACH = 1.5  # how far below its threshold a line may stand for a plain frame to be believed: a line that refuses, quotes or warns stands lower


@lru_cache(maxsize=4096)
def window_sums(words: str, language: Language) -> Sums:
    """The column sums of one window."""
    return weights_of(language).sums(pieces(words, language))


@dataclass(frozen=True)
class _Decision:
    """How the views are weighed: by their means, scales and coefficients for "any rule at all", by their coefficients for "which one"."""

    columns: Columns
    means: np.ndarray
    scales: np.ndarray
    any_rule: np.ndarray
    which_rule: np.ndarray


@once
def _decision(language: Language) -> _Decision:
    weights = weights_of(language)
    any_rule, which_rule = weights.decision["any_rule"], weights.decision["which_rule"]
    return _Decision(
        columns_of(weights.heads["topic"].names, weights.heads["case"].names, weights.decision["rules"]),
        np.array(any_rule["means"]), np.array(any_rule["scales"]), np.array(any_rule["coefficients"]), np.array(which_rule["coefficients"]),
    )


def confidence_of(score: float) -> float:
    """A score against its threshold as a confidence: 0.5 at the threshold, rounded so that every machine says the same."""
    return round(float(1 / (1 + np.exp(-max(-30.0, min(30.0, score))))), 3)


@lru_cache(maxsize=512)
def _opened(circumstances: tuple[str, ...], language: Language) -> np.ndarray:
    return open_rules(circumstances, weights_of(language).decision["rules"])


def strengths(sums: Sums, language: Language, cases: Sequence[tuple[str, ...]]) -> tuple[np.ndarray, np.ndarray]:
    """For each set of circumstances: how far one window is over the threshold of breaking any rule, and how likely each rule is the one."""
    weights, decision = weights_of(language), _decision(language)
    at_all, which = views(
        np.stack([weights.scores("topic", sums, case) for case in cases]),
        np.stack([weights.scores("case", sums, case) for case in cases]),
        np.array([weights.scores("stance", sums, case)[0] for case in cases]),
        np.stack([_opened(case, language) for case in cases]),
        decision.columns,
    )
    any_rule = weights.decision["any_rule"]
    both = joined(at_all, decision.means, decision.scales)
    over = (both * decision.any_rule).sum(axis=1) + any_rule["intercept"] - any_rule["threshold"]
    return np.round(over, 6), np.round((which * decision.which_rule).sum(axis=2), 6)


# Where nothing is known of the call but its language, the words are heard as they would be where that language is spoken: every line learnt from was said somewhere.
SOMEWHERE: dict[Language, tuple[tuple[str, ...], ...]] = {Language.ZH: (("in:cn",),), Language.EN: (("in:us",), ("in:uk",))}


def breaks_any(words: str, language: Language) -> bool:
    """Whether one window, by its words alone, breaks any rule at all."""
    return any(_named(words, language, place)[0] > 0 for place in SOMEWHERE[language])


def weigh_words(text: str, language: Language) -> tuple[Signal, ...]:
    """Each rule that the line does by its words alone, most certain first."""
    best: dict[str, Signal] = {}
    for place in SOMEWHERE[language]:
        for signal in weigh(text, language, place):
            if signal.rule not in best or signal.confidence > best[signal.rule].confidence:
                best[signal.rule] = signal
    return tuple(sorted(best.values(), key=lambda signal: (-signal.confidence, signal.rule)))


def weigh(text: str, language: Language, circumstances: Sequence[str] = ()) -> tuple[Signal, ...]:
    """Each rule that the line does in these circumstances, with the words that carry it, most certain first; confidence from 0.5 to 1."""
    best: dict[str, tuple[float, Span]] = {}
    nearest = -FRAME_REACH
    for window, partial in windows(text, language):
        over, named = _named(window.words(text), language, tuple(circumstances))
        nearest = max(nearest, over)
        for rule, found in named:
            score = found - PART_MARGIN * partial
            if score <= 0:
                continue
            if rule not in best or score > best[rule][0]:
                best[rule] = (score, window)
    frames = framed(text, language) if nearest > -FRAME_REACH else ()
    return (*_signals(best, text, language), *(signal for signal in frames if signal.rule not in best))


def sounds_unlawful(text: str, language: Language, circumstances: Sequence[str] = ()) -> bool:
    """Whether some part of the line is, in these circumstances, over the threshold of breaking any rule at all, whichever it be."""
    return any(_named(window.words(text), language, tuple(circumstances))[0] > 0 for window, _ in windows(text, language))


@lru_cache(maxsize=8192)
def _named(words: str, language: Language, circumstances: tuple[str, ...]) -> tuple[float, tuple[tuple[str, float], ...]]:
    """How far one window is over the threshold, and the rules that it then breaks."""
    over, likely = strengths(window_sums(words, language), language, (circumstances,))
    return float(over[0]), tuple(_names(float(over[0]), likely[0], language))


def _names(over: float, likely: np.ndarray, language: Language) -> list[tuple[str, float]]:
    if over <= 0:
        return []
    rules = weights_of(language).decision["rules"]
    first = float(likely.max())
    places = [int(place) for place in np.argsort(-likely, kind="stable")[:2] if first - likely[place] <= SECOND_RULE]
    return [(rules[place], over - (first - float(likely[place]))) for place in places]


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
