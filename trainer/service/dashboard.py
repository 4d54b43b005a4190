"""What managers and leads see of their people: who is ready, what the floor gets wrong, whether training helped; all from roll-ups."""
from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Literal

from trainer.domain.people import Person, Role
from trainer.domain.text import Localised, Model
from trainer.service.access import require
from trainer.service.catalogue import Catalogue
from trainer.service.ports import Outside
from trainer.service.skills import SKILLS, SkillLevel, level_of
from trainer.storage.accounts import SqliteAccounts
from trainer.storage.people import SqlitePeople
from trainer.storage.rollups import Filter, ItemSum, SqliteRollups

VIEWERS = (Role.LEAD, Role.MANAGER, Role.ADMIN)
FEWEST_CALLS = 3
READY_LEVEL = 70.0
READY_PASSES = 3
RISK_LEVEL = 45.0
RECENT_DAYS = 30
RECURRENCE_DAYS = 14
State = Literal["ready", "on_track", "at_risk", "too_little"]


class ViewFilter(Model):
    """What the address of a dashboard carries; None means all."""

    team_id: str | None = None
    days: int = 90
    jurisdiction: str | None = None
    language: str | None = None
    mode: str | None = None


class Spread(Model):
    """A mean that shows how far it can be trusted: n, mean 0-100, standard deviation, 90 % interval of the mean."""

    n: int
    mean: float | None = None
    deviation: float | None = None
    low: float | None = None
    high: float | None = None


class PersonRow(Model):
    """One person on the floor."""

    person_id: str
    name: str
    team: str
    state: State
    calls: int
    passed: int
    overall: Spread
    levels: tuple[SkillLevel, ...]
    last_day: str | None


class TrendPoint(Model):
    """One week under one rubric."""

    week: str
    rubric: str
    calls: int
    passed: int
    overall: Spread


class TeamRow(Model):
    """One team, with spread and n."""

    team_id: str
    name: str
    people: int
    calls: int
    pass_rate: float | None
    overall: Spread


class ClauseCell(Model):
    """One rule and one person: findings, and findings again later than 14 days after the first (recurrence after it was shown)."""

    person_id: str
    rule: str
    findings: int
    recurred: int


class ScenarioRow(Model):
    """How hard and how fair a scenario is: pass rate by language."""

    scenario_id: str
    title: Localised
    language: str
    mode: str
    calls: int
    pass_rate: float
    overall: Spread


class Floor(Model):
    """The manager's home: states of everybody, trend and volume."""

    people: tuple[PersonRow, ...]
    trend: tuple[TrendPoint, ...]
    teams: tuple[TeamRow, ...]
    rubrics: tuple[str, ...]


def spread_of(n: int, total: float, squares: float) -> Spread:
    """Mean, deviation and interval from n, sum and sum of squares; the interval only from three calls on."""
    if n == 0:
        return Spread(n=0)
    mean = total / n
    if n < FEWEST_CALLS:
        return Spread(n=n, mean=round(mean, 1))
    deviation = math.sqrt(max(squares / n - mean**2, 0.0) * n / (n - 1))
    half = 1.645 * deviation / math.sqrt(n)
    return Spread(n=n, mean=round(mean, 1), deviation=round(deviation, 1), low=round(max(mean - half, 0), 1), high=round(min(mean + half, 100), 1))


