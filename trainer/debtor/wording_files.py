"""Reads the wording files of a language into pools of fragments, or lists everything that is wrong with them.

A file says its language, scope (general, temperament, role, dialect), id and version, and holds sections of keys; each key's value is a
block of lines, one fragment each. Keys of `cores` are a move kind, "outburst" or "aside", with an optional topic and mood band
("dodge.income@angry"); keys of `openers` and `tails` a stance with an optional band; of `terms` and `deals` what is named
("amount+day"); of `topics` a topic; `words` and `swaps` are word tables.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from trainer.debtor.fragments import Fragment, fill, parse_fragment
from trainer.debtor.moves import MoveKind
from trainer.debtor.voice import Band, Role
from trainer.debtor.wording import Wording
from trainer.debtor.wording_keys import (
    BROUGHT_KINDS,
    EXTRA_CORES,
    FIGURES,
    FORBIDDEN,
    LATIN_IN_ZH,
    LONGEST,
    PEOPLE_SLOTS,
    REQUIRED_SLOTS,
    STANCES,
    TERM_KEYS,
    TERM_SLOTS,
    TOPICS,
    allowed_slots,
    length,
)
from trainer.domain.errors import ContentError
from trainer.domain.once import once
from trainer.domain.text import Language

FOLDER = Path(__file__).parent / "wording"
SCOPES = ("general", "temperament", "role", "dialect")
SECTIONS = ("cores", "openers", "tails", "terms", "deals", "topics", "words", "people", "swaps", "fillers", "matches", "heads", "lead_ins", "endings", "synonyms")
GENERAL_ONLY = ("terms", "deals", "topics", "words", "people", "fillers", "heads", "lead_ins", "endings", "synonyms")
HEADER = ("language", "scope", "id", "version")
LEAST_GENERAL = 12


class _StrictLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader that refuses duplicate keys."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    pairs = [(loader.construct_object(key, deep=True), loader.construct_object(value, deep=True)) for key, value in node.value]
    seen: set[Any] = set()
    for (key, _), (key_node, _) in zip(pairs, node.value, strict=True):
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"duplicate key {key!r}", key_node.start_mark)
        seen.add(key)
    return dict(pairs)


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


class _Reader:
    """Collects pools, tables and problems over the files of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.pools: dict[tuple[str, str, str, str], list[Fragment]] = {}
        self.tables: dict[tuple[str, str, str], dict[str, tuple[str, ...]]] = {}
        self.problems: list[str] = []

    def read(self, path: Path) -> None:
        where = f"{path.parent.name}/{path.name}"
        try:
            content = yaml.load(path.read_text(encoding="utf-8"), _StrictLoader)
        except yaml.YAMLError as error:
            self.problems.append(f"{where}: {' '.join(str(error).split())}; allowed: valid YAML without duplicate keys")
            return
        if not isinstance(content, dict):
            self.problems.append(f"{where}: found {type(content).__name__}; allowed: a mapping")
            return
        for key in content:
            if key not in HEADER + SECTIONS:
                self.problems.append(f"{where}: {key}: unknown key; allowed: {', '.join(HEADER + SECTIONS)}")
        scope, name = content.get("scope"), content.get("id")
        if content.get("language") != self.language.value:
            self.problems.append(f"{where}: language: found {content.get('language')!r}; allowed: {self.language.value} (its folder)")
        if not isinstance(content.get("version"), int) or content["version"] < 1:
            self.problems.append(f"{where}: version: found {content.get('version')!r}; allowed: a whole number from 1")
        if scope not in SCOPES:
            self.problems.append(f"{where}: scope: found {scope!r}; allowed: {', '.join(SCOPES)}")
            return
        if not self._name_fits(scope, name, where):
            return
        for section in SECTIONS:
            if section in content:
                self._section(where, scope, str(name), section, content[section])

    def _name_fits(self, scope: str, name: object, where: str) -> bool:
        allowed = {"general": ("general",), "role": tuple(role.value for role in Role if role is not Role.DEBTOR)}.get(scope)
        if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            self.problems.append(f"{where}: id: found {name!r}; allowed: lower-case letters, digits, _")
            return False
        if allowed and name not in allowed:
            self.problems.append(f"{where}: id: found {name!r}; allowed: {', '.join(allowed)}")
            return False
        return True

    def _section(self, where: str, scope: str, name: str, section: str, content: object) -> None:
        if section in GENERAL_ONLY and scope != "general":
            self.problems.append(f"{where}: {section}: found in scope {scope}; allowed: scope general")
            return
        if not isinstance(content, dict):
            self.problems.append(f"{where}: {section}: found {type(content).__name__}; allowed: a mapping of keys to lines")
            return
        for key, block in content.items():
            place = f"{where}: {section}.{key}"
            if not isinstance(block, str) or not block.strip():
                self.problems.append(f"{place}: found {block!r}; allowed: a block of lines")
                continue
            lines = [line.strip() for line in block.splitlines() if line.strip()]
            for twice in sorted({line for line in lines if lines.count(line) > 1}):
                self.problems.append(f"{place}: {twice!r} stands twice; allowed: once")
            if section in ("cores", "openers", "tails", "terms", "deals"):
                self._fragments(place, (scope, name, section, str(key)), lines)
            else:
                self.tables.setdefault((scope, name, section), {})[str(key)] = tuple(lines)
                self._table_key(place, section, str(key), lines)

    def _table_key(self, place: str, section: str, key: str, lines: list[str]) -> None:
        if section == "topics" and key not in TOPICS:
            self.problems.append(f"{place}: unknown topic; allowed: {', '.join(TOPICS)}")
        if section == "words" and not (re.fullmatch(r"[a-z]+\.(cn|us|uk)", key) and len(lines) == 1):
            self.problems.append(f"{place}: found {len(lines)} lines; allowed: key word.cn, word.us or word.uk with one line")
        if section == "people" and not re.fullmatch(r"(he|him|his|hes|child|spouse|parent)\.(female|male)", key):
            self.problems.append(f"{place}: unknown key; allowed: he, him, his, hes, child, spouse, parent with .female or .male")

    def _fragments(self, place: str, where: tuple[str, str, str, str], lines: list[str]) -> None:
        slots, required, cap = self._rules_of(place, where[2], where[3])
        if slots is None:
            return
        for line in lines:
            try:
                fragment = parse_fragment(line)
            except ValueError as error:
                self.problems.append(f"{place}: {error}")
                continue
            self._check(place, fragment, slots, required, cap)
            self.pools.setdefault(where, []).append(fragment)

    def _rules_of(self, place: str, section: str, key: str) -> tuple[frozenset[str] | None, frozenset[str], int]:
        """Allowed slots, the required one, and the length cap of a key; None for slots where the key itself is unknown."""
        caps = LONGEST[self.language]
        if section in ("terms", "deals"):
            if key in TERM_KEYS:
                return TERM_SLOTS, frozenset(), caps["core"]
            self.problems.append(f"{place}: unknown key; allowed: {', '.join(TERM_KEYS)}")
            return None, frozenset(), 0
        match = re.fullmatch(r"([a-z_]+)(?:\.([a-z_]+))?(?:@([a-z]+))?", key)
        base, topic, band = match.groups() if match else (key, None, None)
        kinds = tuple(kind.value for kind in MoveKind)
        allowed = STANCES if section in ("openers", "tails") else kinds + EXTRA_CORES
        if base not in allowed:
            self.problems.append(f"{place}: {base!r} is unknown; allowed: {', '.join(allowed)}")
            return None, frozenset(), 0
        if topic is not None and (topic not in TOPICS or section != "cores"):
            self.problems.append(f"{place}: topic {topic!r} is unknown; allowed: {', '.join(TOPICS)}, in cores")
        if band is not None and band not in tuple(Band):
            self.problems.append(f"{place}: band {band!r} is unknown; allowed: {', '.join(Band)}")
        if section != "cores":
            return PEOPLE_SLOTS, frozenset(), caps["filler"]
        if base in EXTRA_CORES:
            return PEOPLE_SLOTS, frozenset(), caps["extra"]
        return allowed_slots(MoveKind(base)), REQUIRED_SLOTS.get(MoveKind(base), frozenset()), caps["core"]

    def _check(self, place: str, fragment: Fragment, slots: frozenset[str], required: frozenset[str], cap: int) -> None:
        known = slots | {key.split(".")[0] for key in self.tables.get(("general", "general", "words"), {})}
        if unknown := sorted(fragment.slots - known):
            self.problems.append(f"{place}: slot {{{unknown[0]}}} in {fragment.raw!r}; allowed: {', '.join(sorted(known)) or 'none'}")
        if required and not required & fragment.slots:
            self.problems.append(f"{place}: {fragment.raw!r} lacks a slot; allowed: lines with {' or '.join(f'{{{slot}}}' for slot in sorted(required))}")
        longest = max(fragment.wordings(), key=lambda words: length(words, self.language))
        if length(longest, self.language) > cap:
            self.problems.append(f"{place}: {longest!r} is {length(longest, self.language)} long; allowed: {cap}")
        body = "".join("".join(part) for part in fragment.parts)
        self._check_words(place, body)

    def _check_words(self, place: str, body: str) -> None:
        words = fill(body, lambda slot: "")
        if found := FORBIDDEN[self.language].search(words):
            self.problems.append(f"{place}: forbidden words {found.group(0)!r} in {body!r}; allowed: plain speech of a debtor")
        for figures in re.findall(r"\d+", words):
            if figures not in FIGURES[self.language]:
                self.problems.append(f"{place}: figure {figures!r} in {body!r}; allowed: {', '.join(sorted(FIGURES[self.language]))}, else a slot")
        if self.language is Language.ZH:
            for latin in re.findall(r"[A-Za-z]+", words):
                if latin not in LATIN_IN_ZH:
                    self.problems.append(f"{place}: Latin word {latin!r} in {body!r}; allowed: {', '.join(sorted(LATIN_IN_ZH))}")


