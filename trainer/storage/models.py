"""Settings, keys, use and second opinions of language models in SQLite; keys leave only towards the client."""
from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from trainer.domain.text import Model
from trainer.storage.database import Database


class UseRow(Model):
    """What one team used in one month."""

    team_id: str
    answers: int
    tokens_in: int
    tokens_out: int
    cost: Decimal


class CallUse(Model):
    """What one call used in one month."""

    call_id: str
    person_id: str | None
    answers: int
    tokens_in: int
    tokens_out: int
    cost: Decimal


class Opinion(Model):
    """A second opinion on one turn, as it was given; `prompt` names file and version."""

    call_id: str
    turn: int
    prompt: str
    model: str
    body: str
    given_at: datetime


class SqliteModels:
    """The store of model settings on one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save_settings(self, organisation_id: str, body: str) -> None:
        """Replace an organisation's settings (JSON without keys)."""
        self._database.write(
            "INSERT INTO model_settings (organisation_id, body) VALUES (?, ?) ON CONFLICT (organisation_id) DO UPDATE SET body = excluded.body", [organisation_id, body]
        )

    def settings(self, organisation_id: str) -> str | None:
        """An organisation's settings, None where there are none."""
        row = self._database.row("SELECT body FROM model_settings WHERE organisation_id = ?", [organisation_id])
        return row["body"] if row else None

    def save_key(self, organisation_id: str, endpoint: str, secret: str) -> None:
        """Replace the key of an endpoint."""
        self._database.write(
            "INSERT INTO model_keys (organisation_id, endpoint, secret) VALUES (?, ?, ?) ON CONFLICT (organisation_id, endpoint) DO UPDATE SET secret = excluded.secret",
            [organisation_id, endpoint, secret],
        )

    def keys(self, organisation_id: str) -> dict[str, str]:
        """Keys by endpoint; for the client only."""
        return {row["endpoint"]: row["secret"] for row in self._database.rows("SELECT endpoint, secret FROM model_keys WHERE organisation_id = ?", [organisation_id])}

    def forget_key(self, organisation_id: str, endpoint: str) -> None:
        """Remove the key of an endpoint."""
        self._database.write("DELETE FROM model_keys WHERE organisation_id = ? AND endpoint = ?", [organisation_id, endpoint])

    def add_use(self, organisation_id: str, month: str, team_id: str, call_id: str, endpoint: str, tokens_in: int, tokens_out: int, cost: Decimal) -> None:
        """Count one answer."""
        with self._database.transaction():
            key = [organisation_id, month, team_id, call_id, endpoint]
            row = self._database.row(
                "SELECT answers, tokens_in, tokens_out, cost FROM model_use WHERE organisation_id = ? AND month = ? AND team_id = ? AND call_id = ? AND endpoint = ?", key
            ) or {"answers": 0, "tokens_in": 0, "tokens_out": 0, "cost": "0"}
            self._database.write(
                "INSERT INTO model_use (organisation_id, month, team_id, call_id, endpoint, answers, tokens_in, tokens_out, cost) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (organisation_id, month, team_id, call_id, endpoint) DO UPDATE SET answers = excluded.answers, tokens_in = excluded.tokens_in, "
                "tokens_out = excluded.tokens_out, cost = excluded.cost",
                [*key, row["answers"] + 1, row["tokens_in"] + tokens_in, row["tokens_out"] + tokens_out, str(Decimal(row["cost"]) + cost)],
            )

    def used(self, organisation_id: str, month: str) -> list[UseRow]:
        """What each team used in a month ("2026-11")."""
        sums: dict[str, UseRow] = {}
        for row in self._database.rows("SELECT team_id, answers, tokens_in, tokens_out, cost FROM model_use WHERE organisation_id = ? AND month = ?", [organisation_id, month]):
            before = sums.get(row["team_id"], UseRow(team_id=row["team_id"], answers=0, tokens_in=0, tokens_out=0, cost=Decimal(0)))
            sums[row["team_id"]] = UseRow(
                team_id=row["team_id"], answers=before.answers + row["answers"], tokens_in=before.tokens_in + row["tokens_in"],
                tokens_out=before.tokens_out + row["tokens_out"], cost=before.cost + Decimal(row["cost"]),
            )
        return sorted(sums.values(), key=lambda found: found.team_id)

    def used_by_calls(self, organisation_id: str, month: str, limit: int) -> list[CallUse]:
        """What single calls used in a month ("2026-11"), those with most tokens first."""
        rows = self._database.rows(
            "SELECT u.call_id, c.person_id, SUM(u.answers) AS answers, SUM(u.tokens_in) AS tokens_in, SUM(u.tokens_out) AS tokens_out, GROUP_CONCAT(u.cost) AS costs FROM model_use u "
            "LEFT JOIN calls c ON c.id = u.call_id WHERE u.organisation_id = ? AND u.month = ? AND u.call_id <> '' GROUP BY u.call_id ORDER BY SUM(u.tokens_in + u.tokens_out) DESC, u.call_id LIMIT ?",
            [organisation_id, month, limit],
        )
        return [CallUse.model_validate({**{k: v for k, v in row.items() if k != "costs"}, "cost": sum(map(Decimal, row["costs"].split(",")), Decimal(0))}) for row in rows]

    def asked_turns(self, organisation_id: str) -> list[Opinion]:
        """Every second opinion of an organisation, for measuring how far the model agrees with people."""
        rows = self._database.rows("SELECT o.* FROM second_opinions o JOIN calls c ON c.id = o.call_id WHERE c.organisation_id = ? ORDER BY o.call_id, o.turn", [organisation_id])
        return [Opinion.model_validate(row) for row in rows]

    def used_in_call(self, call_id: str) -> UseRow | None:
        """What one call used, None where it used nothing."""
        rows = self._database.rows("SELECT team_id, answers, tokens_in, tokens_out, cost FROM model_use WHERE call_id = ?", [call_id])
        if not rows:
            return None
        return UseRow(
            team_id=rows[0]["team_id"], answers=sum(row["answers"] for row in rows), tokens_in=sum(row["tokens_in"] for row in rows),
            tokens_out=sum(row["tokens_out"] for row in rows), cost=sum((Decimal(row["cost"]) for row in rows), Decimal(0)),
        )

    def add_opinion(self, opinion: Opinion) -> None:
        """Keep a second opinion; the first one given on a turn stays."""
        body = opinion.model_dump(mode="json")
        self._database.write(
            "INSERT INTO second_opinions (call_id, turn, prompt, model, body, given_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [body[name] for name in Opinion.model_fields],
        )

    def opinions(self, call_id: str) -> list[Opinion]:
        """The second opinions of a call in order of turns."""
        return [Opinion.model_validate(row) for row in self._database.rows("SELECT * FROM second_opinions WHERE call_id = ? ORDER BY turn", [call_id])]
