"""Rubrics read from scoring/rubrics/*.yaml: the shared criteria, and one file per jurisdiction and mode."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from scoring.digest import digest_of
from scoring.measures.table import MEASURES
from scoring.rubric import Criterion, Mode, Rubric
from trainer.domain.context import Jurisdiction
from trainer.domain.errors import ContentError
from trainer.domain.strict_yaml import read_model_file
from trainer.domain.text import Model

RUBRICS_DIR = Path(__file__).parent / "rubrics"
MODES: tuple[Mode, ...] = ("practice", "exam")
FULL_WEIGHT = 100


class _CriteriaFile(Model):
    criteria: tuple[Criterion, ...]


def load_rubrics(folder: Path = RUBRICS_DIR) -> Mapping[tuple[Jurisdiction, Mode], Rubric]:
    """All rubrics of a folder that holds criteria.yaml and <jurisdiction>_<mode>.yaml.

    Raises:
        ContentError: with every problem of the files.
    """
    criteria = read_model_file(folder / "criteria.yaml", "scoring/rubrics/criteria.yaml", _CriteriaFile).criteria
    problems = list(_criteria_problems(criteria))
    rubrics: dict[tuple[Jurisdiction, Mode], Rubric] = {}
    for jurisdiction in Jurisdiction:
        for mode in MODES:
            name = f"{jurisdiction.value}_{mode}"
            where = f"scoring/rubrics/{name}.yaml"
            try:
                draft = read_model_file(folder / f"{name}.yaml", where, Rubric)
            except ContentError as error:
                problems.extend(error.problems)
                continue
            problems.extend(_rubric_problems(draft, where, jurisdiction, mode))
            full = draft.model_copy(update={"criteria": criteria})
            rubrics[(jurisdiction, mode)] = full.model_copy(update={"digest": digest_of(full.model_dump(mode="json", exclude={"digest"}))})
    if problems:
        raise ContentError(problems)
    return rubrics


def _criteria_problems(criteria: tuple[Criterion, ...]) -> Iterable[str]:
    where = "scoring/rubrics/criteria.yaml"
    total = sum(criterion.weight for criterion in criteria)
    if total != FULL_WEIGHT:
        yield f"{where}: criteria: found weights that sum to {total}; allowed: {FULL_WEIGHT}"
    seen: set[str] = set()
    for index, criterion in enumerate(criteria):
        here = f"{where}: criteria[{index}]"
        if criterion.id in seen:
            yield f"{here}.id: found {criterion.id!r} a second time; allowed: each id once"
        seen.add(criterion.id)
        if criterion.measure not in MEASURES:
            yield f"{here}.measure: found {criterion.measure!r}; allowed: {', '.join(sorted(MEASURES))}"
        steps = [(level.at, level.share) for level in criterion.levels]
        if steps[0][0] != 0 or any(later[0] <= earlier[0] or later[1] < earlier[1] for earlier, later in pairwise(steps)):
            yield f"{here}.levels: found {[at for at, _ in steps]}; allowed: the first at 0, `at` and `share` rising"


def _rubric_problems(rubric: Rubric, where: str, jurisdiction: Jurisdiction, mode: Mode) -> Iterable[str]:
    if rubric.criteria or rubric.digest:
        yield f"{where}: found criteria or digest; allowed: both are added on loading"
    if (rubric.jurisdiction, rubric.mode) != (jurisdiction, mode):
        yield f"{where}: jurisdiction, mode: found {rubric.jurisdiction.value}, {rubric.mode}; allowed: {jurisdiction.value}, {mode}"
    missing = {"fatal", "major", "minor"} - set(rubric.deductions)
    if missing:
        yield f"{where}: deductions: found no {', '.join(sorted(missing))}; allowed: one number for each severity"
