"""The decision learnt on lines whose author the heads had not seen: how the views are weighed, and the thresholds."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from trainer.hearing.learning.corpus import Line
from trainer.hearing.openings import open_rules
from trainer.hearing.views import columns_of, joined, views

# Near what is wanted on lines of unseen authors: these shares are taken on authors whom the heads had not seen, and many of the innocent lines
# among them were written to sound dangerous.
NEAR_MISS_ALARMS = 0.04
INNOCENT_ALARMS = 0.012
INNOCENT_WEIGHT = 20.0
STACK_COST = 0.1
LEAST_ACT, MOST_ACT, ACT_PRIOR = -0.8, 0.2, 12.0


@dataclass(frozen=True)
class Scored:
    """Scores of the heads for lines whose author the heads had not seen, with the names of the columns."""

    lines: tuple[Line, ...]
    names: dict[str, tuple[str, ...]]
    scores: dict[str, np.ndarray]


def scored_views(scored: Scored, rules: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """The views of every line, see `trainer.hearing.views`."""
    opened = np.stack([open_rules(line.circumstances(), rules) for line in scored.lines])
    columns = columns_of(scored.names["topic"], scored.names["case"], rules)
    return views(scored.scores["topic"], scored.scores["case"], scored.scores["stance"][:, 0], opened, columns)


def learn_decision(scored: Scored, rules: Sequence[str], acts: Sequence[str]) -> dict[str, object]:
    """How to tell whether a line breaks a rule at all, and which one; and the threshold of every act."""
    at_all, which = scored_views(scored, rules)
    kinds = np.array([line.kind() for line in scored.lines])
    even = StandardScaler().fit(at_all)
    both = joined(at_all, even.mean_, even.scale_)
    spread = StandardScaler().fit(both)
    any_rule = LogisticRegression(C=STACK_COST, max_iter=3000).fit(
        spread.transform(both), kinds == "breach", sample_weight=np.where(kinds == "innocent", INNOCENT_WEIGHT, 1.0)
    )
    coefficients = any_rule.coef_[0] / spread.scale_
    intercept = float(any_rule.intercept_[0] - (coefficients * spread.mean_).sum())
    strength = both @ coefficients + intercept
    wanted = np.array([[rule in line.rules for rule in rules] for line in scored.lines])
    breach = kinds == "breach"
    limit = threshold(kinds, strength)
    known = np.array([line.acts_known for line in scored.lines])
    labelled = Scored(
        tuple(line for line in scored.lines if line.acts_known), scored.names, {name: scores[known] for name, scores in scored.scores.items()}
    )
    act_limits, act_shift = act_thresholds(labelled, acts, (strength > limit)[known])
    which_rule = LogisticRegression(max_iter=1000).fit(which[breach].reshape(-1, which.shape[-1]), wanted[breach].reshape(-1))
    return {
        "rules": list(rules),
        "any_rule": {
            "means": [round(float(value), 6) for value in even.mean_],
            "scales": [round(float(value), 6) for value in even.scale_],
            "coefficients": [round(float(value), 6) for value in coefficients],
            "intercept": round(intercept, 6),
            "threshold": round(limit, 4),
        },
        "which_rule": {"coefficients": [round(float(value), 6) for value in which_rule.coef_[0]]},
        "act_thresholds": act_limits,
        "act_shift": act_shift,
    }


def threshold(kinds: np.ndarray, strength: np.ndarray) -> float:
    """The least strength at which near misses and innocent lines stay under their shares of alarms."""
    limits = [
        float(np.quantile(strength[kinds == kind], 1 - share))
        for kind, share in (("near_miss", NEAR_MISS_ALARMS), ("innocent", INNOCENT_ALARMS))
        if (kinds == kind).any()
    ]
    return max(limits)


def act_thresholds(scored: Scored, acts: Sequence[str], broken: np.ndarray) -> tuple[list[float], float]:
    """The threshold of every act that is best for its F1, drawn towards the best for all where examples are few; and what a line that breaks
    a rule must have more, since unlawful words seldom do the act that they look like."""
    wanted = np.array([[act in line.acts for act in acts] for line in scored.lines])
    steps = np.arange(LEAST_ACT, MOST_ACT, 0.05)
    shift = max(
        np.arange(0.0, 0.7, 0.1),
        key=lambda more: max(_f1(scored.scores["act"] - more * broken[:, None] > step, wanted) for step in steps),
    )
    scores = scored.scores["act"] - shift * broken[:, None]
    shared = max(steps, key=lambda step: _f1(scores > step, wanted))
    chosen = []
    for place in range(len(acts)):
        own = max(steps, key=lambda step: _f1(scores[:, place] > step, wanted[:, place]))
        count = float(wanted[:, place].sum())
        chosen.append(round(float((own * count + shared * ACT_PRIOR) / (count + ACT_PRIOR)), 4))
    return chosen, round(float(shift), 2)


def _f1(said: np.ndarray, wanted: np.ndarray) -> float:
    return 2.0 * float((said & wanted).sum()) / max(1.0, float(said.sum() + wanted.sum()))
