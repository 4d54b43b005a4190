"""What the entity readers hand on: a sum, a day or a number of payments with its stretch of the folded line."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Sum:
    """One sum of money: value in the main unit of its currency, its stretch [start, end), whether it is approximate."""

    value: Decimal
    start: int
    end: int
    approximate: bool = False


@dataclass(frozen=True)
class Day:
    """One day named, with its stretch [start, end)."""

    value: date
    start: int
    end: int


@dataclass(frozen=True)
class Count:
    """One number of payments, with its stretch [start, end)."""

    value: int
    start: int
    end: int
