"""Human over machine: the review queue with moments first, verdicts with reasons, comments, appeals and their answers, calibration."""
from __future__ import annotations

import json
import random
from collections import defaultdict
from typing import Any, Literal

from scoring.agreement import Agreement, agreement_on
from trainer.domain.errors import CallStateError, NotAllowedError, TrainerError
from trainer.domain.judgement import Scorecard
from trainer.domain.people import Person, Role
from trainer.domain.stored import StoredCall
from trainer.domain.text import Model
from trainer.service.access import may_see_call, require
from trainer.service.cards import turn_view
from trainer.service.ports import Outside
from trainer.service.views import TeamModel, TurnView
from trainer.storage.accounts import SqliteAccounts
from trainer.storage.assignments import SqliteAssignments
from trainer.storage.protocols import CallStore, PeopleStore
from trainer.storage.reviews import Appeal, Comment, ItemKind, SqliteReviews, Verdict

REVIEWERS = (Role.LEAD, Role.MANAGER)
QUEUE_LENGTH = 40
LONGEST_TEXT = 2_000
LEVELS = 4
SAME_VALUE = 0.05
MomentKind = Literal["appeal", "fatal", "unsure", "borderline", "new"]
_KINDS: tuple[MomentKind, ...] = ("appeal", "fatal", "unsure", "borderline", "new")


class Moment(Model):
    """One call in the queue with the moment that matters in it: which turn, which words, why."""

    call_id: str
    person_id: str
    name: str
    scenario_id: str
    mode: str
    started_at: str
    overall: float | None
    kind: MomentKind
    turn: int | None = None
    quote: str | None = None
    rule: str | None = None


class ReviewView(Model):
    """What people have said of a call beside the machine."""

    verdicts: tuple[Verdict, ...]
    comments: tuple[Comment, ...]
    appeals: tuple[Appeal, ...]
    is_model: bool
    names: tuple[tuple[str, str], ...] = ()


