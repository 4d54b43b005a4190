"""A real HTTP server on loopback that speaks the chat-completions protocol and misbehaves on request."""
from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.local_server import LocalServer

KEY = "test-key-not-a-secret"
Reply = Callable[[dict[str, Any]], str]


class ModelServer(LocalServer):
    """One server. `behave` names how it answers, `reply` what it says; `asked` holds every request body."""

    def __init__(self) -> None:
        self.behave = "well"
        self.reply: Reply = lambda body: "嗯。"
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        super().__init__([Route("/v1/chat/completions", self._answer, methods=["POST"])])

    @property
    def base_url(self) -> str:
        return f"{self.origin}/v1"

    async def _answer(self, request: Request) -> Response:
        self.keys.append(request.headers.get("authorization", ""))
        body = await request.json()
        self.asked.append(body)
        refusal = self._refusal(request)
        if refusal is not None:
            return refusal
        if self.behave == "slow":
            await asyncio.sleep(6)
        if self.behave == "not_json":
            return Response("<html>proxy says hello</html>", media_type="text/event-stream")
        return StreamingResponse(self._stream(self.reply(body), body["model"]), media_type="text/event-stream")

    def _refusal(self, request: Request) -> Response | None:
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return JSONResponse({"error": {"message": "bad key", "type": "auth"}}, 401)
        if self.behave == "busy_once":
            self.behave = "well"
            return JSONResponse({"error": {"message": "slow down"}}, 429, headers={"Retry-After": "0.2"})
        if self.behave == "busy":
            return JSONResponse({"error": {"message": "slow down"}}, 429, headers={"Retry-After": "60"})
        if self.behave == "broken":
            return JSONResponse({"error": {"message": "boom"}}, 500)
        return None

    async def _stream(self, text: str, model: str) -> AsyncIterator[str]:
        pieces = [text[index : index + 4] for index in range(0, len(text), 4)] or [""]
        for number, piece in enumerate(pieces):
            if self.behave == "stalls" and number == 1:
                await asyncio.sleep(8)
            if self.behave == "cut_off" and number == 1:
                return
            if self.behave == "broken_chunk" and number == 1:
                yield "data: {broken\n\n"
                return
            yield self._chunk(model, {"content": piece}, None)
        yield self._chunk(model, {}, "stop")
        if self.behave == "no_usage":
            yield "data: [DONE]\n\n"
            return
        yield "data: " + json.dumps({"id": "x", "object": "chat.completion.chunk", "created": 1, "model": model, "choices": [], "usage": {"prompt_tokens": 120, "completion_tokens": 9, "total_tokens": 129}}) + "\n\n"
        yield "data: [DONE]\n\n"

    @staticmethod
    def _chunk(model: str, delta: dict[str, str], finish: str | None) -> str:
        return "data: " + json.dumps({"id": "x", "object": "chat.completion.chunk", "created": 1, "model": model, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}) + "\n\n"
