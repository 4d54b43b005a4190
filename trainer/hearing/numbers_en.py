"""Cut an English line into tokens and read its numbers: words, digits, pairs ("two fifty"), halves, ranges."""
from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_TOKEN = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d{1,4}(?!\d))?|\d+(?:\.\d+)?|[a-z]+(?:'[a-z]+)?|[^\s\w]|[^\W\d]|\d|_",
)
UNITS = dict(
    zip(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
        range(20),
        strict=True,
    )
)
TENS = dict(zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)) | {"fourty": 40, "fourtie": 40, "nintey": 90}
_HUNDRED = frozenset({"hundred", "hundered", "hundy", "hunnid", "hunderd"})
_THOUSAND = frozenset({"thousand", "grand", "k", "thou", "gs", "thousands"})
_MILLION = frozenset({"million", "mil"})
SCALES = {**dict.fromkeys(_HUNDRED, 100), **dict.fromkeys(_THOUSAND, 1000), **dict.fromkeys(_MILLION, 1_000_000)}
ORDINALS = dict(
    zip(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"],
        range(1, 20),
        strict=True,
    )
) | {"twentieth": 20, "thirtieth": 30, "nineth": 9, "twelth": 12}

_NUMBER_WORDS = frozenset(UNITS) | frozenset(TENS) | frozenset(SCALES)


@dataclass(frozen=True)
class Token:
    """A word, a number or a mark of a folded English line."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[0].isalpha()

    @property
    def is_digits(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdigit() and self.text[0].isascii()


@dataclass(frozen=True)
class Number:
    """A cardinal number found among the tokens.

    Attributes:
        first: Index of its first token.
        last: Index one past its last token.
        value: What it comes to.
        form: digits, small (below ten), tens (10 to 99), pair ("two fifty") or big (holds hundred, thousand, grand).
        approximate: A vague word was heard with it.
    """

    first: int
    last: int
    value: Decimal
    form: str
    approximate: bool = False


def tokens_of(folded: str) -> list[Token]:
    """The tokens of a folded line, from left to right; the 's of a number word stands alone ("eighty's too much")."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(folded):
        word, cut = match.group(), match.end() - 2
        if word.endswith("'s") and word[:-2] in _NUMBER_WORDS:
            tokens += [Token(word[:-2], match.start(), cut), Token("'s", cut, match.end())]
        else:
            tokens.append(Token(word, match.start(), match.end()))
    return tokens


