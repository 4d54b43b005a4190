"""What was heard in one line: acts, amounts, dates, instalments, tone and signals, each with the words that carry it."""
from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from trainer.domain.text import Language, Model


class Span(Model):
    """A half-open range [start, end) of characters in the line as it was given."""

    start: int
    end: int

    def words(self, text: str) -> str:
        """The words that this span covers in `text`."""
        return text[self.start : self.end]


class ActHit(Model):
    """One speech act (a code of acts.yaml) with the words that carry it and a confidence from 0 to 1."""

    act: str
    span: Span
    confidence: float


class Signal(Model):
    """One rule (a code of rules.yaml) that these words do, wherever the context makes them a breach; confidence from 0 to 1."""

    rule: str
    span: Span
    confidence: float


class AmountHit(Model):
    """A sum of money named, in the main unit of the currency."""

    value: Decimal
    span: Span
    approximate: bool = False


class DateHit(Model):
    """A day named, resolved against the day of the call."""

    value: date
    span: Span


class CountHit(Model):
    """A number of payments named."""

    value: int
    span: Span


class Tone(Model):
    """How a line sounds, each from 0 (none) to 1 (full)."""

    hostility: float = 0.0
    warmth: float = 0.0
    pressure: float = 0.0
    formality: float = 0.5


class Heard(Model):
    """What one collector line does, from its words alone; `confirmed` are signals that another hearer found for rules which a lead left to it."""

    text: str
    language: Language
    acts: tuple[ActHit, ...] = ()
    amounts: tuple[AmountHit, ...] = ()
    dates: tuple[DateHit, ...] = ()
    instalments: tuple[CountHit, ...] = ()
    tone: Tone = Tone()
    signals: tuple[Signal, ...] = ()
    confirmed: tuple[Signal, ...] = ()

    def does(self, *acts: str) -> bool:
        """Whether the line does at least one of these acts."""
        return any(hit.act in acts for hit in self.acts)

    def act_codes(self) -> tuple[str, ...]:
        """The acts in the order of the words, each once."""
        return tuple(dict.fromkeys(hit.act for hit in self.acts))


class DebtorSignalKind(StrEnum):
    """What a debtor line may set off; duties of the collector start from most of these."""

    HARDSHIP = "hardship"
    ILLNESS = "illness"
    VULNERABLE = "vulnerable"
    BEREAVEMENT = "bereavement"
    DISPUTE = "dispute"
    ALREADY_PAID = "already_paid"
    CEASE_REQUEST = "cease_request"
    REPRESENTED = "represented"
    COMPLAINT = "complaint"
    SELF_HARM = "self_harm"
    INTOXICATION = "intoxication"
    MINOR = "minor"
    STUDENT = "student"
    WRONG_PERSON = "wrong_person"
    THIRD_PARTY = "third_party"
    RECORDING = "recording"
    REFUSAL = "refusal"
    PROMISE = "promise"
    AGREEMENT = "agreement"
    OFFER = "offer"
    CONFIRMS_IDENTITY = "confirms_identity"
    ASKS_WHO = "asks_who"
    ASKS_DETAILS = "asks_details"
    ASKS_HELP = "asks_help"
    ASKS_CONSEQUENCE = "asks_consequence"
    TIME_BARRED = "time_barred"
    BUSY = "busy"
    ABUSE = "abuse"


class DebtorSignal(Model):
    """One thing that a debtor line sets off, with its words and a confidence from 0 to 1."""

    kind: DebtorSignalKind
    span: Span
    confidence: float


class DebtorHeard(Model):
    """What one debtor line says, from its words alone."""

    text: str
    language: Language
    signals: tuple[DebtorSignal, ...] = ()
    amounts: tuple[AmountHit, ...] = ()
    dates: tuple[DateHit, ...] = ()
    instalments: tuple[CountHit, ...] = ()

    def says(self, *kinds: DebtorSignalKind) -> bool:
        """Whether the line sets off at least one of these."""
        return any(signal.kind in kinds for signal in self.signals)
