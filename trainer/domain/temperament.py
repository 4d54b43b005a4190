"""How a debtor is: traits, how each act of the collector moves them, how long they speak, how they wear out and soften."""
from __future__ import annotations

from typing import Literal

from pydantic import Field

from trainer.domain.text import Localised, Model

Axis = Literal["anger", "anxiety", "shame", "trust", "patience"]


class Traits(Model):
    """Stable leanings, each from 0 (not at all) to 1 (entirely)."""

    willingness: float = Field(ge=0, le=1)
    candour: float = Field(ge=0, le=1)
    organisation: float = Field(ge=0, le=1)
    emotionality: float = Field(ge=0, le=1)
    distress: float = Field(ge=0, le=1)
    hostility: float = Field(ge=0, le=1)
    haggling: float = Field(ge=0, le=1)
    talkativeness: float = Field(ge=0, le=1)
    compliance_under_pressure: float = Field(ge=0, le=1)
    suspicion: float = Field(ge=0, le=1)


class MoodStart(Model):
    """Mood as the phone is picked up, each 0-1."""

    anger: float = Field(ge=0, le=1)
    anxiety: float = Field(ge=0, le=1)
    shame: float = Field(ge=0, le=1)
    trust: float = Field(ge=0, le=1)


class Temperament(Model):
    """One temperament as data.

    `appraisal` maps a cause (an act code of the collector, a rule code, or one of the causes listed in the debtor room:
    lecture, repetition, ignored, long_turn, pressed, acknowledged, ...) to the change of each axis, -1 to 1 before trait scaling; what it does not
    name is taken from the debtor room's own table. Patience moves in points of at most 10.
    `habits` maps a move code of the debtor room to how much oftener than usual it is chosen (0 never, 1 as usual, up to 6).
    `trusts_at` is the trust from which facts told only in trust come out.
    """

    id: str
    version: int = Field(ge=1)
    name: Localised
    description: Localised
    traits: Traits
    mood: MoodStart
    patience: int = Field(ge=1, le=10)
    appraisal: dict[str, dict[Axis, float]]
    drift: dict[Axis, float]
    max_chars_zh: int = Field(ge=4, le=120)
    max_words_en: int = Field(ge=3, le=80)
    outburst_rate: float = Field(ge=0, le=1)
    silence_rate: float = Field(ge=0, le=1)
    interrupt_rate: float = Field(ge=0, le=1)
    aside_rate: float = Field(ge=0, le=1)
    tell_tale: Localised
    opened_by: Localised
    trusts_at: float = Field(default=0.4, ge=0, le=1)
    habits: dict[str, float] = Field(default_factory=dict)
