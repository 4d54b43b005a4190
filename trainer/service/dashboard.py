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
from trainer.service.skills import FEWEST_ITEMS, SKILLS, SkillLevel, level_from
from trainer.storage.accounts import SqliteAccounts
from trainer.storage.floor import Filter, SqliteFloor
from trainer.storage.people import SqlitePeople

VIEWERS = (Role.LEAD, Role.MANAGER, Role.ADMIN)
FEWEST_CALLS = 3
READY_LEVEL = 70.0
READY_PASSES = 3
RISK_LEVEL = 45.0
SHIFTS = ("early", "late", "night")
SHIFT_STARTS = (6, 14, 22)
State = Literal["ready", "on_track", "at_risk", "too_little"]
SUMS = ("calls", "scored", "passed", "sum_overall", "sum_squares")


class ViewFilter(Model):
    """What the address of a dashboard carries; None means all."""

    team_id: str | None = None
    days: int = 90
    jurisdiction: str | None = None
    language: str | None = None
    mode: str | None = None
    rubric: str | None = None


class Spread(Model):
    """A mean that shows how far it can be trusted: n, mean 0-100, standard deviation, 90 % interval of the mean."""

    n: int
    mean: float | None = None
    deviation: float | None = None
    low: float | None = None
    high: float | None = None


class PersonRow(Model):
    """One person on the floor; `mixed` says that several rubric versions are in the figures."""

    person_id: str
    name: str
    team: str
    state: State
    calls: int
    passed: int
    overall: Spread
    mixed: bool = False


class TrendPoint(Model):
    """One week under one rubric."""

    week: str
    rubric: str
    calls: int
    passed: int
    overall: Spread


class TeamRow(Model):
    """One team or cohort, with spread and n."""

    team_id: str
    name: str
    people: int
    calls: int
    pass_rate: float | None
    overall: Spread
    mixed: bool = False


class LeadRow(Model):
    """What a lead has to review and has reviewed in the period."""

    person_id: str
    name: str
    team: str
    people: int
    waiting: int
    fatal: int
    oldest: str | None
    looked_at: int
    verdicts: int
    overruled: int


class ClauseCell(Model):
    """One rule and one person or team: findings, and findings again later than 14 days after a person's first (recurrence after it was shown)."""

    name: str
    rule: str
    findings: int
    recurred: int


class ScenarioRow(Model):
    """How hard and how fair a scenario is: pass rate by language, mode and shift; a shift with fewer than three calls is None."""

    scenario_id: str
    title: Localised
    language: str
    mode: str
    calls: int
    pass_rate: float
    overall: Spread
    by_shift: tuple[float | None, ...] = (None, None, None)
    mixed: bool = False


