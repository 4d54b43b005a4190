from __future__ import annotations

import pytest

from trainer.debtor.feel import distress, will
from trainer.domain.text import Language

from .ring import LINES, Ring, cast_of, open_properly

PRESS = {
    Language.ZH: ("那您哪天能还，先还多少？", "我需要一个准数，具体哪天，还多少钱？"),
    Language.EN: ("What amount can you pay, and on what date?", "I need something definite: which day, and how much?"),
}
ENCOURAGE = {
    Language.ZH: ("遇到这样的事谁都不容易，我理解您。", "您别着急，我们一起想办法。"),
    Language.EN: ("That sounds really hard, I'm sorry.", "Please don't worry, we'll work it out together."),
}
IN_DISTRESS = ("cn_job_loss_first_default", "uk_overburdened_nurse")
STALLING = ("cn_evasive_next_week", "cn_cold_night_shift")


def gained(scenario: str, language: Language, lines: tuple[str, ...]) -> float:
    total = 0.0
    for seed in range(6):
        ring = Ring(cast_of(scenario, language), seed)
        open_properly(ring)
        before = will(ring.state)
        ring.say(*lines)
        total += will(ring.state) - before
    return total / 6


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("scenario", STALLING)
def test_pressing_moves_a_staller_more_than_encouragement(scenario: str, language: Language) -> None:
    assert gained(scenario, language, PRESS[language]) > gained(scenario, language, ENCOURAGE[language])
    assert gained(scenario, language, PRESS[language]) > 0.05


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("scenario", IN_DISTRESS)
def test_encouragement_moves_the_distressed_and_pressing_hardens_them(scenario: str, language: Language) -> None:
    assert gained(scenario, language, ENCOURAGE[language]) > 0.05
    assert gained(scenario, language, PRESS[language]) < 0


@pytest.mark.parametrize("language", list(Language))
def test_sympathy_alone_does_not_move_a_liar(language: Language) -> None:
    ring = Ring(cast_of("cn_liar_wages_unpaid", language), 2)
    open_properly(ring)
    ring.say(LINES[language][3], LINES[language][5])
    before = ring.state.readiness
    ring.say(*ENCOURAGE[language])
    assert ring.state.covers_told and ring.state.readiness <= before + 0.02


def test_trust_moves_slower_than_anger() -> None:
    ring = Ring(cast_of("cn_angry_repeat_calls"))
    open_properly(ring)
    before = ring.state.mood
    ring.say("你这个老赖，不要脸！", breaches=("abusive_language",))
    hurt = ring.state.mood
    ring.say("实在对不起，之前的话说重了，我跟您道歉。您慢慢说，我听着。")
    after = ring.state.mood
    assert hurt.anger > before.anger and hurt.trust <= before.trust
    assert hurt.anger - after.anger > after.trust - hurt.trust


def test_mood_drifts_back_when_nothing_happens() -> None:
    ring = Ring(cast_of("cn_evasive_next_week"))
    open_properly(ring)
    ring.say("你这个骗子！", breaches=("abusive_language",))
    high = ring.state.mood.anger
    drift = [change for change in ring.say("嗯。").reply.mood_changes if change.cause == "drift" and change.axis == "anger"]  # type: ignore[union-attr]
    assert high > ring.state.calm.anger and drift and drift[0].change < 0


@pytest.mark.parametrize("text", ["我再跟您讲讲做人的道理，" * 8, "请您尽快还款，请您尽快还款。"])
def test_patience_is_spent_by_lectures_and_repetition(text: str) -> None:
    ring = Ring(cast_of("cn_cold_night_shift"))
    open_properly(ring)
    ring.say(text)
    before = ring.state.mood.patience
    ring.say(text)
    assert ring.state.mood.patience < before


def test_a_question_that_is_passed_over_costs_patience_and_an_answered_one_does_not() -> None:
    for answer, lost in (("您的还款日是每月五号，请您准备好。", True), ("本金17200元，利息1068.3元，违约金381.7元，一共18650元。", False)):
        ring = Ring(cast_of("cn_job_loss_first_default"))
        open_properly(ring)
        asking = ring.state.model_copy(update={"open_question": "ask_breakdown"})
        ring.steps[-1] = ring.steps[-1].model_copy(update={"state": asking})
        ring.say(answer)
        assert (ring.state.mood.patience < asking.mood.patience) is lost


@pytest.mark.parametrize("scenario", [*IN_DISTRESS, *STALLING])
def test_distress_is_part_of_the_temper_and_part_of_the_moment(scenario: str) -> None:
    ring = Ring(cast_of(scenario))
    before = distress(ring.state, ring.cast.temperament(0))
    worse = ring.state.model_copy(update={"mood": ring.state.mood.model_copy(update={"anxiety": 1.0})})
    assert distress(worse, ring.cast.temperament(0)) > before


def test_every_change_of_mood_names_its_cause() -> None:
    ring = Ring(cast_of("cn_angry_repeat_calls"))
    open_properly(ring)
    for one in ring.steps[1:]:
        assert one.reply is not None
        assert all(change.cause and change.change for change in one.reply.mood_changes)
