"""Which rules a line does: what it is about, told apart from whether it does it, and both weighed together with the circumstances."""
from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from trainer.domain.heard import Signal, Span
from trainer.domain.text import Language
from trainer.hearing.features import pieces
from trainer.hearing.weights import Sums, Weights, weights_of
from trainer.hearing.windows import clauses, windows

TOPIC_SHARPNESS = 3.0
CASE_SHARPNESS = 4.0


@lru_cache(maxsize=4096)
def window_sums(words: str, language: Language) -> Sums:
    """The column sums of one window."""
    return weights_of(language).sums(pieces(words, language))


def _log_shares(scores: np.ndarray, sharpness: float) -> np.ndarray:
    sharp = scores * sharpness
    sharp = sharp - sharp.max()
    return np.asarray(sharp - np.log(np.exp(sharp).sum()))


def _columns(names: tuple[str, ...], wanted: Sequence[str]) -> list[int]:
    places = {name: place for place, name in enumerate(names)}
    return [places[name] for name in wanted]


def views(weights: Weights, sums: Sums, circumstances: Sequence[str], rules: Sequence[str]) -> np.ndarray:
    """One row a rule: the views that the decision weighs. See `trainer.hearing.learning.decision`."""
    topic, case = weights.heads["topic"], weights.heads["case"]
    topic_scores = weights.scores("topic", sums, circumstances)
    case_scores = weights.scores("case", sums, circumstances)
    stance = float(weights.scores("stance", sums, circumstances)[0])
    return combine(topic_scores, case_scores, stance, topic.names, case.names, rules)


def combine(
    topic: np.ndarray, case: np.ndarray, stance: float, topic_names: tuple[str, ...], case_names: tuple[str, ...], rules: Sequence[str]
) -> np.ndarray:
    """The views of one window from the scores of the heads."""
    about = _log_shares(topic, TOPIC_SHARPNESS)[_columns(topic_names, rules)]
    shares = _log_shares(case, CASE_SHARPNESS)
    broken = _columns(case_names, [rule + "!" for rule in rules])
    nearly = _columns(case_names, [rule + "?" for rule in rules])
    none = shares[case_names.index("none")]
    any_broken = np.log(np.exp(shares[broken]).sum())
    any_other = np.log(np.exp(shares[nearly]).sum() + np.exp(none))
    size = len(rules)
    return np.stack([
        about, np.logaddexp(shares[broken], shares[nearly]), np.clip(shares[broken] - shares[nearly], -12, 12),
        np.full(size, stance), np.full(size, np.clip(any_broken - any_other, -10, 10)), np.full(size, none),
        case[broken], case[nearly], topic[_columns(topic_names, rules)],
    ], axis=1)


def confidence_of(score: float) -> float:
    """A score against its threshold as a confidence: 0.5 at the threshold, rounded so that every machine says the same."""
    return round(float(1 / (1 + np.exp(-max(-30.0, min(30.0, score))))), 3)


def weigh(text: str, language: Language, circumstances: Sequence[str] = ()) -> tuple[Signal, ...]:
    """Each rule that the line does in these circumstances, with the words that carry it, most certain first; confidence from 0.5 to 1."""
    weights = weights_of(language)
    rules = weights.decision["rules"]
    best: dict[str, tuple[float, Span]] = {}
    for window in windows(text, language):
        scores = _decide(weights, window_sums(window.words(text), language), circumstances)
        for place in np.flatnonzero(scores > 0)[:3]:
            rule, score = rules[place], float(scores[place])
            if rule not in best or score > best[rule][0]:
                best[rule] = (score, window)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    return tuple(
        Signal(rule=rule, span=carrier(text, window, language, rule), confidence=confidence_of(score)) for rule, (score, window) in ranked
    )


def _decide(weights: Weights, sums: Sums, circumstances: Sequence[str]) -> np.ndarray:
    decision = weights.decision
    seen = views(weights, sums, circumstances, decision["rules"])
    score = seen @ np.array(decision["coefficients"]) + decision["intercept"]
    return np.asarray(np.round(score, 6) - np.array(decision["thresholds"]))


def carrier(text: str, window: Span, language: Language, rule: str) -> Span:
    """The clause of a window that speaks most for this rule; the whole window where no clause does."""
    parts = [part for part in clauses(text, language) if window.start <= part.start and part.end <= window.end]
    if len(parts) < 2:
        return parts[0] if parts else window
    weights = weights_of(language)
    names = weights.heads["case"].names
    place = names.index(rule + "!")
    def pull(part: Span) -> float:
        sums = window_sums(part.words(text), language)
        return float(sums.totals[weights.heads["case"].first + place]) * float(weights.heads["case"].units[place])
    return max(parts, key=lambda part: (pull(part), -part.start))
