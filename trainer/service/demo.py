"""The demo organisation: two teams, and a history made by really playing scripted collectors of different skill through the simulator."""
from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from trainer.domain.call import CallRecord, CollectorDeed, Speaker
from trainer.domain.heard import DebtorSignalKind as Sig
from trainer.domain.people import Person, Role, Team
from trainer.domain.stored import CallStatus
from trainer.domain.text import Language
from trainer.hearing import hear
from trainer.hearing.debtor_line import hear_debtor
from trainer.service.catalogue import Catalogue
from trainer.service.content import Content
from trainer.service.debrief import DebriefService
from trainer.service.ports import Outside
from trainer.service.practice import PracticeService
from trainer.service.scripted.collectors import COLLECTORS
from trainer.service.scripted.lines import Desk
from trainer.service.views import TurnView
from trainer.storage.assignments import SqliteAssignments
from trainer.storage.protocols import CallStore, PeopleStore
from trainer.storage.rollups import SqliteRollups

ORGANISATION = "demo"
HISTORY_DAYS = 28
LONGEST_CALL = 60
SHARED = 0.8

TEAMS = (("demo-east", "华东一组"), ("demo-north", "North team"))
# id, name, language, team, roles, collectors from the first call to the last: people get better, or do not
PEOPLE: tuple[tuple[str, str, Language, str | None, tuple[Role, ...], tuple[str, ...]], ...] = (
    ("demo-lin", "林晓雨", Language.ZH, "demo-east", (Role.TRAINEE,), ("robot", "average", "sympathiser", "average", "skilled", "skilled")),
    ("demo-chen", "陈志远", Language.ZH, "demo-east", (Role.TRAINEE,), ("over_presser", "over_presser", "average", "average", "average")),
    ("demo-zhao", "赵一鸣", Language.ZH, "demo-east", (Role.TRAINEE,), ("bully", "threatener", "lazy", "robot")),
    ("demo-sun", "孙佳怡", Language.ZH, "demo-east", (Role.TRAINEE,), ("sympathiser", "over_generous", "average", "skilled")),
    ("demo-maya", "Maya Brooks", Language.EN, "demo-north", (Role.TRAINEE,), ("average", "skilled", "skilled", "skilled")),
    ("demo-owen", "Owen Hughes", Language.EN, "demo-north", (Role.TRAINEE,), ("rambler", "rambler", "average", "average")),
    ("demo-ana", "Ana Castillo", Language.EN, "demo-north", (Role.TRAINEE,), ("lazy", "over_generous", "average")),
    ("demo-wang", "王磊", Language.ZH, "demo-east", (Role.LEAD,), ()),
    ("demo-grace", "Grace Okafor", Language.EN, "demo-north", (Role.LEAD,), ()),
    ("demo-he", "何敏", Language.ZH, None, (Role.MANAGER, Role.ADMIN), ()),
)


@dataclass(frozen=True)
class Made:
    """How much was made."""

    people: int
    calls: int


def make_demo(content: Content, catalogue: Catalogue, people: PeopleStore, calls: CallStore, rollups: SqliteRollups, assignments: SqliteAssignments, outside: Outside) -> Made | None:
    """Make the demo organisation where the store has no organisation at all; returns None where it has one.

    The history ends now and goes back four weeks; seeds and choices are fixed, so that every demo team has played the same calls.
    """
    if people.organisations():
        return None
    now = outside.now()
    with calls.transaction():
        people.add_organisation(ORGANISATION, "Duilian 对练", True, now)
        for team_id, name in TEAMS:
            people.add_team(Team(id=team_id, organisation_id=ORGANISATION, name=name))
        for person_id, name, language, team, roles, _ in PEOPLE:
            people.add_person(
                Person(id=person_id, organisation_id=ORGANISATION, team_id=team, name=name, email=f"{person_id}@duilian.example", roles=roles, language=language), now
            )
    played = 0
    for number, (person_id, _, language, _, _, kinds) in enumerate(PEOPLE):
        person = people.person(person_id)
        if person is not None and kinds:
            played += _history(content, catalogue, people, calls, rollups, assignments, outside, person, language, kinds, number, now)
    return Made(people=len(PEOPLE), calls=played)


