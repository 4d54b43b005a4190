"""Which of the case's exchanges a line asks for: those of whoever is on the line, by how near it comes to the ways in which each is put."""
from __future__ import annotations

from functools import lru_cache

import numpy as np

from trainer.debtor.state import CallState, Cast
from trainer.domain.context import Party
from trainer.domain.scenario import Exchange
from trainer.domain.text import Language
from trainer.hearing.alike import KnownQuestions

KEPT = 256  # people in a language
LEAST = {Language.ZH: 0.75, Language.EN: 0.75}  # a line that comes less near asks something else
GOES_ON = 0.06  # what a question about the fact last told gains


def exchange_meant(text: str, cast: Cast, state: CallState) -> Exchange | None:
    """The exchange that a line asks for; None where none is near enough, or the nearest is about something not told yet."""
    who = "debtor" if cast.answerer(state.speaking).party is Party.RIGHT else "answerer"
    mine = tuple(exchange for exchange in cast.scenario.exchanges if exchange.who == who)
    if not mine or not text.strip():
        return None
    near = _known(tuple(exchange.ask.in_(state.language) for exchange in mine), state.language).nearness(text)
    if state.facts_told:
        near = near + GOES_ON * np.array([state.facts_told[-1] in exchange.needs for exchange in mine])
    best = int(np.argmax(near))
    meant = mine[best]
    return meant if near[best] >= LEAST[state.language] and set(meant.needs) <= set(state.facts_told) else None


@lru_cache(maxsize=KEPT)
def _known(asked: tuple[tuple[str, ...], ...], language: Language) -> KnownQuestions:
    return KnownQuestions(asked, language)
