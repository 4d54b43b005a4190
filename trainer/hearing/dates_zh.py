"""Days named in a Chinese line, resolved against the day of the call."""
from __future__ import annotations

import math
import re
from datetime import date

from trainer.hearing import calendar_days as days
from trainer.hearing import day_patterns_zh as patterns
from trainer.hearing.found import Day
from trainer.hearing.masked import MARK, Masked


def _month_shift(word: str) -> int | None:
    """Months from this one that a word names; None for a recurring or missing one."""
    for lead in ("下下", "上上", "下", "次", "这", "本", "当", "上"):
        if word.startswith(lead):
            return patterns.MONTH_SHIFT[lead]
    return None


class DayReader:
    """Collects the days of one masked line; a stretch that one pattern took is not read again."""

    def __init__(self, masked: Masked, today: date) -> None:
        self.masked = masked
        self.today = today
        self.found: list[Day] = []
        self._taken: set[int] = set()

    def _value(self, position: int) -> int:
        numeral = self.masked.numerals.get(position)
        if numeral is None or numeral.value != numeral.value.to_integral_value() or numeral.value > 9999:
            return 0
        return int(numeral.value)

    def _add(self, value: date | None, start: int, end: int) -> None:
        if value is None or any(i in self._taken for i in range(start, end)):
            return
        self._taken.update(range(start, end))
        first, last = self.masked.place(start, end)
        self.found.append(Day(value, first, last))

    def _before(self, start: int, length: int = 10) -> str:
        return self.masked.text[max(0, start - length) : start]

    def _is_birthday(self, start: int, end: int) -> bool:
        return bool(patterns.BIRTH.search(self._before(start)) or patterns.BIRTH_AFTER.match(self.masked.text, end))

    def _past_near(self, start: int, end: int) -> bool:
        around = self.masked.text[max(0, start - 8) : start] + " " + self.masked.text[end : end + 8]
        if patterns.PAST_OR_PLAN.search(around):
            return not patterns.PLAN.search(self.masked.text)
        return bool(patterns.PAST_CUES.search(around))

    def iso_dates(self) -> None:
        """2026-12-10 and 12/10."""
        for match in patterns.ISO_DATE.finditer(self.masked.text):
            self._add(self._full(*(self._value(match.start(i)) for i in (1, 3, 4))), match.start(), match.end())
        for match in patterns.SLASH_DATE.finditer(self.masked.text):
            month, day = self._value(match.start(1)), self._value(match.start(2))
            is_share = (month, day) in patterns.SHARES and not match.group(3)
            if month <= 12 and not is_share and not self._is_birthday(match.start(), match.end()):
                self._add(days.next_month_day(self.today, month, day), match.start(), match.end())
        for position in self.masked.numerals:
            written = patterns.DOT_DATE.match(self.masked.surface(position))
            if written is not None and self.masked.text[position + 1 : position + 2] in ("号", "日"):
                self._add(days.next_month_day(self.today, int(written.group(1)), int(written.group(2))), position, position + 2)

    def _full(self, year: int, month: int, day: int) -> date | None:
        year += 2000 if 0 < year < 100 else 0
        if not 1900 < year < 2100 or not 1 <= month <= 12 or not 1 <= day <= 31:
            return None
        return days.day_in_month(year, month, day)

    def month_dates(self) -> None:
        """十二月十号, 2026年12月10日, 三月底."""
        for match in patterns.PLAIN_DATE.finditer(self.masked.text):
            month = self._value(match.start(3))
            if not 1 <= month <= 12 or self._is_birthday(match.start(), match.end()):
                continue
            year = self._value(match.start(1)) if match.group(1) else 0
            if match.group(2):
                year = self.today.year + patterns.YEAR_SHIFT[match.group(2)]
            past = self._past_near(match.start(), match.end())
            if match.group(4):
                day = self._value(match.start(4))
                value = self._full(year, month, day) if year else days.next_month_day(self.today, month, day, past)
            else:
                value = self._edge(year, month, match.group(5), past)
            self._add(value, match.start(), match.end())

    def _edge(self, year: int, month: int, edge: str, past: bool) -> date | None:
        day = 1 if edge.startswith("初") else 15 if edge.startswith("中") else 0
        if not year:
            near = days.next_month_day(self.today, month, day or 28, past)
            year = near.year if near is not None else self.today.year
        year += 2000 if year < 100 else 0
        if not 1900 < year < 2100:
            return None
        return date(year, month, day) if day else days.last_of_month(year, month)

    def relative_month_days(self) -> None:
        """下个月15号, 每月10号."""
        for match in patterns.MONTH_DAY.finditer(self.masked.text):
            place = 2 if match.group(1) else 4
            day = self._value(match.start(place))
            word = match.group(place - 1)
            if not 1 <= day <= 31 or self._is_birthday(match.start(), match.end()) or word in patterns.YEAR_SHIFT:
                continue
            shift = _month_shift(word)
            value = self._in_month(shift, day)
            listed = patterns.LISTED.search(self.masked.text, match.end() - 2, match.end() + 6)
            self._add(value, match.start(), match.end())
            if listed is not None and listed.start() == match.start(place):
                self._add(self._in_month(shift, self._value(listed.start(2))), listed.start(2), listed.end())
            self._follow(match.end(), shift)

    def _follow(self, at: int, shift: int | None) -> None:
        """Days joined to one of a named month belong to that month (下个月5号和20号)."""
        joined = patterns.JOINED_DAY.match(self.masked.text, at)
        if joined is not None:
            self._add(self._in_month(shift, self._value(joined.start(1))), joined.start(1), joined.end())

    def _in_month(self, shift: int | None, day: int) -> date | None:
        if shift is None:
            return days.next_day_of_month(self.today, day)
        return days.day_in_month(*days.month_after(self.today, shift), day)

    def month_edges(self) -> None:
        """月底, 下月初, 本月内."""
        for match in patterns.MONTH_EDGE.finditer(self.masked.text):
            word, edge = match.group(1) or "", match.group(2)
            if not word and (edge.endswith("内") or self._before(match.start(), 1) in (MARK, "个", "坐", "满", "岁", "日", "年", "半")):
                continue
            year, month = days.month_after(self.today, _month_shift(word) or 0)
            if "初" in edge or "中" in edge:
                value = date(year, month, 1 if "初" in edge else 15)
                if not word and value < self.today:
                    value = days.add_months(value, 1)
            else:
                value = days.last_of_month(year, month)
            self._add(value, match.start(), match.end())

    def nth_weekdays(self) -> None:
        """这个月最后一个周五, 下个月第一个周一."""
        for match in patterns.NTH_WEEKDAY.finditer(self.masked.text):
            shift = _month_shift(match.group(1) or "本") or 0
            weekday = self._value(match.start(4)) if match.group(4) else 7
            count = -1 if match.group(2).startswith("最后") else self._value(match.start(3))
            if not 1 <= weekday <= 7 or count == 0 or count > 4:
                continue
            found = days.weekday_in_month(*days.month_after(self.today, shift), weekday - 1, count)
            self._add(found, match.start(), match.end())

    def weekdays(self) -> None:
        """这周五, 下周一, 礼拜三, 周末."""
        for match in patterns.WITHIN_WEEK.finditer(self.masked.text):
            weeks = 2 if match.group(1).startswith("下下") else 1 if match.group(1).startswith("下") else 0
            self._add(days.weekday_of_week(self.today, 6, weeks), match.start(), match.end())
        for match in patterns.WEEK.finditer(self.masked.text):
            lead = match.group(1) or ""
            before = self._before(match.start(), 1)
            counted = before == MARK and self._before(match.start(), 2)[:1] not in ("周", "期", "拜")
            if not lead and (counted or before in ("个", "双", "上")):
                continue
            if patterns.DAY_BESIDE.search(self._before(match.start(), 3)) or patterns.DAY_FOLLOWS.match(self.masked.text, match.end()):
                continue
            if lead in ("个",) or (match.group(2)[0] == "末" and before in ("双", "个")):
                continue
            self._week_days(match, lead)

    def _week_days(self, match: re.Match[str], lead: str) -> None:
        first = True
        for at in range(match.start(2), match.end(2)):
            character = self.masked.text[at]
            if character == MARK:
                numeral = self.masked.numerals[at]
                numbers = [int(value) for value in numeral.values if 1 <= value <= 7]
            else:
                numbers = [7] if character in "日天末" else []
            for number in numbers:
                start = match.start() if first else at
                value = self._weekday(lead, number - 1)
                if not first and number != numbers[0]:
                    begin, end = self.masked.place(at, at + 1)
                    self.found.append(Day(value, begin, end))
                else:
                    self._add(value, start, at + 1)
                first = False

    def _weekday(self, lead: str, weekday: int) -> date:
        for word, weeks in (("下下", 2), ("下", 1), ("上上", -2), ("上", -1)):
            if lead.startswith(word):
                return days.weekday_of_week(self.today, weekday, weeks)
        return days.weekday_ahead(self.today, weekday, today_counts=bool(lead))

    def relative_days(self) -> None:
        """明天, 大后天, and 今天 where something is due on it."""
        for match in patterns.RELATIVE.finditer(self.masked.text):
            if match.group() == "前天" and self._before(match.start(), 1) in (MARK, "之", "以"):
                continue
            if match.group().startswith("明") and self._before(match.start(), 1) in ("聪", "说", "声", "证", "表", "文", "分", "光", "注", "今", "简", "清"):
                continue
            shift = next(count for lead, count in patterns.RELATIVE_DAYS if match.group().startswith(lead))
            self._add(days.add_days(self.today, shift), match.start(), match.end())
        for match in patterns.TODAY.finditer(self.masked.text):
            if match.group() != "今明" and self._due_today(match):
                self._add(self.today, match.start(), match.end())

    def _due_today(self, match: re.Match[str]) -> bool:
        stop = match.end()
        while stop < len(self.masked.text) and stop < match.end() + 14 and self.masked.text[stop] not in ",。!?;\n":
            stop += 1
        after = self.masked.text[match.end() : stop]
        act = patterns.TODAY_ACTS.search(after) or patterns.TODAY_LATE.search(self._before(match.start(), 8))
        if act is None:
            return False
        talk = patterns.TODAY_TALK.search(after)
        return talk is None or bool(patterns.TODAY_ACTS.search(after[: talk.start()]))

    def periods(self) -> None:
        """三天之内, 两周后, 48小时内, 三个工作日内, 最迟三天."""
        for match in patterns.PERIOD.finditer(self.masked.text):
            edge = match.group(14)
            if edge in ("时间", "期限") and not patterns.GRANTS.search(self._before(match.start(), 6)):
                continue
            if edge in ("之前", "以前", "前") and (match.group(2) or not match.group(7)):
                continue
            if edge in ("之后", "以后", "过后", "后") and patterns.LONG_AGO.search(self._before(match.start(), 6)):
                continue
            self._add(self._span_end(match, back=edge in ("之前", "以前", "前")), match.start(), match.end())
        for match in patterns.PERIOD_LEAD.finditer(self.masked.text):
            start = match.start()
            vague = match.group().startswith("过") and self.masked.surface(match.start(1)) in ("两", "几") if match.group(1) == MARK else False
            if vague or match.group(2) or match.group(12) or self._before(start, 1) in ("经", "度", "通"):
                continue
            self._add(self._span_end(match, back=False), start, match.end())

    def _span_end(self, match: re.Match[str], back: bool) -> date | None:
        half = match.group(1) == "半"
        numeral = None if half else self.masked.numerals[match.start(1)]
        if numeral is not None and (numeral.read_out or numeral.value > 3660 or numeral.value <= 0):
            return None
        count = 0.5 if numeral is None else float(numeral.values[-1])
        sign = -1 if back else 1
        if match.group(4):
            return days.add_working_days(self.today, math.ceil(count)) if not back else None
        if match.group(6):
            return days.add_days(self.today, math.ceil(count / 24)) if count >= 12 and not back else None
        if match.group(7):
            return None if half else days.add_days(self.today, sign * math.ceil(count))
        if match.group(9):
            if half:
                return days.add_days(self.today, sign * 15)
            value = days.add_months(self.today, sign * int(count))
            return days.add_days(value, 15) if "半" in (match.group(8) or "") or match.group(13) else value
        if match.group(11):
            return days.add_days(self.today, sign * math.ceil(count * 7))
        return days.add_months(self.today, sign * int(count * 12)) if count <= 10 else None

    def feasts(self) -> None:
        """元旦, 春节, 年底, 五一节."""
        for match in patterns.YEAR_END.finditer(self.masked.text):
            year = self.today.year + patterns.YEAR_SHIFT.get(match.group(1) or "", 0)
            self._add(date(year, 12, 31), match.start(), match.end())
        for words, resolve in patterns.FESTIVALS:
            for match in words.finditer(self.masked.text):
                if MARK not in match.group() or self._feast_number(match):
                    self._add(resolve(self.today), match.start(), match.end())
        for position in self.masked.numerals:
            if self.masked.surface(position) == "五一" and patterns.MAY_DAY.match(self.masked.text, position + 1):
                self._add(days.next_month_day(self.today, 5, 1), position, position + 1)

    def _feast_number(self, match: re.Match[str]) -> bool:
        surface = self.masked.surface(match.end() - 1)
        wanted = {"双": ("十一", "11"), "大年初": ("一", "1"), "大年": ("三十", "30")}
        return surface in wanted.get(match.group()[:-1], ())

    def bare_days(self) -> None:
        """15号, 15、16号."""
        for match in patterns.BARE_DAY.finditer(self.masked.text):
            numeral = self.masked.numerals[match.start(1)]
            day = self._value(match.start(1))
            if not 1 <= day <= 31 or numeral.read_out or patterns.NOT_DAY_BEFORE.search(self._before(match.start(), 8)):
                continue
            if self._is_birthday(match.start(), match.end()) or (match.group(2) == "日" and self._before(match.start(), 1) in ("每", "#")):
                continue
            listed = patterns.LIST_BEFORE.search(self._before(match.start(), 4))
            if listed is not None:
                at = match.start() - len(listed.group())
                other = self._value(at)
                if 1 <= other <= 31 and (self.masked.text[at + 1] in "、,和或跟到至-~" ):
                    self._add(days.next_day_of_month(self.today, other), at, at + 1)
            values = [int(value) for value in numeral.values if 1 <= value <= 31]
            self._add(days.next_day_of_month(self.today, values[0]), match.start(), match.end())
            for value in values[1:]:
                resolved = days.next_day_of_month(self.today, value)
                if resolved is not None:
                    self.found.append(Day(resolved, *self.masked.place(match.start(), match.end())))


def days_zh(masked: Masked, today: date) -> list[Day]:
    """Every day named in a masked Chinese line, in the order of the words, repeats included."""
    reader = DayReader(masked, today)
    reader.iso_dates()
    reader.month_dates()
    reader.relative_month_days()
    reader.periods()
    reader.month_edges()
    reader.nth_weekdays()
    reader.weekdays()
    reader.relative_days()
    reader.feasts()
    reader.bare_days()
    return sorted(reader.found, key=lambda day: (day.start, day.value))
