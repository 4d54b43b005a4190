"""Days named in a Chinese line, resolved against the day of the call."""
from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from trainer.hearing import calendar_days as days
from trainer.hearing.masked import MARK, Masked, pattern


@dataclass(frozen=True)
class Day:
    """One day named, with its stretch of the line."""

    value: date
    start: int
    end: int


_MONTH_WORD = r"(下下个?月|下个?月|次月|这个?月|本月|当月|上个?月|上上个?月|每个?月|月月|按月|明年|今年|去年|后年)"
_GAP = rf"(?:[^{MARK}月周,。!?;号天]{{0,5}})"
_DAY_MARK = r"(?:号(?!楼|院|线|窗|门|店|文|柜|台|桌|厅|机|房|仓|库|码|令|客|坐|员|公馆|城|苑|病|床|选|人(?!家)|链|外|段)|日(?![息利租薪均后内结用记志常语本出期子光]|之[内后]))"
_PLAIN_DATE = pattern(r"(?:(#)年|(去年|今年|明年|后年))?的?(#)月份?(?:的)?(?:(#)(?:号|日|(?![号日期天个年月万千百块元点:分号]))|(底|末|初|中旬|中|最后#天))")
_ISO_DATE = pattern(r"(#)([-/.])(#)\2(#)")
_SLASH_DATE = pattern(rf"(?<![{MARK}/.\-])(#)/(#)(?![/{MARK}])(号?)")
_DOT_DATE = re.compile(r"^(\d{1,2})\.(\d{1,2})$")
_MONTH_DAY = pattern(rf"{_MONTH_WORD}(?:份)?{_GAP}(#){_DAY_MARK}|(?<!每)(下个?月|这个?月|本月)(#)(?=还|付|交|之前|以前|前|给|转|存|那|#笔|[,。!?]|$)")
_MONTH_EDGE = pattern(
    r"(下下个?|下个?|次|这个?|本|当|上上个?|上个?|每个?)?月份?(?:的)?(?:月)?(底|末|初|中(?!旬?间|心|国|介|秋)旬?|最后#天|(?:之|以)?内(?!容|部|心))"
)
_BARE_DAY = pattern(rf"(#)({_DAY_MARK})")
_LISTED = pattern(r"(#)(?:[、,和或跟]|或者|还是|到|至|-|~)(#)[号日]")
_NOT_DAY_BEFORE = pattern(r"(?:第|工|编|尾|序|账|卡|单|手机|电话|代|门牌|房|楼|代码|座|栋|幢|尾数|型|大|小|学|考|车|病床|床|桌|百|几|路|线|院|巷|弄|口令|暗|证|批|股|分之|(?:工|编|卡|单|尾|账|证|房|学)号码?[是为:]?|尾[巴数]|生日[^,。]{0,4}|出生[^,。]{0,4}|生于[^,。]{0,4}|身份证[^,。]{0,6})$")
_BIRTH = pattern(r"(?:生日|出生|生于|生辰|诞辰|身份证)[^,。!?]{0,6}$")
_BIRTH_AFTER = pattern(r"[^,。!?]{0,3}(?:生日|出生|生的|生人)")
_WEEK = pattern(
    r"(下下个?|下个?|这个?|本|上上个?|上个?|每个?|每逢|逢|当)?(?:周|星期|礼拜)([#日天末](?:[、和跟到至或]?[#日](?![号期天]))*)"
)
_WITHIN_WEEK = pattern(r"(下下个?|下个?|这个?|本|个)(?:周|星期|礼拜)(?:之内|以内|内(?!容))")
_RELATIVE = pattern(r"大后[天日儿]|(?<![以今之然往此背先前])后(?:天(?![天性])|日(?=[还付交前之,。!?]|$)|儿个?(?=[还付交前,。!?]))|明(?:天|日(?![之]?星)|儿个?|早|晚)|大前天|前天|昨(?:天|日|晚|儿个?|夜)")
_RELATIVE_DAYS = (("大后", 3), ("后", 2), ("明", 1), ("大前", -3), ("前", -2), ("昨", -1))
_TODAY = pattern(r"今(?:天|日|晚|儿个?|夜|早|明)|当天(?=[还付交结])|现在就(?=还|付|交|转)|马上就(?=还|付|交|转)")
_TODAY_ACTS = pattern(
    r"(?:还(?!是|没|在|有|剩|差|欠|挺|真|好)|付(?!出)|交(?!流|通|代)|存|转(?!告|达|接)|打(?:款|钱|过去|进)|入账|到账|汇|缴|划|结(?!果|婚|束|论|局)|全款|全额|走哪|哪张卡|清(?:掉|了|账)|处理(?:掉|好|完)?|凑|给(?:我)?(?:个)?(?:准数|#|答复|结果)|搞定|弄(?:好|完|来)|之?前|以前|之内|以内|内|截止|到期|最后|下班|打(?:回|给我)|再(?:打|联系|聊)|回(?:电|复|话)|扣)"
)
_TODAY_TALK = pattern(r"(?:打(?:电话|给您|给你|来|扰)|给(?:您|你)(?:打|来)|来电|联系(?:您|你)|找(?:您|你)|致电|天气|上班|心情|不谈|不聊|不提|不说|不催|不要钱|怎么样|好吗|忙|辛苦|第|已经|拨)")
_SPAN = (
    r"(#|半)(多)?\s?(?:(个)?(工作日|工作天|交易日)|(个)?(小时|钟头)|(天|日)(?!利|息|薪|报|租|均)|(个?半?)(月)(?!份|底|初|末|供|薪|租)|(个)?(周|星期|礼拜)(?![#日天末])|(年)(?!级|纪|薪|龄|费|化|轻))(半)?"
)
_AFTER_SPAN = r"(之内|以内|内(?!容|部|存|心)|里头|里面(?=还|付)|之后(?!又)|以后|过后|后(?![面来悔果续台备])|之前|以前|前(?![台面任夫妻]|#)|时间|期限)"
_PERIOD = pattern(rf"{_SPAN}{_AFTER_SPAN}")
_PERIOD_LEAD = pattern(rf"(?:最迟|最晚|最多|顶多|不超过|再过|过(?!了)|给我|给你|给您|(?<![宽期年时权有])限(?:您|你)?)\s?{_SPAN}")
_PAST_CUES = pattern(r"(?:起|开始|以来|就(?:该|应|到期)|那[笔期次天]|逾期|到期的|欠到|拖到|应还|没扣|没还|刷的|消费|发生|签的|开的|办的|借的|答应|说过|说好|已经|上次|上回|当时|之前说|当初|至今|到现在)")
_FESTIVALS: tuple[tuple[re.Pattern[str], Callable[[date], date | None]], ...] = (
    (pattern(r"元旦"), lambda today: days.next_month_day(today, 1, 1)),
    (pattern(r"国庆(?:节)?(?!路|街)"), lambda today: days.next_month_day(today, 10, 1)),
    (pattern(r"圣诞(?:节)?(?!老人|树|歌)"), lambda today: days.next_month_day(today, 12, 25)),
    (pattern(r"平安夜"), lambda today: days.next_month_day(today, 12, 24)),
    (pattern(r"双十一|双#(?=[之前以后]|$)"), lambda today: days.next_month_day(today, 11, 11)),
    (pattern(r"春节|大年初#"), lambda today: days.next_feast(today, days.SPRING_FESTIVAL)),
    (pattern(r"除夕|大年#|年三十"), lambda today: days.next_feast(today, days.SPRING_FESTIVAL, -1)),
    (pattern(r"元宵"), lambda today: days.next_feast(today, days.SPRING_FESTIVAL, 14)),
    (pattern(r"中秋"), lambda today: days.next_feast(today, days.MID_AUTUMN)),
    (pattern(r"端午"), lambda today: days.next_feast(today, days.DRAGON_BOAT)),
)
_YEAR_END = pattern(r"(明年|今年|本年|去年)?(?<!\ue000月)年(?:底|末|终(?!奖|于))")
_MONTH_SHIFT = {"下下": 2, "下": 1, "次": 1, "这": 0, "本": 0, "当": 0, "上上": -2, "上": -1}
_YEAR_SHIFT = {"明年": 1, "今年": 0, "去年": -1, "后年": 2, "本年": 0}