class DashboardService:
    """Views of the own team for leads and of the organisation for managers and admins, limited before anything is read."""

    def __init__(self, people: SqlitePeople, accounts: SqliteAccounts, catalogue: Catalogue, rollups: SqliteRollups, outside: Outside) -> None:
        self._people = people
        self._accounts = accounts
        self._catalogue = catalogue
        self._rollups = rollups
        self._outside = outside

    def filter_for(self, viewer: Person, chosen: ViewFilter) -> Filter:
        """The filter a viewer may use: a lead's is the own team whatever was asked for."""
        require(viewer.has(*VIEWERS))
        team_ids: tuple[str, ...] = (chosen.team_id,) if chosen.team_id else ()
        if not viewer.has(Role.MANAGER, Role.ADMIN):
            require(viewer.team_id is not None)
            team_ids = (viewer.team_id or "",)
        today = self._outside.now().date()
        return Filter(
            organisation_id=viewer.organisation_id, team_ids=team_ids, first_day=(today - timedelta(days=min(max(chosen.days, 1), 3650))).isoformat(), last_day=today.isoformat(),
            jurisdiction=chosen.jurisdiction, language=chosen.language, mode=chosen.mode,
        )

    def _trainees(self, viewer: Person, wanted: Filter) -> list[Person]:
        found = [person for person in self._people.people(viewer.organisation_id) if person.has(Role.TRAINEE) and person.active]
        return [person for person in found if not wanted.team_ids or (person.team_id or "") in wanted.team_ids]

    def floor(self, viewer: Person, chosen: ViewFilter) -> Floor:
        """Who is ready, on track, at risk; the weekly trend by rubric; teams side by side."""
        wanted = self.filter_for(viewer, chosen)
        teams = {team.id: team.name for team in self._people.teams(viewer.organisation_id)}
        rows = self._person_rows(self._trainees(viewer, wanted), wanted, teams)
        days = self._rollups.calls_by_day(wanted)
        return Floor(people=rows, trend=_weekly(days), teams=self._teams(wanted, teams, rows), rubrics=tuple(sorted({row["rubric"] for row in days})))

    def _person_rows(self, people: Sequence[Person], wanted: Filter, teams: dict[str, str]) -> tuple[PersonRow, ...]:
        calls = {row["name"]: row for row in self._rollups.calls_by("person_id", wanted)}
        levels = self._levels(wanted)
        rows = []
        for person in people:
            row = calls.get(person.id)
            mine = tuple(levels.get(person.id, {}).get(skill, SkillLevel(skill=skill, state="too_little")) for skill in SKILLS)
            spread = spread_of(row["scored"], row["sum_overall"], row["sum_squares"]) if row else Spread(n=0)
            rows.append(
                PersonRow(
                    person_id=person.id, name=person.name, team=teams.get(person.team_id or "", ""), state=_state(spread, row["passed"] if row else 0, mine),
                    calls=row["calls"] if row else 0, passed=row["passed"] if row else 0, overall=spread, levels=mine, last_day=None,
                )
            )
        return tuple(rows)

    def _levels(self, wanted: Filter) -> dict[str, dict[str, SkillLevel]]:
        today = self._outside.now().date()
        parts: dict[tuple[str, str], list[ItemSum]] = defaultdict(list)
        for part in self._rollups.skill_sums(wanted):
            parts[(part.person_id, part.skill)].append(part)
        found: dict[str, dict[str, SkillLevel]] = defaultdict(dict)
        for (person_id, skill), mine in parts.items():
            found[person_id][skill] = level_of(skill, mine, today)
        return found

    def _teams(self, wanted: Filter, teams: dict[str, str], rows: Iterable[PersonRow]) -> tuple[TeamRow, ...]:
        size: dict[str, int] = defaultdict(int)
        for row in rows:
            size[row.team] += 1
        return tuple(
            TeamRow(
                team_id=row["name"], name=teams.get(row["name"], ""), people=size.get(teams.get(row["name"], ""), 0), calls=row["calls"],
                pass_rate=row["passed"] / row["scored"] if row["scored"] >= FEWEST_CALLS else None, overall=spread_of(row["scored"], row["sum_overall"], row["sum_squares"]),
            )
            for row in self._rollups.calls_by("team_id", wanted)
        )

    def clauses(self, viewer: Person, chosen: ViewFilter) -> tuple[ClauseCell, ...]:
        """Findings per rule and person, with recurrence after the first was shown."""
        wanted = self.filter_for(viewer, chosen)
        cells: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        for row in self._rollups.rules_by_person_and_day(wanted):
            cells[(row["person_id"], row["rule"])].append((row["day"], row["findings"]))
        return tuple(_cell(person_id, rule, days) for (person_id, rule), days in sorted(cells.items()))

    def scenarios(self, viewer: Person, chosen: ViewFilter) -> tuple[ScenarioRow, ...]:
        """Difficulty and fairness: pass rates by scenario, language and mode, from three calls on."""
        wanted = self.filter_for(viewer, chosen)
        known = self._catalogue.all(viewer.organisation_id)
        rows = []
        for row in self._rollups.scenarios(wanted):
            if row["calls"] < FEWEST_CALLS:
                continue
            title = known[row["scenario_id"]].title if row["scenario_id"] in known else Localised(zh=row["scenario_id"], en=row["scenario_id"])
            spread = spread_of(row["calls"], row["mean"] * row["calls"], row["mean_square"] * row["calls"])
            rows.append(ScenarioRow(scenario_id=row["scenario_id"], title=title, language=row["language"], mode=row["mode"], calls=row["calls"], pass_rate=row["passed"] / row["calls"], overall=spread))
        return tuple(sorted(rows, key=lambda row: row.pass_rate))

    def cohorts(self, viewer: Person, chosen: ViewFilter) -> tuple[TeamRow, ...]:
        """People by the month in which they began."""
        wanted = self.filter_for(viewer, chosen)
        started = self._accounts.started_on(viewer.organisation_id)
        sums: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0, 0.0, 0.0, 0])
        for row in self._rollups.calls_by("person_id", wanted):
            cohort = started.get(row["name"], "")[:7]
            for position, name in enumerate(("calls", "scored", "passed", "sum_overall", "sum_squares")):
                sums[cohort][position] += row[name]
            sums[cohort][5] += 1
        return tuple(
            TeamRow(team_id=name, name=name, people=int(found[5]), calls=int(found[0]), pass_rate=found[2] / found[1] if found[1] >= FEWEST_CALLS else None, overall=spread_of(int(found[1]), found[3], found[4]))
            for name, found in sorted(sums.items())
        )

    def calls_behind(self, viewer: Person, chosen: ViewFilter, *, rule: str | None = None, scenario_id: str | None = None, person_id: str | None = None) -> list[dict[str, Any]]:
        """The calls behind a figure that this viewer may open."""
        wanted = self.filter_for(viewer, chosen)
        if person_id is not None:
            wanted = wanted.model_copy(update={"person_ids": (person_id,)})
        return self._rollups.calls_behind(wanted, rule=rule, scenario_id=scenario_id)


