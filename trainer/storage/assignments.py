"""Assignments, programmes and the calls that answer them, in SQLite."""
from __future__ import annotations

import json
from collections.abc import Iterable

from trainer.domain.assignment import Assignment, Attempt, Programme
from trainer.storage.database import Database, Row

_FIELDS = tuple(Assignment.model_fields)


def _assignment(row: Row) -> Assignment:
    return Assignment.model_validate({**row, "scenario_ids": tuple(json.loads(row["scenario_ids"]))})


class SqliteAssignments:
    """The assignment store on one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, assignment: Assignment) -> None:
        """Store a new assignment."""
        body = assignment.model_dump(mode="json")
        body["scenario_ids"] = json.dumps(body["scenario_ids"])
        self._database.write(f"INSERT INTO assignments ({', '.join(_FIELDS)}) VALUES ({', '.join('?' for _ in _FIELDS)})", [body[name] for name in _FIELDS])

    def get(self, assignment_id: str) -> Assignment | None:
        """The assignment, or None."""
        row = self._database.row(f"SELECT {', '.join(_FIELDS)} FROM assignments WHERE id = ?", [assignment_id])
        return _assignment(row) if row else None

    def of_organisation(self, organisation_id: str) -> list[Assignment]:
        """All assignments that stand, the next due first."""
        rows = self._database.rows(f"SELECT {', '.join(_FIELDS)} FROM assignments WHERE organisation_id = ? AND withdrawn = 0 ORDER BY due_at, id", [organisation_id])
        return [_assignment(row) for row in rows]

    def for_targets(self, organisation_id: str, targets: Iterable[tuple[str, str]]) -> list[Assignment]:
        """The assignments given to any of these (kind, id), the next due first."""
        wanted = set(targets)
        return [item for item in self.of_organisation(organisation_id) if (item.target_kind, item.target_id) in wanted]

    def set_released(self, assignment_id: str) -> None:
        """Let trainees see their results."""
        self._database.write("UPDATE assignments SET released = 1 WHERE id = ?", [assignment_id])

    def withdraw(self, assignment_id: str) -> None:
        """Take an assignment back; calls made for it stay."""
        self._database.write("UPDATE assignments SET withdrawn = 1 WHERE id = ?", [assignment_id])

    def attempts(self, assignment_id: str, person_id: str | None = None) -> list[Attempt]:
        """The calls, cases and shifts made for an assignment, oldest first, stopped ones left out."""
        whose = " AND {}.person_id = ?" if person_id else ""
        values = [assignment_id, *([person_id] if person_id else [])]
        rows = self._database.rows(
            "SELECT c.id AS call_id, c.person_id, c.scenario_id, c.status, s.overall, s.body ->> '$.gates_failed' AS gates, c.started_at, c.ended_at FROM calls c "
            f"LEFT JOIN scorecards s ON s.call_id = c.id AND s.ordinal = 0 WHERE c.assignment_id = ?{whose.format('c')} AND c.status != 'stopped' UNION ALL "
            "SELECT w.id, w.person_id, w.kind || ':' || w.content_id, w.status, CASE w.status WHEN 'finished' THEN w.overall END, CASE w.gates_failed WHEN 0 THEN '[]' ELSE '[1]' END, "
            "w.started_at, CASE w.status WHEN 'finished' THEN w.changed_at END FROM work_runs w "
            f"WHERE w.assignment_id = ?{whose.format('w')} AND w.status != 'stopped' ORDER BY 7, 1",
            values * 2,
        )
        return [Attempt.model_validate({**{key: value for key, value in row.items() if key != "gates"}, "passed_gates": (row["gates"] or "[]") == "[]"}) for row in rows]

    def of_call(self, call_id: str) -> Assignment | None:
        """The assignment that a call answers, None for free practice."""
        row = self._database.row("SELECT assignment_id FROM calls WHERE id = ?", [call_id])
        return self.get(row["assignment_id"]) if row and row["assignment_id"] else None

    def add_programme(self, programme: Programme) -> None:
        """Store a new programme."""
        body = programme.model_dump(mode="json")
        self._database.write(
            "INSERT INTO programmes (id, organisation_id, name, steps, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?)",
            [body["id"], body["organisation_id"], body["name"], json.dumps(body["steps"], ensure_ascii=False), body["made_by"], body["made_at"]],
        )

    def programmes(self, organisation_id: str) -> list[Programme]:
        """The programmes of an organisation by name."""
        rows = self._database.rows("SELECT * FROM programmes WHERE organisation_id = ? ORDER BY name, id", [organisation_id])
        return [Programme.model_validate({**row, "steps": tuple(json.loads(row["steps"]))}) for row in rows]
