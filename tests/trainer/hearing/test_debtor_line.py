"""Debtor lines: every trigger of a duty, labelled lines with near misses, and anything that Unicode allows."""
from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.domain.errors import ContentError
from trainer.domain.heard import DebtorSignalKind as Kind
from trainer.domain.text import Language
from trainer.hearing.debtor_line import hear_debtor, read_lexicon

TODAY = date(2026, 11, 23)
DATA = Path(__file__).parents[2] / "data"
# A collector duty starts from these; to miss one costs more than to hear one too many.
CRITICAL = (Kind.SELF_HARM, Kind.BEREAVEMENT, Kind.CEASE_REQUEST, Kind.DISPUTE, Kind.REPRESENTED, Kind.WRONG_PERSON, Kind.COMPLAINT, Kind.HARDSHIP, Kind.VULNERABLE)
TRIGGERS = {
    (Language.ZH, Kind.SELF_HARM): ["我不想活了", "活着没意思", "我现在就站在楼顶", "逼急了我就死给你们看", "我吃了药"],
    (Language.EN, Kind.SELF_HARM): ["I can't go on", "there's no point living", "I'll end it tonight", "everyone would be better off without me", "I've taken some pills"],
    (Language.ZH, Kind.CEASE_REQUEST): ["别再打我电话了", "以后只发短信", "不要打我单位", "我不方便接电话，请书面联系"],
    (Language.EN, Kind.CEASE_REQUEST): ["stop calling me", "only contact me by email", "don't call me at work", "my boss doesn't allow these calls"],
    (Language.ZH, Kind.REPRESENTED): ["我已经委托律师了", "这事找我律师谈", "我在做债务咨询"],
    (Language.EN, Kind.REPRESENTED): ["I have a lawyer, talk to her", "I'm getting help from a debt charity", "my attorney handles this"],
    (Language.ZH, Kind.ASKS_DETAILS): ["本金多少利息多少", "这钱怎么算出来的", "我到底欠谁的", "发个账单给我"],
    (Language.EN, Kind.ASKS_DETAILS): ["how is that amount made up", "who is the original creditor", "send me a statement"],
    (Language.ZH, Kind.TIME_BARRED): ["这都过诉讼时效了吧", "五年前的账了"],
    (Language.EN, Kind.TIME_BARRED): ["isn't this past the statute of limitations", "this is statute-barred"],
    (Language.ZH, Kind.HARDSHIP): ["我上个月被裁了", "我失业了", "工资好几个月没发", "生意倒闭了", "每个月只能还几百"],
    (Language.EN, Kind.HARDSHIP): ["I lost my job", "my hours were cut", "my business failed", "I can only manage twenty a month"],
    (Language.ZH, Kind.VULNERABLE): ["我有抑郁症", "我在化疗", "我刚生完孩子", "我老公打我"],
    (Language.EN, Kind.VULNERABLE): ["I have depression", "I'm in chemo", "I don't understand English well", "I'm eighty-two, dear"],
    (Language.ZH, Kind.INTOXICATION): ["我喝多了"],
    (Language.EN, Kind.INTOXICATION): ["I've been drinking"],
    (Language.ZH, Kind.DISPUTE): ["这不是我刷的", "金额不对", "我没办过这张卡", "卡被盗刷了"],
    (Language.EN, Kind.DISPUTE): ["I never opened that account", "that's not the right amount", "someone used my card"],
    (Language.ZH, Kind.ALREADY_PAID): ["我已经还了"],
    (Language.EN, Kind.ALREADY_PAID): ["I already paid"],
    (Language.ZH, Kind.WRONG_PERSON): ["打错了", "我不认识他", "这个号我用半年了"],
    (Language.EN, Kind.WRONG_PERSON): ["wrong number", "that's not me", "I've had this number for months"],
    (Language.ZH, Kind.BEREAVEMENT): ["他已经去世了", "我爸上周走了"],
    (Language.EN, Kind.BEREAVEMENT): ["he passed away", "my mother died last week", "my husband just died"],
    (Language.ZH, Kind.COMPLAINT): ["我要投诉你", "投诉电话多少", "我要打12378"],
    (Language.EN, Kind.COMPLAINT): ["I want to complain", "how do I make a complaint", "I'll report you to the regulator"],
}


