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

KEPT = 256  # people in a language
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
    """The question with an answer that a line comes nearest to; None where there are none, or the nearest is about something not told yet."""
    right = cast.answerer(state.speaking).party is Party.RIGHT
    who = "debtor" if right else "answerer"
    own = tuple(exchange for exchange in cast.scenario.exchanges if exchange.who == who)
    common = exchanges_for(cast, state)
    both = (*own, *(exchange for exchange, _ in common))
    if not both or not text.strip():
        return None
    near = _bank(tuple(exchange.ask.in_(state.language) for exchange in both), state.language).nearness(text)
    near[: len(own)] += OWN
    near = near - OTHER_KIND * _of_another_kind(text, tuple(exchange.ask.in_(state.language) for exchange in both), state.language)
    if state.facts_told:
        near = near + GOES_ON * np.array([state.facts_told[-1] in exchange.needs for exchange in both])
    best = int(np.argmax(near))
    if near.size > 1 and near[best] - np.partition(near, -2)[-2] < CLEARLY and near[best] < SURELY:
        return None
    meant = both[best]
    fact = common[best - len(own)][1] if best >= len(own) else None
    return Known(meant, float(near[best]), best >= len(own), fact) if set(meant.needs) <= set(state.facts_told) else None


def _of_another_kind(text: str, asked_as: tuple[tuple[str, ...], ...], language: Language) -> np.ndarray:
    """1 for each question that wants another kind of answer than the line: where one of them asks for a day, a number, a person, a place or a reason."""
    wants = asked(text, language)
    return np.array([float(wants not in kinds and (wants in _PRECISE or kinds <= _PRECISE)) for kinds in _kinds(asked_as, language)])


@lru_cache(maxsize=KEPT)
def _kinds(asked_as: tuple[tuple[str, ...], ...], language: Language) -> tuple[frozenset[Asked], ...]:
    return tuple(frozenset(asked(text, language) for text in ways) for ways in asked_as)


@lru_cache(maxsize=KEPT)
def _bank(asked: tuple[tuple[str, ...], ...], language: Language) -> KnownQuestions:
    return KnownQuestions(asked, language)
