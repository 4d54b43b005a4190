"""Concepts that a line names: broad phrase lists for topics, stances, acts and fields of words, kept as content beside this module."""
from __future__ import annotations

from pathlib import Path

import yaml

from trainer.domain.once import once
from trainer.domain.text import Language
from trainer.hearing.words import plain, stem

LEXICON = Path(__file__).parent / "lexicon"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml reads the same some ten times faster
LONGEST_PHRASE = {Language.ZH: 12, Language.EN: 6}  # characters, words


@once
def _phrases(language: Language) -> dict[str, tuple[str, ...]]:
    """Every phrase with the concepts that it names."""
    found: dict[str, dict[str, None]] = {}
    for path in sorted(LEXICON.glob(f"*.{language.value}.yaml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
        for family, groups in content.items():
            for name, phrases in (groups.items() if isinstance(groups, dict) else ()):
                for phrase in phrases:
                    key = " ".join(_units(plain(str(phrase), language), language))
                    if key and key != "0":
                        found.setdefault(key, {})[f"{family}:{name}"] = None
    return {key: tuple(names) for key, names in found.items()}


@once
def _sizes(language: Language) -> dict[str, tuple[int, ...]]:
    """By the character or word that begins them: how long the phrases are, the short ones first."""
    found: dict[str, set[int]] = {}
    for phrase in _phrases(language):
        units = phrase.split(" ")
        if len(units) <= LONGEST_PHRASE[language]:
            found.setdefault(units[0], set()).add(len(units))
    return {unit: tuple(sorted(sizes)) for unit, sizes in found.items()}


def _units(line: str, language: Language) -> list[str]:
    return list(line.replace("_", "")) if language is Language.ZH else [stem(word) for word in line.split()]


def concepts_of(line: str, language: Language) -> tuple[str, ...]:
    """The concepts named in a line that `plain` has made, in the order of the words."""
    known, sizes = _phrases(language), _sizes(language)
    units = _units(line, language)
    named: dict[str, None] = {}
    for start, unit in enumerate(units):
        for size in sizes.get(unit, ()):
            for name in known.get(" ".join(units[start : start + size]), ()):
                named[f"@{name}"] = None
    return tuple(named)
