"""Hears each turn of a call once and follows what changes while it runs: who is on the line, whether identity is settled, which flags were raised."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from scoring.following import SURE, Following
from scoring.phrases import find, says
from scoring.quotes import clause_of
from trainer.domain.call import CollectorDeed, Speaker, Transcript, Turn
from trainer.domain.context import CallContext, ContextAccount, Party
from trainer.domain.heard import AmountHit, DebtorHeard, DebtorSignal, DebtorSignalKind, Heard, Span
from trainer.domain.text import Language

# Where the day of the call is unknown, any Monday does: only distances between named days are used then.
ANY_DAY = date(2026, 1, 5)

HearCollector = Callable[[str, Language, date], Heard]
HearDebtor = Callable[[str, Language, date], DebtorHeard]

SURE_ACT = 0.6


@dataclass(frozen=True)
class Moment:
    """One turn with what was heard in it and how things stood when it was said.

    `heard` is set for spoken collector turns, `said` for spoken debtor turns; `context` is the context in which the words count,
    and `verified_now` whether identity is settled from this turn on.
    """

    turn: Turn
    context: CallContext
    heard: Heard | None = None
    said: DebtorHeard | None = None

    @property
    def index(self) -> int:
        """The number of the turn, counted from 0 over all turns."""
        return self.turn.index

    @property
    def text(self) -> str:
        """The words of the turn as they were given."""
        return self.turn.text

    @property
    def spoken(self) -> str:
        """The words said to the other side: the turn without what was meant for the scorer, every character in its place."""
        return self.heard.text if self.heard is not None else self.turn.text

    @property
    def verified(self) -> bool:
        """Whether identity was settled when this was said."""
        return self.context.identity_verified

    @property
    def party(self) -> Party:
        """Who was on the line."""
        return self.context.party

    def does(self, *acts: str) -> bool:
        """Whether this is a collector turn that does at least one of these acts."""
        return self.heard is not None and self.heard.does(*acts)

    def surely_does(self, *acts: str) -> bool:
        """Whether this is a collector turn that does at least one of these acts beyond reasonable doubt."""
        return self.heard is not None and any(hit.act in acts and hit.confidence >= SURE_ACT for hit in self.heard.acts)

    def raises(self, *kinds: DebtorSignalKind) -> bool:
        """Whether this is a debtor turn that surely sets off at least one of these."""
        return self.said is not None and any(signal.kind in kinds and signal.confidence >= SURE for signal in self.said.signals)

    def act_words(self, *acts: str) -> str | None:
        """The words that carry the first of these acts, or None."""
        if self.heard is None:
            return None
        hit = next((hit for hit in self.heard.acts if hit.act in acts), None)
        return hit.span.words(self.text) if hit else None

    def signal_words(self, *kinds: DebtorSignalKind) -> str | None:
        """The words that set off the first of these signals, or None."""
        if self.said is None:
            return None
        hit = next((hit for hit in self.said.signals if hit.kind in kinds), None)
        return hit.span.words(self.text) if hit else None


    def signal_clause(self, *kinds: DebtorSignalKind) -> str | None:
        """The clause around the words that surely set off the first of these signals, or None."""
        if self.said is None:
            return None
        hit = next((hit for hit in self.said.signals if hit.kind in kinds and hit.confidence >= SURE), None)
        return clause_of(self.text, hit.span.start, hit.span.end) if hit else None


@dataclass(frozen=True)
class HeardCall:
    """A whole call as heard; `moments` in the order of the turns."""

    transcript: Transcript
    moments: tuple[Moment, ...]

    @property
    def language(self) -> Language:
        """The language of the call."""
        return self.transcript.language

    @property
    def today(self) -> date:
        """The day of the call, or the stand-in day where it is unknown."""
        return self.transcript.today or ANY_DAY

    @cached_property
    def collector(self) -> tuple[Moment, ...]:
        """The spoken collector turns."""
        return tuple(moment for moment in self.moments if moment.heard is not None)

    @cached_property
    def debtor(self) -> tuple[Moment, ...]:
        """The spoken turns of the other side."""
        return tuple(moment for moment in self.moments if moment.said is not None)

    def after(self, index: int) -> Iterator[Moment]:
        """The moments later than the turn of that number."""
        return (moment for moment in self.moments if moment.index > index)

    def debtor_before(self, index: int) -> Moment | None:
        """The last spoken turn of the other side before the turn of that number."""
        return next((moment for moment in reversed(self.debtor) if moment.index < index), None)

    def reply_to(self, index: int) -> Moment | None:
        """The first spoken turn of the other side after the turn of that number."""
        return next((moment for moment in self.debtor if moment.index > index), None)

    @property
    def ended_by_debtor(self) -> bool:
        """Whether the last spoken words are the other side's and no collector turn follows."""
        spoken = [moment for moment in self.moments if moment.text.strip()]
        return bool(spoken) and spoken[-1].turn.speaker is Speaker.DEBTOR


