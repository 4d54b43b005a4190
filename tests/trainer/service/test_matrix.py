"""Who may do what: every action through the services, as every role, of the own team and of another; made from one table."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

import pytest

from trainer.bootstrap import Services
from trainer.domain.assignment import Step
from trainer.domain.call import CallRecord, CollectorDeed
from trainer.domain.context import Jurisdiction
from trainer.domain.errors import NotAllowedError, TrainerError
from trainer.domain.people import Person, Role
from trainer.domain.text import Language
from trainer.llm.settings import ModelSettings
from trainer.service.dashboard import ViewFilter
from trainer.service.intake.files import Mapping
from trainer.service.learning_records import RecordStoreSettings

CASE = "cn_job_loss_first_default"
ASKERS = ("mei", "bo", "lead", "other-lead", "manager", "admin")


@dataclass
class World:
    """What the actions are about: a shared call, a private one, an assignment and an appeal of mei's."""

    services: Services
    shared: str
    private: str
    assignment: str
    appeal: str
    batch: str
    scenario: str

    def person(self, name: str) -> Person:
        found = self.services.people.person(name)
        assert found is not None
        return found


def _call(services: Services, mei: Person) -> str:
    call_id = services.practice.start(mei, CASE, Language.ZH, seed=3)
    services.practice.say(mei, call_id, "您好，请问是周敏女士吗？")
    services.practice.do(mei, call_id, CollectorDeed.HANG_UP)
    services.practice.write_record(mei, call_id, CallRecord())
    return call_id


@pytest.fixture()
def world(services: Services, mei: Person) -> World:
    lead = services.people.person("lead")
    assert lead is not None
    shared, private = _call(services, mei), _call(services, mei)
    services.debriefs.share(mei, shared)
    due = services.outside.now().date() + timedelta(days=7)
    given = services.assignments.give(
        lead, title="x", target_kind="person", target_id="mei", scenario_ids=[CASE], mode="practice", pass_mark=60, due_on=due, time_zone="Asia/Shanghai"
    )
    card = services.debriefs.debrief(mei, shared).scorecard
    item = next(item.id for item in card.criteria if item.score is not None)
    services.reviews.appeal(mei, shared, "criterion", item, "我说过的")
    appeal = services.reviews.view(mei, shared).appeals[0].id
    mapping = Mapping(name="m", language=Language.ZH, jurisdiction=Jurisdiction.CN)
    batch = services.transcripts.take_in(lead, "x.txt", "坐席：您好\n客户：喂\n".encode(), mapping)
    text = services.studio.copy(lead, CASE, "cn_own_case")
    services.studio.save(lead, text)
    return World(services, shared, private, given.id, appeal, batch, "cn_own_case")


Action = Callable[[World, Person], object]
OWN, TEAM, ALL_LEADS, MANAGER, ADMIN = {"mei"}, {"lead"}, {"lead", "other-lead"}, {"manager"}, {"admin"}
EVERYBODY = set(ASKERS)

