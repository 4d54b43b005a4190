"""The dashboards through the services: figures that can be counted by hand, nothing private, nothing of others, and the calls behind each."""
from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta

import pytest

from tests.conftest import SteadyClock
from tests.trainer.service.scripted_calls import scripted
from trainer.bootstrap import Services
from trainer.domain.people import Person
from trainer.service.dashboard import ViewFilter
from trainer.service.skills import level_of
from trainer.storage.floor import Filter
from trainer.storage.rollups import ItemSum

CASE, OTHER = "cn_job_loss_first_default", "cn_wrong_person_new_number"


def who(services: Services, name: str) -> Person:
    found = services.people.person(name)
    assert found is not None
    return found


@pytest.fixture()
def played(services: Services, mei: Person, clock: SteadyClock) -> list[str]:
    """Four shared calls of mei's over five weeks, one private one, one of bo's."""
    found = []
    for number, kind in enumerate(("threatener", "threatener", "average", "threatener")):
        found.append(scripted(services, mei, CASE, kind, seed=number))
        clock.skip(timedelta(days=10))
    scripted(services, mei, CASE, "bully", seed=9, share=False)
    found.append(scripted(services, who(services, "bo"), CASE, "average", seed=5))
    return found


def test_figures_are_those_of_the_shared_calls(services: Services, played: list[str]) -> None:
    manager = who(services, "manager")
    floor = services.dashboard.floor(manager, ViewFilter(days=365))
    mei = next(person for person in floor.people if person.person_id == "mei")
    scores = [services.calls.scores(call_id)[0].scorecard.overall or 0 for call_id in played[:4]]
    assert mei.calls == 4 and mei.overall.n == 4
    assert mei.overall.mean == pytest.approx(sum(scores) / 4, abs=0.06)
    assert sum(point.calls for point in floor.trend) == 5
    team = next(row for row in services.dashboard.teams(manager, ViewFilter(days=365)) if row.team_id == "east")
    assert (team.people, team.calls) == (2, 5)


def test_sharing_a_private_call_adds_it_everywhere_and_twice_adds_it_once(services: Services, mei: Person, played: list[str]) -> None:
    manager, year = who(services, "manager"), ViewFilter(days=365)
    private = next(row.call_id for row in services.debriefs.history(mei) if not row.shared)
    before = services.dashboard.clauses(manager, year)
    for _ in range(2):
        services.debriefs.share(mei, private)
    assert next(row for row in services.dashboard.floor(manager, year).people if row.person_id == "mei").calls == 5
    assert sum(cell.findings for cell in services.dashboard.clauses(manager, year)) > sum(cell.findings for cell in before)
    assert private in {row["call_id"] for row in services.dashboard.calls_behind(manager, year)}


def test_recurrence_is_what_came_again_a_fortnight_after_the_first(services: Services, played: list[str]) -> None:
    found: Counter[tuple[str, bool]] = Counter()
    first: dict[str, int] = {}
    for day, call_id in zip((0, 10, 20, 30), played[:4], strict=True):
        for rule, _ in {(item.rule, item.turn) for item in services.calls.scores(call_id)[0].scorecard.findings if not item.needs_review}:
            found[(rule, day - first.setdefault(rule, day) > 14)] += 1
    cells = {cell.rule: cell for cell in services.dashboard.clauses(who(services, "manager"), ViewFilter(days=365)) if cell.name == "mei"}
    assert cells and any(cell.recurred for cell in cells.values())
    for rule, cell in cells.items():
        assert (cell.findings, cell.recurred) == (found[(rule, False)] + found[(rule, True)], found[(rule, True)]), rule


def test_an_older_call_shared_late_makes_later_findings_recurrences(services: Services, mei: Person, clock: SteadyClock) -> None:
    old = scripted(services, mei, CASE, "threatener", share=False)
    clock.skip(timedelta(days=20))
    scripted(services, mei, CASE, "threatener")
    manager = who(services, "manager")
    assert not any(cell.recurred for cell in services.dashboard.clauses(manager, ViewFilter()))
    services.debriefs.share(mei, old)
    assert any(cell.recurred for cell in services.dashboard.clauses(manager, ViewFilter()))


