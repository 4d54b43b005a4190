"""Which items make the next set: what is due first, then own lines, then new items of the weakest rules; the same seed chooses the same."""
from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from trainer.domain.drill import DrillItem, DrillState
from trainer.domain.judgement import RulePack

SET_SIZE = 6
MOST_REVIEWS = 4
MOST_OWN = 2
# A finding in an own call weighs this much more than a rule never broken; a rule wrong in every drill weighs WRONG_WEIGHT more.
FINDING_WEIGHT = 3.0
MOST_FINDINGS = 4
WRONG_WEIGHT = 6.0


def weights_of(pack: RulePack, findings: Mapping[str, int], states: Iterable[DrillState]) -> dict[str, float]:
    """How much each rule needs practice: more with every finding in own calls and with the share of wrong answers.

    Args:
        pack: Whose rules.
        findings: Findings in own calls by rule.
        states: Where every item stands.
    """
    asked: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for state in states:
        if state.rule is not None:
            asked[state.rule] += state.asked
            wrong[state.rule] += state.asked - state.right
    return {
        rule.code: 1.0 + FINDING_WEIGHT * min(findings.get(rule.code, 0), MOST_FINDINGS) + (WRONG_WEIGHT * wrong[rule.code] / asked[rule.code] if asked[rule.code] else 0.0)
        for rule in pack.rules
    }


def choose(items: Sequence[DrillItem], own: Sequence[DrillItem], states: Mapping[str, DrillState], weights: Mapping[str, float], today: date, seed: int) -> tuple[str, ...]:
    """The ids of the next set, at most SET_SIZE, none twice.

    Args:
        items: Every item of the jurisdiction and language.
        own: Items from the trainee's own calls, newest first.
        states: Where items stand.
        weights: How much each rule needs practice.
        today: The day.
        seed: Chooses among what is equally fitting.
    """
    rng = random.Random(seed)
    known = {item.id: item for item in (*items, *own)}
    due = sorted((state for state in states.values() if state.item_id in known and state.due_on is not None and state.due_on <= today), key=lambda s: (s.due_on, s.item_id))
    chosen = [known[state.item_id] for state in due[:MOST_REVIEWS]]
    chosen += [item for item in own if item.id not in states][:MOST_OWN]
    fresh = [item for item in items if item.id not in states]
    _fill(chosen, fresh, weights, rng)
    for pool in (_open(items, states), list(items)):
        _fill(chosen, pool, weights, rng)
    return tuple(item.id for item in chosen[:SET_SIZE])


def _open(items: Sequence[DrillItem], states: Mapping[str, DrillState]) -> list[DrillItem]:
    return [item for item in items if item.id in states and not states[item.id].stays]


def _fill(chosen: list[DrillItem], pool: Sequence[DrillItem], weights: Mapping[str, float], rng: random.Random) -> None:
    """Add items until the set is full: a rule by weight that the set has not yet, and of it the kind that the set has least."""
    left = [item for item in pool if item.id not in {other.id for other in chosen}]
    while left and len(chosen) < SET_SIZE:
        used = {item.rule for item in chosen}
        fitting = [item for item in left if item.rule not in used] or left
        rules = sorted({item.rule for item in fitting if item.rule is not None})
        rule = rng.choices(rules, [weights.get(code, 1.0) for code in rules])[0]
        kinds = Counter(item.kind for item in chosen)
        of_rule = [item for item in fitting if item.rule == rule]
        fewest = min(kinds[item.kind] for item in of_rule)
        rare = sorted({item.kind for item in of_rule if kinds[item.kind] == fewest})
        kind = rng.choice(rare)
        item = rng.choice([item for item in of_rule if item.kind == kind])
        chosen.append(item)
        left.remove(item)
