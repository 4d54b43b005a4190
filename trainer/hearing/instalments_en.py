"""Numbers of payments named in an English line."""
from __future__ import annotations

from decimal import Decimal

from trainer.hearing.found import Count
from trainer.hearing.numbers_en import Number, NumberReader
from trainer.hearing.word_lists import WORDS

_MOST = 480
_NOUNS = WORDS["plan_nouns"]
_ADJECTIVES = WORDS["plan_adjectives"]
_SPAN_NOUNS = {"month": 1, "months": 1, "month's": 1, "year": 12, "years": 12, "paychecks": 1, "paydays": 1, "cheques": 1, "checks": 1, "paycheques": 1}
_SPLIT_VERBS = WORDS["plan_split_verbs"]
_LATE = WORDS["plan_late"]
_PAPERS = WORDS["plan_papers"]


class EnglishCounts:
    """Collects the numbers of payments of one tokenised English line."""

    def __init__(self, reader: NumberReader) -> None:
        self.reader = reader
        self.word = reader.word
        self.found: list[Count] = []

    def _add(self, value: int, first: int, last: int) -> None:
        if 2 <= value <= _MOST:
            self.found.append(Count(value, self.reader.tokens[first].start, self.reader.tokens[last - 1].end))

    def _window(self, i: int, back: int) -> list[str]:
        return [self.word(k) for k in range(max(0, i - back), i)]

    def _is_whole(self, number: Number) -> bool:
        return number.value == number.value.to_integral_value() and number.form in ("small", "tens", "digits", "big") and self.word(number.first - 1) not in ("$", "£", "€")

    def _payments(self, number: Number) -> bool:
        """Six (equal monthly) payments; not those missed."""
        j = number.last
        j += 1 if self.word(j) == "-" else 0
        for _ in range(4):
            if self.word(j) not in _ADJECTIVES and self.word(j) != "-":
                break
            j += 1
        if self.word(j) not in _NOUNS:
            return False
        late = any(word in _LATE for word in self._window(number.first, 3)) or any(self.word(k) in _LATE for k in range(j + 1, j + 4))
        if late or (self.word(j) in ("checks", "cheques", "parts", "pieces", "lots", "stages", "goes", "deposits", "transfers") and not self._split_near(number.first)):
            return True
        self._add(int(number.value), number.first, j + 1)
        return True

    def _split_near(self, i: int) -> bool:
        return any(word in _SPLIT_VERBS or word in ("in", "into", "over", "across", "of") for word in self._window(i, 4))

    def _months(self, number: Number) -> None:
        """Over 18 months, for a year, a 12-month plan, 24 months is the longest."""
        j = number.last
        hyphen = self.word(j) == "-"
        j += 1 if hyphen else 0
        if self.word(j) in ("calendar", "full", "straight", "more", "equal", "whole"):
            j += 1
        unit = self.word(j)
        if unit not in _SPAN_NOUNS or unit in ("checks", "cheques"):
            return
        end = j + 1
        before, after = self.word(number.first - 1), self.word(end)
        value = int(number.value) * _SPAN_NOUNS[unit]
        if after in _PAPERS or (after == "'" or (after == "of" and self.word(end + 1) in _PAPERS | {"interest", "arrears"})):
            return
        if any(word in _LATE | {"last", "past", "every", "since", "within", "until"} for word in self._window(number.first, 2)) or after in _LATE | {"old", "from"}:
            return
        loose = [word for word in self._window(number.first, 4) if word not in (",", "say", "maybe", "about", "like", "the", "next")]
        spread_word = loose[-1] if loose and before in (",", "say", "maybe", "about", "like", "next") else before
        plan_after = after in ("plan", "arrangement", "agreement", "schedule", "repayment", "payment", "instalment", "installment", "split", "deal", "option", "thing", "one")
        spread = before in ("over", "across") or (before in ("for", "of", "the", "to", "into", "than", "about", "is", "at", "or", "maybe") and self._plan_words(number, end))
        needed = {"need", "least", "take", "want", "like", "about", "maybe", "minimum"}
        spread = spread or (value in (12, 18, 24, 30, 36, 48, 60) and before in needed and unit.startswith("month"))
        spread = spread or (before == "for" and self.word(number.first - 2) in ("pay", "paying", "payments", "month", "week"))
        spread = spread or before in ("do", "offer", "prefer") or (before == "or" and self.word(number.first - 3) in ("do", "offer", "prefer"))
        opens = number.first == 0 or before in (",", ".", "?", "-", "!")
        each = after in ("at", "of") and (self.reader.at(end + 1) is not None or self.word(end + 1) in ("$", "£"))
        longest = after in ("is", "max", "at", "tops", "maximum") and self._plan_words(number, end)
        long_since = any(word in ("been", "for", "well", "took", "now", "gone") for word in self._window(number.first, 5)) and not self._plan_words(number, end)
        shown = spread_word in ("over", "across") and not long_since
        shown = shown or (before == "next" and spread_word == "for" and self._plan_words(number, end))
        if plan_after or each or shown or longest or (spread and before not in ("over", "across")) or (opens and self._plan_words(number, end)) or (hyphen and plan_after):
            self._add(value, number.first, end)

    def _plan_words(self, number: Number, end: int) -> bool:
        around = [*self._window(number.first, 9), *(self.word(k) for k in range(end, end + 9))]
        direct = {"plan", "spread", "instalments", "installments", "payments", "split", "repayment", "longest", "arrangement", "monthly", "apiece", "installment", "instalment", "stretch", "repay", "term", "debit", "standing"}
        if any(word in direct for word in around):
            return True
        each = any(around[k] in ("a", "per", "each", "every") and around[k + 1] in ("month", "week", "fortnight") for k in range(len(around) - 1))
        clears = any(around[k] in ("pay", "clear", "paid", "cleared", "clears") and around[k + 1] in ("it", "off", "that", "this", "down") for k in range(len(around) - 1))
        return each or clears

    def _year(self, i: int) -> None:
        """Over a year, for half a year: spans without a number word."""
        if self.word(i) not in ("over", "across", "for"):
            return
        j = i + 1
        j += 1 if self.word(j) in ("the", "about", "like") and self.word(j + 1) in ("a", "half", "course") else 0
        half = self.word(j) == "half" and self.word(j + 1) == "a"
        j += 1 if half else 0
        if self.word(j) != "a" or self.word(j + 1) not in ("year", "full") or self.word(j + 2) in ("ago", "now", "late", "old", "and"):
            return
        marker = Number(j, j + 1, Decimal(1), "small")
        if self._plan_words(marker, j + 2) or (self.word(i) == "over" and self.word(i - 1) in ("it", "that", "spread", "out")):
            self._add(6 if half else 12, j, j + 2)

    def _into(self, number: Number) -> None:
        """Split it in three, break it into six, times six, twelve times."""
        before = self.word(number.first - 1)
        after = self.word(number.last)
        window = self._window(number.first, 7)
        closes = not after[:1].isalpha() or after in ("and", "then", "if", "so", "with", "starting", "please", "ways", "for", "or", "equal", "okay", "ok", "from", "on", "by", "instead", "at")
        splits = {"split", "splitting", "divide", "divided", "break", "breaking", "chop", "cut", "spread", "carve", "slice", "broken"}
        if before in ("in", "into", "over", "between", "or") and any(word in splits for word in window) and closes and number.form != "pair" and number.value <= 60:
            self._add(int(number.value), number.first, number.last + (1 if after == "ways" else 0))
        elif before in ("times", "x") and self.reader.at(number.first - 2) is not None and number.value <= 120:
            self._add(int(number.value), number.first, number.last)
        elif after == "times" and any(word in ("a", "pop", "$", "£", "each", "fortnight", "month") for word in window) and any(self.reader.at(k) is not None for k in range(max(0, number.first - 7), number.first - 1)):
            if self.word(number.last + 1) not in ("a", "today", "this", "already", "now", "since") and "called" not in window and "rung" not in window:
                self._add(int(number.value), number.first, number.last + 1)
        elif (after == "x" and self.reader.at(number.last + 1) is not None) or (after == "x" and self.word(number.last + 1) in ("$", "£")):
            self._add(int(number.value), number.first, number.last + 1)

    def _bound(self, number: Number, following: Number) -> None:
        """The first bound of a range of payments or months (six or twelve months)."""
        gap = [self.word(k) for k in range(number.last, following.first)]
        last = self.found[-1] if self.found else None
        if gap not in (["or"], ["to"], ["-"], [",", "maybe"], ["or", "even"], ["or", "maybe"]) or last is None:
            return
        if last.start == self.reader.tokens[following.first].start and number.value < last.value and self._is_whole(number):
            unit = _SPAN_NOUNS.get(self.word(following.last), 1)
            self._add(int(number.value) * unit, number.first, number.last)

    def _second(self, previous: Number, number: Number) -> None:
        """A further count without its noun (six payments, maybe twelve)."""
        last = self.found[-1] if self.found else None
        if last is None or last.start != self.reader.tokens[previous.first].start or number.form == "pair":
            return
        gap = {self.word(k) for k in range(previous.last, number.first)}
        after = self.word(number.last)
        closes = not after[:1].isalpha() or after in ("if", "then", "or", "at", "instead")
        if closes and gap & {"or", "maybe", "not", "even", "want", "rather", "but"} and gap <= _NOUNS | _SPAN_NOUNS.keys() | {",", ".", "?", "or", "maybe", "not", "even", "more", "like", "make", "it", "i", "want", "need", "i'd", "rather", "but"}:
            self._add(int(number.value), number.first, number.last)

    def read(self) -> list[Count]:
        """Every count of the line."""
        numbers = self.reader.all()
        previous: Number | None = None
        for number in numbers:
            if self._is_whole(number) and number.value <= _MOST:
                known = len(self.found)
                if not self._payments(number):
                    self._months(number)
                    if len(self.found) == known:
                        self._into(number)
                if len(self.found) > known and previous is not None:
                    self._bound(previous, number)
                elif len(self.found) == known and previous is not None:
                    self._second(previous, number)
            previous = number
        for i in range(len(self.reader.tokens)):
            self._year(i)
        return self.found


def counts_en(reader: NumberReader) -> list[Count]:
    """Every number of payments of a tokenised English line, in the order of the words."""
    return sorted(EnglishCounts(reader).read(), key=lambda count: (count.start, count.value))
