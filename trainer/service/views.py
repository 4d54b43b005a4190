"""What a screen is given: only what the person looking may know at that moment."""
from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from trainer.domain.call import CallOutcome, CallRecord, Deal, Mood, MoodChange, PromiseOutlook, Turn
from trainer.domain.context import Jurisdiction
from trainer.domain.dial import AS_WRITTEN, Dial
from trainer.domain.judgement import Rule, Scorecard
from trainer.domain.scenario import Authority, CaseFile
from trainer.domain.stored import CallStatus, StoredCall
from trainer.domain.text import Language, Localised, Model


class ScenarioCard(Model):
    """A scenario as the library shows it; nothing that the debtor hides."""

    id: str
    version: int
    title: Localised
    who: Localised
    difficulty: int
    jurisdiction: Jurisdiction
    languages: tuple[Language, ...]
    teaches: tuple[str, ...]
    temperament: Localised
    situation: Localised
    content_warning: Localised | None
    best: float | None = None
    best_passed: bool = False
    attempts: int = 0
    open_call_id: str | None = None


class CriterionLine(Model):
    """One item of the rubric as the brief shows it."""

    id: str
    skill: str
    title: Localised
    weight: float
    anchors: tuple[Localised, ...] = ()


class Brief(Model):
    """Everything that a collector may read before dialling."""

    card: ScenarioCard
    goal: Localised
    call_date: date
    case: CaseFile
    authority: Authority
    pass_mark: float
    rubric: str
    rules_version: str
    criteria: tuple[CriterionLine, ...]
    rules: tuple[Rule, ...]


class TurnView(Model):
    """One turn as the call screen shows it."""

    index: int
    speaker: Literal["collector", "debtor"]
    deed: str
    text: str
    party: str | None
    said_at: datetime | None = None


class CallView(Model):
    """A call in progress; mood and hints only where the aids are on."""

    id: str
    status: CallStatus
    card: ScenarioCard
    case: CaseFile
    authority: Authority
    language: Language
    mode: Literal["practice", "exam"]
    started_at: datetime
    turns: tuple[TurnView, ...]
    ended_by: str | None
    aids: bool
    mood: Mood | None = None
    mood_changes: tuple[MoodChange, ...] = ()
    hints: tuple[str, ...] = ()
    parent_call_id: str | None = None
    parent_turn: int | None = None
    dial: Dial = AS_WRITTEN


class HiddenFact(Model):
    """Something the debtor knew: whether it came out, and what brings it out."""

    id: str
    text: Localised
    told: bool
    told_in_turn: int | None
    opens_by: Localised


class Comparison(Model):
    """A retry beside the call it came from."""

    first_call_id: str
    from_turn: int
    first_overall: float | None
    overall: float | None
    criteria_changed: tuple[tuple[str, Localised, float | None, float | None], ...] = ()
    findings_gone: tuple[str, ...] = ()
    findings_new: tuple[str, ...] = ()
    first_turns: tuple[TurnView, ...] = ()


class Debrief(Model):
    """A finished call, judged, with what was hidden."""

    call: StoredCall
    card: ScenarioCard
    turns: tuple[Turn, ...]
    record: CallRecord | None
    scorecard: Scorecard
    score_ordinal: int
    other_scores: tuple[tuple[int, str, float | None], ...] = ()
    outcome: CallOutcome
    outlook: PromiseOutlook | None
    best_deal: Deal | None
    agreed_deal: Deal | None
    currency: str
    hidden: tuple[HiddenFact, ...]
    monthly_free: Decimal
    lump_sum: Decimal
    would_have_helped: tuple[Localised, ...] = ()
    not_your_fault: Localised | None = None
    comparison: Comparison | None = None


class CallRow(Model):
    """One line of a person's history."""

    call_id: str
    scenario_id: str
    title: Localised
    difficulty: int
    jurisdiction: Jurisdiction
    language: Language
    mode: Literal["practice", "exam"]
    status: CallStatus
    started_at: datetime
    overall: float | None
    passed: bool | None
    outcome: str | None
    rubric: str | None
    retry_of: str | None
    shared: bool


class TeamModel(Model):
    """A call that a lead kept as a model for a team; whose it was stays out."""

    call_id: str
    scenario_id: str
    language: Language
    overall: float | None
