"""Finds any of many phrases in a line as one alternation of them would, and tries only those of which some words stand in the line."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from trainer.hearing.demands import Part

KEPT = 256  # stretches of lines whose words are remembered: every kind of phrase asks about the same ones


class Phrase(NamedTuple):
    """A phrase before it is tried: how it is written as a regular expression, and what is known of all that it matches."""

    written: Callable[[], str]
    known: Part


class PhraseBook:
    """Phrases that are looked for in the same lines. Those that a stretch of text can hold at all are told by its words, once for all finders of the book.

    Args:
        reach: How many characters of a demanded word are looked up: 2 where a character says much, more where it says little.
    """

    def __init__(self, reach: int) -> None:
        self._reach = reach
        self._demands: list[tuple[int, int, frozenset[str]]] = []
        self._finders = 0
        self._index: dict[str, tuple[tuple[str, int, int], ...]] | None = None
        self.likely = lru_cache(maxsize=KEPT)(self._likely)

    def finder(self, phrases: Sequence[Phrase], *, few: bool = False) -> Finder:
        """A finder of any of these phrases, the earlier ones first where two begin at the same place.

        Args:
            phrases: The phrases.
            few: They are few, or looked for in a few characters only: trying them costs less than looking them up.
        """
        if few or any(phrase.known.may_be_empty for phrase in phrases):
            # What may match nothing stands everywhere, and where it does depends on its neighbours.
            written, demands = [lambda: "|".join(phrase.written() for phrase in phrases)], [frozenset[str]()]
        else:
            written, demands = [phrase.written for phrase in phrases], [phrase.known.demanded for phrase in phrases]
        number = self._finders
        self._finders += 1
        self._demands += [(number, place, words) for place, words in enumerate(demands)]
        self._index = None
        return Finder(self, number, written, demands)

    def _indexed(self) -> dict[str, tuple[tuple[str, int, int], ...]]:
        """By short piece: the demanded words that hold it, with the phrases that demand them; the rarest piece of a word stands for it."""
        common = Counter(piece for _, _, words in self._demands for word in words for piece in self._pieces(word))
        index: dict[str, list[tuple[str, int, int]]] = {}
        for number, place, words in self._demands:
            for word in words or ("",):
                index.setdefault(min(self._pieces(word), key=lambda piece: common[piece], default=""), []).append((word, number, place))
        return {piece: tuple(found) for piece, found in index.items()}

    def _pieces(self, word: str) -> list[str]:
        size = min(self._reach, len(word))
        return [word[at : at + size] for at in range(len(word) - size + 1)] if size else []

    def _likely(self, text: str, start: int, end: int) -> dict[int, tuple[int, ...]]:
        """By finder: the places of the phrases that can stand in this stretch, in their order."""
        if self._index is None:
            self._index = self._indexed()
        index, part = self._index, text[start:end]
        pieces = set(part)
        for size in range(2, self._reach + 1):
            pieces.update(part[at : at + size] for at in range(len(part) - size + 1))
        found: dict[int, set[int]] = {}
        for piece in ("", *(pieces & index.keys())):
            for word, number, place in index.get(piece, ()):
                if word in part:
                    found.setdefault(number, set()).add(place)
        return {number: tuple(sorted(places)) for number, places in found.items()}


class Finder:
    """Finds any phrase of one kind, as a pattern of all of them would; a phrase is compiled when it is first tried.

    Args:
        book: Tells which phrases can stand in a stretch of text.
        number: The finder's own in that book.
        written: Give the phrases as regular expressions.
        demands: For each, words of which one stands wherever it is found; none where it has to be tried everywhere.
    """

    def __init__(self, book: PhraseBook, number: int, written: Sequence[Callable[[], str]], demands: Sequence[frozenset[str]]) -> None:
        self.number = number
        self._everywhere = len(written) == 1 and not demands[0]
        self._book = book
        self._written = tuple(written)
        self._compiled: dict[int, re.Pattern[str]] = {}

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match in that stretch of the text, or None."""
        return next(self.finditer(text, start, end), None)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """The matches in that stretch of the text from left to right."""
        last = len(text) if end is None else end
        if self._everywhere:
            return self._pattern(0).finditer(text, start, last)
        places = self._book.likely(text, start, last).get(self.number, ())
        if len(places) > 1:
            return self._found([self._pattern(place) for place in places], text, start, last)
        return self._pattern(places[0]).finditer(text, start, last) if places else iter(())

    def _found(self, patterns: list[re.Pattern[str]], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        while True:
            # Of those that begin first, min() keeps the phrase that stands first, as an alternation does.
            matches = [found for pattern in patterns if (found := pattern.search(text, start, end)) is not None]
            if not matches:
                return
            first = min(matches, key=lambda found: found.start())
            yield first
            start = first.end()

    def _pattern(self, place: int) -> re.Pattern[str]:
        known = self._compiled.get(place)
        if known is None:
            known = self._compiled[place] = re.compile(self._written[place]())
        return known