def test_running_sums_are_those_of_the_items(services: Services, mei: Person, played: list[str]) -> None:
    private = next(row.call_id for row in services.debriefs.history(mei) if not row.shared)
    services.debriefs.share(mei, private)
    shared = {level.skill: level for level in services.skills.levels(who(services, "manager"), mei)}
    own = {level.skill: level for level in services.skills.levels(mei, mei)}
    assert shared == own and any(level.state == "known" for level in own.values())


def test_ones_own_levels_are_those_of_every_item_with_private_practice(services: Services, mei: Person, played: list[str]) -> None:
    parts: dict[str, list[ItemSum]] = defaultdict(list)
    for part in services.skills._rollups.own_skill_sums("mei"):
        parts[part.skill].append(part)
    own = {level.skill: level for level in services.skills.levels(mei, mei)}
    assert len(parts) > 4
    for skill, mine in parts.items():
        told = level_of(skill, mine)
        assert (own[skill].items, own[skill].review_due) == (told.items, told.review_due)
        assert (own[skill].level or 0, own[skill].low or 0) == pytest.approx((told.level or 0, told.low or 0), abs=0.11)
    shared = {level.skill: level for level in services.skills.levels(who(services, "manager"), mei)}
    assert any(own[skill].items > shared[skill].items for skill in parts)


def test_what_waits_is_counted_as_it_stands(services: Services, mei: Person, played: list[str]) -> None:
    def counted() -> dict[str, int]:
        return {row["person_id"]: row["calls"] for row in database.rows("SELECT person_id, SUM(calls) AS calls FROM floor_waiting GROUP BY person_id") if row["calls"]}

    def standing() -> dict[str, int]:
        return {row["person_id"]: row["calls"] for row in database.rows("SELECT person_id, COUNT(*) AS calls FROM judged_calls WHERE waits IS NOT NULL GROUP BY person_id")}

    database, lead = services.calls._database, who(services, "lead")
    assert counted() == standing() == {"mei": 4, "bo": 1}
    services.debriefs.share(mei, next(row.call_id for row in services.debriefs.history(mei) if not row.shared))
    assert counted() == standing() == {"mei": 5, "bo": 1}
    services.reviews.done(lead, played[0])
    services.reviews.done(lead, played[0])
    assert counted() == standing() == {"mei": 4, "bo": 1}
    database.write("DELETE FROM calls WHERE id = ?", [played[4]])
    assert counted() == standing() == {"mei": 4}


def test_every_figure_opens_the_calls_behind_it(services: Services, played: list[str]) -> None:
    manager, year, board = who(services, "manager"), ViewFilter(days=365), services.dashboard
    rule = board.clauses(manager, year)[0].rule
    floor = board.floor(manager, year)
    assert {row["call_id"] for row in board.calls_behind(manager, year)} == set(played)
    assert {row["person_id"] for row in board.calls_behind(manager, year, person_id="bo")} == {"bo"}
    for row in board.calls_behind(manager, year, rule=rule):
        assert rule in {item.rule for item in services.calls.scores(row["call_id"])[0].scorecard.findings}
    assert len(board.calls_behind(manager, year, week=floor.trend[0].week)) == sum(point.calls for point in floor.trend if point.week == floor.trend[0].week)
    assert len(board.calls_behind(manager, year, scenario_id=CASE)) == 5 and board.calls_behind(manager, year, scenario_id=OTHER) == []
    assert len(board.calls_behind(manager, year, team_id="east")) == 5 and board.calls_behind(manager, year, team_id="west") == []
    assert board.calls_behind(manager, year, skill="opening")
    cohort = board.cohorts(manager, year)[0]
    assert len(board.calls_behind(manager, year, cohort=cohort.team_id)) == cohort.calls


def test_filters_hold_in_every_view(services: Services, played: list[str]) -> None:
    manager, board = who(services, "manager"), services.dashboard
    for none in (ViewFilter(days=365, jurisdiction="us"), ViewFilter(days=365, language="en"), ViewFilter(days=365, mode="exam"), ViewFilter(days=365, team_id="west"), ViewFilter(days=365, rubric="x")):
        assert board.floor(manager, none).trend == () and board.clauses(manager, none) == () and board.scenarios(manager, none) == () and board.calls_behind(manager, none) == []
        assert all(level.state == "too_little" for levels in board.skills(manager, none, ["mei"]).values() for level in levels)


