"""Which of the case's exchanges a line asks for: those of whoever is on the line, by how near it comes to the ways in which each is put."""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from trainer.debtor.asked import Asked, asked
from trainer.debtor.common_questions import exchanges_for
from trainer.debtor.state import CallState, Cast
from trainer.domain.context import Party
from trainer.domain.scenario import Exchange, Fact
from trainer.domain.text import Language
from trainer.hearing.alike import KnownQuestions

KEPT = 256  # sets of questions
GOES_ON = 0.3  # what a question about the fact last told gains
CLEARLY, SURELY = 0.6, 1.6  # by how much one must lead the others, and from which it need not
OTHER_KIND = 0.6  # what is taken off where another kind of answer is wanted
_PRECISE = frozenset({Asked.WHEN, Asked.COUNT, Asked.WHO, Asked.WHERE, Asked.REASON})
OWN = 0.4  # what the case's own questions gain over those that anybody may be asked


@dataclass(frozen=True)
class Known:
    """A question that there is an answer to, and how near the line comes to it (above 0 likelier than not); `common` marks one that anybody may be asked, `fact`
    what of the case answers it."""

    exchange: Exchange
    nearness: float
    common: bool
    fact: Fact | None = None


def known_question(text: str, cast: Cast, state: CallState) -> Known | None:
    """The question with an answer that a line comes nearest to; None where none leads, or the nearest is about something not told yet."""
    if not text.strip():
        return None
    who = "debtor" if cast.answerer(state.speaking).party is Party.RIGHT else "answerer"
    told = frozenset(state.facts_told)
    own = tuple(exchange for exchange in cast.scenario.exchanges if exchange.who == who and not told & set(exchange.until))
    common = exchanges_for(cast, state)
    if not own and not common:
        return None
    wants = asked(text, state.language)
    near = np.concatenate((
        _near(text, own, state.language, wants) + OWN + _goes_on(own, state), _near(text, tuple(exchange for exchange, _ in common), state.language, wants),
    ))
    best = int(np.argmax(near))
    if near.size > 1 and near[best] < SURELY and near[best] - np.partition(near, -2)[-2] < CLEARLY:
        return None
    if best >= len(own):
        exchange, fact = common[best - len(own)]
        return Known(exchange, float(near[best]), common=True, fact=fact)
    return Known(own[best], float(near[best]), common=False) if told >= set(own[best].needs) else None


def _goes_on(own: tuple[Exchange, ...], state: CallState) -> np.ndarray:
    return np.array([GOES_ON if state.facts_told and state.facts_told[-1] in exchange.needs else 0.0 for exchange in own])


def _near(text: str, exchanges: tuple[Exchange, ...], language: Language, wants: Asked) -> np.ndarray:
    """How near a line comes to each, less where another kind of answer is wanted: where one of the two asks for a day, a number, a person, a place or a reason."""
    if not exchanges:
        return np.zeros(0)
    known, kinds = _bank(tuple(exchange.ask.in_(language) for exchange in exchanges), language)
    other = np.array([float(wants not in each and (wants in _PRECISE or each <= _PRECISE)) for each in kinds])
    near: np.ndarray = known.nearness(text) - OTHER_KIND * other
    return near


@lru_cache(maxsize=KEPT)
def _bank(ways: tuple[tuple[str, ...], ...], language: Language) -> tuple[KnownQuestions, tuple[frozenset[Asked], ...]]:
    """The questions put in these ways, and the kinds of answer that each wants."""
    return KnownQuestions(ways, language), tuple(frozenset(asked(text, language) for text in each) for each in ways)
