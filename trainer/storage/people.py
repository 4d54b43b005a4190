"""Organisations, teams, people and signed-in devices in SQLite."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from trainer.domain.people import Person, Team
from trainer.storage.database import Database, Row

_PERSON_COLUMNS = "id, organisation_id, team_id, name, email, language, active"


class SqlitePeople:
    """The people store on one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def transaction(self) -> AbstractContextManager[Any]:
        """A read-then-write transaction; nested use joins the outer one."""
        return self._database.transaction()

    def emails(self) -> frozenset[str]:
        """Every address in use, in lower case."""
        return frozenset(row["email"] for row in self._database.rows("SELECT LOWER(email) AS email FROM people"))

    def add_organisation(self, organisation_id: str, name: str, is_demo: bool, at: datetime) -> None:
        """See `PeopleStore.add_organisation`."""
        self._database.write(
            "INSERT INTO organisations (id, name, is_demo, created_at) VALUES (?, ?, ?, ?)", [organisation_id, name, is_demo, at.isoformat()]
        )

    def organisations(self) -> list[dict[str, Any]]:
        """See `PeopleStore.organisations`."""
        return self._database.rows("SELECT id, name, is_demo FROM organisations ORDER BY created_at, id")

    def remove_organisation(self, organisation_id: str) -> None:
        """See `PeopleStore.remove_organisation`."""
        with self._database.transaction():
            self._database.write("UPDATE people SET team_id = NULL WHERE organisation_id = ?", [organisation_id])
            self._database.write("UPDATE calls SET parent_call_id = NULL WHERE organisation_id = ?", [organisation_id])
            self._database.write("DELETE FROM organisations WHERE id = ?", [organisation_id])

    def add_team(self, team: Team) -> None:
        """See `PeopleStore.add_team`."""
        self._database.write("INSERT INTO teams (id, organisation_id, name) VALUES (?, ?, ?)", [team.id, team.organisation_id, team.name])

    def teams(self, organisation_id: str) -> list[Team]:
        """See `PeopleStore.teams`."""
        rows = self._database.rows("SELECT id, organisation_id, name FROM teams WHERE organisation_id = ? ORDER BY name", [organisation_id])
        return [Team.model_validate(row) for row in rows]

    def add_person(self, person: Person, at: datetime) -> None:
        """See `PeopleStore.add_person`."""
        with self._database.transaction():
            self._database.write(
                f"INSERT INTO people ({_PERSON_COLUMNS}, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [person.id, person.organisation_id, person.team_id, person.name, person.email, person.language, person.active, at.isoformat()],
            )
            for role in person.roles:
                self._database.write("INSERT INTO person_roles (person_id, role) VALUES (?, ?)", [person.id, role])

    def person(self, person_id: str) -> Person | None:
        """See `PeopleStore.person`."""
        row = self._database.row(
            f"SELECT {_PERSON_COLUMNS}, (SELECT GROUP_CONCAT(role) FROM person_roles WHERE person_id = people.id) AS roles FROM people WHERE id = ?", [person_id]
        )
        return _person(row, sorted(row["roles"].split(",")) if row["roles"] else []) if row is not None else None

    def people(self, organisation_id: str) -> list[Person]:
        """See `PeopleStore.people`."""
        roles: dict[str, list[str]] = defaultdict(list)
        sql = "SELECT person_id, role FROM person_roles JOIN people ON people.id = person_id WHERE organisation_id = ? ORDER BY role"
        for row in self._database.rows(sql, [organisation_id]):
            roles[row["person_id"]].append(row["role"])
        rows = self._database.rows(f"SELECT {_PERSON_COLUMNS} FROM people WHERE organisation_id = ? ORDER BY name, id", [organisation_id])
        return [_person(row, roles[row["id"]]) for row in rows]

    def of_teams(self, organisation_id: str, team_ids: Sequence[str], role: str) -> list[Person]:
        """Active people who have a role, of some teams or of all where none are named, without their other roles."""
        condition = f" AND p.team_id IN ({', '.join('?' for _ in team_ids)})" if team_ids else ""
        rows = self._database.rows(
            f"SELECT {', '.join(f'p.{name}' for name in _PERSON_COLUMNS.split(', '))} FROM people p JOIN person_roles r ON r.person_id = p.id AND r.role = ? "
            f"WHERE p.organisation_id = ? AND p.active = 1{condition} ORDER BY p.name, p.id",
            [role, organisation_id, *team_ids],
        )
        return [_person(row, [role]) for row in rows]

    def sizes(self, organisation_id: str, team_ids: Sequence[str], role: str) -> dict[str, int]:
        """How many active people have a role, by team ("" for those of no team); of some teams or of all where none are named."""
        condition = f" AND p.team_id IN ({', '.join('?' for _ in team_ids)})" if team_ids else ""
        rows = self._database.rows(
            "SELECT COALESCE(p.team_id, '') AS team_id, COUNT(*) AS people FROM people p JOIN person_roles r ON r.person_id = p.id AND r.role = ? "
            f"WHERE p.organisation_id = ? AND p.active = 1{condition} GROUP BY 1",
            [role, organisation_id, *team_ids],
        )
        return {row["team_id"]: row["people"] for row in rows}

    def among(self, organisation_id: str, team_ids: Sequence[str], person_ids: Sequence[str]) -> frozenset[str]:
        """Those of these ids that are people of the organisation, and of these teams where any are named."""
        teams = f" AND team_id IN ({', '.join('?' for _ in team_ids)})" if team_ids else ""
        found = self._database.rows(
            f"SELECT id FROM people WHERE organisation_id = ? AND id IN ({', '.join('?' for _ in person_ids)}){teams}", [organisation_id, *person_ids, *team_ids]
        )
        return frozenset(row["id"] for row in found)

    def set_language(self, person_id: str, language: str) -> None:
        """See `PeopleStore.set_language`."""
        self._database.write("UPDATE people SET language = ? WHERE id = ?", [language, person_id])


