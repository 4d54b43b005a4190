"""What a concrete question is about: plain ones are told apart, business is left alone, and the table comes from the labelled questions beside it."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.domain.subjects import SUBJECTS
from trainer.domain.text import Language
from trainer.hearing.learning.questions import COLUMNS, question_digest, read_questions
from trainer.hearing.subjects import CaseWords, subject_of
from trainer.hearing.weights import FOLDER

PLAIN = {
    Language.ZH: {
        "店里卖什么的？": "work_what", "吃饭了没？": "meal_chat", "旁边什么声音啊？": "noise_around", "这话谁跟您说的？": "told_by", "孩子多大了？": "children",
        "住的哪家医院？": "health_where",
    },
    Language.EN: {
        "What do you sell in the shop?": "work_what", "Have you eaten?": "meal_chat", "What's that noise in the background?": "noise_around",
        "Who told you that?": "told_by", "How old are your kids?": "children", "And which ward are you on?": "health_where",
    },
}
BUSINESS = {
    Language.ZH: ("这周五能先还两百吗？", "每个月到手多少？", "麻烦报一下身份证后四位。", "我理解您的难处。"),
    Language.EN: ("So can you pay 200 on Friday?", "What do you take home a month?", "Could you confirm the last four digits?", "That sounds really hard."),
}


@pytest.mark.parametrize("language", list(Language))
def test_plain_questions_are_told_apart(language: Language) -> None:
    assert {line: subject_of(line, language) for line in PLAIN[language]} == PLAIN[language]


@pytest.mark.parametrize("language", list(Language))
def test_the_business_of_the_account_is_no_small_talk(language: Language) -> None:
    assert [subject_of(line, language) for line in BUSINESS[language]] == [None] * len(BUSINESS[language])


def test_a_case_s_own_words_and_what_was_talked_about_tell_what_is_meant() -> None:
    ward = CaseWords({"health_since": ("三月开始透析的",), "work_since": ("开了二十年车",), "treatment": ("二四六来",)}, Language.ZH)
    shop = CaseWords({"work_since": ("店开了八年",), "health_since": ("腰疼两年了",)}, Language.ZH)
    assert ward.nearness("透析多久了？")[COLUMNS.index("health_since")] > 0
    assert shop.nearness("透析多久了？").max() == 0
    assert subject_of("多久了？", Language.ZH, before="health_what") == "health_since" != subject_of("多久了？", Language.ZH, before="work_what")


@pytest.mark.parametrize("language", list(Language))
def test_every_subject_has_labelled_questions(language: Language) -> None:
    labels = [question.subject for question in read_questions(language)]
    assert set(labels) == set(COLUMNS) and min(labels.count(subject) for subject in SUBJECTS) >= 8


def test_the_shipped_tables_were_made_from_these_questions() -> None:
    assert (FOLDER / "subjects.digest").read_text(encoding="utf-8").strip() == question_digest(), "labelled questions have changed: run python -m trainer.hearing.train_subjects"


@given(text=st.text(max_size=300), language=st.sampled_from(list(Language)))
@settings(max_examples=60, deadline=None)
def test_any_string_gets_an_answer(text: str, language: Language) -> None:
    assert subject_of(text, language) in (None, *SUBJECTS)
