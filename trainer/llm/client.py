"""Asks OpenAI-compatible endpoints in order, within seconds, with bounded retries; anything else is "unavailable" with a reason."""
from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from trainer.domain.errors import TrainerError
from trainer.llm.breaker import Breaker
from trainer.llm.settings import Endpoint, ModelSettings

if TYPE_CHECKING:
    import openai

TRIES_PER_ENDPOINT = 2
FIRST_WAIT_S = 0.2
LONGEST_RETRY_AFTER_S = 2.0
CONNECT_LIMIT_S = 1.5
BYTES_A_TOKEN = 3
Reason = Literal["not_configured", "resting", "timeout", "refused", "key", "busy", "server", "cut_off", "bad_request", "empty", "bad_json"]
Message = Mapping[str, str]
Heard = Callable[[str], None]


class ModelUnavailableError(TrainerError):
    """No endpoint gave a usable answer in time; `reason` says why the last one did not."""

    def __init__(self, reason: Reason, endpoint: str = "") -> None:
        self.reason = reason
        super().__init__("model_unavailable", reason=reason, endpoint=endpoint)


@dataclass(frozen=True)
class Answer:
    """What came back: text, who gave it, tokens in and out (as the server counted them; estimated where it does not count while streaming)."""

    text: str
    endpoint: str
    model: str
    tokens_in: int
    tokens_out: int


