"""Passwords, sign-in failures, single sign-on subjects and the audit log in SQLite."""
from __future__ import annotations

from datetime import datetime

from trainer.domain.people import Person, Role
from trainer.domain.text import Model
from trainer.storage.database import Database


class Secret(Model):
    """How a person signs in; None where no password is set."""

    person_id: str
    password_hash: str | None
    must_change: bool


class AuditEntry(Model):
    """Who did what to whom, when."""

    at: datetime
    actor_id: str
    action: str
    subject: str
    detail: str


class SqliteAccounts:
    """The account store on one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def secret_for(self, email: str) -> Secret | None:
        """How the person of that address signs in, whatever its case."""
        row = self._database.row("SELECT id, password_hash, must_change_password FROM people WHERE LOWER(email) = LOWER(?)", [email])
        return Secret(person_id=row["id"], password_hash=row["password_hash"], must_change=bool(row["must_change_password"])) if row else None

    def must_change(self, person_id: str) -> bool:
        """Whether the person has to choose a password before anything else."""
        row = self._database.row("SELECT must_change_password AS it FROM people WHERE id = ?", [person_id])
        return bool(row and row["it"])

    def password_hash(self, person_id: str) -> str | None:
        """The stored hash of a person's password."""
        row = self._database.row("SELECT password_hash FROM people WHERE id = ?", [person_id])
        return row["password_hash"] if row else None

    def set_password(self, person_id: str, password_hash: str, must_change: bool) -> None:
        """Replace a password's hash."""
        self._database.write("UPDATE people SET password_hash = ?, must_change_password = ? WHERE id = ?", [password_hash, must_change, person_id])

    def set_active(self, person_id: str, active: bool) -> None:
        """Lock or unlock a person."""
        self._database.write("UPDATE people SET active = ? WHERE id = ?", [active, person_id])

    def set_place(self, person_id: str, team_id: str | None, roles: tuple[Role, ...]) -> None:
        """Move a person to a team and give exactly these roles."""
        with self._database.transaction():
            self._database.write("UPDATE people SET team_id = ? WHERE id = ?", [team_id, person_id])
            self._database.write("DELETE FROM person_roles WHERE person_id = ?", [person_id])
            for role in roles:
                self._database.write("INSERT INTO person_roles (person_id, role) VALUES (?, ?)", [person_id, role])

    def set_started_on(self, person_id: str, day: str) -> None:
        """Note the first day of a person, which is their cohort."""
        self._database.write("UPDATE people SET started_on = ? WHERE id = ?", [day, person_id])

    def started_on(self, organisation_id: str) -> dict[str, str]:
        """First day by person, where known."""
        rows = self._database.rows("SELECT id, started_on FROM people WHERE organisation_id = ? AND started_on IS NOT NULL", [organisation_id])
        return {row["id"]: row["started_on"] for row in rows}

    def by_subject(self, subject: str) -> str | None:
        """The person of a single sign-on subject."""
        row = self._database.row("SELECT id FROM people WHERE sso_subject = ?", [subject])
        return row["id"] if row else None

    def bind_subject(self, person_id: str, subject: str) -> None:
        """Bind a single sign-on subject to a person."""
        self._database.write("UPDATE people SET sso_subject = ? WHERE id = ?", [subject, person_id])

    def failures_since(self, email: str, since: datetime) -> int:
        """Failed sign-ins for an address since a moment."""
        row = self._database.row("SELECT COUNT(*) AS n FROM sign_in_failures WHERE email = LOWER(?) AND at > ?", [email, since.isoformat()])
        return int(row["n"]) if row else 0

    def add_failure(self, email: str, at: datetime) -> None:
        """Note a failed sign-in."""
        self._database.write("INSERT INTO sign_in_failures (email, at) VALUES (LOWER(?), ?)", [email, at.isoformat()])

    def forget_failures(self, email: str) -> None:
        """Forget the failures of an address once it has signed in."""
        self._database.write("DELETE FROM sign_in_failures WHERE email = LOWER(?)", [email])

    def note(self, organisation_id: str, at: datetime, actor: Person, action: str, subject: str, detail: str = "") -> None:
        """Write a line of the audit log."""
        self._database.write(
            "INSERT INTO audit_log (organisation_id, at, actor_id, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?)",
            [organisation_id, at.isoformat(), actor.id, action, subject, detail],
        )

    def audit(self, organisation_id: str, limit: int, offset: int = 0) -> list[AuditEntry]:
        """The audit log, newest first."""
        rows = self._database.rows(
            "SELECT at, actor_id, action, subject, detail FROM audit_log WHERE organisation_id = ? ORDER BY id DESC LIMIT ? OFFSET ?", [organisation_id, limit, offset]
        )
        return [AuditEntry.model_validate(row) for row in rows]
