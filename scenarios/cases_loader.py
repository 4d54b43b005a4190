"""Cases and shifts read from cases/*.yaml and shifts/*.yaml, refused with every problem listed."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from scenarios.checks import language_problems
from trainer.domain.case import Case, Stage
from trainer.domain.errors import ContentError
from trainer.domain.scenario import Scenario, Spoken
from trainer.domain.shift import Shift
from trainer.domain.strict_yaml import read_model_file

SHIPPED = Path(__file__).resolve().parent
FEWEST_LINES = 3
ITEMS = 10

N = TypeVar("N", Case, Shift)


def load_cases(scenarios: Mapping[str, Scenario], root: Path = SHIPPED) -> Mapping[str, Case]:
    """Every case by id.

    Args:
        scenarios: The shipped scenarios by id; a case is built on one of them.
        root: The folder that holds `cases/`.

    Raises:
        ContentError: with every problem of every file.
    """
    return _folder(root, "cases", Case, lambda case: _case_problems(case, scenarios))


def load_shifts(scenarios: Mapping[str, Scenario], root: Path = SHIPPED) -> Mapping[str, Shift]:
    """Every shift by id.

    Raises:
        ContentError: with every problem of every file.
    """
    return _folder(root, "shifts", Shift, _shift_problems)


def _folder(root: Path, folder: str, model: type[N], check: Callable[[N], Iterator[str]]) -> Mapping[str, N]:
    found: dict[str, N] = {}
    problems: list[str] = []
    for path in sorted((root / folder).glob("*.yaml")):
        where = f"{root.name}/{folder}/{path.name}"
        try:
            thing: N = read_model_file(path, where, model)
        except ContentError as error:
            problems.extend(error.problems)
            continue
        if thing.id != path.stem:
            problems.append(f"{where}: id: found {thing.id!r}; allowed: {path.stem!r}, the name of the file")
        for problem in (*check(thing), *language_problems(thing)):
            problems.append(f"{where}: {problem}")
        found[thing.id] = thing
    if problems:
        raise ContentError(problems)
    return MappingProxyType(found)


def _case_problems(case: Case, scenarios: Mapping[str, Scenario]) -> Iterator[str]:
    if case.scenario not in scenarios:
        yield f"scenario: found {case.scenario!r}; allowed: the id of a shipped scenario"
    for name in ("kept", "broken", "wronged"):
        yield from _few_ways(f"remembered.{name}", getattr(case.remembered, name))
    yield from _few_ways("complaint_spoken", case.complaint_spoken)
    if not re.search(r"\d{5}", re.sub(r"\D", "", case.phone)):
        yield f"phone: found {case.phone!r}; allowed: a telephone number"
    if all(item.shared for item in case.addresses):
        yield "addresses: found shared ones only; allowed: at least one that the debtor alone reads"
    yield from _unique("addresses", [item.id for item in case.addresses])
    yield from _unique("stages", [item.id for item in case.stages])
    days = [stage.day for stage in case.stages]
    if days != sorted(days):
        yield f"stages: found the days {days}; allowed: days that never go back"
    if days[0] != 0:
        yield f"stages[0].day: found {days[0]}; allowed: 0"
    for index, stage in enumerate(case.stages):
        yield from _stage_problems(stage, f"stages[{index}]")


def _few_ways(key: str, spoken: Spoken) -> Iterator[str]:
    if min(len(set(spoken.zh)), len(set(spoken.en))) < FEWEST_LINES:
        yield f"{key}: found fewer than {FEWEST_LINES} different lines; allowed: at least {FEWEST_LINES} in each language"


def _stage_problems(stage: Stage, key: str) -> Iterator[str]:
    needs = {"notice": "purpose", "request": "request", "legal_decision": "steps", "handover": "recipient"}
    wanted = needs.get(stage.kind)
    if wanted is not None and not getattr(stage, wanted):
        yield f"{key}.{wanted}: found nothing; allowed: what a {stage.kind} stage needs"
    if stage.request is not None:
        yield from _few_ways(f"{key}.request.spoken", stage.request.spoken)
    if stage.kind == "legal_decision" and not stage.documents:
        yield f"{key}.documents: found nothing; allowed: the papers that the step needs"


def _unique(key: str, names: list[str]) -> Iterator[str]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{key}: found the id {name!r} more than once; allowed: each id once"


def _shift_problems(shift: Shift) -> Iterator[str]:
    yield from _unique("items", [item.id for item in shift.items])
    if len(shift.items) < ITEMS:
        yield f"items: found {len(shift.items)}; allowed: at least {ITEMS}"
    names = {item.id for item in shift.items}
    for index, item in enumerate(shift.items):
        if item.until is not None and item.until < item.opens:
            yield f"items[{index}].until: found {item.until}; allowed: not before it opens at {item.opens}"
        if not any(choice.good for choice in item.choices):
            yield f"items[{index}].choices: found none that is good; allowed: at least one"
        if item.follows is not None and item.follows not in names:
            yield f"items[{index}].follows: found {item.follows!r}; allowed: the id of an item"
