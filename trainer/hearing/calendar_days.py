"""Plain reckoning with days: months, weekdays, working days, feasts."""
from __future__ import annotations

import calendar
from datetime import date, timedelta

MAX_SPAN_DAYS = 3660
# First day of the lunar year and the mid-autumn and dragon-boat days, by year. Source: Purple Mountain Observatory calendar.
SPRING_FESTIVAL = {
    2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3), 2031: (1, 23), 2032: (2, 11), 2033: (1, 31),
}
MID_AUTUMN = {2024: (9, 17), 2025: (10, 6), 2026: (9, 25), 2027: (9, 15), 2028: (10, 3), 2029: (9, 22), 2030: (9, 12)}
DRAGON_BOAT = {2024: (6, 10), 2025: (5, 31), 2026: (6, 19), 2027: (6, 9), 2028: (5, 28), 2029: (6, 16), 2030: (6, 5)}


def last_of_month(year: int, month: int) -> date:
    """The last day of that month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def month_after(today: date, months: int) -> tuple[int, int]:
    """(year, month) so many months from that of `today`; months may be negative."""
    index = today.year * 12 + today.month - 1 + months
    index = min(max(index, 12), 9998 * 12)
    return index // 12, index % 12 + 1


def add_months(today: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month."""
    year, month = month_after(today, months)
    return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def add_days(today: date, days: int) -> date | None:
    """So many days on, or None beyond ten years."""
    if abs(days) > MAX_SPAN_DAYS:
        return None
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def add_working_days(today: date, days: int) -> date | None:
    """So many Mondays to Fridays on, or None beyond a year of them."""
    if days > 260:
        return None
    reached = today
    while days > 0:
        reached += timedelta(days=1)
        if reached.weekday() < 5:
            days -= 1
    return reached


def day_in_month(year: int, month: int, day: int) -> date | None:
    """That day, the last of the month where the month is shorter, None where no month has it."""
    if not 1 <= day <= 31 or not 1 <= month <= 12 or not 1 <= year <= 9998:
        return None
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def next_day_of_month(today: date, day: int) -> date | None:
    """The next time that day of a month comes, today included."""
    if not 1 <= day <= 31:
        return None
    for ahead in range(0, 13):
        year, month = month_after(today, ahead)
        if day <= calendar.monthrange(year, month)[1]:
            found = date(year, month, day)
            if found >= today:
                return found
    return None


def next_month_day(today: date, month: int, day: int, past: bool = False) -> date | None:
    """That day of that month: the next one, or the latest one where the words speak of the past or it lies just behind.

    A day more than eight months ahead that was there within four months is taken as the one behind: nobody on a call
    about arrears names a day so far off without its year.
    """
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    years = [year for year in range(today.year - 1, today.year + 9) if 1 <= year <= 9998 and day <= calendar.monthrange(year, month)[1]]
    ahead = [date(year, month, day) for year in years if date(year, month, day) >= today]
    behind = [date(year, month, day) for year in years if date(year, month, day) < today]
    if behind and (past or not ahead or (ahead[0] - today).days > 245):
        return behind[-1]
    return ahead[0] if ahead else None


def weekday_ahead(today: date, weekday: int, today_counts: bool = False) -> date:
    """The next such weekday (Monday is 0); today itself only where `today_counts`."""
    days = (weekday - today.weekday()) % 7
    if days == 0 and not today_counts:
        days = 7
    return today + timedelta(days=days)


def weekday_of_week(today: date, weekday: int, weeks: int) -> date:
    """That weekday in the week so many weeks from this one; weeks begin on Monday."""
    return today - timedelta(days=today.weekday()) + timedelta(days=weekday + 7 * weeks)


def next_feast(today: date, table: dict[int, tuple[int, int]], shift: int = 0) -> date | None:
    """The next day of a feast that moves with the moon, `shift` days on; None where the table ends."""
    for year in (today.year, today.year + 1):
        if year in table:
            found = date(year, *table[year]) + timedelta(days=shift)
            if found >= today:
                return found
    return None


def weekday_in_month(year: int, month: int, weekday: int, count: int) -> date:
    """The count-th such weekday of a month, or the last one where `count` is -1."""
    if count > 0:
        return nth_weekday(year, month, weekday, count)
    last = last_of_month(year, month)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date:
    """The count-th such weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
