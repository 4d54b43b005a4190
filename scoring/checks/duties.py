"""Duties that start when the other side says something: met in time, left out, or acted against. Which they are is content (duties.yaml)."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import Field

from scoring.breach import Breach, CheckInput, breach
from scoring.ears import HeardCall, Moment
from scoring.phrases import says
from trainer.domain.context import Flag, Jurisdiction, Party
from trainer.domain.heard import DebtorSignalKind
from trainer.domain.strict_yaml import read_model_file
from trainer.domain.subjects import Subject
from trainer.domain.text import Localised, Model
from trainer.hearing.subjects import subject_of

DUTIES_FILE = Path(__file__).parent / "duties.yaml"
# A turn that does nothing but these neither meets a duty nor uses up its window: who speaks must be settled first.
NEUTRAL = frozenset({"greet", "ask_right_party", "identify_self", "identify_institution", "recording_notice", "verify_identity", "thank"})
COMFORT = frozenset({"empathise", "reassure", "apologise", "reflect", "thank"})
SAYS_YES = (DebtorSignalKind.AGREEMENT, DebtorSignalKind.PROMISE, DebtorSignalKind.OFFER)


class Duty(Model):
    """One duty: what starts it (only in a turn that has `start_words`, a name in phrases.yaml, where given), what meets it, what acts against it; `answered_before` within how many
    collector turns before it an answer already given still counts, `silence_breaks` that never meeting it is a breach even where nothing contrary was done,
    `weak_starts` are signals that call
    for it only where the other side is pressed, `contrary_sums` says that naming any sum
    acts against it, `in_passing` that it does not start where the same turn says yes to a plan,
    `met_by_questions` are the subjects on which a plain question, with nothing contrary beside it, takes up what was said."""

    rule: str
    starts: tuple[DebtorSignalKind, ...]
    start_words: str | None = None
    weak_starts: tuple[DebtorSignalKind, ...] = ()
    flags: tuple[Flag, ...] = ()
    met_by: tuple[str, ...]
    met_words: tuple[str, ...] = ()
    met_by_questions: tuple[Subject, ...] = ()
    contrary: tuple[str, ...]
    contrary_words: tuple[str, ...] = ()
    contrary_sums: bool = False
    lasting: bool
    answered_before: int = Field(default=0, ge=0)
    silence_breaks: bool = False
    in_passing: bool = False
    parties: tuple[Party, ...] = Field(min_length=1)
    trouble: Localised
    missing: Localised


class _DutiesFile(Model):
    duties: tuple[Duty, ...]


@dataclass(frozen=True)
class Start:
    """Where a duty began: the turn of the other side, or -1 for before the call, and the words."""

    index: int
    words: str | None
    kind: DebtorSignalKind | None


@cache
def duties() -> tuple[Duty, ...]:
    """All duties.

    Raises:
        ContentError: with every problem of the file.
    """
    return read_model_file(DUTIES_FILE, "scoring/checks/duties.yaml", _DutiesFile).duties


def check_duties(given: CheckInput) -> Iterator[Breach]:
    """Breaches of every duty of this call."""
    for duty in duties():
        start = begins(given.call, duty)
        if start is not None:
            yield from _breaches(given, duty, start)


def begins(call: HeardCall, duty: Duty) -> Start | None:
    """Where the duty first began in this call, or None."""
    strong = tuple(kind for kind in duty.starts if kind not in duty.weak_starts)
    order = sorted(call.moments, key=lambda moment: not moment.raises(*strong))
    for moment in order:
        named = duty.start_words is None or says(duty.start_words, call.language, moment.text)
        if moment.raises(*duty.starts) and named and moment.party in duty.parties and not (duty.in_passing and moment.raises(*SAYS_YES)):
            kind = next(kind for kind in (*strong, *duty.weak_starts) if moment.raises(kind))
            return Start(moment.index, moment.signal_clause(*duty.starts), kind)
    if any(flag in call.transcript.context.flags for flag in duty.flags) and call.transcript.context.party in duty.parties:
        return Start(-1, None, None)
    return None


def meets(duty: Duty, moment: Moment, call: HeardCall) -> bool:
    """Whether this collector turn meets the duty."""
    if any(says(name, call.language, moment.spoken) for name in duty.contrary_words):
        return False
    if any(says(name, call.language, moment.spoken) for name in duty.met_words):
        return True
    # A word of comfort in front of the same demand takes nothing up.
    comfort_counts = not moment.does(*duty.contrary)
    if comfort_counts and asks_after(duty, moment, call):
        return True
    return moment.does(*(act for act in duty.met_by if comfort_counts or act not in COMFORT))


def asks_after(duty: Duty, moment: Moment, call: HeardCall) -> bool:
    """Whether this collector turn asks about the trouble itself: which ward, since when, who is with them."""
    return bool(duty.met_by_questions) and subject_of(moment.spoken, call.language) in duty.met_by_questions


def only_asks_after(duty: Duty, moment: Moment, call: HeardCall) -> bool:
    """Whether this collector turn asks about the trouble and does nothing against the duty: however it sounds, that ignores nobody."""
    return asks_after(duty, moment, call) and not goes_against(duty, moment, call)


def goes_against(duty: Duty, moment: Moment, call: HeardCall) -> bool:
    """Whether this collector turn acts against the duty."""
    if duty.contrary_sums and moment.heard is not None and moment.heard.amounts:
        return True
    done = moment.surely_does(*duty.contrary) if duty.lasting else moment.does(*duty.contrary)
    return done or any(says(name, call.language, moment.spoken) for name in duty.contrary_words)


def _breaches(given: CheckInput, duty: Duty, start: Start) -> Iterator[Breach]:
    call = given.call
    turns = [moment for moment in call.collector if moment.index > start.index and not _neutral(moment)]
    if start.index < 0:
        yield from _flagged(given, duty, start, turns)
        return
    earlier = [moment for moment in call.collector if moment.index < start.index][-duty.answered_before :]
    if duty.answered_before and any(meets(duty, moment, call) for moment in earlier):
        return
    window = max(given.pack.rule(duty.rule).duty_window_turns or 1, 1)
    if duty.lasting:
        against = next((moment for moment in turns if _against(duty, moment, call)), None)
        if against is not None:
            yield _report(given, duty, start, against, 0.9)
            return
    yield from _missed(given, duty, start, turns, window)


def _missed(given: CheckInput, duty: Duty, start: Start, turns: list[Moment], window: int) -> Iterator[Breach]:
    """Not met in time: at once where something contrary is done instead, otherwise only where it is never met at all."""
    for number, moment in enumerate(turns):
        if meets(duty, moment, given.call):
            # A demand and a word of comfort in one turn is a turn of comfort; a demand before it, within the window, may still be put right.
            return
        in_time = turns[:window]
        if start.kind in duty.weak_starts and not says("urgent", given.call.language, moment.spoken):
            continue
        if goes_against(duty, moment, given.call) and not (number < window and any(meets(duty, other, given.call) for other in in_time)):
            yield _report(given, duty, start, moment, 0.85 if number < window else 0.75)
            return
    cared_before = any(meets(duty, moment, given.call) for moment in given.call.collector if moment.index < start.index)
    if duty.silence_breaks and not cared_before and len(turns) >= window and given.whole:
        yield _report(given, duty, start, turns[window - 1], 0.65)


def _flagged(given: CheckInput, duty: Duty, start: Start, turns: list[Moment]) -> Iterator[Breach]:
    for moment in turns:
        if meets(duty, moment, given.call):
            return
        if moment.surely_does(*duty.contrary):
            yield _report(given, duty, start, moment, 0.8)
            return


def _neutral(moment: Moment) -> bool:
    acts = set(moment.heard.act_codes()) if moment.heard else set()
    return bool(acts) and acts <= NEUTRAL


def _against(duty: Duty, moment: Moment, call: HeardCall) -> bool:
    return goes_against(duty, moment, call) and not says("money_stops", call.language, moment.spoken)


def _report(given: CheckInput, duty: Duty, start: Start, moment: Moment, confidence: float) -> Breach:
    quote = moment.act_words(*duty.contrary)
    zh_said = f"（“{start.words}”）" if start.words else ""
    en_said = f' ("{start.words}")' if start.words else ""
    return breach(
        duty.rule, moment,
        f"{duty.trouble.zh}{zh_said}，{duty.missing.zh}。",
        f"{_capital(duty.trouble.en)}{en_said}; {duty.missing.en}.",
        quote=quote, confidence=confidence, escalated=_escalated(given, duty, start, moment), said=start.words,
    )


def _escalated(given: CheckInput, duty: Duty, start: Start, moment: Moment) -> bool:
    if duty.rule == "continue_after_cease_request":
        return given.pack.jurisdiction is Jurisdiction.CN and moment.party is not Party.RIGHT
    if duty.rule == "ignoring_vulnerability" and start.kind is DebtorSignalKind.INTOXICATION:
        reply = given.call.reply_to(moment.index)
        return reply is not None and reply.raises(*SAYS_YES)
    return False


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
