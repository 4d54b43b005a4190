"""The wording of one language at hand: pools of fragments by layer, and word tables."""
from __future__ import annotations

import random
import re

from trainer.debtor.fragments import Fragment
from trainer.debtor.spoken import EN_ONES, EN_TENS
from trainer.domain.text import Language

SWAP_CHANCE = 0.75
SYNONYM_CHANCE = 0.4
Pool = tuple[Fragment, ...]
PoolKey = tuple[str, str, str, str]
_EN_NUMBER_WORDS = (*EN_ONES, *EN_TENS[2:], "hundred")
_ALSO_NAMES = frozenset({"may", "march", "mark", "will", "bill", "frank", "i"})


def pick(rng: random.Random, options: tuple[str, ...]) -> str:
    """A fair draw from a non-empty tuple."""
    return options[int(rng.random() * len(options))]


class Wording:
    """All wording of one language, by layer: pools by (scope, id, section, key) and the word tables."""

    def __init__(self, language: Language, pools: dict[PoolKey, Pool], tables: dict[tuple[str, str, str], dict[str, tuple[str, ...]]]) -> None:
        self.language = language
        self.pools = pools
        self.tables = tables
        self.fillers = tables.get(("general", "general", "fillers"), {})
        self.lowerable = self._small_words() if language is Language.EN else frozenset()
        self.filler_set = frozenset(word.casefold() for words in self.fillers.values() for word in words)
        self.word_names = frozenset(key.split(".")[0] for key in self.table("general", "general", "words"))
        self.weighted: dict[object, object] = {}
        self._suiting: dict[tuple[str, str, str, str, frozenset[str]], Pool] = {}
        self._first = re.compile(r"(?:……)?(?:" + "|".join(sorted((re.escape(word) for word in self.filler_set), key=len, reverse=True)) + r")(?:[^\w']|$)", re.IGNORECASE)

    def _small_words(self) -> frozenset[str]:
        """The words that this wording writes small somewhere: they lose a capital when something is put before them."""
        lines = (fragment.raw for pool in self.pools.values() for fragment in pool)
        return frozenset(re.findall(r"(?<![A-Za-z{'’])[a-z][a-z'’]*", " ".join(lines))) - _ALSO_NAMES | frozenset(_EN_NUMBER_WORDS)

    def pool(self, scope: str, name: str, section: str, key: str, tags: frozenset[str]) -> Pool:
        """The fragments under one key whose conditions hold; empty where the layer has none."""
        where = (scope, name, section, key, tags)
        found = self._suiting.get(where)
        if found is None:
            found = tuple(fragment for fragment in self.pools.get(where[:4], ()) if fragment.suits(tags))
            self._suiting[where] = found
        return found

    def starts_with_filler(self, words: str) -> bool:
        """Whether the words open with hesitation or an interjection of their own."""
        return words.startswith(("……", "...")) or bool(self.filler_set and self._first.match(words))

    def lowered(self, words: str) -> str | None:
        """The words with a small first letter, where their first word may lose its capital."""
        first = re.match(r"[A-Za-z’']+", words)
        if first and re.sub("['’]s$", "", first.group(0)).casefold() in self.lowerable:
            return words[0].lower() + words[1:]
        return None

    def keeps_capital(self, words: str) -> bool:
        """Whether the first word is written with a capital in the middle of a sentence too ("I", "I'm")."""
        return re.match(r"I\b", words) is not None

    def swapped(self, dialect: str, text: str, rng: random.Random) -> str:
        """The line with some words as the dialect says them; a capital stays one."""
        return self._exchanged(self.table("dialect", dialect, "swaps"), SWAP_CHANCE, text, rng)

    def reworded(self, text: str, rng: random.Random) -> str:
        """The line with some words put by others that say the same."""
        return self._exchanged(self.table("general", "general", "synonyms"), SYNONYM_CHANCE, text, rng)

    def _exchanged(self, table: dict[str, tuple[str, ...]], chance: float, text: str, rng: random.Random) -> str:
        for word, instead in table.items():
            if word.casefold() not in text.casefold() or rng.random() >= chance:
                continue
            other = pick(rng, instead)
            if self.language is Language.ZH:
                text = text.replace(word, other)
            else:
                text = re.sub(
                    rf"\b{re.escape(word)}\b",
                    lambda found, other=other: other[:1].upper() + other[1:] if found.group(0)[:1].isupper() else other,  # type: ignore[misc]
                    text,
                    flags=re.IGNORECASE,
                )
        return text

    def table(self, scope: str, name: str, section: str) -> dict[str, tuple[str, ...]]:
        """A word table of a layer, empty where it has none."""
        return self.tables.get((scope, name, section), {})

    def matching(self, scope: str, words: str) -> str | None:
        """The id of the layer of that scope one of whose `matches` stands in `words`; the longest match wins."""
        best: tuple[int, str] | None = None
        for (layer, name, section), table in self.tables.items():
            if layer != scope or section != "matches":
                continue
            for mark in (mark for marks in table.values() for mark in marks):
                if mark.casefold() in words.casefold() and (best is None or len(mark) > best[0]):
                    best = (len(mark), name)
        return best[1] if best else None
