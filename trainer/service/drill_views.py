"""What the drill service hands to a screen: a set, an item without its answer, an answer explained, progress, and counts."""
from __future__ import annotations

from datetime import date

from scoring.drill_written import WrittenVerdict
from trainer.domain.context import Jurisdiction
from trainer.domain.drill import DrillBasis, DrillKind, DrillOption
from trainer.domain.text import Language, Model
from trainer.storage.drills import DrillCount


class DrillSet(Model):
    """A set to be worked through in order; `seed` also orders the options."""

    seed: int
    item_ids: tuple[str, ...]


class DrillCard(Model):
    """An item as it is asked, without the answer; `again` says that it has been asked before, `own` that the line is the trainee's own."""

    id: str
    kind: DrillKind
    language: Language
    rule_title: str
    question: str
    line: str
    said_before: str
    circumstances: tuple[str, ...]
    options: tuple[DrillOption, ...]
    may_write: bool
    own: bool
    again: bool


class DrillResult(Model):
    """An answer explained. `written` is the verdict on a written line, None where an option was chosen; `due_on` is None once the item stays."""

    right: bool
    answer: str
    why: str
    model: str
    basis: DrillBasis
    rule: str | None
    jurisdiction: Jurisdiction
    streak: int
    due_on: date | None
    written: WrittenVerdict | None = None


class DrillProgress(Model):
    """Where a person stands: items that are due, that stay, that are on the way, and answers so far."""

    due: int
    stays: int
    learning: int
    asked: int
    right: int
    weakest: tuple[str, ...]


class TeamDrills(Model):
    """Counts of one person as those responsible see them: no item, no line, no wrong answer."""

    person_id: str
    name: str
    asked: int
    right: int
    rules: tuple[DrillCount, ...]
