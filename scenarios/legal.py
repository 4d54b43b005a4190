"""The legal routes read from legal/*.yaml, one per jurisdiction, refused with every problem listed."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from trainer.domain.context import Jurisdiction, LegalStatus
from trainer.domain.errors import ContentError
from trainer.domain.legal import LegalRoute
from trainer.domain.strict_yaml import read_model_file

LEGAL_DIR = Path(__file__).resolve().parent / "legal"
_ORDER = {status: place for place, status in enumerate((LegalStatus.NONE, LegalStatus.AUTHORISED, LegalStatus.FILED, LegalStatus.JUDGMENT))}


def load_legal(folder: Path = LEGAL_DIR) -> Mapping[Jurisdiction, LegalRoute]:
    """The legal route of every jurisdiction.

    Raises:
        ContentError: with every problem of every file.
    """
    routes: dict[Jurisdiction, LegalRoute] = {}
    problems: list[str] = []
    for jurisdiction in Jurisdiction:
        try:
            routes[jurisdiction] = read_route(folder / f"{jurisdiction.value}.yaml", jurisdiction)
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    return MappingProxyType(routes)


def read_route(path: Path, jurisdiction: Jurisdiction) -> LegalRoute:
    """One route from its file.

    Raises:
        ContentError: with every problem of the file.
    """
    where = f"scenarios/legal/{path.name}"
    route = read_model_file(path, where, LegalRoute)
    problems = list(_problems(route, where, jurisdiction))
    if problems:
        raise ContentError(problems)
    return route


def _problems(route: LegalRoute, where: str, jurisdiction: Jurisdiction) -> Iterator[str]:
    if route.jurisdiction is not jurisdiction or route.id != jurisdiction.value:
        yield f"{where}: jurisdiction: found {route.id!r} for {route.jurisdiction.value!r}; allowed: {jurisdiction.value!r}, the name of the file"
    places: dict[str, int] = {}
    for place, step in enumerate(route.steps):
        if step.id in places:
            yield f"{where}: steps[{place}].id: found {step.id!r} a second time; allowed: each step once"
        places.setdefault(step.id, place)
    yield from _order_problems(route, where, places)
    yield from _document_problems(route, where)
    reached = {name for step in route.steps for name in step.next} | {route.steps[0].id}
    for place, step in enumerate(route.steps):
        if step.id not in reached:
            yield f"{where}: steps[{place}].id: found {step.id!r}, which no step leads to; allowed: a step named in the next of an earlier one"


def _order_problems(route: LegalRoute, where: str, places: Mapping[str, int]) -> Iterator[str]:
    for place, step in enumerate(route.steps):
        if not step.next and place != len(route.steps) - 1:
            yield f"{where}: steps[{place}].next: found nothing; allowed: at least one step, but for the last"
        for name in step.next:
            if name not in places or places[name] <= place:
                yield f"{where}: steps[{place}].next: found {name!r}; allowed: a later step of this file"
            elif _ORDER[route.steps[places[name]].legal_status] < _ORDER[step.legal_status]:
                yield f"{where}: steps[{place}].next: found {name!r}, which falls back behind {step.legal_status.value!r}; allowed: a step at least as far"


def _document_problems(route: LegalRoute, where: str) -> Iterator[str]:
    for place, step in enumerate(route.steps):
        names = [document.id for document in step.documents]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"{where}: steps[{place}].documents: found {name!r} a second time; allowed: each paper once a step"