def _month_shift(word: str) -> int | None:
    """Months from this one that a word names; None for a recurring or missing one."""
    for lead in ("下下", "上上", "下", "次", "这", "本", "当", "上"):
        if word.startswith(lead):
            return _MONTH_SHIFT[lead]
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
        return bool(_BIRTH.search(self._before(start)) or _BIRTH_AFTER.match(self.masked.text, end))

    def _past_near(self, start: int, end: int) -> bool:
        around = self.masked.text[max(0, start - 8) : start] + " " + self.masked.text[end : end + 8]
        return bool(_PAST_CUES.search(around))

    def iso_dates(self) -> None:
        """2026-12-10 and 12/10."""
        for match in _ISO_DATE.finditer(self.masked.text):
            self._add(self._full(*(self._value(match.start(i)) for i in (1, 3, 4))), match.start(), match.end())
        for match in _SLASH_DATE.finditer(self.masked.text):
            month, day = self._value(match.start(1)), self._value(match.start(2))
            is_share = (month, day) in _SHARES and not match.group(3)
            if month <= 12 and not is_share and not self._is_birthday(match.start(), match.end()):
                self._add(days.next_month_day(self.today, month, day), match.start(), match.end())
        for position in self.masked.numerals:
            written = _DOT_DATE.match(self.masked.surface(position))
            if written is not None and self.masked.text[position + 1 : position + 2] in ("号", "日"):
                self._add(days.next_month_day(self.today, int(written.group(1)), int(written.group(2))), position, position + 2)

    def _full(self, year: int, month: int, day: int) -> date | None:
        year += 2000 if 0 < year < 100 else 0
        if not 1900 < year < 2100 or not 1 <= month <= 12 or not 1 <= day <= 31:
            return None
        return days.day_in_month(year, month, day)

    def month_dates(self) -> None:
        """十二月十号, 2026年12月10日, 三月底."""
        for match in _PLAIN_DATE.finditer(self.masked.text):
            month = self._value(match.start(3))
            if not 1 <= month <= 12 or self._is_birthday(match.start(), match.end()):
                continue
            year = self._value(match.start(1)) if match.group(1) else 0
            if match.group(2):
                year = self.today.year + _YEAR_SHIFT[match.group(2)]
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
        for match in _MONTH_DAY.finditer(self.masked.text):
            place = 2 if match.group(1) else 4
            day = self._value(match.start(place))
            word = match.group(place - 1)
            if not 1 <= day <= 31 or self._is_birthday(match.start(), match.end()) or word in _YEAR_SHIFT:
                continue
            shift = _month_shift(word)
            value = self._in_month(shift, day)
            listed = _LISTED.search(self.masked.text, match.end() - 2, match.end() + 6)
            self._add(value, match.start(), match.end())
            if listed is not None and listed.start() == match.start(place):
                self._add(self._in_month(shift, self._value(listed.start(2))), listed.start(2), listed.end())
            self._follow(match.end(), shift)

    def _follow(self, at: int, shift: int | None) -> None:
        """Days joined to one of a named month belong to that month (下个月5号和20号)."""
        joined = _JOINED_DAY.match(self.masked.text, at)
        if joined is not None:
            self._add(self._in_month(shift, self._value(joined.start(1))), joined.start(1), joined.end())

    def _in_month(self, shift: int | None, day: int) -> date | None:
        if shift is None:
            return days.next_day_of_month(self.today, day)
        return days.day_in_month(*days.month_after(self.today, shift), day)

    def month_edges(self) -> None:
        """月底, 下月初, 本月内."""
        for match in _MONTH_EDGE.finditer(self.masked.text):
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
        for match in _NTH_WEEKDAY.finditer(self.masked.text):
            shift = _month_shift(match.group(1) or "本") or 0
            weekday = self._value(match.start(4)) if match.group(4) else 7
            count = -1 if match.group(2).startswith("最后") else self._value(match.start(3))
            if not 1 <= weekday <= 7 or count == 0 or count > 4:
                continue
            found = days.weekday_in_month(*days.month_after(self.today, shift), weekday - 1, count)
            self._add(found, match.start(), match.end())

    def weekdays(self) -> None:
        """这周五, 下周一, 礼拜三, 周末."""
        for match in _WITHIN_WEEK.finditer(self.masked.text):
            weeks = 2 if match.group(1).startswith("下下") else 1 if match.group(1).startswith("下") else 0
            self._add(days.weekday_of_week(self.today, 6, weeks), match.start(), match.end())
        for match in _WEEK.finditer(self.masked.text):
            lead = match.group(1) or ""
            before = self._before(match.start(), 1)
            counted = before == MARK and self._before(match.start(), 2)[:1] not in ("周", "期", "拜")
            if not lead and (counted or before in ("个", "双", "上")):
                continue
            if _DAY_BESIDE.search(self._before(match.start(), 3)) or _DAY_FOLLOWS.match(self.masked.text, match.end()):
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
        for match in _RELATIVE.finditer(self.masked.text):
            if match.group() == "前天" and self._before(match.start(), 1) in (MARK, "之", "以"):
                continue
            if match.group().startswith("明") and self._before(match.start(), 1) in ("聪", "说", "声", "证", "表", "文", "分", "光", "注", "今", "简", "清"):
                continue
            shift = next(count for lead, count in _RELATIVE_DAYS if match.group().startswith(lead))
            self._add(days.add_days(self.today, shift), match.start(), match.end())
        for match in _TODAY.finditer(self.masked.text):
            if match.group() != "今明" and self._due_today(match):
                self._add(self.today, match.start(), match.end())

    def _due_today(self, match: re.Match[str]) -> bool:
        stop = match.end()
        while stop < len(self.masked.text) and stop < match.end() + 14 and self.masked.text[stop] not in ",。!?;\n":
            stop += 1
        after = self.masked.text[match.end() : stop]
        act = _TODAY_ACTS.search(after) or _TODAY_LATE.search(self._before(match.start(), 8))
        if act is None:
            return False
        talk = _TODAY_TALK.search(after)
        return talk is None or bool(_TODAY_ACTS.search(after[: talk.start()]))

    def periods(self) -> None:
        """三天之内, 两周后, 48小时内, 三个工作日内, 最迟三天."""
        for match in _PERIOD.finditer(self.masked.text):
            edge = match.group(14)
            if edge in ("时间", "期限") and not _GRANTS.search(self._before(match.start(), 6)):
                continue
            if edge in ("之前", "以前", "前") and (match.group(2) or not match.group(7)):
                continue
            if edge in ("之后", "以后", "过后", "后") and _LONG_AGO.search(self._before(match.start(), 6)):
                continue
            self._add(self._span_end(match, back=edge in ("之前", "以前", "前")), match.start(), match.end())
        for match in _PERIOD_LEAD.finditer(self.masked.text):
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
        for match in _YEAR_END.finditer(self.masked.text):
            year = self.today.year + _YEAR_SHIFT.get(match.group(1) or "", 0)
            self._add(date(year, 12, 31), match.start(), match.end())
        for words, resolve in _FESTIVALS:
            for match in words.finditer(self.masked.text):
                if MARK not in match.group() or self._feast_number(match):
                    self._add(resolve(self.today), match.start(), match.end())
        for position in self.masked.numerals:
            if self.masked.surface(position) == "五一" and _MAY_DAY.match(self.masked.text, position + 1):
                self._add(days.next_month_day(self.today, 5, 1), position, position + 1)

    def _feast_number(self, match: re.Match[str]) -> bool:
        surface = self.masked.surface(match.end() - 1)
        wanted = {"双": ("十一", "11"), "大年初": ("一", "1"), "大年": ("三十", "30")}
        return surface in wanted.get(match.group()[:-1], ())

    def bare_days(self) -> None:
        """15号, 15、16号."""
        for match in _BARE_DAY.finditer(self.masked.text):
            numeral = self.masked.numerals[match.start(1)]
            day = self._value(match.start(1))
            if not 1 <= day <= 31 or numeral.read_out or _NOT_DAY_BEFORE.search(self._before(match.start(), 8)):
                continue
            if self._is_birthday(match.start(), match.end()) or (match.group(2) == "日" and self._before(match.start(), 1) in ("每", "#")):
                continue
            listed = _LIST_BEFORE.search(self._before(match.start(), 4))
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