class Floor(Model):
    """The manager's home: states of everybody, trend and volume."""

    people: tuple[PersonRow, ...]
    trend: tuple[TrendPoint, ...]
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

    def __init__(self, people: SqlitePeople, accounts: SqliteAccounts, catalogue: Catalogue, floor: SqliteFloor, outside: Outside) -> None:
        self._people = people
        self._accounts = accounts
        self._catalogue = catalogue
        self._floor = floor
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
            jurisdiction=chosen.jurisdiction, language=chosen.language, mode=chosen.mode, rubric=chosen.rubric,
        )

    def _team_names(self, viewer: Person) -> dict[str, str]:
        return {team.id: team.name for team in self._people.teams(viewer.organisation_id)}

    def floor(self, viewer: Person, chosen: ViewFilter) -> Floor:
        """Who is ready, on track, at risk; the weekly trend by rubric."""
        wanted = self.filter_for(viewer, chosen)
        days = self._floor.calls_by_day(wanted)
        return Floor(people=self._person_rows(viewer, wanted), trend=_weekly(days), rubrics=tuple(sorted({row["rubric"] for row in days})))

    def _person_rows(self, viewer: Person, wanted: Filter) -> tuple[PersonRow, ...]:
        teams = self._team_names(viewer)
        calls = {row["name"]: row for row in self._floor.calls_by("person_id", wanted)}
        weakest = {row["person_id"]: row["level"] for row in self._floor.weakest(wanted, FEWEST_ITEMS)}
        rows = []
        for person in self._people.of_teams(viewer.organisation_id, wanted.team_ids, Role.TRAINEE):
            row = calls.get(person.id)
            spread = spread_of(row["scored"], row["sum_overall"], row["sum_squares"]) if row else Spread(n=0)
            rows.append(
                PersonRow(
                    person_id=person.id, name=person.name, team=teams.get(person.team_id or "", ""), state=_state(spread, row["passed"] if row else 0, weakest.get(person.id)),
                    calls=row["calls"] if row else 0, passed=row["passed"] if row else 0, overall=spread, mixed=bool(row["mixed"]) if row else False,
                )
            )
        return tuple(rows)

    def skills(self, viewer: Person, chosen: ViewFilter, person_ids: Sequence[str]) -> dict[str, tuple[SkillLevel, ...]]:
        """Skill levels of some people, as far as the viewer may see them, each skill in its place; all shared history, recent work weighing more, whatever the period."""
        wanted = self.filter_for(viewer, chosen)
        visible = self._people.among(viewer.organisation_id, wanted.team_ids, person_ids)
        person_ids = [code for code in person_ids if code in visible]
        if not person_ids:
            return {}
        found: dict[str, dict[str, SkillLevel]] = defaultdict(dict)
        for sums in self._floor.levels(wanted.model_copy(update={"person_ids": tuple(person_ids)})):
            found[sums.person_id][sums.skill] = level_from(sums)
        return {code: tuple(found[code].get(skill, SkillLevel(skill=skill, state="too_little")) for skill in SKILLS) for code in person_ids}

    def teams(self, viewer: Person, chosen: ViewFilter) -> tuple[TeamRow, ...]:
        """Teams side by side, with spread and n."""
        wanted, names = self.filter_for(viewer, chosen), self._team_names(viewer)
        size = self._people.sizes(viewer.organisation_id, wanted.team_ids, Role.TRAINEE)
        return tuple(_team_row(row["name"], names.get(row["name"], ""), size.get(row["name"], 0), row) for row in self._floor.calls_by("team_id", wanted))

    def leads(self, viewer: Person, chosen: ViewFilter) -> tuple[LeadRow, ...]:
        """What each lead has to review and has reviewed in the period, the longest queue first."""
        wanted, names = self.filter_for(viewer, chosen), self._team_names(viewer)
        waiting = {row["team_id"]: row for row in self._floor.waiting_by_team(viewer.organisation_id)}
        verdicts = {row["reviewer_id"]: row for row in self._floor.verdicts_by(viewer.organisation_id, wanted.first_day)}
        size = self._people.sizes(viewer.organisation_id, wanted.team_ids, Role.TRAINEE)
        rows = []
        for lead in self._people.of_teams(viewer.organisation_id, wanted.team_ids, Role.LEAD):
            queue, done = waiting.get(lead.team_id or "", {}), verdicts.get(lead.id, {})
            rows.append(
                LeadRow(
                    person_id=lead.id, name=lead.name, team=names.get(lead.team_id or "", ""), people=size.get(lead.team_id or "", 0), waiting=queue.get("calls", 0),
                    fatal=queue.get("fatal", 0), oldest=queue.get("oldest"), looked_at=done.get("calls", 0), verdicts=done.get("verdicts", 0), overruled=done.get("overruled", 0),
                )
            )
        return tuple(sorted(rows, key=lambda row: (-row.waiting, row.name)))

    def clauses(self, viewer: Person, chosen: ViewFilter, *, by_team: bool = False) -> tuple[ClauseCell, ...]:
        """Findings per rule and person, or team, with recurrence after the first was shown."""
        rows = self._floor.rules_by("team_id" if by_team else "person_id", self.filter_for(viewer, chosen))
        return tuple(ClauseCell(name=row["name"], rule=row["rule"], findings=row["findings"], recurred=row["recurred"]) for row in rows)

    def scenarios(self, viewer: Person, chosen: ViewFilter, hours_ahead: int = 0) -> tuple[ScenarioRow, ...]:
        """Difficulty and fairness: pass rates by scenario, language, mode and shift, from three calls on.

        Args:
            hours_ahead: How far the viewer's clock is ahead of UTC; the shifts (from 6, 14 and 22 o'clock) are those of that clock.
        """
        known = self._catalogue.all(viewer.organisation_id)
        found: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
        for row in self._floor.scenarios(self.filter_for(viewer, chosen)):
            found[(row["scenario_id"], row["language"], row["mode"])].append(row)
        rows = []
        for (scenario_id, language, mode), parts in found.items():
            calls = sum(part["calls"] for part in parts)
            if calls >= FEWEST_CALLS:
                title = known[scenario_id].title if scenario_id in known else Localised(zh=scenario_id, en=scenario_id)
                spread = spread_of(calls, sum(part["sum_overall"] for part in parts), sum(part["sum_squares"] for part in parts))
                rows.append(
                    ScenarioRow(
                        scenario_id=scenario_id, title=title, language=language, mode=mode, calls=calls, pass_rate=sum(part["passed"] for part in parts) / calls, overall=spread,
                        by_shift=_by_shift(parts, hours_ahead), mixed=len({part["rubric"] for part in parts}) > 1,
                    )
                )
        return tuple(sorted(rows, key=lambda row: row.pass_rate))

    def cohorts(self, viewer: Person, chosen: ViewFilter) -> tuple[TeamRow, ...]:
        """People by the month in which they began."""
        started = self._accounts.started_on(viewer.organisation_id)
        sums: dict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys((*SUMS, "people", "mixed"), 0))
        for row in self._floor.calls_by("person_id", self.filter_for(viewer, chosen)):
            cohort = sums[started.get(row["name"], "")[:7]]
            for name in SUMS:
                cohort[name] += row[name]
            cohort["people"] += 1
            cohort["mixed"] = max(cohort["mixed"], row["mixed"])
        return tuple(_team_row(name, name, int(found["people"]), found) for name, found in sorted(sums.items()))

    def calls_behind(
        self, viewer: Person, chosen: ViewFilter, *, rule: str | None = None, scenario_id: str | None = None, person_id: str | None = None, skill: str | None = None,
        team_id: str | None = None, cohort: str | None = None, week: str | None = None,
    ) -> list[dict[str, Any]]:
        """The calls behind a figure that this viewer may open: of a rule, scenario, person, skill, team, cohort ("2026-11") or week (its Monday)."""
        wanted = self.filter_for(viewer, chosen)
        if person_id is not None:
            wanted = wanted.model_copy(update={"person_ids": (person_id,)})
        if cohort is not None:
            started = self._accounts.started_on(viewer.organisation_id)
            began = tuple(person.id for person in self._people.of_teams(viewer.organisation_id, wanted.team_ids, Role.TRAINEE) if started.get(person.id, "")[:7] == cohort)
            wanted = wanted.model_copy(update={"person_ids": began or ("-",)})
        if team_id is not None and not wanted.team_ids:
            wanted = wanted.model_copy(update={"team_ids": (team_id,)})
        if week is not None:
            monday = date.fromisoformat(week)
            wanted = wanted.model_copy(update={"first_day": max(wanted.first_day, week), "last_day": min(wanted.last_day, (monday + timedelta(days=6)).isoformat())})
        return self._floor.calls_behind(wanted, rule=rule, scenario_id=scenario_id, skill=skill)