class ReviewService:
    """Reviewing judged calls that the reviewer may see."""

    def __init__(self, calls: CallStore, people: PeopleStore, reviews: SqliteReviews, accounts: SqliteAccounts, assignments: SqliteAssignments, outside: Outside) -> None:
        self._calls = calls
        self._people = people
        self._reviews = reviews
        self._accounts = accounts
        self._assignments = assignments
        self._outside = outside

    def _call(self, person: Person, call_id: str) -> tuple[StoredCall, Person]:
        call = self._calls.get(call_id)
        owner = self._people.person(call.person_id) if call else None
        if call is None or owner is None:
            raise NotAllowedError("not_allowed")
        require(may_see_call(person, owner, call))
        return call, owner

    def _reviewed(self, reviewer: Person, call_id: str) -> tuple[StoredCall, Person]:
        require(reviewer.has(*REVIEWERS))
        call, owner = self._call(reviewer, call_id)
        require(owner.id != reviewer.id)
        return call, owner

    def _card(self, call_id: str) -> Scorecard:
        scores = self._calls.scores(call_id)
        if not scores:
            raise CallStateError("call_not_scored")
        return scores[0].scorecard

    def _hidden(self, call: StoredCall) -> bool:
        """Whether this is an exam whose results have not been released."""
        assignment = self._assignments.of_call(call.id) if call.mode == "exam" else None
        return assignment is not None and not assignment.released

    def queue(self, reviewer: Person, limit: int = QUEUE_LENGTH) -> tuple[Moment, ...]:
        """What waits for this reviewer: appeals, fatal findings, unsure judgements and borderline exams before everything else."""
        require(reviewer.has(*REVIEWERS))
        team = None if reviewer.has(Role.MANAGER) else reviewer.team_id or "-"
        rows = self._reviews.waiting(reviewer.organisation_id, team, reviewer.id, limit)
        return tuple(_moment(row) for row in rows)

    def waiting(self, reviewer: Person) -> int:
        """How many calls wait for this reviewer."""
        require(reviewer.has(*REVIEWERS))
        return self._reviews.waiting_count(reviewer.organisation_id, None if reviewer.has(Role.MANAGER) else reviewer.team_id or "-", reviewer.id)

    def view(self, person: Person, call_id: str) -> ReviewView:
        """Verdicts, comments and appeals of a call, for its owner and its reviewers; blind verdicts stay hidden from other reviewers."""
        call, owner = self._call(person, call_id)
        own = call.person_id == person.id
        if own and self._hidden(call):
            raise CallStateError("result_hidden")
        verdicts = tuple(item for item in self._reviews.verdicts(call_id) if item.item_kind != "opinion" and (not item.blind or item.reviewer_id == person.id))
        models = self._reviews.models(owner.team_id) if owner.team_id else []
        return ReviewView(
            verdicts=verdicts if not own else tuple(item for item in verdicts if not item.blind),
            comments=tuple(self._reviews.comments(call_id)),
            appeals=tuple(self._reviews.appeals(call_id)),
            is_model=call_id in models,
            names=self._names(call_id),
        )

    def _names(self, call_id: str) -> tuple[tuple[str, str], ...]:
        """The names of those who judged, remarked or answered, by id."""
        wrote = {item.reviewer_id for item in self._reviews.verdicts(call_id)} | {item.author_id for item in self._reviews.comments(call_id)}
        found = (self._people.person(code) for code in sorted(wrote | {item.answered_by for item in self._reviews.appeals(call_id) if item.answered_by}))
        return tuple((person.id, person.name) for person in found if person is not None)

    def judge(self, reviewer: Person, call_id: str, kind: ItemKind, item_id: str, *, agrees: bool, value: float | None = None, reason: str = "", blind: bool = False) -> None:
        """Agree with an item, or overrule it with a reason and a value of one's own (0-1; for a finding 0 takes it back).

        Raises:
            TrainerError: overruling without a reason or value.
        """
        self._reviewed(reviewer, call_id)
        machine = machine_value(self._card(call_id), kind, item_id)
        if not agrees and (not reason.strip() or value is None):
            raise TrainerError("overrule_needs_reason")
        if value is not None and not 0 <= value <= 1:
            raise TrainerError("overrule_needs_reason")
        now = self._outside.now()
        self._reviews.add_verdict(
            Verdict(
                id=self._outside.new_id(), call_id=call_id, reviewer_id=reviewer.id, item_kind=kind, item_id=item_id, agrees=agrees, value=machine if agrees else value,
                machine_value=machine, reason=reason.strip()[:LONGEST_TEXT], blind=blind, given_at=now,
            )
        )
        self._reviews.mark_reviewed(call_id, reviewer.id, now)
        self._accounts.note(reviewer.organisation_id, now, reviewer, "agreed" if agrees else "overruled", call_id, f"{kind}:{item_id}")

    def judge_blind(self, reviewer: Person, call_id: str, kind: ItemKind, item_id: str, value: float) -> None:
        """A second opinion for calibration, given without sight of the machine's and other people's; it stays hidden from them and from the trainee.

        Raises:
            CallStateError: this reviewer has judged the item openly and so has seen it.
        """
        self._reviewed(reviewer, call_id)
        if any(not item.blind and (item.reviewer_id, item.item_kind, item.item_id) == (reviewer.id, kind, item_id) for item in self._reviews.verdicts(call_id)):
            raise CallStateError("judged_before")
        machine = machine_value(self._card(call_id), kind, item_id)
        if not 0 <= value <= 1:
            raise TrainerError("overrule_needs_reason")
        self._reviews.add_verdict(
            Verdict(
                id=self._outside.new_id(), call_id=call_id, reviewer_id=reviewer.id, item_kind=kind, item_id=item_id, agrees=machine is not None and abs(machine - value) < SAME_VALUE,
                value=value, machine_value=machine, reason="", blind=True, given_at=self._outside.now(),
            )
        )
        self._accounts.note(reviewer.organisation_id, self._outside.now(), reviewer, "judged_blind", call_id, f"{kind}:{item_id}")

    def blind_items(self, reviewer: Person, call_id: str) -> frozenset[tuple[str, str]]:
        """The items of a call that this reviewer has judged blind."""
        self._reviewed(reviewer, call_id)
        return frozenset((item.item_kind, item.item_id) for item in self._reviews.verdicts(call_id) if item.blind and item.reviewer_id == reviewer.id)

    def calibration(self, person: Person, rng: random.Random) -> dict[tuple[str, str], Agreement]:
        """Agreement between two people per item, where one of them judged it blind."""
        require(person.has(*REVIEWERS, Role.ADMIN))
        judged: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
        for row in self._reviews.pairs(person.organisation_id):
            if row["item_kind"] != "opinion":
                judged[(row["call_id"], row["item_kind"], row["item_id"])].append(row)
        pairs: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for (_, kind, item_id), rows in judged.items():
            open_ones, blind_ones = [row for row in rows if not row["blind"]], [row for row in rows if row["blind"]]
            first = open_ones[:1] or blind_ones[:1]
            for second in blind_ones if open_ones else blind_ones[1:]:
                pairs[(kind, item_id.split("#")[0])].append((round(LEVELS * first[0]["value"]), round(LEVELS * second["value"])))
        return {item: agreement_on(item[1], found, rng) for item, found in sorted(pairs.items())}

    def done(self, reviewer: Person, call_id: str) -> None:
        """Take a call out of the queue without a verdict."""
        self._reviewed(reviewer, call_id)
        self._reviews.mark_reviewed(call_id, reviewer.id, self._outside.now())

    def comment(self, author: Person, call_id: str, turn: int, text: str) -> None:
        """Leave a remark at a line; owner and reviewers may."""
        call, _ = self._call(author, call_id)
        require(call.person_id == author.id or author.has(*REVIEWERS))
        words = text.strip()[:LONGEST_TEXT]
        if not words or not 0 <= turn < len(self._calls.turns(call_id)):
            raise TrainerError("comment_empty")
        self._reviews.add_comment(Comment(id=self._outside.new_id(), call_id=call_id, turn=turn, author_id=author.id, text=words, made_at=self._outside.now()))

    def appeal(self, trainee: Person, call_id: str, kind: ItemKind, item_id: str, text: str) -> None:
        """Appeal an item of one's own judged call, once.

        Raises:
            CallStateError: appealed before, or an exam whose results have not been released.
            TrainerError: no reason given.
        """
        call = self._calls.get(call_id)
        if call is None or call.person_id != trainee.id:
            raise NotAllowedError("not_allowed")
        if self._hidden(call):
            raise CallStateError("result_hidden")
        machine_value(self._card(call_id), kind, item_id)
        if not text.strip():
            raise TrainerError("comment_empty")
        appeal = Appeal(id=self._outside.new_id(), call_id=call_id, item_kind=kind, item_id=item_id, text=text.strip()[:LONGEST_TEXT], made_at=self._outside.now())
        if not self._reviews.add_appeal(appeal):
            raise CallStateError("appealed_before")
        self._accounts.note(trainee.organisation_id, self._outside.now(), trainee, "appealed", call_id, f"{kind}:{item_id}")

    def answer(self, reviewer: Person, appeal_id: str, answer: str, upheld: bool) -> None:
        """Answer an appeal; upholding it overrules the item."""
        appeal = self._reviews.appeal(appeal_id)
        if appeal is None:
            raise NotAllowedError("not_allowed")
        self._reviewed(reviewer, appeal.call_id)
        if not answer.strip():
            raise TrainerError("comment_empty")
        if not self._reviews.answer(appeal_id, reviewer.id, answer.strip()[:LONGEST_TEXT], upheld, self._outside.now()):
            raise CallStateError("answered_before")
        machine = machine_value(self._card(appeal.call_id), appeal.item_kind, appeal.item_id)
        value = (1.0 - (machine or 0.0)) if upheld else machine
        self.judge(reviewer, appeal.call_id, appeal.item_kind, appeal.item_id, agrees=not upheld, value=value, reason=answer)

    def mark_model(self, reviewer: Person, call_id: str) -> None:
        """Keep a call as a model for its owner's team.

        Raises:
            CallStateError: an exam whose results have not been released; its lines would be read by those who still sit it.
        """
        call, owner = self._reviewed(reviewer, call_id)
        if owner.team_id is None:
            raise NotAllowedError("not_allowed")
        if self._hidden(call):
            raise CallStateError("exam_not_released")
        self._reviews.mark_model(owner.team_id, call_id, reviewer.id, self._outside.now())

    def team_models(self, person: Person) -> tuple[TeamModel, ...]:
        """The calls kept as models for this person's own team, newest first."""
        found = []
        for call_id in self._reviews.models(person.team_id) if person.team_id else ():
            call, scores = self._calls.get(call_id), self._calls.scores(call_id)
            if call is not None and scores and call.organisation_id == person.organisation_id and not self._hidden(call):
                found.append(TeamModel(call_id=call.id, scenario_id=call.scenario_id, language=call.language, overall=scores[0].scorecard.overall))
        return tuple(found)

    def read_model(self, person: Person, call_id: str) -> tuple[TurnView, ...]:
        """The words of a model call of one's own team.

        Raises:
            NotAllowedError: not a model call of this person's team.
        """
        require(any(item.call_id == call_id for item in self.team_models(person)))
        return tuple(turn_view(turn) for turn in self._calls.turns(call_id))

    def agreement(self, person: Person, rng: random.Random) -> dict[tuple[str, str], Agreement]:
        """Agreement between machine and people per item: weighted kappa, n, interval, and whether certifying alone has been earned."""
        require(person.has(*REVIEWERS, Role.ADMIN))
        pairs: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for row in self._reviews.pairs(person.organisation_id):
            if row["machine_value"] is not None and row["item_kind"] != "opinion":
                pairs[(row["item_kind"], row["item_id"].split("#")[0])].append((round(LEVELS * row["machine_value"]), round(LEVELS * row["value"])))
        return {item: agreement_on(item[1], found, rng) for item, found in sorted(pairs.items())}


def machine_value(card: Scorecard, kind: ItemKind, item_id: str) -> float | None:
    """What the machine gave an item: a finding ("rule#turn") 1, a criterion its score, the whole call 1 or 0 for passed.

    Raises:
        NotAllowedError: no such item in this call.
    """
    if kind == "finding":
        if any(f"{item.rule}#{item.turn}" == item_id for item in card.findings):
            return 1.0
    elif kind == "criterion":
        for item in card.criteria:
            if item.id == item_id:
                return item.score
    elif item_id == "overall":
        return float(bool(card.passed))
    raise NotAllowedError("not_allowed")


def _moment(row: dict[str, Any]) -> Moment:
    findings = json.loads(row["findings"])
    fatal = next((item for item in findings if item["severity"] == "fatal" and not item["needs_review"]), None)
    unsure = next((item for item in findings if item["needs_review"]), None)
    chosen: dict[str, Any] = fatal or unsure or next(iter(findings), {})
    base = {name: row[name] for name in ("call_id", "person_id", "name", "scenario_id", "mode", "started_at", "overall")}
    return Moment.model_validate({**base, "kind": _KINDS[row["waits"]], **{name: chosen.get(name) for name in ("turn", "quote", "rule")}})
