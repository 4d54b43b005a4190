"""`python -m benches.bench_floor [--people N] [--calls N] [--folder F]`: dashboards over a large history, beside their SQL alone, and as the history grows tenfold.

The history is made of calls that scripted collectors really played through the simulator and that were really judged; each is counted again for other
people, days and hours, because playing a hundred thousand would take hours and change nothing that a dashboard reads. Turns are stored in full.
Scorecards are stored for every tenth call and for all of the newest week (which the queue opens), as they are large and no dashboard reads others.
"""
from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from trainer.bootstrap import Services, Settings, build
from trainer.domain.judgement import Scorecard
from trainer.domain.people import Person, Role, Team
from trainer.domain.scenario import Scenario
from trainer.domain.stored import CallStatus, StoredCall
from trainer.domain.text import Language
from trainer.service.content import Content, load_content
from trainer.service.dashboard import ViewFilter
from trainer.service.live_call import LiveCall
from trainer.service.scripted.collectors import COLLECTORS
from trainer.service.scripted.play import scripted_call
from trainer.storage.database import Database
from trainer.version import ROOT

PLAYED = 160
TEAM_SIZE = 12
ROUNDS = 20
CALLS_A_DAY = 111
BATCH = 2000
GOAL_MS, GOAL_RATIO, SMALL_MS = 300.0, 3.0, 10.0
DEFAULT = ViewFilter(days=90)
YEAR = ViewFilter(days=365)


@dataclass(frozen=True)
class Sample:
    """One really played and judged call, its turns and its score as rows."""

    scenario: Scenario
    language: Language
    card: Scorecard
    turns: tuple[str, ...]


def played(content: Content) -> list[Sample]:
    """Judged calls of every kind of collector in both languages."""
    scenarios = sorted(content.library.scenarios.values(), key=lambda item: item.id)
    kinds, found = sorted(COLLECTORS), []
    for number in range(PLAYED):
        scenario = scenarios[number % len(scenarios)]
        language = Language.ZH if scenario.jurisdiction == "cn" else Language.EN
        call = LiveCall(content, scenario, language, number)
        scripted_call(call, kinds[number % len(kinds)], random.Random(number))
        found.append(Sample(scenario, language, call.score("bench").scorecard, tuple(turn.model_dump_json() for turn in call.turns)))
    return found


