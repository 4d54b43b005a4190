"""Verdicts, comments, appeals and model calls in SQLite."""
from __future__ import annotations

from datetime import datetime
from typing import Literal

from trainer.domain.text import Model
from trainer.storage.database import Database, Row

ItemKind = Literal["finding", "criterion", "overall", "opinion"]


class Verdict(Model):
    """What a person says of one judged item. `value` 0-1 is their own score (a finding: 1 stands, 0 does not); blind ones were given unseen."""

    id: str
    call_id: str
    reviewer_id: str
    item_kind: ItemKind
    item_id: str
    agrees: bool
    value: float | None
    machine_value: float | None
    reason: str
    blind: bool
    given_at: datetime


class Comment(Model):
    """A remark at one line of a call."""

    id: str
    call_id: str
    turn: int
    author_id: str
    text: str
    made_at: datetime


class Appeal(Model):
    """A trainee's one appeal against an item, and its answer."""

    id: str
    call_id: str
    item_kind: ItemKind
    item_id: str
    text: str
    made_at: datetime
    answered_by: str | None = None
    answer: str | None = None
    upheld: bool | None = None
    answered_at: datetime | None = None


class SqliteReviews:
    """The review store on one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_verdict(self, verdict: Verdict) -> None:
        """Store a verdict; the reviewer's earlier one on the same item is replaced."""
        body = verdict.model_dump(mode="json")
        names = tuple(Verdict.model_fields)
        self._database.write(
            f"INSERT INTO verdicts ({', '.join(names)}) VALUES ({', '.join('?' for _ in names)}) ON CONFLICT (call_id, reviewer_id, item_kind, item_id) DO UPDATE SET "
            "agrees = excluded.agrees, value = excluded.value, machine_value = excluded.machine_value, reason = excluded.reason, blind = excluded.blind, given_at = excluded.given_at",
            [body[name] for name in names],
        )

    def verdicts(self, call_id: str) -> list[Verdict]:
        """All verdicts on a call, oldest first."""
        return [Verdict.model_validate(row) for row in self._database.rows("SELECT * FROM verdicts WHERE call_id = ? ORDER BY given_at, id", [call_id])]

    def pairs(self, organisation_id: str) -> list[Row]:
        """Every item with the machine's value and a person's: item_kind, item_id, machine_value, value, reviewer_id, call_id, blind."""
        return self._database.rows(
            "SELECT v.item_kind, v.item_id, v.machine_value, v.value, v.reviewer_id, v.call_id, v.blind FROM verdicts v JOIN calls c ON c.id = v.call_id "
            "WHERE c.organisation_id = ? AND v.value IS NOT NULL ORDER BY v.call_id, v.item_kind, v.item_id, v.reviewer_id",
            [organisation_id],
        )

    def add_comment(self, comment: Comment) -> None:
        """Store a remark."""
        body = comment.model_dump(mode="json")
        self._database.write("INSERT INTO comments (id, call_id, turn, author_id, text, made_at) VALUES (?, ?, ?, ?, ?, ?)", [body[name] for name in Comment.model_fields])

    def comments(self, call_id: str) -> list[Comment]:
        """The remarks on a call by line."""
        return [Comment.model_validate(row) for row in self._database.rows("SELECT * FROM comments WHERE call_id = ? ORDER BY turn, made_at", [call_id])]

    def add_appeal(self, appeal: Appeal) -> bool:
        """Store an appeal; False when that item was appealed before."""
        body = appeal.model_dump(mode="json")
        return bool(
            self._database.write(
                "INSERT INTO appeals (id, call_id, item_kind, item_id, text, made_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [body[name] for name in ("id", "call_id", "item_kind", "item_id", "text", "made_at")],
            )
        )

    def appeals(self, call_id: str) -> list[Appeal]:
        """The appeals in a call."""
        return [Appeal.model_validate(row) for row in self._database.rows("SELECT * FROM appeals WHERE call_id = ? ORDER BY made_at, id", [call_id])]

    def appeal(self, appeal_id: str) -> Appeal | None:
        """One appeal."""
        row = self._database.row("SELECT * FROM appeals WHERE id = ?", [appeal_id])
        return Appeal.model_validate(row) if row else None

    def answer(self, appeal_id: str, by: str, answer: str, upheld: bool, at: datetime) -> bool:
        """Answer an appeal once; False when it was answered before."""
        return bool(
            self._database.write(
                "UPDATE appeals SET answered_by = ?, answer = ?, upheld = ?, answered_at = ? WHERE id = ? AND answered_at IS NULL", [by, answer, upheld, at.isoformat(), appeal_id]
            )
        )

    def mark_model(self, team_id: str, call_id: str, by: str, at: datetime) -> None:
        """Keep a call as a model for a team."""
        self._database.write("INSERT INTO team_models (team_id, call_id, marked_by, marked_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", [team_id, call_id, by, at.isoformat()])

    def models(self, team_id: str) -> list[str]:
        """The calls kept as models for a team, newest first."""
        return [row["call_id"] for row in self._database.rows("SELECT call_id FROM team_models WHERE team_id = ? ORDER BY marked_at DESC", [team_id])]

    def mark_reviewed(self, call_id: str, by: str, at: datetime) -> None:
        """Note that a call has been looked at, and take it out of the queue."""
        with self._database.transaction():
            self._database.write("INSERT INTO reviewed_calls (call_id, reviewer_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", [call_id, by, at.isoformat()])
            self._database.write("UPDATE judged_calls SET waits = NULL WHERE call_id = ?", [call_id])

    def waiting(self, organisation_id: str, team_id: str | None, not_of: str, limit: int) -> list[Row]:
        """Calls that wait: first those with an open appeal, then those nobody has reviewed, by what is in them and newest first; none of one person."""
        condition, values = (" AND j.team_id = ?", [team_id]) if team_id is not None else ("", [])
        columns = "j.call_id, j.person_id, p.name, j.scenario_id, j.mode, c.started_at, j.overall, json_extract(s.body, '$.findings') AS findings"
        tables = "judged_calls j JOIN people p ON p.id = j.person_id JOIN calls c ON c.id = j.call_id JOIN scorecards s ON s.call_id = j.call_id AND s.ordinal = 0"
        appealed = self._database.rows(
            # CROSS JOIN keeps SQLite from beginning with every judged call instead of the few open appeals.
            f"SELECT {columns}, 0 AS waits FROM (SELECT DISTINCT call_id FROM appeals WHERE answered_at IS NULL) a CROSS JOIN {tables} "
            f"WHERE a.call_id = j.call_id AND j.organisation_id = ?{condition} AND j.private = 0 AND j.person_id <> ? ORDER BY c.started_at LIMIT ?",
            [organisation_id, *values, not_of, limit],
        )
        rest = self._database.rows(
            f"SELECT {columns}, j.waits FROM {tables} WHERE j.organisation_id = ?{condition} AND j.waits IS NOT NULL AND j.person_id <> ? ORDER BY j.waits, j.day DESC LIMIT ?",
            [organisation_id, *values, not_of, limit],
        )
        known = {row["call_id"] for row in appealed}
        return [*appealed, *(row for row in rest if row["call_id"] not in known)][:limit]

    def waiting_count(self, organisation_id: str, team_id: str | None, not_of: str) -> int:
        """How many calls wait for review."""
        condition, values = (" AND team_id = ?", [team_id]) if team_id is not None else ("", [])
        row = self._database.row(f"SELECT COALESCE(SUM(calls), 0) AS n FROM floor_waiting WHERE organisation_id = ?{condition} AND person_id <> ?", [organisation_id, *values, not_of])
        return int(row["n"]) if row else 0
