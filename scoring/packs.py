"""The rule packs: one per jurisdiction, read from scoring/rules/*.yaml, checked whole, and named by a digest of their exact content."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from scoring.case_facts import SLOT, SLOTS
from scoring.digest import digest_of
from trainer.domain.context import CallContext, Jurisdiction
from trainer.domain.errors import ContentError
from trainer.domain.judgement import Clause, Rule, RuleExample, RulePack, Severity, Standing
from trainer.domain.strict_yaml import read_model_file
from trainer.domain.text import Language, Localised, Model

RULES_DIR = Path(__file__).parent / "rules"

Kind = Literal["prohibited_act", "conditional_duty", "required_act"]


class _Shared(Model):
    number: int = Field(ge=1)
    title: Localised
    trigger: Localised
    kind: Kind
    duty_window_turns: int | None = Field(default=None, ge=0)
    detection: tuple[str, ...] = Field(min_length=1)
    facts_needed: tuple[str, ...] = ()
    advice: Localised
    better_lines: tuple[Localised, ...] = Field(min_length=2)
    fitted_lines: tuple[Localised, ...] = ()
    debtor_triggers: dict[Language, tuple[str, ...]] = Field(default_factory=dict)


class _SharedFile(Model):
    rules: dict[str, _Shared]


class _Example(Model):
    text: str = Field(min_length=1)
    language: Language
    context: dict[str, object] = Field(default_factory=dict)
    said_before: str | None = None
    why: str | None = None
    jurisdictions: tuple[Jurisdiction, ...] = tuple(Jurisdiction)


class _Examples(Model):
    breaches: tuple[_Example, ...] = Field(min_length=1)
    near_misses: tuple[_Example, ...] = Field(min_length=1)


class _ExamplesFile(Model):
    rules: dict[str, _Examples]


class _Source(Model):
    title: Localised
    force: Localised
    effective: date | None = None


class _Clause(Model):
    source: str
    article: str
    gist: Localised
    status: Literal["verified", "memory"]
    quality: Literal["primary", "secondary", "machine_translation"] | None = None


class _Local(Model):
    severity: Severity
    escalates: Localised | None = None
    escalates_to: Severity | None = None
    shown: str | None
    direct: tuple[str, ...]
    supporting: tuple[str, ...]
    better_lines: tuple[Localised, ...] = ()


class _PackFile(Model):
    id: str
    version: int = Field(ge=1)
    jurisdiction: Jurisdiction
    sources: dict[str, _Source]
    clauses: dict[str, _Clause]
    rules: dict[str, _Local]


def load_packs(folder: Path = RULES_DIR) -> Mapping[Jurisdiction, RulePack]:
    """The rule packs of all jurisdictions.

    Raises:
        ContentError: with every problem of the files.
    """
    packs: dict[Jurisdiction, RulePack] = {}
    problems: list[str] = []
    for jurisdiction in Jurisdiction:
        try:
            packs[jurisdiction] = read_pack(folder, jurisdiction)
        except ContentError as error:
            problems.extend(problem for problem in error.problems if problem not in problems)
    if problems:
        raise ContentError(problems)
    return packs


def read_pack(folder: Path, jurisdiction: Jurisdiction) -> RulePack:
    """Read a pack from a folder that holds shared.yaml, examples.yaml and <jurisdiction>.yaml.

    Raises:
        ContentError: with every problem of the files.
    """
    shared = read_model_file(folder / "shared.yaml", "scoring/rules/shared.yaml", _SharedFile)
    examples = read_model_file(folder / "examples.yaml", "scoring/rules/examples.yaml", _ExamplesFile)
    name = f"scoring/rules/{jurisdiction.value}.yaml"
    local = read_model_file(folder / f"{jurisdiction.value}.yaml", name, _PackFile)
    problems = [*_problems(local, name, shared, jurisdiction), *_example_problems(examples, shared), *_slot_problems(shared)]
    if problems:
        raise ContentError(problems)
    rules = tuple(_rule(code, shared.rules[code], entry, local, examples.rules[code]) for code, entry in local.rules.items())
    draft = RulePack(id=local.id, version=local.version, jurisdiction=jurisdiction, rules=rules, digest="")
    return draft.model_copy(update={"digest": digest_of(draft.model_dump(mode="json", exclude={"digest"}))})


def _slot_problems(shared: _SharedFile) -> Iterable[str]:
    for code, entry in shared.rules.items():
        for line in entry.fitted_lines:
            used = set(SLOT.findall(line.zh)), set(SLOT.findall(line.en))
            if used[0] != used[1] or not used[0] <= SLOTS:
                yield f"scoring/rules/shared.yaml: rules.{code}.fitted_lines: found {sorted(used[0] ^ used[1] | used[0] - SLOTS)}; allowed: the same of {', '.join(sorted(SLOTS))} in both"


def _problems(local: _PackFile, name: str, shared: _SharedFile, jurisdiction: Jurisdiction) -> Iterable[str]:
    if local.jurisdiction is not jurisdiction:
        yield f"{name}: jurisdiction: found {local.jurisdiction.value!r}; allowed: {jurisdiction.value!r}"
    yield from _same_codes(name, local.rules, shared.rules)
    for ref, clause in local.clauses.items():
        if clause.source not in local.sources:
            yield f"{name}: clauses.{ref}.source: found {clause.source!r}; allowed: {', '.join(local.sources)}"
    for code, entry in local.rules.items():
        for key, refs in (("direct", entry.direct), ("supporting", entry.supporting)):
            for ref in refs:
                if ref not in local.clauses:
                    yield f"{name}: rules.{code}.{key}: found {ref!r}; allowed: a key of clauses"
        if entry.shown is not None and entry.shown not in entry.direct:
            yield f"{name}: rules.{code}.shown: found {entry.shown!r}; allowed: one of direct ({', '.join(entry.direct)}), or null"
        if (entry.escalates is None) != (entry.escalates_to is None):
            yield f"{name}: rules.{code}: found one of escalates, escalates_to; allowed: both or neither"


def _example_problems(examples: _ExamplesFile, shared: _SharedFile) -> Iterable[str]:
    name = "scoring/rules/examples.yaml"
    yield from _same_codes(name, examples.rules, shared.rules)
    for code, group in examples.rules.items():
        for key, entries in (("breaches", group.breaches), ("near_misses", group.near_misses)):
            for language in Language:
                if not any(entry.language is language for entry in entries):
                    yield f"{name}: rules.{code}.{key}: found none in {language.value}; allowed: at least one in each language"
            for index, entry in enumerate(entries):
                try:
                    CallContext.model_validate(entry.context)
                except ValidationError as error:
                    yield f"{name}: rules.{code}.{key}[{index}].context: found {entry.context}; allowed: keys of the call context ({error.errors()[0]['msg']})"


def _same_codes(name: str, found: Mapping[str, object], wanted: Mapping[str, object]) -> Iterable[str]:
    for code in wanted:
        if code not in found:
            yield f"{name}: rules.{code}: found nothing; allowed: every rule of shared.yaml"
    for code in found:
        if code not in wanted:
            yield f"{name}: rules.{code}: found an unknown rule; allowed: the rules of shared.yaml"


def _rule(code: str, shared: _Shared, local: _Local, pack: _PackFile, examples: _Examples) -> Rule:
    shown = _clause(pack, local.shown, "direct") if local.shown is not None else None
    standing: Standing = "no_express_rule" if shown is None else shown.status
    clauses = tuple(_clause(pack, ref, fit) for fit, refs in (("direct", local.direct), ("supporting", local.supporting)) for ref in refs)
    return Rule(
        code=code, number=shared.number, title=shared.title, trigger=shared.trigger, kind=shared.kind, severity=local.severity,
        escalates=local.escalates, escalates_to=local.escalates_to, clause=shown, standing=standing, clauses=clauses,
        effective=shown.effective if shown else None, advice=shared.advice, better_lines=local.better_lines or shared.better_lines,
        fitted_lines=shared.fitted_lines,
        duty_window_turns=shared.duty_window_turns, detection=shared.detection, facts_needed=shared.facts_needed,
        debtor_triggers=shared.debtor_triggers,
        breaches=_examples(examples.breaches, pack.jurisdiction), near_misses=_examples(examples.near_misses, pack.jurisdiction),
    )


def _clause(pack: _PackFile, ref: str, fit: str) -> Clause:
    clause = pack.clauses[ref]
    source = pack.sources[clause.source]
    return Clause(
        source=clause.source, title=source.title, force=source.force, article=clause.article, gist=clause.gist, effective=source.effective,
        fit="direct" if fit == "direct" else "supporting", status=clause.status, quality=clause.quality,
    )


def _examples(entries: Iterable[_Example], jurisdiction: Jurisdiction) -> tuple[RuleExample, ...]:
    return tuple(
        RuleExample(text=entry.text, language=entry.language, context=entry.context, said_before=entry.said_before, why=entry.why)
        for entry in entries if jurisdiction in entry.jurisdictions
    )
