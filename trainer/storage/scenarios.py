"""Scenarios that leads wrote, in SQLite; a saved version is never changed but in its status."""
from __future__ import annotations

from datetime import datetime
from typing import Literal

from trainer.domain.text import Model
from trainer.storage.database import Database

AuthoredStatus = Literal["draft", "published", "withdrawn"]
_COLUMNS = "organisation_id, scenario_id, version, status, text, author_id, saved_at"


class Authored(Model):
    """One saved version of a scenario written in the studio; `text` is its YAML."""

    organisation_id: str
    scenario_id: str
    version: int
    status: AuthoredStatus
    text: str
    author_id: str
    saved_at: datetime


class SqliteScenarios:
    """The store of authored scenarios on one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, authored: Authored) -> bool:
        """Store a version; False when that version was stored already."""
        body = authored.model_dump(mode="json")
        changed = self._database.write(
            f"INSERT INTO authored_scenarios ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", [body[name] for name in Authored.model_fields]
        )
        return changed == 1

    def versions(self, organisation_id: str, scenario_id: str | None = None) -> list[Authored]:
        """All versions of an organisation, or of one scenario, newest version first."""
        condition, values = ("AND scenario_id = ?", [organisation_id, scenario_id]) if scenario_id else ("", [organisation_id])
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM authored_scenarios WHERE organisation_id = ? {condition} ORDER BY scenario_id, version DESC", values
        )
        return [Authored.model_validate(row) for row in rows]

    def version(self, organisation_id: str, scenario_id: str, version: int) -> Authored | None:
        """One version, or None."""
        found = [item for item in self.versions(organisation_id, scenario_id) if item.version == version]
        return found[0] if found else None

    def set_status(self, organisation_id: str, scenario_id: str, version: int, status: AuthoredStatus) -> None:
        """Publish a version (any other published one of that scenario is withdrawn) or withdraw it."""
        with self._database.transaction():
            if status == "published":
                self._database.write(
                    "UPDATE authored_scenarios SET status = 'withdrawn' WHERE organisation_id = ? AND scenario_id = ? AND status = 'published'",
                    [organisation_id, scenario_id],
                )
            self._database.write(
                "UPDATE authored_scenarios SET status = ? WHERE organisation_id = ? AND scenario_id = ? AND version = ?",
                [status, organisation_id, scenario_id, version],
            )

    def stamp(self, organisation_id: str) -> str:
        """Changes whenever a version is saved or published, so that readers know when to read again."""
        row = self._database.row(
            "SELECT COUNT(*) AS n, COALESCE(MAX(saved_at), '') AS last, COALESCE(SUM(version * (CASE status WHEN 'published' THEN 7 WHEN 'draft' THEN 3 ELSE 1 END)), 0) AS mix "
            "FROM authored_scenarios WHERE organisation_id = ?",
            [organisation_id],
        )
        return f"{row['n']}:{row['last']}:{row['mix']}" if row else ""
