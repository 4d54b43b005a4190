"""A scenario: what the collector's screen shows, what the debtor knows and hides, and what can be agreed."""
from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from trainer.domain.account import Account, EarlierContact
from trainer.domain.context import Flag, Jurisdiction, LegalStatus, Party
from trainer.domain.subjects import Subject
from trainer.domain.text import Language, Localised, Model

Topic = Literal[
    "identity", "reason", "income", "outgoings", "other_debts", "savings", "family", "health", "employment", "willingness", "plan", "pay_day",
    "dispute", "payment_proof", "whereabouts", "contact", "representative", "estate", "other",
]
Reveal = Literal["volunteered", "when_asked", "when_trusting", "when_pressed", "when_caught", "never"]
OutcomeKind = Literal[
    "paid_in_full", "payment_plan", "promise_to_pay", "deferral", "settlement", "dispute_logged", "callback", "transferred", "message_left",
    "refused", "hung_up", "no_agreement",
]


class Spoken(Model):
    """The ways in which this debtor may put one thing, per language; at least two in each, so that no line comes twice."""

    zh: tuple[str, ...] = Field(min_length=1)
    en: tuple[str, ...] = Field(min_length=1)

    def in_(self, language: Language) -> tuple[str, ...]:
        """The variants in that language."""
        return self.zh if language is Language.ZH else self.en


class Fact(Model):
    """One thing that the debtor knows.

    `reveal` says how it is earned: volunteered (comes out early by itself), when_asked (a question on its topic), when_trusting (asked, and
    trust is high enough), when_pressed (asked again, concretely), when_caught (the collector names the contradicting fact of the file),
    never. `cover` is what is said instead until it is earned (a lie or an excuse).
    `caught_by` lists what of the file contradicts the cover; naming one of them catches it. An entry is a decimal amount ("3200.00"), an ISO date
    ("2026-11-02"), or a word or phrase of either language that must stand in the collector's line.
    `signals` are codes of DebtorSignalKind that telling this fact sets off. `told_by` says whose it is to tell: the debtor's, that of whoever else
    is on the line (a relative, a stranger, an adviser), or anyone's.
    """

    id: str
    topic: Topic
    reveal: Reveal
    text: Localised
    spoken: Spoken
    cover: Spoken | None = None
    caught_by: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    told_by: Literal["debtor", "answerer", "anyone"] = "debtor"


class Life(Model):
    """What the people of a case answer to concrete questions off the plain business of the account, by what the question is about.

    It is no secret and is not earned: it holds no sum, no day of payment, and nothing of the facts that trust, pressure or the file bring out.
    `debtor` is what the debtor says, `answerer` what whoever else picks up says.
    """

    debtor: dict[Subject, Spoken] = Field(default_factory=dict)
    answerer: dict[Subject, Spoken] = Field(default_factory=dict)


class Exchange(Model):
    """A question that callers put once they have heard something, and what is answered to it.

    `ask` holds ways of putting it, which other ways are compared with; it may be a remark that wants an answer. `say` holds answers of the same content.
    `needs` names the facts that must have been told before: only after them may a sum or something earned be spoken of. `until` names facts that end it: who has
    owned up keeps to the old story no more. `who` says whose answer it is: the debtor's, or that of whoever else picks up.
    """

    who: Literal["debtor", "answerer"] = "debtor"
    needs: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    ask: Spoken
    say: Spoken


class FinanceCard(Model):
    """The debtor's private means, per month in the main unit of the account's currency; the collector never sees it."""

    income: Decimal = Field(ge=0)
    essentials: Decimal = Field(ge=0)
    other_debts: Decimal = Field(ge=0)
    savings: Decimal = Field(ge=0)
    next_pay_in_days: int = Field(ge=0, le=90)
    income_steady: bool = True

    @property
    def monthly_free(self) -> Decimal:
        """What is left each month after essentials and other debts; never below 0."""
        return max(self.income - self.essentials - self.other_debts, Decimal(0))


