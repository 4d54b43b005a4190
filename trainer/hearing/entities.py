"""Amounts, days and numbers of payments named in a line, in either language or a mixture of both."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from trainer.domain.heard import AmountHit, CountHit, DateHit, Span
from trainer.domain.text import Language
from trainer.hearing.dates_en import days_en
from trainer.hearing.dates_zh import days_zh
from trainer.hearing.found import Count, Day, Sum
from trainer.hearing.instalments import counts_en, counts_zh
from trainer.hearing.masked import mask
from trainer.hearing.money_en import sums_en
from trainer.hearing.money_zh import sums_zh
from trainer.hearing.normalise import fold, has_chinese, has_latin
from trainer.hearing.numbers_en import NumberReader, tokens_of

_CENT = Decimal("0.01")
_LARGEST = Decimal(10) ** 12


@dataclass(frozen=True)
class Entities:
    """What a line names; each value once, at its first mention.

    Attributes:
        amounts: Sums of money in the main unit of their currency, two decimal places.
        dates: Days, resolved against the day of the call.
        instalments: Numbers of payments.
    """

    amounts: tuple[AmountHit, ...] = ()
    dates: tuple[DateHit, ...] = ()
    instalments: tuple[CountHit, ...] = ()


@dataclass
class _Readings:
    sums: list[Sum]
    days: list[Day]
    counts: list[Count]


def _chinese(folded: str, today: date) -> _Readings:
    masked = mask(folded)
    return _Readings(sums_zh(masked), days_zh(masked, today), counts_zh(masked))


def _english(folded: str, today: date) -> _Readings:
    reader = NumberReader(tokens_of(folded))
    return _Readings(sums_en(reader), days_en(reader, today), counts_en(reader))


def _merged(first: Iterable[Sum | Day | Count], second: Iterable[Sum | Day | Count], folded: str, script: str) -> list[Sum | Day | Count]:
    """The first readings, and those of the second that stand in its own script where the first found nothing."""
    kept = list(first)
    covered = bytearray(len(folded) + 1)
    for one in kept:
        for i in range(one.start, one.end):
            covered[i] = 1
    belongs = has_latin if script == "latin" else has_chinese
    for one in second:
        words = folded[one.start : one.end]
        if (belongs(words) or any(sign in words for sign in "$£€¥")) and not any(covered[one.start : one.end]):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.start, one.value))


def find_entities(text: str, language: Language, today: date) -> Entities:
    """Find the amounts, days and numbers of payments that a line names.

    Args:
        text: The line, any Unicode string of any length.
        language: The language of the line; words of the other one in it are read too.
        today: The day of the call, against which days are resolved.

    Returns:
        Each value once, with the words that carry its first mention. Dates of the form 12/10 are read month first in
        English, unless the line holds British words or signs.
    """
    folded = fold(text)
    chinese = language is Language.ZH
    own = _chinese(folded, today) if chinese else _english(folded, today)
    sums, days, counts = list(own.sums), list(own.days), list(own.counts)
    if (chinese and has_latin(folded)) or (not chinese and has_chinese(folded)):
        other = _english(folded, today) if chinese else _chinese(folded, today)
        script = "latin" if chinese else "chinese"
        sums = _merged(own.sums, other.sums, folded, script)  # type: ignore[assignment]
        days = _merged(own.days, other.days, folded, script)  # type: ignore[assignment]
        counts = _merged(own.counts, other.counts, folded, script)  # type: ignore[assignment]
    taken = {(count.start, count.end) for count in counts}
    return Entities(_amounts([one for one in sums if (one.start, one.end) not in taken]), _dates(days), _instalments(counts))


def first_sum(text: str, language: Language, today: date) -> AmountHit | None:
    """The first amount that `find_entities` finds, without reading days where the line holds no sum at all."""
    folded = fold(text)
    if not ((has_chinese(folded) and sums_zh(mask(folded))) or ((language is Language.EN or has_latin(folded)) and sums_en(NumberReader(tokens_of(folded))))):
        return None
    return next(iter(find_entities(text, language, today).amounts), None)


def _amounts(sums: list[Sum]) -> tuple[AmountHit, ...]:
    found: dict[Decimal, AmountHit] = {}
    for one in sums:
        if not 0 < one.value < _LARGEST:
            continue
        value = one.value.quantize(_CENT, ROUND_HALF_UP)
        if value not in found:
            found[value] = AmountHit(value=value, span=Span(start=one.start, end=one.end), approximate=one.approximate)
    return tuple(found.values())


def _dates(days: list[Day]) -> tuple[DateHit, ...]:
    found: dict[date, DateHit] = {}
    for one in days:
        found.setdefault(one.value, DateHit(value=one.value, span=Span(start=one.start, end=one.end)))
    return tuple(found.values())


def _instalments(counts: list[Count]) -> tuple[CountHit, ...]:
    found: dict[int, CountHit] = {}
    for one in counts:
        found.setdefault(one.value, CountHit(value=one.value, span=Span(start=one.start, end=one.end)))
    return tuple(found.values())
