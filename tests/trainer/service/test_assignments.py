"""A lead's week: work handed out, steps that wait, exams hidden until released, and how far everybody is."""
from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import SteadyClock
from trainer.bootstrap import Services
from trainer.domain.assignment import Assignment, Attempt, Progress, Step, progress_of
from trainer.domain.call import CallRecord, CollectorDeed
from trainer.domain.errors import CallStateError, InputError
from trainer.domain.people import Person
from trainer.domain.text import Language
from trainer.service.assignments import end_of_day
from trainer.service.statements import statements_of

CASE, OTHER = "cn_job_loss_first_default", "cn_wrong_person_new_number"
NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.fixture()
def lead(services: Services) -> Person:
    person = services.people.person("lead")
    assert person is not None
    return person


@pytest.fixture()
def bo(services: Services) -> Person:
    person = services.people.person("bo")
    assert person is not None
    return person


def give(services: Services, lead: Person, **changes: object) -> Assignment:
    values: dict[str, object] = {
        "title": "Week 1", "target_kind": "team", "target_id": "east", "scenario_ids": [CASE], "mode": "practice", "pass_mark": 0,
        "due_on": services.outside.now().date() + timedelta(days=5), "time_zone": "Asia/Shanghai", **changes,
    }
    return services.assignments.give(lead, **values)  # type: ignore[arg-type]


def do(services: Services, person: Person, assignment: Assignment) -> str:
    call_id = services.assignments.start(person, assignment.id, Language.ZH)
    services.practice.say(person, call_id, "您好，请问是本人吗？")
    if services.practice.view(person, call_id).status.value == "open":
        services.practice.do(person, call_id, CollectorDeed.HANG_UP)
    services.practice.write_record(person, call_id, CallRecord())
    return call_id


def attempt(overall: float | None, *, scenario: str = CASE, gates: bool = True, at: datetime = NOW) -> Attempt:
    return Attempt(call_id="c", person_id="p", scenario_id=scenario, status="scored", overall=overall, passed_gates=gates, started_at=at, ended_at=at)


def work(**changes: object) -> Assignment:
    values: dict[str, object] = {
        "id": "a", "organisation_id": "o", "title": "t", "target_kind": "person", "target_id": "p", "scenario_ids": (CASE,), "mode": "exam", "pass_mark": 60.0,
        "due_at": NOW + timedelta(days=1), "time_zone": "Asia/Shanghai", "made_by": "l", "made_at": NOW, **changes,
    }
    return Assignment.model_validate(values)


@pytest.mark.parametrize(
    ("attempts", "later", "progress"),
    [
        ((), 0, Progress.NOT_STARTED), ((attempt(None),), 0, Progress.IN_PROGRESS), ((attempt(59.9),), 0, Progress.IN_PROGRESS), ((attempt(60),), 0, Progress.PASSED),
        ((attempt(90, gates=False),), 0, Progress.IN_PROGRESS), ((), 2, Progress.OVERDUE), ((attempt(10),), 2, Progress.NOT_PASSED), ((attempt(60),), 2, Progress.PASSED),
        ((attempt(80, at=NOW + timedelta(days=2)),), 3, Progress.NOT_PASSED),
    ],
)
def test_progress_follows_from_attempts_and_time(attempts: tuple[Attempt, ...], later: int, progress: Progress) -> None:
    assert progress_of(work(), attempts, NOW + timedelta(days=later)) is progress


def test_attempts_used_up_mean_not_passed() -> None:
    assert progress_of(work(max_attempts=2), (attempt(10), attempt(20)), NOW) is Progress.NOT_PASSED
    assert progress_of(work(max_attempts=2), (attempt(10), attempt(70)), NOW) is Progress.PASSED


def test_a_set_is_passed_when_every_scenario_is() -> None:
    both = work(scenario_ids=(CASE, OTHER))
    assert progress_of(both, (attempt(70),), NOW) is Progress.IN_PROGRESS
    assert progress_of(both, (attempt(70), attempt(65, scenario=OTHER)), NOW) is Progress.PASSED


def test_the_due_day_ends_where_it_was_meant() -> None:
    assert end_of_day(datetime(2026, 11, 27).date(), "Asia/Shanghai") == datetime(2026, 11, 27, 15, 59, 59, tzinfo=UTC)
    with pytest.raises(InputError, match="Asia/Shanghai"):
        end_of_day(datetime(2026, 11, 27).date(), "Moon/Base")


def test_assigned_calls_are_seen_by_the_lead_and_count_for_the_trainee(services: Services, lead: Person, mei: Person) -> None:
    assignment = give(services, lead)
    assert services.assignments.due(mei)[0].progress is Progress.NOT_STARTED
    call_id = do(services, mei, assignment)
    assert services.assignments.due(mei)[0].progress in (Progress.PASSED, Progress.IN_PROGRESS)
    assert services.debriefs.debrief(lead, call_id).call.id == call_id
    standing = {row.person_id: row.progress for row in services.assignments.standings(lead, assignment.id)}
    assert set(standing) == {"mei", "bo"} and standing["bo"] is Progress.NOT_STARTED


def test_what_is_due_first_stands_first(services: Services, lead: Person, mei: Person) -> None:
    today = services.outside.now().date()
    give(services, lead, title="later", due_on=today + timedelta(days=9))
    give(services, lead, title="sooner", due_on=today + timedelta(days=1))
    assert [due.assignment.title for due in services.assignments.due(mei)] == ["sooner", "later"]
    assert services.assignments.due(mei)[0].due_soon


