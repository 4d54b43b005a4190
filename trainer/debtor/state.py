"""Everything that a call in progress remembers; with the scenario and the words it is all that the debtor is made of."""
from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from trainer.domain.call import Mood, MoodChange
from trainer.domain.context import Party
from trainer.domain.scenario import Answerer, Scenario
from trainer.domain.situation import Situation
from trainer.domain.subjects import Subject
from trainer.domain.temperament import Temperament
from trainer.domain.text import Language, Model

TermsKind = Literal["full", "partial", "instalments", "deferral", "settlement"]
IdentityStage = Literal["unknown", "asked", "confirmed", "verified", "denied"]


class Cast(Model):
    """What does not change during a call: the case, who may speak on the line and how each of them is."""

    scenario: Scenario
    situation: Situation
    temperaments: dict[str, Temperament]
    language: Language

    @property
    def contested(self) -> bool:
        """Whether the situation is that the debt itself is contested: disputed, said to be paid, or denied."""
        return any(raised.move in ("dispute", "claim_paid", "deny_debt") for raised in self.situation.raises)

    def answerer(self, speaking: int) -> Answerer:
        """Whoever speaks as number `speaking` of the scenario's answerers."""
        return self.scenario.answerers[min(speaking, len(self.scenario.answerers) - 1)]

    def temperament(self, speaking: int) -> Temperament:
        """How whoever speaks is: their own temperament where the scenario gives one, else the persona's."""
        return self.temperaments[self.answerer(speaking).temperament or self.scenario.persona.temperament]


class Terms(Model):
    """A payment arrangement as spoken of; None where nothing was said.

    `amount` is the single or first payment, due on `day`; `monthly` what follows in each of `instalments` payments (the first one counted where it
    differs). `waived` says that something is let off.
    """

    kind: TermsKind
    amount: Decimal | None = None
    monthly: Decimal | None = None
    instalments: int | None = None
    day: date | None = None
    total: Decimal | None = None
    waived: bool = False

    @property
    def has_amount(self) -> bool:
        """Whether any sum is named."""
        return self.amount is not None or self.monthly is not None


class Agreement(Model):
    """What was agreed to: the terms, in which turn, and what makes it more or less likely to be kept.

    `pressed` marks a yes beyond the debtor's means, `empty` a yes said to get off the phone, `vague` one without a sum or a day.
    """

    terms: Terms
    turn: int
    by: Literal["collector", "debtor"]
    pressed: bool = False
    empty: bool = False
    vague: bool = False
    method: str | None = None
    confirmed: bool = False


class CallState(Model):
    """A call between two turns. `turn` is the index of the next turn over all turns; counts are per collector turn of this call."""

    seed: int
    language: Language
    turn: int = 0
    collector_turns: int = 0
    speaking: int = 0
    just_came: bool = False
    mood: Mood
    readiness: float
    calm: Mood
    identity: IdentityStage = "unknown"
    known: tuple[str, ...] = ()
    acts: dict[str, int] = Field(default_factory=dict)
    topics: dict[str, int] = Field(default_factory=dict)
    facts_told: tuple[str, ...] = ()
    covers_told: tuple[str, ...] = ()
    caught: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    last_moves: tuple[str, ...] = ()
    move_counts: dict[str, int] = Field(default_factory=dict)
    open_question: str | None = None
    about: Subject | None = None
    ignored: int = 0
    pressed: int = 0
    pressed_run: int = 0
    beyond_run: int = 0
    acknowledged: int = 0
    empathy_run: int = 0
    offers: tuple[Terms, ...] = ()
    on_table: Terms | None = None
    agreement: Agreement | None = None
    concessions: tuple[str, ...] = ()
    last_progress: int = 0
    raised: dict[str, int] = Field(default_factory=dict)
    raised_turn: dict[str, int] = Field(default_factory=dict)
    settled: tuple[str, ...] = ()
    handled: tuple[int, ...] = ()
    proofs: tuple[int, ...] = ()
    offences: tuple[str, ...] = ()
    odd: int = 0
    waits: int = 0
    leaked: bool = False
    transferred: bool = False
    callback: bool = False
    message_left: bool = False
    deferred: bool = False
    ended: bool = False
    ended_by: Literal["collector", "debtor"] | None = None

    def count(self, act: str) -> int:
        """How often the collector has done this act."""
        return self.acts.get(act, 0)

    def moved(self, kind: str) -> int:
        """How often this move has been made by whoever was on the line."""
        return self.move_counts.get(kind, 0)


class Reply(Model):
    """What comes back from the line in a turn: words, mood and why it moved, moves made, facts told, and who it was."""

    text: str
    mood: Mood
    mood_changes: tuple[MoodChange, ...] = ()
    moves: tuple[str, ...] = ()
    facts_told: tuple[str, ...] = ()
    party: Party


class Step(Model):
    """One step of a call. `reply` is None only where nobody is left to answer."""

    state: CallState
    reply: Reply | None
    ended: bool
    ended_by: Literal["collector", "debtor"] | None = None
