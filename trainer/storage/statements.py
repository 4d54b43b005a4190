"""Learning-record statements waiting to be sent, and where to, in SQLite; the secret leaves only towards the record store."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trainer.domain.text import Model
from trainer.storage.database import Database, Row


class Waiting(Model):
    """One statement that has not arrived yet: its JSON, how often it was tried, and why it did not go through."""

    id: str
    organisation_id: str
    body: str
    made_at: datetime
    tries: int
    last_problem: str | None


class SqliteStatements:
    """The store of statements on one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save_settings(self, organisation_id: str, body: str, secret: str | None) -> None:
        """Replace where statements go (JSON without the secret); a secret that is not given again stays."""
        self._database.write(
            "INSERT INTO record_store_settings (organisation_id, body, secret) VALUES (?, ?, ?) "
            "ON CONFLICT (organisation_id) DO UPDATE SET body = excluded.body, secret = COALESCE(?, secret)",
            [organisation_id, body, secret or "", secret],
        )

    def settings(self, organisation_id: str) -> tuple[str, str] | None:
        """Where statements of an organisation go and the secret for it, None where nothing was set."""
        row = self._database.row("SELECT body, secret FROM record_store_settings WHERE organisation_id = ?", [organisation_id])
        return (row["body"], row["secret"]) if row else None

    def organisations(self) -> list[str]:
        """The organisations that have settings."""
        return [row["organisation_id"] for row in self._database.rows("SELECT organisation_id FROM record_store_settings ORDER BY organisation_id")]

    def untold(self, organisation_id: str, limit: int) -> list[str]:
        """Judged calls that others may see and of which no statement was made; exams only once their results are released."""
        rows = self._database.rows(
            "SELECT j.call_id FROM judged_calls j JOIN calls c ON c.id = j.call_id LEFT JOIN assignments a ON a.id = c.assignment_id "
            "WHERE j.organisation_id = ? AND j.private = 0 AND (j.mode = 'practice' OR a.id IS NULL OR a.released = 1) "
            "AND NOT EXISTS (SELECT 1 FROM told_calls t WHERE t.call_id = j.call_id) ORDER BY j.day, j.call_id LIMIT ?",
            [organisation_id, limit],
        )
        return [row["call_id"] for row in rows]

    def add(self, organisation_id: str, call_id: str, statements: Sequence[tuple[str, str]], at: datetime) -> None:
        """Keep the statements (id, JSON) of a call, once."""
        with self._database.transaction():
            if self._database.write("INSERT INTO told_calls (call_id) VALUES (?) ON CONFLICT DO NOTHING", [call_id]):
                for number, body in statements:
                    self._database.write(
                        "INSERT INTO statements (id, organisation_id, body, made_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", [number, organisation_id, body, at.isoformat()]
                    )

    def waiting(self, organisation_id: str, most_tries: int, limit: int) -> list[Waiting]:
        """Statements still to be sent, oldest first; those refused too often are left out."""
        rows = self._database.rows(
            "SELECT id, organisation_id, body, made_at, tries, last_problem FROM statements WHERE organisation_id = ? AND sent_at IS NULL AND tries < ? ORDER BY made_at, rowid LIMIT ?",
            [organisation_id, most_tries, limit],
        )
        return [Waiting.model_validate(row) for row in rows]

    def sent(self, ids: Sequence[str], at: datetime) -> None:
        """Note that statements arrived."""
        with self._database.transaction() as database:
            database.conn.executemany("UPDATE statements SET sent_at = ?, last_problem = NULL WHERE id = ?", [(at.isoformat(), number) for number in ids])

    def failed(self, ids: Sequence[str], problem: str, *, counts: bool) -> None:
        """Note why statements did not arrive; only a refusal of the statement itself counts as a try."""
        with self._database.transaction() as database:
            database.conn.executemany("UPDATE statements SET tries = tries + ?, last_problem = ? WHERE id = ?", [(int(counts), problem[:300], number) for number in ids])

    def again(self, organisation_id: str) -> int:
        """Let refused statements be tried anew; returns how many."""
        return self._database.write("UPDATE statements SET tries = 0 WHERE organisation_id = ? AND sent_at IS NULL AND tries > 0", [organisation_id])

    def bodies(self, organisation_id: str) -> list[str]:
        """The JSON of every statement made so far, oldest first."""
        return [row["body"] for row in self._database.rows("SELECT body FROM statements WHERE organisation_id = ? ORDER BY made_at, rowid", [organisation_id])]

    def counts(self, organisation_id: str, most_tries: int) -> Row:
        """How many statements were sent, wait, and were refused too often; the last problem."""
        row = self._database.row(
            "SELECT COUNT(sent_at) AS sent, SUM(sent_at IS NULL AND tries < ?) AS waiting, SUM(sent_at IS NULL AND tries >= ?) AS refused, "
            "MAX(CASE WHEN sent_at IS NULL THEN last_problem END) AS problem, MAX(sent_at) AS last_sent FROM statements WHERE organisation_id = ?",
            [most_tries, most_tries, organisation_id],
        )
        return {name: value or 0 if name in ("sent", "waiting", "refused") else value for name, value in (row or {}).items()}