def hear_call(transcript: Transcript, hear: HearCollector, hear_debtor: HearDebtor) -> HeardCall:
    """Hear every turn once and carry the context along.

    Args:
        transcript: The call.
        hear: Hears a collector line (text, language, day of the call).
        hear_debtor: Hears a line of the other side.
    """
    today = transcript.today or ANY_DAY
    follow = Following(transcript.context, transcript.language)
    moments: list[Moment] = []
    for turn in transcript.turns:
        if turn.speaker is Speaker.COLLECTOR:
            spoken = turn.text.strip() and turn.deed in (CollectorDeed.SAY, CollectorDeed.TRANSFER, CollectorDeed.HANG_UP)
            heard = _with_file_figures(hear(without_asides(turn.text, transcript.language), transcript.language, today), transcript.context.account) if spoken else None
            follow.collector(turn, heard)
            moments.append(Moment(turn=turn, context=follow.context, heard=heard))
        else:
            said = _with_plain_remarks(hear_debtor(turn.text, transcript.language, today)) if turn.text.strip() else None
            follow.debtor(turn, said)
            moments.append(Moment(turn=turn, context=follow.context, said=said))
    return HeardCall(transcript=transcript, moments=tuple(_known_from_the_start(moments, follow)))


def _known_from_the_start(moments: list[Moment], follow: Following) -> Iterator[Moment]:
    """Whoever turns out to be somebody else was that from the moment of picking up: the turns before it said so were spoken to the same person."""
    for moment in moments:
        stranger = follow.stranger
        if stranger is not None and moment.index < stranger[0] and moment.turn.party is None:
            yield replace(moment, context=moment.context.model_copy(update={"party": stranger[1]}))
        else:
            yield moment


_BARE = re.compile(r"(?<![\d.,:/#-])\d{2,7}(?:,\d{3})*(?:\.\d{1,2})?(?![\d:/%-])")


def _with_file_figures(heard: Heard, account: ContextAccount | None) -> Heard:
    """The line with bare numbers taken as sums where they are the file's own figures ("118 through the app today")."""
    figures = {figure for figure in (account.minimum_due, account.balance) if figure} if account else set()
    whole = {figure.to_integral_value() for figure in figures} | figures
    taken = [*((hit.span.start, hit.span.end) for hit in heard.amounts), *((hit.span.start, hit.span.end) for hit in heard.dates)]
    new = [
        AmountHit(value=Decimal(found.group().replace(",", "")), span=Span(start=found.start(), end=found.end()))
        for found in _BARE.finditer(heard.text)
        if Decimal(found.group().replace(",", "")) in whole and not any(start <= found.start() < end for start, end in taken)
    ]
    if not new:
        return heard
    return heard.model_copy(update={"amounts": tuple(sorted((*heard.amounts, *new), key=lambda hit: hit.span.start))})


def _with_plain_remarks(said: DebtorHeard) -> DebtorHeard:
    """The line with a plain "I paid that last week" heard as what it is, whatever else was made of it."""
    hit = find("says_paid", said.language, said.text)
    if hit is None or said.says(DebtorSignalKind.ALREADY_PAID) or says("not_paid_yet", said.language, said.text):
        return said
    remark = DebtorSignal(kind=DebtorSignalKind.ALREADY_PAID, span=Span(start=hit.start(), end=hit.end()), confidence=0.7)
    return said.model_copy(update={"signals": (*said.signals, remark)})


def without_asides(text: str, language: Language) -> str:
    """The line with whatever it says to the scorer instead of the person on the phone blanked out; every other character keeps its place."""
    if not says("to_scorer", language, text):
        return text
    parts = _SENTENCE.findall(text)
    return "".join(" " * len(part) if says("to_scorer", language, part) else part for part in parts)


_SENTENCE = re.compile(r"[^。！？!?；;()（）\n.]*[。！？!?；;()（）\n.]?")