def _state(spread: Spread, passed: int, levels: Sequence[SkillLevel]) -> State:
    known = [level for level in levels if level.state == "known"]
    if spread.n < FEWEST_CALLS or spread.mean is None or not known:
        return "too_little"
    weakest = min(level.level or 0.0 for level in known)
    if spread.mean >= READY_LEVEL and passed >= READY_PASSES and weakest >= RISK_LEVEL:
        return "ready"
    return "at_risk" if spread.mean < RISK_LEVEL else "on_track"


def _weekly(days: Iterable[dict[str, Any]]) -> tuple[TrendPoint, ...]:
    weeks: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0, 0, 0, 0.0, 0.0])
    for row in days:
        day = date.fromisoformat(row["day"])
        monday = (day - timedelta(days=day.weekday())).isoformat()
        for position, name in enumerate(("calls", "scored", "passed", "sum_overall", "sum_squares")):
            weeks[(monday, row["rubric"])][position] += row[name]
    return tuple(
        TrendPoint(week=week, rubric=rubric, calls=int(found[0]), passed=int(found[2]), overall=spread_of(int(found[1]), found[3], found[4])) for (week, rubric), found in sorted(weeks.items())
    )


def _cell(person_id: str, rule: str, days: list[tuple[str, int]]) -> ClauseCell:
    first = date.fromisoformat(min(day for day, _ in days))
    later = sum(count for day, count in days if date.fromisoformat(day) - first > timedelta(days=RECURRENCE_DAYS))
    return ClauseCell(person_id=person_id, rule=rule, findings=sum(count for _, count in days), recurred=later)
