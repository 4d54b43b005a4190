"""Gettext catalogues with {named} slots: one folder per language, one .po file per part of the product."""
from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from trainer.domain.errors import CatalogueError
from trainer.domain.text import Language

ROOT = Path(__file__).parent / "locales"
SLOT = re.compile(r"\{([a-z_]+)\}")
Translate = Callable[..., str]


def _folder(language: Language) -> Path:
    return ROOT / language.value / "LC_MESSAGES"


def read_sources(language: Language) -> dict[str, Catalog]:
    """The .po files of a language by part name, for compiling and for the checks."""
    found = {}
    for path in sorted(_folder(language).glob("*.po")):
        with path.open("rb") as source:
            found[path.stem] = read_po(source, locale=language.value)
    return found


def compile_catalogues() -> int:
    """Write the .mo file beside each .po file that is newer; returns how many were written."""
    written = 0
    for language in Language:
        for path in sorted(_folder(language).glob("*.po")):
            target = path.with_suffix(".mo")
            if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
                continue
            with path.open("rb") as source:
                catalogue = read_po(source, locale=language.value)
            buffer = io.BytesIO()
            write_mo(buffer, catalogue)
            target.write_bytes(buffer.getvalue())
            written += 1
    return written


@cache
def _messages(language: Language) -> dict[str, str]:
    compile_catalogues()
    merged: dict[str, str] = {}
    for path in sorted(_folder(language).glob("*.mo")):
        with path.open("rb") as source:
            catalogue = GNUTranslations(source)._catalog  # type: ignore[attr-defined]
        for key, text in catalogue.items():
            if key == "":
                continue
            if key in merged:
                raise CatalogueError("message_twice", key=key, file=path.name)
            merged[key] = text
    return merged


def translate(language: Language, key: str, **slots: object) -> str:
    """The message of that key with its slots filled.

    Raises:
        CatalogueError: no such message, or a slot of it was not given.
    """
    try:
        text = _messages(language)[key]
    except KeyError as missing:
        raise CatalogueError("message_missing", key=key, language=language.value) from missing
    try:
        return text.format_map(slots) if slots or "{" in text else text
    except (KeyError, IndexError, ValueError) as wrong:
        raise CatalogueError("message_slot", key=key, slot=str(wrong)) from wrong


def translator(language: Language) -> Translate:
    """`t("key", slot=value)` for that language."""

    def t(key: str, **slots: object) -> str:
        return translate(language, key, **slots)

    return t


def has_message(language: Language, key: str) -> bool:
    """Whether the catalogue of that language has the message."""
    return key in _messages(language)


if __name__ == "__main__":
    print(f"{compile_catalogues()} catalogues compiled")
