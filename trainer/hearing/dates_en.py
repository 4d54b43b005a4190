"""Days named in an English line, resolved against the day of the call."""
from __future__ import annotations

from datetime import date

from trainer.hearing import calendar_days as days
from trainer.hearing.dates_en_base import Found
from trainer.hearing.dates_en_months import MonthReadings
from trainer.hearing.dates_en_weeks import WeekReadings
from trainer.hearing.found import Day
from trainer.hearing.numbers_en import NumberReader
from trainer.hearing.word_lists import WORDS

_DAY_WORDS = {"tomorrow": 1, "tommorow": 1, "tomorow": 1, "tommorrow": 1, "tmrw": 1, "tmr": 1, "tmrrw": 1, "2moro": 1, "yesterday": -1, "yest": -1}
_TODAY_ACTS = WORDS["day_today_acts"]
_TODAY_TALK = WORDS["day_today_talk"]


class EnglishDays(WeekReadings, MonthReadings):
    """All readings of one line: feasts, tomorrow, periods, and those of weeks and months."""

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

    def read(self) -> list[Found]:
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
