"""Fixed wordings, per language, as compiled patterns: read once from scoring/phrases.yaml."""
from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from trainer.domain.errors import ContentError
from trainer.domain.strict_yaml import read_model_file
from trainer.domain.text import Language, Model

CASED = frozenset({"own_name", "own_firm"})
REMEMBERED = 16384  # answers kept: a long call asks some hundreds of wordings about the same lines
PHRASES_FILE = Path(__file__).parent / "phrases.yaml"


class _Wordings(Model):
    zh: tuple[str, ...]
    en: tuple[str, ...]


class _PhrasesFile(Model):
    phrases: dict[str, _Wordings]


@lru_cache(maxsize=REMEMBERED)
def find(name: str, language: Language, text: str) -> re.Match[str] | None:
    """The first place where `text` says what `name` stands for, or None.

    Raises:
        KeyError: no wording of that name.
    """
    return _patterns()[name][language].search(text)


@lru_cache(maxsize=REMEMBERED)
def says(name: str, language: Language, text: str) -> bool:
    """Whether `text` says what `name` stands for, in that language or in the other one (people mix them)."""
    return any(pattern.search(text) for pattern in _patterns()[name].values())


@cache
def _patterns() -> dict[str, dict[Language, re.Pattern[str]]]:
    file = read_model_file(PHRASES_FILE, "scoring/phrases.yaml", _PhrasesFile)
    problems: list[str] = []
    compiled: dict[str, dict[Language, re.Pattern[str]]] = {}
    for name, wordings in file.phrases.items():
        compiled[name] = {}
        for language, patterns in ((Language.ZH, wordings.zh), (Language.EN, wordings.en)):
            try:
                # Case matters only where a pattern asks for a capital, as in names.
                flags = re.NOFLAG if name in CASED else re.IGNORECASE
                compiled[name][language] = re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)
            except re.error as error:
                problems.append(f"scoring/phrases.yaml: phrases.{name}.{language.value}: found a broken pattern ({error}); allowed: regular expressions")
    if problems:
        raise ContentError(problems)
    return compiled
