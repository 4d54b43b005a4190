"""Golden calls: the format, strictly read, and the transcript each one stands for."""
from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from trainer.domain.call import CallRecord, Speaker, Transcript, Turn
from trainer.domain.context import CallContext, Jurisdiction
from trainer.domain.strict_yaml import build_model, read_model_file, read_text, read_yaml
from trainer.domain.text import Language, Model

GOLDEN_DIR = Path(__file__).parent
SET_PREFIX = "calls-"
SPEAKERS = {"c": Speaker.COLLECTOR, "d": Speaker.DEBTOR}


class Must(Model):
    """A breach that has to be found; any of the turns will do where several are named, any turn where none is."""

    rule: str
    turn: int | tuple[int, ...] | None = None

    @property
    def turns(self) -> tuple[int, ...]:
        """The turns that will do; empty for any."""
        if self.turn is None:
            return ()
        return self.turn if isinstance(self.turn, tuple) else (self.turn,)


class Pair(Model):
    """Two calls that differ in one decisive line."""

    id: str
    better: bool


class GoldenCall(Model):
    """One labelled call."""

    id: str
    author: str
    split: Literal["tune", "report"]
    language: Language
    jurisdiction: Jurisdiction
    today: date | None = None
    context: CallContext = CallContext()
    turns: tuple[str, ...] = Field(min_length=1)
    must: tuple[Must, ...] = ()
    may: tuple[str, ...] = ()
    quality: int = Field(ge=0, le=100)
    passed: bool | None
    pair: Pair | None = None
    adversarial: bool = False
    record: CallRecord | None = None
    notes: str = ""

    @model_validator(mode="after")
    def _marked(self) -> GoldenCall:
        for index, line in enumerate(self.turns):
            if line[:2] not in ("c:", "d:"):
                raise ValueError(f"turns[{index}] must begin with c: or d:")
        for must in self.must:
            for turn in must.turns:
                if turn >= len(self.turns) or not self.turns[turn].startswith("c:"):
                    raise ValueError(f"must {must.rule}: turn {turn} is no collector turn")
        return self

    def transcript(self) -> Transcript:
        """The call as the scorer is given it."""
        turns = tuple(Turn(index=index, speaker=SPEAKERS[line[0]], text=line[2:].strip()) for index, line in enumerate(self.turns))
        return Transcript(id=self.id, language=self.language, jurisdiction=self.jurisdiction, context=self.context, turns=turns, today=self.today)


def golden_calls() -> tuple[GoldenCall, ...]:
    """Every golden call, in the order of the file names.

    Raises:
        ContentError: with every problem of the first broken file.
    """
    calls: list[GoldenCall] = []
    for path in sorted(GOLDEN_DIR.glob("*.yaml")):
        if path.name.startswith(SET_PREFIX):
            calls.extend(_calls_of_author(path))
            continue
        call = read_model_file(path, f"tests/golden/{path.name}", GoldenCall)
        assert call.id == path.stem, f"tests/golden/{path.name}: id: found {call.id!r}; allowed: {path.stem!r}"
        calls.append(call)
    assert len({call.id for call in calls}) == len(calls), "tests/golden: id: found the same id twice; allowed: each id once"
    return tuple(calls)


def _calls_of_author(path: Path) -> tuple[GoldenCall, ...]:
    where = f"tests/golden/{path.name}"
    common = read_yaml(read_text(path, where), where)
    listed: list[dict[str, Any]] = common.pop("calls")
    return tuple(build_model({**common, **item}, f"{where}: {item.get('id', number)}", GoldenCall) for number, item in enumerate(listed))
