"""Scorecards for desk work (notices, analyses, reports, legal decisions, shifts): the same findings, gates and arithmetic as for calls."""
from __future__ import annotations

from collections.abc import Iterable

from scoring.rubric import SKILLS, Rubric
from trainer.domain.judgement import CriterionResult, Evidence, Finding, RulePack, Scorecard, ScoreLine, Versions
from trainer.domain.text import Localised

WORK_VERSION = "work@1"
# Skills of desk work beside those of calls.
DESK_SKILLS: dict[str, Localised] = {
    "analysis": Localised(zh="案件研判", en="Case analysis"),
    "writing": Localised(zh="书面通知", en="Written notices"),
    "legal": Localised(zh="法律途径", en="Legal route"),
    "pace": Localised(zh="安排与节奏", en="Order and pace"),
}
ALL_SKILLS: dict[str, Localised] = {**SKILLS, **DESK_SKILLS}
MOST_PRIORITIES = 2
MOST_PRAISE = 3
FULL = 0.99


def item(identifier: str, skill: str, title: Localised, weight: float, score: float | None, why: Localised, evidence: Iterable[Evidence] = ()) -> CriterionResult:
    """One judged item; a score of None means that it does not apply here."""
    return CriterionResult(
        id=identifier, skill=skill, title=title, weight=weight, status="scored" if score is not None else "not_applicable", score=score,
        evidence=tuple(part for part in evidence if part.quote), why=why,
    )


def work_card(
    identifier: str, findings: tuple[Finding, ...], criteria: tuple[CriterionResult, ...], pack: RulePack, rubric: Rubric, app_version: str,
) -> Scorecard:
    """Join items and findings into a scorecard: weighted items out of 100, less what each finding costs, with the gates of the rubric."""
    scored = [entry for entry in criteria if entry.score is not None]
    whole = sum(entry.weight for entry in scored)
    lines = [
        ScoreLine(
            key=f"skill.{skill}", label=ALL_SKILLS[skill],
            points=round(sum(entry.weight * (entry.score or 0) for entry in scored if entry.skill == skill) * 100 / whole, 1),
            out_of=round(sum(entry.weight for entry in scored if entry.skill == skill) * 100 / whole, 1),
        )
        for skill in ALL_SKILLS if any(entry.skill == skill for entry in scored)
    ]
    points = sum(entry.weight * (entry.score or 0) for entry in scored) * 100 / whole if whole else 0.0
    counted = [finding for finding in findings if not finding.needs_review]
    for finding in counted:
        cost = rubric.deductions[finding.severity]
        points -= cost
        lines.append(ScoreLine(key=f"finding.{finding.rule}", points=-float(cost), label=pack.rule(finding.rule).title))
    gates = tuple(
        name for name, failed in (
            ("fatal_finding", sum(finding.severity == "fatal" for finding in counted) >= rubric.gates.fatal_findings),
            ("two_major_findings", sum(finding.severity == "major" for finding in counted) >= rubric.gates.major_findings),
        ) if failed
    )
    overall = round(min(max(points, 0.0), float(rubric.gates.fatal_cap) if "fatal_finding" in gates else 100.0), 1)
    lines.append(ScoreLine(key="total", label=Localised(zh="总分", en="Total"), points=overall, out_of=100))
    return Scorecard(
        id=identifier, overall=overall, passed=overall >= rubric.pass_mark and not gates, pass_mark=rubric.pass_mark, gates_failed=gates, findings=findings,
        criteria=criteria, arithmetic=tuple(lines), priorities=_priorities(findings, criteria), praise=_praise(criteria),
        versions=Versions(rubric=f"{WORK_VERSION}/{rubric.label}", rules=f"{pack.id}@{pack.version}", app=app_version, rubric_digest=rubric.digest, rules_digest=pack.digest),
    )


def _priorities(findings: tuple[Finding, ...], criteria: tuple[CriterionResult, ...]) -> tuple[Localised, ...]:
    order = {"fatal": 0, "major": 1, "minor": 3}
    grave = [(order[found.severity], Localised(zh=f"{found.why.zh}{found.advice.zh}", en=f"{found.why.en} {found.advice.en}")) for found in findings if not found.needs_review]
    weak = sorted((entry for entry in criteria if entry.score is not None and entry.score < FULL), key=lambda entry: -entry.weight * (1 - (entry.score or 0)))
    rest = [(2, Localised(zh=f"{entry.title.zh}：{entry.why.zh}", en=f"{entry.title.en}: {entry.why.en}")) for entry in weak]
    return tuple(text for _, text in sorted([*grave, *rest], key=lambda pair: pair[0])[:MOST_PRIORITIES])


def _praise(criteria: tuple[CriterionResult, ...]) -> tuple[Localised, ...]:
    good = sorted((entry for entry in criteria if entry.score is not None and entry.score >= FULL and entry.evidence), key=lambda entry: -entry.weight)
    return tuple(Localised(zh=f"{entry.title.zh}：“{entry.evidence[0].quote}”", en=f"{entry.title.en}: \"{entry.evidence[0].quote}\"") for entry in good[:MOST_PRAISE])
