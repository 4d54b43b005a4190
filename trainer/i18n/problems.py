"""Problems of content files in the language of the person who reads them: the sentence is the file's, its frame and its usual halves are ours."""
from __future__ import annotations

import re
from pathlib import Path

from pydantic import Field

from trainer.domain.once import once
from trainer.domain.strict_yaml import read_model_file
from trainer.domain.text import Language, Model

_PROBLEM = re.compile(r"(?P<place>.*?): found (?P<found>.*); allowed: (?P<allowed>.*)", re.DOTALL)


class _Saying(Model):
    """What is said for that which an expression matches from end to end."""

    is_: str = Field(alias="is")
    said: str


class _Sayings(Model):
    version: int = Field(ge=1)
    frame: str
    place: tuple[_Saying, ...]
    found: tuple[_Saying, ...]
    allowed: tuple[_Saying, ...]


@once
def _sayings() -> _Sayings:
    return read_model_file(Path(__file__).parent / "problems.zh.yaml", "trainer/i18n/problems.zh.yaml", _Sayings)


def _said(part: str, sayings: tuple[_Saying, ...]) -> str:
    for saying in sayings:
        match = re.fullmatch(saying.is_, part, re.DOTALL)
        if match is not None:
            return match.expand(saying.said)
    return part


def problem_in(language: Language, problem: str) -> str:
    """A problem of a content file as `ContentError` holds it, in the language of the reader.

    Args:
        language: The reader's language.
        problem: "file: key: found ...; allowed: ...", in English.

    Returns:
        The same in Chinese, keys, values and file names as they are; anything of another form, and everything in English, unchanged.
    """
    match = _PROBLEM.fullmatch(problem)
    if language is Language.EN or match is None:
        return problem
    sayings = _sayings()
    return sayings.frame.format(
        place=_said(match["place"], sayings.place), found=_said(match["found"], sayings.found), allowed=_said(match["allowed"], sayings.allowed),
    )
