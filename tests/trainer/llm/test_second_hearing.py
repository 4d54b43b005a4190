"""A second opinion proposes, with words that stand in the line; a coach's note adds nothing."""
from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.trainer.llm.server import ModelServer
from trainer.domain.text import Language
from trainer.llm.client import ModelClient
from trainer.llm.coach import may_show, phrase
from trainer.llm.prompts import Prompt, prompt
from trainer.llm.second_hearing import hear_again

ACTS = {"ask_reason": "asks why it was not paid"}
RULES = {"threat_of_arrest": "threatens arrest"}
LINE = "再这么拖下去，可就不是我给您打电话了，是穿制服的人上门请您。"


def answer(**body: object) -> str:
    return json.dumps(body, ensure_ascii=False)


def test_words_that_do_not_stand_in_the_line_and_unknown_codes_are_dropped(model_server: ModelServer, client_for: Callable[..., ModelClient]) -> None:
    model_server.reply = lambda body: "```json\n" + answer(
        acts=[{"code": "ask_reason", "words": "为什么没还"}],
        rules=[{"code": "threat_of_arrest", "words": "穿制服的人上门请您", "confidence": 0.9}, {"code": "made_up", "words": "再这么拖下去", "confidence": 0.9}],
    ) + "\n```"
    found = hear_again(client_for(model_server.base_url), LINE, Language.ZH, ACTS, RULES)
    assert found is not None and found.acts == () and found.dropped == 2
    assert [(item.code, item.words) for item in found.rules] == [("threat_of_arrest", "穿制服的人上门请您")]
    assert model_server.asked[-1]["temperature"] == 0


@pytest.mark.parametrize("reply", ["not json at all", "{}}{", answer(rules=[{"code": 1}]), answer(verdict="guilty"), "[" * 5000])
def test_an_unusable_answer_is_no_opinion(model_server: ModelServer, client_for: Callable[..., ModelClient], reply: str) -> None:
    model_server.reply = lambda body: reply
    assert hear_again(client_for(model_server.base_url, limit_s=4, stall_s=2), LINE, Language.ZH, ACTS, RULES) is None


GIVEN = "第 3 句“今天五点前必须到账”：没有这个截止时间。（《消费者权益保护管理办法》第41条）"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("第 3 句“今天五点前必须到账”说得太急，系统里没有这个截止时间，换成可以商量的日子。", True),
        ("第 3 句说得太急，扣 15 分。", False),
        ("您说的“不还就抓人”是违规的。", False),
        ("这违反了《刑法》第293条。", False),
        ("Your third line was too pushy.", False),
        ("", False),
        ("很好。" * 200, False),
    ],
)
def test_a_note_that_adds_anything_is_not_shown(text: str, shown: bool) -> None:
    assert may_show(text, GIVEN, Language.ZH) is shown


def test_the_plain_version_stays_when_the_model_strays(model_server: ModelServer, client_for: Callable[..., ModelClient]) -> None:
    model_server.reply = lambda body: "扣 40 分，依据《刑法》第293条。"
    assert phrase(client_for(model_server.base_url), [GIVEN], [], Language.ZH) is None


@pytest.mark.parametrize("name", ["wording", "hearing", "coach"])
def test_every_slot_of_a_prompt_must_be_filled_and_no_other(name: str) -> None:
    asked = prompt(name)
    values = {slot: "x" for slot in asked.slots}
    assert all("{" not in message["content"].replace("{\"", "") or name == "hearing" for message in asked.filled(**values))
    with pytest.raises(Exception, match="allowed: exactly"):
        asked.filled(**dict(list(values.items())[1:]))
    with pytest.raises(Exception, match="allowed: exactly"):
        asked.filled(**values, extra="x")


def test_a_prompt_whose_slots_are_not_listed_is_refused() -> None:
    with pytest.raises(ValueError, match="slots"):
        Prompt(id="x", version=1, slots=("a",), system="{a}", ask="{b}")
