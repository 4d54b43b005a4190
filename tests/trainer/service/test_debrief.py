"""A finished call is read with the model call of its case, what people said of it, and the model calls of the own team."""
from __future__ import annotations

from datetime import timedelta

import pytest

from trainer.bootstrap import Services
from trainer.domain.call import CallRecord, CollectorDeed
from trainer.domain.errors import CallStateError, NotAllowedError
from trainer.domain.people import Person
from trainer.domain.text import Language

CASE = "cn_job_loss_first_default"


def scored(services: Services, person: Person, language: Language = Language.ZH, line: str = "您好，请问是周敏女士吗？") -> str:
    call_id = services.practice.start(person, CASE, language, seed=3)
    services.practice.say(person, call_id, line)
    services.practice.do(person, call_id, CollectorDeed.HANG_UP)
    services.practice.write_record(person, call_id, CallRecord())
    return call_id


def named(services: Services, name: str) -> Person:
    person = services.people.person(name)
    assert person is not None
    return person


class TestModelCall:
    @pytest.mark.parametrize("language", list(Language))
    def test_it_says_the_scenarios_lines_and_every_one_is_answered(self, services: Services, mei: Person, language: Language) -> None:
        call_id = scored(services, mei, language, "Hello, am I speaking with Zhou Min?" if language is Language.EN else "您好，请问是周敏女士吗？")
        turns = services.debriefs.model_call(mei, call_id)
        lines = services.catalogue.get("org", CASE).model_call.in_(language)
        said = [turn.text for turn in turns if turn.speaker == "collector"]
        assert said == list(lines)[: len(said)] and len(said) >= len(lines) - 1
        assert turns[0].speaker == "debtor" and all(turn.text for turn in turns if turn.speaker == "debtor")
        assert turns == services.debriefs.model_call(mei, call_id)

    def test_it_comes_after_the_judgement_only(self, services: Services, mei: Person) -> None:
        call_id = services.practice.start(mei, CASE, Language.ZH, seed=3)
        with pytest.raises(CallStateError):
            services.debriefs.model_call(mei, call_id)

    def test_an_exam_whose_result_is_hidden_shows_none(self, services: Services, mei: Person) -> None:
        given = services.assignments.give(
            named(services, "lead"), title="x", target_kind="person", target_id="mei", scenario_ids=[CASE], mode="exam", pass_mark=60,
            due_on=services.outside.now().date() + timedelta(days=7), time_zone="Asia/Shanghai",
        )
        call_id = services.assignments.start(mei, given.id, Language.ZH)
        services.practice.do(mei, call_id, CollectorDeed.HANG_UP)
        services.practice.write_record(mei, call_id, CallRecord())
        with pytest.raises(CallStateError):
            services.debriefs.model_call(mei, call_id)
        services.assignments.release(named(services, "lead"), given.id)
        assert services.debriefs.model_call(mei, call_id)

    def test_a_private_call_is_nobody_elses(self, services: Services, mei: Person) -> None:
        call_id = scored(services, mei)
        for name in ("bo", "lead", "manager"):
            with pytest.raises(NotAllowedError):
                services.debriefs.model_call(named(services, name), call_id)


class TestTeamModels:
    def test_a_team_mate_reads_the_words_and_no_name(self, services: Services, mei: Person) -> None:
        call_id = scored(services, mei)
        services.debriefs.share(mei, call_id)
        services.reviews.mark_model(named(services, "lead"), call_id)
        bo = named(services, "bo")
        (kept,) = services.reviews.team_models(bo)
        assert kept.call_id == call_id and kept.scenario_id == CASE and "mei" not in kept.model_dump_json()
        assert "您好，请问是周敏女士吗？" in [turn.text for turn in services.reviews.read_model(bo, call_id)]
        with pytest.raises(NotAllowedError):
            services.debriefs.debrief(bo, call_id)

    def test_other_teams_and_other_calls_stay_closed(self, services: Services, mei: Person) -> None:
        kept, other = scored(services, mei), scored(services, mei)
        services.debriefs.share(mei, kept)
        services.reviews.mark_model(named(services, "lead"), kept)
        assert services.reviews.team_models(named(services, "other-lead")) == ()
        with pytest.raises(NotAllowedError):
            services.reviews.read_model(named(services, "other-lead"), kept)
        with pytest.raises(NotAllowedError):
            services.reviews.read_model(named(services, "bo"), other)


def test_the_owner_sees_who_judged_and_who_answered(services: Services, mei: Person) -> None:
    call_id, lead = scored(services, mei), named(services, "lead")
    services.debriefs.share(mei, call_id)
    item = next(item for item in services.debriefs.debrief(mei, call_id).scorecard.criteria if item.score is not None)
    services.reviews.appeal(mei, call_id, "criterion", item.id, "我说过的")
    before = services.reviews.view(mei, call_id)
    assert [appeal.answered_at for appeal in before.appeals] == [None] and before.names == ()
    services.reviews.answer(lead, before.appeals[0].id, "听到了", upheld=True)
    after = services.reviews.view(mei, call_id)
    assert after.appeals[0].upheld and after.names == (("lead", "lead"),)
