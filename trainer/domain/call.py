"""A call as it happened: turns, what was agreed, how it ended, and the record that the collector owes afterwards."""
from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import Field

from trainer.domain.context import CallContext, Jurisdiction, Party
from trainer.domain.scenario import OutcomeKind
from trainer.domain.text import Language, Model


class Speaker(StrEnum):
    """Who speaks a turn; whoever is on the other end counts as debtor, `party` says who it really is."""

    COLLECTOR = "collector"
    DEBTOR = "debtor"


class CollectorDeed(StrEnum):
    """What the collector does in a turn: mostly to say something."""

    SAY = "say"
    HOLD = "hold"
    TRANSFER = "transfer"
    HANG_UP = "hang_up"
    WAIT = "wait"


class Mood(Model):
    """Mood of whoever is on the line, 0-1 each; patience counts down from at most 10."""

    anger: float = 0.0
    anxiety: float = 0.0
    shame: float = 0.0
    trust: float = 0.0
    patience: float = 5.0


class MoodChange(Model):
    """Why an axis of mood moved in a turn: the cause (act, rule or cause code) and by how much."""

    axis: Literal["anger", "anxiety", "shame", "trust", "patience"]
    cause: str
    change: float


class Turn(Model):
    """One turn of a call; `index` counts from 0 over all turns. Only simulated debtor turns carry mood, causes and moves."""

    index: int = Field(ge=0)
    speaker: Speaker
    text: str
    party: Party | None = None
    deed: CollectorDeed = CollectorDeed.SAY
    mood: Mood | None = None
    mood_changes: tuple[MoodChange, ...] = ()
    moves: tuple[str, ...] = ()
    facts_told: tuple[str, ...] = ()
    source: str = "embedded"


class Transcript(Model):
    """A call to be judged, simulated or real; `today` resolves dates named in it, None where unknown."""

    id: str
    language: Language
    jurisdiction: Jurisdiction
    context: CallContext = CallContext()
    turns: tuple[Turn, ...]
    today: date | None = None


class Agreed(Model):
    """What both sides settled on: sums, days and number of payments."""

    amounts: tuple[Decimal, ...] = ()
    dates: tuple[date, ...] = ()
    instalments: int | None = None
    method: str | None = None
    confirmed: bool = False


class PromiseOutlook(Model):
    """Whether the debtor will keep it: probability 0-1, what happens in this run, and the reasons as cause codes."""

    keep_probability: float = Field(ge=0, le=1)
    kept: bool
    reasons: tuple[str, ...] = ()


class CallOutcome(Model):
    """How the call ended."""

    kind: OutcomeKind
    agreed: Agreed = Agreed()
    ended_by: Literal["collector", "debtor", "open"]
    outlook: PromiseOutlook | None = None


class CallRecord(Model):
    """The record that the collector writes after the call; every part may be left open (None) and is then judged as missing."""

    contact_result: Literal["right_party", "third_party", "wrong_party", "no_contact"] | None = None
    reason: Literal["job_loss", "income_cut", "illness", "bereavement", "business", "overspent", "dispute", "already_paid", "forgot", "refuses", "family", "disaster", "unknown", "other"] | None = None
    willingness: Literal["willing", "wavering", "unwilling", "unclear"] | None = None
    ability: Literal["can_pay_all", "can_pay_part", "cannot_pay_now", "unclear"] | None = None
    promise_amount: Decimal | None = Field(default=None, ge=0)
    promise_date: date | None = None
    promise_method: str | None = None
    next_step: Literal["await_payment", "call_back", "send_documents", "hardship_team", "dispute_team", "stop_contact", "supervisor", "remove_number", "none"] | None = None
    flags: tuple[Literal["hardship", "vulnerable", "dispute", "complaint", "cease_request", "represented", "deceased", "self_harm", "wrong_number"], ...] = ()
    note: str = ""


class CaseTruth(Model):
    """What the scorer may know of a simulated case beyond the words: the hidden truth that the debrief shows. None for real transcripts."""

    scenario_id: str
    scenario_version: int
    outcome: CallOutcome
    monthly_free: Decimal
    lump_sum: Decimal
    next_pay_in_days: int
    best_deal: Deal | None
    agreed_deal: Deal | None
    reason: str | None = None
    willingness: Literal["willing", "wavering", "unwilling", "unclear"] | None = None
    ability: Literal["can_pay_all", "can_pay_part", "cannot_pay_now", "unclear"] | None = None
    good_outcomes: tuple[OutcomeKind, ...] = ()
    facts_hidden: tuple[str, ...] = ()
    facts_told: tuple[str, ...] = ()
    solvable: bool = True


class Deal(Model):
    """A payment arrangement as numbers: paid by first_in_days, then monthly, in all `total` over `instalments` payments; money in the account's currency."""

    first_amount: Decimal = Field(ge=0)
    first_in_days: int = Field(ge=0)
    monthly: Decimal = Field(ge=0)
    instalments: int = Field(ge=1)
    total: Decimal = Field(ge=0)
    waived: Decimal = Field(default=Decimal(0), ge=0)


CaseTruth.model_rebuild()
