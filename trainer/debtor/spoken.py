"""Sums, days and counts as people say them on the phone, in each language."""
from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal

from trainer.domain.context import Jurisdiction
from trainer.domain.text import Language

_ZH_DIGITS = "零一二三四五六七八九"
_ZH_WEEKDAYS = "一二三四五六日"
_ZH_UNIT = {"CNY": ("块", "块钱"), "USD": ("美元", "美金"), "GBP": ("英镑", "镑")}
EN_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
EN_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_EN_UNIT = {"CNY": ("yuan",), "USD": ("dollars", "bucks"), "GBP": ("pounds", "quid")}
_EN_SIGN = {"CNY": "", "USD": "$", "GBP": "£"}
_EN_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _zh_below_ten_thousand(number: int, inner: bool) -> str:
    words, zero = "", inner and number < 1000
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit == 0:
            zero = zero or bool(words)
            continue
        if zero and (words or inner):
            words += "零"
        zero = False
        if digit == 2 and unit >= 100:
            words += "两" + name
        elif digit == 1 and unit == 10 and not words and not inner:
            words += "十"
        else:
            words += _ZH_DIGITS[digit] + name
    return words


def zh_number(number: int) -> str:
    """A whole number from 0 to 99,999,999 in Chinese numerals, 两 where speech has it (两千, 两万; alone it stays 二)."""
    if number == 0:
        return "零"
    high, low = divmod(number, 10_000)
    if not high:
        return _zh_below_ten_thousand(low, inner=False)
    head = ("两" if high == 2 else _zh_below_ten_thousand(high, inner=False)) + "万"
    return head + (_zh_below_ten_thousand(low, inner=True) if low else "")


def _zh_clipped(number: int) -> str | None:
    """三千五 for 3500, 一万二 for 12000; None where speech does not clip (250 would be an insult)."""
    full = zh_number(number)
    if number == 250 or number < 110 or number % 10:
        return None
    for unit in "千百十":
        joined = full.endswith(unit) and len(full) >= 4 and full[-3] in "万千百" and "零" not in full[-3:]
        if joined and "万千百十".index(full[-3]) + 1 == "万千百十".index(unit):
            return full[:-2] + ("二" if full[-2] == "两" else full[-2])
    return None


def _zh_amounts(amount: Decimal, currency: str) -> tuple[str, ...]:
    whole, units = int(amount), _ZH_UNIT[currency]
    cents = int((amount - whole) * 100)
    if cents:
        exact = f"{amount:.2f}".rstrip("0")
        return (f"{exact}{units[0]}",)
    full = ("两" if whole == 2 else zh_number(whole)) + units[0]
    forms = [full, f"{whole}{units[0]}", zh_number(whole) + units[1] if whole > 2 else full]
    clipped = _zh_clipped(whole)
    if clipped:
        forms += [clipped, clipped]
    if whole >= 100:
        forms.append(str(whole))
    return tuple(forms)


