"""The delinquent account: what is owed, since when, and in which bucket that puts it."""
from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import Field

from trainer.domain.text import Localised, Model

Currency = Literal["CNY", "USD", "GBP"]


class Bucket(StrEnum):
    """House delinquency buckets by days past due."""

    B0 = "B0"
    B1 = "B1"
    B2 = "B2"
    B3 = "B3"
    B4 = "B4"
    B5 = "B5"
    B6_PLUS = "B6+"


def bucket_for(dpd: int) -> Bucket:
    """Place an account in its delinquency bucket: 0 is B0, 1-29 B1, then 30 days each, from 150 days B6+.

    Args:
        dpd: Days past due on the day of the call, >= 0; 0 means current.

    Raises:
        ValueError: dpd is negative.

    Source:
        House convention of 30-day buckets; conventions differ between lenders.
    """
    if dpd < 0:
        raise ValueError("dpd must be >= 0")
    if dpd == 0:
        return Bucket.B0
    order = (Bucket.B1, Bucket.B2, Bucket.B3, Bucket.B4, Bucket.B5, Bucket.B6_PLUS)
    return order[min(dpd // 30, len(order) - 1)]


class Payment(Model):
    """A payment that arrived, as the file shows it."""

    on: date
    amount: Decimal = Field(gt=0)


class Account(Model):
    """One overdue card account on the day of the call; amounts in the main unit of `currency`."""

    product: Literal["credit_card", "store_card", "consumer_loan"] = "credit_card"
    card_tail: str = Field(pattern=r"^\d{4}$")
    balance: Decimal = Field(gt=0)
    principal: Decimal = Field(ge=0)
    interest: Decimal = Field(ge=0)
    fees: Decimal = Field(ge=0)
    minimum_due: Decimal = Field(ge=0)
    dpd: int = Field(ge=0)
    currency: Currency
    last_payments: tuple[Payment, ...] = ()


class EarlierContact(Model):
    """One earlier contact as the file notes it."""

    days_ago: int = Field(ge=0)
    channel: Literal["phone", "sms", "letter", "email"]
    result: Literal["no_answer", "right_party", "third_party", "wrong_party", "message_left", "promise_made", "promise_broken", "inbound", "sent"]
    note: Localised
