"""Drills through the services: what is asked next, how it comes back, whose lines appear, and what leads are shown."""
from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.conftest import SteadyClock
from trainer.bootstrap import Services
from trainer.domain.call import CallRecord, CollectorDeed
from trainer.domain.context import Jurisdiction
from trainer.domain.errors import NotAllowedError, UnknownNameError
from trainer.domain.people import Person
from trainer.domain.stored import CallStatus
from trainer.domain.text import Language
from trainer.service.drill_choice import MOST_REVIEWS, SET_SIZE

CN, ZH = Jurisdiction.CN, Language.ZH
THREAT = "你再不还，我今天就报案，警察明天上门把你拘了。"


def other(services: Services, name: str) -> Person:
    person = services.people.person(name)
    assert person is not None
    return person


def call_with_a_threat(services: Services, person: Person) -> str:
    call_id = services.practice.start(person, "cn_job_loss_first_default", ZH, seed=3)
    for line in ("您好，我是海州银行的李然，请问是周敏女士吗？", "麻烦您报一下身份证后四位，我核对一下。", THREAT):
        if services.practice.view(person, call_id).status is CallStatus.OPEN:
            services.practice.say(person, call_id, line)
    if services.practice.view(person, call_id).status is CallStatus.OPEN:
        services.practice.do(person, call_id, CollectorDeed.HANG_UP)
    services.practice.write_record(person, call_id, CallRecord(note="威胁了客户"))
    return call_id


def right_option(services: Services, person: Person, item_id: str, *, wrong: bool = False) -> str:
    """The id of the right option (or a wrong one), found by what the explanation shows to somebody else."""
    card = services.drills.card(person, item_id, 1)
    told = services.drills.answer(other(services, "admin"), item_id, card.options[0].id).answer
    return next(option.id for option in card.options if (option.text == told) != wrong)


def test_a_set_has_six_different_items_and_the_same_seed_chooses_the_same(services: Services, mei: Person) -> None:
    first, again, third = (services.drills.next_set(mei, CN, ZH, seed) for seed in (5, 5, 6))
    assert len(set(first.item_ids)) == SET_SIZE and first == again and first != third
    assert len({services.drills.card(mei, item_id, 5).kind for item_id in first.item_ids}) >= 4


@pytest.mark.parametrize("jurisdiction", list(Jurisdiction))
@pytest.mark.parametrize("language", list(Language))
def test_a_set_stays_with_its_jurisdiction_and_language(services: Services, mei: Person, jurisdiction: Jurisdiction, language: Language) -> None:
    for seed in range(5):
        ids = services.drills.next_set(mei, jurisdiction, language, seed).item_ids
        assert len(ids) == SET_SIZE and all(item_id.startswith(f"{jurisdiction.value}.{language.value}.") for item_id in ids)


def test_a_card_gives_the_answer_away_neither_in_its_words_nor_by_place(services: Services, mei: Person) -> None:
    item_id = next(item for seed in range(20) for item in services.drills.next_set(mei, CN, ZH, seed).item_ids if ".clause." in item)
    assert "answer" not in services.drills.card(mei, item_id, 1).model_dump()
    assert all(re.fullmatch(r"[0-9a-f]{12}", option.id) for option in services.drills.card(mei, item_id, 1).options)
    orders = {tuple(option.text for option in services.drills.card(mei, item_id, seed).options) for seed in range(12)}
    assert len(orders) > 3
    assert services.drills.card(mei, item_id, 4) == services.drills.card(mei, item_id, 4)


def test_what_is_due_comes_first_on_its_day_and_not_before(services: Services, mei: Person, clock: SteadyClock) -> None:
    ids = services.drills.next_set(mei, CN, ZH, 1).item_ids
    for item_id in ids:
        services.drills.answer(mei, item_id, right_option(services, mei, item_id))
    assert not set(ids) & set(services.drills.next_set(mei, CN, ZH, 2).item_ids)
    clock.skip(timedelta(days=1))
    tomorrow = services.drills.next_set(mei, CN, ZH, 2).item_ids
    assert set(tomorrow[:MOST_REVIEWS]) <= set(ids) and len(set(tomorrow) & set(ids)) == MOST_REVIEWS
    assert services.drills.card(mei, tomorrow[0], 1).again


