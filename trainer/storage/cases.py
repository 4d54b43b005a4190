"""Cases and shifts being worked, the scenarios of their calls, check-ins and the cap on hostile calls, in SQLite."""
from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Literal

from trainer.domain.text import Language, Model
from trainer.storage.database import Database

RunKind = Literal["case", "shift"]
RunStatus = Literal["open", "finished", "stopped"]


class Run(Model):
    """One case or shift of one person; `state` is its whole state as JSON, `steps` counts what was done so that two windows cannot both go on from one.

    `assignment_id` is the assignment that it answers, `gates_failed` says that some part of it failed a gate whatever its points.
    """

    id: str
    organisation_id: str
    person_id: str
    kind: RunKind
    content_id: str
    content_version: int
    language: Language
    seed: int
    status: RunStatus
    state: str
    steps: int
    overall: float | None = None
    shared: bool = False
    started_at: datetime
    changed_at: datetime
    app_version: str
    assignment_id: str | None = None
    gates_failed: bool = False


class SqliteCases:
    """The store of cases and shifts on one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def transaction(self) -> AbstractContextManager[Any]:
        """A transaction over several steps."""
        return self._database.transaction()

    def add(self, run: Run) -> None:
        """Store a new run."""
        body = run.model_dump(mode="json")
        marks = ", ".join("?" for _ in body)
        self._database.write(f"INSERT INTO work_runs ({', '.join(body)}) VALUES ({marks})", list(body.values()))

    def get(self, run_id: str) -> Run | None:
        """The run, or None."""
        row = self._database.row("SELECT * FROM work_runs WHERE id = ?", [run_id])
        return Run.model_validate(row) if row else None

    def save(self, run: Run) -> bool:
        """Store the state after one more step; False when another window was faster, which changes nothing."""
        changed = self._database.write(
            "UPDATE work_runs SET state = ?, steps = ?, status = ?, overall = ?, gates_failed = ?, changed_at = ? WHERE id = ? AND steps = ?",
            [run.state, run.steps, run.status, run.overall, run.gates_failed, run.changed_at.isoformat(), run.id, run.steps - 1],
        )
        return changed == 1

    def of_person(self, person_id: str, kind: RunKind) -> list[Run]:
        """The runs of a person, newest first."""
        rows = self._database.rows("SELECT * FROM work_runs WHERE person_id = ? AND kind = ? ORDER BY started_at DESC, id", [person_id, kind])
        return [Run.model_validate(row) for row in rows]

    def shared(self, organisation_id: str, kind: RunKind) -> list[Run]:
        """The runs of an organisation that their owners shared, newest first."""
        rows = self._database.rows("SELECT * FROM work_runs WHERE organisation_id = ? AND kind = ? AND shared = 1 ORDER BY started_at DESC, id", [organisation_id, kind])
        return [Run.model_validate(row) for row in rows]

    def share(self, run_id: str) -> None:
        """Mark a run as shared with the person's leads."""
        self._database.write("UPDATE work_runs SET shared = 1 WHERE id = ?", [run_id])

    def add_scenario(self, organisation_id: str, scenario_id: str, text_of: Callable[[int], str]) -> int:
        """Store the scenario of a call under the next free version; `text_of(version)` gives its text."""
        with self._database.transaction():
            row = self._database.row("SELECT COALESCE(MAX(version), 0) + 1 AS n FROM case_scenarios WHERE organisation_id = ? AND scenario_id = ?", [organisation_id, scenario_id])
            version = int(row["n"]) if row else 1
            self._database.write(
                "INSERT INTO case_scenarios (organisation_id, scenario_id, version, text) VALUES (?, ?, ?, ?)", [organisation_id, scenario_id, version, text_of(version)],
            )
        return version

    def scenario(self, organisation_id: str, scenario_id: str, version: int) -> str | None:
        """The text of a stored scenario, or None."""
        row = self._database.row("SELECT text FROM case_scenarios WHERE organisation_id = ? AND scenario_id = ? AND version = ?", [organisation_id, scenario_id, version])
        return str(row["text"]) if row else None

    def check_in(self, person_id: str, mood: int, at: datetime) -> None:
        """Keep how somebody feels, 1-5; nobody else ever reads it."""
        self._database.write("INSERT INTO mood_checks (person_id, at, mood) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", [person_id, at.isoformat(), mood])

    def check_ins(self, person_id: str) -> list[tuple[datetime, int]]:
        """The check-ins of one person, newest first, for that person alone."""
        rows = self._database.rows("SELECT at, mood FROM mood_checks WHERE person_id = ? ORDER BY at DESC LIMIT 60", [person_id])
        return [(datetime.fromisoformat(row["at"]), int(row["mood"])) for row in rows]

    def forget_check_ins(self, person_id: str) -> None:
        """Remove all check-ins of one person."""
        self._database.write("DELETE FROM mood_checks WHERE person_id = ?", [person_id])

    def hostile_cap(self, organisation_id: str, team_id: str) -> int | None:
        """The most hostile calls in a row for a team, None where nobody set it."""
        row = self._database.row("SELECT hostile_in_a_row FROM care_settings WHERE organisation_id = ? AND team_id = ?", [organisation_id, team_id])
        return int(row["hostile_in_a_row"]) if row else None

    def set_hostile_cap(self, organisation_id: str, team_id: str, most: int) -> None:
        """Set the most hostile calls in a row for a team."""
        self._database.write(
            "INSERT INTO care_settings (organisation_id, team_id, hostile_in_a_row) VALUES (?, ?, ?) ON CONFLICT (organisation_id, team_id) DO UPDATE SET hostile_in_a_row = excluded.hostile_in_a_row",
            [organisation_id, team_id, most],
        )
