"""Drills: two-minute sets for the person who practises, answers explained with their clause, and counts for those responsible."""
from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from scoring.digest import digest_of
from scoring.drill_answers import Answers
from scoring.drill_facts import LegalFact
from scoring.drill_written import WrittenVerdict, judge_written
from scoring.drills import all_items, own_item
from trainer.domain.call import Speaker
from trainer.domain.context import Jurisdiction
from trainer.domain.drill import DrillItem, DrillOption, DrillState, after_answer
from trainer.domain.errors import UnknownNameError
from trainer.domain.judgement import Finding
from trainer.domain.legal import LegalRoute
from trainer.domain.people import Person, Role
from trainer.domain.stored import CallStatus, StoredCall
from trainer.domain.text import Language
from trainer.hearing import hear
from trainer.service.access import require
from trainer.service.catalogue import Catalogue
from trainer.service.content import Content
from trainer.service.drill_choice import choose, weights_of
from trainer.service.drill_views import DrillCard, DrillProgress, DrillResult, DrillSet, TeamDrills
from trainer.service.ports import Outside
from trainer.storage.drills import SqliteDrills
from trainer.storage.protocols import CallStore, PeopleStore
from trainer.storage.reviews import SqliteReviews

# Own lines are taken from so many of the newest judged calls.
CALLS_LOOKED_AT = 12
OWN = "own"
TOKEN_LENGTH = 12


