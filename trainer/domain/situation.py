"""A situation: what makes a call special whoever the debtor is, what is brought up because of it, and what rightly ends it."""
from __future__ import annotations

from typing import Literal

from pydantic import Field

from trainer.domain.scenario import OutcomeKind, Spoken, Topic
from trainer.domain.temperament import Axis
from trainer.domain.text import Localised, Model

RaisedMove = Literal[
    "ask_who", "ask_why_calling", "refuse_identity", "deny_identity", "ask_relation", "ask_remove", "deny_debt", "dispute", "claim_paid", "tell_fact",
    "ask_interest", "ask_credit", "ask_reduce", "ask_consequence", "ask_breakdown", "ask_proof", "ask_recorded", "ask_help", "ask_time", "vent", "cry",
    "shame", "fear", "complain_calls", "accuse", "threaten_complaint", "demand_papers", "quote_script", "cease_request", "name_representative",
    "self_harm_remark", "off_subject", "refuse_to_pay", "cannot_pay", "busy", "call_back_later",
]
RaiseWhen = Literal["at_pick_up", "at_identity", "at_purpose", "at_ask", "when_strained", "when_trusting", "when_pressed"]
RecordFlag = Literal["hardship", "vulnerable", "dispute", "complaint", "cease_request", "represented", "deceased", "self_harm", "wrong_number"]
RecordReason = Literal[
    "job_loss", "income_cut", "illness", "bereavement", "business", "overspent", "dispute", "already_paid", "forgot", "refuses", "family", "disaster",
    "unknown", "other",
]


class Raised(Model):
    """Something that the situation makes the person on the line bring up, asked or not.

    `when`: at_pick_up (in the first answer after picking up), at_identity (asked for identity), at_purpose (the debt has been named), at_ask (asked
    to pay, to plan or to commit), when_strained (anxiety or anger at or above the situation's `strained_at`), when_trusting (trust at or above 0.5),
    when_pressed (asked to pay for the second time or oftener).
    `topic` puts the scenario's facts of that topic into the words, `spoken` gives the situation's own words; with neither, the debtor room words the
    bare move. It is brought up at most `times` times, three turns apart, and not again once the collector has done one of the acts in `settled_by`.
    """

    id: str
    move: RaisedMove
    when: RaiseWhen
    topic: Topic | None = None
    spoken: Spoken | None = None
    times: int = Field(default=1, ge=1, le=4)
    settled_by: tuple[str, ...] = ()


class Handling(Model):
    """What rightly ends the situation.

    Every group of `needs` must be met by at least one of its act codes, said after the situation was brought up; then the call counts as `outcome`
    when it ends politely.
    """

    needs: tuple[tuple[str, ...], ...] = Field(min_length=1)
    outcome: OutcomeKind


class Situation(Model):
    """One situation as data.

    `payment`: open (a deal may be struck at once), after_handling (only once `handling` is met), closed (nobody on this line will agree to pay).
    `carried_by`: debtor (holds for the debtor) or answerer (holds for whoever else is on the line: wrong person, third party, widow, adviser).
    `proof_first` groups work like `Handling.needs`: acts the collector must do before identity is confirmed; empty where no proof is wanted.
    `mood` is added to the temperament's mood at pick-up (-1 to 1), `patience` to its patience; `appraisal` is added to the temperament's table.
    `greeting` replaces the first words on picking up, where nobody would say them otherwise (a machine, a child).
    `flags` and `reason` are what a right call record says of this situation.
    """

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    version: int = Field(ge=1)
    name: Localised
    description: Localised
    payment: Literal["open", "after_handling", "closed"] = "open"
    carried_by: Literal["debtor", "answerer"] = "debtor"
    greeting: Spoken | None = None
    proof_first: tuple[tuple[str, ...], ...] = ()
    raises: tuple[Raised, ...] = ()
    handling: Handling | None = None
    strained_at: float = Field(default=0.7, ge=0, le=1)
    mood: dict[Axis, float] = Field(default_factory=dict)
    patience: int = Field(default=0, ge=-5, le=5)
    appraisal: dict[str, dict[Axis, float]] = Field(default_factory=dict)
    flags: tuple[RecordFlag, ...] = ()
    reason: RecordReason | None = None
