"""The written legal facts of the drills, read from drills/*.yaml, one file per jurisdiction, refused with every problem listed."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from trainer.domain.context import Jurisdiction
from trainer.domain.drill import DrillBasis
from trainer.domain.errors import ContentError
from trainer.domain.judgement import RulePack
from trainer.domain.strict_yaml import read_model_file
from trainer.domain.text import Language, Localised, Model

DRILLS_DIR = Path(__file__).parent / "drills"


class _Fact(Model):
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    rule: str
    source: str
    article: str = Field(min_length=1)
    standing: Literal["verified", "memory"]
    question: Localised
    right: Localised
    wrong: tuple[Localised, ...] = Field(min_length=2)
    why: Localised


class _FactFile(Model):
    jurisdiction: Jurisdiction
    sources: dict[str, Localised]
    facts: tuple[_Fact, ...] = Field(min_length=1)


class LegalFact(Model):
    """One legal fact: the question, its one right answer, wrong ones, why, and the clause with its standing."""

    id: str
    rule: str
    question: Localised
    right: Localised
    wrong: tuple[Localised, ...]
    why: Localised
    basis: DrillBasis


def load_facts(packs: Mapping[Jurisdiction, RulePack], folder: Path = DRILLS_DIR) -> Mapping[Jurisdiction, tuple[LegalFact, ...]]:
    """The legal facts of every jurisdiction.

    Args:
        packs: The rule packs; every fact practises one of their rules.
        folder: Where the files lie.

    Raises:
        ContentError: with every problem of every file.
    """
    found: dict[Jurisdiction, tuple[LegalFact, ...]] = {}
    problems: list[str] = []
    for jurisdiction in Jurisdiction:
        where = f"scoring/drills/{jurisdiction.value}.yaml"
        try:
            file = read_model_file(folder / f"{jurisdiction.value}.yaml", where, _FactFile)
        except ContentError as error:
            problems.extend(error.problems)
            continue
        problems.extend(_problems(file, where, jurisdiction, packs[jurisdiction]))
        if not problems:
            found[jurisdiction] = tuple(_fact(file, fact) for fact in file.facts)
    if problems:
        raise ContentError(problems)
    return MappingProxyType(found)


def _fact(file: _FactFile, fact: _Fact) -> LegalFact:
    basis = DrillBasis(standing=fact.standing, title=file.sources[fact.source], article=fact.article, gist=fact.why)
    return LegalFact(id=fact.id, rule=fact.rule, question=fact.question, right=fact.right, wrong=fact.wrong, why=fact.why, basis=basis)


def _problems(file: _FactFile, where: str, jurisdiction: Jurisdiction, pack: RulePack) -> Iterator[str]:
    if file.jurisdiction is not jurisdiction:
        yield f"{where}: jurisdiction: found {file.jurisdiction.value!r}; allowed: {jurisdiction.value!r}"
    rules = {rule.code for rule in pack.rules}
    seen: set[str] = set()
    for place, fact in enumerate(file.facts):
        if fact.id in seen:
            yield f"{where}: facts[{place}].id: found {fact.id!r} a second time; allowed: each fact once"
        seen.add(fact.id)
        if fact.rule not in rules:
            yield f"{where}: facts[{place}].rule: found {fact.rule!r}; allowed: a rule of the pack"
        if fact.source not in file.sources:
            yield f"{where}: facts[{place}].source: found {fact.source!r}; allowed: {', '.join(sorted(file.sources))}"
        for language in Language:
            answers = [answer.in_(language) for answer in (fact.right, *fact.wrong)]
            if len(set(answers)) != len(answers):
                yield f"{where}: facts[{place}]: found the same answer twice in {language.value}; allowed: answers that differ"
