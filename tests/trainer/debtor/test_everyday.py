"""The small change of a call: every question gets an answer, a dodge or a refusal, also those for which the ears have no act."""
from __future__ import annotations

import pytest

from trainer.domain.text import Language

from .ring import Ring, cast_of, library, open_properly

ASK_DEBTOR = {
    Language.ZH: ("喂？听得见吗？", "您刚才说啥？信号不好。", "嗯嗯，然后呢？", "您那边天气怎么样？", "这卡当初是您自己办的吗？", "您现在住哪儿？还是老地址吗？", "您是不打算还了是吧？", "要不我跟您爱人说说？"),
    Language.EN: ("Hello? Can you hear me?", "Sorry, you broke up, what did you say?", "Uh-huh, and then?", "How's the weather over there?", "Did you open this card yourself?",
                  "Are you still at the same address?", "So you're not going to pay, is that it?", "Should I be talking to your wife about this?"),
}
NO_ANSWER = {"acknowledge", "silence", "soften", "thank"}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("scenario", ["cn_job_loss_first_default", "cn_evasive_next_week", "uk_chatty_pensioner", "us_disputed_charge_angry"])
def test_no_question_in_passing_is_met_with_a_bare_yes(scenario: str, language: Language) -> None:
    for seed in range(3):
        for question in ASK_DEBTOR[language]:
            ring = Ring(cast_of(scenario, language), seed)
            open_properly(ring)
            ring.say(question)
            assert set(ring.moves()) - NO_ANSWER, (question, ring.texts()[-1])


@pytest.mark.parametrize("language", list(Language))
def test_asked_to_say_it_again_a_fact_is_told_again_in_other_words(language: Language) -> None:
    ask = {Language.ZH: ("这几个月是什么原因没还上呢？", "您刚才说啥？没听清。"), Language.EN: ("What happened that the payments stopped?", "Sorry, you broke up, what did you say?")}[language]
    ring = Ring(cast_of("cn_job_loss_first_default", language), 1)
    open_properly(ring)
    ring.say(ask[0])
    told = ring.state.facts_told
    assert "laid_off" in told
    ring.say(ask[1])
    assert ring.moves()[0] == "tell_fact" and ring.state.facts_told == told
    assert len(set(ring.texts())) == len(ring.texts())


def test_an_offer_found_too_small_or_too_late_is_held_to_or_bettered() -> None:
    for line, kinds in (("太晚了，能不能往前挪挪？", {"no_sooner", "counter"}), ("这数太少了，再添点吧？", {"no_more", "counter", "haggle", "cannot_pay", "ask_reduce", "accuse"})):
        ring = Ring(cast_of("cn_job_loss_first_default"), 2)
        open_properly(ring)
        state = ring.state.model_copy(update={"readiness": 0.9, "mood": ring.state.mood.model_copy(update={"trust": 0.6, "anger": 0.0})})
        ring.steps[-1] = ring.steps[-1].model_copy(update={"state": state})
        ring.say("您打算怎么还？")
        if ring.state.offers and ring.state.agreement is None:
            ring.say(line)
            assert set(ring.moves()) & kinds, ring.texts()[-1]


@pytest.mark.parametrize("language", list(Language))
def test_after_a_remark_about_dying_a_question_about_safety_is_answered(language: Language) -> None:
    ask = {Language.ZH: ("您打算怎么还？", "您现在一个人吗？安全吗？"), Language.EN: ("How do you plan to pay?", "Are you on your own? Are you safe?")}[language]
    for seed in range(4):
        ring = Ring(cast_of("cn_self_harm_after_divorce", language), seed)
        open_properly(ring)
        if not ring.state.moved("self_harm_remark"):
            ring.say(ask[0])
        if ring.state.moved("self_harm_remark"):
            ring.say(ask[1])
            assert {"about_safety", "self_harm_remark"} & set(ring.moves()), ring.texts()[-1]


@pytest.mark.parametrize("language", list(Language))
def test_a_child_neither_pays_nor_refuses_to(language: Language) -> None:
    pay = {
        Language.ZH: ("你妈妈欠银行钱了，你替她还吗？", "那你什么时候还钱？", "你先还500元行吗？", "让你爸爸把欠款还了。"),
        Language.EN: ("Your mum owes the bank money, will you pay it?", "When will you pay?", "Could you pay 500 to start with?", "The full balance must be paid today."),
    }[language]
    for seed in range(6):
        ring = Ring(cast_of("cn_child_answers_evening", language), seed)
        ring.say(*pay)
        said = {move for one in ring.steps if one.reply for move in one.reply.moves}
        assert not said & {"refuse_to_pay", "accept", "offer", "promise", "ask_recorded", "threaten_complaint"}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("scenario", ["cn_father_died", "uk_widower"])
def test_the_bereaved_never_speak_of_the_dead_as_living(scenario: str, language: Language) -> None:
    lines = {
        Language.ZH: ("您好，请问他在家吗？", "实在对不起，请您节哀。", "麻烦转告他给我回个电话。", "您知道他什么时候回来吗？", "他欠的钱您知道吗？", "您是他什么人？", "谢谢您，再见。"),
        Language.EN: ("Hello, is he at home?", "I'm so sorry for your loss.", "Could you ask him to call me back?", "When will he be back?", "Do you know about the debt?", "And you are?", "Thank you, goodbye."),
    }[language]
    living = {"say_not_here", "ask_relation", "offer_message"}
    for seed in range(5):
        ring = Ring(cast_of(scenario, language), seed)
        ring.say(*lines)
        after = [one.reply for one in ring.steps[3:] if one.reply]
        assert not {move for reply in after for move in reply.moves} & living
        assert not [text for text in ring.texts() if "他没出事" in text or "I'll tell him" in text]


@pytest.mark.parametrize("scenario", ["cn_lawyer_on_line", "us_lawyer_speaks"])
def test_a_lawyer_is_not_frightened_by_the_debt(scenario: str) -> None:
    assert library().scenarios[scenario].answerers[0].relationship is not None
    for seed in range(5):
        ring = Ring(cast_of(scenario), seed)
        ring.say("您好，请问他在吗？", "他信用卡欠款逾期了。", "您能替他先还一部分吗？", "他最近忙什么呢？")
        assert not {move for one in ring.steps if one.reply for move in one.reply.moves} & {"fear", "refuse_to_pay", "cry"}


def test_being_told_to_ring_the_bank_and_check_is_taken_well() -> None:
    ring = Ring(cast_of("cn_scam_fear_retired", Language.ZH), 3)
    ring.say("您好，请问是陈桂芳阿姨吗？")
    ring.say("您可以挂了打卡背面的客服核实一下我，好吗？")
    assert ring.moves() == ("as_you_like",)
