from __future__ import annotations

import pytest

from trainer.domain.text import Language

from .ring import LINES, Ring, cast_of, open_properly


@pytest.mark.parametrize("language", list(Language))
def test_the_reason_comes_out_when_it_is_asked_for(language: Language) -> None:
    ring = Ring(cast_of("cn_job_loss_first_default", language))
    open_properly(ring)
    assert "laid_off" not in ring.state.facts_told
    ring.say(LINES[language][3])
    assert "laid_off" in ring.state.facts_told


def test_a_private_fact_waits_for_trust_and_its_cover_is_said_until_then() -> None:
    ring = Ring(cast_of("cn_job_loss_first_default"))
    open_properly(ring)
    low = ring.state.mood.model_copy(update={"trust": 0.1})
    ring.steps[-1] = ring.steps[-1].model_copy(update={"state": ring.state.model_copy(update={"mood": low})})
    ring.say("别的银行或者网上还有贷款要还吗？")
    assert "tell_cover" in ring.moves() and "phone_loan" in ring.state.covers_told
    high = ring.state.mood.model_copy(update={"trust": 0.7})
    ring.steps[-1] = ring.steps[-1].model_copy(update={"state": ring.state.model_copy(update={"mood": high})})
    ring.say("您在别的地方还有没有贷款？", "您其他贷款每个月要还多少钱呢？")
    assert "phone_loan" in ring.state.facts_told


def test_a_lie_holds_until_the_file_is_named_and_then_falls() -> None:
    ring = Ring(cast_of("cn_liar_wages_unpaid"))
    open_properly(ring)
    ring.say("这几个月是什么原因没还上？")
    assert "tell_cover" in ring.moves() or "dodge" in ring.moves()
    ring.say("您每个月收入大概多少？", "您的工资到底是多少？")
    assert "wages_paid" not in ring.state.facts_told
    ring.say("我这边看到7月10日有一笔11300元入账，摘要是工资。")
    assert ring.moves()[0] in ("confess", "tell_fact") and "wages_paid" in ring.state.facts_told


def test_asked_twice_for_what_was_told_the_debtor_does_not_count_it_as_new() -> None:
    ring = Ring(cast_of("cn_job_loss_first_default"))
    open_properly(ring)
    ring.say("这几个月是什么原因没还上呢？")
    told = ring.state.facts_told
    ring.say("我再了解一下，具体是因为什么没有还款？")
    assert ring.state.facts_told.count("laid_off") == 1 and told[-1] in ring.state.facts_told


def test_a_question_about_money_gets_an_answer_a_dodge_or_a_refusal() -> None:
    fitting = {"tell_fact", "tell_cover", "dodge", "refuse_question", "react_repeat", "confess"}
    for scenario in ("cn_job_loss_first_default", "cn_evasive_next_week", "cn_cold_night_shift", "cn_haggler_restaurant"):
        for seed in range(5):
            ring = Ring(cast_of(scenario), seed)
            open_properly(ring)
            ring.say("您每个月收入大概多少？")
            assert set(ring.moves()) & fitting, (scenario, seed, ring.moves())


def test_a_stranger_tells_nothing_of_the_debtor() -> None:
    ring = Ring(cast_of("cn_wrong_person_new_number"))
    ring.say("您好，我是江临银行的陈立，请问是胡建军吗？", "他的收入有多少？", "他在哪里上班？")
    debtor_facts = {fact.id for fact in ring.cast.scenario.facts if fact.told_by == "debtor"}
    assert not debtor_facts & set(ring.state.facts_told)
