"""Every way in which a server can fail ends within the limit, with the reason."""
from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.trainer.llm.server import ModelServer
from trainer.llm.breaker import FAILURES_TO_OPEN, REST_S, Breaker
from trainer.llm.client import Answer, ModelClient, ModelUnavailableError
from trainer.llm.settings import Endpoint

HELLO = [{"role": "user", "content": "hello"}]
SLACK_S = 2.0


def test_a_good_server_answers_and_its_tokens_are_counted(model_server: ModelServer, client_for: Callable[..., ModelClient], used: list[tuple[Endpoint, Answer]]) -> None:
    model_server.reply = lambda body: "行吧，那就先还五百。"
    answer = client_for(model_server.base_url).ask(HELLO, max_tokens=20)
    assert answer.text == "行吧，那就先还五百。" and (answer.tokens_in, answer.tokens_out) == (120, 9)
    assert used[0][1] is answer


def test_a_server_that_does_not_count_is_estimated_so_that_a_cap_still_holds(model_server: ModelServer, client_for: Callable[..., ModelClient]) -> None:
    model_server.behave = "no_usage"
    model_server.reply = lambda body: "行吧，那就先还五百。"
    answer = client_for(model_server.base_url).ask(HELLO, max_tokens=20)
    assert answer.tokens_in > 0 and answer.tokens_out > 0


@pytest.mark.parametrize(
    ("behaviour", "reasons"),
    [
        ("slow", {"timeout"}), ("stalls", {"timeout"}), ("cut_off", {"cut_off", "refused"}), ("broken", {"server"}), ("busy", {"busy"}),
        ("not_json", {"cut_off", "bad_json", "server"}), ("broken_chunk", {"bad_json", "server", "cut_off"}),
    ],
)
def test_a_bad_server_is_given_up_within_the_limit(model_server: ModelServer, client_for: Callable[..., ModelClient], behaviour: str, reasons: set[str]) -> None:
    model_server.behave = behaviour
    model_server.reply = lambda body: "a fairly long answer that comes in several pieces"
    started = time.monotonic()
    with pytest.raises(ModelUnavailableError) as caught:
        client_for(model_server.base_url).ask(HELLO, max_tokens=20)
    assert caught.value.reason in reasons
    assert time.monotonic() - started < 3.0 + SLACK_S


def test_a_wrong_key_is_not_tried_again_and_not_told(model_server: ModelServer, client_for: Callable[..., ModelClient]) -> None:
    with pytest.raises(ModelUnavailableError) as caught:
        client_for(model_server.base_url, key="sk-very-secret").ask(HELLO, max_tokens=20)
    assert caught.value.reason == "key" and len(model_server.asked) == 1
    assert "sk-very-secret" not in f"{caught.value!r} {caught.value.params}"


def test_a_busy_server_is_asked_again_after_the_wait_it_names(model_server: ModelServer, client_for: Callable[..., ModelClient]) -> None:
    model_server.behave = "busy_once"
    assert client_for(model_server.base_url).ask(HELLO, max_tokens=20).text == "嗯。"
    assert len(model_server.asked) == 2


def test_nobody_at_the_address(client_for: Callable[..., ModelClient]) -> None:
    with pytest.raises(ModelUnavailableError) as caught:
        client_for("http://127.0.0.1:9/v1").ask(HELLO, max_tokens=20)
    assert caught.value.reason == "refused"


def test_the_second_endpoint_answers_for_the_first(model_server: ModelServer, client_for: Callable[..., ModelClient]) -> None:
    assert client_for("http://127.0.0.1:9/v1", model_server.base_url).ask(HELLO, max_tokens=20).endpoint == "e1"


def test_an_endpoint_that_keeps_failing_is_left_alone(model_server: ModelServer, client_for: Callable[..., ModelClient]) -> None:
    model_server.behave = "broken"
    client = client_for(model_server.base_url)
    for _ in range(FAILURES_TO_OPEN):
        with pytest.raises(ModelUnavailableError):
            client.ask(HELLO, max_tokens=20)
    before = len(model_server.asked)
    with pytest.raises(ModelUnavailableError) as caught:
        client.ask(HELLO, max_tokens=20)
    assert caught.value.reason == "resting" and len(model_server.asked) == before


def test_a_resting_endpoint_gets_another_chance() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    for _ in range(FAILURES_TO_OPEN):
        breaker.failed()
    assert not breaker.allows()
    now[0] = REST_S
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.allows()


def test_a_schema_goes_to_servers_that_keep_to_it_only(model_server: ModelServer, client_for: Callable[..., ModelClient]) -> None:
    client = client_for(model_server.base_url)
    client.ask(HELLO, max_tokens=20, schema={"type": "object"})
    assert "response_format" not in model_server.asked[-1]
