"""A model's second opinion on a line that the built-in ears were unsure of: proposals with the words that carry them, never a verdict."""
from __future__ import annotations

import json
from collections.abc import Mapping

from pydantic import Field, ValidationError

from trainer.domain.text import Language, Model
from trainer.llm.client import ModelClient, ModelUnavailableError
from trainer.llm.prompts import prompt

MAX_TOKENS = 400
LONGEST_LINE = 2_000
_LANGUAGE = {Language.ZH: "Simplified Chinese", Language.EN: "English"}


class Proposal(Model):
    """One act or rule that the model hears, with words that stand in the line."""

    code: str
    words: str
    confidence: float = Field(default=0.5, ge=0, le=1)


class SecondHearing(Model):
    """What the model heard in one line; `dropped` counts proposals whose words do not stand in the line or whose code is unknown."""

    acts: tuple[Proposal, ...] = ()
    rules: tuple[Proposal, ...] = ()
    dropped: int = 0
    model: str
    prompt: str


class _Raw(Model):
    acts: tuple[Proposal, ...] = ()
    rules: tuple[Proposal, ...] = ()


def _json_in(text: str) -> str:
    """The outermost JSON object of an answer that may stand in a fence."""
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text


def hear_again(client: ModelClient, line: str, language: Language, acts: Mapping[str, str], rules: Mapping[str, str]) -> SecondHearing | None:
    """Ask for a second opinion.

    Args:
        client: Asks the endpoints; temperature is 0.
        line: The collector's line.
        language: Its language.
        acts: Known act codes and what they mean.
        rules: Known rule codes and what they forbid.

    Returns:
        The usable proposals; None where no model answered usably.
    """
    asked = prompt("hearing")
    messages = asked.filled(
        language=_LANGUAGE[language],
        acts="; ".join(f"{code}: {meaning}" for code, meaning in acts.items()),
        rules="; ".join(f"{code}: {meaning}" for code, meaning in rules.items()),
        line=line[:LONGEST_LINE],
    )
    try:
        answer = client.ask(messages, max_tokens=MAX_TOKENS, schema=_Raw.model_json_schema())
        raw = _Raw.model_validate(json.loads(_json_in(answer.text)))
    except (ModelUnavailableError, ValidationError, ValueError, RecursionError):
        return None
    kept_acts = tuple(item for item in raw.acts if item.code in acts and item.words and item.words in line)
    kept_rules = tuple(item for item in raw.rules if item.code in rules and item.words and item.words in line)
    dropped = len(raw.acts) + len(raw.rules) - len(kept_acts) - len(kept_rules)
    return SecondHearing(acts=kept_acts, rules=kept_rules, dropped=dropped, model=answer.model, prompt=f"{asked.id}:{asked.version}")
