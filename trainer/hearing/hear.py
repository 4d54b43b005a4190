"""The ears: what one collector line does, from its words alone."""
from __future__ import annotations

from datetime import date
from functools import lru_cache

from trainer.domain.heard import Heard
from trainer.domain.text import Language
from trainer.hearing.acts import hear_acts
from trainer.hearing.entities import find_entities
from trainer.hearing.signals import weigh_words
from trainer.hearing.tone import coloured, hear_tone

KEPT = 2048  # lines: the score hears again what the debtor heard
LONGEST_LINE = 20_000  # characters; what stands behind them is not heard, so that every answer takes bounded time


@lru_cache(maxsize=KEPT)
def hear(text: str, language: Language, today: date) -> Heard:
    """What a collector line does, names and threatens.

    Args:
        text: any string; only its first LONGEST_LINE characters are heard.
        language: the language of the call; the line may mix in the other.
        today: the day against which days named are resolved.

    Returns:
        Acts, sums, days, numbers of payments, tone and signals, each with the words that carry it. Never raises for any string.
    """
    heard = text[:LONGEST_LINE]
    named = find_entities(heard, language, today)
    acts, signals = hear_acts(heard, language), weigh_words(heard, language)
    return Heard(
        text=text,
        language=language,
        acts=acts,
        amounts=named.amounts,
        dates=named.dates,
        instalments=named.instalments,
        tone=coloured(hear_tone(heard, language), acts, signals),
        signals=signals,
    )
