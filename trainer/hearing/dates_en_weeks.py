"""Days of English lines that are named by a weekday: next Tuesday, a week on Friday, the last Friday of the month."""
from __future__ import annotations

from trainer.hearing import calendar_days as days
from trainer.hearing.dates_en_base import MONTHS, PERIOD_WORDS, WEEKDAYS, DayBase, ordinal_at


class WeekReadings(DayBase):
    """Readings that hold a weekday; each returns the index after what it read, or 0."""

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
        return ordinal_at(self.reader, j) is not None or (self.word(j) in MONTHS and self._day_number(j + 1) is not None)

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
        shift = int(count) * PERIOD_WORDS[self.word(j)]
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
