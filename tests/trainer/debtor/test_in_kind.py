"""Answers of the kind that was asked for: when gets a day, how much a number; a payment already made is told, not argued about; whoever is handed the phone says hello."""
from __future__ import annotations

import re

import pytest

from trainer.debtor.in_kind import Wanted, wanted
from trainer.domain.text import Language

from .ring import Ring, cast_of

QUESTIONS = [
    (Language.ZH, "什么时候裁的？", Wanted.WHEN), (Language.ZH, "房租多少？", Wanted.MUCH), (Language.ZH, "您在哪儿上班？", None), (Language.ZH, "哪天还、还多少？", None),
    (Language.EN, "When did they let you go?", Wanted.WHEN), (Language.EN, "How much is the rent?", Wanted.MUCH), (Language.EN, "Where do you work?", None),
    (Language.EN, "How much can you pay, and when?", None),
]


@pytest.mark.parametrize(("language", "question", "kind"), QUESTIONS)
def test_what_a_question_wants_to_hear(language: Language, question: str, kind: Wanted | None) -> None:
    assert wanted(question, language) is kind


OPENING = {
    Language.ZH: ("您好，我是海州银行的郑敏，工号4410，请问是梁女士本人吗？", "麻烦报一下身份证后四位。", "您这期账单还没还上，是怎么回事？"),
    Language.EN: ("Hello, this is Min Zheng from Haizhou Bank, staff number 4410. Is that Ms Liang?", "Could you give me the last four digits of your ID?",
                  "I'm calling about your card, this month's bill hasn't been paid. What happened?"),
}
WHEN_PAID = {Language.ZH: ("您是哪天还的？", "还了多少钱？"), Language.EN: ("Which day did you pay it?", "How much did you pay?")}
SUM = re.compile(r"690|六百九|six (hundred and )?ninety", re.IGNORECASE)


@pytest.mark.parametrize("language", list(Language))
def test_who_has_paid_says_when_and_how_much(language: Language) -> None:
    told = 0
    for seed in range(6):
        ring = Ring(cast_of("cn_already_paid_other_card", language), seed)
        ring.say(*OPENING[language])
        before = len(ring.texts())
        ring.say(*WHEN_PAID[language])
        told += any(SUM.search(text) for text in ring.texts()[before:])
    assert told >= 4


HANDED = {Language.ZH: ("您好，我是海州银行的小陈，请问赵磊在家吗？", "他什么时候回来？", "他换手机号了吗？"),
          Language.EN: ("Hello, it's Chen from Haizhou Bank. Is Zhao Lei at home?", "When will he be back?", "Has he changed his number?")}


@pytest.mark.parametrize("language", list(Language))
def test_whoever_is_handed_the_phone_says_hello_before_answering_what_was_meant_for_another(language: Language) -> None:
    met = 0
    for seed in range(12):
        ring = Ring(cast_of("cn_mother_picks_up", language), seed)
        for line in HANDED[language]:
            handed = "pass_phone" in ring.moves()
            ring.say(line)
            if handed:
                met += 1
                assert "pick_up" in ring.moves() or "accuse" in ring.moves(), ring.texts()
    assert met
