"""Which numbers of an English line are sums of money, and what they come to."""
from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from trainer.hearing.found import Sum
from trainer.hearing.numbers_en import ORDINALS, SCALES, Number, NumberReader
from trainer.hearing.word_lists import WORDS

_SIGNS = frozenset("$£€¥")
_MAIN = WORDS["money_main"]
_COINS = WORDS["money_coins"]
_FRACTION_BY = {"pound", "pounds", "quid", "dollar", "dollars", "euro", "euros", "buck", "bucks"}
_NOTES = {"fiver": 5, "tenner": 10, "c-note": 100}
_PERIODS = WORDS["money_periods"]
_STRONG_AFTER = WORDS["money_strong_after"]
_STRONG_BEFORE = WORDS["money_strong_before"]
_WEAK_BEFORE = WORDS["money_weak_before"]
_OPEN_AFTER = WORDS["money_open_after"]
# What a number before one of these counts, so that it is no sum.
_COUNTED = WORDS["money_counted"]
_MONEY_NOUNS = WORDS["money_money_nouns"]
_ID_WORDS = WORDS["money_id_words"]
_SHARED_WITH_MONEY = WORDS["money_shared_with_money"]
_KIN = WORDS["money_kin"]
_TIME_BEFORE = WORDS["money_time_before"]
_TIME_AFTER = WORDS["money_time_after"]
_YEAR_BEFORE = WORDS["money_year_before"]
_NOT_AFTER_DOLLAR = WORDS["money_not_after_dollar"]


@dataclass
class _Candidate:
    number: Number
    money: bool
    value: Decimal
    first: int
    last: int
    vetoed: bool = False


