"""Calls, turns, records and scorecards in SQLite."""
from __future__ import annotations

import uuid
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from trainer.domain.call import CallRecord, CaseTruth, Turn
from trainer.domain.judgement import Scorecard
from trainer.domain.stored import CallStatus, StoredCall, StoredScore
from trainer.storage.database import Database, Row

_CALL_COLUMNS = tuple(StoredCall.model_fields)
_CHUNK = 500


def _call(row: Row) -> StoredCall:
    return StoredCall.model_validate(row)


def _score(row: Row) -> StoredScore:
    return StoredScore(
        id=row["id"],
        call_id=row["call_id"],
        made_at=row["made_at"],
        ordinal=row["ordinal"],
        scorecard=Scorecard.model_validate_json(row["body"]),
        truth=CaseTruth.model_validate_json(row["truth"]) if row["truth"] else None,
    )


class SqliteCalls:
    """The call store on one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def transaction(self) -> AbstractContextManager[Any]:
        """See `CallStore.transaction`."""
        return self._database.transaction()

    def add(self, call: StoredCall) -> None:
        """See `CallStore.add`."""
        body = call.model_dump(mode="json")
        marks = ", ".join("?" for _ in _CALL_COLUMNS)
        self._database.write(f"INSERT INTO calls ({', '.join(_CALL_COLUMNS)}) VALUES ({marks})", [body[name] for name in _CALL_COLUMNS])

    def get(self, call_id: str) -> StoredCall | None:
        """See `CallStore.get`."""
        row = self._database.row(f"SELECT {', '.join(_CALL_COLUMNS)} FROM calls WHERE id = ?", [call_id])
        return _call(row) if row else None

    def of_person(self, person_id: str) -> list[StoredCall]:
        """See `CallStore.of_person`."""
        sql = f"SELECT {', '.join(_CALL_COLUMNS)} FROM calls WHERE person_id = ? ORDER BY started_at DESC, id"
        return [_call(row) for row in self._database.rows(sql, [person_id])]

    def retries_of(self, call_id: str) -> list[StoredCall]:
        """See `CallStore.retries_of`."""
        sql = f"SELECT {', '.join(_CALL_COLUMNS)} FROM calls WHERE parent_call_id = ? ORDER BY started_at, id"
        return [_call(row) for row in self._database.rows(sql, [call_id])]

    def set_status(self, call_id: str, status: CallStatus, at: datetime, ended_by: str | None = None) -> None:
        """See `CallStore.set_status`."""
        self._database.write(
            "UPDATE calls SET status = ?, ended_at = COALESCE(ended_at, ?), ended_by = COALESCE(ended_by, ?) WHERE id = ?",
            [status, None if status is CallStatus.OPEN else at.isoformat(), ended_by, call_id],
        )

    def share(self, call_id: str) -> None:
        """See `CallStore.share`."""
        self._database.write("UPDATE calls SET shared = 1 WHERE id = ?", [call_id])

    def turns(self, call_id: str) -> list[Turn]:
        """See `CallStore.turns`."""
        rows = self._database.rows("SELECT body FROM turns WHERE call_id = ? ORDER BY idx", [call_id])
        return [Turn.model_validate_json(row["body"]) for row in rows]

    def add_turn(self, call_id: str, turn: Turn, at: datetime) -> bool:
        """See `CallStore.add_turn`."""
        changed = self._database.write(
            "INSERT INTO turns (call_id, idx, speaker, deed, text, body, said_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (call_id, idx) DO NOTHING",
            [call_id, turn.index, turn.speaker, turn.deed, turn.text, turn.model_dump_json(), at.isoformat()],
        )
        return changed == 1

    def turn_times(self, call_id: str) -> dict[int, datetime]:
        """See `CallStore.turn_times`."""
        rows = self._database.rows("SELECT idx, said_at FROM turns WHERE call_id = ? ORDER BY idx", [call_id])
        return {row["idx"]: datetime.fromisoformat(row["said_at"]) for row in rows}

    def save_record(self, call_id: str, record: CallRecord, at: datetime) -> None:
        """See `CallStore.save_record`."""
        self._database.write(
            "INSERT INTO call_records (call_id, body, written_at) VALUES (?, ?, ?) "
            "ON CONFLICT (call_id) DO UPDATE SET body = excluded.body, written_at = excluded.written_at",
            [call_id, record.model_dump_json(), at.isoformat()],
        )

    def record(self, call_id: str) -> CallRecord | None:
        """See `CallStore.record`."""
        row = self._database.row("SELECT body FROM call_records WHERE call_id = ?", [call_id])
        return CallRecord.model_validate_json(row["body"]) if row else None

    def add_score(self, call_id: str, scorecard: Scorecard, truth: CaseTruth | None, at: datetime) -> StoredScore:
        """See `CallStore.add_score`."""
        with self._database.transaction():
            row = self._database.row("SELECT COUNT(*) AS n FROM scorecards WHERE call_id = ?", [call_id])
            stored = StoredScore(id=uuid.uuid4().hex, call_id=call_id, made_at=at, ordinal=row["n"] if row else 0, scorecard=scorecard, truth=truth)
            self._database.write(
                "INSERT INTO scorecards (id, call_id, made_at, ordinal, overall, passed, rubric, rules, app, body, truth) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    stored.id, call_id, at.isoformat(), stored.ordinal, scorecard.overall, scorecard.passed, scorecard.versions.rubric,
                    scorecard.versions.rules, scorecard.versions.app, scorecard.model_dump_json(), truth.model_dump_json() if truth else None,
                ],
            )
        return stored

    def scores(self, call_id: str) -> list[StoredScore]:
        """See `CallStore.scores`."""
        return [_score(row) for row in self._database.rows("SELECT * FROM scorecards WHERE call_id = ? ORDER BY ordinal", [call_id])]

    def first_scores(self, call_ids: Iterable[str]) -> dict[str, StoredScore]:
        """See `CallStore.first_scores`."""
        wanted = list(call_ids)
        found: dict[str, StoredScore] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            marks = ", ".join("?" for _ in chunk)
            for row in self._database.rows(f"SELECT * FROM scorecards WHERE ordinal = 0 AND call_id IN ({marks})", chunk):
                found[row["call_id"]] = _score(row)
        return found
