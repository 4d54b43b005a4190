"""Cases in the services: who sees what, what counts, and cases handed out by a lead."""
from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from tests.trainer.service.case_play import (
    ANSWERED,
    GOOD_NOTICE,
    begun,
    call,
)
from trainer.bootstrap import Services
from trainer.domain.assignment import Assignment, Progress
from trainer.domain.call import CallRecord, CollectorDeed
from trainer.domain.case import Analysis
from trainer.domain.dial import AS_WRITTEN, Dial
from trainer.domain.errors import CallStateError, InputError, NotAllowedError
from trainer.domain.people import Person
from trainer.domain.stored import CallStatus
from trainer.domain.text import Language
from trainer.service.content import Content
from trainer.service.live_call import LiveCall


def test_a_phone_answer_in_the_services_is_a_practised_call_and_counts(services: Services, mei: Person) -> None:
    run = services.cases.start(mei, "us_trucker_case", Language.EN, 4)
    services.cases.write(mei, run, "x", "own_mail")
    services.cases.go_on(mei, run)
    for lines in (("Hello, am I speaking with Tina Brooks?", "This is Dana from Harbor Point Recovery."), ANSWERED[Language.EN]):
        call_id = services.cases.dial(mei, run)
        for line in lines:
            if services.practice.view(mei, call_id).status is CallStatus.OPEN:
                services.practice.say(mei, call_id, line)
        if services.practice.view(mei, call_id).status is CallStatus.OPEN:
            services.practice.do(mei, call_id, CollectorDeed.HANG_UP)
        services.practice.write_record(mei, call_id, CallRecord(note="they rang"))
        assert services.cases.take_call(mei, run)
        work = services.cases.view(mei, run).work
        services.cases.go_on(mei, run)
    assert work.answer_card is not None and work.answer_card.overall == 100
    assert services.debriefs.debrief(mei, work.call_id or "").scorecard.overall is not None
    listening = next(level for level in services.skills.levels(mei, mei) if level.skill == "special_care")
    assert listening.items >= 2


def carried(services: Services, person: Person, seed: int = 3) -> str:
    """The first case carried to its end through the services, its calls practised as any other."""
    return finished(services, person, services.cases.start(person, "cn_job_loss_case", Language.ZH, seed))


def finished(services: Services, person: Person, run: str, notice: str = GOOD_NOTICE) -> str:
    """A run of the first case carried to its end."""
    cases, practice = services.cases, services.practice
    model = services.content.library.scenarios["cn_job_loss_first_default"].model_call.zh
    while cases.view(person, run).ending is None:
        view = cases.view(person, run)
        if view.kind == "call":
            call_id = cases.dial(person, run)
            for line in itertools.chain(model, ("再见。",)):
                if practice.view(person, call_id).status is CallStatus.OPEN:
                    practice.say(person, call_id, line)
            if practice.view(person, call_id).status is CallStatus.OPEN:
                practice.do(person, call_id, CollectorDeed.HANG_UP)
            assert not cases.take_call(person, run)
            practice.write_record(person, call_id, CallRecord(note="本人接听，分期"))
            assert cases.take_call(person, run)
        elif view.kind == "notice":
            cases.write(person, run, notice, "mobile")
        else:
            cases.analyse(person, run, Analysis(willingness="willing", ability="can_pay_part", risk="low", next_step="await_payment"))
            cases.report(person, run, "9月20日到账622元。由我跟进，10月25日前致电确认。失业。")
        cases.go_on(person, run)
    return run


def test_a_case_carried_in_the_services_ends_as_on_the_command_line(services: Services, mei: Person, content: Content) -> None:
    run = carried(services, mei)
    view = services.cases.view(mei, run)
    live = begun(content, "cn_job_loss_case", 3)
    call(live, live.scenario.model_call.zh)
    first = next(work for work in view.done if work.stage == "first_call")
    assert view.ending == "cured" and view.run.status == "finished" and view.overall is not None
    assert first.outcome is not None and live.work.outcome is not None and first.outcome.agreed == live.work.outcome.agreed and first.outcome.outlook == live.work.outcome.outlook