def _complete(reader: _Reader) -> Iterable[str]:
    """Problems of a language as a whole: a move kind or combination of terms with too little wording."""
    for kind in (kind for kind in MoveKind if kind not in BROUGHT_KINDS):
        fragments = reader.pools.get(("general", "general", "cores", kind.value), [])
        if len(fragments) < LEAST_GENERAL:
            yield f"{reader.language.value}: cores.{kind.value}: found {len(fragments)} general lines; allowed: at least {LEAST_GENERAL}"
    for section in ("terms", "deals"):
        for key in TERM_KEYS:
            if not reader.pools.get(("general", "general", section, key)):
                yield f"{reader.language.value}: {section}.{key}: found none; allowed: at least 1"
    for topic in TOPICS:
        if topic not in reader.tables.get(("general", "general", "topics"), {}):
            yield f"{reader.language.value}: topics.{topic}: found none; allowed: at least 1"


def load_wording(language: Language, folder: Path = FOLDER) -> Wording:
    """Read every wording file of one language, files whose name starts with "_" left out.

    Args:
        folder: Holds one folder per language code.

    Raises:
        ContentError: Lists every problem as "file: key: found; allowed".
    """
    reader = _Reader(language)
    # word tables stand in general files and decide which slots the other files may use, so those come first
    for path in sorted((folder / language.value).glob("*.yaml"), key=lambda path: (not path.name.startswith("general"), path.name)):
        if not path.name.startswith("_"):
            reader.read(path)
    problems = [*reader.problems, *_complete(reader)]
    if problems:
        raise ContentError(problems)
    return Wording(language, {where: tuple(fragments) for where, fragments in reader.pools.items()}, reader.tables)


@once
def shipped_wording(language: Language) -> Wording:
    """The wording that ships with the product, read once."""
    return load_wording(language)
