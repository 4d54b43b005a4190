"""Blind second reviews: seen by nobody else, and the source of agreement between people."""
from __future__ import annotations

from random import Random

import pytest

from tests.trainer.service.scripted_calls import scripted
from trainer.bootstrap import Services
from trainer.domain.errors import CallStateError, NotAllowedError
from trainer.domain.people import Person

CASE = "cn_job_loss_first_default"


def who(services: Services, name: str) -> Person:
    found = services.people.person(name)
    assert found is not None
    return found


def test_a_blind_judgement_is_seen_by_its_author_alone_and_counts_for_calibration(services: Services, mei: Person) -> None:
    lead, manager = who(services, "lead"), who(services, "manager")
    call_id = scripted(services, mei, CASE, "average")
    items = [item for item in services.calls.scores(call_id)[0].scorecard.criteria if item.score is not None]
    assert len(items) >= 2
    for item in items:
        services.reviews.judge(lead, call_id, "criterion", item.id, agrees=False, value=float(item.score or 0) / 2, reason="x")
        services.reviews.judge_blind(manager, call_id, "criterion", item.id, float(item.score or 0) / 2)
    assert services.reviews.blind_items(manager, call_id) == {("criterion", item.id) for item in items}
    for reader in (mei, lead):
        assert all(verdict.reviewer_id == "lead" for verdict in services.reviews.view(reader, call_id).verdicts)
    found = services.reviews.calibration(lead, Random(1))
    assert {key[1] for key in found} == {item.id for item in items} and all(row.n == 1 and row.exact == 1 for row in found.values())


def test_who_has_seen_the_verdict_is_not_blind_any_more(services: Services, mei: Person) -> None:
    lead = who(services, "lead")
    call_id = scripted(services, mei, CASE, "average")
    services.reviews.judge(lead, call_id, "overall", "overall", agrees=True)
    with pytest.raises(CallStateError, match="judged_before"):
        services.reviews.judge_blind(lead, call_id, "overall", "overall", 0.5)
    assert services.reviews.calibration(lead, Random(1)) == {}
    with pytest.raises(NotAllowedError):
        services.reviews.judge_blind(mei, call_id, "overall", "overall", 0.5)
