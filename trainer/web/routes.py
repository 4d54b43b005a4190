"""HTTP routes beside the pages: health, and the cookie that keeps a person signed in."""
from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from trainer.web.services import services

COOKIE = "duilian_device"
CLAIM_PATH = "/api/session/claim"
SIGN_OUT_PATH = "/api/session/end"
MAX_BODY_BYTES = 2_000


async def health(request: Request) -> Response:
    """Answers 200 when the store answers."""
    services().accounts.ping()
    return JSONResponse({"status": "ok"})


async def claim(request: Request) -> Response:
    """Turn a single-use ticket into the device cookie; 204, or 403 when the ticket is unknown, used or too old."""
    body = await request.body()
    if len(body) > MAX_BODY_BYTES or request.headers.get("content-type", "").split(";")[0] != "application/json":
        return Response(status_code=400)
    ticket = _field(body, "ticket")
    device = services().accounts.claim(ticket) if ticket else None
    if device is None:
        return Response(status_code=403)
    response = Response(status_code=204)
    response.set_cookie(
        COOKIE, device.token, max_age=device.max_age_s, httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/"
    )
    return response


async def sign_out(request: Request) -> Response:
    """Revoke this device's token and drop the cookie."""
    services().accounts.sign_out(request.cookies.get(COOKIE, ""))
    response = Response(status_code=204)
    response.delete_cookie(COOKIE, path="/")
    return response


async def home(request: Request) -> Response:
    """The first screen is at the root alone; its name leads there."""
    return RedirectResponse("./", status_code=307)


def _field(body: bytes, name: str) -> str | None:
    try:
        found = json.loads(body)
    except (ValueError, UnicodeDecodeError):
        return None
    value = found.get(name) if isinstance(found, dict) else None
    return value if isinstance(value, str) else None


def routes() -> list[Route]:
    """All routes of the product beside Streamlit's own."""
    return [
        Route("/healthz", health, methods=["GET"]),
        Route("/home", home, methods=["GET"]),
        Route(CLAIM_PATH, claim, methods=["POST"]),
        Route(SIGN_OUT_PATH, sign_out, methods=["POST"]),
    ]
