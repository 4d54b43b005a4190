"""What the words of a call alone cannot show: the context keys that other programs may rely on."""
from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import Field

from trainer.domain.text import Model


class Jurisdiction(StrEnum):
    """Whose rules apply."""

    CN = "cn"
    US = "us"
    UK = "uk"


class Party(StrEnum):
    """Who is on the line."""

    RIGHT = "right_party"
    THIRD = "third_party"
    WRONG = "wrong_party"


class LegalStatus(StrEnum):
    """How far the legal route has gone in truth."""

    NONE = "none"
    AUTHORISED = "authorised"
    FILED = "filed"
    JUDGMENT = "judgment"


Flag = Literal["cease_request", "represented", "disputed", "vulnerable", "deceased", "minor", "student", "guarantor", "time_agreed"]


class ContextAccount(Model):
    """The account as the file has it; amounts in the main unit."""

    balance: Decimal | None = None
    minimum_due: Decimal | None = None
    days_overdue: int | None = Field(default=None, ge=0)
    currency: str | None = None


class ContextAuthority(Model):
    """What the collector may grant; shares from 0 to 1, a settlement share is the least share of the balance that settles it."""

    waive_fees_share: Decimal | None = Field(default=None, ge=0, le=1)
    settlement_min_share: Decimal | None = Field(default=None, ge=0, le=1)
    instalments_max: int | None = Field(default=None, ge=0)
    deferral_max_days: int | None = Field(default=None, ge=0)


class CallContext(Model):
    """Everything about a call that its words do not show. None means unknown; see the interface page for the rest of the defaults."""

    party: Party = Party.RIGHT
    identity_verified: bool = False
    relationship: str | None = None
    local_time: str = Field(default="14:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    contacts_today: int = Field(default=0, ge=0)
    attempts_today: int = Field(default=0, ge=0)
    contacts_7d: int = Field(default=0, ge=0)
    days_since_conversation: int | None = Field(default=None, ge=0)
    recording_notice_played: bool = False
    institution: str | None = None
    collector_type: Literal["creditor", "agency"] | None = None
    account: ContextAccount | None = None
    legal_status: LegalStatus = LegalStatus.NONE
    reported_to_bureau: bool | None = None
    limitation: Literal["running", "expired"] = "running"
    authority: ContextAuthority | None = None
    flags: tuple[Flag, ...] = ()

    def collector_type_in(self, jurisdiction: Jurisdiction) -> Literal["creditor", "agency"]:
        """Creditor or agency; where the context is silent, creditor in cn and agency in us and uk (interface page)."""
        if self.collector_type is not None:
            return self.collector_type
        return "creditor" if jurisdiction is Jurisdiction.CN else "agency"
