"""What the store keeps of a call beside its turns: who practised what, how, and how far they are."""
from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Literal, NamedTuple

from trainer.domain.call import CaseTruth
from trainer.domain.dial import Dial
from trainer.domain.judgement import Scorecard
from trainer.domain.text import Language, Model


class CallStatus(StrEnum):
    """How far a practised call is: open (may be resumed), ended (record owed), scored, stopped (by the trainee, without a score)."""

    OPEN = "open"
    ENDED = "ended"
    SCORED = "scored"
    STOPPED = "stopped"


class StoredCall(Model):
    """One practised call as stored; times are UTC, `hostility` and `pace` are the pressure dial as it stood."""

    id: str
    organisation_id: str
    person_id: str
    scenario_id: str
    scenario_version: int
    language: Language
    seed: int
    mode: Literal["practice", "exam"]
    aids: bool
    status: CallStatus
    started_at: datetime
    ended_at: datetime | None = None
    ended_by: Literal["collector", "debtor"] | None = None
    parent_call_id: str | None = None
    parent_turn: int | None = None
    shared: bool = False
    assignment_id: str | None = None
    app_version: str
    hostility: int = 0
    pace: int = 0

    @property
    def dial(self) -> Dial:
        """How the pressure dial stood."""
        return Dial(hostility=self.hostility, pace=self.pace)


class StoredScore(Model):
    """One scorecard of a call; ordinal 0 is the one made on the day, later ones are re-scores beside it."""

    id: str
    call_id: str
    made_at: datetime
    ordinal: int
    scorecard: Scorecard
    truth: CaseTruth | None


class BatchScore(NamedTuple):
    """The judgement of one call of a batch as it is stored: its index, the columns that lists are sorted and filtered by, and the scorecard as JSON."""

    idx: int
    overall: float | None
    passed: bool | None
    fatal: int
    findings: int
    rubric: str
    rules: str
    body: str

    @classmethod
    def of(cls, idx: int, card: Scorecard) -> BatchScore:
        """The row of that scorecard."""
        fatal = sum(finding.severity == "fatal" for finding in card.findings)
        return cls(idx, card.overall, card.passed, fatal, len(card.findings), card.versions.rubric, card.versions.rules, card.model_dump_json())
