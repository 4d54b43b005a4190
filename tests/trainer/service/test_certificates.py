"""A certificate from the exams to the file that somebody verifies a year later."""
from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.conftest import SteadyClock
from tests.trainer.service.scripted_calls import scripted
from trainer.bootstrap import Services
from trainer.domain.errors import CallStateError, NotAllowedError, TrainerError
from trainer.domain.people import Person
from trainer.service.certificates import COACHES, PHONES, _missing_skill, standard_for
from trainer.storage.certificates import Certificate


def who(services: Services, name: str) -> Person:
    found = services.people.person(name)
    assert found is not None
    return found


@pytest.fixture()
def ready(services: Services, mei: Person) -> Person:
    """mei after the exams of a skilled collector, as many as the standard asks for."""
    hard = sorted((item for item in services.content.library.scenarios.values() if item.jurisdiction == "cn" and item.difficulty >= PHONES.least_difficulty), key=lambda item: item.id)
    for scenario in hard[:8]:
        scripted(services, mei, scenario.id, "skilled", mode="exam")
        if services.certificates.readiness(who(services, "manager"), mei.id).is_ready:
            break
    return mei


def as_file(item: Certificate) -> bytes:
    return json.dumps({**item.model_dump(mode="json", exclude={"evidence"}), "evidence": json.loads(item.evidence)}, ensure_ascii=False, indent=1).encode()


def test_nobody_is_certified_without_exams(services: Services, mei: Person) -> None:
    found = services.certificates.readiness(who(services, "lead"), "mei")
    assert not found.is_ready and found.missing
    with pytest.raises(TrainerError, match="not_ready"):
        services.certificates.issue(who(services, "manager"), "mei")


def test_what_falls_short_never_reads_as_if_it_were_enough() -> None:
    assert _missing_skill("compliance", 60, 59.9).en.endswith("needs 60, now 59")
    assert _missing_skill("compliance", 60, None).zh.endswith("现在数据太少")


def test_a_certificate_holds_its_evidence_and_its_file_verifies(services: Services, ready: Person) -> None:
    manager = who(services, "manager")
    item = services.certificates.issue(manager, ready.id)
    evidence = json.loads(item.evidence)
    assert len(evidence["exams"]) >= PHONES.exams
    for exam in evidence["exams"]:
        assert exam["transcript"] and exam["versions"]["rubric_digest"] and exam["versions"]["rules_digest"] and exam["scorecard"]["criteria"]
    assert services.certificates.verify_file(manager, as_file(item)).state == "valid"
    assert services.certificates.readiness(who(services, "lead"), ready.id).certificate == item


def test_a_changed_or_foreign_file_is_found_out(services: Services, ready: Person) -> None:
    manager = who(services, "manager")
    item = services.certificates.issue(manager, ready.id)
    body = json.loads(as_file(item))
    body["evidence"]["exams"][0]["overall"] = 100
    assert services.certificates.verify_file(manager, json.dumps(body).encode()).state == "altered"
    assert services.certificates.verify_file(manager, as_file(item).replace(item.number.encode(), b"DL-2026-NONE")).state == "unknown"
    for junk in (b"", b"[]", b"\xff", b"{}", b"[" * 5000):
        assert services.certificates.verify_file(manager, junk).state == "unreadable"


def test_revoking_and_expiring_show_in_the_file_that_was_handed_out(services: Services, ready: Person, clock: SteadyClock) -> None:
    manager = who(services, "manager")
    item = services.certificates.issue(manager, ready.id)
    clock.skip(timedelta(days=340))
    assert services.certificates.expiring(manager) == (item,)
    clock.skip(timedelta(days=30))
    assert services.certificates.verify_file(manager, as_file(item)).state == "expired"
    with pytest.raises(TrainerError, match="comment_empty"):
        services.certificates.revoke(manager, item.number, " ")
    services.certificates.revoke(manager, item.number, "投诉属实")
    found = services.certificates.verify_file(manager, as_file(item))
    assert (found.state, found.why) == ("revoked", "投诉属实")
    with pytest.raises(CallStateError, match="revoked_before"):
        services.certificates.revoke(manager, item.number, "again")


def test_after_a_revocation_new_exams_are_asked_for(services: Services, ready: Person, clock: SteadyClock) -> None:
    manager = who(services, "manager")
    item = services.certificates.issue(manager, ready.id)
    clock.skip(timedelta(hours=1))
    services.certificates.revoke(manager, item.number, "投诉属实")
    found = services.certificates.readiness(manager, ready.id)
    assert not found.is_ready and found.exams_passed == 0 and found.certificate is None
    assert "撤销" in found.missing[0].zh and "revoked" in found.missing[0].en
    with pytest.raises(TrainerError, match="not_ready"):
        services.certificates.issue(manager, ready.id)


def test_who_may(services: Services, ready: Person) -> None:
    manager = who(services, "manager")
    item = services.certificates.issue(manager, ready.id)
    for name in ("mei", "lead", "other-lead"):
        with pytest.raises(NotAllowedError):
            services.certificates.issue(who(services, name), ready.id)
        with pytest.raises(NotAllowedError):
            services.certificates.revoke(who(services, name), item.number, "x")
    with pytest.raises(NotAllowedError):
        services.certificates.verify_file(ready, as_file(item))
    assert services.certificates.listed(who(services, "other-lead")) == () and services.certificates.candidates(who(services, "other-lead")) == []
    assert services.certificates.listed(who(services, "lead")) == (item,)


def test_each_role_has_its_own_standard(services: Services, mei: Person) -> None:
    lead, manager = who(services, "lead"), who(services, "manager")
    assert standard_for(mei) == PHONES and standard_for(lead) == COACHES
    assert services.certificates.readiness(manager, lead.id).missing != services.certificates.readiness(manager, mei.id).missing
    assert {person.id for person in services.certificates.candidates(manager)} >= {"mei", "lead", "other-lead"}
    assert {person.id for person in services.certificates.candidates(lead)} == {"mei", "bo"}