def _person(row: Row, roles: list[str]) -> Person:
    return Person.model_validate({**row, "active": bool(row["active"]), "roles": tuple(roles)})


class SqliteDevices:
    """Signed-in devices and tickets on one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_ticket(self, ticket_hash: str, person_id: str, expires_at: datetime) -> None:
        """See `DeviceStore.add_ticket`."""
        self._database.write(
            "INSERT INTO sign_in_tickets (ticket_hash, person_id, expires_at) VALUES (?, ?, ?)", [ticket_hash, person_id, expires_at.isoformat()]
        )

    def claim_ticket(self, ticket_hash: str, now: datetime) -> str | None:
        """See `DeviceStore.claim_ticket`."""
        with self._database.transaction():
            row = self._database.row(
                "SELECT person_id FROM sign_in_tickets WHERE ticket_hash = ? AND used_at IS NULL AND expires_at > ?", [ticket_hash, now.isoformat()]
            )
            self._database.write("DELETE FROM sign_in_tickets WHERE ticket_hash = ? OR expires_at <= ?", [ticket_hash, now.isoformat()])
        return row["person_id"] if row else None

    def add_device(self, token_hash: str, person_id: str, created_at: datetime, expires_at: datetime) -> None:
        """See `DeviceStore.add_device`."""
        self._database.write(
            "INSERT INTO device_tokens (token_hash, person_id, created_at, expires_at) VALUES (?, ?, ?, ?)",
            [token_hash, person_id, created_at.isoformat(), expires_at.isoformat()],
        )

    def device_person(self, token_hash: str, now: datetime) -> str | None:
        """See `DeviceStore.device_person`."""
        row = self._database.row(
            "SELECT person_id FROM device_tokens WHERE token_hash = ? AND revoked_at IS NULL AND expires_at > ?", [token_hash, now.isoformat()]
        )
        return row["person_id"] if row else None

    def revoke_device(self, token_hash: str, now: datetime) -> None:
        """See `DeviceStore.revoke_device`."""
        self._database.write("UPDATE device_tokens SET revoked_at = ? WHERE token_hash = ? AND revoked_at IS NULL", [now.isoformat(), token_hash])

    def revoke_person(self, person_id: str, now: datetime) -> None:
        """See `DeviceStore.revoke_person`."""
        self._database.write("UPDATE device_tokens SET revoked_at = ? WHERE person_id = ? AND revoked_at IS NULL", [now.isoformat(), person_id])