class DrillService:
    """Drills of one's own. Every method is asked by a person and touches only that person's calls and answers; others are given counts."""

    def __init__(
        self, content: Content, facts: Mapping[Jurisdiction, tuple[LegalFact, ...]], answers: Answers, routes: Mapping[Jurisdiction, LegalRoute],
        catalogue: Catalogue, calls: CallStore, people: PeopleStore, drills: SqliteDrills, reviews: SqliteReviews, outside: Outside,
    ) -> None:
        self._content = content
        self._facts = facts
        self._answers = answers
        self._routes = routes
        self._catalogue = catalogue
        self._calls = calls
        self._people = people
        self._drills = drills
        self._reviews = reviews
        self._outside = outside

    @cached_property
    def _items(self) -> Mapping[tuple[Jurisdiction, Language], tuple[DrillItem, ...]]:
        return all_items(self._content.packs, self._facts, self._answers, self._routes)

    @cached_property
    def _by_id(self) -> Mapping[str, DrillItem]:
        return {item.id: item for items in self._items.values() for item in items}

    def _today(self) -> date:
        return self._outside.now().date()

    def home(self, person: Person) -> Jurisdiction:
        """Where this person practises: as in the newest call, else China for Chinese and the United Kingdom for English."""
        for call in self._calls.of_person(person.id):
            scenario = self._catalogue.all(person.organisation_id).get(call.scenario_id)
            if scenario is not None:
                return Jurisdiction(scenario.jurisdiction)
        return Jurisdiction.CN if person.language is Language.ZH else Jurisdiction.UK

    def next_set(self, person: Person, jurisdiction: Jurisdiction, language: Language, seed: int | None = None) -> DrillSet:
        """The next two minutes: what is due, own lines, then new items of the weakest rules.

        Args:
            person: Who practises.
            jurisdiction: Whose rules.
            language: The language of the lines.
            seed: Chooses among what is equally fitting; a fresh one when None.
        """
        seed = self._outside.new_seed() if seed is None else seed
        states = self._drills.states(person.id)
        pack = self._content.packs[jurisdiction]
        findings = self._findings(person)
        ids = choose(
            self._items[(jurisdiction, language)], self._own(person, jurisdiction, language), states, weights_of(pack, findings, states.values()), self._today(), seed,
        )
        return DrillSet(seed=seed, item_ids=ids)

    def card(self, person: Person, item_id: str, seed: int) -> DrillCard:
        """An item as it is asked.

        Raises:
            NotAllowedError: an own line of somebody else.
            UnknownNameError: no such item.
        """
        item = self._item(person, item_id)
        options = [option.model_copy(update={"id": _token(option)}) for option in item.options]
        if item.kind != "allowed":
            random.Random(f"{seed}.{item.id}").shuffle(options)
        return DrillCard(
            **item.model_dump(include={"id", "kind", "language", "rule_title", "question", "line", "said_before", "circumstances", "may_write"}),
            options=tuple(options), own=item.own_call is not None, again=self._drills.state(person.id, item.id) is not None,
        )

    def answer(self, person: Person, item_id: str, option_id: str) -> DrillResult:
        """Choose an option; the answer is stored and explained.

        Raises:
            NotAllowedError: an own line of somebody else.
            UnknownNameError: no such item or option.
        """
        item = self._item(person, item_id)
        chosen = next((option for option in item.options if _token(option) == option_id), None)
        if chosen is None:
            raise UnknownNameError("option", option_id, [_token(option) for option in item.options])
        return self._explained(person, item, chosen.id == item.answer, None)

    def write(self, person: Person, item_id: str, text: str) -> DrillResult:
        """Write a better line instead of choosing one; it is judged alone, in the circumstances of the item.

        Raises:
            NotAllowedError: an own line of somebody else, or an item that is only chosen.
            UnknownNameError: no such item.
        """
        item = self._item(person, item_id)
        require(item.may_write)
        verdict = judge_written(item, text, self._content.packs[item.jurisdiction], hear, self._today())
        return self._explained(person, item, verdict.trouble is None, verdict)

    def _explained(self, person: Person, item: DrillItem, right: bool, written: WrittenVerdict | None) -> DrillResult:
        with self._drills.transaction():
            state = after_answer(self._drills.state(person.id, item.id), item.id, item.rule, right, self._today())
            self._drills.save(person.organisation_id, person.id, state, right, self._today())
        answer = next(option.text for option in item.options if option.id == item.answer)
        return DrillResult(
            right=right, answer=answer, why=item.why, model=item.model, basis=item.basis, rule=item.rule, jurisdiction=item.jurisdiction, streak=state.streak,
            due_on=state.due_on, written=written,
        )

    def due(self, person: Person) -> int:
        """How many items are due today, in every jurisdiction and language."""
        return len(self._due(self._drills.states(person.id).values()))

    def _due(self, states: Iterable[DrillState]) -> list[DrillState]:
        today = self._today()
        return [state for state in states if state.due_on is not None and state.due_on <= today]

    def progress(self, person: Person, jurisdiction: Jurisdiction) -> DrillProgress:
        """Where this person stands, with the codes of the three rules that need practice most."""
        states = self._drills.states(person.id)
        weights = weights_of(self._content.packs[jurisdiction], self._findings(person), states.values())
        weakest = sorted((code for code, weight in weights.items() if weight > 1.0), key=lambda code: (-weights[code], code))
        return DrillProgress(
            due=len(self._due(states.values())), stays=sum(state.stays for state in states.values()),
            learning=sum(not state.stays for state in states.values()), asked=sum(state.asked for state in states.values()),
            right=sum(state.right for state in states.values()), weakest=tuple(weakest[:3]),
        )

    def team(self, asker: Person) -> tuple[TeamDrills, ...]:
        """Counts of the people this person is responsible for, by name: a lead's team, a manager's or an admin's organisation.

        Raises:
            NotAllowedError: the person is responsible for nobody.
        """
        require(asker.has(Role.LEAD, Role.MANAGER, Role.ADMIN))
        wide = asker.has(Role.MANAGER, Role.ADMIN)
        people = [
            person for person in self._people.people(asker.organisation_id)
            if person.has(Role.TRAINEE) and (wide or (asker.team_id is not None and person.team_id == asker.team_id))
        ]
        counts = self._drills.counts(asker.organisation_id, [person.id for person in people])
        rows = []
        for person in people:
            own = tuple(count for count in counts if count.person_id == person.id)
            rows.append(TeamDrills(person_id=person.id, name=person.name, asked=sum(c.asked for c in own), right=sum(c.right for c in own), rules=own))
        return tuple(rows)

    def _item(self, person: Person, item_id: str) -> DrillItem:
        if item_id.startswith(f"{OWN}."):
            return self._own_item(person, item_id)
        if item_id not in self._by_id:
            raise UnknownNameError("drill", item_id, self._by_id)
        return self._by_id[item_id]

    def _own_item(self, person: Person, item_id: str) -> DrillItem:
        call_id = item_id.removeprefix(f"{OWN}.").rsplit(".", 2)[0]
        call = self._calls.get(call_id)
        require(call is not None and call.person_id == person.id)
        assert call is not None
        found = next((item for item in self._of_call(call) if item.id == item_id), None)
        if found is None:
            raise UnknownNameError("drill", item_id, ())
        return found

    def _judged(self, person: Person) -> list[StoredCall]:
        return [call for call in self._calls.of_person(person.id) if call.status is CallStatus.SCORED][:CALLS_LOOKED_AT]

    def _findings(self, person: Person) -> Counter[str]:
        return Counter(finding.rule for call in self._judged(person) for finding in self._standing(call))

    def _standing(self, call: StoredCall) -> list[Finding]:
        """The sure findings of a call that no reviewer has taken back."""
        score = self._calls.first_scores([call.id]).get(call.id)
        if score is None:
            return []
        taken_back = {verdict.item_id for verdict in self._reviews.verdicts(call.id) if verdict.item_kind == "finding" and not verdict.agrees}
        return [item for item in score.scorecard.findings if not item.needs_review and f"{item.rule}#{item.turn}" not in taken_back]

    def _own(self, person: Person, jurisdiction: Jurisdiction, language: Language) -> list[DrillItem]:
        items = [item for call in self._judged(person) if call.language is language for item in self._of_call(call)]
        return [item for item in items if item.jurisdiction is jurisdiction]

    def _of_call(self, call: StoredCall) -> list[DrillItem]:
        """Items of one call: every finding that stands in a line of the collector, once a rule and turn."""
        scenario = self._catalogue.all(call.organisation_id).get(call.scenario_id)
        findings = self._standing(call)
        if scenario is None or not findings:
            return []
        turns = {turn.index: turn for turn in self._calls.turns(call.id)}
        found: dict[str, DrillItem] = {}
        for finding in findings:
            turn, before = turns.get(finding.turn), turns.get(finding.turn - 1)
            if turn is None or turn.speaker is not Speaker.COLLECTOR:
                continue
            said_before = before.text if before is not None and before.speaker is Speaker.DEBTOR else ""
            item = own_item(self._content.packs[Jurisdiction(scenario.jurisdiction)], call.id, turn.text, said_before, finding, call.language)
            if item is not None:
                found.setdefault(item.id, item)
        return list(found.values())


def _token(option: DrillOption) -> str:
    """A name for an option that says nothing of whether it is right, for what a browser is sent."""
    return digest_of(option.text)[:TOKEN_LENGTH]
