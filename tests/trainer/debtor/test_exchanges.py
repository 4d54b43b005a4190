"""Questions that have an answer of their own: the case's before the common ones, only once what they need has been told, in the mood of the moment, never word for word again."""
from __future__ import annotations

import pytest

from trainer.debtor.common_questions import common_questions, exchanges_for
from trainer.debtor.own_name import own_name
from trainer.domain.scenario import Exchange, Spoken
from trainer.domain.text import Language

from .ring import Ring, cast_of, open_properly

BOAT = Exchange(
    needs=("boat_sold",),
    ask=Spoken(zh=("那条船卖给谁了？", "谁买的那条船啊", "买船的是什么人"), en=("Who bought the boat?", "who'd you sell the boat to then", "Was it a private buyer for the boat?")),
    say=Spoken(zh=("一个牙医，带现金来的", "城里来的牙医"), en=("Some dentist. Paid cash.", "A dentist out of Toledo.")),
)


def haggler(seed: int, language: Language, told: bool) -> Ring:
    cast = cast_of("us_haggler_settlement", language)
    ring = Ring(cast.model_copy(update={"scenario": cast.scenario.model_copy(update={"exchanges": (BOAT,)})}), seed)
    open_properly(ring)
    if told:
        ring.steps[-1] = ring.steps[-1].model_copy(update={"state": ring.state.model_copy(update={"facts_told": (*ring.state.facts_told, "boat_sold")})})
    return ring


@pytest.mark.parametrize(("language", "line", "word"), [(Language.ZH, "所以那条船是谁买走的？", "牙医"), (Language.EN, "So who was it that bought the boat off you?", "dentist")])
def test_a_question_on_what_was_told_gets_its_answer_and_not_before(language: Language, line: str, word: str) -> None:
    for told, wanted in ((True, 5), (False, 0)):
        answered = 0
        for seed in range(6):
            ring = haggler(seed, language, told)
            ring.say(line)
            answered += word in ring.texts()[-1]
        assert answered >= wanted if told else answered == wanted


def test_the_answer_does_not_come_twice_in_the_same_words() -> None:
    ring = haggler(1, Language.EN, told=True)
    for line in ("Who bought the boat?", "Sorry, who was it that bought the boat?", "And the boat, who'd you sell the boat to?"):
        if not ring.state.ended:
            ring.say(line)
    assert len(set(ring.texts())) == len(ring.texts())


@pytest.mark.parametrize("language", list(Language))
def test_what_anybody_may_be_asked_is_answered_by_mood(language: Language) -> None:
    cast = cast_of("cn_angry_repeat_calls", language)
    ring = Ring(cast, 2)
    open_properly(ring)
    calm = ring.state.model_copy(update={"mood": ring.state.mood.model_copy(update={"anger": 0.1})})
    cross = ring.state.model_copy(update={"mood": ring.state.mood.model_copy(update={"anger": 0.9})})
    told = [{exchange.say.in_(language) for exchange, _ in exchanges_for(cast, state)} for state in (calm, cross)]
    assert len(told[0] - told[1]) > 10


def test_whoever_is_on_the_line_has_questions_of_their_own() -> None:
    lawyer, child, debtor = (cast_of(name, Language.EN) for name in ("us_lawyer_speaks", "cn_child_answers_evening", "uk_landlord_pub"))
    asked = [{exchange.ask.en[0] for exchange, _ in exchanges_for(cast, Ring(cast, 1).state)} for cast in (lawyer, child, debtor)]
    assert all(asked) and not asked[0] & asked[1] and not asked[0] & asked[2]
    assert len(common_questions()) > 50


@pytest.mark.parametrize(
    ("scenario", "language", "lines", "words"),
    [
        ("cn_lawyer_on_line", Language.ZH, ("请问您是哪个律所的，贵姓？",), ("卢", "京衡")),
        ("us_lawyer_speaks", Language.EN, ("Which firm are you with?",), ("Broom", "Jamil")),
        ("uk_widower", Language.EN, ("I'm so sorry. How were you related to him?",), ("Margaret", "wife", "Mrs")),
    ],
)
def test_whoever_acts_for_others_says_who_they_are(scenario: str, language: Language, lines: tuple[str, ...], words: tuple[str, ...]) -> None:
    said = 0
    for seed in range(6):
        ring = Ring(cast_of(scenario, language), seed)
        ring.say("您好，我是海州银行的李然，请问是本人吗？" if language is Language.ZH else "Hello, this is Jordan from the bank. Could I speak to the cardholder, please?")
        ring.say(*lines)
        said += any(word in ring.texts()[-1] for word in words)
    assert said >= 5


@pytest.mark.parametrize(
    ("scenario", "text", "language", "wanted"),
    [
        ("uk_chatty_pensioner", "Sorry, what was your surname again?", Language.EN, "It's Wilson."), ("uk_chatty_pensioner", "And your first name?", Language.EN, "It's Jack."),
        ("cn_job_loss_first_default", "Who am I speaking to?", Language.EN, "It's Zhou Min."), ("cn_job_loss_first_default", "您贵姓？", Language.ZH, "我姓周。"),
        ("uk_chatty_pensioner", "请问您姓什么？", Language.ZH, "我姓威尔逊。"),
    ],
)
def test_the_part_of_the_name_that_was_asked_for_is_given(scenario: str, text: str, language: Language, wanted: str) -> None:
    found = own_name(text, cast_of(scenario, language), language)
    assert found is not None and wanted in found.in_(language)
