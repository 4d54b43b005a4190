"""Certificates in SQLite; nothing of one changes but its revocation."""
from __future__ import annotations

from datetime import date, datetime

from trainer.domain.text import Model
from trainer.storage.database import Database


class Certificate(Model):
    """One certificate; `evidence` is the JSON it was earned with and `digest` its SHA-256."""

    number: str
    organisation_id: str
    person_id: str
    standard: str
    issued_by: str
    issued_at: datetime
    expires_on: date
    evidence: str
    digest: str
    revoked_by: str | None = None
    revoked_at: datetime | None = None
    revoked_why: str | None = None


class SqliteCertificates:
    """The certificate store on one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, certificate: Certificate) -> None:
        """Store a new certificate."""
        body = certificate.model_dump(mode="json")
        names = tuple(Certificate.model_fields)
        self._database.write(f"INSERT INTO certificates ({', '.join(names)}) VALUES ({', '.join('?' for _ in names)})", [body[name] for name in names])

    def get(self, number: str) -> Certificate | None:
        """The certificate of that number, or None."""
        row = self._database.row("SELECT * FROM certificates WHERE number = ?", [number])
        return Certificate.model_validate(row) if row else None

    def of_organisation(self, organisation_id: str) -> list[Certificate]:
        """All certificates of an organisation, the next to expire first."""
        rows = self._database.rows("SELECT * FROM certificates WHERE organisation_id = ? ORDER BY expires_on, number", [organisation_id])
        return [Certificate.model_validate(row) for row in rows]

    def current(self, person_id: str, today: date) -> Certificate | None:
        """The certificate that stands for a person today, or None."""
        row = self._database.row(
            "SELECT * FROM certificates WHERE person_id = ? AND revoked_at IS NULL AND expires_on >= ? ORDER BY expires_on DESC LIMIT 1", [person_id, today.isoformat()]
        )
        return Certificate.model_validate(row) if row else None

    def last_revoked(self, person_id: str) -> datetime | None:
        """When a certificate of this person was last taken back, or None."""
        row = self._database.row("SELECT MAX(revoked_at) AS at FROM certificates WHERE person_id = ?", [person_id])
        return datetime.fromisoformat(row["at"]) if row and row["at"] else None

    def revoke(self, number: str, by: str, at: datetime, why: str) -> None:
        """Note a revocation once."""
        self._database.write(
            "UPDATE certificates SET revoked_by = ?, revoked_at = ?, revoked_why = ? WHERE number = ? AND revoked_at IS NULL", [by, at.isoformat(), why, number]
        )