def en_number(number: int, conjunction: bool = True) -> str:
    """A whole number from 0 to 999,999 in English words; `conjunction` puts the "and" of a hundred and five."""
    if number < 20:
        return EN_ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return EN_TENS[tens] + (f"-{EN_ONES[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        link = " and " if conjunction else " "
        return f"{EN_ONES[hundreds]} hundred" + (link + en_number(rest, conjunction) if rest else "")
    thousands, rest = divmod(number, 1000)
    link = " and " if conjunction and rest < 100 else " "
    return f"{en_number(thousands, conjunction)} thousand" + (link + en_number(rest, conjunction) if rest else "")


def _en_clipped(whole: int, jurisdiction: Jurisdiction) -> list[str]:
    """Three-fifty for 350, thirty-five hundred (us) or three and a half grand (uk) for 3500."""
    forms: list[str] = []
    if 100 < whole < 1000 and whole % 100 >= 10 and whole % 5 == 0:
        forms.append(f"{EN_ONES[whole // 100]}-{en_number(whole % 100)}")
    if 1000 <= whole < 10_000 and whole % 1000 == 500 and jurisdiction is not Jurisdiction.US:
        forms.append("one and a half thousand" if whole == 1500 else f"{EN_ONES[whole // 1000]} and a half thousand")
    if 1100 <= whole < 10_000 and whole % 100 == 0 and whole % 1000 and jurisdiction is Jurisdiction.US:
        forms.append(f"{en_number(whole // 100)} hundred")
    if 1000 <= whole <= 20_000 and whole % 1000 == 0 and jurisdiction is not Jurisdiction.CN:
        forms.append("a grand" if whole == 1000 else f"{en_number(whole // 1000)} grand")
    if whole == 100:
        forms.append("a hundred")
    return forms


def _en_amounts(amount: Decimal, currency: str, jurisdiction: Jurisdiction) -> tuple[str, ...]:
    whole, sign, units = int(amount), _EN_SIGN[currency], _EN_UNIT[currency]
    if amount != whole:
        return (f"{sign}{amount:,.2f}" if sign else f"{amount:,.2f} {units[0]}",)
    figures = f"{sign}{whole:,}" if sign else f"{whole:,} {units[0]}"
    clipped = _en_clipped(whole, jurisdiction)
    forms = [figures, *clipped, *clipped]
    if whole < 1000 or whole % 100 == 0:
        words = en_number(whole, jurisdiction is not Jurisdiction.US)
        forms += [f"{words} {unit}" for unit in units]
    return tuple(forms)


def amounts(amount: Decimal, currency: str, language: Language, jurisdiction: Jurisdiction) -> tuple[str, ...]:
    """The ways of saying a sum in the main unit of `currency`, commonest forms repeated so that a fair draw prefers them."""
    if language is Language.ZH:
        return _zh_amounts(amount, currency)
    return _en_amounts(amount, currency, jurisdiction)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _last_of_month(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _zh_days(day: date, today: date) -> tuple[str, ...]:
    ahead = (day - today).days
    near = {0: ("今天",), 1: ("明天",), 2: ("后天",)}.get(ahead)
    if near:
        return near
    months = (day.year - today.year) * 12 + day.month - today.month
    forms = [f"{day.month}月{day.day}号"] if months else [f"{day.day}号", f"这个月{day.day}号"]
    if months == 1:
        forms += [f"下个月{day.day}号", f"下月{day.day}号"]
        if _last_of_month(day):
            forms.append("下个月底")
    if months == 0 and _last_of_month(day):
        forms += ["月底", "这个月底"]
    weeks = (_monday(day) - _monday(today)).days // 7
    weekday = _ZH_WEEKDAYS[day.weekday()]
    if ahead > 0 and weeks == 0:
        forms += [f"这周{weekday}", f"周{weekday}"]
    if weeks == 1:
        forms += [f"下周{weekday}", f"下礼拜{weekday}"]
    return tuple(forms)


def _ordinal(number: int) -> str:
    ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _en_days(day: date, today: date, jurisdiction: Jurisdiction) -> tuple[str, ...]:
    ahead = (day - today).days
    near = {0: ("today",), 1: ("tomorrow",)}.get(ahead)
    if near:
        return near
    months = (day.year - today.year) * 12 + day.month - today.month
    month = calendar.month_name[day.month]
    written = f"{month} {_ordinal(day.day)}" if jurisdiction is Jurisdiction.US else f"the {_ordinal(day.day)} of {month}"
    forms = [f"the {_ordinal(day.day)}", written] if 0 < ahead < 28 else [written]
    if ahead > 0 and months == 0 and _last_of_month(day):
        forms.append("the end of the month")
    weekday = _EN_WEEKDAYS[day.weekday()]
    if 1 < ahead < 7:
        forms += [weekday, weekday]
        if _monday(day) == _monday(today):
            forms.append(f"this {weekday}")
    if 7 < ahead < 14 and jurisdiction is Jurisdiction.UK:
        forms.append(f"{weekday} week")  # "a week on Friday" after a sum would be weekly
    return tuple(forms)


def days(day: date, today: date, language: Language, jurisdiction: Jurisdiction) -> tuple[str, ...]:
    """The ways of naming `day` on the day `today`; each names that day and no other."""
    return _zh_days(day, today) if language is Language.ZH else _en_days(day, today, jurisdiction)


def on_day(named: str) -> str:
    """An English day as an adverb: "on the 15th", "at the end of the month", "tomorrow", "a week on Friday"."""
    if named in ("today", "tomorrow") or named.startswith(("this ", "a week ")) or named.endswith(" week"):
        return named
    return f"at {named}" if named.startswith("the end") else f"on {named}"


def counts(count: int, language: Language) -> tuple[str, ...]:
    """The ways of saying a number of payments before its noun."""
    if language is Language.ZH:
        return ("两" if count == 2 else zh_number(count), str(count))
    return (en_number(count), en_number(count)) if count <= 12 else (str(count), en_number(count))
