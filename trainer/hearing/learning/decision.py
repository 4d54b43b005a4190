"""The decision learnt on lines whose author the heads had not seen: how the views are weighed, and the thresholds."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from trainer.hearing.learning.corpus import Line
from trainer.hearing.signals import combine

NEAR_MISS_ALARMS = 0.03
INNOCENT_ALARMS = 0.005
LEAST_ACT, MOST_ACT, ACT_PRIOR = -0.6, 0.2, 12.0


@dataclass(frozen=True)
class Scored:
    """Scores of the heads for lines whose author the heads had not seen, with the names of the columns."""

    lines: tuple[Line, ...]
    names: dict[str, tuple[str, ...]]
    scores: dict[str, np.ndarray]


def view_rows(scored: Scored, rules: Sequence[str]) -> np.ndarray:
    """Lines by rules by views."""
    names, scores = scored.names, scored.scores
    return np.stack([
        combine(topic, case, float(stance[0]), names["topic"], names["case"], rules)
        for topic, case, stance in zip(scores["topic"], scores["case"], scores["stance"], strict=True)
    ])


def learn_decision(scored: Scored, rules: Sequence[str], acts: Sequence[str]) -> dict[str, object]:
    """Coefficients of the views, the threshold of every rule and of every act."""
    seen = view_rows(scored, rules)
    wanted = np.array([[rule in line.rules for rule in rules] for line in scored.lines])
    model = LogisticRegression(max_iter=500).fit(seen.reshape(-1, seen.shape[-1]), wanted.reshape(-1))
    strength = seen @ model.coef_[0] + model.intercept_[0]
    limit = _threshold(scored.lines, strength.max(axis=1))
    return {
        "rules": list(rules),
        "coefficients": [round(float(value), 5) for value in model.coef_[0]],
        "intercept": round(float(model.intercept_[0]), 5),
        "thresholds": [round(limit, 4)] * len(rules),
        "act_thresholds": act_thresholds(scored, acts),
    }


def _threshold(lines: Sequence[Line], strongest: np.ndarray) -> float:
    kinds = np.array([line.kind() for line in lines])
    near = float(np.quantile(strongest[kinds == "near_miss"], 1 - NEAR_MISS_ALARMS))
    innocent = float(np.quantile(strongest[kinds == "innocent"], 1 - INNOCENT_ALARMS)) if (kinds == "innocent").any() else near
    return max(near, innocent)


def act_thresholds(scored: Scored, acts: Sequence[str]) -> list[float]:
    """The threshold of every act that is best for its F1, drawn towards the best for all where examples are few."""
    scores = scored.scores["act"]
    wanted = np.array([[act in line.acts for act in acts] for line in scored.lines])
    steps = np.arange(LEAST_ACT, MOST_ACT, 0.05)
    shared = max(steps, key=lambda step: _f1(scores > step, wanted))
    chosen = []
    for place in range(len(acts)):
        own = max(steps, key=lambda step: _f1(scores[:, place] > step, wanted[:, place]))
        count = float(wanted[:, place].sum())
        chosen.append(round(float((own * count + shared * ACT_PRIOR) / (count + ACT_PRIOR)), 4))
    return chosen


def _f1(said: np.ndarray, wanted: np.ndarray) -> float:
    return 2.0 * float((said & wanted).sum()) / max(1.0, float(said.sum() + wanted.sum()))