def _team_row(code: str, name: str, people: int, row: dict[str, Any]) -> TeamRow:
    scored = int(row["scored"])
    return TeamRow(
        team_id=code, name=name, people=people, calls=int(row["calls"]), pass_rate=row["passed"] / scored if scored >= FEWEST_CALLS else None,
        overall=spread_of(scored, row["sum_overall"], row["sum_squares"]), mixed=bool(row["mixed"]),
    )


def _state(spread: Spread, passed: int, weakest: float | None) -> State:
    if spread.n < FEWEST_CALLS or spread.mean is None or weakest is None:
        return "too_little"
    if spread.mean >= READY_LEVEL and passed >= READY_PASSES and 100 * weakest >= RISK_LEVEL:
        return "ready"
    return "at_risk" if spread.mean < RISK_LEVEL else "on_track"


def _weekly(days: Iterable[dict[str, Any]]) -> tuple[TrendPoint, ...]:
    weeks: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0, 0, 0, 0.0, 0.0])
    for row in days:
        day = date.fromisoformat(row["day"])
        monday = (day - timedelta(days=day.weekday())).isoformat()
        for position, name in enumerate(SUMS):
            weeks[(monday, row["rubric"])][position] += row[name]
    return tuple(
        TrendPoint(week=week, rubric=rubric, calls=int(found[0]), passed=int(found[2]), overall=spread_of(int(found[1]), found[3], found[4])) for (week, rubric), found in sorted(weeks.items())
    )


def _by_shift(parts: Iterable[dict[str, Any]], hours_ahead: int) -> tuple[float | None, ...]:
    """Pass rates of the early, late and night shift."""
    sums = [[0, 0] for _ in SHIFTS]
    for part in parts:
        hour = (part["hour"] + hours_ahead) % 24
        shift = 0 if SHIFT_STARTS[0] <= hour < SHIFT_STARTS[1] else 1 if SHIFT_STARTS[1] <= hour < SHIFT_STARTS[2] else 2
        sums[shift][0] += part["calls"]
        sums[shift][1] += part["passed"]
    return tuple(passed / calls if calls >= FEWEST_CALLS else None for calls, passed in sums)
