"""Scorecards, outcomes and findings in the JSON forms that other programs rely on."""
from __future__ import annotations

from typing import Any

from trainer.domain.call import CallOutcome
from trainer.domain.judgement import Scorecard
from trainer.domain.text import Language


def scorecard_json(card: Scorecard, language: Language) -> dict[str, Any]:
    """A scorecard with its texts in one language."""
    return {
        "id": card.id,
        "overall": card.overall,
        "passed": card.passed,
        "pass_mark": card.pass_mark,
        "reason": card.unscored_why.in_(language) if card.unscored_why else None,
        "gates_failed": list(card.gates_failed),
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "turn": finding.turn,
                "quote": finding.quote,
                "source": finding.source,
                "standing": finding.standing,
                "why": finding.why.in_(language),
                "advice": finding.advice.in_(language),
                "better_line": finding.better_line.in_(language),
                "confidence": round(finding.confidence, 3),
                "needs_review": finding.needs_review,
            }
            for finding in card.findings
        ],
        "criteria": [
            {
                "id": item.id,
                "skill": item.skill,
                "status": item.status,
                "score": item.score,
                "evidence": [{"turn": found.turn, "quote": found.quote} for found in item.evidence],
                "why": item.why.in_(language),
            }
            for item in card.criteria
        ],
        "outcome": _outcome_score(card, language),
        "arithmetic": [
            {"key": line.key, "label": line.label.in_(language), "points": line.points, "out_of": line.out_of} for line in card.arithmetic
        ],
        "priorities": [text.in_(language) for text in card.priorities],
        "praise": [text.in_(language) for text in card.praise],
        "measures": dict(sorted(card.measures.items())),
        "versions": {"rubric": card.versions.rubric, "rules": card.versions.rules, "app": card.versions.app, "ears": card.versions.ears},
    }


def _outcome_score(card: Scorecard, language: Language) -> dict[str, Any] | None:
    if card.outcome is None:
        return None
    return {**card.outcome.model_dump(mode="json", exclude={"why"}), "why": card.outcome.why.in_(language)}


def outcome_json(outcome: CallOutcome) -> dict[str, Any]:
    """How a call ended."""
    agreed = outcome.agreed
    return {
        "kind": outcome.kind,
        "agreed": {
            "amounts": [f"{amount:.2f}" for amount in agreed.amounts],
            "dates": [day.isoformat() for day in agreed.dates],
            "instalments": agreed.instalments,
            "method": agreed.method,
            "confirmed": agreed.confirmed,
        },
        "ended_by": outcome.ended_by,
        "promise": outcome.outlook.model_dump(mode="json") if outcome.outlook else None,
    }
