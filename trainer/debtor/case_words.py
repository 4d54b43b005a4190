"""The words of whoever is on the line for each subject of daily life: a question that uses them is likelier about what they say with them."""
from __future__ import annotations

from functools import lru_cache

from trainer.debtor.state import CallState, Cast
from trainer.domain.context import Party
from trainer.domain.scenario import Fact
from trainer.domain.text import Language
from trainer.hearing.subjects import CaseWords

KEPT = 256  # people in a language
MEANT = 0.7  # shared words from which a question is about a fact: one that two facts have is enough


def case_words(cast: Cast, state: CallState) -> CaseWords:
    """The words of the person speaking now."""
    life = cast.scenario.life
    spoken = life.debtor if cast.answerer(state.speaking).party is Party.RIGHT else life.answerer
    return _of(tuple((subject, tuple(words.in_(state.language))) for subject, words in spoken.items()), state.language)


def fact_meant(question: str, cast: Cast, state: CallState) -> Fact | None:
    """The untold fact whose own words the question uses; None where there is none, or two are as near."""
    facts = {fact.id: fact for fact in cast.scenario.facts}
    words = _of(tuple((fact.id, tuple(fact.spoken.in_(state.language))) for fact in facts.values()), state.language)
    shared = words.shared(question)
    untold = sorted(((share, name) for name, share in shared.items() if name not in state.facts_told), reverse=True)
    if not untold or untold[0][0] < MEANT or (len(untold) > 1 and untold[1][0] >= untold[0][0]):
        return None
    return facts[untold[0][1]]


@lru_cache(maxsize=KEPT)
def _of(spoken: tuple[tuple[str, tuple[str, ...]], ...], language: Language) -> CaseWords:
    return CaseWords(dict(spoken), language)
