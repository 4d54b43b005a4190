"""All content of the product, loaded and checked as one: scenarios, temperaments, situations, rule packs, rubrics."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scenarios.loader import Library, load_library
from scoring.packs import load_packs
from scoring.rubrics_loader import Rubric, load_rubrics
from trainer.domain.context import Jurisdiction
from trainer.domain.errors import ContentError
from trainer.domain.judgement import RulePack
from trainer.domain.scenario import Scenario

Mode = Literal["practice", "exam"]


@dataclass(frozen=True)
class Content:
    """Everything that is data, frozen for the life of the process."""

    library: Library
    packs: Mapping[Jurisdiction, RulePack]
    rubrics: Mapping[tuple[Jurisdiction, Mode], Rubric]
    app_version: str

    def rubric(self, jurisdiction: Jurisdiction, mode: Mode) -> Rubric:
        """The rubric that judges calls of this jurisdiction in this mode."""
        return self.rubrics[(jurisdiction, mode)]


def _teaches_unknown(scenario: Scenario, known: set[str]) -> list[str]:
    return [
        f"scenarios/library/{scenario.id}.yaml: teaches: found {name!r}; allowed: {', '.join(sorted(known))}"
        for name in scenario.teaches
        if name not in known
    ]


def load_content(root: Path, app_version: str) -> Content:
    """Load every content file below the project's root and check what only holds across rooms.

    Raises:
        ContentError: with every problem of every file.
    """
    problems: list[str] = []
    library = packs = rubrics = None
    try:
        library = load_library(root / "scenarios")
    except ContentError as error:
        problems += error.problems
    try:
        packs = load_packs(root / "scoring" / "rules")
    except ContentError as error:
        problems += error.problems
    try:
        rubrics = load_rubrics(root / "scoring" / "rubrics")
    except ContentError as error:
        problems += error.problems
    if library is not None and rubrics is not None:
        for scenario in library.scenarios.values():
            known = {criterion.id for criterion in rubrics[(scenario.jurisdiction, "practice")].criteria}
            problems += _teaches_unknown(scenario, known)
    if problems or library is None or packs is None or rubrics is None:
        raise ContentError(problems)
    return Content(library=library, packs=packs, rubrics=rubrics, app_version=app_version)