class ModelClient:
    """Endpoints in order, each behind a breaker.

    Args:
        settings: Endpoints and limits.
        monotonic: Seconds that only go forward.
        sleep: Waits that many seconds.
        used: Told of each answer, for the count of tokens and cost.
    """

    def __init__(self, settings: ModelSettings, *, monotonic: Callable[[], float], sleep: Callable[[float], None], used: Callable[[Endpoint, Answer], None]) -> None:
        self._settings = settings
        self._monotonic = monotonic
        self._sleep = sleep
        self._used = used
        self._breakers = {endpoint.name: Breaker(monotonic) for endpoint in settings.endpoints}

    def ask(
        self, messages: Sequence[Message], *, max_tokens: int, temperature: float = 0.0, schema: Mapping[str, Any] | None = None, limit_s: float | None = None,
        heard: Heard | None = None,
    ) -> Answer:
        """The first usable answer.

        Args:
            messages: Roles and contents.
            max_tokens: At most so many tokens back.
            temperature: 0 for the same words every time, as far as the server keeps to it.
            schema: A JSON schema that the text must follow, where the endpoint has structured outputs; the caller validates in any case.
            limit_s: For everything together; the settings' limit when not given.
            heard: Told of the text so far as it streams in, unchecked; begins anew where a try is repeated.

        Raises:
            ModelUnavailableError: none answered usably in time.
        """
        if not self._settings.endpoints:
            raise ModelUnavailableError("not_configured")
        deadline = self._monotonic() + (limit_s or self._settings.reply_limit_s)
        last = ModelUnavailableError("resting")
        for endpoint in self._settings.endpoints:
            breaker = self._breakers[endpoint.name]
            if not breaker.allows():
                continue
            try:
                answer = self._tries(endpoint, messages, max_tokens, temperature, schema, deadline, heard)
            except ModelUnavailableError as error:
                breaker.failed()
                last = error
                if self._monotonic() >= deadline:
                    break
                continue
            breaker.succeeded()
            self._used(endpoint, answer)
            return answer
        raise last

    def _tries(self, endpoint: Endpoint, messages: Sequence[Message], max_tokens: int, temperature: float, schema: Mapping[str, Any] | None, deadline: float, heard: Heard | None) -> Answer:
        wait = FIRST_WAIT_S
        for attempt in range(TRIES_PER_ENDPOINT):
            try:
                return self._once(endpoint, messages, max_tokens, temperature, schema, deadline, heard)
            except ModelUnavailableError as error:
                again = error.reason in ("refused", "busy", "server", "cut_off") and attempt + 1 < TRIES_PER_ENDPOINT
                pause = min(max(getattr(error, "retry_after_s", 0.0), wait), LONGEST_RETRY_AFTER_S)
                if not again or self._monotonic() + pause >= deadline:
                    raise
                self._sleep(pause)
                wait *= 2
        raise ModelUnavailableError("server", endpoint.name)

    def _once(self, endpoint: Endpoint, messages: Sequence[Message], max_tokens: int, temperature: float, schema: Mapping[str, Any] | None, deadline: float, heard: Heard | None) -> Answer:
        import openai

        left = deadline - self._monotonic()
        if left <= 0:
            raise ModelUnavailableError("timeout", endpoint.name)
        limit = openai.Timeout(left, connect=min(CONNECT_LIMIT_S, left), read=min(self._settings.stall_limit_s, left))
        client = openai.OpenAI(base_url=endpoint.base_url, api_key=endpoint.api_key.get_secret_value() or "none", timeout=limit, max_retries=0)
        wanted: dict[str, Any] = {"response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}} if schema and endpoint.structured else {}
        try:
            asked: dict[str, Any] = {
                "model": endpoint.model, "messages": list(messages), "max_tokens": max_tokens, "temperature": temperature, "stream_options": {"include_usage": True}, **wanted,
            }
            stream = client.chat.completions.create(stream=True, **asked)
            return self._collected(endpoint, stream, deadline, heard, _estimate(messages))
        except openai.OpenAIError as error:
            raise _unavailable(error, endpoint) from error
        finally:
            client.close()

    def _collected(self, endpoint: Endpoint, stream: Any, deadline: float, heard: Heard | None, asked_tokens: int) -> Answer:
        pieces: list[str] = []
        tokens: tuple[int, int] | None = None
        finished = False
        with stream:
            for chunk in _chunks(stream):
                if self._monotonic() >= deadline:
                    raise ModelUnavailableError("timeout", endpoint.name)
                if chunk.usage is not None:
                    tokens = (chunk.usage.prompt_tokens, chunk.usage.completion_tokens)
                for choice in chunk.choices[:1]:
                    pieces.append(choice.delta.content or "")
                    finished = finished or choice.finish_reason is not None
                    if heard is not None and choice.delta.content:
                        heard("".join(pieces))
        text = "".join(pieces).strip()
        if not finished:
            raise ModelUnavailableError("cut_off", endpoint.name)
        if not text:
            raise ModelUnavailableError("empty", endpoint.name)
        counted = tokens or (asked_tokens, len(pieces))
        return Answer(text=text, endpoint=endpoint.name, model=endpoint.model, tokens_in=counted[0], tokens_out=counted[1])


def _estimate(messages: Sequence[Message]) -> int:
    """About how many tokens were asked, so that a monthly cap holds with servers that send no count: one for three bytes."""
    return sum(len(message["content"].encode()) for message in messages) // BYTES_A_TOKEN + 1


def _chunks(stream: Any) -> Iterator[Any]:
    """The chunks of a stream; broken JSON inside it counts as cut off."""
    try:
        yield from stream
    except json.JSONDecodeError as error:
        raise ModelUnavailableError("bad_json") from error


def _unavailable(error: openai.OpenAIError, endpoint: Endpoint) -> ModelUnavailableError:
    """Why an endpoint gave nothing, without a word of what was sent or of the key."""
    import openai

    if isinstance(error, openai.APITimeoutError):
        return ModelUnavailableError("timeout", endpoint.name)
    if isinstance(error, openai.APIConnectionError):
        return ModelUnavailableError("refused", endpoint.name)
    if isinstance(error, openai.APIStatusError):
        status = error.status_code
        reason: Reason = "key" if status in (401, 403) else "busy" if status == 429 else "server" if status >= 500 else "bad_request"
        found = ModelUnavailableError(reason, endpoint.name)
        with suppress(ValueError):
            found.retry_after_s = float(error.response.headers.get("retry-after", "0"))  # type: ignore[attr-defined]
        return found
    return ModelUnavailableError("server", endpoint.name)
