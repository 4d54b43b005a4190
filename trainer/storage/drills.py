"""Drills in SQLite: where each item stands with a person, and counts a day and rule."""
from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from trainer.domain.drill import DrillState
from trainer.domain.text import Model
from trainer.storage.database import Database, Row
from trainer.storage.rollups import ItemSum

_CHUNK = 500


class DrillCount(Model):
    """How many items of a rule a person answered, and how many of them right."""

    person_id: str
    rule: str
    asked: int
    right: int


class SqliteDrills:
    """The drill store on one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self, person_id: str, item_id: str) -> DrillState | None:
        """Where one item stands with a person, or None when it was never asked."""
        row = self._database.row("SELECT * FROM drill_states WHERE person_id = ? AND item_id = ?", [person_id, item_id])
        return _state(row) if row else None

    def states(self, person_id: str) -> dict[str, DrillState]:
        """Where every item stands that the person was asked, by item id."""
        rows = self._database.rows("SELECT * FROM drill_states WHERE person_id = ? ORDER BY item_id", [person_id])
        return {row["item_id"]: _state(row) for row in rows}

    def save(self, organisation_id: str, person_id: str, state: DrillState, right: bool, day: date) -> None:
        """Store where an item stands after an answer and count the answer."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO drill_states (person_id, item_id, rule, streak, due_on, asked, known) VALUES (?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (person_id, item_id) DO UPDATE SET streak = excluded.streak, due_on = excluded.due_on, asked = excluded.asked, known = excluded.known",
                [person_id, state.item_id, state.rule, state.streak, state.due_on.isoformat() if state.due_on else None, state.asked, state.right],
            )
            self._database.write(
                "INSERT INTO drill_counts (organisation_id, person_id, day, rule, asked, known) VALUES (?, ?, ?, ?, 1, ?) "
                "ON CONFLICT DO UPDATE SET asked = asked + 1, known = known + excluded.known",
                [organisation_id, person_id, day.isoformat(), state.rule or "", int(right)],
            )

    def counts(self, organisation_id: str, person_ids: Iterable[str]) -> list[DrillCount]:
        """Answers by person and rule, over all days."""
        wanted = sorted(set(person_ids))
        found: list[DrillCount] = []
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            rows = self._database.rows(
                f"SELECT person_id, rule, SUM(asked) AS asked, SUM(known) AS known FROM drill_counts WHERE organisation_id = ? "
                f"AND person_id IN ({', '.join('?' for _ in chunk)}) GROUP BY person_id, rule ORDER BY person_id, rule",
                [organisation_id, *chunk],
            )
            found.extend(DrillCount(person_id=row["person_id"], rule=row["rule"], asked=row["asked"], right=row["known"]) for row in rows)
        return found

    def sums(self, person_id: str, skill: str, difficulty: int) -> list[ItemSum]:
        """Answers of a person by day as scored items of a skill, right ones 1 and wrong ones 0."""
        rows = self._database.rows("SELECT day, SUM(asked) AS asked, SUM(known) AS known FROM drill_counts WHERE person_id = ? GROUP BY day ORDER BY day", [person_id])
        return [
            ItemSum(person_id=person_id, day=row["day"], skill=skill, difficulty=difficulty, items=row["asked"], sum_score=row["known"], sum_squares=row["known"])
            for row in rows
        ]

    def transaction(self) -> AbstractContextManager[Any]:
        """A read-then-write transaction; nested use joins the outer one."""
        return self._database.transaction()


def _state(row: Row) -> DrillState:
    return DrillState(item_id=row["item_id"], rule=row["rule"], streak=row["streak"], due_on=row["due_on"], asked=row["asked"], right=row["known"])
