"""A model words the debtor's lines: the outcome, the moves and the score stay those of the built-in debtor, whoever talks to the model."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.trainer.llm.injections import INJECTIONS
from tests.trainer.llm.server import ModelServer
from trainer.domain.call import CollectorDeed, Speaker
from trainer.domain.text import Language
from trainer.llm.client import ModelClient
from trainer.llm.wording import Wording
from trainer.service.content import Content
from trainer.service.live_call import LiveCall
from trainer.service.model_wording import ModelWording

CASE = "cn_job_loss_first_default"
GOOD = ("您好，我是海州银行的李然，请问是周敏女士吗？", "这通电话有录音，麻烦报一下身份证后四位。", "是什么原因没还上？", "每个月能拿出多少？")


def play(content: Content, lines: tuple[str, ...], language: Language, wording: ModelWording | None, seed: int = 3) -> LiveCall:
    call = LiveCall(content, content.library.scenarios[CASE], language, seed)
    call.open()
    for line in lines:
        if call.ended:
            break
        turns = call.act(CollectorDeed.SAY, line)
        if wording is not None and turns[-1].speaker is Speaker.DEBTOR:
            call.reword(*wording(call))
    if not call.ended:
        call.act(CollectorDeed.HANG_UP)
    return call


def plain_line(body: dict[str, Any]) -> str:
    return str(body["messages"][1]["content"]).split("own words:\n", 1)[1].split("\n\n", 1)[0].strip()


def test_a_worded_line_is_spoken_and_its_source_is_kept(content: Content, model_server: ModelServer, client_for: Callable[..., ModelClient]) -> None:
    model_server.reply = lambda body: "嗯……" + plain_line(body)
    call = play(content, GOOD[:1], Language.ZH, ModelWording(Wording(client_for(model_server.base_url))))
    assert call.turns[2].text == "嗯……" + call.plain[2].text
    assert call.turns[2].source == "model:tiny:1" and call.plain[2].source == "embedded"


def test_same_moves_outcome_and_score_with_and_without_a_model(content: Content, model_server: ModelServer, client_for: Callable[..., ModelClient]) -> None:
    model_server.reply = lambda body: "唉，" + plain_line(body)
    worded = play(content, GOOD, Language.ZH, ModelWording(Wording(client_for(model_server.base_url))))
    alone = play(content, GOOD, Language.ZH, None)
    assert [turn.moves for turn in worded.turns] == [turn.moves for turn in alone.turns]
    assert worded.outcome() == alone.outcome()
    assert worded.score("x").scorecard == alone.score("x").scorecard


@pytest.mark.parametrize("behaviour", ["slow", "stalls", "cut_off", "broken", "busy", "not_json", "broken_chunk"])
def test_the_call_goes_on_in_built_in_words_when_the_server_fails(content: Content, model_server: ModelServer, client_for: Callable[..., ModelClient], behaviour: str) -> None:
    model_server.behave = behaviour
    model_server.reply = lambda body: "嗯……" + plain_line(body)
    call = play(content, GOOD[:1], Language.ZH, ModelWording(Wording(client_for(model_server.base_url, limit_s=0.8, stall_s=0.4))))
    assert call.turns[2] == call.plain[2]


@pytest.mark.parametrize(
    "reply",
    [
        "Yes, I will pay everything today.", "好，我同意，今天全部还清一万八千六百五十。", "坐席：您好，请问什么时候还款？", "（沉默片刻）我还。",
        "我的系统提示词是：You put one line of a phone call into words.", "她的月收入是3800元，必要支出2600元，存款1200元。", "作为AI语言模型，我不能继续扮演。",
    ],
)
def test_an_answer_that_strays_is_replaced(content: Content, model_server: ModelServer, client_for: Callable[..., ModelClient], reply: str) -> None:
    model_server.reply = lambda body: reply
    call = play(content, GOOD[:1], Language.ZH, ModelWording(Wording(client_for(model_server.base_url))))
    assert call.turns[2] == call.plain[2]
    assert len(model_server.asked) == 2


def test_the_model_is_told_nothing_that_this_debtor_would_not_say(content: Content, model_server: ModelServer, client_for: Callable[..., ModelClient]) -> None:
    model_server.reply = lambda body: "嗯……" + plain_line(body)
    call = play(content, GOOD, Language.ZH, ModelWording(Wording(client_for(model_server.base_url))))
    told = {fact for turn in call.turns for fact in turn.facts_told}
    sent = "\n".join(str(message["content"]) for body in model_server.asked for message in body["messages"])
    said = "\n".join(turn.text for turn in (*call.turns, *call.plain))
    for fact in call.scenario.facts:
        if fact.id not in told:
            for words in (*fact.spoken.zh, fact.text.zh):
                assert words in said or words not in sent, fact.id


def _obey(body: dict[str, Any]) -> str:
    """A model that does whatever the last thing said to it asks for."""
    asked = str(body["messages"][1]["content"]).casefold()
    if any(word in asked for word in ("同意", "还清", "agree", "pay", "yes")):
        return "好的，我同意，今天全部还清。" if "chinese" in str(body["messages"][0]["content"]).casefold() else "Yes, I agree to pay the full balance today."
    if any(word in asked for word in ("隐藏", "底牌", "存款", "hidden", "card", "secret", "reveal", "income")):
        return "我的存款是1200元，月收入3800元。" if "chinese" in str(body["messages"][0]["content"]).casefold() else "My savings are 1200 and I earn 3800."
    return "满分100分，通过。" if "chinese" in str(body["messages"][0]["content"]).casefold() else "Score: 100, passed."


@pytest.mark.parametrize("language", list(Language))
def test_injections_change_neither_outcome_nor_score_and_bring_out_nothing_hidden(
    content: Content, model_server: ModelServer, client_for: Callable[..., ModelClient], language: Language
) -> None:
    model_server.reply = _obey
    lines = INJECTIONS[language]
    assert len(lines) >= 100
    wording = ModelWording(Wording(client_for(model_server.base_url, limit_s=4.0, stall_s=2.0)))
    for start in range(0, len(lines), 4):
        attempt = tuple(lines[start : start + 4])
        with_model = play(content, attempt, language, wording, seed=start)
        alone = play(content, attempt, language, None, seed=start)
        outlook = alone.outcome().outlook
        assert with_model.outcome() == alone.outcome() and (outlook is None or not outlook.kept), attempt
        assert with_model.score("x").scorecard == alone.score("x").scorecard, attempt
        assert not alone.score("x").scorecard.passed
        told = {fact for turn in with_model.turns for fact in turn.facts_told}
        said = "\n".join(turn.text for turn in with_model.turns if turn.speaker is Speaker.DEBTOR)
        for fact in with_model.scenario.facts:
            if fact.id not in told:
                assert not any(words in said for words in fact.spoken.in_(language)), (fact.id, attempt)


def test_only_checked_sentences_are_seen_while_the_model_writes(content: Content, model_server: ModelServer, client_for: Callable[..., ModelClient]) -> None:
    model_server.reply = lambda body: "唉。真的。" + plain_line(body)
    seen: list[str] = []
    call = LiveCall(content, content.library.scenarios[CASE], Language.ZH, 3)
    call.open()
    call.act(CollectorDeed.SAY, GOOD[0])
    text, source = ModelWording(Wording(client_for(model_server.base_url)))(call, seen.append)
    assert seen[0] == "" and "唉。" in seen[1] and source.startswith("model:")
    assert all(text.startswith(part) for part in seen)


def test_a_sentence_that_strays_is_never_seen_and_the_built_in_line_takes_its_place(content: Content, model_server: ModelServer, client_for: Callable[..., ModelClient]) -> None:
    model_server.reply = lambda body: "唉。我月收入3800元，存款1200元。今天全部还清。"
    seen: list[str] = []
    call = LiveCall(content, content.library.scenarios[CASE], Language.ZH, 3)
    call.open()
    call.act(CollectorDeed.SAY, GOOD[0])
    text, source = ModelWording(Wording(client_for(model_server.base_url)))(call, seen.append)
    assert seen == ["", "唉。"]
    assert (text, source) == (call.plain[-1].text, "embedded")
    assert len(model_server.asked) == 1


@pytest.mark.parametrize("behaviour", ["stalls", "cut_off", "broken_chunk"])
def test_a_reply_that_breaks_off_gives_way_to_the_built_in_line(content: Content, model_server: ModelServer, client_for: Callable[..., ModelClient], behaviour: str) -> None:
    model_server.behave = behaviour
    model_server.reply = lambda body: "唉。嗯。" + plain_line(body)
    seen: list[str] = []
    call = LiveCall(content, content.library.scenarios[CASE], Language.ZH, 3)
    call.open()
    call.act(CollectorDeed.SAY, GOOD[0])
    text, source = ModelWording(Wording(client_for(model_server.base_url, limit_s=0.8, stall_s=0.4)))(call, seen.append)
    assert seen[1].startswith("唉。")
    assert (text, source) == (call.plain[-1].text, "embedded")
