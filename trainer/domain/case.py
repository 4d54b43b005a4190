"""A case: one debtor over days and stages, what the trainee does at each, and everything that the file holds by then."""
from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from trainer.domain.call import CallOutcome, CallRecord, Deal
from trainer.domain.dial import AS_WRITTEN, Dial
from trainer.domain.judgement import Scorecard
from trainer.domain.notice import Address, Notice, Purpose
from trainer.domain.scenario import Spoken
from trainer.domain.text import Localised, Model

CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"
StageKind = Literal["notice", "call", "watch", "request", "legal_decision", "handover"]
Willingness = Literal["willing", "wavering", "unwilling", "unclear"]
Ability = Literal["can_pay_all", "can_pay_part", "cannot_pay_now", "unclear"]
Risk = Literal["low", "medium", "high"]
NextStep = Literal[
    "await_payment", "call_back", "send_notice", "send_documents", "hardship_team", "dispute_team", "stop_contact", "supervisor", "legal_route", "close", "none",
]
RequestKind = Literal["asks_plan", "asks_waiver", "asks_statement", "complains", "disputes", "sends_proof", "stop_contact"]
EventKind = Literal[
    "payment", "part_payment", "no_payment", "promise_broken", "paid_off", "complaint", "message", "notice_sent", "call_made", "note", "handover", "decision",
]
Ending = Literal["cured", "on_plan", "handed_over", "legal_route", "held_back", "lost", "stopped"]

ContactChannel = Literal["phone", "sms", "letter", "email"]
ContactResult = Literal["right_party", "third_party", "wrong_party", "promise_made", "sent", "inbound", "no_answer"]

REPLY_TO: dict[str, Purpose] = {
    "asks_plan": "reply_plan", "asks_waiver": "reply_waiver", "asks_statement": "reply_statement", "complains": "reply_complaint", "disputes": "reply_dispute",
    "sends_proof": "reply_proof", "stop_contact": "reply_stop",
}


class Request(Model):
    """A message from the debtor's side that has to be answered, in writing or on the phone; `spoken` is how they put it when they ring in."""

    kind: RequestKind
    text: Localised
    spoken: Spoken


class Stage(Model):
    """One stage. `day` counts from the first day of the case (0), `clock` is the time at the debtor's place.

    A notice stage has a `purpose`, a request stage the `request` that comes in unless a complaint was earned before; `good_next` are next steps that are
    sound after it as long as nothing unforeseen happens. `steps` of a legal decision are those that would be sound if the route is; `recipient` of a
    handover is who takes over.
    """

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    kind: StageKind
    title: Localised
    task: Localised
    day: int = Field(ge=0, le=365)
    clock: str = Field(pattern=CLOCK)
    purpose: Purpose | None = None
    request: Request | None = None
    good_next: tuple[NextStep, ...] = Field(min_length=1)
    steps: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    recipient: Localised | None = None


class Remembered(Model):
    """What the debtor may bring up in a later call about the time before, per thing that happened."""

    kept: Spoken
    broken: Spoken
    wronged: Spoken


class Case(Model):
    """One shipped case over a scenario with the same persona.

    Day 0 is the scenario's call date. `phone` is the firm's own line for its notices, `notes` stand in the file beside the scenario's, `complaint` is what
    the debtor writes once one was earned, `complaint_spoken` how it is put on the phone.
    """

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    version: int = Field(ge=1)
    title: Localised
    who: Localised
    teaches: Localised
    scenario: str
    difficulty: int = Field(ge=1, le=5)
    content_warning: Localised | None = None
    phone: str
    addresses: tuple[Address, ...] = Field(min_length=1)
    notes: tuple[Localised, ...] = ()
    remembered: Remembered
    complaint: Localised
    complaint_spoken: Spoken
    stages: tuple[Stage, ...] = Field(min_length=4)


class Analysis(Model):
    """How the trainee judges the case: willingness, ability, the risk that it goes wrong, and what comes next."""

    willingness: Willingness
    ability: Ability
    risk: Risk
    next_step: NextStep


class LegalDecision(Model):
    """Whether the legal route is proportionate and permitted now, which step, with which documents, and the evidence list or short pleading."""

    proportionate: bool
    step: str | None = None
    documents: tuple[str, ...] = ()
    pleading: str = Field(default="", max_length=4_000)


class Reality(Model):
    """What is true behind an analysis; `next_steps` are those that are sound now."""

    willingness: Willingness
    ability: Ability
    risk: Risk
    next_steps: tuple[NextStep, ...]
    spoke: bool


class Event(Model):
    """Something that stands in the file; `day` counts from the start of the case."""

    day: int = Field(ge=0)
    clock: str = Field(pattern=CLOCK)
    kind: EventKind
    amount: Decimal | None = None
    text: Localised


class Contact(Model):
    """One contact made, as contact law counts it."""

    day: int
    clock: str
    channel: ContactChannel
    result: ContactResult
    note: Localised


class Standing(Model):
    """The arrangement that stands: what was agreed on which day, whether its first payment will come, and how it went so far.

    `instalments_due` counts within this arrangement; `instalments_paid` also counts those of the one before where that was kept and only renewed.
    """

    deal: Deal
    on_day: int
    keep_probability: float = Field(ge=0, le=1)
    kept: bool
    reasons: tuple[str, ...] = ()
    method: str | None = None
    instalments_due: int = 0
    instalments_paid: int = 0
    broken: bool = False


class Complaint(Model):
    """A complaint that was earned: by which rule, at which stage, and the day on which it comes in."""

    rule: str
    stage: str
    day: int
    came: bool = False


class StageWork(Model):
    """What was done at one stage, with the scorecards of its parts; `answer_card` judges an answer given on the phone, beside the call's own card."""

    stage: str
    before: Analysis | None = None
    after: Analysis | None = None
    notice: Notice | None = None
    address: str | None = None
    reply_text: str = ""
    report: str = ""
    decision: LegalDecision | None = None
    record: CallRecord | None = None
    call_id: str | None = None
    outcome: CallOutcome | None = None
    card: Scorecard | None = None
    answer_card: Scorecard | None = None
    better: str = ""
    before_card: Scorecard | None = None
    after_card: Scorecard | None = None
    done: bool = False


class CaseState(Model):
    """A case as it stands: everything that later stages depend on. With case, scenario and seed it decides what comes."""

    seed: int = Field(ge=0)
    dial: Dial = AS_WRITTEN
    stage: int = 0
    day: int = 0
    clock: str = "09:00"
    trust: float = Field(default=0.0, ge=-1, le=1)
    anger: float = Field(default=0.0, ge=-1, le=1)
    facts_told: tuple[str, ...] = ()
    spoke: bool = False
    complaint_answered: bool = False
    standing: Standing | None = None
    paid: Decimal = Decimal(0)
    payments: tuple[tuple[int, Decimal], ...] = ()
    contacts: tuple[Contact, ...] = ()
    events: tuple[Event, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    stop_asked: bool = False
    work: tuple[StageWork, ...] = ()
    ending: Ending | None = None

    def of(self, stage: str) -> StageWork | None:
        """The work done at that stage."""
        return next((item for item in self.work if item.stage == stage), None)