ACTIONS: dict[str, tuple[Action, set[str]]] = {
    "read the shared call": (lambda w, p: w.services.debriefs.debrief(p, w.shared), OWN | TEAM | MANAGER),
    "read the private call": (lambda w, p: w.services.debriefs.debrief(p, w.private), OWN),
    "see the scores of the shared call": (lambda w, p: w.services.rescoring.scores(p, w.shared), OWN | TEAM | MANAGER),
    "ask whether the private call should be judged again": (lambda w, p: w.services.rescoring.outdated(p, w.private), OWN),
    "share the private call": (lambda w, p: w.services.debriefs.share(p, w.private), OWN),
    "retry the shared call": (lambda w, p: w.services.practice.retry(p, w.shared, 1), OWN),
    "look at verdicts": (lambda w, p: w.services.reviews.view(p, w.shared), OWN | TEAM | MANAGER),
    "open the review queue": (lambda w, p: w.services.reviews.queue(p), ALL_LEADS | MANAGER),
    "judge the shared call": (lambda w, p: w.services.reviews.judge(p, w.shared, "overall", "overall", agrees=True), TEAM | MANAGER),
    "judge the private call": (lambda w, p: w.services.reviews.judge(p, w.private, "overall", "overall", agrees=True), set()),
    "comment on the shared call": (lambda w, p: w.services.reviews.comment(p, w.shared, 0, "好"), OWN | TEAM | MANAGER),
    "appeal in the shared call": (lambda w, p: w.services.reviews.appeal(p, w.shared, "overall", "overall", "不服"), OWN),
    "answer the appeal": (lambda w, p: w.services.reviews.answer(p, w.appeal, "看过了", False), TEAM | MANAGER),
    "keep as a team model": (lambda w, p: w.services.reviews.mark_model(p, w.shared), TEAM | MANAGER),
    "see agreement": (lambda w, p: w.services.reviews.agreement(p, Random(1)), ALL_LEADS | MANAGER | ADMIN),
    "see the standings": (lambda w, p: w.services.assignments.standings(p, w.assignment), TEAM | MANAGER | ADMIN),
    "withdraw the assignment": (lambda w, p: w.services.assignments.withdraw(p, w.assignment), TEAM | MANAGER | ADMIN),
    "release results": (lambda w, p: w.services.assignments.release(p, w.assignment), TEAM | MANAGER | ADMIN),
    "start the assignment": (lambda w, p: w.services.assignments.start(p, w.assignment, Language.ZH), OWN),
    "assign to the east team": (lambda w, p: _give(w, p, "team", "east"), TEAM | MANAGER | ADMIN),
    "assign to the west team": (lambda w, p: _give(w, p, "team", "west"), {"other-lead"} | MANAGER | ADMIN),
    "assign to mei": (lambda w, p: _give(w, p, "person", "mei"), TEAM | MANAGER | ADMIN),
    "assign to a cohort": (lambda w, p: _give(w, p, "cohort", "2026-11"), MANAGER | ADMIN),
    "make a programme": (
        lambda w, p: w.services.assignments.add_programme(p, "week 1", [Step(title="a", scenario_ids=(CASE,), mode="practice", pass_mark=60, days=2)]), ALL_LEADS | MANAGER | ADMIN
    ),
    "see mei's skills": (lambda w, p: w.services.skills.levels(p, w.person("mei")), OWN | TEAM | MANAGER | ADMIN),
    "see the floor": (lambda w, p: w.services.dashboard.floor(p, ViewFilter()), ALL_LEADS | MANAGER | ADMIN),
    "see mei's readiness": (lambda w, p: w.services.certificates.readiness(p, "mei"), OWN | TEAM | MANAGER | ADMIN),
    "see mei's skill map": (lambda w, p: w.services.dashboard.skills(p, ViewFilter(), ["mei"]), ALL_LEADS | MANAGER | ADMIN),
    "see teams, cohorts, clauses and scenarios": (
        lambda w, p: [view(p, ViewFilter()) for view in (w.services.dashboard.teams, w.services.dashboard.cohorts, w.services.dashboard.clauses, w.services.dashboard.scenarios)],
        ALL_LEADS | MANAGER | ADMIN,
    ),
    "see the workload of leads": (lambda w, p: w.services.dashboard.leads(p, ViewFilter()), ALL_LEADS | MANAGER | ADMIN),
    "open the calls behind a figure": (lambda w, p: w.services.dashboard.calls_behind(p, ViewFilter(), person_id="mei"), ALL_LEADS | MANAGER | ADMIN),
    "see who may be certified": (lambda w, p: w.services.certificates.candidates(p), ALL_LEADS | MANAGER | ADMIN),
    "certify mei": (lambda w, p: w.services.certificates.issue(p, "mei"), MANAGER | ADMIN),
    "verify a certificate file": (lambda w, p: w.services.certificates.verify_file(p, b"{}"), ALL_LEADS | MANAGER | ADMIN),
    "see learning records": (lambda w, p: w.services.records.view(p), ADMIN),
    "set the record store": (lambda w, p: w.services.records.save(p, RecordStoreSettings()), ADMIN),
    "send learning records": (lambda w, p: w.services.records.send_now(p), ADMIN),
    "take learning records away": (lambda w, p: w.services.records.as_file(p), ADMIN),
    "see what a model heard in the shared call": (lambda w, p: w.services.second_hearing.proposed(p, w.shared), OWN | TEAM | MANAGER),
    "see what a model heard in the private call": (lambda w, p: w.services.second_hearing.proposed(p, w.private), OWN),
    "take a rule from the model": (lambda w, p: w.services.second_hearing.allow(p, "threat_of_arrest", False, Random(1)), ALL_LEADS | MANAGER),
    "judge the shared call blind": (lambda w, p: w.services.reviews.judge_blind(p, w.shared, "overall", "overall", 0.0), TEAM | MANAGER),
    "see how far reviewers agree": (lambda w, p: w.services.reviews.calibration(p, Random(1)), ALL_LEADS | MANAGER | ADMIN),
    "list people": (lambda w, p: w.services.organisation.people(p), ALL_LEADS | MANAGER | ADMIN),
    "lock bo": (lambda w, p: w.services.organisation.lock(p, "bo", True), ADMIN),
    "reset bo's password": (lambda w, p: w.services.organisation.new_password(p, "bo"), ADMIN),
    "move bo": (lambda w, p: w.services.organisation.place(p, "bo", "west", (Role.TRAINEE,)), ADMIN),
    "invite people": (lambda w, p: w.services.organisation.run_import(p, "name,email,team,role,language\nAn,an@x.example,east,trainee,zh\n"), ADMIN),
    "read the audit log": (lambda w, p: w.services.organisation.audit(p), ADMIN),
    "see model settings": (lambda w, p: w.services.models.view(p), ADMIN),
    "change model settings": (lambda w, p: w.services.models.save(p, ModelSettings(), {}), ADMIN),
    "write a scenario": (lambda w, p: w.services.studio.check(p, "id: x"), ALL_LEADS | MANAGER | ADMIN),
    "publish a scenario": (lambda w, p: w.services.studio.publish(p, w.scenario, 1), ALL_LEADS | MANAGER | ADMIN),
    "read real calls": (lambda w, p: w.services.transcripts.rows(p, w.batch), ALL_LEADS | MANAGER | ADMIN),
}


