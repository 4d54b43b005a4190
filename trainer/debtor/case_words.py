"""The words of whoever is on the line for each subject of daily life: a question that uses them is likelier about what they say with them."""
from __future__ import annotations

from functools import lru_cache

from trainer.debtor.state import CallState, Cast
from trainer.domain.context import Party
from trainer.domain.subjects import Subject
from trainer.domain.text import Language
from trainer.hearing.subjects import CaseWords

KEPT = 256  # people in a language


def case_words(cast: Cast, state: CallState) -> CaseWords:
    """The words of the person speaking now."""
    life = cast.scenario.life
    spoken = life.debtor if cast.answerer(state.speaking).party is Party.RIGHT else life.answerer
    return _of(tuple((subject, tuple(words.in_(state.language))) for subject, words in spoken.items()), state.language)


@lru_cache(maxsize=KEPT)
def _of(spoken: tuple[tuple[Subject, tuple[str, ...]], ...], language: Language) -> CaseWords:
    return CaseWords(dict(spoken), language)