_NTH_WEEKDAY = pattern(r"(下下个?月|下个?月|这个?月|本月|当月|每个?月)的?(最后#个|第(#)个)(?:周|星期|礼拜)(?:(#)|[日天])")
_SHARES = frozenset({(1, 2), (1, 3), (1, 4), (1, 5), (2, 3), (3, 4), (1, 10)})
# A weekday beside a day of the month says the same day (12月4号周五).
_DAY_BESIDE = pattern(r"#[号日][,\s(]?(?:是|那天)?$")
_DAY_FOLLOWS = pattern(r"[,\s(]?(?:也就是|就是)?(?:#月)?#[号日]")
_JOINED_DAY = pattern(rf"(?:[、,和或跟与]|或者|还是|到|至|-|~)(?:是)?(#){_DAY_MARK}")
_LIST_BEFORE = pattern(r"#(?:[、和或跟到至\-~]|或者|还是)$")
_MAY_DAY = pattern(r"(?:劳动|节|假期|之前|前|以前|过后|后|期间|那天)")
_TODAY_LATE = pattern(r"(?:最迟|最晚|限|截止|截至|必须|务必|赶在|就|到期日?是?|等到?)\s?$")
_GRANTS = pattern(r"(?:给(?:我|你|您)?|再|还有|剩|只有|等(?:我)?|留)\s?$")
_LONG_AGO = pattern(r"(?:当时|那次|结果|逾期|欠了?)$")


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
