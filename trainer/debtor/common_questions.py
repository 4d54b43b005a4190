"""Questions and remarks that any debtor may hear, with plain answers for those whom the case gives none of their own."""
from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Literal

from pydantic import Field

from trainer.debtor.state import CallState, Cast
from trainer.debtor.voice import Role
from trainer.debtor.wording_files import shipped_wording
from trainer.domain.context import Party
from trainer.domain.once import once
from trainer.domain.scenario import Exchange, Fact, Spoken, Topic
from trainer.domain.strict_yaml import read_model
from trainer.domain.text import Model

CROSS = 0.45  # anger from which answers are cross
LOW = 0.6  # anxiety or shame from which they are those of somebody in distress
DISTRESSED = 0.45  # the trait from which people show it
_SPOKEN = frozenset({"right_party", "promise_made", "promise_broken", "inbound"})  # results of a call in which the debtor was spoken to


class CommonQuestion(Model):
    """One question with its answers by mood; see the head of the file for `who`, `tells` and `when`."""

    who: tuple[Role, ...] = (Role.DEBTOR,)
    tells: tuple[Topic, ...] = ()
    when: tuple[Literal["cn", "us", "uk", "spoken", "unspoken", "uncontested"], ...] = ()
    ask: Spoken
    say: Spoken
    cross: Spoken | None = None
    low: Spoken | None = None


class CommonQuestions(Model):
    """All of them."""

    version: int
    questions: tuple[CommonQuestion, ...] = Field(min_length=1)


@once
def common_questions() -> tuple[CommonQuestion, ...]:
    """The shipped questions, in the order of the file."""
    return read_model(files("trainer.debtor").joinpath("common_questions.yaml").read_text(encoding="utf-8"), "trainer/debtor/common_questions.yaml", CommonQuestions).questions


def exchanges_for(cast: Cast, state: CallState) -> tuple[tuple[Exchange, Fact | None], ...]:
    """The questions that fit whoever is on the line, each with the answers of the present mood and the fact of the case that answers it better, if any."""
    case = cast.scenario.case
    spoken = any(contact.channel == "phone" and contact.result in _SPOKEN for contact in case.contacts)
    holds = frozenset({cast.scenario.jurisdiction.value, "spoken" if spoken else "unspoken", *(() if cast.contested else ("uncontested",))})
    mood, traits = state.mood, cast.temperament(state.speaking).traits
    tone = "cross" if mood.anger >= CROSS else "low" if traits.distress >= DISTRESSED and max(mood.anxiety, mood.shame) >= LOW else "say"
    return tuple((exchange, _fact(question, cast) if question.tells else None) for question, exchange in _fitting(role_of(cast, state), holds, tone))


@lru_cache(maxsize=256)
def _fitting(role: Role, holds: frozenset[str], tone: str) -> tuple[tuple[CommonQuestion, Exchange], ...]:
    """The questions of a role under these conditions, with the answers of a tone where they have such."""
    return tuple(
        (each, Exchange(ask=each.ask, say=getattr(each, tone) or each.say)) for each in common_questions() if role in each.who and (not each.when or set(each.when) & holds)
    )


def role_of(cast: Cast, state: CallState) -> Role:
    """What whoever is on the line is to the debt."""
    who = cast.answerer(state.speaking)
    if who.party is Party.RIGHT:
        return Role.DEBTOR
    if who.party is Party.WRONG:
        return Role.STRANGER
    if "deceased" in cast.situation.flags:
        return Role.BEREAVED
    found = shipped_wording(state.language).matching("role", who.relationship.in_(state.language)) if who.relationship else None
    return Role(found) if found else Role.HOUSEHOLD


def _fact(question: CommonQuestion, cast: Cast) -> Fact | None:
    for topic in question.tells:
        for fact in cast.scenario.facts:
            if fact.topic == topic and fact.told_by != "debtor" and fact.reveal in ("volunteered", "when_asked"):
                return fact
    return None
