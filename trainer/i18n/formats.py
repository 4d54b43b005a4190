"""Money, dates, times and numbers as each language writes them (Babel)."""
from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal, format_percent

from trainer.domain.text import Language

_LOCALE = {Language.ZH: "zh_Hans_CN", Language.EN: "en_GB"}


def money(amount: Decimal, currency: str, language: Language) -> str:
    """A sum with its currency sign, whole units without decimals."""
    digits = "¤#,##0" if amount == amount.to_integral_value() else "¤#,##0.00"
    return format_currency(amount, currency, format=digits, locale=_LOCALE[language], currency_digits=False)


def day(value: date, language: Language) -> str:
    """A day in full."""
    return format_date(value, format="long" if language is Language.ZH else "d MMM y", locale=_LOCALE[language])


def moment(value: datetime, language: Language) -> str:
    """A day and time of day, to the minute."""
    return format_datetime(value, format="y年M月d日 HH:mm" if language is Language.ZH else "d MMM y, HH:mm", locale=_LOCALE[language])


def number(value: float, language: Language, digits: int = 0) -> str:
    """A number with at most that many decimals."""
    pattern = "#,##0" if digits == 0 else "#,##0." + "0" * digits
    return format_decimal(round(value, digits), format=pattern, locale=_LOCALE[language])


def share(value: float, language: Language) -> str:
    """A share from 0 to 1 as per cent."""
    return format_percent(value, format="#,##0%", locale=_LOCALE[language])


def duration(value: timedelta, language: Language) -> str:
    """Minutes and seconds of a call, as a clock shows them."""
    seconds = max(int(value.total_seconds()), 0)
    return f"{seconds // 60}:{seconds % 60:02d}"