class NumberReader:
    """Reads numbers from a list of tokens; `at(i)` looks at index i only and never far ahead."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self._words = [token.text for token in tokens]
        self._read: dict[int, Number | None] = {}

    def word(self, i: int) -> str:
        """The text of token i, or an empty string outside the line."""
        return self._words[i] if 0 <= i < len(self._words) else ""

    def _hyphen(self, i: int) -> int:
        """Index after a hyphen that joins two words, else i."""
        if self.word(i) != "-" or i == 0 or i + 1 >= len(self.tokens):
            return i
        touching = self.tokens[i].start == self.tokens[i - 1].end and self.tokens[i + 1].start == self.tokens[i].end
        return i + 1 if touching else i

    def _below_hundred(self, i: int) -> tuple[int, int] | None:
        """(value, index after) of a number word from 1 to 99 at i."""
        word = self.word(i)
        if word in TENS:
            j = self._hyphen(i + 1)
            unit = UNITS.get(self.word(j), 0)
            if 0 < unit < 10:
                return TENS[word] + unit, j + 1
            return TENS[word], i + 1
        if word in UNITS and word not in TENS and UNITS[word] > 0:
            return UNITS[word], i + 1
        return None

    def _pair(self, head: int, i: int) -> tuple[int, int] | None:
        """The second half of a pair after `head`: fifty in "two fifty", oh five in "eighteen oh five"."""
        j = self._hyphen(i)
        if self.word(j) in ("oh", "o", "zero"):
            unit = UNITS.get(self.word(self._hyphen(j + 1)), 0)
            if 0 < unit < 10:
                return head * 100 + unit, self._hyphen(j + 1) + 1
            return None
        tail = self._below_hundred(j)
        if tail is None or tail[0] < 10 or self.word(self._hyphen(tail[1])) in SCALES:
            return None
        return head * 100 + tail[0], tail[1]

    def _tail(self, i: int) -> tuple[int, int] | None:
        """A number below a hundred that goes on after hundred or thousand, with or without "and"."""
        j = i + 1 if self.word(i) == "and" else self._hyphen(i)
        tail = self._below_hundred(j)
        if tail is None and self.word(i) != "and":
            return None
        if tail is None or (self.word(self._hyphen(tail[1])) in SCALES):
            return None
        if self.word(tail[1]) in ("cents", "cent", "pence") and self.word(i) == "and":
            return None
        return tail

    def _scaled(self, value: Decimal, i: int) -> tuple[Decimal, int]:
        """Apply hundred, thousand, grand after a value, and what belongs to them."""
        word = self.word(self._hyphen(i))
        if word not in SCALES:
            return value, i
        scale = Decimal(SCALES[word])
        i = self._hyphen(i) + 1
        total = value * scale
        if self.word(i) == "and" and self.word(i + 1) == "a" and self.word(i + 2) == "half":
            return total + scale / 2, i + 3
        if scale == 100:
            thousands = self._hundred_thousands(total, i)
            if thousands is not None:
                return thousands
            tail = self._tail(i)
            if tail is not None:
                total, i = total + tail[0], tail[1]
            if self.word(self._hyphen(i)) in _THOUSAND:
                return self._after_thousand(total * 1000, self._hyphen(i) + 1)
            return total, i
        return self._after_thousand(total, i)

    def _hundred_thousands(self, total: Decimal, i: int) -> tuple[Decimal, int] | None:
        """A hundred and fifty thousand."""
        j = i + 1 if self.word(i) == "and" else self._hyphen(i)
        tail = self._below_hundred(j)
        if tail is None or self.word(self._hyphen(tail[1])) not in _THOUSAND or "between" in (self.word(i - 2), self.word(i - 3)):
            return None
        return self._after_thousand((total + tail[0]) * 1000, self._hyphen(tail[1]) + 1)

    def _after_thousand(self, total: Decimal, i: int) -> tuple[Decimal, int]:
        j = i + 1 if self.word(i) == "and" else i
        head = self._below_hundred(j)
        if head is None and self.word(j) == "a" and self.word(j + 1) in _HUNDRED:
            head = (1, j + 1)
        if head is not None and self.word(self._hyphen(head[1])) in _HUNDRED:
            rest, end = self._scaled(Decimal(head[0]), head[1])
            if rest < 1000:
                return total + rest, end
        elif head is not None:
            pair = self._pair(head[0], head[1]) if head[0] < 10 else None
            if pair is not None and self.word(i) != "and":
                return total + pair[0], pair[1]
            tail = self._tail(i)
            if tail is not None:
                clipped = head[0] < 10 and self.word(i) != "and" and self.word(i - 1) in ("grand", "k")
                return total + (tail[0] * 100 if clipped else tail[0]), tail[1]
        return total, i

    def _digits(self, i: int) -> Number | None:
        token = self.tokens[i]
        if len(token.text) > 20:
            return None
        value = Decimal(token.text.replace(",", ""))
        if self.word(i + 1) in SCALES and not (self.word(i + 1) == "k" and self.tokens[i + 1].start > token.end + 1):
            total, end = self._scaled(value, i + 1)
            return Number(i, end, total, "big")
        if self.word(i + 1) == "and" and self.word(i + 2) == "a" and self.word(i + 3) == "half" and self.word(i + 4) in SCALES:
            return Number(i, i + 5, (value + Decimal("0.5")) * SCALES[self.word(i + 4)], "big")
        return Number(i, i + 1, value, "digits")

    def _with_article(self, i: int) -> Number | None:
        """A hundred, a grand and a half, a couple (of) hundred, half a grand."""
        j = i
        if self.word(j) in ("a", "an", "another", "the") and self.word(j) != "the":
            j += 1
        if self.word(j) == "couple":
            k = j + 2 if self.word(j + 1) == "of" else j + 1
            if self.word(k) in SCALES:
                total, end = self._scaled(Decimal(2), k)
                return Number(i, end, total, "big", approximate=True)
            return None
        if self.word(j) == "half" and self.word(j + 1) == "a" and self.word(j + 2) in SCALES:
            return Number(i, j + 3, Decimal(SCALES[self.word(j + 2)]) / 2, "big")
        bare = self.word(j) in _HUNDRED or (self.word(j) in ("thousand", "grand", "thou", "million", "k") and j > i)
        if not bare:
            return None
        total, end = self._scaled(Decimal(1), j)
        return Number(i, end, total, "big")

    def at(self, i: int) -> Number | None:
        """The longest number that begins at token i, or None."""
        if not 0 <= i < len(self.tokens):
            return None
        if i not in self._read:
            self._read[i] = self._at(i)
        return self._read[i]

    def _at(self, i: int) -> Number | None:
        if self.tokens[i].is_digits:
            return self._digits(i)
        head = self._below_hundred(i)
        if head is None:
            return self._with_article(i)
        value, j = head
        if self.word(j) == "and" and self.word(j + 1) == "a" and self.word(j + 2) == "half" and self.word(j + 3) in SCALES:
            return Number(i, j + 4, (value + Decimal("0.5")) * SCALES[self.word(j + 3)], "big")
        if self.word(self._hyphen(j)) in SCALES:
            total, end = self._scaled(Decimal(value), j)
            return Number(i, end, total, "big")
        pair = self._pair(value, j)
        if pair is not None:
            return Number(i, pair[1], Decimal(pair[0]), "pair")
        return Number(i, j, Decimal(value), "small" if value < 10 else "tens")

    def all(self) -> list[Number]:
        """Every number of the line, from left to right, without overlap."""
        found: list[Number] = []
        i = 0
        while i < len(self.tokens):
            number = self.at(i)
            if number is None:
                i += 1
                continue
            found.append(number)
            i = number.last
        return found
