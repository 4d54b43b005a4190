"""A breach as a check reports it, before clause, advice and weight are added."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from scoring.agreed import AgreedInWords, agreed_in_words
from scoring.ears import HeardCall, Moment
from trainer.domain.call import CallRecord
from trainer.domain.heard import Heard
from trainer.domain.judgement import RulePack
from trainer.domain.text import Localised


@dataclass(frozen=True)
class Breach:
    """What a check found.

    Args:
        rule: Code of the rule.
        turn: The collector turn that carries it.
        quote: The words, as they stand in that turn.
        why: What happened here.
        confidence: 0 to 1.
        escalated: Whether the circumstances raise it to the severity that the rule escalates to.
        said: The other side's words that it passes over, where there are any.
        by_words_alone: Whether nothing but how the line sounds shows it.
        in_its_words: Whether the line also has a word of what the rule is about.
    """

    rule: str
    turn: int
    quote: str
    why: Localised
    confidence: float = 0.9
    escalated: bool = False
    said: str | None = None
    by_words_alone: bool = False
    in_its_words: bool = False


@dataclass(frozen=True)
class CheckInput:
    """What every check is given: the heard call, the pack, and the collector's record where there is one.

    `note` is the free note of the record as heard. `whole` says that the call ran to its end, so that what never was said counts as omitted.
    """

    call: HeardCall
    pack: RulePack
    record: CallRecord | None = None
    note: Heard | None = None
    whole: bool = True

    @cached_property
    def agreed(self) -> AgreedInWords:
        """What was settled, by the words of the call."""
        return agreed_in_words(self.call)


Check = Callable[[CheckInput], Iterable[Breach]]


def breach(
    rule: str, moment: Moment, zh: str, en: str, *, quote: str | None = None, confidence: float = 0.9, escalated: bool = False,
    said: str | None = None, by_words_alone: bool = False, in_its_words: bool = False,
) -> Breach:
    """A breach in this moment; without `quote` the whole turn is quoted."""
    return Breach(
        rule=rule, turn=moment.index, quote=(quote or moment.text).strip(" ，、,"), why=Localised(zh=zh, en=en), confidence=confidence, escalated=escalated,
        said=said, by_words_alone=by_words_alone, in_its_words=in_its_words,
    )
