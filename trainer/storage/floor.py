"""What dashboards read: sums over roll-ups, always of one organisation and of what others may see; private practice is in none of them."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.domain.text import Model
from trainer.storage.database import Database, Row

_SUMS = "SUM(calls) AS calls, SUM(scored) AS scored, SUM(passed) AS passed, SUM(sum_overall) AS sum_overall, SUM(sum_squares) AS sum_squares, MIN(rubric) <> MAX(rubric) AS mixed"
LEVELS = "SUM(items) AS items, SUM(weight) AS weight, SUM(weighted) AS weighted, SUM(squares) AS squares, SUM(weight_squares) AS weight_squares, MAX(last_day) AS last_day, MIN(rubric) <> MAX(rubric) AS mixed"

_PLACES = (1, 2, 3, 4)  # of what waits for review, see rollups.waits_as


class Filter(Model):
    """Which judged work a view looks at; empty means all. Days are inclusive ISO days."""

    organisation_id: str
    team_ids: tuple[str, ...] = ()
    person_ids: tuple[str, ...] = ()
    first_day: str = "0000-00-00"
    last_day: str = "9999-99-99"
    jurisdiction: str | None = None
    language: str | None = None
    mode: str | None = None
    rubric: str | None = None

    def where(self, table: str = "", *, dated: bool = True) -> tuple[str, list[object]]:
        """The condition and its values, for a table that may go by another name; without days for sums that have none."""
        name = f"{table}." if table else ""
        parts: list[str] = [f"{name}organisation_id = ?"]
        found: list[object] = [self.organisation_id]
        if dated:
            parts.append(f"{name}day BETWEEN ? AND ?")
            found += [self.first_day, self.last_day]
            self._one_of(parts, found, f"{name}team_id", self.team_ids)
        elif self.team_ids:
            marks = ", ".join("?" for _ in self.team_ids)
            parts.append(f"{name}person_id IN (SELECT id FROM people WHERE team_id IN ({marks}))")
            found += self.team_ids
        self._one_of(parts, found, f"{name}person_id", self.person_ids)
        for column in ("jurisdiction", "language", "mode", "rubric"):
            value = getattr(self, column)
            if value is not None:
                parts.append(f"{name}{column} = ?")
                found.append(value)
        return " AND ".join(parts), found

    @staticmethod
    def _one_of(parts: list[str], values: list[object], column: str, chosen: Sequence[str]) -> None:
        if chosen:
            parts.append(f"{column} IN ({', '.join('?' for _ in chosen)})")
            values.extend(chosen)


@dataclass(frozen=True, slots=True)
class LevelSums:
    """The running sums of one skill of one person; `mixed` says that several rubric versions are in them."""

    person_id: str
    skill: str
    items: int
    weight: float
    weighted: float
    squares: float
    weight_squares: float
    last_day: str
    mixed: bool = False


class SqliteFloor:
    """The reads of dashboards on one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def levels(self, chosen: Filter) -> list[LevelSums]:
        """The sums of every skill of the chosen people."""
        condition, values = chosen.where(dated=False)
        return [LevelSums(**row) for row in self._database.rows(f"SELECT person_id, skill, {LEVELS} FROM floor_skills WHERE {condition} GROUP BY person_id, skill", values)]

    def weakest(self, chosen: Filter, fewest: int) -> list[Row]:
        """Per person: the level (0-1) of the weakest skill with enough items, and how many skills have enough."""
        condition, values = chosen.where(dated=False)
        return self._database.rows(
            "SELECT person_id, MIN(level) AS level, COUNT(*) AS known FROM (SELECT person_id, SUM(weighted) / SUM(weight) AS level FROM floor_skills "
            f"WHERE {condition} GROUP BY person_id, skill HAVING SUM(items) >= ?) GROUP BY person_id",
            [*values, fewest],
        )

    def calls_by_day(self, chosen: Filter) -> list[Row]:
        """Per day and rubric: calls, scored, passed, sum and sum of squares of the overall score."""
        condition, values = chosen.where()
        return self._database.rows(f"SELECT day, rubric, {_SUMS} FROM floor_calls WHERE {condition} GROUP BY day, rubric ORDER BY day", values)

    def calls_by(self, column: str, chosen: Filter) -> list[Row]:
        """Per team, person, language, jurisdiction or rubric: the same sums."""
        if column not in ("team_id", "person_id", "language", "jurisdiction", "rubric"):
            raise ValueError(column)
        condition, values = chosen.where()
        return self._database.rows(f"SELECT {column} AS name, {_SUMS} FROM floor_calls WHERE {condition} GROUP BY {column} ORDER BY {column}", values)

    def rules_by(self, column: str, chosen: Filter) -> list[Row]:
        """Findings per rule and person or team, and those that came again more than 14 days after that person's first."""
        if column not in ("team_id", "person_id"):
            raise ValueError(column)
        condition, values = chosen.where()
        return self._database.rows(f"SELECT {column} AS name, rule, SUM(findings) AS findings, SUM(recurred) AS recurred FROM floor_rules WHERE {condition} GROUP BY {column}, rule", values)

    def scenarios(self, chosen: Filter) -> list[Row]:
        """Per scenario, language, mode, hour of the day (UTC) and rubric: calls, passed, sum and sum of squares."""
        condition, values = chosen.where()
        return self._database.rows(
            "SELECT scenario_id, language, mode, hour, rubric, COUNT(*) AS calls, SUM(passed) AS passed, SUM(overall) AS sum_overall, SUM(overall * overall) AS sum_squares "
            f"FROM judged_calls WHERE {condition} AND private = 0 AND overall IS NOT NULL GROUP BY scenario_id, language, mode, hour, rubric",
            values,
        )

    def calls_behind(self, chosen: Filter, *, rule: str | None = None, scenario_id: str | None = None, skill: str | None = None, limit: int = 100) -> list[Row]:
        """The calls behind a figure, newest first."""
        condition, values = chosen.where("j")
        if rule is not None:
            condition += " AND EXISTS (SELECT 1 FROM judged_findings f WHERE f.call_id = j.call_id AND f.rule = ?)"
            values.append(rule)
        if scenario_id is not None:
            condition += " AND j.scenario_id = ?"
            values.append(scenario_id)
        if skill is not None:
            condition += " AND EXISTS (SELECT 1 FROM judged_items i WHERE i.call_id = j.call_id AND i.skill = ?)"
            values.append(skill)
        return self._database.rows(
            f"SELECT j.call_id, j.person_id, j.team_id, j.scenario_id, j.day, j.mode, j.language, j.overall, j.passed, j.fatal, j.rubric FROM judged_calls j "
            f"WHERE {condition} AND j.private = 0 ORDER BY j.day DESC, j.call_id LIMIT ?",
            [*values, limit],
        )

    def waiting_by_team(self, organisation_id: str) -> list[Row]:
        """Per team: calls that wait for review, the fatal ones among them, and the day of the oldest."""
        oldest = " UNION ALL ".join(
            f"SELECT MIN(day) AS day FROM judged_calls WHERE organisation_id = f.organisation_id AND team_id = f.team_id AND waits = {place}" for place in _PLACES
        )
        return self._database.rows(
            f"SELECT team_id, SUM(calls) AS calls, SUM((waits = 1) * calls) AS fatal, (SELECT MIN(day) FROM ({oldest})) AS oldest FROM floor_waiting f "
            "WHERE organisation_id = ? GROUP BY organisation_id, team_id HAVING SUM(calls) > 0",
            [organisation_id],
        )

    def verdicts_by(self, organisation_id: str, first_moment: str) -> list[Row]:
        """Per reviewer since a moment: verdicts, those that overruled, and calls looked at."""
        return self._database.rows(
            "SELECT reviewer_id, COUNT(*) AS verdicts, SUM(agrees = 0) AS overruled, COUNT(DISTINCT call_id) AS calls FROM verdicts "
            "WHERE given_at >= ? AND reviewer_id IN (SELECT id FROM people WHERE organisation_id = ?) GROUP BY reviewer_id",
            [first_moment, organisation_id],
        )
