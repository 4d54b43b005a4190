"""Learning records: what is told and what is not, over a real HTTP server, through failures, and by the specification."""
from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.trainer.service.record_store import SECRET, USER, RecordStore
from trainer.bootstrap import Services
from trainer.domain.call import CallRecord, CollectorDeed
from trainer.domain.errors import InputError, NotAllowedError
from trainer.domain.people import Person
from trainer.domain.text import Language
from trainer.service.learning_records import RecordStoreSettings
from trainer.service.statement_rules import problems

CASE = "cn_job_loss_first_default"


@pytest.fixture()
def store() -> Iterator[RecordStore]:
    server = RecordStore()
    server.start()
    yield server
    server.stop()


@pytest.fixture()
def admin(services: Services, monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setattr(services.records, "_sleep", lambda seconds: None)
    found = services.people.person("admin")
    assert found is not None
    return found


def on(services: Services, admin: Person, store: RecordStore, secret: str = SECRET) -> None:
    services.records.save(admin, RecordStoreSettings(endpoint=store.endpoint, key=USER, home="https://bank.example", on=True), secret)


def judged(services: Services, person: Person, *, share: bool = True) -> str:
    call_id = services.practice.start(person, CASE, Language.ZH, seed=3)
    return finish(services, person, call_id, share=share)


def finish(services: Services, person: Person, call_id: str, *, share: bool) -> str:
    services.practice.say(person, call_id, "您好，我是海州银行的李然，请问是周敏女士吗？")
    services.practice.do(person, call_id, CollectorDeed.HANG_UP)
    services.practice.write_record(person, call_id, CallRecord())
    if share:
        services.debriefs.share(person, call_id)
    return call_id


def verbs(store: RecordStore) -> list[str]:
    return sorted(item["verb"]["id"].rsplit("/", 1)[1] for item in store.kept.values())


def test_a_shared_call_arrives_and_sending_again_adds_nothing(services: Services, admin: Person, mei: Person, store: RecordStore) -> None:
    judged(services, mei)
    on(services, admin, store)
    assert services.records.send_now(admin).sent == len(store.kept)
    assert verbs(store) in (["attempted", "completed", "failed", "scored"], ["attempted", "completed"])
    one = next(iter(store.kept.values()))
    assert one["actor"]["account"] == {"homePage": "https://bank.example", "name": "mei"}
    before = store.requests
    assert services.records.send_now(admin).sent == 0 and store.requests == before
    view = services.records.view(admin)
    assert (view.sent, view.waiting, view.refused) == (len(store.kept), 0, 0) and view.last_sent is not None


def test_private_practice_is_told_to_nobody_until_it_is_shared(services: Services, admin: Person, mei: Person, store: RecordStore) -> None:
    call_id = judged(services, mei, share=False)
    on(services, admin, store)
    services.records.send_now(admin)
    assert not store.kept and services.records.as_file(admin) == b""
    services.debriefs.share(mei, call_id)
    services.records.send_now(admin)
    assert "completed" in verbs(store)


def test_an_exam_is_told_only_after_its_results_are_released(services: Services, admin: Person, mei: Person, store: RecordStore) -> None:
    due = services.outside.now().date() + timedelta(days=7)
    lead = services.people.person("lead")
    assert lead is not None
    given = services.assignments.give(lead, title="x", target_kind="person", target_id="mei", scenario_ids=[CASE], mode="exam", pass_mark=60, due_on=due, time_zone="Asia/Shanghai")
    finish(services, mei, services.assignments.start(mei, given.id, Language.ZH), share=False)
    on(services, admin, store)
    services.records.send_now(admin)
    assert not store.kept
    services.assignments.release(lead, given.id)
    services.records.send_now(admin)
    assert "completed" in verbs(store)


def test_a_busy_store_is_asked_again_within_the_same_run(services: Services, admin: Person, mei: Person, store: RecordStore) -> None:
    judged(services, mei)
    on(services, admin, store)
    store.busy = 2
    done = services.records.send_now(admin)
    assert done.sent == len(store.kept) > 0 and store.requests == 3


@pytest.mark.parametrize("behaviour", ["down", "page", "away", "stopped"])
def test_what_does_not_arrive_waits_and_goes_out_later(services: Services, admin: Person, mei: Person, store: RecordStore, behaviour: str) -> None:
    judged(services, mei)
    on(services, admin, store)
    store.behave = behaviour
    if behaviour == "stopped":
        store.stop()
    done = services.records.send_now(admin)
    assert done.sent == 0 and done.waiting > 0 and done.problem
    assert services.records.view(admin).problem
    again = RecordStore()
    again.start()
    on(services, admin, again)
    assert services.records.deliver_all()["org"].sent == done.waiting == len(again.kept)
    again.stop()


def test_a_wrong_secret_stops_at_once_and_says_so(services: Services, admin: Person, mei: Person, store: RecordStore) -> None:
    judged(services, mei)
    on(services, admin, store, "wrong")
    done = services.records.send_now(admin)
    assert (done.sent, done.problem, store.requests) == (0, "401", 1)
    assert SECRET not in services.records.view(admin).model_dump_json()


def test_one_refused_statement_does_not_hold_up_the_others_and_is_not_sent_for_ever(services: Services, admin: Person, mei: Person, store: RecordStore) -> None:
    judged(services, mei)
    on(services, admin, store)
    store.picky = "completed"
    done = services.records.send_now(admin)
    assert done.sent >= 1 and "completed" not in verbs(store)
    for _ in range(6):
        services.records.deliver("org")
    assert services.records.view(admin).refused == 1
    before = store.requests
    services.records.deliver("org")
    assert store.requests == before
    store.picky = ""
    assert services.records.send_now(admin).sent == 1 and "completed" in verbs(store)


def test_the_file_holds_every_statement_and_each_keeps_the_specification(services: Services, admin: Person, mei: Person) -> None:
    judged(services, mei)
    bodies = [json.loads(line) for line in services.records.as_file(admin).decode().splitlines()]
    assert bodies and all(problems(body) == [] for body in bodies)


def test_only_admins_may(services: Services, mei: Person) -> None:
    for name in ("mei", "lead", "manager"):
        person = services.people.person(name)
        assert person is not None
        for forbidden in (services.records.view, services.records.send_now, services.records.as_file, lambda who: services.records.save(who, RecordStoreSettings())):
            with pytest.raises(NotAllowedError):
                forbidden(person)


def test_an_address_that_is_none_is_refused(services: Services, admin: Person) -> None:
    with pytest.raises(InputError):
        services.records.save(admin, RecordStoreSettings(endpoint="lrs.example", on=True))


GOOD: dict[str, Any] = {
    "id": "6f6a6d0e-31b5-4d0c-9d3c-2f6c4f0f9a11", "actor": {"account": {"homePage": "https://a.example", "name": "x"}},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/passed", "display": {"en": "passed"}}, "object": {"id": "https://a.example/scenarios/s"},
    "result": {"score": {"scaled": 0.5, "raw": 50, "min": 0, "max": 100}, "success": True, "duration": "PT61S"}, "timestamp": "2026-11-23T06:00:00+00:00", "version": "1.0.3",
}
SPOILT: dict[str, Callable[[dict[str, Any]], object]] = {
    "no actor": lambda body: body.pop("actor"),
    "an unknown key": lambda body: body.update(score=1),
    "a null": lambda body: body.update(context={"platform": None}),
    "two identifiers": lambda body: body["actor"].update(mbox="mailto:a@b.example"),
    "no IRI": lambda body: body["verb"].update(id="passed"),
    "no language map": lambda body: body["verb"].update(display="passed"),
    "scaled beyond 1": lambda body: body["result"]["score"].update(scaled=1.2),
    "raw beyond max": lambda body: body["result"]["score"].update(raw=101),
    "success as text": lambda body: body["result"].update(success="yes"),
    "a duration in seconds": lambda body: body["result"].update(duration="61"),
    "a moment without offset": lambda body: body.update(timestamp="2026-11-23T06:00:00"),
    "an id that is none": lambda body: body.update(id="7"),
    "another version": lambda body: body.update(version="2.0.0"),
}


def test_a_good_statement_has_no_problem() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize("name", sorted(SPOILT))
def test_a_statement_that_breaks_the_specification_is_found(name: str) -> None:
    body = copy.deepcopy(GOOD)
    SPOILT[name](body)
    assert problems(body)
