"""Fixtures that every test may use: the shipped content, a fixed clock, a fresh store."""
from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from trainer.bootstrap import ROOT, Services, Settings, build
from trainer.domain.people import Person, Role, Team
from trainer.domain.text import Language
from trainer.service.content import Content, load_content
from trainer.service.ports import Outside

START = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def content() -> Content:
    """All shipped content, loaded once."""
    return load_content(ROOT, "test")


class SteadyClock:
    """A clock that goes on one second whenever it is read; `skip` jumps."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def skip(self, span: timedelta) -> None:
        self.moment += span


@pytest.fixture()
def clock() -> SteadyClock:
    return SteadyClock()


@pytest.fixture()
def outside(clock: SteadyClock) -> Outside:
    """Time and chance that every run of a test sees alike."""
    ids, seeds = itertools.count(1), itertools.count(1)
    return Outside(now=clock, new_id=lambda: f"id{next(ids)}", new_seed=lambda: next(seeds), new_secret=lambda: f"secret-{next(ids)}-{'x' * 24}")


@pytest.fixture()
def services(tmp_path: Path, content: Content, outside: Outside) -> Services:
    """All services over a fresh store with one organisation of two teams."""
    built = build(Settings(store=tmp_path / "store.db"), outside, content)
    built.people.add_organisation("org", "Org", False, START)
    for team in ("east", "west"):
        built.people.add_team(Team(id=team, organisation_id="org", name=team))
    for person_id, team, roles in (
        ("mei", "east", (Role.TRAINEE,)), ("bo", "east", (Role.TRAINEE,)), ("lead", "east", (Role.LEAD,)), ("other-lead", "west", (Role.LEAD,)),
        ("manager", None, (Role.MANAGER,)), ("admin", None, (Role.ADMIN,)),
    ):
        built.people.add_person(
            Person(id=person_id, organisation_id="org", team_id=team, name=person_id, email=f"{person_id}@org.example", roles=roles, language=Language.ZH), START
        )
    return built


@pytest.fixture()
def mei(services: Services) -> Person:
    """A trainee of the east team."""
    person = services.people.person("mei")
    assert person is not None
    return person


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that are known not to hold yet, so that the run lists them with their reasons."""
    known = yaml.safe_load((Path(__file__).parent / "known_failures.yaml").read_text(encoding="utf-8"))["tests"]
    for item in items:
        for entry in known:
            if item.nodeid.endswith(entry["ends"]):
                item.add_marker(pytest.mark.xfail(reason=entry["reason"], strict=False))
