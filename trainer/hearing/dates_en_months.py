"""Days of English lines that are named by a day of the month or the end of a period: December 10th, the first of each month, 12/10."""
from __future__ import annotations

from datetime import date

from trainer.hearing import calendar_days as days
from trainer.hearing.dates_en_base import MONTHS, WEEKDAYS, DayBase, ordinal_at
from trainer.hearing.word_lists import WORDS

_DAY_WORDS = {"tomorrow": 1, "tommorow": 1, "tomorow": 1, "tommorrow": 1, "tmrw": 1, "tmr": 1, "tmrrw": 1, "2moro": 1, "yesterday": -1, "yest": -1}
_NOT_DAY_NOUNS = WORDS["day_not_day_nouns"]
_AFTER_ORDINAL_WORD = WORDS["day_after_ordinal_word"]
_UK_CUES = WORDS["day_uk_cues"]


class MonthReadings(DayBase):
    """Readings that hold a day of a month; each returns the index after what it read, or 0."""

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
        ordinal = ordinal_at(self.reader, i)
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

    def _stands_as_day(self, i: int, last: int, day: int, digits: bool) -> bool:
        at = i - 1
        while self.word(at) in ("uh", "um", "er", "erm") and at > i - 4:
            at -= 1
        before, after = self.word(at), self.word(last)
        lead = self.word(at - 1) if before in ("the", "da") else before
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
        named = MONTHS.get(word)
        if named is not None and len(word) > 3:
            edge = days.next_month_day(self.today, named, 1 if start else 28)
            return None if edge is None else edge if start else days.last_of_month(edge.year, edge.month)
        return None

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
