"""A written notice: what was written to whom on which channel, and what the file knows that it may say."""
from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from trainer.domain.context import CallContext
from trainer.domain.judgement import Scorecard
from trainer.domain.text import Language, Localised, Model

Channel = Literal["sms", "email", "letter"]
Purpose = Literal[
    "overdue", "confirm_plan", "broken_promise", "pre_legal", "reply_plan", "reply_waiver", "reply_statement", "reply_complaint", "reply_dispute", "reply_proof",
    "reply_stop",
]
LONGEST_NOTICE = 6_000


class Notice(Model):
    """One notice as written. `subject` is an e-mail's, `envelope` what stands on the outside of a letter beside the address."""

    channel: Channel
    purpose: Purpose
    text: str = Field(max_length=LONGEST_NOTICE)
    subject: str = Field(default="", max_length=300)
    envelope: str = Field(default="", max_length=300)


class Address(Model):
    """One way to reach the debtor in writing. `shared` says that others read there too; the file's notes say so, the form does not."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    channel: Channel
    label: Localised
    shared: bool = False
    readers: Localised | None = None


class NoticeFile(Model):
    """What is true of the case on the day of the notice.

    `context` holds the account, the authority and the clock as for a call; `sums` are further sums that the file knows (agreed payments, payments that
    came, parts of the balance); `plan_sums` and `plan_days` are those of the arrangement spoken of. `phone` is the firm's own line. `shared` says that
    others read at this address.
    """

    language: Language
    name: str
    institution: str
    card_tail: str = Field(pattern=r"^\d{4}$")
    phone: str
    today: date
    context: CallContext
    shared: bool = False
    readers: str | None = None
    sums: tuple[Decimal, ...] = ()
    plan_sums: tuple[Decimal, ...] = ()
    plan_days: tuple[date, ...] = ()


class NoticeScore(Model):
    """A judged notice: the scorecard (turn 0 is the text, 1 the subject, 2 the envelope), its length with the limit, and a better version beside it."""

    card: Scorecard
    length: int
    limit: int | None
    better: Notice
