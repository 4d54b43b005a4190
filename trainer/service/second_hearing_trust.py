"""How far a model's second hearing agrees with people, rule by rule, and the lead's word on where it may count."""
from __future__ import annotations

import json
import random
from collections import defaultdict
from typing import Literal

from scoring.agreement import Agreement, agreement_on
from trainer.domain.errors import NotAllowedError, TrainerError
from trainer.domain.people import Person, Role
from trainer.domain.text import Model
from trainer.llm.second_hearing import SecondHearing
from trainer.service.access import may_see_call, require
from trainer.service.models import ModelService
from trainer.service.ports import Outside
from trainer.storage.accounts import SqliteAccounts
from trainer.storage.models import Opinion, SqliteModels
from trainer.storage.protocols import CallStore, PeopleStore
from trainer.storage.reviews import SqliteReviews, Verdict

JUDGES = (Role.LEAD, Role.MANAGER)


class Proposed(Model):
    """One rule that a model heard in one line, whether it counts in the score of new calls, and what this reader said of it."""

    turn: int
    rule: str
    words: str
    confidence: float
    model: str
    prompt: str
    counts: bool
    mine: Literal["right", "wrong"] | None


class SecondHearingTrust:
    """Reading proposals, judging them, measuring agreement, and allowing a rule once agreement has been earned."""

    def __init__(self, models: ModelService, store: SqliteModels, reviews: SqliteReviews, calls: CallStore, people: PeopleStore, accounts: SqliteAccounts, outside: Outside) -> None:
        self._models = models
        self._store = store
        self._reviews = reviews
        self._calls = calls
        self._people = people
        self._accounts = accounts
        self._outside = outside

    def _readable(self, person: Person, call_id: str) -> Person:
        call = self._calls.get(call_id)
        owner = self._people.person(call.person_id) if call else None
        if call is None or owner is None or not may_see_call(person, owner, call):
            raise NotAllowedError("not_allowed")
        return owner

    def proposed(self, person: Person, call_id: str) -> tuple[Proposed, ...]:
        """What a model heard in a call beside the built-in ears, for those who may read the call."""
        self._readable(person, call_id)
        allowed = self._models.allowed_rules(person)
        said = {item.item_id: item.agrees for item in self._reviews.verdicts(call_id) if item.item_kind == "opinion" and item.reviewer_id == person.id}
        found = []
        for opinion in self._store.opinions(call_id):
            for item in _heard(opinion).rules:
                mine = said.get(f"{item.code}#{opinion.turn}")
                found.append(
                    Proposed(
                        turn=opinion.turn, rule=item.code, words=item.words, confidence=item.confidence, model=opinion.model, prompt=opinion.prompt, counts=item.code in allowed,
                        mine=None if mine is None else "right" if mine else "wrong",
                    )
                )
        return tuple(found)

    def judge(self, reviewer: Person, call_id: str, rule: str, turn: int, *, right: bool) -> None:
        """Say whether a model heard rightly; it changes no score, it is how agreement is measured."""
        require(reviewer.has(*JUDGES))
        require(self._readable(reviewer, call_id).id != reviewer.id)
        require(any(item.rule == rule and item.turn == turn for item in self.proposed(reviewer, call_id)))
        self._reviews.add_verdict(
            Verdict(
                id=self._outside.new_id(), call_id=call_id, reviewer_id=reviewer.id, item_kind="opinion", item_id=f"{rule}#{turn}", agrees=right, value=float(right), machine_value=1.0,
                reason="", blind=False, given_at=self._outside.now(),
            )
        )

    def agreement(self, person: Person, rng: random.Random) -> dict[str, Agreement]:
        """Agreement per rule between the model and people, over lines on which the model was asked and somebody judged that rule."""
        require(person.has(*JUDGES, Role.ADMIN))
        asked = {(opinion.call_id, opinion.turn): {item.code for item in _heard(opinion).rules} for opinion in self._store.asked_turns(person.organisation_id)}
        told: dict[tuple[str, str, str], tuple[str, int, int]] = {}
        for row in sorted(self._reviews.pairs(person.organisation_id), key=lambda row: row["item_kind"]):
            if row["item_kind"] not in ("finding", "opinion"):
                continue
            rule, turn = row["item_id"].split("#")
            heard = asked.get((row["call_id"], int(turn)))
            if heard is not None:
                told[(row["call_id"], row["reviewer_id"], row["item_id"])] = (rule, int(rule in heard), round(row["value"]))
        pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for rule, model, human in told.values():
            pairs[rule].append((model, human))
        return {rule: agreement_on(rule, found, rng) for rule, found in sorted(pairs.items())}

    def allow(self, lead: Person, rule: str, allowed: bool, rng: random.Random) -> None:
        """Let the model's hearing of a rule count in new scores, or no longer.

        Raises:
            TrainerError: agreement_not_earned while people and model have not been seen to agree on this rule.
        """
        require(lead.has(*JUDGES))
        found = self.agreement(lead, rng).get(rule)
        if allowed and (found is None or not found.earned):
            raise TrainerError("agreement_not_earned")
        now = set(self._models.allowed_rules(lead))
        self._models.set_allowed_rules(lead.organisation_id, sorted(now | {rule} if allowed else now - {rule}))
        self._accounts.note(lead.organisation_id, self._outside.now(), lead, "model_rule_allowed" if allowed else "model_rule_withdrawn", rule)


def _heard(opinion: Opinion) -> SecondHearing:
    return SecondHearing.model_validate(json.loads(opinion.body))
