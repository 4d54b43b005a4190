"""Phrase patterns of the lexicons: read strictly from content, written as linear regular expressions."""
from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial
from typing import Any

from trainer.domain.text import Language
from trainer.hearing.demands import Part, any_of, known_of, parsed
from trainer.hearing.finder import Finder, Phrase, PhraseBook

_CONCEPT = re.compile(r"\{([a-z_]+)\}")
_GAP = re.compile(r" ?~(\d) ?")
_FORBIDDEN = re.compile(r"[*+]|\{\d|(?<!\[)(?<!\\)\.|\(\?P|\\[1-9]")
# Where a clause begins and ends, for ^ and $ in a phrase.
_OPENS = r"(?:(?<=[,。!?;…\n])|(?<=[,.!?;]\s)|(?<![\s\S]))"
_OPENS_LINE = r"(?:(?<=[.。!?\n]\s)|(?<=[。!?\n])|(?<![\s\S]))"
_CLOSES = r"(?=\s?(?:[,。.!?;…\n]|\Z))"
_ANCHORS = re.compile(r"\^\^|(?<!\[)\^|\$(?!\])")
_MARKS = {"^^": _OPENS_LINE, "^": _OPENS, "$": _CLOSES}
FIRST_MARK = 0xE000  # where Unicode has characters for private use
REACH = {Language.ZH: 2, Language.EN: 4}  # characters by which a phrase is looked up
# (...)* and (...)+ repeat at most four times, so that no phrase can run away.
_FEW = re.compile(r"\)[*+]")
_NUMBER = {
    Language.ZH: "[0-9零一二两三四五六七八九十百千万几半]{1,8}",
    Language.EN: (
        r"(?:[$£]?\d[\d,]{0,9}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|"
        r"seventy|eighty|ninety|hundred|a hundred|thousand|grand|a thousand|a grand|a couple hundred|a couple of hundred|half a grand)"
    ),
}
_ZH_GAP = r"[^,。!?;…\n]{0,%s}?"
_EN_GAP = r"(?:[^\s.!?;]{1,30}\s{1,3}){0,%s}?"


def fault_in(phrase: str, concepts: Mapping[str, object]) -> str | None:
    """What is wrong with a phrase: an unknown concept or an unbounded repeat; None when it is sound."""
    for name in _CONCEPT.findall(phrase):
        if name != "n" and name not in concepts:
            return f"concept {name!r} is unknown; known: {', '.join(sorted(concepts))}"
    bare = _FEW.sub(")", _CONCEPT.sub("", phrase))
    if _FORBIDDEN.search(bare):
        return "holds an unbounded repeat, a counted repeat, a dot or a back reference; use ~n for a gap"
    try:
        parsed(_GAP.sub("", bare))
    except re.error as error:
        return f"is no pattern: {error}"
    return None


def expand(phrase: str, concepts: Mapping[str, tuple[str, ...]], language: Language) -> str:
    """The regular expression for a phrase.

    `^` opens a clause, `^^` a sentence, `$` closes a clause; `{name}` stands for a concept, `{n}` for a number, `~3` for a gap of up to three characters (zh) or words (en) inside
    a clause, `(...)*` for up to four times; in English a blank is any blank space and an apostrophe may be missing.
    """

    def concept(match: re.Match[str]) -> str:
        if match.group(1) == "n" and "n" not in concepts:
            return _NUMBER[language]
        return "(?:" + "|".join(expand(one, concepts, language) for one in concepts[match.group(1)]) + ")"

    parts: list[str] = []
    at = 0
    for match in _GAP.finditer(phrase):
        parts.append(_plain(phrase[at : match.start()], language, concept))
        gap = _ZH_GAP if language is Language.ZH else r"\s{1,3}" + _EN_GAP
        parts.append(gap % match.group(1))
        at = match.end()
    parts.append(_plain(phrase[at:], language, concept))
    return "".join(parts)


def _few(piece: str) -> str:
    return _FEW.sub(lambda match: "){0,4}" if match.group() == ")*" else "){1,4}", piece)


def _plain(piece: str, language: Language, concept: Any) -> str:
    pieces = re.split(r"(\{[a-z_]+\})", piece)
    written = []
    for one in pieces:
        if one.startswith("{") and one.endswith("}") and len(one) > 2:
            written.append(_CONCEPT.sub(concept, one))
            continue
        anchored = _ANCHORS.sub(lambda match: _MARKS[match.group()], one.replace(" ", "\0"))
        if language is Language.ZH:
            written.append(_few(anchored).replace("\0", ""))
        else:
            written.append(_few(anchored).replace("'", "'?").replace("\0?", r"\s{0,3}").replace("\0", r"\s{1,3}"))
    return "".join(written)


class Phrases:
    """All phrases of one lexicon, written with its concepts and looked for in the same lines.

    Args:
        concepts: The phrases that each {name} stands for.
        language: The language of the phrases.
    """

    def __init__(self, concepts: Mapping[str, tuple[str, ...]], language: Language) -> None:
        self._concepts = concepts
        self._language = language
        self.book = PhraseBook(REACH[language])
        # Each concept is read once: in a phrase that is read, a mark of one character stands for it.
        self._marks = {name: chr(FIRST_MARK + place) for place, name in enumerate(("n", *concepts))}
        self._stand_ins = {name: (mark,) for name, mark in self._marks.items()}
        self._known: dict[str, Part] = {self._marks["n"]: Part(None, None, False)}
        self._known_of = cache(self._read)

    def any_of(self, phrases: tuple[str, ...], *, few: bool = False) -> Finder | None:
        """What finds any of the phrases in a folded line, or None when there are none.

        Args:
            phrases: Sound phrases, as `fault_in` tells.
            few: They are looked for in a few characters only, where trying all costs less than looking them up.
        """
        if not phrases:
            return None
        return self.book.finder([Phrase(partial(self._written, phrase), self._known_of(phrase)) for phrase in phrases], few=few)

    def _written(self, phrase: str) -> str:
        written = expand(phrase, self._concepts, self._language)
        return written if self._language is Language.ZH else rf"(?<![a-z0-9])(?:{written})(?![a-z0-9])"

    def _read(self, phrase: str) -> Part:
        for name in _CONCEPT.findall(phrase):
            mark = self._marks[name]
            if mark not in self._known:
                self._known[mark] = any_of([self._known_of(one) for one in self._concepts[name]])
        return known_of(expand(phrase, self._stand_ins, self._language), self._known)


def compile_any(phrases: tuple[str, ...], concepts: Mapping[str, tuple[str, ...]], language: Language) -> Finder | None:
    """What finds any of these phrases alone in a folded line, or None when there are none."""
    return Phrases(concepts, language).any_of(phrases)