def _history(
    content: Content, catalogue: Catalogue, people: PeopleStore, calls: CallStore, rollups: SqliteRollups, assignments: SqliteAssignments, outside: Outside, person: Person, language: Language, kinds: tuple[str, ...], number: int, now: datetime
) -> int:
    scenarios = sorted(catalogue.all(ORGANISATION).values(), key=lambda item: (item.difficulty, item.id))
    mine = [item for item in scenarios if (item.jurisdiction == "cn") == (language is Language.ZH)]
    rng = random.Random(f"demo:{person.id}")
    debriefs = DebriefService(content, catalogue, calls, people, rollups, assignments)
    for index, kind in enumerate(kinds):
        moment = now - timedelta(days=HISTORY_DAYS) * (1 - (index + 0.5) / len(kinds)) - timedelta(minutes=7 * number)
        clock = _Clock(moment)
        practice = PracticeService(
            content, catalogue, calls, Outside(now=clock.tick, new_id=outside.new_id, new_seed=lambda: rng.randrange(2**31), new_secret=outside.new_secret),
            rollups=rollups,
        )
        scenario = mine[min(index * 2 + rng.randrange(3), len(mine) - 1)]
        play_scripted(practice, debriefs, catalogue, person, scenario.id, language, kind, rng)
    return len(kinds)


class _Clock:
    """A clock that goes on by some seconds whenever it is read."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def tick(self) -> datetime:
        self._now += timedelta(seconds=6)
        return self._now


def play_scripted(practice: PracticeService, debriefs: DebriefService, catalogue: Catalogue, person: Person, scenario_id: str, language: Language, kind: str, rng: random.Random) -> str:
    """Let a scripted collector play one whole call in a person's name, with its record; returns the call's id."""
    scenario = catalogue.get(person.organisation_id, scenario_id)
    call_id = practice.start(person, scenario_id, language)
    collector = COLLECTORS[kind](Desk(scenario, language), rng)
    view = practice.view(person, call_id)
    for _ in range(LONGEST_CALL):
        if view.status is not CallStatus.OPEN:
            break
        last = next((turn.text for turn in reversed(view.turns) if turn.speaker == Speaker.DEBTOR.value), "")
        line = collector.next(hear_debtor(last, language, scenario.call_date))
        view = practice.do(person, call_id, CollectorDeed.HANG_UP) if line is None else practice.say(person, call_id, line)
    if view.status is CallStatus.OPEN:
        view = practice.do(person, call_id, CollectorDeed.HANG_UP)
    share = rng.random() < SHARED
    practice.write_record(person, call_id, _record(view.turns, language, scenario.call_date, kind))
    if share:
        debriefs.share(person, call_id)
    return call_id


def _record(turns: Sequence[TurnView], language: Language, today: date, kind: str) -> CallRecord:
    """The record this collector would write: whom they reached and what the last recap said, or nothing by those who do not care."""
    if kind in ("lazy", "bully", "threatener"):
        return CallRecord(note="")
    amount: Decimal | None = None
    day = None
    for turn in turns:
        heard = hear(turn.text, language, today) if turn.speaker == Speaker.COLLECTOR.value else None
        if heard is not None and heard.does("recap_agreement") and heard.amounts and heard.dates:
            amount, day = heard.amounts[-1].value, heard.dates[-1].value
    answers = [hear_debtor(turn.text, language, today) for turn in turns if turn.speaker == Speaker.DEBTOR.value]
    reached: Literal["right_party", "third_party", "wrong_party"] = "right_party"
    for answer in answers:  # the phone may be handed over: who was on it last counts
        if answer.says(Sig.WRONG_PERSON):
            reached = "wrong_party"
            break
        if answer.says(Sig.THIRD_PARTY, Sig.MINOR):
            reached = "third_party"
        elif answer.says(Sig.CONFIRMS_IDENTITY):
            reached = "right_party"
    return CallRecord(contact_result=reached, promise_amount=amount, promise_date=day, next_step="await_payment" if amount else "call_back")