class MoneyReader:
    """Judges each number of one tokenised English line."""

    def __init__(self, reader: NumberReader) -> None:
        self.reader = reader
        self.tokens = reader.tokens
        self.word = reader.word

    def _touches(self, i: int, j: int) -> bool:
        """Whether tokens i and j stand with nothing between them."""
        return 0 <= i < j < len(self.tokens) and self.tokens[i].end == self.tokens[j].start

    def _after_hyphen(self, i: int) -> int:
        return i + 1 if self.word(i) == "-" and self._touches(i - 1, i) and self._touches(i, i + 1) else i

    def _fraction(self, unit: int) -> tuple[Decimal, int]:
        """Cents or pence said after dollars or pounds at index `unit`; (0, index after the unit) when none are."""
        i = unit + 1
        joined = self.word(i) == "and"
        number = self.reader.at(i + 1 if joined else i)
        if number is None or self.word(unit) not in _FRACTION_BY or number.value >= 100 or number.value != number.value.to_integral_value():
            return Decimal(0), i
        if self.word(number.last) in _COINS:
            return number.value / 100, number.last + 1
        closes = self.word(number.last) in _OPEN_AFTER - {"more", "times", "in", "to", "or"} or not self.word(number.last)[:1].isalnum()
        follows = self.word(number.last) == "-" or self.word(number.last) in _SIGNS
        if joined or number.value < 10 or not closes or follows:
            return Decimal(0), i
        return number.value / 100, number.last

    def _priced(self, number: Number) -> _Candidate | None:
        """The number as a sum because a currency stands beside it."""
        sign = number.first - 1
        if self.word(sign) in _SIGNS and self.tokens[sign].end + 1 >= self.tokens[number.first].start:
            last = number.last
            if self.word(last) in _MAIN or (self.word(last) == "p" and self._touches(last - 1, last)):
                last += 1
            return _Candidate(number, True, number.value, sign, last)
        if self.word(sign) in ("usd", "gbp", "eur", "rmb", "cny"):
            return _Candidate(number, True, number.value, sign, number.last)
        after = self._after_hyphen(number.last)
        if self.word(after) == "of" and self.word(after + 1) in ("those", "them") and self.word(after + 2) in _MAIN:
            after += 2
        unit = self.word(after)
        if unit in ("us", "canadian", "british") and self.word(after + 1) in _MAIN:
            after, unit = after + 1, self.word(after + 1)
        if unit in _MAIN or (unit in _SIGNS and self._touches(after - 1, after) and not self.word(after + 1)[:1].isdigit()):
            if self.word(after + 1) in _NOT_AFTER_DOLLAR:
                return None
            fraction, last = self._fraction(after)
            return _Candidate(number, True, number.value + fraction, number.first, last)
        if unit in _COINS and (unit != "p" or (self.reader.tokens[number.first].is_digits and self._touches(after - 1, after))):
            if number.value == 1 and self.word(number.first - 1) in ("not", "every"):
                return None
            if self.word(number.first - 1) == "and" and number.form != "big" and self._is_whole_before(number.first - 2):
                return None
            return _Candidate(number, True, number.value / 100, number.first, after + 1)
        return None

    def _is_whole_before(self, i: int) -> bool:
        """Whether a number word or its currency ends at token i, so that "and forty cents" belongs to it."""
        word = self.word(i)
        return word in _MAIN or word in SCALES or self.reader.at(i) is not None

    def _is_number_before(self, i: int) -> bool:
        return self.reader.at(i) is not None if i >= 0 else False

    def _cents_after(self, number: Number) -> tuple[Decimal, int]:
        """ "six hundred twelve and forty cents": the cents after a bare number."""
        i = number.last + 1 if self.word(number.last) == "and" else number.last
        cents = self.reader.at(i) if i > number.last else None
        if cents is not None and cents.value < 100 and self.word(cents.last) in ("cents", "cent", "pence"):
            return cents.value / 100, cents.last + 1
        adjacent = self.reader.at(number.last)
        exact = number.form in ("big", "pair") and number.value % 100 != 0 and adjacent is not None and adjacent.form == "tens"
        if exact and adjacent is not None and not self.tokens[number.first].is_digits and not self.tokens[adjacent.first].is_digits:
            after = self.word(adjacent.last)
            if after not in _COUNTED and after not in SCALES and after not in ("a", "per"):
                return adjacent.value / 100, adjacent.last
        return Decimal(0), number.last

    def _is_id_or_share(self, number: Number) -> bool:
        token = self.tokens[number.first]
        before, after = self.word(number.first - 1), self.word(number.last)
        if token.text in ("401", "403") and after in ("k", "b"):
            return True
        near = (*range(max(0, number.first - 4), number.first), number.last, number.last + 1)
        if any(self.word(k) in ("score", "fico") for k in near):
            return True
        if after in ("%", "percent", "per", "percentage", "pct") and (after != "per" or self.word(number.last + 1) == "cent"):
            return True
        if token.is_digits:
            if token.text[0] == "0" and len(token.text) > 1 and "." not in token.text:
                return True
            marked = before in ("#", "_") or (before in (":", "/") and self._touches(number.first - 1, number.first))
            if marked or (after in ("/", ":") and self._touches(number.last - 1, number.last) and self.word(number.last + 1)[:1].isdigit()):
                return True
            if self._touches(number.first - 1, number.first) and ((before[:1].isalpha() and before.isascii()) or (before == "-" and self._touches(number.first - 2, number.first - 1) and self.word(number.first - 2)[:1].isalpha())):
                return True
            if number.form == "digits" and self._touches(number.last - 1, number.last) and ((after[:1].isascii() and after[:1].isalpha()) or (after == "-" and self.word(number.last + 1)[:1].isalpha() and self.word(number.last + 1) not in _MAIN | {"a", "dollar", "pound"})):
                return True
            if "," not in token.text and "." not in token.text and len(token.text) > 6:
                return True
        return self._has_id_before(number)

    def _has_id_before(self, number: Number) -> bool:
        at = number.first - 1
        for _ in range(4):
            word = self.word(at)
            if word in ("is", "'s", ":", "in", "are", "with", "on", "a", "the", "my", "-", "number", "s", "for", ".") and word not in _ID_WORDS:
                at -= 1
                continue
            break
        word = self.word(at)
        direct = at == number.first - 1
        if word in ("four", "three", "two", "last") and self.word(at - 1) in ("last", "the") and self.word(at) != "two":
            return word == "four" and self.word(at - 1) == "last"
        if word not in _ID_WORDS or (not direct and word in _SHARED_WITH_MONEY):
            return False
        return not (word in _SHARED_WITH_MONEY and number.form != "digits")

    def _is_time_or_year(self, number: Number) -> bool:
        before, after = self.word(number.first - 1), self.word(number.last)
        if after in _TIME_AFTER or (after in ("a", "p") and self.word(number.last + 1) == "." and self.word(number.last + 2) == "m"):
            return True
        if after == "in" and self.word(number.last + 1) == "the" and self.word(number.last + 2) in ("morning", "evening", "afternoon"):
            return number.value < 1300
        token = self.tokens[number.first]
        year = number.form in ("pair", "digits") and 1950 <= number.value <= 2049 and (number.form == "pair" or len(token.text) == 4)
        if year and (before in _YEAR_BEFORE or self.word(number.first - 2) in ("since", "of") or (before == "," and self._day_of_month(self.word(number.first - 2)))):
            return True
        hours, minutes = divmod(int(number.value), 100)
        clock = number.form in ("pair", "small", "tens") and (1 <= hours <= 12 and minutes < 60 if number.form == "pair" else number.value <= 12)
        return clock and before in _TIME_BEFORE - {"from", "to", "about", "around"} and not self._strong_after(number.last) and before != "between"

    def _day_of_month(self, word: str) -> bool:
        return word.isdigit() or word in ORDINALS or word in ("st", "nd", "rd", "th")

    def _strong_after(self, i: int) -> bool:
        word = self.word(i)
        if word == "-" and self.word(i + 1) == "a":
            i, word = i + 1, "a"
        if word in ("a", "per", "each", "every") and self.word(self._after_hyphen(i + 1)) in _PERIODS:
            return True
        if word == "/" and self.word(i + 1) in _PERIODS:
            return True
        if word in ("times", "x"):
            return self.reader.at(i + 1) is not None
        if word in _STRONG_AFTER:
            follows = self.word(i + 1)
            if word in ("monthly", "weekly", "fortnightly", "fee", "fees", "cash") and follows in _MONEY_NOUNS and follows.endswith("s"):
                return False
            return not (word == "short" and self.word(i + 1) == "of")
        if word == "each":
            return not self.word(i + 1).isalpha() or self.word(i + 1) in _OPEN_AFTER
        pair = (word, self.word(i + 1))
        return pair in {("in", "full"), ("past", "due"), ("on", "account"), ("on", "it"), ("on", "the"), ("on", "top"), ("off", "the"), ("a", "pop"), ("or", "so"), ("and", "change"), ("all", "in"), ("all", "told"), ("left", "over"), ("this", "week"), ("by", "the")}

    def _strong_before(self, i: int) -> bool:
        """Whether a word of paying or owing stands just before token i, with small words between."""
        for _ in range(4):
            word = self.word(i)
            if word in _STRONG_BEFORE or (word.endswith("'s") and word[:-2] in _STRONG_BEFORE):
                return True
            if word not in _WEAK_BEFORE and word not in ("me", "you", "us", "him", "them", "down", "back", "another", "her", "your", "my", "i", ":", "'ll"):
                return False
            i -= 1
        return False

    def _following_allows(self, number: Number) -> bool:
        after = self._after_hyphen(number.last)
        word = self.word(after)
        if word == "of":
            return self.word(after + 1) in ("it", "the", "that", "your", "my", "which", "this") and number.form in ("big", "pair")
        if word in _MONEY_NOUNS:
            return number.form != "small" and not (word.endswith("s") and word not in ("fees", "wages", "arrears") and number.value < 100)
        if word in ("odd", "something", "plus", "ish", "quids"):
            return True
        sure = number.form in ("big", "pair") or self._strong_before(number.first - 1) or "," in self.tokens[number.first].text
        if sure and word not in _COUNTED and not (word.endswith("s") and len(word) > 3 and word not in _OPEN_AFTER):
            return True
        return word in _OPEN_AFTER or not word[:1].isalpha() or word[:1] > "\u2fff"

    def _spoken(self, number: Number) -> bool:
        """Whether a number without a currency is a sum, from its form and the words around it."""
        if self._is_id_or_share(number) or self._is_time_or_year(number) or number.value >= 10_000_000:
            return False
        strong_after = self._strong_after(number.last)
        before = self.word(number.first - 1)
        if not strong_after and not self._following_allows(number):
            return False
        if number.value == 5050:
            return False
        if before in ("is", "was") and self.word(number.first - 2) in _KIN and not strong_after:
            return number.form == "big"
        if before in ("was", "were", "are") and self.word(number.first - 2) in ("i", "you", "he", "she", "we", "they") and not strong_after:
            return number.form == "big"
        if before in ("i'm", "im", "aged", "turned", "am", "he's", "she's", "they're", "age", "turning", "nearly") and not strong_after:
            return before == "nearly" and number.form in ("big", "pair")
        strong_before = self._strong_before(number.first - 1) or (before == "it" and self.word(number.first - 2) in ("make", "call", "say", "made"))
        if self.tokens[number.first].is_digits and before in ("a", "an") and number.form == "digits" and not strong_after:
            return self.word(number.last) in _MONEY_NOUNS
        if number.form in ("digits", "pair") and number.value in (911, 999, 988, 211, 411, 101, 111, 116123) and not (strong_after or strong_before):
            return False
        if number.form == "small":
            return number.value >= 5 and strong_after and (strong_before or self.word(number.last) in ("a", "per", "-"))
        token = self.tokens[number.first]
        if number.form == "big":
            return number.value >= 100 and not (number.value >= 1_000_000 and not strong_before)
        if token.is_digits and token.text[-3:-2] == ".":
            return number.value >= 1
        if number.form == "pair" or (token.is_digits and "," in token.text):
            return number.value >= 100 or strong_before or strong_after
        if strong_after or strong_before:
            return number.value >= 5
        if token.is_digits and number.value < 20:
            return False
        alone = self._stands_alone(number) or (before == "at" and number.value > 24 and self.word(number.first - 2)[:1].isalpha())
        return (alone or before in _WEAK_BEFORE - {"by", "on", "in", "and", "or", "at", "no", "from", "between", "i're"}) and number.value >= 15

    def _stands_alone(self, number: Number) -> bool:
        before, after = self.word(number.first - 1), self.word(number.last)
        listed = ("or", "to", "and", "not")
        opens = number.first == 0 or before in (".", "?", "!", ",", "-", ";", ":") or (before in listed and self._is_number_before(number.first - 2))
        closes = number.last >= len(self.tokens) or after in (".", "?", "!", ",", ";", "'s")
        closes = closes or (after in listed and self.reader.at(number.last + 1) is not None)
        dated = after in ("today", "tomorrow", "now", "tonight", "next", "on", "by", "down") or after.endswith("day")
        return opens and (closes or dated) and number.value >= 20

    def _low_bound(self, candidate: _Candidate, high: _Candidate) -> Decimal | None:
        """The value of a bare first bound before a money bound (five and eight hundred, 50-80 dollars), or None."""
        low, top = candidate.number, high.number
        gap = [self.word(i) for i in range(low.last, high.first)]
        joins = gap in (["or"], ["to"], ["-"], [","], ["and"], ["til"], ["till"], ["~"], ["maybe"], ["or", "maybe"], ["out", "of"])
        between = gap != ["and"] or "between" in (self.word(low.first - 1), self.word(low.first - 2))
        if not joins or not between or (self._is_id_or_share(low) and gap != ["-"]):
            return None
        if (top.form == "big" and low.form in ("small", "tens") and not self.tokens[low.first].is_digits) or (top.form == "big" and low.value < 20):
            head = self.reader.word(top.first + 1)
            scale = SCALES.get(head) or SCALES.get(self.word(self._after_hyphen(top.first + 1)))
            if scale is not None and low.value * scale < top.value:
                return low.value * scale
        return low.value if low.value < top.value and (low.value >= 5) else None

    def sums(self) -> list[Sum]:
        """Every sum of the line, in the order of the words, repeats included."""
        found: list[_Candidate] = []
        covered = -1
        for number in self.reader.all():
            if number.first < covered:
                continue
            candidate = self._priced(number)
            if candidate is None:
                cents, last = self._cents_after(number)
                money = bool(cents) or self._spoken(number)
                candidate = _Candidate(number, money, number.value + cents, number.first, last)
            covered = candidate.last
            found.append(candidate)
        for earlier, later in pairwise(found):
            if earlier.money and not later.money and self._goes_on(later.number):
                later.money = True
        for low, high in pairwise(found):
            value = self._low_bound(low, high) if high.money and (not low.money or low.number.form != "big") else None
            if value is not None and (not low.money or value > low.value):
                low.money, low.value = True, value
        sums = [self._sum(candidate) for candidate in found if candidate.money]
        return sorted([*sums, *self._notes()], key=lambda one: one.start)

    def _goes_on(self, number: Number) -> bool:
        """Whether a bare number goes on from a sum before it (eighty now and seventy on Friday, not 85 but 55)."""
        joined = self.word(number.first - 1) in ("and", "but", "or", ",", "then", "not", "plus")
        if not joined or number.value < 15 or number.form == "small" or self._is_id_or_share(number) or self._is_time_or_year(number):
            return False
        after = self.word(number.last)
        return after not in _COUNTED and self._following_allows(number)

    def _sum(self, candidate: _Candidate) -> Sum:
        vague = candidate.number.approximate or self.word(candidate.last) in ("odd", "ish", "something") or self.word(candidate.last + 1) in ("change", "so")
        return Sum(candidate.value, self.tokens[candidate.first].start, self.tokens[candidate.last - 1].end, vague)

    def _notes(self) -> list[Sum]:
        """Sums named by a banknote or by the unit alone: a fiver, a tenner, a pound a day."""
        found = []
        for i, token in enumerate(self.tokens):
            if token.text in _NOTES and self.word(i - 1) not in ("of",):
                found.append(Sum(Decimal(_NOTES[token.text]), token.start, token.end))
            elif token.text in ("dollar", "pound", "quid", "buck") and self.word(i - 1) == "a" and self.word(i + 1) in ("a", "per", "each", "every"):
                found.append(Sum(Decimal(1), self.tokens[i - 1].start, token.end))
        return found


def sums_en(reader: NumberReader) -> list[Sum]:
    """Every sum of money named in a tokenised English line, in the order of the words, repeats included."""
    return MoneyReader(reader).sums()