@pytest.mark.parametrize(
    ("language", "kind", "line"), [(language, kind, line) for (language, kind), lines in TRIGGERS.items() for line in lines]
)
def test_every_trigger_of_a_duty_is_heard(language: Language, kind: Kind, line: str) -> None:
    assert hear_debtor(line, language, TODAY).says(kind)


@pytest.mark.parametrize(
    ("language", "line", "kind"),
    [
        ("zh", "他走了一会儿了", Kind.BEREAVEMENT),
        ("zh", "累死我了", Kind.SELF_HARM),
        ("zh", "我没想自杀", Kind.SELF_HARM),
        ("zh", "我朋友失业了", Kind.HARDSHIP),
        ("zh", "不是我不想还", Kind.DISPUTE),
        ("zh", "我不投诉你", Kind.COMPLAINT),
        ("zh", "我还没还呢", Kind.ALREADY_PAID),
        ("zh", "行了行了别说了", Kind.AGREEMENT),
        ("en", "my phone died", Kind.BEREAVEMENT),
        ("en", "this job is killing me", Kind.SELF_HARM),
        ("en", "what if I lose my job?", Kind.HARDSHIP),
        ("en", "I can't complain", Kind.COMPLAINT),
        ("en", "I haven't paid yet", Kind.ALREADY_PAID),
        ("en", "should I get a lawyer?", Kind.REPRESENTED),
        ("en", "call me back later", Kind.CEASE_REQUEST),
        ("en", "All this for ninety-five quid?", Kind.VULNERABLE),
        ("en", "The thirtieth of April ninety-four.", Kind.VULNERABLE),
        ("en", "I am seventy short this month", Kind.VULNERABLE),
        ("en", "The house is ninety years old.", Kind.VULNERABLE),
    ],
)
def test_near_misses_are_left_alone(language: str, line: str, kind: Kind) -> None:
    assert not hear_debtor(line, Language(language), TODAY).says(kind)


def _counts(language: Language) -> tuple[Counter[str], Counter[str], Counter[str]]:
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    with (DATA / f"debtor_lines.{language.value}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            heard = {signal.kind.value for signal in hear_debtor(row["text"], language, TODAY).signals}
            right.update(heard & set(row["kinds"]))
            missed.update(set(row["kinds"]) - heard)
            wrong.update(heard - set(row["kinds"]) - set(row["either"]))
    return right, wrong, missed


@pytest.mark.parametrize("language", list(Language))
def test_labelled_lines_are_heard_and_few_are_heard_wrongly(language: Language) -> None:
    right, wrong, missed = _counts(language)
    for kind in CRITICAL:
        assert right[kind] / (right[kind] + missed[kind]) >= 0.95, (kind, missed[kind])
    assert right.total() / (right.total() + wrong.total()) >= 0.95, wrong
    assert right.total() / (right.total() + missed.total()) >= 0.93, missed


def test_a_promise_carries_its_day_and_its_sum() -> None:
    heard = hear_debtor("那我15号还五百", Language.ZH, TODAY)
    assert heard.says(Kind.PROMISE)
    assert [hit.value.isoformat() for hit in heard.dates] == ["2026-12-15"]
    assert [str(hit.value) for hit in heard.amounts] == ["500.00"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.sampled_from(list(Language)))
def test_any_line_gets_an_answer_whose_words_stand_in_it(text: str, language: Language) -> None:
    for signal in hear_debtor(text, language, TODAY).signals:
        assert 0 <= signal.span.start < signal.span.end <= len(text)
        assert 0 < signal.confidence <= 1


@pytest.mark.parametrize("piece", ["我不想还", "没", "他", "别打", "i can't pay ", "my ", "never ", "' ", "so very "])
@pytest.mark.parametrize("language", list(Language))
def test_a_very_long_line_is_read_to_the_end(piece: str, language: Language) -> None:
    hear_debtor((piece * 20_000)[:20_000], language, TODAY)


def test_a_broken_lexicon_lists_every_fault() -> None:
    text = 'version: 1\nconcepts: {me: ["i"]}\nscopes: {}\nkinds:\n  busy:\n    - hears: ["{nobody} is busy", "a.*b"]\n'
    with pytest.raises(ContentError) as caught:
        read_lexicon(text, "debtor.yaml")
    message = str(caught.value)
    assert "nobody" in message
    assert "unbounded" in message
    assert "self_harm" in message
