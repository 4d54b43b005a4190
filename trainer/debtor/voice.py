"""Who is speaking, in which mood and to what limits: all that wording may depend on beside the moves."""
from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from trainer.domain.account import Currency
from trainer.domain.call import Mood
from trainer.domain.context import Jurisdiction, Party
from trainer.domain.temperament import Temperament
from trainer.domain.text import Language, Model

ANGRY_FROM = 0.6
BROKEN_FROM = 0.75
SOFT_TRUST_FROM = 0.55
SOFT_ANGER_UNDER = 0.35
STRAINED_ANGER_FROM = 0.35
STRAINED_ANXIETY_FROM = 0.5
STRAINED_PATIENCE_TO = 2.0


class Band(StrEnum):
    """The mood as wording sees it."""

    CALM = "calm"
    STRAINED = "strained"
    ANGRY = "angry"
    BROKEN = "broken"
    SOFTENED = "softened"


class Role(StrEnum):
    """What the speaker is to the debt; each but DEBTOR has wording of its own."""

    DEBTOR = "debtor"
    MOTHER = "mother"
    CHILD = "child"
    SPOUSE = "spouse"
    COLLEAGUE = "colleague"
    SECRETARY = "secretary"
    GUARANTOR = "guarantor"
    STRANGER = "stranger"
    LAWYER = "lawyer"
    DEBT_HELPER = "debt_helper"
    ASSISTANT = "assistant"
    HOUSEHOLD = "household"
    BEREAVED = "bereaved"


class VoiceContext(Model):
    """All that the wording of one turn depends on beside its moves.

    Args:
        used: Lines that this side has said in this call; none of them is said again.
        relationship: What the speaker is to the debtor, in any words of either language ("mother", "岳母"); None for the debtor.
        party: Who the speaker is to the debt; decides what an unknown or missing relationship means.
        dialect: The persona's dialect in any words ("东北", "Scouse"); one without wording of its own colours nothing.
        debtor_gender: Gender of the person whose debt it is, for "he" and "she" in the mouths of others.
        institution: Name of the creditor as this debtor would say it.
        bereaved: Whether the speaker has lost the debtor; then no word of theirs speaks of the debtor as living.
        profanity_allowed: Whether swear words may be used.
    """

    language: Language
    jurisdiction: Jurisdiction
    temperament: Temperament
    mood: Mood = Mood()
    call_date: date
    currency: Currency = "CNY"
    used: frozenset[str] = frozenset()
    party: Party = Party.RIGHT
    relationship: str | None = None
    gender: Literal["female", "male"] = "male"
    age: int = Field(default=35, ge=0, le=120)
    debtor_gender: Literal["female", "male"] = "male"
    dialect: str | None = None
    institution: str | None = None
    bereaved: bool = False
    profanity_allowed: bool = True


def band_of(mood: Mood) -> Band:
    """The band that wording takes for a mood; anger outshouts distress, distress outweighs trust."""
    if mood.anger >= ANGRY_FROM:
        return Band.ANGRY
    if max(mood.anxiety, mood.shame) >= BROKEN_FROM:
        return Band.BROKEN
    if mood.trust >= SOFT_TRUST_FROM and mood.anger < SOFT_ANGER_UNDER:
        return Band.SOFTENED
    if mood.anger >= STRAINED_ANGER_FROM or mood.anxiety >= STRAINED_ANXIETY_FROM or mood.patience <= STRAINED_PATIENCE_TO:
        return Band.STRAINED
    return Band.CALM