def test_an_item_comes_back_after_one_four_and_four_days_and_then_stays(services: Services, mei: Person, clock: SteadyClock) -> None:
    item_id = services.drills.next_set(mei, CN, ZH, 1).item_ids[0]
    gaps = []
    for _ in range(4):
        result = services.drills.answer(mei, item_id, right_option(services, mei, item_id))
        assert result.right
        if result.due_on is not None:
            gaps.append((result.due_on - clock().date()).days)
            clock.skip(timedelta(days=gaps[-1]))
    assert gaps == [1, 4, 4]
    assert services.drills.progress(mei, CN).stays == 1
    clock.skip(timedelta(days=400))
    assert item_id not in services.drills.next_set(mei, CN, ZH, 1).item_ids


def test_a_wrong_answer_brings_it_back_tomorrow_however_well_it_went(services: Services, mei: Person, clock: SteadyClock) -> None:
    item_id = services.drills.next_set(mei, CN, ZH, 1).item_ids[0]
    for days in (1, 4):
        services.drills.answer(mei, item_id, right_option(services, mei, item_id))
        clock.skip(timedelta(days=days))
    result = services.drills.answer(mei, item_id, right_option(services, mei, item_id, wrong=True))
    assert not result.right and result.streak == 0 and result.due_on == clock().date() + timedelta(days=1)


def test_every_answer_is_explained_with_its_clause_or_its_absence(services: Services, mei: Person) -> None:
    for seed in range(6):
        for item_id in services.drills.next_set(mei, CN, ZH, seed).item_ids:
            result = services.drills.answer(mei, item_id, services.drills.card(mei, item_id, seed).options[0].id)
            assert result.why and (result.basis.standing == "no_express_rule") == (result.basis.article is None)


def test_own_lines_come_up_and_only_to_the_one_who_said_them(services: Services, mei: Person) -> None:
    call_id = call_with_a_threat(services, mei)
    own = [item for item in services.drills.next_set(mei, CN, ZH, 1).item_ids if item.startswith("own.")]
    cards = [services.drills.card(mei, item_id, 1) for item_id in own]
    assert own and any(card.line == THREAT and card.own for card in cards)
    for name in ("bo", "lead", "manager", "admin"):
        person = other(services, name)
        for seed in range(10):
            ids = services.drills.next_set(person, CN, ZH, seed).item_ids
            assert not [item for item in ids if item.startswith("own.")]
            assert THREAT not in [services.drills.card(person, item, seed).line for item in ids if "threat_of_arrest.b0" not in item]
        with pytest.raises(NotAllowedError):
            services.drills.card(person, own[0], 1)
        with pytest.raises(NotAllowedError):
            services.drills.answer(person, own[0], "better")
        with pytest.raises(NotAllowedError):
            services.drills.write(person, own[0], "您看这个月哪天方便还一部分？")
    assert call_id in own[0]


def test_a_shared_call_does_not_lend_its_lines_to_the_lead_either(services: Services, mei: Person) -> None:
    call_id = call_with_a_threat(services, mei)
    services.debriefs.share(mei, call_id)
    own = next(item for item in services.drills.next_set(mei, CN, ZH, 1).item_ids if item.startswith("own."))
    with pytest.raises(NotAllowedError):
        services.drills.card(other(services, "lead"), own, 1)


def test_a_finding_that_a_lead_took_back_is_drilled_no_more(services: Services, mei: Person) -> None:
    call_id = call_with_a_threat(services, mei)
    services.debriefs.share(mei, call_id)
    own = {item for item in services.drills.next_set(mei, CN, ZH, 1).item_ids if item.startswith("own.")}
    threats = {item for item in own if item.endswith(".threat_of_arrest")}
    assert threats
    turn = next(iter(threats)).rsplit(".", 2)[1]
    services.reviews.judge(other(services, "lead"), call_id, "finding", f"threat_of_arrest#{turn}", agrees=False, value=0.0, reason="说的是别的事，不是威胁。")
    assert not threats & set(services.drills.next_set(mei, CN, ZH, 1).item_ids)
    with pytest.raises(UnknownNameError):
        services.drills.card(mei, next(iter(threats)), 1)


def test_what_was_left_out_or_noted_wrongly_is_no_line_to_mend(services: Services, mei: Person) -> None:
    call_with_a_threat(services, mei)
    card = services.calls.first_scores([services.calls.of_person("mei")[0].id]).popitem()[1].scorecard
    left_out = {"no_identification", "no_recording_notice", "no_agreement_confirmation", "record_falsification", "no_purpose_disclosure"}
    assert left_out & {finding.rule for finding in card.findings}
    for seed in range(8):
        own = [item.rsplit(".", 1)[-1] for item in services.drills.next_set(mei, CN, ZH, seed).item_ids if item.startswith("own.")]
        assert own and not set(own) & left_out


