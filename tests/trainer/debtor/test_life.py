"""Concrete questions off the money: answered in the case's own words, guarded where they are private, and never in place of what must be earned."""
from __future__ import annotations

import pytest

from trainer.debtor.case_words import fact_meant
from trainer.domain.text import Language

from .ring import Ring, cast_of, library, open_properly

ASK = {
    Language.ZH: ("您店里卖什么的？", "孩子多大了？", "这话谁跟您说的？", "旁边什么声音啊？"),
    Language.EN: ("What do you sell in the shop?", "How old are your kids?", "Who told you that?", "What's that noise in the background?"),
}


def told(ring: Ring, subject: str) -> bool:
    life = ring.cast.scenario.life.debtor[subject]
    said = ring.texts()[-1].casefold()
    return any(words.strip(" 。.！!？?").casefold()[:6] in said for words in life.in_(ring.cast.language))


@pytest.mark.parametrize("language", list(Language))
def test_a_plain_question_gets_the_answer_of_this_life(language: Language) -> None:
    for scenario in ("uk_overburdened_nurse", "cn_flood_shop"):
        answered = 0
        for seed in range(4):
            for line, subject in zip(ASK[language], ("work_what", "children", "told_by", "noise_around"), strict=True):
                ring = Ring(cast_of(scenario, language), seed)
                open_properly(ring)
                ring.say(line)
                answered += "tell_life" in ring.moves() and told(ring, subject)
        assert answered >= 6, scenario


def test_asked_again_and_again_the_answer_is_never_word_for_word_the_same() -> None:
    ring = Ring(cast_of("uk_overburdened_nurse", Language.EN), 3)
    open_properly(ring)
    for line in ("What's that noise in the background?", "No, really, what is that noise?", "And that noise, what was that?"):
        if not ring.state.ended:
            ring.say(line)
    assert len(set(ring.texts())) == len(ring.texts())


@pytest.mark.parametrize("language", list(Language))
def test_a_fact_still_to_be_told_comes_before_daily_life(language: Language) -> None:
    ring = Ring(cast_of("cn_job_loss_first_default", language), 1)
    open_properly(ring)
    ring.say({Language.ZH: "工作是怎么没的？", Language.EN: "How did you lose your job?"}[language])
    assert "laid_off" in ring.state.facts_told


def test_every_scenario_has_a_life_for_everybody_who_speaks() -> None:
    for scenario in library().scenarios.values():
        for who in scenario.answerers:
            assert scenario.life.debtor if who.party.value == "right_party" else scenario.life.answerer, scenario.id


def test_a_question_with_the_words_of_a_fact_is_about_that_fact() -> None:
    ring = Ring(cast_of("cn_flood_shop", Language.ZH), 2)
    open_properly(ring)
    meant = fact_meant("商铺的保险赔了没有？", ring.cast, ring.state)
    assert meant is not None and "保险" in meant.text.zh
    assert fact_meant("您几点下班？", ring.cast, ring.state) is None


def test_the_file_held_against_a_story_is_no_small_talk() -> None:
    ring = Ring(cast_of("uk_liar_holiday", Language.EN), 3)
    open_properly(ring)
    ring.say("I can see a payment to a travel firm in August, about 1,100. What was that?")
    assert "tell_life" not in ring.moves()
