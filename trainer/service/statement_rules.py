"""Whether a statement keeps the Experience API 1.0.3, so that nothing malformed is ever sent or written to a file."""
from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

# Source: Experience API 1.0.3, part two, sections 2.2 (formatting), 2.4.1-2.4.10 (id, actor, verb, object, result, score, context, timestamp, version).
KEYS = {"id", "actor", "verb", "object", "result", "context", "timestamp", "stored", "authority", "version", "attachments"}
REQUIRED = ("actor", "verb", "object")
ACTOR_KEYS = {"objectType", "name", "mbox", "mbox_sha1sum", "openid", "account"}
IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
DEFINITION_KEYS = {"name", "description", "type", "moreInfo", "interactionType", "correctResponsesPattern", "choices", "scale", "source", "target", "steps", "extensions"}
RESULT_KEYS = {"score", "success", "completion", "response", "duration", "extensions"}
CONTEXT_KEYS = {"registration", "instructor", "team", "contextActivities", "revision", "platform", "language", "statement", "extensions"}
SCORE_KEYS = {"scaled", "raw", "min", "max"}
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+\Z")
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")
_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?\Z|P\d+W\Z")
_VERSION = re.compile(r"1\.0(\.\d+)?\Z")


def problems(body: Any) -> list[str]:
    """What is wrong with a statement, as "key: what"; empty where it keeps the specification."""
    if not isinstance(body, dict):
        return ["statement: not an object"]
    return list(_statement(body))


def _statement(body: dict[str, Any]) -> Iterator[str]:
    yield from _keys("statement", body, KEYS)
    yield from _nulls("statement", body)
    for name in REQUIRED:
        if name not in body:
            yield f"{name}: missing"
    if "id" in body and not _is_uuid(body["id"]):
        yield "id: not a UUID"
    if "timestamp" in body and not _is_time(body["timestamp"]):
        yield "timestamp: not an ISO 8601 moment with its offset"
    if "version" in body and not (isinstance(body["version"], str) and _VERSION.match(body["version"])):
        yield "version: not 1.0.x"
    yield from _actor(body.get("actor", {}))
    yield from _verb(body.get("verb", {}))
    yield from _object(body.get("object", {}))
    if "result" in body:
        yield from _result(body["result"])
    if "context" in body:
        yield from _context(body["context"])


def _keys(where: str, found: Any, allowed: set[str]) -> Iterator[str]:
    if not isinstance(found, dict):
        yield f"{where}: not an object"
        return
    for name in sorted(set(found) - allowed):
        yield f"{where}.{name}: not a key of the specification"


def _nulls(where: str, found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        for name, value in found.items():
            if value is None:
                yield f"{where}.{name}: null"
            if name != "extensions":
                yield from _nulls(f"{where}.{name}", value)


def _is_uuid(value: Any) -> bool:
    try:
        return isinstance(value, str) and str(uuid.UUID(value)) == value.lower()
    except ValueError:
        return False


def _is_time(value: Any) -> bool:
    try:
        return isinstance(value, str) and "T" in value and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_iri(value: Any) -> bool:
    return isinstance(value, str) and _IRI.match(value) is not None


def _names(where: str, found: Any) -> Iterator[str]:
    if not isinstance(found, dict) or not all(isinstance(tag, str) and _TAG.match(tag) and isinstance(text, str) for tag, text in found.items()):
        yield f"{where}: not a language map"


def _actor(actor: Any) -> Iterator[str]:
    yield from _keys("actor", actor, ACTOR_KEYS)
    if not isinstance(actor, dict):
        return
    if actor.get("objectType", "Agent") != "Agent":
        yield "actor.objectType: not Agent"
    named = [name for name in IDENTIFIERS if name in actor]
    if len(named) != 1:
        yield f"actor: {len(named)} identifiers, exactly one is allowed"
    if "name" in actor and not isinstance(actor["name"], str):
        yield "actor.name: not text"
    if "mbox" in actor and not (isinstance(actor["mbox"], str) and re.match(r"mailto:[^@\s]+@[^@\s]+\Z", actor["mbox"])):
        yield "actor.mbox: not a mailto address"
    account = actor.get("account")
    if account is not None:
        yield from _keys("actor.account", account, {"homePage", "name"})
        if not isinstance(account, dict) or not _is_iri(account.get("homePage")) or not isinstance(account.get("name"), str) or not account["name"]:
            yield "actor.account: needs homePage and name"


def _verb(verb: Any) -> Iterator[str]:
    yield from _keys("verb", verb, {"id", "display"})
    if isinstance(verb, dict):
        if not _is_iri(verb.get("id")):
            yield "verb.id: not an IRI"
        if "display" in verb:
            yield from _names("verb.display", verb["display"])


def _object(found: Any) -> Iterator[str]:
    yield from _keys("object", found, {"objectType", "id", "definition"})
    if not isinstance(found, dict):
        return
    if found.get("objectType", "Activity") != "Activity":
        yield "object.objectType: not Activity"
    if not _is_iri(found.get("id")):
        yield "object.id: not an IRI"
    definition = found.get("definition", {})
    yield from _keys("object.definition", definition, DEFINITION_KEYS)
    if isinstance(definition, dict):
        if "type" in definition and not _is_iri(definition["type"]):
            yield "object.definition.type: not an IRI"
        for name in ("name", "description"):
            if name in definition:
                yield from _names(f"object.definition.{name}", definition[name])


def _result(result: Any) -> Iterator[str]:
    yield from _keys("result", result, RESULT_KEYS)
    if not isinstance(result, dict):
        return
    for name in ("success", "completion"):
        if name in result and not isinstance(result[name], bool):
            yield f"result.{name}: not true or false"
    if "duration" in result and not (isinstance(result["duration"], str) and _DURATION.match(result["duration"])):
        yield "result.duration: not an ISO 8601 duration"
    if "score" in result:
        yield from _score(result["score"])


def _score(score: Any) -> Iterator[str]:
    yield from _keys("result.score", score, SCORE_KEYS)
    if not isinstance(score, dict):
        return
    numbers = {name: value for name, value in score.items() if isinstance(value, int | float) and not isinstance(value, bool)}
    for name in sorted(set(score) & SCORE_KEYS - set(numbers)):
        yield f"result.score.{name}: not a number"
    if not -1 <= numbers.get("scaled", 0) <= 1:
        yield "result.score.scaled: not from -1 to 1"
    low, high = numbers.get("min", float("-inf")), numbers.get("max", float("inf"))
    if low >= high:
        yield "result.score: min not below max"
    if "raw" in numbers and not low <= numbers["raw"] <= high:
        yield "result.score.raw: not between min and max"


def _context(context: Any) -> Iterator[str]:
    yield from _keys("context", context, CONTEXT_KEYS)
    if not isinstance(context, dict):
        return
    if "registration" in context and not _is_uuid(context["registration"]):
        yield "context.registration: not a UUID"
    if "language" in context and not (isinstance(context["language"], str) and _TAG.match(context["language"])):
        yield "context.language: not a language tag"
    for name in ("platform", "revision"):
        if name in context and not isinstance(context[name], str):
            yield f"context.{name}: not text"
