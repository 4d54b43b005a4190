"""`python -m benches.bench_floor [--people N] [--calls N]`: dashboards over a large history, beside their SQL alone, and as the history grows tenfold.

The history is made of calls that scripted collectors really played through the simulator; each is counted again for other people and days, because
playing a hundred thousand would take an hour and change nothing that a dashboard reads.
"""
from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from trainer.bootstrap import Services, Settings, build
from trainer.domain.judgement import Scorecard
from trainer.domain.people import Person, Role, Team
from trainer.domain.scenario import Scenario
from trainer.domain.stored import CallStatus, StoredCall
from trainer.domain.text import Language
from trainer.service.content import load_content
from trainer.service.dashboard import ViewFilter
from trainer.service.live_call import LiveCall
from trainer.service.scripted.collectors import COLLECTORS
from trainer.service.scripted.play import scripted_call
from trainer.version import ROOT

PLAYED = 120
TEAM_SIZE = 12
ROUNDS = 15
DAYS = 360
TURNS_EACH = 10


def played(services: Services) -> list[tuple[Scenario, Scorecard, list[str]]]:
    """Judged calls of every kind of collector."""
    scenarios = sorted(services.content.library.scenarios.values(), key=lambda item: item.id)
    kinds, found = sorted(COLLECTORS), []
    for number in range(PLAYED):
        call = LiveCall(services.content, scenarios[number % len(scenarios)], Language.ZH, number)
        scripted_call(call, kinds[number % len(kinds)], random.Random(number))
        found.append((call.scenario, call.score("bench").scorecard, [turn.model_dump_json() for turn in call.turns]))
    return found


def fill(services: Services, people: int, calls: int) -> None:
    """Make the organisation and its history."""
    rng, now = random.Random(1), services.outside.now()
    services.people.add_organisation("big", "Big", False, now)
    teams = [f"team{number}" for number in range(max(people // TEAM_SIZE, 1))]
    with services.calls.transaction():
        for team in teams:
            services.people.add_team(Team(id=team, organisation_id="big", name=team))
        for number in range(people):
            roles = (Role.LEAD,) if number < len(teams) else (Role.TRAINEE,)
            services.people.add_person(
                Person(id=f"p{number}", organisation_id="big", team_id=teams[number % len(teams)], name=f"P{number}", email=f"p{number}@big.example", roles=roles, language=Language.ZH), now
            )
        services.people.add_person(Person(id="m", organisation_id="big", team_id=None, name="M", email="m@big.example", roles=(Role.MANAGER,), language=Language.ZH), now)
    samples = played(services)
    grow(services, samples, teams, people, calls, rng)


def grow(services: Services, samples: Sequence[tuple[Scenario, Scorecard, list[str]]], teams: list[str], people: int, calls: int, rng: random.Random) -> None:
    """Add judged calls with their turns."""
    now = services.outside.now()
    for start in range(0, calls, 2000):
        with services.calls.transaction() as database:
            for number in range(start, min(start + 2000, calls)):
                scenario, card, turns = samples[rng.randrange(len(samples))]
                person = rng.randrange(people)
                call = StoredCall(
                    id=f"c{number}", organisation_id="big", person_id=f"p{person}", scenario_id=scenario.id, scenario_version=scenario.version, language=Language.ZH, seed=number,
                    mode="exam" if number % 5 == 0 else "practice", aids=False, status=CallStatus.SCORED, started_at=now - timedelta(days=rng.randrange(DAYS), seconds=rng.randrange(86400)),
                    shared=True, app_version="bench",
                )
                services.calls.add(call)
                database.conn.executemany(
                    "INSERT INTO turns (call_id, idx, speaker, deed, text, body, said_at) VALUES (?, ?, 'collector', 'say', '', ?, ?)",
                    [(call.id, index, body, call.started_at.isoformat()) for index, body in enumerate(turns[:TURNS_EACH])],
                )
                services.rollups.add(call, teams[person % len(teams)], scenario.difficulty, scenario.jurisdiction, card, now)


def timed(run: Callable[[], object]) -> float:
    """The 95th percentile of a few runs, in milliseconds."""
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - started)
    return 1000 * sorted(seconds)[int(0.95 * len(seconds))]


def report(services: Services, title: str) -> None:
    """Print each dashboard beside its SQL alone."""
    manager, lead = services.people.person("m"), services.people.person("p0")
    if manager is None or lead is None:
        raise RuntimeError("nobody to look")
    board, rollups = services.dashboard, services.rollups
    wide, narrow = board.filter_for(manager, ViewFilter(days=90)), board.filter_for(lead, ViewFilter(days=90))
    views: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "floor, manager": (
            lambda: board.floor(manager, ViewFilter(days=90)), lambda: (rollups.calls_by_day(wide), rollups.calls_by("person_id", wide), rollups.skill_sums(wide), rollups.calls_by("team_id", wide))
        ),
        "floor, lead": (
            lambda: board.floor(lead, ViewFilter(days=90)), lambda: (rollups.calls_by_day(narrow), rollups.calls_by("person_id", narrow), rollups.skill_sums(narrow), rollups.calls_by("team_id", narrow))
        ),
        "clauses, manager": (lambda: board.clauses(manager, ViewFilter(days=90)), lambda: rollups.rules_by_person_and_day(wide)),
        "scenarios, manager": (lambda: board.scenarios(manager, ViewFilter(days=90)), lambda: rollups.scenarios(wide)),
        "calls behind": (lambda: board.calls_behind(manager, ViewFilter(days=90)), lambda: rollups.calls_behind(wide)),
        "skills of one": (lambda: services.skills.levels(manager, lead), lambda: rollups.own_skill_sums("p0")),
    }
    print(title)
    for name, (whole, sql) in views.items():
        all_ms, sql_ms = timed(whole), timed(sql)
        print(f"  {name}: p95 {all_ms:.0f} ms, SQL alone {sql_ms:.0f} ms, ratio {all_ms / max(sql_ms, 0.01):.1f} (goals 300 ms, 3)")


def main() -> None:
    """Measure at a tenth of the history and at all of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--calls", type=int, default=100_000)
    asked = parser.parse_args()
    content = load_content(ROOT, "bench")
    for calls in (asked.calls // 10, asked.calls):
        with tempfile.TemporaryDirectory() as folder:
            services = build(Settings(store=Path(folder) / "bench.db"), content=content)
            fill(services, asked.people, calls)
            report(services, f"{asked.people} people, {calls} judged calls, {calls * TURNS_EACH} turns")


if __name__ == "__main__":
    main()
