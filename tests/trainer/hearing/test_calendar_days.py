"""Reckoning with days at the edges of months, years and working weeks."""
from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from trainer.hearing import calendar_days as days


def test_a_day_that_the_next_month_lacks_comes_in_the_one_after() -> None:
    assert days.next_day_of_month(date(2027, 2, 1), 30) == date(2027, 3, 30)
    assert days.next_day_of_month(date(2026, 11, 23), 23) == date(2026, 11, 23)


def test_a_month_on_from_the_last_day_is_the_last_day() -> None:
    assert days.add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)


def test_working_days_skip_the_weekend() -> None:
    assert days.add_working_days(date(2026, 11, 27), 1) == date(2026, 11, 30)


def test_a_far_day_without_its_year_lies_behind_and_a_near_one_ahead() -> None:
    today = date(2026, 11, 23)
    assert days.next_month_day(today, 10, 1) == date(2026, 10, 1)
    assert days.next_month_day(today, 3, 1) == date(2027, 3, 1)
    assert days.next_month_day(today, 3, 1, past=True) == date(2026, 3, 1)


def test_weeks_begin_on_monday() -> None:
    sunday = date(2026, 11, 29)
    assert days.weekday_of_week(sunday, 0, 1) == date(2026, 11, 30)
    assert days.weekday_ahead(date(2026, 11, 23), 0) == date(2026, 11, 30)
    assert days.weekday_in_month(2026, 11, 4, -1) == date(2026, 11, 27)


@given(st.dates(min_value=date(1995, 1, 1), max_value=date(2090, 1, 1)), st.integers(1, 31))
def test_the_next_day_of_a_month_is_never_past(today: date, day: int) -> None:
    found = days.next_day_of_month(today, day)
    assert found is not None and found >= today and found.day == day