def test_a_lead_sees_the_own_team_whatever_is_asked_for(services: Services, played: list[str]) -> None:
    other, asked = who(services, "other-lead"), ViewFilter(days=365, team_id="east")
    board = services.dashboard
    assert board.floor(other, asked).people == () and board.teams(other, asked) == () and board.clauses(other, asked) == () and board.calls_behind(other, asked, person_id="mei") == []
    assert board.skills(other, asked, ["mei"]) == {}
    assert [row.person_id for row in board.leads(other, asked)] == ["other-lead"]


def test_the_workload_of_leads_falls_as_they_review(services: Services, played: list[str]) -> None:
    manager, lead = who(services, "manager"), who(services, "lead")
    before = services.dashboard.leads(manager, ViewFilter())[0]
    assert (before.person_id, before.waiting) == ("lead", 5) and before.fatal > 0
    assert services.reviews.waiting(lead) == 5
    first = services.reviews.queue(lead)[0]
    assert first.kind == "fatal" and first.quote
    services.reviews.judge(lead, first.call_id, "overall", "overall", agrees=True)
    after = services.dashboard.leads(manager, ViewFilter())[0]
    assert (after.waiting, after.looked_at, after.verdicts) == (4, 1, 1)


def test_an_appeal_comes_first_and_comes_back_into_the_queue(services: Services, mei: Person, played: list[str]) -> None:
    lead = who(services, "lead")
    services.reviews.done(lead, played[2])
    assert played[2] not in {moment.call_id for moment in services.reviews.queue(lead)}
    services.reviews.appeal(mei, played[2], "overall", "overall", "我觉得不对")
    assert (services.reviews.queue(lead)[0].call_id, services.reviews.queue(lead)[0].kind) == (played[2], "appeal")
    services.reviews.answer(lead, services.reviews.view(lead, played[2]).appeals[0].id, "看过了", False)
    assert played[2] not in {moment.call_id for moment in services.reviews.queue(lead)}


def test_pass_rates_by_shift_follow_the_clock_of_the_viewer(services: Services, played: list[str]) -> None:
    manager = who(services, "manager")
    here = services.dashboard.scenarios(manager, ViewFilter(days=365), 8)[0]
    there = services.dashboard.scenarios(manager, ViewFilter(days=365), 0)[0]
    assert here.calls == 5 and here.by_shift != there.by_shift
    assert sum(rate is not None for rate in here.by_shift) == 1


def test_roll_ups_are_what_the_migration_would_make_of_the_judged_calls(services: Services, played: list[str]) -> None:
    database = services.calls._database
    made = "SELECT day, person_id, COUNT(*) AS calls, SUM(passed) AS passed FROM judged_calls WHERE private = 0 GROUP BY day, person_id ORDER BY day, person_id"
    kept = "SELECT day, person_id, SUM(calls) AS calls, SUM(passed) AS passed FROM floor_calls GROUP BY day, person_id ORDER BY day, person_id"
    assert database.rows(made) == database.rows(kept)
    items = "SELECT COUNT(*) AS n FROM judged_items i JOIN judged_calls j ON j.call_id = i.call_id WHERE j.private = 0 AND i.person_id = 'mei'"
    assert services.dashboard._floor.levels(Filter(organisation_id="org", person_ids=("mei",))) and database.row(items) == database.row("SELECT SUM(items) AS n FROM floor_skills WHERE person_id = 'mei'")


def test_removing_the_organisation_leaves_no_figures_behind(services: Services, played: list[str]) -> None:
    services.people.remove_organisation("org")
    for table in ("floor_calls", "floor_rules", "floor_skills", "floor_firsts", "judged_calls", "statements", "floor_waiting", "own_skills"):
        assert services.calls._database.row(f"SELECT COUNT(*) AS n FROM {table}") == {"n": 0}, table
