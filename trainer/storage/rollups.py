"""Roll-ups that dashboards and skill maps read; written in the same transaction as the score they come from."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from trainer.domain.judgement import Scorecard
from trainer.domain.stored import StoredCall
from trainer.domain.text import Model
from trainer.domain.weighing import shift_for, weight_on
from trainer.storage.database import Database, Row
from trainer.storage.floor import LEVELS, LevelSums

# Items of calls and of desk work alike, without exams whose results are not released; the person's id is asked for twice.
_ALL_ITEMS = (
    "SELECT person_id, day, skill, difficulty, score, criterion, call_id AS piece FROM judged_items i WHERE person_id = ? AND NOT EXISTS "
    "(SELECT 1 FROM calls c JOIN assignments a ON a.id = c.assignment_id WHERE c.id = i.call_id AND c.mode = 'exam' AND a.released = 0) "
    "UNION ALL SELECT person_id, day, skill, difficulty, score, criterion, piece_id AS piece FROM work_items WHERE person_id = ?"
)
# The newest items of one skill at or above a difficulty, as their index has them, so that no more are read than are wanted.
_LATEST = "i.person_id = ? AND i.skill = ? AND i.difficulty >= ?{} ORDER BY i.day DESC, i.{}, i.criterion LIMIT ?"
_OF_CALLS = "SELECT i.criterion, i.score, i.day, i.call_id AS piece FROM judged_items i WHERE "
_OF_WORK = "SELECT i.criterion, i.score, i.day, i.piece_id AS piece FROM work_items i WHERE "
_RELEASED = (
    " AND NOT EXISTS (SELECT 1 FROM calls c JOIN assignments a ON a.id = c.assignment_id WHERE c.id = i.call_id AND c.mode = 'exam' AND a.released = 0)"
)
_CALL_SHARED = " AND EXISTS (SELECT 1 FROM judged_calls j WHERE j.call_id = i.call_id AND j.private = 0)"
_WORK_SHARED = " AND EXISTS (SELECT 1 FROM work_pieces p WHERE p.id = i.piece_id AND p.private = 0)"
BORDERLINE_POINTS = 5.0
RECURRENCE_DAYS = 14


def waits_as(card: Scorecard, mode: str) -> int:
    """Where a judged call stands among those that wait for review: 1 fatal finding, 2 unsure judgement, 3 borderline exam, 4 anything else."""
    if any(item.severity == "fatal" and not item.needs_review for item in card.findings):
        return 1
    if any(item.needs_review for item in card.findings):
        return 2
    return 3 if mode == "exam" and card.overall is not None and abs(card.overall - card.pass_mark) <= BORDERLINE_POINTS else 4


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


class ItemSum(Model):
    """Scored items of one skill on one day at one difficulty: how many, their sum and sum of squares (scores 0-1)."""

    person_id: str
    day: str
    skill: str
    difficulty: int
    items: int
    sum_score: float
    sum_squares: float


@dataclass(frozen=True)
class _Place:
    """Where a judged piece of work is counted."""

    organisation_id: str
    team_id: str
    person_id: str
    day: str
    jurisdiction: str
    language: str
    mode: str
    rubric: str


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
                "INSERT INTO judged_calls (call_id, organisation_id, person_id, team_id, scenario_id, difficulty, jurisdiction, language, mode, rubric, day, hour, overall, passed, fatal, private, waits) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (call_id) DO NOTHING",
                [
                    call.id, call.organisation_id, call.person_id, team, call.scenario_id, difficulty, jurisdiction, call.language, call.mode, rubric, day, call.started_at.hour,
                    card.overall, card.passed, sum(item.severity == "fatal" for item in card.findings), private, None if private else waits_as(card, call.mode),
                ],
            )
            if new:
                self._items(call, difficulty, card, day)
                self._own_skills(call.person_id, rubric, day, difficulty, card)
                self._findings(call, card, day)
                if not private:
                    self._sums(_Place(call.organisation_id, team, call.person_id, day, jurisdiction, call.language, call.mode, rubric), difficulty, card)

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
            self._own_skills(piece.person_id, card.versions.rubric, piece.day, piece.difficulty, card)
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
        at = _Place(piece.organisation_id, piece.team_id, piece.person_id, piece.day, "", "", "practice", card.versions.rubric)
        self._skills(at, piece.difficulty, card)
        for rule in {item.rule for item in card.findings if not item.needs_review}:
            self._daily_rule(at, rule)

    def share(self, call: StoredCall, card: Scorecard) -> None:
        """Open a private call to views of others, once."""
        with self._database.transaction():
            row = self._database.row("SELECT team_id, difficulty, jurisdiction, day, rubric FROM judged_calls WHERE call_id = ? AND private = 1", [call.id])
            if row is not None:
                self._database.write("UPDATE judged_calls SET private = 0, waits = ? WHERE call_id = ?", [waits_as(card, call.mode), call.id])
                self._sums(_Place(call.organisation_id, row["team_id"], call.person_id, row["day"], row["jurisdiction"], call.language, call.mode, row["rubric"]), row["difficulty"], card)

    def _sums(self, at: _Place, difficulty: int, card: Scorecard) -> None:
        self._daily(at, card)
        self._skills(at, difficulty, card)
        for rule, _ in {(item.rule, item.turn) for item in card.findings if not item.needs_review}:
            self._daily_rule(at, rule)

    def _daily_rule(self, at: _Place, rule: str) -> None:
        again = int((date.fromisoformat(at.day) - self._first_day(at, rule)).days > RECURRENCE_DAYS)
        self._database.write(
            "INSERT INTO floor_rules (organisation_id, day, team_id, person_id, jurisdiction, language, mode, rubric, rule, findings, recurred) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?) "
            "ON CONFLICT DO UPDATE SET findings = findings + 1, recurred = recurred + excluded.recurred",
            [at.organisation_id, at.day, at.team_id, at.person_id, at.jurisdiction, at.language, at.mode, at.rubric, rule, again],
        )

    def _first_day(self, at: _Place, rule: str) -> date:
        """The day on which this person first broke a rule; an older call that is shared late moves it, and what followed is told anew."""
        key = [at.organisation_id, at.person_id, rule]
        row = self._database.row("SELECT first_day FROM floor_firsts WHERE organisation_id = ? AND person_id = ? AND rule = ?", key)
        if row is not None and row["first_day"] <= at.day:
            return date.fromisoformat(row["first_day"])
        self._database.write(
            "INSERT INTO floor_firsts (organisation_id, person_id, rule, first_day) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET first_day = excluded.first_day", [*key, at.day]
        )
        if row is not None:
            self._database.write(
                "UPDATE floor_rules SET recurred = CASE WHEN julianday(day) - julianday(?) > ? THEN findings ELSE 0 END WHERE organisation_id = ? AND person_id = ? AND rule = ?",
                [at.day, RECURRENCE_DAYS, *key],
            )
        return date.fromisoformat(at.day)

    def _skills(self, at: _Place, difficulty: int, card: Scorecard) -> None:
        """Add the scored items to the running sums of this person's skills that others may read."""
        where = {"organisation_id": at.organisation_id, "person_id": at.person_id, "jurisdiction": at.jurisdiction, "language": at.language, "mode": at.mode, "rubric": at.rubric}
        self._running("floor_skills", where, at.day, difficulty, card)

    def _own_skills(self, person_id: str, rubric: str, day: str, difficulty: int, card: Scorecard) -> None:
        """Add the scored items to the running sums that only this person sees."""
        self._running("own_skills", {"person_id": person_id, "rubric": rubric}, day, difficulty, card)

    def _running(self, table: str, where: dict[str, str], day: str, difficulty: int, card: Scorecard) -> None:
        """Add the scored items to running sums kept by these columns and the skill."""
        weight = weight_on(date.fromisoformat(day))
        columns = ("skill", *where, "items", "weight", "weighted", "squares", "weight_squares", "last_day")
        for item in card.criteria:
            if item.score is not None:
                score = item.score + shift_for(item.score, difficulty)
                self._database.write(
                    f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' for _ in columns)}) ON CONFLICT DO UPDATE SET items = items + 1, weight = weight + excluded.weight, "
                    "weighted = weighted + excluded.weighted, squares = squares + excluded.squares, weight_squares = weight_squares + excluded.weight_squares, "
                    "last_day = MAX(last_day, excluded.last_day)",
                    [item.skill, *where.values(), 1, weight, weight * score, weight * score**2, weight**2, day],
                )

    def _items(self, call: StoredCall, difficulty: int, card: Scorecard, day: str) -> None:
        for item in card.criteria:
            if item.score is None:
                continue
            self._database.write(
                "INSERT INTO judged_items (call_id, organisation_id, person_id, criterion, skill, score, day, difficulty) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [call.id, call.organisation_id, call.person_id, item.id, item.skill, item.score, day, difficulty],
            )

    def _findings(self, call: StoredCall, card: Scorecard, day: str) -> None:
        for rule, turn, severity in {(item.rule, item.turn, item.severity) for item in card.findings if not item.needs_review}:
            self._database.write(
                "INSERT INTO judged_findings (call_id, organisation_id, person_id, rule, severity, day, turn) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [call.id, call.organisation_id, call.person_id, rule, severity, day, turn],
            )

    def _daily(self, at: _Place, card: Scorecard) -> None:
        overall = card.overall or 0.0
        self._database.write(
            "INSERT INTO floor_calls (organisation_id, day, team_id, person_id, jurisdiction, language, mode, rubric, calls, scored, passed, sum_overall, sum_squares) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET calls = calls + 1, scored = scored + excluded.scored, passed = passed + excluded.passed, "
            "sum_overall = sum_overall + excluded.sum_overall, sum_squares = sum_squares + excluded.sum_squares",
            [at.organisation_id, at.day, at.team_id, at.person_id, at.jurisdiction, at.language, at.mode, at.rubric, card.overall is not None, bool(card.passed), overall, overall**2],
        )

    def own_levels(self, person_id: str) -> list[LevelSums]:
        """The running sums of every skill of one person, private practice and exams whose results wait too; see `hides_results`."""
        rows = self._database.rows(f"SELECT person_id, skill, {LEVELS} FROM own_skills WHERE person_id = ? GROUP BY person_id, skill", [person_id])
        return [LevelSums(**row) for row in rows]

    def hides_results(self, person_id: str) -> bool:
        """Whether a judged exam of this person waits for its release: their running sums hold it and may not be shown to them."""
        return self._database.row(
            "SELECT 1 FROM calls c JOIN assignments a ON a.id = c.assignment_id JOIN judged_calls j ON j.call_id = c.id WHERE c.person_id = ? AND c.mode = 'exam' AND a.released = 0 LIMIT 1", [person_id]
        ) is not None

    def own_skill_sums(self, person_id: str) -> list[ItemSum]:
        """All scored items of one person, private practice too, exams once released; for that person's own eyes."""
        rows = self._database.rows(
            f"SELECT person_id, day, skill, difficulty, 1 AS items, score AS sum_score, score * score AS sum_squares FROM ({_ALL_ITEMS})", [person_id, person_id]
        )
        return [ItemSum.model_validate(row) for row in rows]

    def latest_items(self, person_id: str, skill: str, least_difficulty: int, count: int, *, private: bool) -> list[Row]:
        """The last scored items of a skill at or above a difficulty, newest first: criterion, score, day; private practice only where asked for."""
        wanted = [person_id, skill, least_difficulty, count]
        calls = self._database.rows(_OF_CALLS + _LATEST.format(_RELEASED if private else _CALL_SHARED, "call_id"), wanted)
        work = self._database.rows(_OF_WORK + _LATEST.format("" if private else _WORK_SHARED, "piece_id"), wanted)
        both = sorted((*calls, *work), key=lambda row: (row["piece"], row["criterion"]))
        return sorted(both, key=lambda row: str(row["day"]), reverse=True)[:count]
