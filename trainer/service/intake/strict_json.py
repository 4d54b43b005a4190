"""Reading transcripts and single lines from outside: strict, one clear sentence for whatever cannot be used."""
from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar

from pydantic import ValidationError

from trainer.domain.call import Speaker, Transcript, Turn
from trainer.domain.context import CallContext, Jurisdiction
from trainer.domain.errors import InputError
from trainer.domain.text import Language

Choice = TypeVar("Choice", Language, Jurisdiction)
_TRANSCRIPT_KEYS = {"id", "language", "jurisdiction", "context", "turns", "today"}
_TURN_KEYS = {"speaker", "text"}
_FOUND_LENGTH = 60


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _FOUND_LENGTH else text[:_FOUND_LENGTH] + "..."


def first_problem(where: str, error: ValidationError) -> InputError:
    """The first problem of a validation as one sentence."""
    problem = error.errors()[0]
    path = ".".join(str(part) for part in problem["loc"])
    return InputError(f"{where}: {path}", _shown(problem.get("input")), str(problem["msg"]))


def one_of(where: str, kind: type[Choice], value: Any) -> Choice:
    """The member of a closed list."""
    try:
        return kind(value)
    except ValueError as error:
        raise InputError(where, _shown(value), ", ".join(member.value for member in kind)) from error


def context_of(where: str, value: Any) -> CallContext:
    """The context of a transcript or line; unknown keys are refused."""
    if value is None:
        return CallContext()
    if not isinstance(value, dict):
        raise InputError(f"{where}: context", _shown(value), "an object")
    try:
        return CallContext.model_validate_json(json.dumps(value))
    except ValidationError as error:
        raise first_problem(f"{where}: context", error) from error


def _turn(where: str, index: int, value: Any) -> Turn:
    if not isinstance(value, dict):
        raise InputError(f"{where}: turns.{index}", _shown(value), "an object with speaker and text")
    unknown = sorted(set(value) - _TURN_KEYS)
    if unknown:
        raise InputError(f"{where}: turns.{index}", f"key {unknown[0]!r}", ", ".join(sorted(_TURN_KEYS)))
    speaker, text = value.get("speaker"), value.get("text")
    if speaker not in tuple(Speaker):
        raise InputError(f"{where}: turns.{index}.speaker", _shown(speaker), ", ".join(Speaker))
    if not isinstance(text, str):
        raise InputError(f"{where}: turns.{index}.text", _shown(text), "a string")
    return Turn(index=index, speaker=Speaker(speaker), text=text)


def transcript_of(where: str, value: Any) -> Transcript:
    """One transcript in the documented form.

    Raises:
        InputError: naming where, what was found and what is allowed.
    """
    if not isinstance(value, dict):
        raise InputError(where, _shown(value), "one JSON object per line")
    unknown = sorted(set(value) - _TRANSCRIPT_KEYS)
    if unknown:
        raise InputError(where, f"key {unknown[0]!r}", ", ".join(sorted(_TRANSCRIPT_KEYS)))
    turns = value.get("turns")
    if not isinstance(turns, list):
        raise InputError(f"{where}: turns", _shown(turns), "a list of turns")
    today = value.get("today")
    return Transcript(
        id=str(value.get("id", "")),
        language=one_of(f"{where}: language", Language, value.get("language")),
        jurisdiction=one_of(f"{where}: jurisdiction", Jurisdiction, value.get("jurisdiction")),
        context=context_of(where, value.get("context")),
        turns=tuple(_turn(where, index, turn) for index, turn in enumerate(turns)),
        today=day_of(f"{where}: today", today) if today is not None else None,
    )


def day_of(where: str, value: Any) -> date:
    """An ISO day."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise InputError(where, _shown(value), "a day as YYYY-MM-DD") from error


def json_values(where: str, text: str) -> Iterator[tuple[str, Any | InputError]]:
    """The JSON values of a file: one object, or one per line; a line that cannot be read comes as its error."""
    whole = text.strip()
    if not whole:
        yield where, InputError(where, "an empty file", "one JSON object, or one per line")
        return
    try:
        yield where, json.loads(whole)
        return
    except (ValueError, RecursionError) as error:
        if "\n" not in whole:
            yield where, InputError(where, f"broken JSON ({error})", "one JSON object, or one per line")
            return
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        place = f"{where}:{number}"
        try:
            yield place, json.loads(line)
        except (ValueError, RecursionError) as error:
            yield place, InputError(place, f"broken JSON ({error})", "one JSON object per line")