def test_rules_broken_in_own_calls_and_wrong_in_drills_are_asked_more(services: Services, mei: Person) -> None:
    def asked() -> int:
        sets = [services.drills.next_set(mei, CN, ZH, seed).item_ids for seed in range(40)]
        return sum(".threat_of_arrest." in item for ids in sets for item in ids if not item.startswith("own."))

    before = asked()
    call_with_a_threat(services, mei)
    for item_id in services.drills.next_set(mei, CN, ZH, 1).item_ids:
        if item_id.startswith("own."):
            services.drills.answer(mei, item_id, services.drills.card(mei, item_id, 1).options[0].id)
    assert asked() > before
    assert "threat_of_arrest" in services.drills.progress(mei, CN).weakest


def test_a_written_line_is_judged_and_counts(services: Services, mei: Person) -> None:
    items = (item for seed in range(80) for item in services.drills.next_set(mei, CN, ZH, seed).item_ids if ".fix.threat_of_arrest." in item)
    item_id = next(items)
    bad = services.drills.write(mei, item_id, "你不还钱，公安会来抓你，你就等着坐牢吧，我马上报案。")
    good = services.drills.write(mei, item_id, "您看这个月哪天方便还一部分？我们商量一个您还得起的数。")
    assert not bad.right and bad.written is not None and bad.written.trouble == "breaks_a_rule"
    assert good.right and good.written is not None and good.written.trouble is None
    assert services.drills.progress(mei, CN).asked == 2
    chosen_only = next(item for seed in range(20) for item in services.drills.next_set(mei, CN, ZH, seed).item_ids if ".clause." in item)
    with pytest.raises(NotAllowedError):
        services.drills.write(mei, chosen_only, "您看这个月哪天方便还一部分？")


def test_leads_are_given_counts_of_their_team_and_nothing_else(services: Services, mei: Person) -> None:
    for item_id in services.drills.next_set(mei, CN, ZH, 1).item_ids:
        services.drills.answer(mei, item_id, services.drills.card(mei, item_id, 1).options[0].id)
    rows = {row.person_id: row for row in services.drills.team(other(services, "lead"))}
    assert set(rows) == {"mei", "bo"} and rows["mei"].asked == SET_SIZE and rows["bo"].asked == 0
    assert sum(count.asked for count in rows["mei"].rules) == SET_SIZE
    assert set(rows["mei"].model_dump()) == {"person_id", "name", "asked", "right", "rules"}
    assert {key for count in rows["mei"].rules for key in count.model_dump()} == {"person_id", "rule", "asked", "right"}
    assert services.drills.team(other(services, "other-lead")) == ()
    assert {row.person_id for row in services.drills.team(other(services, "manager"))} == {"mei", "bo"}
    with pytest.raises(NotAllowedError):
        services.drills.team(mei)


def test_drills_count_in_the_skill_map_for_oneself_and_for_the_lead(services: Services, mei: Person, clock: SteadyClock) -> None:
    ids = services.drills.next_set(mei, CN, ZH, 1).item_ids
    for place, item_id in enumerate(ids):
        services.drills.answer(mei, item_id, right_option(services, mei, item_id, wrong=place >= 3))
    for asker in (mei, other(services, "lead")):
        level = {level.skill: level for level in services.skills.levels(asker, mei)}["rules"]
        assert level.items == SET_SIZE and level.level == 50.0
    assert services.drills.due(mei) == 0
    clock.skip(timedelta(days=1))
    assert services.drills.due(mei) == SET_SIZE


def test_what_does_not_exist_is_refused(services: Services, mei: Person) -> None:
    item_id = services.drills.next_set(mei, CN, ZH, 1).item_ids[0]
    for wrong in (lambda: services.drills.answer(mei, item_id, "no_such_option"), lambda: services.drills.card(mei, "cn.zh.allowed.nothing.b0", 1)):
        with pytest.raises(UnknownNameError):
            wrong()
    for odd in ("own.", "own.x", "own.nobody.1.threat_of_arrest", "own...", "own.%00.1.x"):
        with pytest.raises(NotAllowedError):
            services.drills.card(mei, odd, 1)


def test_answers_outlive_the_server(services: Services, mei: Person) -> None:
    item_id = services.drills.next_set(mei, CN, ZH, 1).item_ids[0]
    result = services.drills.answer(mei, item_id, right_option(services, mei, item_id))
    services.calls._database.close()
    assert services.drills.progress(mei, CN).asked == 1 and services.drills.card(mei, item_id, 1).again
    assert result.right


def test_one_practises_where_one_called_last(services: Services, mei: Person) -> None:
    assert services.drills.home(mei) is CN
    services.practice.start(mei, "us_time_barred", Language.EN, seed=3)
    assert services.drills.home(mei) is Jurisdiction.US
