"""Languages, and content strings that exist in each of them."""
from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Language(StrEnum):
    """A language of the product; the value is what stands in files and on the command line."""

    ZH = "zh"
    EN = "en"


class Model(BaseModel):
    """Base of every validated noun: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Localised(Model):
    """One content string in every language; `text.in_(language)` picks."""

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        """The string in that language."""
        return self.zh if language is Language.ZH else self.en
