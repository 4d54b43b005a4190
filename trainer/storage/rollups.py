"""Roll-ups that dashboards and skill maps read; written in the same transaction as the score they come from."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trainer.domain.judgement import Scorecard
from trainer.domain.stored import StoredCall
from trainer.domain.text import Model
from trainer.storage.database import Database, Row

# Items of calls and of desk work alike; the person's id is asked for twice.
_ALL_ITEMS = (
    "SELECT person_id, day, skill, difficulty, score, criterion, call_id AS piece FROM judged_items WHERE person_id = ? "
    "UNION ALL SELECT person_id, day, skill, difficulty, score, criterion, piece_id AS piece FROM work_items WHERE person_id = ?"
)


class Piece(Model):
    """A judged piece of desk work: what it belongs to, whose it is, and whether it is private practice. `difficulty` is 1-5, `day` an ISO day."""

    id: str
    run_id: str
    organisation_id: str
    person_id: str
    team_id: str
    kind: str
    difficulty: int
    day: str
    private: bool


class Filter(Model):
    """Which judged calls a view looks at; empty means all. Days are inclusive ISO days; private practice is never in a view of others."""

    organisation_id: str
    team_ids: tuple[str, ...] = ()
    person_ids: tuple[str, ...] = ()
    first_day: str = "0000-00-00"
    last_day: str = "9999-99-99"
    jurisdiction: str | None = None
    language: str | None = None
    mode: str | None = None

    def where(self, columns: Sequence[str] = ("jurisdiction", "language", "mode")) -> tuple[str, list[object]]:
        """The condition and its values; only these columns of the optional ones exist in the table."""
        parts, values = ["organisation_id = ?", "day BETWEEN ? AND ?"], [self.organisation_id, self.first_day, self.last_day]
        for name, chosen in (("team_id", self.team_ids), ("person_id", self.person_ids)):
            if chosen:
                parts.append(f"{name} IN ({', '.join('?' for _ in chosen)})")
                values.extend(chosen)
        for name in columns:
            value = getattr(self, name)
            if value is not None:
                parts.append(f"{name} = ?")
                values.append(value)
        return " AND ".join(parts), list(values)


class ItemSum(Model):
    """Scored items of one skill on one day at one difficulty: how many, their sum and sum of squares (scores 0-1)."""

    person_id: str
    day: str
    skill: str
    difficulty: int
    items: int
    sum_score: float
    sum_squares: float


class SqliteRollups:
    """The roll-ups on one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, call: StoredCall, team_id: str | None, difficulty: int, jurisdiction: str, card: Scorecard, at: datetime) -> None:
        """Count a judged call; a call that is there already is not counted again.

        Private practice goes into the rows of its owner alone; the daily sums that others read take it in only once it is shared.
        """
        day, team, rubric = call.started_at.date().isoformat(), team_id or "", card.versions.rubric
        private = call.mode == "practice" and not call.shared and call.assignment_id is None
        with self._database.transaction():
            new = self._database.write(
                "INSERT INTO judged_calls (call_id, organisation_id, person_id, team_id, scenario_id, difficulty, jurisdiction, language, mode, rubric, day, hour, overall, passed, fatal, private) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (call_id) DO NOTHING",
                [
                    call.id, call.organisation_id, call.person_id, team, call.scenario_id, difficulty, jurisdiction, call.language, call.mode, rubric, day, call.started_at.hour,
                    card.overall, card.passed, sum(item.severity == "fatal" for item in card.findings), private,
                ],
            )
            if new:
                self._items(call, difficulty, card, day)
                self._findings(call, card, day)
                if not private:
                    self._sums(call, team, difficulty, jurisdiction, card, day, rubric)

    def add_piece(self, piece: Piece, card: Scorecard) -> None:
        """Count a judged piece of desk work, once; others see it only where it is not private."""
        with self._database.transaction():
            new = self._database.write(
                "INSERT INTO work_pieces (id, run_id, organisation_id, person_id, team_id, kind, difficulty, day, rubric, overall, passed, private, card) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                [
                    piece.id, piece.run_id, piece.organisation_id, piece.person_id, piece.team_id, piece.kind, piece.difficulty, piece.day, card.versions.rubric, card.overall,
                    card.passed, piece.private, card.model_dump_json(),
                ],
            )
            if not new:
                return
            for item in card.criteria:
                if item.score is not None:
                    self._database.write(
                        "INSERT INTO work_items (piece_id, person_id, criterion, skill, score, day, difficulty) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        [piece.id, piece.person_id, item.id, item.skill, item.score, piece.day, piece.difficulty],
                    )
            if not piece.private:
                self._piece_sums(piece, card)

    def share_pieces(self, run_id: str) -> None:
        """Open the private pieces of a case or shift to views of others, once."""
        with self._database.transaction():
            for row in self._database.rows("SELECT * FROM work_pieces WHERE run_id = ? AND private = 1", [run_id]):
                card = Scorecard.model_validate_json(row["card"])
                self._database.write("UPDATE work_pieces SET private = 0 WHERE id = ?", [row["id"]])
                self._piece_sums(Piece.model_validate({name: row[name] for name in Piece.model_fields}), card)

    def _piece_sums(self, piece: Piece, card: Scorecard) -> None:
        for item in card.criteria:
            if item.score is not None:
                self._daily_item(piece.organisation_id, piece.team_id, piece.person_id, piece.day, item.skill, piece.difficulty, card.versions.rubric, item.score)
        for rule in {item.rule for item in card.findings if not item.needs_review}:
            self._daily_rule(piece.organisation_id, piece.team_id, piece.person_id, piece.day, rule)

    def share(self, call: StoredCall, card: Scorecard) -> None:
        """Open a private call to views of others, once."""
        with self._database.transaction():
            row = self._database.row("SELECT team_id, difficulty, jurisdiction, day, rubric FROM judged_calls WHERE call_id = ? AND private = 1", [call.id])
            if row is not None:
                self._database.write("UPDATE judged_calls SET private = 0 WHERE call_id = ?", [call.id])
                self._sums(call, row["team_id"], row["difficulty"], row["jurisdiction"], card, row["day"], row["rubric"])

    def _sums(self, call: StoredCall, team: str, difficulty: int, jurisdiction: str, card: Scorecard, day: str, rubric: str) -> None:
        self._daily(call, team, jurisdiction, card, day, rubric)
        self._daily_skills(call, team, difficulty, card, day, rubric)
        for rule, _ in {(item.rule, item.turn) for item in card.findings if not item.needs_review}:
            self._daily_rule(call.organisation_id, team, call.person_id, day, rule)

    def _daily_rule(self, organisation_id: str, team: str, person_id: str, day: str, rule: str) -> None:
        self._database.write(
            "INSERT INTO daily_rules (organisation_id, team_id, person_id, day, rule, findings) VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET findings = findings + 1",
            [organisation_id, team, person_id, day, rule],
        )

    def _items(self, call: StoredCall, difficulty: int, card: Scorecard, day: str) -> None:
        for item in card.criteria:
            if item.score is None:
                continue
            self._database.write(
                "INSERT INTO judged_items (call_id, organisation_id, person_id, criterion, skill, score, day, difficulty) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [call.id, call.organisation_id, call.person_id, item.id, item.skill, item.score, day, difficulty],
            )

    def _daily_skills(self, call: StoredCall, team: str, difficulty: int, card: Scorecard, day: str, rubric: str) -> None:
        for item in card.criteria:
            if item.score is not None:
                self._daily_item(call.organisation_id, team, call.person_id, day, item.skill, difficulty, rubric, item.score)

    def _daily_item(self, organisation_id: str, team: str, person_id: str, day: str, skill: str, difficulty: int, rubric: str, score: float) -> None:
        self._database.write(
            "INSERT INTO daily_skills (organisation_id, team_id, person_id, day, skill, difficulty, rubric, items, sum_score, sum_squares) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?) "
            "ON CONFLICT DO UPDATE SET items = items + 1, sum_score = sum_score + excluded.sum_score, sum_squares = sum_squares + excluded.sum_squares",
            [organisation_id, team, person_id, day, skill, difficulty, rubric, score, score**2],
        )

    def _findings(self, call: StoredCall, card: Scorecard, day: str) -> None:
        for rule, turn, severity in {(item.rule, item.turn, item.severity) for item in card.findings if not item.needs_review}:
            self._database.write(
                "INSERT INTO judged_findings (call_id, organisation_id, person_id, rule, severity, day, turn) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [call.id, call.organisation_id, call.person_id, rule, severity, day, turn],
            )

    def _daily(self, call: StoredCall, team: str, jurisdiction: str, card: Scorecard, day: str, rubric: str) -> None:
        overall = card.overall or 0.0
        self._database.write(
            "INSERT INTO daily_calls (organisation_id, team_id, person_id, day, jurisdiction, language, mode, rubric, calls, scored, passed, sum_overall, sum_squares) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET calls = calls + 1, scored = scored + excluded.scored, passed = passed + excluded.passed, "
            "sum_overall = sum_overall + excluded.sum_overall, sum_squares = sum_squares + excluded.sum_squares",
            [call.organisation_id, team, call.person_id, day, jurisdiction, call.language, call.mode, rubric, card.overall is not None, bool(card.passed), overall, overall**2],
        )

    def skill_sums(self, chosen: Filter) -> list[ItemSum]:
        """Scored items by person, day, skill and difficulty."""
        condition, values = chosen.where(())
        rows = self._database.rows(
            "SELECT person_id, day, skill, difficulty, SUM(items) AS items, SUM(sum_score) AS sum_score, SUM(sum_squares) AS sum_squares FROM daily_skills "
            f"WHERE {condition} GROUP BY person_id, day, skill, difficulty",
            values,
        )
        return [ItemSum.model_validate(row) for row in rows]

    def own_skill_sums(self, person_id: str) -> list[ItemSum]:
        """All scored items of one person, private practice too; for that person's own eyes."""
        rows = self._database.rows(
            f"SELECT person_id, day, skill, difficulty, COUNT(*) AS items, SUM(score) AS sum_score, SUM(score * score) AS sum_squares FROM ({_ALL_ITEMS}) "
            "GROUP BY day, skill, difficulty",
            [person_id, person_id],
        )
        return [ItemSum.model_validate(row) for row in rows]

    def latest_items(self, person_id: str, skill: str, least_difficulty: int, count: int) -> list[Row]:
        """The last scored items of a skill at or above a difficulty, newest first: criterion, score, day."""
        return self._database.rows(
            f"SELECT criterion, score, day FROM ({_ALL_ITEMS}) WHERE skill = ? AND difficulty >= ? ORDER BY day DESC, piece, criterion LIMIT ?",
            [person_id, person_id, skill, least_difficulty, count],
        )

    def calls_by_day(self, chosen: Filter) -> list[Row]:
        """Per day and rubric: calls, scored, passed, sum and sum of squares of the overall score."""
        condition, values = chosen.where()
        return self._database.rows(
            "SELECT day, rubric, SUM(calls) AS calls, SUM(scored) AS scored, SUM(passed) AS passed, SUM(sum_overall) AS sum_overall, SUM(sum_squares) AS sum_squares "
            f"FROM daily_calls WHERE {condition} GROUP BY day, rubric ORDER BY day",
            values,
        )

    def calls_by(self, column: str, chosen: Filter) -> list[Row]:
        """Per team, person, language, jurisdiction or rubric: the same sums."""
        if column not in ("team_id", "person_id", "language", "jurisdiction", "rubric"):
            raise ValueError(column)
        condition, values = chosen.where()
        return self._database.rows(
            f"SELECT {column} AS name, SUM(calls) AS calls, SUM(scored) AS scored, SUM(passed) AS passed, SUM(sum_overall) AS sum_overall, SUM(sum_squares) AS sum_squares "
            f"FROM daily_calls WHERE {condition} GROUP BY {column} ORDER BY {column}",
            values,
        )

    def rules_by_person_and_day(self, chosen: Filter) -> list[Row]:
        """Findings per person, rule and day."""
        condition, values = chosen.where(())
        return self._database.rows(f"SELECT person_id, rule, day, SUM(findings) AS findings FROM daily_rules WHERE {condition} GROUP BY person_id, rule, day", values)

    def rules_by_day(self, chosen: Filter) -> list[Row]:
        """Findings per day and rule."""
        condition, values = chosen.where(())
        return self._database.rows(f"SELECT day, rule, SUM(findings) AS findings FROM daily_rules WHERE {condition} GROUP BY day, rule ORDER BY day", values)

    def scenarios(self, chosen: Filter) -> list[Row]:
        """Per scenario, language and mode: calls, passed, mean and spread; private practice counts without names."""
        condition, values = chosen.where()
        return self._database.rows(
            "SELECT scenario_id, language, mode, COUNT(*) AS calls, SUM(passed) AS passed, AVG(overall) AS mean, AVG(overall * overall) AS mean_square "
            f"FROM judged_calls WHERE {condition} AND overall IS NOT NULL GROUP BY scenario_id, language, mode",
            values,
        )

    def calls_behind(self, chosen: Filter, *, rule: str | None = None, scenario_id: str | None = None, limit: int = 100) -> list[Row]:
        """The calls behind a figure, newest first; private practice is left out."""
        condition, values = chosen.where()
        if rule is not None:
            condition += " AND call_id IN (SELECT call_id FROM judged_findings WHERE rule = ?)"
            values.append(rule)
        if scenario_id is not None:
            condition += " AND scenario_id = ?"
            values.append(scenario_id)
        return self._database.rows(
            "SELECT call_id, person_id, team_id, scenario_id, day, mode, language, overall, passed, fatal, rubric FROM judged_calls "
            f"WHERE {condition} AND private = 0 ORDER BY day DESC, call_id LIMIT ?",
            [*values, limit],
        )
