"""The content of a practice call read from YAML: scenarios, temperaments and situations, refused with every problem listed."""
from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from scenarios.checks import scenario_problems
from trainer.domain.errors import ContentError
from trainer.domain.scenario import Scenario
from trainer.domain.situation import Situation
from trainer.domain.strict_yaml import read_model, read_text
from trainer.domain.temperament import Temperament

SHIPPED = Path(__file__).resolve().parent

N = TypeVar("N", Scenario, Temperament, Situation)


@dataclass(frozen=True)
class Library:
    """All content by id, each in the order of its file names."""

    scenarios: Mapping[str, Scenario]
    temperaments: Mapping[str, Temperament]
    situations: Mapping[str, Situation]


def load_library(root: Path = SHIPPED) -> Library:
    """Read `library/`, `temperaments/` and `situations/` under `root`; files whose name starts with "_" are templates and left out.

    Raises:
        ContentError: with every problem of every file.
    """
    problems: list[str] = []
    temperaments = _folder(root, "temperaments", Temperament, problems)
    situations = _folder(root, "situations", Situation, problems)
    scenarios = _folder(root, "library", Scenario, problems)
    names = (_ids(root / "temperaments"), _ids(root / "situations"))
    for scenario in scenarios.values():
        problems.extend(scenario_problems(scenario, f"{root.name}/library/{scenario.id}.yaml", *names))
    if problems:
        raise ContentError(problems)
    return Library(MappingProxyType(scenarios), MappingProxyType(temperaments), MappingProxyType(situations))


def parse_scenario(text: str, where: str, temperaments: Collection[str] | None = None, situations: Collection[str] | None = None) -> Scenario:
    """Read one scenario from text, with the same demands as a shipped file.

    Args:
        text: The YAML document.
        where: Name of the file as it is to stand in messages.
        temperaments: Known temperament ids; None leaves them unchecked.
        situations: Known situation ids; None leaves them unchecked.

    Raises:
        ContentError: with every problem.
    """
    scenario = read_model(text, where, Scenario)
    problems = scenario_problems(scenario, where, temperaments, situations)
    if problems:
        raise ContentError(problems)
    return scenario


def _folder(root: Path, folder: str, model: type[N], problems: list[str]) -> dict[str, N]:
    found: dict[str, N] = {}
    if not (root / folder).is_dir():
        problems.append(f"{root.name}/{folder}: found no such folder; allowed: a folder of YAML files")
        return found
    for path in _files(root / folder):
        where = f"{root.name}/{folder}/{path.name}"
        try:
            item = read_model(read_text(path, where), where, model)
        except ContentError as error:
            problems.extend(error.problems)
            continue
        if item.id != path.stem:
            problems.append(f"{where}: id: found {item.id!r}; allowed: {path.stem!r}, the name of the file")
            continue
        found[item.id] = item
    return found


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.yaml") if not path.name.startswith("_"))


def _ids(folder: Path) -> tuple[str, ...]:
    return tuple(path.stem for path in _files(folder)) if folder.is_dir() else ()
