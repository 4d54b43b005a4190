"""Every message exists in every language with the same slots, every message asked for exists, and none is left over."""
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.domain.text import Language
from trainer.i18n.catalogues import SLOT, read_sources

ROOT = Path(__file__).resolve().parent.parent.parent
ASKED = re.compile(r"""\b(?:t|translate)\((?:language, )?f?(["'])(?P<key>[^"']+?)\1""")
IN_BRACES = re.compile(r"\{[^{}]*\}")
ERROR_CODE = re.compile(r"""(?:Storage|CallState|NotAllowed|Catalogue|Trainer)Error\(\s*"([a-z_]+)"(?: if [^"]+ else "([a-z_]+)")?""")


def messages(language: Language) -> dict[str, str]:
    found: dict[str, str] = {}
    for catalogue in read_sources(language).values():
        for message in catalogue:
            if message.id:
                assert message.id not in found, f"{message.id} stands in two catalogues"
                found[str(message.id)] = str(message.string)
    return found


def sources() -> Iterator[tuple[Path, str]]:
    for folder in ("trainer", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path, path.read_text(encoding="utf-8")


def error_codes(text: str) -> set[str]:
    return {code for pair in ERROR_CODE.findall(text) for code in pair if code}


def asked_patterns() -> dict[str, str]:
    """Every key asked for as a pattern (a slot of an f-string matches anything), with where."""
    found = {}
    for path, text in sources():
        for match in ASKED.finditer(text):
            key = match["key"]
            if "." in key:
                pattern = "".join(re.escape(part) if index % 2 == 0 else ".+" for index, part in enumerate(re.split(r"(\{[^{}]*\})", key)))
                found[pattern] = str(path.relative_to(ROOT))
        for match in re.finditer(r"""["']([a-z_]+\.[a-z_]+)["']""", text):
            found.setdefault(re.escape(match[1]), str(path.relative_to(ROOT)))
    return found


@pytest.mark.parametrize("language", list(Language))
def test_every_language_has_the_same_messages(language: Language) -> None:
    assert sorted(set(messages(language)) ^ set(messages(Language.EN))) == []


@pytest.mark.parametrize("language", list(Language))
def test_no_message_is_empty_and_slots_agree(language: Language) -> None:
    own, en = messages(language), messages(Language.EN)
    wrong = [key for key in own if not own[key] or set(SLOT.findall(own[key])) != set(SLOT.findall(en.get(key, "")))]
    assert wrong == []


def test_chinese_messages_are_chinese_and_english_ones_english() -> None:
    han = re.compile(r"[一-鿿]")
    assert [key for key, text in messages(Language.EN).items() if han.search(text)] == []
    plain = [key for key, text in messages(Language.ZH).items() if not han.search(IN_BRACES.sub("", text)) and re.search(r"[A-Za-z]{3,}", IN_BRACES.sub("", text))]
    assert plain == []


def test_every_message_asked_for_exists() -> None:
    known = messages(Language.ZH)
    missing = []
    for path, text in sources():
        for match in ASKED.finditer(text):
            key = match["key"]
            if "." not in key:
                continue
            pattern = "".join(re.escape(part) if index % 2 == 0 else ".+" for index, part in enumerate(re.split(r"(\{[^{}]*\})", key)))
            if not any(re.fullmatch(pattern, name) for name in known):
                missing.append(f"{path.relative_to(ROOT)}: {key}")
    assert missing == []


def test_no_message_is_left_over() -> None:
    patterns = [re.compile(pattern) for pattern in asked_patterns()]
    codes = {f"error.{code}" for _, text in sources() for code in error_codes(text)} | {"error.unknown_name", "error.bad_input"}
    unused = [key for key in messages(Language.ZH) if key not in codes and not any(pattern.fullmatch(key) for pattern in patterns)]
    assert unused == []


@pytest.mark.parametrize("language", list(Language))
def test_every_error_that_services_raise_has_words(language: Language) -> None:
    known = messages(language)
    codes = {code for path, text in sources() if "service" in path.parts for code in error_codes(text)}
    assert sorted(code for code in codes if f"error.{code}" not in known) == []
