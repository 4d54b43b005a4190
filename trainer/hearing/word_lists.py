"""Word lists that English entities are judged by, read once from the lexicon."""
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pydantic import Field

from trainer.domain.strict_yaml import read_model, read_text
from trainer.domain.text import Model

_NAME = "lexicon/entities/en.yaml"


class WordLists(Model):
    """Named lists of words."""

    version: int = Field(ge=1)
    lists: dict[str, tuple[str, ...]]


def read_word_lists(text: str, name: str) -> Mapping[str, frozenset[str]]:
    """The lists of a text by their names; `name` is what errors call the file.

    Raises:
        ContentError: with every problem found.
    """
    lists = read_model(text, name, WordLists).lists
    return MappingProxyType({key: frozenset(words) for key, words in lists.items()})


WORDS = read_word_lists(read_text(Path(__file__).parent / _NAME, _NAME), _NAME)
