"""The arithmetic of a score, kept as lines that anybody can add up."""
from __future__ import annotations

from dataclasses import dataclass

from scoring.rubric import SKILLS, Rubric
from trainer.domain.judgement import CriterionResult, Finding, OutcomeScore, ScoreLine
from trainer.domain.text import Localised

SEVERITIES = {"fatal": Localised(zh="致命", en="fatal"), "major": Localised(zh="严重", en="major"), "minor": Localised(zh="一般", en="minor")}
# The same rule broken again costs, but not without end.
COUNTED_PER_RULE = 2


@dataclass(frozen=True)
class Total:
    """Points 0-100 with one decimal, the gates that failed, and the lines that lead there."""

    overall: float
    gates_failed: tuple[str, ...]
    lines: tuple[ScoreLine, ...]


def add_up(criteria: tuple[CriterionResult, ...], outcome: OutcomeScore, findings: tuple[Finding, ...], rubric: Rubric) -> Total:
    """Join criteria, outcome and findings.

    The criteria give their share of 100 (of what applies); where the outcome can be judged it gives `outcome_share` of the points instead.
    Each finding that is sure enough costs its points; a fatal one caps the total. Failed gates leave the points visible.
    """
    lines, points = _skill_lines(criteria, outcome, rubric)
    counted = [finding for finding in findings if not finding.needs_review]
    seen: dict[str, int] = {}
    for finding in counted:
        seen[finding.rule] = seen.get(finding.rule, 0) + 1
        if seen[finding.rule] > COUNTED_PER_RULE:
            continue
        cost = rubric.deductions[finding.severity]
        points -= cost
        name = SEVERITIES[finding.severity]
        lines.append(ScoreLine(
            key=f"finding.{finding.rule}", points=-float(cost),
            label=Localised(zh=f"第 {finding.turn} 轮违规（{name.zh}）：{finding.rule}", en=f"Finding in turn {finding.turn} ({name.en}): {finding.rule}"),
        ))
    overall = max(0.0, points)
    if overall != points:
        lines.append(ScoreLine(key="floor", label=Localised(zh="不低于 0", en="Not below 0"), points=round(overall - points, 1)))
    gates = _gates(counted, rubric)
    if "fatal_finding" in gates and overall > rubric.gates.fatal_cap:
        lines.append(ScoreLine(
            key="fatal_cap", points=round(rubric.gates.fatal_cap - overall, 1),
            label=Localised(zh=f"有致命违规，最高 {rubric.gates.fatal_cap} 分", en=f"A fatal finding caps the call at {rubric.gates.fatal_cap}"),
        ))
        overall = float(rubric.gates.fatal_cap)
    overall = round(overall, 1)
    lines.append(ScoreLine(key="total", label=Localised(zh="总分", en="Total"), points=overall, out_of=100))
    return Total(overall, gates, tuple(lines))


def _skill_lines(criteria: tuple[CriterionResult, ...], outcome: OutcomeScore, rubric: Rubric) -> tuple[list[ScoreLine], float]:
    scored = [item for item in criteria if item.status == "scored" and item.score is not None]
    weight = sum(item.weight for item in scored)
    outcome_share = float(rubric.outcome_share) if outcome.joint is not None else 0.0
    scale = 100 * (1 - outcome_share) / weight if weight else 0.0
    lines: list[ScoreLine] = []
    points = 0.0
    for skill, name in SKILLS.items():
        items = [item for item in scored if item.skill == skill]
        if not items:
            continue
        got = round(sum(item.weight * (item.score or 0.0) for item in items) * scale, 1)
        points += got
        lines.append(ScoreLine(key=f"skill.{skill}", label=name, points=got, out_of=round(sum(item.weight for item in items) * scale, 1)))
    if outcome.joint is not None:
        got = round(100 * outcome_share * outcome.joint, 1)
        points += got
        lines.append(ScoreLine(key="outcome", label=Localised(zh="结果（双方）", en="Outcome (both sides)"), points=got, out_of=round(100 * outcome_share, 1)))
    return lines, points


def _gates(findings: list[Finding], rubric: Rubric) -> tuple[str, ...]:
    failed = []
    if sum(finding.severity == "fatal" for finding in findings) >= rubric.gates.fatal_findings:
        failed.append("fatal_finding")
    if sum(finding.severity == "major" for finding in findings) >= rubric.gates.major_findings:
        failed.append("two_major_findings")
    return tuple(failed)
