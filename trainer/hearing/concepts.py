"""Concepts that a line names: broad phrase lists for topics, stances and word fields, kept as content beside this module."""
from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from trainer.domain.text import Language
from trainer.hearing.words import plain, stem

LEXICON = Path(__file__).parent / "lexicon"


@cache
def _phrases(language: Language) -> tuple[dict[str, tuple[str, ...]], int]:
    """Every phrase with the concepts it names, and the length of the longest (characters in Chinese, words in English)."""
    found: dict[str, list[str]] = {}
    for path in sorted(LEXICON.glob(f"*.{language.value}.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for family, groups in content.items():
            if not isinstance(groups, dict):
                continue
            for name, phrases in groups.items():
                for phrase in phrases:
                    key = _key(str(phrase), language)
                    if key and f"{family}:{name}" not in found.setdefault(key, []):
                        found[key].append(f"{family}:{name}")
    longest = max((len(key) if language is Language.ZH else key.count(" ") + 1 for key in found), default=0)
    return {key: tuple(names) for key, names in found.items()}, min(longest, 12 if language is Language.ZH else 6)


def _key(phrase: str, language: Language) -> str:
    line = plain(phrase, language)
    return line.replace("_", "") if language is Language.ZH else " ".join(stem(word) for word in line.split())


def concepts_of(line: str, language: Language) -> tuple[str, ...]:
    """The concepts named in a line that `plain` has made, and each ordered pair of neighbours among them."""
    known, longest = _phrases(language)
    units = list(line.replace("_", "")) if language is Language.ZH else [stem(word) for word in line.split()]
    joint = "" if language is Language.ZH else " "
    order: list[str] = []
    for start in range(len(units)):
        for size in range(1, min(longest, len(units) - start) + 1):
            names = known.get(joint.join(units[start : start + size]))
            if names:
                order.extend(f"@{name}" for name in names if f"@{name}" not in order[-8:])
    pairs = [f"{one}>{two}" for one, two in zip(order, order[1:], strict=False)]
    return tuple(dict.fromkeys((*order, *pairs)))
