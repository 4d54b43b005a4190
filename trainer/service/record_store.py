"""Speaks to a learning record store over HTTP: batches of statements out, arrived or why not back."""
from __future__ import annotations

import base64
import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Literal

from trainer.domain.text import Model
from trainer.service.statements import VERSION

TIME_LIMIT_S = 10.0
LONGEST_REASON = 200
Answer = Literal["arrived", "later", "refused", "key"]


class Sent(Model):
    """How a batch fared: arrived; later (busy or out of reach, try again as it is, after `wait_s` where the store said so); refused (the store
    will not have it); key (it does not know us)."""

    answer: Answer
    problem: str = ""
    wait_s: float = 0.0


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect could carry the secret to another host."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        return None


class RecordStoreClient:
    """One record store.

    Args:
        endpoint: The address below which "statements" lies.
        key: Its user or key for basic authentication.
        secret: Its secret; goes into the header alone.
    """

    def __init__(self, endpoint: str, key: str, secret: str) -> None:
        self._address = f"{endpoint.rstrip('/')}/statements"
        self._authorisation = "Basic " + base64.b64encode(f"{key}:{secret}".encode()).decode()
        self._opener = urllib.request.build_opener(_NoRedirect)

    def send(self, bodies: Sequence[str]) -> Sent:
        """Post statements as one batch; the store takes all of them or none.

        Source:
            Experience API 1.0.3, part three, 2.1.2 (POST statements: 200 with ids, 400 for invalid ones, 409 for an id with other content) and 3.3 (version header).
        """
        request = urllib.request.Request(
            self._address, data=("[" + ",".join(bodies) + "]").encode(), method="POST",
            headers={"Content-Type": "application/json", "X-Experience-API-Version": VERSION, "Authorization": self._authorisation},
        )
        try:
            with self._opener.open(request, timeout=TIME_LIMIT_S) as answer:
                return _taken(answer.status, answer.read(), bodies)
        except urllib.error.HTTPError as error:
            return _status(error)
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            return Sent(answer="later", problem=type(getattr(error, "reason", error)).__name__)


def _taken(status: int, body: bytes, bodies: Sequence[str]) -> Sent:
    """Arrived only where the answer names every id; a proxy's friendly page does not count."""
    try:
        ids = json.loads(body)
    except ValueError:
        ids = None
    wanted = [json.loads(sent)["id"] for sent in bodies]
    if status == 200 and isinstance(ids, list) and set(wanted) <= set(map(str, ids)):
        return Sent(answer="arrived")
    return Sent(answer="later", problem=f"{status}: no ids of the statements in the answer")


def _status(error: urllib.error.HTTPError) -> Sent:
    reason = f"{error.code}: {error.read(LONGEST_REASON).decode('utf-8', 'replace')}".strip()
    if error.code in (401, 403):
        return Sent(answer="key", problem=str(error.code))
    if error.code in (400, 409, 413, 422):
        return Sent(answer="refused", problem=reason)
    after = error.headers.get("Retry-After", "")
    return Sent(answer="later", problem=reason, wait_s=float(after) if after.isdigit() else 0.0)
