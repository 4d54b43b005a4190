"""A real HTTP server on loopback that keeps the rules of a learning record store and misbehaves on request."""
from __future__ import annotations

import base64
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.local_server import LocalServer
from trainer.service.statement_rules import problems

USER, SECRET = "trainer", "not-a-secret-of-anybody"


class RecordStore(LocalServer):
    """Keeps statements by id. `behave`: well, busy (n times 503), down (always 503), page (a proxy's page), away (redirect); `picky` refuses ids that hold this."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}
        self.requests = 0
        self.behave = "well"
        self.busy = 0
        self.picky = ""
        super().__init__([Route("/xapi/statements", self._take, methods=["POST"])])

    @property
    def endpoint(self) -> str:
        return f"{self.origin}/xapi"

    async def _take(self, request: Request) -> Response:
        self.requests += 1
        body = await request.json()
        if request.headers.get("authorization") != "Basic " + base64.b64encode(f"{USER}:{SECRET}".encode()).decode():
            return Response("who are you", 401)
        if self.busy > 0 or self.behave == "down":
            self.busy -= 1
            return Response("later", 503, headers={"Retry-After": "1"})
        if self.behave == "page":
            return Response("<html>welcome</html>")
        if self.behave == "away":
            return Response(status_code=307, headers={"Location": "http://127.0.0.1:9/xapi/statements"})
        if request.headers.get("x-experience-api-version") != "1.0.3":
            return Response("version header", 400)
        wrong = [problem for item in body for problem in problems(item)]
        if wrong or (self.picky and any(item["verb"]["id"].endswith(self.picky) for item in body)):
            return Response("; ".join(wrong) or "not that verb", 400)
        if any(self.kept.get(item["id"], item) != item for item in body):
            return Response("other content under that id", 409)
        self.kept.update({item["id"]: item for item in body})
        return JSONResponse([item["id"] for item in body], headers={"X-Experience-API-Version": "1.0.3"})