class Authority(Model):
    """What the collector may grant, shown in the brief; shares from 0 to 1."""

    waive_fees_share: Decimal = Field(ge=0, le=1)
    settlement_min_share: Decimal = Field(gt=0, le=1)
    instalments_max: int = Field(ge=1)
    deferral_max_days: int = Field(ge=0)
    first_payment_within_days: int = Field(ge=0, le=90)


class Answerer(Model):
    """Somebody who may speak on this line, in order: the first picks up, the next comes when the phone is passed."""

    party: Party
    relationship: Localised | None = None
    name: Localised
    temperament: str | None = None
    passes_when: Literal["asked", "identified", "never"] = "never"
    knows_of_debt: bool = False


class Persona(Model):
    """Who the debtor is."""

    name: Localised
    age: int = Field(ge=6, le=100)
    gender: Literal["female", "male"]
    temperament: str
    dialect: Localised | None = None
    occupation: Localised


class CaseFile(Model):
    """What the collector's screen shows before and during the call."""

    masked_name: Localised
    account: Account
    institution: Localised
    collector_type: Literal["creditor", "agency"]
    local_time: str = Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    contacts_today: int = Field(ge=0)
    attempts_today: int = Field(ge=0)
    contacts_7d: int = Field(ge=0)
    days_since_conversation: int | None = Field(default=None, ge=0)
    recording_notice_played: bool = False
    legal_status: LegalStatus = LegalStatus.NONE
    reported_to_bureau: bool | None = None
    limitation: Literal["running", "expired"] = "running"
    flags: tuple[Flag, ...] = ()
    contacts: tuple[EarlierContact, ...] = ()
    notes: tuple[Localised, ...] = ()
    identity_check: Localised


class Success(Model):
    """What counts as having handled this scenario: the outcomes that are good here."""

    any_outcome: tuple[OutcomeKind, ...] = Field(min_length=1)


class RingsAbout(Model):
    """What a debtor rings in about: the move of the debtor room that puts it, the words for it, and the acts of the collector that settle it."""

    move: str
    words: Spoken
    settled_by: tuple[str, ...] = Field(min_length=1)


class Memory(Model):
    """What an earlier contact left in the debtor's mood, added when the phone is picked up, each from -1 to 1, and what is brought up of it by itself.

    With `rings_about` the debtor has rung in: it stands in the first words, and is brought up again until it is settled.
    """

    trust: float = Field(default=0.0, ge=-1, le=1)
    anger: float = Field(default=0.0, ge=-1, le=1)
    says: Spoken | None = None
    rings_about: RingsAbout | None = None


class ModelCall(Model):
    """The collector's lines of a good call, replayed against seed `seed`."""

    seed: int = Field(ge=0)
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def in_(self, language: Language) -> tuple[str, ...]:
        """The lines in that language."""
        return self.zh if language is Language.ZH else self.en


class Scenario(Model):
    """One practice case, whole. `solvable` false means that no payment deal is open and the right ending is another one."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    version: int = Field(ge=1)
    title: Localised
    who: Localised
    teaches: tuple[str, ...] = Field(min_length=1)
    difficulty: int = Field(ge=1, le=5)
    jurisdiction: Jurisdiction
    languages: tuple[Language, ...] = (Language.ZH, Language.EN)
    channel: Literal["phone"] = "phone"
    content_warning: Localised | None = None
    goal: Localised
    call_date: date
    case: CaseFile
    authority: Authority
    persona: Persona
    situation: str
    answerers: tuple[Answerer, ...] = Field(min_length=1)
    finance: FinanceCard
    facts: tuple[Fact, ...]
    life: Life = Life()
    exchanges: tuple[Exchange, ...] = ()
    solvable: bool = True
    success: Success
    model_call: ModelCall
    memory: Memory | None = None
