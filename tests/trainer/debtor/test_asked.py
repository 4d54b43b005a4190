"""The kind of answer that a question wants; what has no act gets that kind, and a call does not begin anew halfway."""
from __future__ import annotations

import pytest

from trainer.debtor.asked import Asked, asked
from trainer.domain.text import Language

from .ring import Ring, cast_of, open_properly

LISTENING = {"acknowledge", "silence"}
OPENING = {"ask_who", "ask_why_calling", "confirm_identity", "give_identity_data"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("我给您登记一下，可以吗？", Asked.LEAVE), ("要不要我帮您转告？", Asked.LEAVE), ("你老婆上班吗？", Asked.YES_NO), ("您上次还款是哪年？", Asked.WHEN),
        ("您有参考编号吗？", Asked.FIGURE), ("您卖什么菜的？", Asked.DETAIL), ("用支付宝还是银行卡？", Asked.CHOICE), ("您确定吗？", Asked.SURE), ("您女儿平时谁带？", Asked.WHO), ("您在哪个医院透析？", Asked.WHERE),
        ("您一共打了几次？", Asked.COUNT), ("怎么会这样？", Asked.REASON),
        ("Shall I put that down for you?", Asked.LEAVE), ("Do you have a pen?", Asked.LEAVE), ("Is it your kidneys?", Asked.YES_NO), ("When did you pay it?", Asked.WHEN), ("How many boats have you got?", Asked.COUNT), ("Letter or e-mail?", Asked.CHOICE), ("Was it April or last month?", Asked.DETAIL),
        ("Are you quite sure?", Asked.SURE), ("Which hospital?", Asked.WHERE),
        ("What do you sell, by the way?", Asked.DETAIL), ("Why is the kitchen shut?", Asked.REASON), ("I see. Who told you that?", Asked.WHO),
    ],
)
def test_the_last_question_of_a_line_decides(text: str, kind: Asked) -> None:
    assert asked(text, Language.ZH if text[0] > "\u4e00" else Language.EN) is kind


ODD = {
    Language.ZH: ("您这手机号用了几年了？", "您家楼下那条路修好了没有", "用什么还的，支付宝还是银行卡转账", "那张单子是谁给您的？", "您觉得现在的年轻人怎么样？"),
    Language.EN: ("How many years have you had that phone number?", "Who gave you that form?", "Is the road outside fixed yet?", "Was it the red one or the blue one?", "Which ward was it?"),
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("scenario", ["cn_job_loss_first_default", "cn_liar_wages_unpaid", "uk_landlord_pub", "us_identity_theft", "cn_refuser_interest_unfair"])
def test_a_question_off_the_subject_is_neither_listened_to_nor_taken_for_the_beginning(scenario: str, language: Language) -> None:
    noises = 0
    for question in ODD[language]:
        ring = Ring(cast_of(scenario, language), 4)
        open_properly(ring)
        ring.say(question)
        noises += set(ring.moves()) <= LISTENING
        assert not set(ring.moves()) & OPENING, (question, ring.texts()[-1])
    assert noises == 0


@pytest.mark.parametrize("language", list(Language))
def test_nobody_asks_a_third_time_who_is_calling(language: Language) -> None:
    lines = {
        Language.ZH: ("喂喂喂。", "你那个钱的事怎么说？", "到底还不还？", "别绕，直接回答我。", "说话呀。", "问你呢。"),
        Language.EN: ("Well, hello there.", "So about that money of yours.", "Are you paying or not?", "Don't dodge, answer me.", "Say something.", "I asked you something."),
    }[language]
    most = 0
    for seed in range(6):
        ring = Ring(cast_of("cn_evasive_next_week", language), seed)
        ring.say(*lines)
        asked_who = [move for step in ring.steps if step.reply for move in step.reply.moves if move == "ask_who"]
        most = max(most, len(asked_who))
    assert most in (1, 2)
