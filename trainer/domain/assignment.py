"""Work that is handed out: assignments, programmes of ordered steps, and how far each person is."""
from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from trainer.domain.dial import LEAST, MOST, Dial
from trainer.domain.text import Model

TargetKind = Literal["person", "team", "cohort"]
WEAKEST_SKILL = "weakest"
WorkKind = Literal["case", "shift"]
WORK_KINDS: tuple[WorkKind, ...] = ("case", "shift")


class Progress(StrEnum):
    """How far one person is with one assignment."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    PASSED = "passed"
    NOT_PASSED = "not_passed"
    OVERDUE = "overdue"


class Step(Model):
    """One step of a programme: scenarios, mode and what is needed to go on."""

    title: str = Field(min_length=1, max_length=120)
    scenario_ids: tuple[str, ...] = Field(min_length=1)
    mode: Literal["practice", "exam"]
    pass_mark: float = Field(ge=0, le=100)
    days: int = Field(ge=1, le=365)


class Programme(Model):
    """Ordered steps with gates; a step opens when the one before has been passed."""

    id: str
    organisation_id: str
    name: str
    steps: tuple[Step, ...] = Field(min_length=1)
    made_by: str
    made_at: datetime


class Assignment(Model):
    """One piece of work. `scenario_ids` may be ("weakest",): the next best scenario of each person's weakest skill; "case:ID" and "shift:ID" name a
    whole case or shift. `hostility` and `pace` are the pressure dial that the giver set for its calls.

    `due_at` is UTC; `time_zone` is where the day was meant. `max_attempts` None means any number. Exam results stay hidden until released.
    """

    id: str
    organisation_id: str
    title: str = Field(min_length=1, max_length=160)
    target_kind: TargetKind
    target_id: str
    scenario_ids: tuple[str, ...] = Field(min_length=1)
    mode: Literal["practice", "exam"]
    pass_mark: float = Field(ge=0, le=100)
    max_attempts: int | None = Field(default=None, ge=1, le=50)
    due_at: datetime
    time_zone: str
    made_by: str
    made_at: datetime
    released: bool = False
    programme_id: str | None = None
    step: int | None = None
    withdrawn: bool = False
    hostility: int = Field(default=0, ge=LEAST, le=MOST)
    pace: int = Field(default=0, ge=LEAST, le=MOST)

    @property
    def dial(self) -> Dial:
        """The pressure dial that the giver set."""
        return Dial(hostility=self.hostility, pace=self.pace)


class Attempt(Model):
    """One call, case or shift made for an assignment; `call_id` is the id of the call or of the run."""

    call_id: str
    person_id: str
    scenario_id: str
    status: str
    overall: float | None
    passed_gates: bool
    started_at: datetime
    ended_at: datetime | None


def work_name(kind: WorkKind, content_id: str) -> str:
    """How an assignment names a whole case or shift."""
    return f"{kind}:{content_id}"


def work_of(name: str | None) -> tuple[WorkKind, str] | None:
    """The case or shift that a name of an assignment means; None for a scenario."""
    kind, _, content_id = (name or "").partition(":")
    return next(((each, content_id) for each in WORK_KINDS if each == kind and content_id), None)


def progress_of(assignment: Assignment, attempts: tuple[Attempt, ...], now: datetime) -> Progress:
    """How far somebody is: passed when every scenario has a judged attempt at or above the pass mark with no failed gate.

    An attempt that began in time counts even when it was finished after the due time.
    """
    wanted = set(assignment.scenario_ids) - {WEAKEST_SKILL}
    in_time = [item for item in attempts if item.started_at <= assignment.due_at]
    good = {item.scenario_id for item in in_time if item.overall is not None and item.overall >= assignment.pass_mark and item.passed_gates}
    if (wanted and wanted <= good) or (not wanted and good):
        return Progress.PASSED
    judged = [item for item in attempts if item.overall is not None]
    if assignment.max_attempts is not None and _used_up(assignment, judged, wanted, good):
        return Progress.NOT_PASSED
    if now > assignment.due_at:
        return Progress.NOT_PASSED if judged else Progress.OVERDUE
    return Progress.IN_PROGRESS if attempts else Progress.NOT_STARTED


def _used_up(assignment: Assignment, judged: list[Attempt], wanted: set[str], good: set[str]) -> bool:
    most = assignment.max_attempts or 0
    if not wanted:
        return len(judged) >= most
    return any(sum(item.scenario_id == scenario for item in judged) >= most for scenario in wanted - good)