def test_desk_work_counts_in_the_skill_map_for_oneself_at_once_and_for_the_lead_once_shared(services: Services, mei: Person) -> None:
    run = carried(services, mei)
    lead = services.people.person("lead")
    assert lead is not None
    own = {level.skill: level.items for level in services.skills.levels(mei, mei)}
    before = {level.skill: level.items for level in services.skills.levels(lead, mei)}
    with pytest.raises(NotAllowedError):
        services.cases.view(lead, run)
    services.cases.share(mei, run)
    after = {level.skill: level.items for level in services.skills.levels(lead, mei)}
    assert own["writing"] > 3 and own["analysis"] >= 4 and before["writing"] == 0 and after == own
    assert services.cases.view(lead, run).mine is False and [row.run_id for row in services.cases.shared_with(lead)] == [run]
    assert services.debriefs.debrief(lead, next(work.call_id for work in services.cases.view(lead, run).done if work.call_id)).scorecard.overall is not None


def test_nobody_else_touches_a_case(services: Services, mei: Person) -> None:
    run = services.cases.start(mei, "cn_job_loss_case", Language.ZH, 1)
    for name in ("bo", "lead", "other-lead", "manager", "admin"):
        other = services.people.person(name)
        assert other is not None
        with pytest.raises(NotAllowedError):
            services.cases.view(other, run)
        with pytest.raises(NotAllowedError):
            services.cases.stop(other, run)


def test_stopping_a_case_costs_nothing(services: Services, mei: Person) -> None:
    run = services.cases.start(mei, "us_trucker_case", Language.EN, 1)
    services.cases.stop(mei, run)
    view = services.cases.view(mei, run)
    assert view.ending == "stopped" and view.run.overall is None
    assert all(level.items == 0 for level in services.skills.levels(mei, mei))


def test_calls_of_a_case_carry_the_title_of_their_scenario_in_the_history(services: Services, mei: Person) -> None:
    run = services.cases.start(mei, "cn_job_loss_case", Language.ZH, 1)
    services.cases.dial(mei, run)
    row = services.debriefs.history(mei)[0]
    assert row.title.zh == "裁员之后第一次逾期" and row.difficulty == 2


def test_a_check_in_is_for_one_s_own_eyes_and_can_be_forgotten(services: Services, mei: Person) -> None:
    services.care.check_in(mei, 2)
    lead = services.people.person("lead")
    assert lead is not None
    assert [mood for _, mood in services.care.own_check_ins(mei)] == [2] and services.care.own_check_ins(lead) == []
    services.care.forget(mei)
    assert services.care.own_check_ins(mei) == []


def test_a_lead_caps_hostile_calls_in_a_row(services: Services, mei: Person) -> None:
    lead = services.people.person("lead")
    assert lead is not None
    services.care.set_cap(lead, 1)
    hostile = next(item.id for item in services.content.library.scenarios.values() if item.content_warning is not None)
    first = services.practice.start(mei, hostile, Language.ZH, seed=1)
    services.practice.stop(mei, first)
    with pytest.raises(CallStateError, match="hostile_cap"):
        services.practice.start(mei, hostile, Language.ZH, seed=2)
    calm = services.practice.start(mei, "cn_job_loss_first_default", Language.ZH, seed=3)
    services.practice.stop(mei, calm)
    services.practice.start(mei, hostile, Language.ZH, seed=4)
    with pytest.raises(NotAllowedError):
        services.care.set_cap(mei, 5)


def given(services: Services, *names: str, dial: Dial = AS_WRITTEN, mode: str = "practice", pass_mark: float = 0) -> Assignment:
    lead = services.people.person("lead")
    assert lead is not None
    return services.assignments.give(
        lead, title="Whole work", target_kind="team", target_id="east", scenario_ids=names, mode=mode, pass_mark=pass_mark, due_on=services.outside.now().date() + timedelta(days=5),
        time_zone="Asia/Shanghai", dial=dial,
    )


def test_a_case_handed_out_is_seen_by_the_lead_from_the_start_and_counts_for_the_assignment(services: Services, mei: Person) -> None:
    assignment = given(services, "case:cn_job_loss_case")
    lead = services.people.person("lead")
    assert lead is not None
    run = services.assignments.start(mei, assignment.id, Language.ZH)
    assert services.assignments.start(mei, assignment.id, Language.ZH) == run
    assert services.cases.view(lead, run).mine is False and [row.run_id for row in services.cases.shared_with(lead)] == [run]
    assert services.assignments.due(mei)[0].progress is Progress.IN_PROGRESS
    finished(services, mei, run)
    due = services.assignments.due(mei)[0]
    standing = next(row for row in services.assignments.standings(lead, assignment.id) if row.person_id == mei.id)
    assert due.progress is Progress.PASSED and standing.best == services.cases.view(mei, run).overall
    assert {level.skill: level.items for level in services.skills.levels(lead, mei)} == {level.skill: level.items for level in services.skills.levels(mei, mei)}