def _give(world: World, person: Person, kind: str, target: str) -> object:
    due = world.services.outside.now().date() + timedelta(days=3)
    return world.services.assignments.give(
        person, title="y", target_kind=kind, target_id=target, scenario_ids=[CASE], mode="exam", pass_mark=60, due_on=due, time_zone="Asia/Shanghai"  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_only_those_who_may_can(world: World, action: str) -> None:
    run, allowed = ACTIONS[action]
    can = set()
    for name in ASKERS:
        try:
            run(world, world.person(name))
        except NotAllowedError:
            continue
        except TrainerError as done_before:
            assert name in allowed, (name, done_before)
        can.add(name)
    assert can == allowed


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_nobody_of_another_organisation_can_do_anything_here(world: World, action: str) -> None:
    run, _ = ACTIONS[action]
    stranger = _stranger(world)
    harmless = {
        "open the review queue", "see agreement", "see the floor", "list people", "read the audit log", "see model settings", "change model settings", "write a scenario", "make a programme", "invite people", "assign to a cohort",
        "see teams, cohorts, clauses and scenarios", "see the workload of leads", "open the calls behind a figure", "see who may be certified", "verify a certificate file",
        "see mei's skill map", "see learning records", "set the record store", "send learning records", "take learning records away", "see how far reviewers agree", "take a rule from the model",
    }
    if action in harmless:
        result = run(world, stranger)
        assert "mei" not in repr(result)
        return
    with pytest.raises(NotAllowedError):
        run(world, stranger)


def _stranger(world: World) -> Person:
    """Somebody of another organisation who has every role there."""
    now = world.services.outside.now()
    eve = Person(id="eve", organisation_id="elsewhere", team_id=None, name="Eve", email="eve@elsewhere.example", roles=tuple(Role), language=Language.EN)
    world.services.people.add_organisation("elsewhere", "Elsewhere", False, now)
    world.services.people.add_person(eve, now)
    return eve
