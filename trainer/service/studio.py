"""The studio: a lead writes a scenario, sees at once what is wrong with it, tries it, publishes it, hands it on as a file."""
from __future__ import annotations

import random
from collections.abc import Sequence

import yaml

from trainer.debtor.engine import best_deal
from trainer.domain.call import Deal
from trainer.domain.errors import CallStateError, ContentError, NotAllowedError
from trainer.domain.people import Person, Role
from trainer.domain.scenario import Scenario
from trainer.domain.text import Language, Localised, Model
from trainer.service.access import require
from trainer.service.catalogue import Catalogue
from trainer.service.content import Content
from trainer.service.live_call import LiveCall
from trainer.service.ports import Outside
from trainer.service.scripted.collectors import COLLECTORS
from trainer.service.scripted.play import scripted_call
from trainer.storage.scenarios import Authored, SqliteScenarios

AUTHORS = (Role.LEAD, Role.MANAGER, Role.ADMIN)
LONGEST_TEXT = 200_000
TRIAL_SEEDS = 5


class Checked(Model):
    """What the studio says of a text: every problem, or the scenario and the best deal that is open."""

    problems: tuple[str, ...] = ()
    scenario: Scenario | None = None
    best_deal: Deal | None = None


class TrialRow(Model):
    """How one kind of scripted collector fared: calls that ended in an agreement, that were kept, that were hung up on, and the mean score."""

    collector: str
    calls: int
    agreed: int
    kept: int
    hung_up: int
    overall: float | None


class AuthoredRow(Model):
    """One scenario of the organisation as the studio lists it."""

    scenario_id: str
    version: int
    status: str
    title: Localised | None
    author_id: str
    saved_at: str


class StudioService:
    """Writing scenarios, for leads, managers and admins."""

    def __init__(self, content: Content, catalogue: Catalogue, store: SqliteScenarios, outside: Outside) -> None:
        self._content = content
        self._catalogue = catalogue
        self._store = store
        self._outside = outside

    def check(self, person: Person, text: str) -> Checked:
        """Judge a text as it stands; never raises for its content."""
        require(person.has(*AUTHORS))
        if len(text) > LONGEST_TEXT:
            return Checked(problems=(f"scenario.yaml: found {len(text)} characters; allowed: at most {LONGEST_TEXT}",))
        try:
            scenario = self._catalogue.parse(text, "scenario.yaml")
        except ContentError as error:
            return Checked(problems=error.problems)
        if scenario.id in self._content.library.scenarios:
            return Checked(problems=(f"scenario.yaml: id: found {scenario.id!r}, which is a shipped scenario; allowed: an id of your own",))
        return Checked(scenario=scenario, best_deal=best_deal(scenario) if scenario.solvable else None)

    def trial(self, person: Person, text: str, language: Language, seeds: int = TRIAL_SEEDS) -> tuple[TrialRow, ...]:
        """Let scripted collectors of each kind play the text some times, nothing stored.

        Raises:
            ContentError: the text has problems.
        """
        checked = self.check(person, text)
        if checked.scenario is None:
            raise ContentError(checked.problems)
        return tuple(_trial(self._content, checked.scenario, language, kind, seeds) for kind in COLLECTORS)

    def temperaments(self) -> dict[str, Localised]:
        """The names of all temperaments by id."""
        return {name: item.name for name, item in self._content.library.temperaments.items()}

    def situations(self) -> dict[str, Localised]:
        """The names of all situations by id."""
        return {name: item.name for name, item in self._content.library.situations.items()}

    def source(self, person: Person, scenario_id: str) -> str:
        """The YAML of a scenario to copy or edit: the newest own version, else the shipped one."""
        require(person.has(*AUTHORS))
        own = self._store.versions(person.organisation_id, scenario_id)
        if own:
            return own[0].text
        scenario = self._catalogue.get(person.organisation_id, scenario_id)
        return to_yaml(scenario)

    def copy(self, person: Person, scenario_id: str, new_id: str) -> str:
        """The YAML of a copy of a scenario under a new id, at version 1; not yet saved."""
        text = self.source(person, scenario_id)
        scenario = self._catalogue.parse(text, f"{scenario_id}.yaml")
        return to_yaml(Scenario.model_validate({**scenario.model_dump(), "id": new_id, "version": 1}))

    def save(self, person: Person, text: str) -> Authored:
        """Save a text as the next version of its scenario, as a draft.

        Raises:
            ContentError: the text has problems.
        """
        checked = self.check(person, text)
        if checked.scenario is None:
            raise ContentError(checked.problems)
        scenario = checked.scenario
        known = self._store.versions(person.organisation_id, scenario.id)
        version = known[0].version + 1 if known else 1
        stored = scenario.model_copy(update={"version": version})
        authored = Authored(
            organisation_id=person.organisation_id,
            scenario_id=scenario.id,
            version=version,
            status="draft",
            text=to_yaml(stored),
            author_id=person.id,
            saved_at=self._outside.now(),
        )
        if not self._store.add(authored):
            raise CallStateError("scenario_saved_meanwhile")
        return authored

    def _own(self, person: Person, scenario_id: str, version: int) -> Authored:
        require(person.has(*AUTHORS))
        found = self._store.version(person.organisation_id, scenario_id, version)
        if found is None:
            raise NotAllowedError("not_allowed")
        return found

    def publish(self, person: Person, scenario_id: str, version: int) -> None:
        """Open a version to the whole organisation; it takes the place of the one published before."""
        self._own(person, scenario_id, version)
        self._store.set_status(person.organisation_id, scenario_id, version, "published")

    def withdraw(self, person: Person, scenario_id: str, version: int) -> None:
        """Take a version out of the library; calls that used it stay readable."""
        self._own(person, scenario_id, version)
        self._store.set_status(person.organisation_id, scenario_id, version, "withdrawn")

    def listed(self, person: Person) -> Sequence[AuthoredRow]:
        """Every saved version of the organisation, by scenario, newest first."""
        require(person.has(*AUTHORS))
        return [
            AuthoredRow(
                scenario_id=item.scenario_id,
                version=item.version,
                status=item.status,
                title=self._catalogue.parse(item.text, item.scenario_id).title,
                author_id=item.author_id,
                saved_at=item.saved_at.isoformat(),
            )
            for item in self._store.versions(person.organisation_id)
        ]


def _trial(content: Content, scenario: Scenario, language: Language, kind: str, seeds: int) -> TrialRow:
    agreed = kept = hung_up = 0
    marks: list[float] = []
    for seed in range(seeds):
        call = LiveCall(content, scenario, language, seed)
        scripted_call(call, kind, random.Random(f"{kind}:{seed}"))
        scored = call.score(f"{kind}-{seed}")
        outlook = scored.outcome.outlook
        agreed += outlook is not None
        kept += outlook is not None and outlook.kept
        hung_up += scored.outcome.ended_by == "debtor"
        marks += [scored.scorecard.overall] if scored.scorecard.overall is not None else []
    return TrialRow(collector=kind, calls=seeds, agreed=agreed, kept=kept, hung_up=hung_up, overall=round(sum(marks) / len(marks), 1) if marks else None)


def to_yaml(scenario: Scenario) -> str:
    """A scenario as YAML that reads back to the same scenario; sums, days and times stand in quotes."""
    body = scenario.model_dump(mode="json", exclude_defaults=True)
    return yaml.dump(body, Dumper=_Quoting, allow_unicode=True, sort_keys=False, width=140)


class _Quoting(yaml.SafeDumper):
    """Quotes every string that is not plain words, so that no reader takes it for a number, a day or a truth value."""


def _string(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')


_Quoting.add_representer(str, _string)