def test_a_case_with_a_failed_gate_does_not_pass_an_assignment(services: Services, mei: Person) -> None:
    assignment = given(services, "case:cn_job_loss_case")
    run = services.assignments.start(mei, assignment.id, Language.ZH)
    finished(services, mei, run, notice="周敏，你再不还钱，我们就曝光你的照片，让全村都知道你欠款！")
    assert services.assignments.due(mei)[0].progress is not Progress.PASSED


def test_a_shift_handed_out_counts_too_and_a_stopped_one_does_not(services: Services, mei: Person) -> None:
    assignment = given(services, "shift:cn_monday_evening")
    lead = services.people.person("lead")
    assert lead is not None
    stopped = services.assignments.start(mei, assignment.id, Language.ZH)
    services.shifts.stop(mei, stopped)
    assert services.assignments.due(mei)[0].progress is Progress.NOT_STARTED
    run = services.assignments.start(mei, assignment.id, Language.ZH)
    services.shifts.finish(mei, run)
    assert run != stopped and services.shifts.view(lead, run).mine is False
    assert services.assignments.due(mei)[0].attempts_used == 1


def test_a_whole_case_is_no_exam_and_unknown_work_is_refused(services: Services) -> None:
    for names, mode in ((("case:cn_job_loss_case",), "exam"), (("case:nothing",), "practice"), (("shift:nothing",), "practice")):
        with pytest.raises(InputError):
            given(services, *names, mode=mode)


def test_the_dial_that_the_lead_set_stands_in_the_calls_and_in_their_replay(services: Services, mei: Person) -> None:
    sharp = Dial(hostility=2, pace=1)
    assignment = given(services, "cn_job_loss_first_default", dial=sharp)
    call_id = services.assignments.start(mei, assignment.id, Language.ZH)
    services.practice.say(mei, call_id, "您好，请问是周敏女士本人吗？")
    call = services.calls.get(call_id)
    assert call is not None and call.dial == sharp
    stored = services.calls.turns(call_id)
    scenario = services.content.library.scenarios["cn_job_loss_first_default"]
    again = LiveCall.replayed(services.content, scenario, Language.ZH, call.seed, stored, call.dial)
    plain = LiveCall.replayed(services.content, scenario, Language.ZH, call.seed, stored)
    assert [turn.model_dump() for turn in again.plain] == [turn.model_dump() for turn in stored]
    assert plain.plain[0].mood != stored[0].mood


def test_a_dial_turned_up_counts_as_hostile_for_the_cap(services: Services, mei: Person) -> None:
    lead = services.people.person("lead")
    assert lead is not None
    services.care.set_cap(lead, 1)
    first = services.practice.start(mei, "cn_job_loss_first_default", Language.ZH, seed=1, dial=Dial(hostility=1))
    services.practice.stop(mei, first)
    with pytest.raises(CallStateError, match="hostile_cap"):
        services.practice.start(mei, "cn_job_loss_first_default", Language.ZH, seed=2, dial=Dial(hostility=2))
    services.practice.start(mei, "cn_job_loss_first_default", Language.ZH, seed=3)


def test_the_dial_of_a_case_stands_in_its_calls(services: Services, mei: Person) -> None:
    run = services.cases.start(mei, "cn_job_loss_case", Language.ZH, 3, dial=Dial(hostility=1, pace=-1))
    call = services.calls.get(services.cases.dial(mei, run))
    assert call is not None and (call.hostility, call.pace) == (1, -1)


def test_stopping_a_case_leaves_no_call_open(services: Services, mei: Person) -> None:
    run = services.cases.start(mei, "cn_job_loss_case", Language.ZH, 1)
    call_id = services.cases.dial(mei, run)
    services.cases.stop(mei, run)
    call = services.calls.get(call_id)
    assert call is not None and call.status is CallStatus.STOPPED


def test_a_stopped_call_of_a_case_is_made_again_with_the_same_debtor(services: Services, mei: Person) -> None:
    run = services.cases.start(mei, "cn_job_loss_case", Language.ZH, 1)
    first = services.cases.dial(mei, run)
    services.practice.stop(mei, first)
    again = services.cases.dial(mei, run)
    assert again != first and services.calls.turns(again)[0].text == services.calls.turns(first)[0].text
    assert services.cases.dial(mei, run) == again
