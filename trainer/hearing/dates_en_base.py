"""What all readings of English days share: counts, periods, ordinals and the bookkeeping of tokens already read."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trainer.hearing import calendar_days as days
from trainer.hearing.numbers_en import ORDINALS, TENS, NumberReader
from trainer.hearing.word_lists import WORDS

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb febuary", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep",
            "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mondays mon", "tuesday tuesdays tues tue", "wednesday wednesdays weds wed wensday wednsday", "thursday thursdays thurs thur thu",
            "friday fridays fri", "saturday saturdays", "sunday sundays",
        )
    )
    for name in names.split()
}
PERIOD_WORDS = {"day": 1, "days": 1, "day's": 1, "hour": 0, "hours": 0, "week": 7, "weeks": 7, "week's": 7, "wk": 7, "wks": 7, "fortnight": 14, "fortnights": 14}
_SHORT_WEEKDAYS = {"sat": 5, "sun": 6}
_MONTH_WORDS = WORDS["day_month_words"]
_YEAR_WORDS = WORDS["day_year_words"]
_PAST_CUES = WORDS["day_past_cues"]
_FUTURE_CUES = WORDS["day_future_cues"]


@dataclass(frozen=True)
class Found:
    value: date
    first: int
    last: int


def ordinal_at(reader: NumberReader, i: int) -> tuple[int, int, bool] | None:
    """(day, index after, written in digits) of an ordinal from 1st to 31st at token i."""
    token = reader.tokens[i] if i < len(reader.tokens) else None
    if token is None:
        return None
    if token.is_digits:
        if reader.word(i + 1) in ("st", "nd", "rd", "th") and reader.tokens[i + 1].start <= token.end + 1 and len(token.text) <= 2:
            day = int(token.text) if token.text.isdigit() else 0
            return (day, i + 2, True) if 1 <= day <= 31 else None
        return None
    if token.text in ORDINALS:
        return ORDINALS[token.text], i + 1, False
    if token.text in TENS and TENS[token.text] in (20, 30):
        j = i + 2 if reader.word(i + 1) == "-" else i + 1
        unit = ORDINALS.get(reader.word(j), 0)
        if 1 <= unit <= 9 and TENS[token.text] + unit <= 31:
            return TENS[token.text] + unit, j + 1, False
    return None


class DayBase:
    """Collects the days of one tokenised line; a token that one reading took is not read again."""

    def __init__(self, reader: NumberReader, today: date) -> None:
        self.reader = reader
        self.word = reader.word
        self.today = today
        self.found: list[Found] = []
        self.taken: set[int] = set()

    def _add(self, value: date | None, first: int, last: int) -> int:
        if value is None or any(i in self.taken for i in range(first, last)):
            return 0
        self.taken.update(range(first, last))
        self.found.append(Found(value, first, last))
        return last

    def _near(self, first: int, last: int, words: frozenset[str], reach: int = 5) -> bool:
        for i in range(first - 1, first - reach - 1, -1):
            if self.word(i) in words:
                return True
            if self.word(i) in (".", "?", "!", ";"):
                break
        for i in range(last, last + 3):
            if self.word(i) in words:
                return True
            if self.word(i) in (".", "?", "!", ";"):
                break
        return False

    def _is_birthday(self, first: int, last: int) -> bool:
        return self._near(first, last, frozenset({"born", "birthday", "birth", "dob", "birthdate"}), 6)

    def _past(self, first: int, last: int) -> bool:
        return self._near(first, last, _PAST_CUES, 4) and not self._near(first, last, _FUTURE_CUES, 4)

    def _count(self, i: int) -> tuple[Decimal, int] | None:
        """A count of periods at token i: two, 14, a, a couple of, half a."""
        word = self.word(i)
        if (word == "a" and self.word(i + 1) == "couple") or word == "couple":
            j = i + 2 if word == "a" else i + 1
            return Decimal(2), j + 1 if self.word(j) == "of" else j
        number = self.reader.at(i)
        if number is not None and number.form in ("digits", "small", "tens", "big", "pair"):
            return (number.value, number.last) if number.value <= 3660 else None
        if word in ("a", "an", "one"):
            return Decimal(1), i + 1
        return None

    def _period(self, i: int) -> tuple[date | None, int] | None:
        """The day so long from today as the period at token i says, and the index after it."""
        counted = self._count(i)
        if counted is None and self.word(i) in ("fortnight", "the"):
            return None
        if counted is None:
            return None
        count, j = counted
        j += 1 if self.word(j) == "-" else 0
        j += 1 if self.word(j) in ("full", "calendar", "more", "short", "whole") else 0
        if self.word(j) in ("business", "working", "work") and self.word(j + 1) in ("day", "days"):
            return days.add_working_days(self.today, int(count)), j + 2
        word = self.word(j)
        if word in ("hour", "hours"):
            return (days.add_days(self.today, -(-int(count) // 24)), j + 1) if count >= 12 else None
        if word in PERIOD_WORDS:
            return days.add_days(self.today, int(count) * PERIOD_WORDS[word]), j + 1
        if word in _MONTH_WORDS:
            return days.add_months(self.today, int(count)), j + 1
        if word in _YEAR_WORDS:
            return (days.add_months(self.today, int(count) * 12), j + 1) if count <= 10 else None
        return None

    def _back(self, i: int) -> tuple[date | None, int] | None:
        counted = self._count(i)
        if counted is None:
            return None
        count, j = counted
        word = self.word(j)
        if self.word(j + 1) not in ("ago", "back"):
            return None
        if word in ("day", "days", "week", "weeks", "fortnight") and word in PERIOD_WORDS:
            return days.add_days(self.today, -int(count) * PERIOD_WORDS[word]), j + 2
        if word in _MONTH_WORDS and self.word(j + 1) == "ago":
            return None
        return None

    def _weekday_at(self, i: int) -> int | None:
        word = self.word(i).removesuffix("'s")
        if word in _SHORT_WEEKDAYS:
            return _SHORT_WEEKDAYS[word] if self.word(i - 1) in ("on", "this", "next", "by", "until", "till", "every", "last") else None
        return WEEKDAYS.get(word)

    def _of_month(self, i: int) -> tuple[int | None, int] | None:
        """(months from this one or None when recurring, index after) of "of next month", "each month", "in the month"."""
        j = i + 1 if self.word(i) in ("of", "in") else i
        words = (self.word(j), self.word(j + 1))
        if words == ("next", "month"):
            return 1, j + 2
        if words == ("last", "month"):
            return -1, j + 2
        if words == ("this", "month"):
            return 0, j + 2
        if words in (("every", "month"), ("each", "month"), ("the", "month"), ("a", "month"), ("any", "month")):
            return None, j + 2
        if j > i and words == ("every", "single"):
            return None, j + 3
        if self.word(i) == "monthly":
            return None, i + 1
        if words == ("the", "following") and self.word(j + 2) == "month":
            return 1, j + 3
        return None

    def _day_number(self, i: int) -> tuple[int, int, bool] | None:
        """(day, index after, sure) of a day of the month at token i, cardinal or ordinal."""
        ordinal = ordinal_at(self.reader, i)
        if ordinal is not None:
            return ordinal[0], ordinal[1], True
        number = self.reader.at(i)
        if number is None or number.form not in ("digits", "small", "tens") or number.value != number.value.to_integral_value():
            return None
        if not 1 <= number.value <= 31 or self.word(number.last) in ("%", ":", "/", "percent") or self.word(i - 1) in ("$", "£", "€"):
            return None
        return int(number.value), number.last, self.reader.tokens[i].is_digits
