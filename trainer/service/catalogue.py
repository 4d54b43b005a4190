"""Which scenarios an organisation has: those shipped, and those its own leads published."""
from __future__ import annotations

from collections.abc import Mapping

from scenarios.loader import parse_scenario
from trainer.domain.errors import UnknownNameError
from trainer.domain.scenario import Scenario
from trainer.domain.strict_yaml import read_model
from trainer.service.content import Content
from trainer.storage.cases import SqliteCases
from trainer.storage.scenarios import Authored, SqliteScenarios


class Catalogue:
    """Scenarios by organisation; authored ones are parsed once a version."""

    def __init__(self, content: Content, store: SqliteScenarios, cases: SqliteCases | None = None) -> None:
        self._content = content
        self._store = store
        self._cases = cases
        self._parsed: dict[tuple[str, str, int], Scenario] = {}
        self._published: dict[str, tuple[str, Mapping[str, Scenario]]] = {}

    def parse(self, text: str, where: str) -> Scenario:
        """A scenario from its YAML, with the demands of a shipped one.

        Raises:
            ContentError: with every problem.
        """
        library = self._content.library
        return parse_scenario(text, where, library.temperaments.keys(), library.situations.keys())

    def _scenario_of(self, authored: Authored) -> Scenario:
        key = (authored.organisation_id, authored.scenario_id, authored.version)
        if key not in self._parsed:
            self._parsed[key] = self.parse(authored.text, f"{authored.scenario_id}.yaml")
        return self._parsed[key]

    def all(self, organisation_id: str) -> Mapping[str, Scenario]:
        """Every scenario open to this organisation, by id."""
        stamp = self._store.stamp(organisation_id)
        kept = self._published.get(organisation_id)
        if kept is None or kept[0] != stamp:
            own = {item.scenario_id: self._scenario_of(item) for item in self._store.versions(organisation_id) if item.status == "published"}
            kept = (stamp, {**self._content.library.scenarios, **own})
            self._published[organisation_id] = kept
        return kept[1]

    def get(self, organisation_id: str, scenario_id: str, version: int | None = None) -> Scenario:
        """One scenario, in a given version where one is asked for and still known, else the current one.

        Raises:
            UnknownNameError: there is none.
        """
        current = self.all(organisation_id).get(scenario_id)
        if current is not None and version in (None, current.version):
            return current
        if version is not None:
            stored = self._store.version(organisation_id, scenario_id, version)
            if stored is not None:
                return self._scenario_of(stored)
            text = self._cases.scenario(organisation_id, scenario_id, version) if self._cases is not None else None
            if text is not None:
                key = (organisation_id, scenario_id, version)
                if key not in self._parsed:
                    # Means and file have moved on, so what a shipped file must hold need not hold here.
                    self._parsed[key] = read_model(text, f"{scenario_id}.yaml", Scenario)
                return self._parsed[key]
        if current is None:
            raise UnknownNameError("scenario", scenario_id, self.all(organisation_id))
        return current

    def find(self, organisation_id: str, scenario_id: str, version: int | None = None) -> Scenario | None:
        """As `get`, None where there is none; for names in lists."""
        known = self.all(organisation_id)
        if scenario_id in known:
            return known[scenario_id]
        try:
            return self.get(organisation_id, scenario_id, version)
        except UnknownNameError:
            # Where only the day's version is gone, the scenario that a case was built on still names it.
            return known.get(scenario_id.partition("__")[0])
