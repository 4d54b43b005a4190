"""Batches of real calls in SQLite: taken in whole, scored one by one, never counted twice."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from trainer.domain.call import Transcript
from trainer.domain.judgement import Scorecard
from trainer.domain.stored import BatchScore
from trainer.storage.database import Database, Row

_LISTED = "idx, call_name, problem, overall, passed, fatal, findings, rubric, rules"
_ORDERS = {"idx": "idx", "overall": "overall", "fatal": "fatal DESC", "findings": "findings DESC", "call_name": "call_name"}


class SqliteBatches:
    """The batch store on one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save_mapping(self, organisation_id: str, name: str, body: str) -> None:
        """Keep a mapping under its name, replacing the one of that name."""
        self._database.write(
            "INSERT INTO intake_mappings (organisation_id, name, body) VALUES (?, ?, ?) ON CONFLICT (organisation_id, name) DO UPDATE SET body = excluded.body",
            [organisation_id, name, body],
        )

    def mappings(self, organisation_id: str) -> dict[str, str]:
        """Name to mapping (JSON) of an organisation."""
        rows = self._database.rows("SELECT name, body FROM intake_mappings WHERE organisation_id = ? ORDER BY name", [organisation_id])
        return {row["name"]: row["body"] for row in rows}

    def add(self, batch_id: str, organisation_id: str, made_by: str, name: str, at: datetime, calls: Iterable[tuple[str, Transcript | None, str | None]]) -> int:
        """Store a batch with all its calls in one transaction; each is (name, transcript, problem). Returns how many calls there are."""
        # Read whole before the store is held: reading and masking a large file takes long, and practice calls go on meanwhile.
        rows = [(batch_id, idx, call, transcript.model_dump_json() if transcript else None, problem) for idx, (call, transcript, problem) in enumerate(calls)]
        with self._database.transaction() as database:
            self._database.write(
                "INSERT INTO batches (id, organisation_id, made_by, name, made_at) VALUES (?, ?, ?, ?, ?)", [batch_id, organisation_id, made_by, name, at.isoformat()]
            )
            count = database.conn.executemany("INSERT INTO batch_calls (batch_id, idx, call_name, transcript, problem) VALUES (?, ?, ?, ?, ?)", rows).rowcount
        return max(int(count), 0)

    def batches(self, organisation_id: str) -> list[Row]:
        """The batches of an organisation, newest first: id, name, made_by, made_at, calls, scored, unusable."""
        return self._database.rows(
            "SELECT b.id, b.name, b.made_by, b.made_at, COUNT(c.idx) AS calls, COUNT(c.scorecard) AS scored, COUNT(c.problem) AS unusable "
            "FROM batches b LEFT JOIN batch_calls c ON c.batch_id = b.id WHERE b.organisation_id = ? GROUP BY b.id ORDER BY b.made_at DESC, b.id",
            [organisation_id],
        )

    def organisation_of(self, batch_id: str) -> str | None:
        """Whose batch it is, None when there is no such batch."""
        row = self._database.row("SELECT organisation_id FROM batches WHERE id = ?", [batch_id])
        return row["organisation_id"] if row else None

    def pending(self, batch_id: str, after: int, limit: int) -> list[tuple[int, str]]:
        """(index, transcript JSON) of calls still to be scored, after an index, in order."""
        sql = "SELECT idx, transcript FROM batch_calls WHERE batch_id = ? AND idx > ? AND scorecard IS NULL AND problem IS NULL ORDER BY idx LIMIT ?"
        return [(row["idx"], row["transcript"]) for row in self._database.rows(sql, [batch_id, after, limit])]

    def save_scores(self, batch_id: str, scored: Sequence[BatchScore]) -> int:
        """Store scorecards; one that is there already stays as it is. Returns how many were new."""
        values = [(one.overall, one.passed, one.fatal, one.findings, one.body, one.rubric, one.rules, batch_id, one.idx) for one in scored]
        with self._database.transaction() as database:
            stored = database.conn.executemany(
                "UPDATE batch_calls SET overall = ?, passed = ?, fatal = ?, findings = ?, scorecard = ?, rubric = ?, rules = ? WHERE batch_id = ? AND idx = ? AND scorecard IS NULL",
                values,
            ).rowcount
        return max(int(stored), 0)

    def rows(self, batch_id: str, *, order: str = "idx", only: str = "all", rule: str | None = None, limit: int = 200, offset: int = 0) -> list[Row]:
        """Calls of a batch as rows to sort and filter; `only` is all, failed, passed, unusable or pending."""
        conditions = {"all": "1", "failed": "passed = 0", "passed": "passed = 1", "unusable": "problem IS NOT NULL", "pending": "scorecard IS NULL AND problem IS NULL"}
        values: list[Any] = [batch_id]
        having_rule = ""
        if rule is not None:
            having_rule = " AND EXISTS (SELECT 1 FROM json_each(scorecard, '$.findings') f WHERE json_extract(f.value, '$.rule') = ?)"
            values.append(rule)
        sql = f"SELECT {_LISTED} FROM batch_calls WHERE batch_id = ? AND {conditions[only]}{having_rule} ORDER BY {_ORDERS[order]}, idx LIMIT ? OFFSET ?"
        return self._database.rows(sql, [*values, limit, offset])

    def call(self, batch_id: str, idx: int) -> tuple[Transcript, Scorecard | None] | None:
        """One call of a batch with its scorecard."""
        row = self._database.row("SELECT transcript, scorecard FROM batch_calls WHERE batch_id = ? AND idx = ?", [batch_id, idx])
        if row is None or row["transcript"] is None:
            return None
        return Transcript.model_validate_json(row["transcript"]), Scorecard.model_validate_json(row["scorecard"]) if row["scorecard"] else None
