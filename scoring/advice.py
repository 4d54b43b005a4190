"""What to change first and what went well, in words that fit this call: from findings and evidence only."""
from __future__ import annotations

from functools import cache
from pathlib import Path

from scoring.case_facts import case_facts, filled, shortened
from scoring.measured import MeasureInput
from trainer.domain.judgement import CriterionResult, Finding
from trainer.domain.strict_yaml import read_model_file
from trainer.domain.text import Localised, Model

ADVICE_FILE = Path(__file__).parent / "advice.yaml"
MOST_PRIORITIES = 2
MOST_PRAISE = 3
WORTH_A_PRIORITY = 1.0
_GRAVITY = {"fatal": 0, "major": 1, "minor": 3}
# Order of praise: what is hard and rare comes before what is routine.
_RARE_FIRST = (
    "reflected", "special_care_taken", "acknowledged_feeling", "composure_kept", "objection_answered", "ability_explored", "agreement_confirmed", "concrete_ask",
    "dispute_handled", "reason_explored", "true_consequences", "options_offered", "right_party_verified",
)


class _Entry(Model):
    advice: Localised
    plain: Localised
    line: Localised | None = None


class _AdviceFile(Model):
    criteria: dict[str, _Entry]


@cache
def _entries() -> dict[str, _Entry]:
    return read_model_file(ADVICE_FILE, "scoring/advice.yaml", _AdviceFile).criteria


def priorities_for(given: MeasureInput, criteria: tuple[CriterionResult, ...]) -> tuple[Localised, ...]:
    """The one or two things to change first: grave findings, then the dearest weak items."""
    grave = sorted((item for item in given.findings if not item.needs_review), key=lambda item: (_GRAVITY[item.severity], item.turn))
    ranked: list[tuple[float, Localised]] = [(float(_GRAVITY[item.severity]), _for_finding(item)) for item in grave]
    seen_rules: set[str] = set()
    unique = []
    for item, entry in zip(grave, ranked, strict=True):
        if item.rule not in seen_rules:
            seen_rules.add(item.rule)
            unique.append(entry)
    lost = sorted(((item.weight * (1 - (item.score or 0.0)), item) for item in criteria if item.status == "scored"), key=lambda pair: -pair[0])
    weak = [(2.0, _for_criterion(given, item)) for points, item in lost if points >= WORTH_A_PRIORITY and item.id in _entries()]
    ordered = sorted([*unique, *weak], key=lambda pair: pair[0])
    return tuple(text for _, text in ordered[:MOST_PRIORITIES])


def praise_for(given: MeasureInput, criteria: tuple[CriterionResult, ...]) -> tuple[Localised, ...]:
    """What was done well, each with the line that earned it."""
    collector = {moment.index for moment in given.call.collector}
    broken = {item.turn for item in given.findings}
    good = {item.id: item for item in criteria if item.status == "scored" and item.score is not None and item.score >= 0.99}
    chosen = []
    for name in _RARE_FIRST:
        item = good.get(name)
        words = next((part for part in item.evidence if part.turn in collector and part.turn not in broken), None) if item else None
        if item is not None and words is not None:
            quote = shortened(words.quote)
            chosen.append(Localised(
                zh=f"{item.title.zh}：您说“{quote}”，{item.why.zh}", en=f"{item.title.en}: you said \"{quote}\". {item.why.en}",
            ))
    return tuple(chosen[:MOST_PRAISE])


def _for_finding(finding: Finding) -> Localised:
    quote = shortened(finding.quote)
    return Localised(
        zh=f"您说“{quote}”：{finding.why.zh}{finding.advice.zh}可以这样说：“{finding.better_line.zh}”",
        en=f"You said \"{quote}\": {finding.why.en} {finding.advice.en} For instance: \"{finding.better_line.en}\"",
    )


def _for_criterion(given: MeasureInput, item: CriterionResult) -> Localised:
    entry = _entries()[item.id]
    line = _fitted(given, entry)
    return Localised(
        zh=f"{item.title.zh}：{item.why.zh}{entry.advice.zh}可以这样说：“{line.zh}”", en=f"{item.title.en}: {item.why.en} {entry.advice.en} For instance: \"{line.en}\"",
    )


def _fitted(given: MeasureInput, entry: _Entry) -> Localised:
    fitting = filled(entry.line, case_facts(given.call, given.agreed)) if entry.line is not None else None
    return fitting or entry.plain
