"""Tone orders lines as a listener would."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.domain.errors import ContentError
from trainer.domain.heard import ActHit, Signal, Span, Tone
from trainer.domain.text import Language
from trainer.hearing.tone import coloured, hear_tone, read_tone_lexicon

ORDERS = [
    ("zh", "hostility", "你他妈到底还不还？！", "您看这周能安排一点吗？"),
    ("zh", "hostility", "欠钱不还你还好意思说话？", "这笔款逾期两个月了。"),
    ("zh", "hostility", "别跟我装可怜，老赖一个", "您的难处我理解，咱们一起想办法"),
    ("zh", "hostility", "你这孙子还不还钱", "您孙子叫什么名字，花了多少？"),
    ("zh", "hostility", "他妈的到底还不还", "您是他妈妈吧？孩子他妈在家吗？"),
    ("zh", "hostility", "你脑子有病吧！", "昨天同事的话很难听，我向您道歉"),
    ("zh", "warmth", "您别着急，慢慢说，我们一起想办法", "最低还款1200，今天处理"),
    ("zh", "warmth", "节哀，您先顾家里，还款的事不急", "人走了账还在，谁来还？"),
    ("zh", "warmth", "谢谢您跟我说这些，真不容易", "嗯，还有呢？"),
    ("zh", "pressure", "今天必须还清，不然法院见！", "您看下周方便吗？"),
    ("zh", "pressure", "马上转，别让我再打第二遍", "我们不会起诉您，您放心"),
    ("zh", "pressure", "给个准话，到底什么时候还", "慢慢来，不着急"),
    ("zh", "formality", "敬请您于本月三十日前依约偿还", "哥，整点儿呗，别磨叽"),
    ("zh", "formality", "您好，烦请核实身份信息", "喂，你谁啊"),
    ("en", "hostility", "You people are deadbeats, shame on you!", "Could we look at what's affordable?"),
    ("en", "hostility", "Oh please, spare me the sob story.", "That sounds hard, take your time."),
    ("en", "hostility", "Shut up and listen, you liar", "I'm sorry a colleague called you a liar."),
    ("en", "hostility", "NOBODY CARES about your excuses!!", "Everybody has a reason, what's yours?"),
    ("en", "warmth", "I'm so sorry to hear that, no rush at all", "Minimum is eighty-eight."),
    ("en", "warmth", "Thank you for telling me, we'll work it out together", "And when will you pay?"),
    ("en", "pressure", "Pay right now or else we go to court", "Would Friday suit you?"),
    ("en", "pressure", "Last chance. I need it today, in full.", "Nobody is going to sue you over this"),
    ("en", "pressure", "When are you going to pay? Yes or no?", "Have a think and call us when you're ready"),
    ("en", "formality", "Kindly remit the outstanding sum at your earliest convenience", "yeah so gonna need that money mate"),
    ("en", "formality", "Good afternoon, may I confirm your address, sir?", "hey, who's this?"),
]


@pytest.mark.parametrize(("language", "side", "more", "less"), ORDERS)
def test_one_line_sounds_more_so_than_the_other(language: str, side: str, more: str, less: str) -> None:
    assert getattr(hear_tone(more, Language(language)), side) > getattr(hear_tone(less, Language(language)), side)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.sampled_from(list(Language)))
def test_every_side_lies_between_none_and_full(text: str, language: Language) -> None:
    tone = hear_tone(text, language)
    assert all(0 <= value <= 1 for value in (tone.hostility, tone.warmth, tone.pressure, tone.formality))


@pytest.mark.parametrize("piece", ["滚", "!", "不", "your ", "PAY NOW ", "n't "])
@pytest.mark.parametrize("language", list(Language))
def test_a_very_long_line_is_read_to_the_end(piece: str, language: Language) -> None:
    hear_tone((piece * 20_000)[:20_000], language)


def test_an_unknown_key_in_the_lexicon_is_an_error_that_names_the_file() -> None:
    with pytest.raises(ContentError) as caught:
        read_tone_lexicon("version: 1\nsarcasm: []\n", "tone.yaml")
    assert "tone.yaml" in str(caught.value)


def test_what_a_line_does_colours_how_it_sounds() -> None:
    plain = Tone(warmth=0.1, pressure=0.1, hostility=0.1)
    kind = coloured(plain, [ActHit(act="empathise", span=Span(start=0, end=1), confidence=0.9)], [])
    harsh = coloured(plain, [], [Signal(rule="abusive_language", span=Span(start=0, end=1), confidence=0.9)])
    pressing = coloured(plain, [], [Signal(rule="pressure_immediate_payment", span=Span(start=0, end=1), confidence=0.9)])
    assert kind.warmth > plain.warmth and kind.hostility == plain.hostility
    assert harsh.hostility > plain.hostility and harsh.warmth < plain.warmth
    assert pressing.pressure > plain.pressure