def test_the_weakest_skill_is_a_scenario_of_its_own(services: Services, lead: Person, mei: Person) -> None:
    assignment = give(services, lead, scenario_ids=["weakest"])
    due = services.assignments.due(mei)[0]
    assert due.next_scenario in services.content.library.scenarios
    call_id = do(services, mei, assignment)
    stored = services.calls.get(call_id)
    assert stored is not None and stored.assignment_id == assignment.id


def test_an_exam_has_no_aids_no_retry_and_stays_hidden_until_released(services: Services, lead: Person, mei: Person) -> None:
    assignment = give(services, lead, mode="exam")
    call_id = services.assignments.start(mei, assignment.id, Language.ZH)
    view = services.practice.view(mei, call_id)
    assert view.mood is None and view.hints == () and view.mode == "exam"
    services.practice.do(mei, call_id, CollectorDeed.HANG_UP)
    services.practice.write_record(mei, call_id, CallRecord())
    with pytest.raises(CallStateError):
        services.practice.retry(mei, call_id, 1)
    with pytest.raises(CallStateError, match="result_hidden"):
        services.debriefs.debrief(mei, call_id)
    assert services.debriefs.history(mei)[0].overall is None
    assert services.debriefs.debrief(lead, call_id).call.id == call_id
    services.assignments.release(lead, assignment.id)
    assert services.debriefs.debrief(mei, call_id).call.id == call_id


def test_before_the_release_nothing_tells_how_an_exam_went(services: Services, lead: Person, mei: Person, bo: Person) -> None:
    assignment = give(services, lead, mode="exam", target_kind="team", target_id="east", pass_mark=0)
    levels = services.skills.levels(mei, mei)
    calls = [do(services, mei, assignment), services.assignments.start(bo, assignment.id, Language.ZH)]
    assert len({services.calls.get(call_id).seed for call_id in calls}) == 1  # type: ignore[union-attr]
    due = services.assignments.due(mei)[0]
    assert (due.progress, due.next_scenario, due.awaits_release) == (Progress.IN_PROGRESS, None, True)
    with pytest.raises(CallStateError, match="assignment_not_open"):
        services.assignments.start(mei, assignment.id, Language.ZH)
    assert services.skills.levels(mei, mei) == levels
    card = next(item for item in services.practice.library(mei) if item.id == CASE)
    assert card.best is None and not card.best_passed
    for forbidden in (lambda: services.reviews.view(mei, calls[0]), lambda: services.reviews.appeal(mei, calls[0], "overall", "overall", "x")):
        with pytest.raises(CallStateError, match="result_hidden"):
            forbidden()
    with pytest.raises(CallStateError, match="exam_not_released"):
        services.reviews.mark_model(lead, calls[0])
    services.assignments.release(lead, assignment.id)
    assert services.assignments.due(mei)[0].progress in (Progress.PASSED, Progress.IN_PROGRESS)
    assert services.skills.levels(mei, mei) != levels
    services.reviews.mark_model(lead, calls[0])
    assert [item.call_id for item in services.reviews.team_models(bo)] == [calls[0]]


def test_the_steps_of_a_programme_wait_for_one_another(services: Services, lead: Person, mei: Person) -> None:
    steps = [Step(title="first", scenario_ids=(CASE,), mode="practice", pass_mark=100, days=2), Step(title="second", scenario_ids=(OTHER,), mode="exam", pass_mark=60, days=3)]
    programme = services.assignments.add_programme(lead, "Onboarding", steps)
    first, second = services.assignments.enrol(lead, programme.id, "person", "mei", services.outside.now().date(), "Asia/Shanghai")
    assert second.due_at - first.due_at == timedelta(days=3)
    due = {item.assignment.id: item for item in services.assignments.due(mei)}
    assert due[second.id].locked_until_step == 1
    with pytest.raises(CallStateError):
        services.assignments.start(mei, second.id, Language.ZH)


def test_late_work_cannot_be_started(services: Services, lead: Person, mei: Person, clock: SteadyClock) -> None:
    assignment = give(services, lead)
    clock.skip(timedelta(days=30))
    assert services.assignments.due(mei)[0].progress is Progress.OVERDUE
    with pytest.raises(CallStateError):
        services.assignments.start(mei, assignment.id, Language.ZH)


def test_bad_input_is_named(services: Services, lead: Person) -> None:
    with pytest.raises(InputError, match="no_such"):
        give(services, lead, scenario_ids=["no_such"])
    with pytest.raises(InputError, match="not over"):
        give(services, lead, due_on=NOW.date() - timedelta(days=1))


def test_learning_record_statements_say_what_happened(services: Services, lead: Person, mei: Person) -> None:
    call_id = do(services, mei, give(services, lead))
    call, score = services.calls.get(call_id), services.calls.scores(call_id)[0]
    assert call is not None
    bodies = statements_of(mei, call, services.content.library.scenarios[CASE], score.scorecard, score.made_at)
    assert bodies[0]["verb"]["id"].endswith("/attempted")
    for body in bodies:
        assert set(body) >= {"id", "actor", "verb", "object", "timestamp", "version"}
        assert body["actor"]["account"]["name"] == "mei" and body["object"]["id"].endswith(CASE)
    scores = [body["result"]["score"]["scaled"] for body in bodies if "result" in body]
    assert all(-1 <= scaled <= 1 for scaled in scores)
    assert bodies == statements_of(mei, call, services.content.library.scenarios[CASE], score.scorecard, score.made_at)
