"""Known questions: another way of putting one comes nearer to it than to the others, and what is none of them comes near to none."""
from __future__ import annotations

import numpy as np
import pytest

from trainer.debtor.common_questions import common_questions
from trainer.domain.text import Language
from trainer.hearing.alike import KnownQuestions
from trainer.hearing.learning.corpus import read_corpus

OTHER_WAYS = {
    Language.ZH: {"上次跟您通话的那个人叫啥": "上次是哪位同事跟您联系的？", "一共接了我们多少个电话啊": "我们一共给您打过几次了？", "当时怎么不联系我们呢": "那您怎么不早点打给我们？", "我讲的您都懂吧": "我这么说您清楚吗？"},
    Language.EN: {"Who was it you talked to before?": "Who did you speak to last time?", "how many calls have you had off us": "How many times have we called you?", "Why didn't you ring us earlier on?": "Why didn't you call us?", "Is that clear to you?": "Does that make sense?"},
}


def bank(language: Language) -> tuple[KnownQuestions, list[str]]:
    asked = [question.ask.in_(language) for question in common_questions()]
    return KnownQuestions(asked, language), [ways[0] for ways in asked]


@pytest.mark.parametrize("language", list(Language))
def test_another_way_of_asking_is_known(language: Language) -> None:
    known, names = bank(language)
    for text, wanted in OTHER_WAYS[language].items():
        near = known.nearness(text)
        assert names[int(np.argmax(near))] == wanted and near.max() > 0, text


@pytest.mark.parametrize("language", list(Language))
def test_lines_of_the_trade_are_hardly_ever_taken_for_one(language: Language) -> None:
    known, _ = bank(language)
    lines = [line.text for line in read_corpus(language) if line.acts_known and {"ask_commitment", "state_amount", "verify_identity"} & set(line.acts)][::12]
    assert len(lines) > 100
    assert sum(known.nearness(text).max() > 1.6 for text in lines) <= len(lines) * 0.02


@pytest.mark.parametrize("language", list(Language))
def test_the_very_words_come_nearest(language: Language) -> None:
    known, names = bank(language)
    assert [names[int(np.argmax(known.nearness(name)))] for name in names] == names
