"""A file of calls to transcripts: which form it has, which columns mean what, and one clear sentence for what cannot be used."""
from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from trainer.domain.call import Speaker, Transcript, Turn
from trainer.domain.context import CallContext, Jurisdiction
from trainer.domain.errors import InputError
from trainer.domain.text import Language, Model
from trainer.service.intake.labelled import Said, cue_turns, plain_turns
from trainer.service.intake.masking import mask
from trainer.service.intake.speakers import SpeakerMap
from trainer.service.intake.strict_json import context_of, json_values, transcript_of

LARGEST_BYTES = 120 * 1024 * 1024
Form = Literal["jsonl", "csv", "vtt", "srt", "txt"]
Encoding = Literal["utf-8", "gb18030", "utf-16"]
csv.field_size_limit(4 * 1024 * 1024)


class Mapping(Model):
    """How the files of one source are read; kept under a name and used again.

    `call_column`, `speaker_column` and `text_column` are for CSV with one row a turn; without a speaker column the text column holds a whole
    labelled call a row. `speakers` maps labels of the file to collector or debtor.
    """

    name: str = Field(min_length=1, max_length=80)
    language: Language
    jurisdiction: Jurisdiction
    encoding: Encoding = "utf-8"
    call_column: str | None = None
    speaker_column: str | None = None
    text_column: str | None = None
    speakers: dict[str, Speaker] = Field(default_factory=dict)
    context: CallContext = CallContext()


class Unusable(Model):
    """A call that could not be read, with the sentence that says why."""

    where: str
    why: str


Taken = Transcript | Unusable


def form_of(name: str) -> Form:
    """The form of a file by its ending.

    Raises:
        InputError: an ending that is not understood.
    """
    ending = name.rsplit(".", 1)[-1].casefold() if "." in name else ""
    forms: dict[str, Form] = {"json": "jsonl", "jsonl": "jsonl", "ndjson": "jsonl", "csv": "csv", "vtt": "vtt", "srt": "srt", "txt": "txt"}
    if ending not in forms:
        raise InputError(name, f"the ending {ending!r}" if ending else "no ending", ", ".join(sorted(forms)))
    return forms[ending]


def decode(name: str, content: bytes, encoding: Encoding) -> str:
    """The text of a file.

    Raises:
        InputError: too large, empty, or not in this encoding.
    """
    if len(content) > LARGEST_BYTES:
        raise InputError(name, f"{len(content) // (1024 * 1024)} MB", f"at most {LARGEST_BYTES // (1024 * 1024)} MB; split the file")
    if not content.strip():
        raise InputError(name, "an empty file", "calls")
    try:
        return content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        raise InputError(name, f"a byte at {error.start} that is not {encoding}", "another encoding: utf-8, gb18030 or utf-16") from error


def columns_of(text: str) -> tuple[str, ...]:
    """The column names of a CSV file."""
    first = next(csv.reader(io.StringIO(text)), [])
    return tuple(name.strip() for name in first)


def labels_in(form: Form, name: str, text: str, mapping: Mapping) -> tuple[str, ...]:
    """The speaker labels of a file that still need to be mapped."""
    known = SpeakerMap(mapping.speakers)
    labels: list[str] = []
    for _, said in _raw_calls(form, name, text, mapping):
        if not isinstance(said, InputError):
            labels += [label for label, _ in said]
    return known.unknown(labels)


def transcripts(name: str, content: bytes, mapping: Mapping) -> Iterator[Taken]:
    """Every call of a file, masked; a call that cannot be used comes as `Unusable`, the others still come.

    Raises:
        InputError: the file as a whole cannot be used.
    """
    form = form_of(name)
    text = decode(name, content, mapping.encoding)
    if form == "jsonl":
        yield from _from_json(name, text)
        return
    speakers = SpeakerMap(mapping.speakers)
    for call_id, said in _raw_calls(form, name, text, mapping):
        where = f"{name}: {call_id}"
        try:
            if isinstance(said, InputError):
                raise said
            turns = tuple(
                Turn(index=index, speaker=speakers.speaker(where, label), text=mask(words, mapping.language)) for index, (label, words) in enumerate(said)
            )
            yield _usable(where, Transcript(id=call_id, language=mapping.language, jurisdiction=mapping.jurisdiction, context=mapping.context, turns=turns))
        except InputError as error:
            yield Unusable(where=where, why=str(error))


def _usable(where: str, transcript: Transcript) -> Transcript:
    if not any(turn.speaker is Speaker.COLLECTOR for turn in transcript.turns):
        raise InputError(where, "no collector turns", "at least one turn of the collector")
    return transcript


def _from_json(name: str, text: str) -> Iterator[Taken]:
    for where, value in json_values(name, text):
        try:
            if isinstance(value, InputError):
                raise value
            read = transcript_of(where, value)
            masked = tuple(turn.model_copy(update={"text": mask(turn.text, read.language)}) for turn in read.turns)
            yield _usable(where, read.model_copy(update={"turns": masked, "id": read.id or where}))
        except InputError as error:
            yield Unusable(where=where, why=str(error))


def _raw_calls(form: Form, name: str, text: str, mapping: Mapping) -> Iterator[tuple[str, list[Said] | InputError]]:
    call_id = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if form == "csv":
        yield from _csv_calls(name, text, mapping)
        return
    try:
        yield call_id, cue_turns(name, text) if form in ("vtt", "srt") else plain_turns(name, text)
    except InputError as error:
        yield call_id, error


def _csv_calls(name: str, text: str, mapping: Mapping) -> Iterator[tuple[str, list[Said] | InputError]]:
    reader = csv.DictReader(io.StringIO(text))
    present = tuple(reader.fieldnames or ())
    for column in (mapping.call_column, mapping.speaker_column, mapping.text_column):
        if column is not None and column not in present:
            raise InputError(f"{name}: column", repr(column), ", ".join(present) or "a header line")
    if mapping.text_column is None:
        raise InputError(f"{name}: column", "no text column", "a mapping that names the column of the words")
    calls: dict[str, list[Said]] = {}
    broken: dict[str, InputError] = {}
    try:
        for number, row in enumerate(reader, start=1):
            call_id = (row.get(mapping.call_column) or f"row {number}") if mapping.call_column else (f"row {number}" if mapping.speaker_column is None else name)
            words = (row.get(mapping.text_column) or "").strip()
            try:
                said = [(row.get(mapping.speaker_column) or "", words)] if mapping.speaker_column else plain_turns(f"{name}: {call_id}", words)
                calls.setdefault(call_id, []).extend(said)
            except InputError as error:
                broken[call_id] = error
                calls.setdefault(call_id, [])
    except csv.Error as error:
        raise InputError(name, f"broken CSV ({error})", "CSV with a header line") from error
    for call_id, said in calls.items():
        yield call_id, broken.get(call_id, said)


def context_from_text(text: str) -> CallContext:
    """The context of a mapping as JSON text.

    Raises:
        InputError: not JSON, or a key or value that is not allowed.
    """
    if not text.strip():
        return CallContext()
    try:
        return context_of("context", json.loads(text))
    except ValueError as error:
        raise InputError("context", f"broken JSON ({error})", "a JSON object with the documented keys") from error
