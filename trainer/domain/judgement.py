"""Judgements: rules with their clauses, findings, criteria, outcome and the scorecard that joins them."""
from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from trainer.domain.context import Jurisdiction
from trainer.domain.text import Language, Localised, Model

Severity = Literal["fatal", "major", "minor"]
Standing = Literal["verified", "memory", "no_express_rule"]


class Clause(Model):
    """A clause that a rule rests on. `fit` supporting is never shown as the rule breached."""

    source: str
    title: Localised
    force: Localised
    article: str
    gist: Localised
    effective: date | None = None
    fit: Literal["direct", "supporting"]
    status: Literal["verified", "memory"]
    quality: Literal["primary", "secondary", "machine_translation"] | None = None


class RuleExample(Model):
    """A line that breaks the rule or comes near without breaking it, in a given context (keys of `CallContext`); tests run every one."""

    text: str
    language: Language
    context: dict[str, object] = Field(default_factory=dict)
    said_before: str | None = None
    why: str | None = None


class Rule(Model):
    """One rule of a pack, for one jurisdiction.

    `fitted_lines` are better lines with slots ({said}, {amount}, {day}, {balance}, {minimum}, {institution}, {instalments_max}) for what is known of a case.
    """

    code: str
    number: int
    title: Localised
    trigger: Localised
    kind: Literal["prohibited_act", "conditional_duty", "required_act"]
    severity: Severity
    escalates: Localised | None = None
    escalates_to: Severity | None = None
    clause: Clause | None
    standing: Standing
    clauses: tuple[Clause, ...] = ()
    effective: date | None = None
    advice: Localised
    better_lines: tuple[Localised, ...] = Field(min_length=1)
    fitted_lines: tuple[Localised, ...] = ()
    duty_window_turns: int | None = None
    detection: tuple[str, ...] = ()
    facts_needed: tuple[str, ...] = ()
    debtor_triggers: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    breaches: tuple[RuleExample, ...] = ()
    near_misses: tuple[RuleExample, ...] = ()


class RulePack(Model):
    """All rules of one jurisdiction with a version; `digest` identifies the exact content."""

    id: str
    version: int
    jurisdiction: Jurisdiction
    rules: tuple[Rule, ...]
    digest: str

    def rule(self, code: str) -> Rule:
        """The rule of that code.

        Raises:
            KeyError: no such rule in this pack.
        """
        for rule in self.rules:
            if rule.code == code:
                return rule
        raise KeyError(code)


class Finding(Model):
    """A breach: which rule, in which turn, with the exact words, and why it counts here.

    `source` is the clause in the language of the call; `clause` the same in full, None where no express rule was found.
    `needs_review` marks a finding too unsure to fail a call by itself.
    """

    rule: str
    severity: Severity
    turn: int
    quote: str
    source: str
    standing: Standing
    clause: Clause | None = None
    why: Localised
    advice: Localised
    better_line: Localised
    confidence: float = Field(ge=0, le=1)
    escalated: bool = False
    needs_review: bool = False


class Evidence(Model):
    """Words that a judgement rests on."""

    turn: int
    quote: str


class CriterionResult(Model):
    """One observable item judged; only `scored` has a score, 0-1."""

    id: str
    skill: str
    title: Localised
    weight: float
    status: Literal["scored", "not_applicable", "not_evaluable"]
    score: float | None = Field(default=None, ge=0, le=1)
    evidence: tuple[Evidence, ...] = ()
    why: Localised


class OutcomeScore(Model):
    """The two sides of the result, 0-1 each, and their harmonic mean; None where it cannot be known."""

    recovery: float | None = None
    speed: float | None = None
    affordability: float | None = None
    reliability: float | None = None
    creditor_side: float | None = None
    debtor_side: float | None = None
    joint: float | None = None
    against_best: float | None = None
    why: Localised


class ScoreLine(Model):
    """One line of the arithmetic that is shown: label key, points and how they came."""

    key: str
    label: Localised
    points: float
    out_of: float | None = None


class Versions(Model):
    """What a score was made with."""

    rubric: str
    rules: str
    app: str
    rubric_digest: str = ""
    rules_digest: str = ""
    ears: str = ""


class Scorecard(Model):
    """A judged call. `overall` is 0-100, or None with `unscored_why`."""

    id: str
    overall: float | None
    passed: bool | None
    pass_mark: float
    unscored_why: Localised | None = None
    gates_failed: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    criteria: tuple[CriterionResult, ...] = ()
    outcome: OutcomeScore | None = None
    arithmetic: tuple[ScoreLine, ...] = ()
    priorities: tuple[Localised, ...] = ()
    praise: tuple[Localised, ...] = ()
    measures: dict[str, float] = Field(default_factory=dict)
    versions: Versions
