"""The views that the decision weighs: what a line is about, whether it is a breach or a near miss of it, and whether it sounds like a breach at all."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

TOPIC_SHARPNESS = 3.0
CASE_SHARPNESS = 4.0
NONE = "none"
_LEAST = 1e-6
_FARTHEST = 4.0  # standard deviations; beyond, a product would outweigh everything


@dataclass(frozen=True)
class Columns:
    """Where each rule stands in the columns of the topic and case heads."""

    topic: list[int]
    topic_none: int
    broken: list[int]
    nearly: list[int]
    case_none: int


def columns_of(topic_names: Sequence[str], case_names: Sequence[str], rules: Sequence[str]) -> Columns:
    """The places of `rules`; a column that is missing is an error."""
    topic = {name: place for place, name in enumerate(topic_names)}
    case = {name: place for place, name in enumerate(case_names)}
    return Columns(
        [topic[rule] for rule in rules], topic[NONE], [case[rule + "!"] for rule in rules], [case[rule + "?"] for rule in rules], case[NONE]
    )


def _shares(scores: np.ndarray, sharpness: float) -> np.ndarray:
    sharp = scores * sharpness
    raised = np.exp(sharp - sharp.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _between(values: np.ndarray, least: float, most: float) -> np.ndarray:
    """As `np.clip`, which costs more than all the rest on the few numbers of one line."""
    return np.asarray(np.minimum(np.maximum(values, least), most))


def _log(shares: np.ndarray) -> np.ndarray:
    return np.asarray(np.log(_between(shares, _LEAST, 1.0)))


def _side_by_side(columns: Sequence[np.ndarray]) -> np.ndarray:
    """As `np.stack` along a new last axis."""
    found = np.empty((*columns[0].shape, len(columns)))
    for place, column in enumerate(columns):
        found[..., place] = column
    return found


def views(topic: np.ndarray, case: np.ndarray, stance: np.ndarray, opened: np.ndarray, columns: Columns) -> tuple[np.ndarray, np.ndarray]:
    """Views of each line for "does it break a rule at all" (lines by views) and for "which one" (lines by rules by views).

    Args:
        topic: scores of the topic head, lines by columns.
        case: scores of the case head.
        stance: scores of the stance head, one a line.
        opened: lines by rules, 1 where the circumstances open the rule.
        columns: where the rules stand in the columns.
    """
    about = _shares(topic, TOPIC_SHARPNESS)
    cases = _shares(case, CASE_SHARPNESS)
    on_rule = about[:, columns.topic]
    broken, nearly = cases[:, columns.broken], cases[:, columns.nearly]
    case_broken, case_nearly = case[:, columns.broken], case[:, columns.nearly]
    apart = case_broken - case_nearly
    mass = (on_rule + broken + nearly) / 2
    rows = np.arange(len(topic))
    top = mass.argmax(axis=1)
    share = on_rule / on_rule.sum(axis=1, keepdims=True)
    at_all = _side_by_side([
        stance, _log(broken.sum(axis=1)) - _log(nearly.sum(axis=1)), _log(cases[:, columns.case_none]), _log(about[:, columns.topic_none]),
        apart[rows, top], (share * apart).sum(axis=1), mass[rows, top], np.sort(mass, axis=1)[:, -2],
        case_broken.max(axis=1), case_nearly.max(axis=1), case_broken.max(axis=1) - case_nearly.max(axis=1),
        opened[rows, top], opened[rows, top] * stance, opened[rows, top] * apart[rows, top],
        topic[:, columns.topic].max(axis=1), topic[:, columns.topic_none], case[:, columns.case_none],
    ])
    which = _side_by_side([
        _log(on_rule), _log(broken), _log(nearly), _between(apart, -3, 3), case_broken, topic[:, columns.topic], opened,
    ])
    return at_all, which


def joined(views_at_all: np.ndarray, means: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """The views of "does it break a rule at all" on one scale, with every product of two of them: a hint counts for more where the topic is sure."""
    even = _between((views_at_all - means) / scales, -_FARTHEST, _FARTHEST)
    first, second = _pairs(even.shape[1])
    return np.concatenate([even, even[:, first] * even[:, second]], axis=1)


@cache
def _pairs(count: int) -> tuple[np.ndarray, np.ndarray]:
    """The places of both factors of every product, each with itself and with every later one."""
    return np.triu_indices(count)