def staff(services: Services, people: int) -> list[str]:
    """The organisation: teams of twelve with a lead each, one manager."""
    now = services.outside.now()
    services.people.add_organisation("big", "Big", False, now)
    teams = [f"team{number:03}" for number in range(max(people // TEAM_SIZE, 1))]
    with services.calls.transaction() as database:
        for team in teams:
            services.people.add_team(Team(id=team, organisation_id="big", name=team))
        for number in range(people):
            roles = (Role.LEAD,) if number < len(teams) else (Role.TRAINEE,)
            services.people.add_person(
                Person(id=f"p{number}", organisation_id="big", team_id=teams[number % len(teams)], name=f"P{number}", email=f"p{number}@big.example", roles=roles, language=Language.ZH), now
            )
            database.conn.execute("UPDATE people SET started_on = ? WHERE id = ?", [(now - timedelta(days=number % 700)).date().isoformat(), f"p{number}"])
        services.people.add_person(Person(id="m", organisation_id="big", team_id=None, name="M", email="m@big.example", roles=(Role.MANAGER, Role.ADMIN), language=Language.ZH), now)
    return teams


def grow(services: Services, samples: Sequence[Sample], teams: Sequence[str], people: int, first: int, last: int) -> None:
    """Add judged calls number `first` to `last`, each further one older than those before."""
    now, rng = services.outside.now(), random.Random(first)
    for start in range(first, last, BATCH):
        with services.calls.transaction() as database:
            for number in range(start, min(start + BATCH, last)):
                sample, person = samples[rng.randrange(len(samples))], rng.randrange(len(teams), people)
                started = now - timedelta(days=number // CALLS_A_DAY, seconds=rng.randrange(86400))
                call = StoredCall(
                    id=f"c{number:06}", organisation_id="big", person_id=f"p{person}", scenario_id=sample.scenario.id, scenario_version=sample.scenario.version, language=sample.language,
                    seed=number, mode="exam" if number % 5 == 0 else "practice", aids=False, status=CallStatus.SCORED, started_at=started, shared=True, app_version="bench",
                )
                services.calls.add(call)
                database.conn.executemany(
                    "INSERT INTO turns (call_id, idx, speaker, deed, text, body, said_at) VALUES (?, ?, 'collector', 'say', '', ?, ?)",
                    [(call.id, index, body, started.isoformat()) for index, body in enumerate(sample.turns)],
                )
                if number % 10 == 0 or number < 7 * CALLS_A_DAY:
                    services.calls.add_score(call.id, sample.card, None, started)
                services.rollups.add(call, teams[person % len(teams)], sample.scenario.difficulty, sample.scenario.jurisdiction, sample.card, now)


def filled(store: Path, content: Content, people: int, calls: int) -> Services:
    """A store with so many calls: made, or taken as it is where an earlier run has left it."""
    services = build(Settings(store=store), content=content)
    database = services.calls._database
    if (database.row("SELECT COUNT(*) AS n FROM calls") or {})["n"] != calls:
        database.connection().conn.execute("PRAGMA synchronous=OFF")
        grow(services, played(content), staff(services, people), people, 0, calls)
    turns = (database.row("SELECT COUNT(*) AS n FROM turns") or {})["n"]
    print(f"{people} people, {calls} judged calls over {calls // CALLS_A_DAY} days, {turns} turns, {store.stat().st_size / 1e6:.0f} MB", flush=True)
    return services


@contextmanager
def as_served() -> Iterator[None]:
    """As the server does at its start and after every run: everything loaded is frozen and no full collection comes in between."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()


class Spy:
    """Notes every reading statement, so that its SQL can be timed alone."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Any, ...]]] = []

    @contextmanager
    def watching(self) -> Iterator[None]:
        rows, row = Database.rows, Database.row

        def noted(database: Database, sql: str, values: Sequence[Any] = ()) -> Any:
            self.asked.append((sql, tuple(values)))
            return rows(database, sql, values)

        def noted_one(database: Database, sql: str, values: Sequence[Any] = ()) -> Any:
            self.asked.append((sql, tuple(values)))
            return row(database, sql, values)

        Database.rows, Database.row = noted, noted_one  # type: ignore[method-assign]
        try:
            yield
        finally:
            Database.rows, Database.row = rows, row  # type: ignore[method-assign]


def p95(run: Callable[[], object], clock: Callable[[], float] = time.thread_time) -> float:
    """The 95th percentile of twenty runs after a first one, in milliseconds of the serving thread: what others do on the machine is not counted.

    Everything read lies in memory by the second run, so that on an idle machine this is what passes on the wall, too.
    """
    run()
    seconds = []
    for _ in range(ROUNDS):
        started = clock()
        run()
        seconds.append(clock() - started)
    return 1000 * sorted(seconds)[int(0.95 * len(seconds)) - 1]


def views(services: Services) -> dict[str, Callable[[], object]]:
    """Every dashboard: as the manager of everybody, and as the lead of one team."""
    manager, lead = services.people.person("m"), services.people.person("p0")
    trainee = services.people.person("p1999") or services.people.person("p399")
    if manager is None or lead is None or trainee is None:
        raise RuntimeError("nobody to look")
    board, reviews = services.dashboard, services.reviews
    shown = [row.person_id for row in board.floor(manager, DEFAULT).people[:40]]
    rule = max(board.clauses(manager, YEAR, by_team=True), key=lambda cell: cell.findings).rule
    return {
        "floor, manager": lambda: board.floor(manager, DEFAULT),
        "floor, manager, a year": lambda: board.floor(manager, YEAR),
        "floor, lead": lambda: board.floor(lead, DEFAULT),
        "skill map, manager": lambda: board.skills(manager, DEFAULT, shown),
        "clauses by team, manager": lambda: board.clauses(manager, DEFAULT, by_team=True),
        "clauses by team, a year": lambda: board.clauses(manager, YEAR, by_team=True),
        "clauses by person, lead": lambda: board.clauses(lead, DEFAULT),
        "teams, manager": lambda: board.teams(manager, DEFAULT),
        "cohorts, manager": lambda: board.cohorts(manager, DEFAULT),
        "lead workload, manager": lambda: board.leads(manager, DEFAULT),
        "scenarios, manager": lambda: board.scenarios(manager, DEFAULT),
        "scenarios, a year": lambda: board.scenarios(manager, YEAR),
        "calls behind all": lambda: board.calls_behind(manager, DEFAULT),
        "calls behind a rule": lambda: board.calls_behind(manager, DEFAULT, rule=rule),
        "review queue, manager": lambda: (reviews.queue(manager), reviews.waiting(manager)),
        "review queue, lead": lambda: (reviews.queue(lead), reviews.waiting(lead)),
        "skills of one, manager": lambda: services.skills.levels(manager, trainee),
        "skills of one, own": lambda: services.skills.levels(trainee, trainee),
    }


def measure(services: Services) -> dict[str, tuple[float, float]]:
    """Per dashboard: p95 of the whole, and of its statements alone."""
    connection = Database(services.calls._database.path).connection().conn
    found = {}
    for name, run in views(services).items():
        spy = Spy()
        with spy.watching():
            run()
        asked = spy.asked
        with as_served():
            found[name] = (p95(run), p95(lambda asked=asked: [connection.execute(sql, values).fetchall() for sql, values in asked]))  # type: ignore[misc]
    return found


def pages(store: Path) -> dict[str, float]:
    """p95 of one whole run of each view of the floor and of the manager's home, as the web frame runs them."""
    from streamlit.testing.v1 import AppTest

    from trainer.web import services as web_services
    from trainer.web.floor_view import VIEWS

    logging.disable(logging.WARNING)
    os.environ["DUILIAN_STORE"] = str(store)
    web_services.services.cache_clear()
    found = {}
    for name, page, view in [("home", "home", None), *((f"floor, {view}", "floor", view) for view in VIEWS)]:
        app = AppTest.from_file(str(ROOT / "trainer" / "web" / "main.py"), default_timeout=60)
        app.session_state["frame.person_id"] = "m"
        app.session_state["frame.language"] = "en"
        app.run()
        if view is not None:
            app.query_params["view"] = view
        app.switch_page(str(ROOT / "pages" / f"{page}.py"))
        with as_served():
            found[name] = p95(app.run, time.process_time)
        if app.exception or app.error:
            raise RuntimeError(f"{name}: {[item.value for item in (*app.exception, *app.error)]}")
    return found


def main() -> None:
    """Measure at a tenth of the history and at all of it, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--folder", type=Path, help="keep the stores here, and take those of an earlier run")
    asked = parser.parse_args()
    content = load_content(ROOT, "bench")
    with tempfile.TemporaryDirectory() as made:
        folder = asked.folder or Path(made)
        small = measure(filled(folder / "tenth.db", content, asked.people, asked.calls // 10))
        services = filled(folder / "all.db", content, asked.people, asked.calls)
        large = measure(services)
        drawn = pages(folder / "all.db")
    print("\n| dashboard | p95 ms at a tenth | p95 ms at all | its SQL alone, ms | ratio | kept |\n| --- | ---: | ---: | ---: | ---: | --- |")
    for name, (whole, sql) in large.items():
        ratio = whole / max(sql, 0.01)
        kept = whole <= GOAL_MS and (ratio <= GOAL_RATIO or whole <= SMALL_MS)
        print(f"| {name} | {small[name][0]:.1f} | {whole:.1f} | {sql:.1f} | {ratio:.1f} | {'yes' if kept else 'NO'} |")
    print("\n| whole page, manager of everybody | p95 ms |\n| --- | ---: |")
    for name, whole in drawn.items():
        print(f"| {name} | {whole:.0f} |")
    if asked.json:
        asked.json.write_text(json.dumps({"small": small, "large": large, "pages": drawn}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
