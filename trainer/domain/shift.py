"""A shift: a queue of mixed work against a simulated clock, and how it went."""
from __future__ import annotations

from typing import Literal

from pydantic import Field

from trainer.domain.context import Jurisdiction
from trainer.domain.judgement import Scorecard
from trainer.domain.text import Language, Localised, Model

ItemKind = Literal["call", "call_back", "message", "complaint", "wrong_number", "interruption", "note"]


class Choice(Model):
    """One way to deal with an item: how many minutes it takes, whether it is right, and why. `hostile` marks a call in which the other side shouts."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    text: Localised
    minutes: int = Field(ge=1, le=30)
    good: bool
    breaks: str | None = None
    why: Localised


class Item(Model):
    """One piece of work. Minutes count from the start of the shift.

    `opens` is when it comes in, `until` by when it has to be done (None: by the end), `quiet_from` the minute from which contact is no longer allowed at
    the debtor's place (None: not within this shift). `weight` is how much it matters, `hostile` says that the other side is abusive, `interrupts` that it
    breaks in by itself, `follows` names an item that must have been dealt with before. `typed` is a collector's line to be written instead of a choice.
    """

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    kind: ItemKind
    title: Localised
    facts: Localised
    opens: int = Field(ge=0, le=240)
    until: int | None = Field(default=None, ge=0, le=240)
    quiet_from: int | None = Field(default=None, ge=0, le=240)
    weight: int = Field(ge=1, le=5)
    hostile: bool = False
    interrupts: bool = False
    follows: str | None = None
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=5)


class Shift(Model):
    """One shipped shift; `minutes` is its simulated length, which may be set longer or shorter, `starts` the time of day."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    version: int = Field(ge=1)
    title: Localised
    lead: Localised
    language: Language
    jurisdiction: Jurisdiction
    starts: str = Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    minutes: int = Field(default=45, ge=15, le=240)
    difficulty: int = Field(ge=1, le=5)
    content_warning: Localised | None = None
    items: tuple[Item, ...] = Field(min_length=1)


class Done(Model):
    """One item dealt with: by which choice, from which minute to which, what was typed, and how even the tone was (0-1)."""

    item: str
    choice: str
    began: int
    ended: int
    line: str = ""
    composure: float = Field(default=1.0, ge=0, le=1)
    breaches: tuple[str, ...] = ()


class ShiftState(Model):
    """A shift as it stands; with the shift and the seed it decides what comes. `order` is the queue as this seed shuffled it; `language` is that in which it
    is worked, None where that is the shift's own."""

    seed: int = Field(ge=0)
    language: Language | None = None
    minutes: int
    minute: int = 0
    order: tuple[str, ...]
    done: tuple[Done, ...] = ()
    paused_hostile: tuple[str, ...] = ()
    ending: Literal["finished", "stopped"] | None = None
    card: Scorecard | None = None
