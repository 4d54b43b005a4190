"""Days named in an English line, resolved against the day of the call."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trainer.hearing import calendar_days as days
from trainer.hearing.dates_zh import Day
from trainer.hearing.numbers_en import ORDINALS, TENS, UNITS, NumberReader

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
_SHORT_WEEKDAYS = {"sat": 5, "sun": 6}
_DAY_WORDS = {"tomorrow": 1, "tommorow": 1, "tomorow": 1, "tommorrow": 1, "tmrw": 1, "tmr": 1, "tmrrw": 1, "2moro": 1, "yesterday": -1, "yest": -1}
_NOT_DAY_NOUNS = frozenset(
    [
        "floor", "street", "st", "avenue", "ave", "time", "times", "birthday", "anniversary", "call", "payment", "instalment",
        "installment", "person", "party", "letter", "reminder", "notice", "day", "week", "month", "quarter", "year", "century",
        "district", "circuit", "grade", "grader", "graders", "base", "half", "party's", "chance", "attempt", "strike", "one", "ones",
        "two", "line", "step", "page", "thing", "things", "place", "option", "offer", "plan", "row", "car", "account", "card", "parties",
        "tier", "class", "round", "degree", "letters", "message", "reason", "name", "digit", "digits", "amendment", "division", "edition",
        "year's", "hour", "minute", "rate", "rates", "job", "offence", "offense", "visit", "warning", "stage", "level", "of", "part",
        "bit", "second", "third",
    ]
)
_AFTER_ORDINAL_WORD = frozenset(
    [
        "and", "or", "to", "through", "if", "please", "then", "for", "in", "at", "is", "was", "by", "it's", "its", "works", "would",
        "will", "with", "from", "when", "so", "but", "each", "every", "i", "we", "you", "he", "she", "they", "because", "cause", "since",
        "until", "till", "as", "that's", "okay", "ok", "yes", "no", "right", "sounds", "good", "fine", "not", "this", "next", "we'll",
        "i'll", "you'll", "now", "via", "before", "after", "are", "has", "had", "having", "like", "same", "too", "instead", "latest",
        "onwards", "without", "on", "that", "which", "just", "where", "comes", "came", "rolls", "um", "uh", "er", "of", "off", "love",
        "mate",
    ]
)
_PERIOD_WORDS = {"day": 1, "days": 1, "day's": 1, "hour": 0, "hours": 0, "week": 7, "weeks": 7, "week's": 7, "wk": 7, "wks": 7, "fortnight": 14, "fortnights": 14}
_MONTH_WORDS = frozenset({"month", "months", "month's"})
_YEAR_WORDS = frozenset({"year", "years"})
_TODAY_ACTS = frozenset(
    [
        "pay", "paying", "paid", "payment", "settle", "clear", "send", "put", "make", "take", "get", "sort", "sorted", "process", "run",
        "transfer", "handle", "card", "deadline", "due", "resolve", "done", "commit", "deposit", "bring", "post", "posted", "cover",
        "down",
    ]
)
_TODAY_TALK = frozenset(
    [
        "calling", "ringing", "phoning", "how", "called", "are", "doing", "feeling", "morning", "weather", "reason", "speaking", "nice",
        "rang",
    ]
)
_PAST_CUES = frozenset(
    [
        "was", "were", "since", "from", "dated", "missed", "came", "went", "last", "opened", "entered", "signed", "made", "took",
        "started", "began", "used", "returned", "bounced", "charged", "spoke", "said", "told", "promised", "fell", "judgment",
        "judgement", "record",
    ]
)
_FUTURE_CUES = frozenset(
    [
        "will", "by", "pay", "until", "till", "next", "before", "can", "could", "going", "i'll", "we'll", "you'll", "starting", "start",
    ]
)
_UK_CUES = frozenset(["£", "quid", "pounds", "pound", "pence", "fortnight", "bailiffs", "bailiff", "bab", "gbp"])


@dataclass(frozen=True)
class _Found:
    value: date
    first: int
    last: int


def _ordinal(reader: NumberReader, i: int) -> tuple[int, int, bool] | None:
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


class EnglishDays:
    """Collects the days of one tokenised line; a token that one reading took is not read again."""

    def __init__(self, reader: NumberReader, today: date) -> None:
        self.reader = reader
        self.word = reader.word
        self.today = today
        self.found: list[_Found] = []
        self.taken: set[int] = set()

    def _add(self, value: date | None, first: int, last: int) -> int:
        if value is None or any(i in self.taken for i in range(first, last)):
            return 0
        self.taken.update(range(first, last))
        self.found.append(_Found(value, first, last))
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
        if word in _PERIOD_WORDS:
            return days.add_days(self.today, int(count) * _PERIOD_WORDS[word]), j + 1
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
        if word in ("day", "days", "week", "weeks", "fortnight") and word in _PERIOD_WORDS:
            return days.add_days(self.today, -int(count) * _PERIOD_WORDS[word]), j + 2
        if word in _MONTH_WORDS and self.word(j + 1) == "ago":
            return None
        return None

    def _weekday_at(self, i: int) -> int | None:
        word = self.word(i).removesuffix("'s")
        if word in _SHORT_WEEKDAYS:
            return _SHORT_WEEKDAYS[word] if self.word(i - 1) in ("on", "this", "next", "by", "until", "till", "every", "last") else None
        return WEEKDAYS.get(word)

    def _nth_weekday(self, i: int) -> int:
        """The last Friday of the month, the first Monday of next month; two Fridays from now."""
        plural = WEEKDAYS.get(self.word(i + 1)) if self.word(i + 1).endswith("days") else None
        number = self.reader.at(i)
        if plural is not None and number is not None and number.last == i + 1 and self.word(i + 2) == "from" and number.value <= 52:
            return self._add(days.add_days(days.weekday_ahead(self.today, plural), 7 * (int(number.value) - 1)), i, i + 4)
        count = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}.get(self.word(i))
        weekday = WEEKDAYS.get(self.word(i + 1))
        if count is None or weekday is None or self.word(i + 2) not in ("of", "in"):
            return 0
        month = self._of_month(i + 2)
        if month is not None:
            shift, end = month
            found = days.weekday_in_month(*days.month_after(self.today, shift or 0), weekday, count)
            if found < self.today and not shift:
                found = days.weekday_in_month(*days.month_after(self.today, 1), weekday, count)
            return self._add(found, i, end)
        named = MONTHS.get(self.word(i + 3))
        if named is None:
            return 0
        near = days.next_month_day(self.today, named, 28)
        return self._add(days.weekday_in_month(near.year, named, weekday, count), i, i + 4) if near is not None else 0

    def _weekday(self, i: int) -> int:
        """A weekday at token i with the words that shift it; the index after it, or 0."""
        weekday = self._weekday_at(i)
        if weekday is None:
            return 0
        before, before2 = self.word(i - 1), self.word(i - 2)
        if before in ("black", "good") and self.word(i) == "friday":
            return 0
        if self._dated_next(i + 1):
            return 0
        recurring = before in ("every", "each") or before == "other" or (self.word(i).endswith("days") and len(self.word(i)) > 4)
        if before == "a" and self.word(i - 2) not in ("week", "weeks", "fortnight"):
            return 0
        value, first, last = days.weekday_ahead(self.today, weekday, today_counts=recurring), i, i + 1
        if before in ("last", "past") and not (before == "past" and before2 in ("half", "quarter")):
            value = days.weekday_ahead(self.today, weekday)
            value, first = days.add_days(value, -7) or value, i - 1
            if value >= self.today:
                value = days.add_days(value, -7) or value
        elif before == "next" or self._after_next_week(i):
            value = days.weekday_of_week(self.today, weekday, 1)
            first = i - 1 if before == "next" else self._after_next_week(i)
        elif (self.word(last), self.word(last + 1), self.word(last + 2)) == ("of", "next", "week"):
            value, last = days.weekday_of_week(self.today, weekday, 1), last + 3
        elif self.word(last) == "next" and self.word(last + 1) == "week":
            value, last = days.weekday_of_week(self.today, weekday, 1), last + 2
        elif (self.word(last), self.word(last + 1)) == ("after", "next"):
            value, last = days.weekday_of_week(self.today, weekday, 2), last + 2
        elif self.word(last) in ("week", "fortnight") and self.word(last + 1) not in ("day",):
            value, last = days.add_days(value, 7 if self.word(last) == "week" else 14) or value, last + 1
        elif before in ("this", "coming", "every", "each"):
            first = i - 1
        return self._add(value, first, last)

    def _dated_next(self, i: int) -> bool:
        """Whether a day of the month follows a weekday and says the same day (Friday the 4th)."""
        j = i + 1 if self.word(i) in (",", "the", "-") else i
        j += 1 if self.word(j) == "the" else 0
        return _ordinal(self.reader, j) is not None or (self.word(j) in MONTHS and self._day_number(j + 1) is not None)

    def _after_next_week(self, i: int) -> int:
        """Index of "next" where the words before token i are "next week (on)", else 0."""
        j = i - 1 if self.word(i - 1) in ("on", ",", "-") else i
        return j - 2 if self.word(j - 1) == "week" and self.word(j - 2) == "next" and j >= 2 else 0

    def _week_on(self, i: int) -> int:
        """A week on Friday, two weeks tomorrow, a fortnight from Monday."""
        counted = self._count(i)
        if counted is None:
            return 0
        count, j = counted
        if self.word(j) not in ("week", "weeks", "fortnight"):
            return 0
        shift = int(count) * _PERIOD_WORDS[self.word(j)]
        j += 1
        joined = self.word(j) in ("on", "from", "this", "after", "next", "a", "come")
        k = j + 1 if joined else j
        k += 1 if self.word(k) in ("this", "the", "next", "coming") else 0
        weekday = self._weekday_at(k)
        if weekday is not None:
            return self._add(days.add_days(days.weekday_ahead(self.today, weekday), shift), i, k + 1)
        if self.word(k) in ("tomorrow", "today", "now"):
            return self._add(days.add_days(self.today, shift + (1 if self.word(k) == "tomorrow" else 0)), i, k + 1)
        return 0

    def _month_day(self, i: int) -> int:
        """December 10th, 10 December, the tenth of December, with or without a year."""
        month = MONTHS.get(self.word(i))
        if month is not None:
            j = i + 2 if self.word(i + 1) in (".", "the") else i + 1
            day = self._day_number(j)
            if day is not None:
                return self._dated(month, day[0], i, day[1])
        day = self._day_number(i)
        if day is not None:
            j = day[1] + 1 if self.word(day[1]) == "of" else day[1]
            month = MONTHS.get(self.word(j))
            if month is not None and not (self.word(j) == "may" and self.word(day[1]) != "of" and not day[2]):
                return self._dated(month, day[0], i, j + 1)
        return 0

    def _day_number(self, i: int) -> tuple[int, int, bool] | None:
        """(day, index after, sure) of a day of the month at token i, cardinal or ordinal."""
        ordinal = _ordinal(self.reader, i)
        if ordinal is not None:
            return ordinal[0], ordinal[1], True
        number = self.reader.at(i)
        if number is None or number.form not in ("digits", "small", "tens") or number.value != number.value.to_integral_value():
            return None
        if not 1 <= number.value <= 31 or self.word(number.last) in ("%", ":", "/", "percent") or self.word(i - 1) in ("$", "£", "€"):
            return None
        return int(number.value), number.last, self.reader.tokens[i].is_digits

    def _dated(self, month: int, day: int, first: int, last: int) -> int:
        if self._is_birthday(first, last):
            self.taken.update(range(first, last))
            return last
        j = last + 1 if self.word(last) in (",", "of") else last
        year = self.word(j)
        if len(year) == 4 and year.isascii() and year.isdigit() and year[:2] in ("19", "20"):
            return self._add(days.day_in_month(int(year), month, day), first, j + 1)
        if self.word(last) in ("next", "this") and self.word(last + 1) == "year":
            return self._add(days.day_in_month(self.today.year + (self.word(last) == "next"), month, day), first, last + 2)
        return self._add(days.next_month_day(self.today, month, day, self._past(first, last)), first, last)

    def _ordinal_day(self, i: int) -> int:
        """The 15th, the first of each month, the 3rd of next month."""
        ordinal = _ordinal(self.reader, i)
        if ordinal is None:
            return 0
        day, last, digits = ordinal
        if self._is_birthday(i, last):
            return 0
        month = self._of_month(last)
        if month is not None:
            shift, end = month
            value = days.next_day_of_month(self.today, day) if shift is None else days.day_in_month(*days.month_after(self.today, shift), day)
            return self._add(value, i, end)
        if not self._stands_as_day(i, last, day, digits):
            return 0
        return self._add(days.next_day_of_month(self.today, day), i, last)

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

    def _stands_as_day(self, i: int, last: int, day: int, digits: bool) -> bool:
        before, after = self.word(i - 1), self.word(last)
        lead = self.word(i - 2) if before in ("the", "da") else before
        closes = not after[:1].isalpha() or after in _AFTER_ORDINAL_WORD or after in WEEKDAYS or after in _DAY_WORDS
        if before in (",", "or", "and") and i - 2 in self.taken and closes and day > 3:
            return True
        if after == "-":
            closes = self.word(last + 1) in _AFTER_ORDINAL_WORD or not self.word(last + 1)[:1].isalpha()
        if after == "of" and self.word(last + 1) != "every":
            return False
        if digits:
            return (after not in _NOT_DAY_NOUNS and lead not in ("your", "my", "our", "his", "her", "their")) or (closes and before == "the")
        if before not in ("the", "da"):
            return lead in ("on", "by") and day > 3 and closes
        sure = lead in ("on", "by", "before", "until", "till", "from", "not", "around", "to", "between", "after", "for", "or", "and", "due", "than", "about", "is", "it's", "till")
        return closes and (sure or (day > 3 and lead not in ("a", "in", "of", "that's", "was")))

    def _ends(self, i: int) -> int:
        """End of the month, end of next week, month end, end of December, end of the day."""
        if self.word(i) in ("month", "months") and self.word(i + 1) == "end":
            return self._add(days.last_of_month(self.today.year, self.today.month), i, i + 2)
        if (self.word(i) == "month" and self.word(i + 1) == "'" and self.word(i + 2) == "s" and self.word(i + 3) == "end") or (self.word(i) == "month's" and self.word(i + 1) == "end"):
            return self._add(days.last_of_month(self.today.year, self.today.month), i, i + 2)
        if self.word(i) in ("eom", "eod"):
            value = days.last_of_month(self.today.year, self.today.month) if self.word(i) == "eom" else self.today
            return self._add(value, i, i + 1)
        last_day = self.word(i) == "last" and self.word(i + 1) == "day"
        start = self.word(i) in ("start", "beginning") and self.word(i + 1) == "of"
        if self.word(i) not in ("end", "ends") and not last_day and not start:
            return 0
        j = i + 2 if last_day or start else i + 1
        if start:
            j -= 1
        if self.word(j) not in ("of", "the"):
            return 0
        j += 1
        j += 1 if self.word(j) in ("the", "this", "da", "each", "every") else 0
        shift = 0
        if self.word(j) == "next":
            shift, j = 1, j + 1
        return self._add(self._end_of(self.word(j), shift, start), i, j + 1)

    def _end_of(self, word: str, shift: int, start: bool) -> date | None:
        if word == "month":
            year, month = days.month_after(self.today, shift)
            if start:
                return date(year, month, 1) if shift else days.next_day_of_month(self.today, 1)
            return days.last_of_month(year, month)
        if word == "week":
            return days.weekday_of_week(self.today, 0 if start else 6, shift) if not start or shift else None
        if word == "year":
            return date(self.today.year + shift, 12, 31) if not start else date(self.today.year + 1, 1, 1)
        if word in ("day", "today", "business") and not start:
            return self.today
        month = MONTHS.get(word)
        if month is not None and len(word) > 3:
            edge = days.next_month_day(self.today, month, 1 if start else 28)
            return None if edge is None else edge if start else days.last_of_month(edge.year, edge.month)
        return None

    def _feast(self, i: int) -> int:
        word, after = self.word(i), self.word(i + 1)
        if word == "day" and after == "after" and self.word(i + 2) in ("christmas", "xmas"):
            return self._add(days.next_month_day(self.today, 12, 26), i, i + 3)
        if word in ("christmas", "xmas"):
            if after in ("eve",):
                return self._add(days.next_month_day(self.today, 12, 24), i, i + 2)
            if after in ("card", "cards", "shopping", "tree", "money", "present", "presents", "bonus", "party", "club", "gift", "gifts", "list", "spending", "fund", "period", "break", "season", "time"):
                return 0
            return self._add(days.next_month_day(self.today, 12, 25), i, i + 2 if after == "day" else i + 1)
        if word == "boxing" and after == "day":
            return self._add(days.next_month_day(self.today, 12, 26), i, i + 2)
        if word == "new" and after in ("year", "year's", "years"):
            if self.word(i + 2) == "eve":
                return self._add(days.next_month_day(self.today, 12, 31), i, i + 3)
            if self.word(i + 2) == "day" or (self.word(i - 1) in ("the", "by", "before", "until", "till", "after") and after != "years"):
                return self._add(days.next_month_day(self.today, 1, 1), i, i + 3 if self.word(i + 2) == "day" else i + 2)
        if word == "thanksgiving" and after not in ("dinner", "break", "week", "weekend"):
            found = days.nth_weekday(self.today.year, 11, 3, 4)
            return self._add(found if found >= self.today else days.nth_weekday(self.today.year + 1, 11, 3, 4), i, i + 1)
        if word == "halloween":
            return self._add(days.next_month_day(self.today, 10, 31), i, i + 1)
        return 0

    def _simple(self, i: int) -> int:
        """Tomorrow, the day after tomorrow, the weekend, and today where something is due on it."""
        word = self.word(i).removesuffix("'s")
        if word in _DAY_WORDS:
            if self.word(i - 1) in ("after", "before") and self.word(i - 2) == "day":
                shift = _DAY_WORDS[word] * 2
                return self._add(days.add_days(self.today, shift), i - 2, i + 1)
            return self._add(days.add_days(self.today, _DAY_WORDS[word]), i, i + 1)
        if word == "overmorrow":
            return self._add(days.add_days(self.today, 2), i, i + 1)
        named = self.word(i - 1) in ("this", "next", "coming") or (self.word(i - 1) == "the" and self.word(i - 2) in ("by", "before", "until", "till", "of"))
        if word == "weekend" and named:
            return self._add(days.weekday_of_week(self.today, 6, 1 if self.word(i - 1) == "next" else 0), i - 1, i + 1)
        if word in ("today", "tonight") and self._due_today(i):
            return self._add(self.today, i, i + 1)
        return 0

    def _due_today(self, i: int) -> bool:
        if any(self.word(k) in ("by", "before", "until", "till") for k in range(i - 2, i)) or self.word(i + 1) == "only" or (self.word(i - 1) == "do" and self.word(i - 2) in ("can", "could", "you", "i")):
            return True
        if self.word(i - 1) in ("of", "before") and self.word(i - 2) in ("as", "end"):
            return self.word(i - 2) == "end"
        clause_start = i
        while clause_start > max(0, i - 9) and self.word(clause_start - 1) not in (".", "?", "!", ";", ","):
            clause_start -= 1
        before = [self.word(k) for k in range(clause_start, i)]
        after = []
        for k in range(i + 1, i + 6):
            if self.word(k) in ("", ".", "?", "!", ";", ","):
                break
            after.append(self.word(k))
        talk = any(word in _TODAY_TALK for word in before) or any(word in _TODAY_TALK for word in after[:2])
        acts = any(word in _TODAY_ACTS for word in before) or any(word in _TODAY_ACTS for word in after)
        ends_here = any((number := self.reader.at(k)) is not None and number.last == i for k in range(max(clause_start, i - 4), i))
        bare_sum = ends_here or any(word in ("$", "£") for word in before)
        return (acts or bare_sum) and not (talk and not any(word in ("pay", "payment", "paying") for word in before))

    def _written(self, i: int) -> int:
        """2026-12-10, 12/10, 10/12/2026; month first unless the line shows that it is British."""
        mark = self.word(i + 1)
        if mark not in ("/", "-") or not self.reader.tokens[i].is_digits or not self.word(i + 2).isdigit() or not self.word(i).isdigit():
            return 0
        if self.reader.tokens[i + 2].start != self.reader.tokens[i].end + 1 or len(self.word(i + 2)) > 4:
            return 0
        third = self.word(i + 4) if self.word(i + 3) == mark and i + 4 < len(self.reader.tokens) and self.reader.tokens[i + 4].start == self.reader.tokens[i + 2].end + 1 else ""
        if not (third.isascii() and third.isdigit()) or len(third) > 4:
            third = ""
        first, second = int(self.word(i)[:6]), int(self.word(i + 2))
        if len(self.word(i)) == 4 and third:
            return self._add(days.day_in_month(first, second, int(third)), i, i + 5)
        if mark == "-" and not third:
            return 0
        if first > 31 or second > 31 or self.word(i - 1) in ("/", "-"):
            return 0
        british = any(token.text in _UK_CUES for token in self.reader.tokens[:400])
        month, day = (second, first) if (british and second <= 12) or first > 12 else (first, second)
        last = i + 5 if third else i + 3
        if self._is_birthday(i, last):
            return 0
        if third:
            year = int(third) + (2000 if len(third) == 2 else 0)
            return self._add(days.day_in_month(year, month, day) if 1900 < year < 2100 else None, i, last)
        if (first, second) in ((24, 7), (50, 50), (9, 11)):
            return 0
        return self._add(days.next_month_day(self.today, month, day), i, last)

    def _lead_period(self, i: int) -> int:
        """In two weeks, within 48 hours, three days from now, in a month's time."""
        word = self.word(i)
        if word in ("in", "within", "inside"):
            j = i + 1
            j += 1 if self.word(j) in ("the", "another", "about", "like", "just", "no") else 0
            j += 1 if self.word(j) in ("next", "coming", "following") else 0
            j += 1 if self.word(j) == "of" else 0
            period = self._period(j)
            if period is None or self._is_repayment_span(i, period[1]):
                return 0
            grew = any(self.word(k) in ("went", "goes", "gone", "grew", "rose", "jumped", "twice", "up") for k in range(i - 8, i))
            if self.word(period[1]) == "or" or (grew and word == "in" and self.word(j) in ("a", "one")):
                return 0
            if word == "in" and self.word(period[1]) in ("arrears", "debt", "jail", "prison", "a"):
                return 0
            last = period[1] + (1 if self.word(period[1]) in ("time",) else 2 if self.word(period[1]) == "'" and self.word(period[1] + 1) == "time" else 0)
            return self._add(period[0], i, min(last, len(self.reader.tokens)))
        period = self._period(i)
        if period is not None and self.word(period[1]) == "from" and self.word(period[1] + 1) in ("now", "today"):
            return self._add(period[0], i, period[1] + 2)
        if period is not None and (self.word(period[1]) == "time" or (self.word(period[1]) == "'" and self.word(period[1] + 1) == "time")):
            return self._add(period[0], i, period[1] + 1)
        if period is not None and self.word(i - 1) in ("me", "us") and self.word(i - 2) in ("give", "gimme", "allow", "grant") and word != "a":
            return self._add(period[0], i, period[1])
        if period is not None and self.word(i - 1) in ("have", "got", "you've", "give", "have:", "you", "up") and self.word(period[1]) == "to" and word != "a":
            return self._add(period[0], i, period[1])
        back = self._back(i)
        return self._add(back[0], i, back[1]) if back is not None else 0

    def _is_repayment_span(self, i: int, last: int) -> bool:
        """Whether "in six months" follows a past or a split rather than naming a day."""
        return self.word(last) in ("ago", "'s", "late", "behind") or any(self.word(k) in ("split", "divided", "paid") for k in range(i - 3, i)) or self.word(i - 1) in ("once", "first", "not", "call", "seven", "time", "calls", "times")

    def read(self) -> list[_Found]:
        """Every day of the line; longer readings are tried before shorter ones at each token."""
        readings = (self._written, self._lead_period, self._week_on, self._nth_weekday, self._month_day, self._ordinal_day, self._ends, self._feast, self._simple, self._weekday)
        i = 0
        while i < len(self.reader.tokens):
            for reading in readings:
                after = reading(i)
                if after:
                    i = max(after, i + 1)
                    break
            else:
                i += 1
        return self.found


def days_en(reader: NumberReader, today: date) -> list[Day]:
    """Every day named in a tokenised English line, in the order of the words, repeats included."""
    tokens = reader.tokens
    found = EnglishDays(reader, today).read()
    return sorted((Day(one.value, tokens[one.first].start, tokens[one.last - 1].end) for one in found), key=lambda day: (day.start, day.value))


__all__ = ["MONTHS", "UNITS", "WEEKDAYS", "days_en"]
