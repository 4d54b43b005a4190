"""Hear what a debtor line says: hardship, dispute, death, promise and the rest, each with its words."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from trainer.domain.errors import ContentError
from trainer.domain.heard import DebtorHeard, DebtorSignal, DebtorSignalKind, Span
from trainer.domain.once import once
from trainer.domain.strict_yaml import read_model, read_text
from trainer.domain.text import Language, Model
from trainer.hearing.debtor_sense import sensed
from trainer.hearing.entities import Entities, find_entities
from trainer.hearing.finder import Finder, PhraseBook
from trainer.hearing.normalise import fold, sentences
from trainer.hearing.phrases import Phrases, fault_in

Scope = Literal["negated", "hypothetical", "about_you", "about_others", "reported", "asked"]
Need = Literal["day_or_sum", "sum_or_count", "short", "young_age"]


class Group(Model):
    """Phrases of one kind that share their conditions.

    Attributes:
        hears: Phrases that set the kind off.
        unless: Phrases that undo the kind, in every group of it, when they stand in the same sentence.
        unless_here: Phrases that undo this group alone.
        drop_when: Scopes that undo it when they stand just before the words.
        needs: What else the line must hold.
        cased: The phrases are matched with their capitals, as names need.
        confidence: From 0 to 1.
    """

    hears: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    unless_here: tuple[str, ...] = ()
    drop_when: tuple[Scope, ...] = ()
    needs: Need | None = None
    cased: bool = False
    confidence: float = Field(default=0.9, gt=0, le=1)


class Lexicon(Model):
    """The debtor lexicon of one language.

    Attributes:
        concepts: Named lists of phrases that other phrases refer to as {name}.
        scopes: Phrases that open each scope; they hold for the words that follow in the clause.
        kinds: Groups by kind of signal.
    """

    version: int = Field(ge=1)
    concepts: dict[str, tuple[str, ...]]
    scopes: dict[Scope, tuple[str, ...]]
    kinds: dict[DebtorSignalKind, tuple[Group, ...]]


@dataclass(frozen=True)
class _Compiled:
    kind: DebtorSignalKind
    hears: Finder
    unless: Finder | None
    group: Group


@dataclass(frozen=True)
class _Ears:
    book: PhraseBook
    groups: tuple[_Compiled, ...]
    scopes: dict[Scope, Finder]


# How far before the words a scope may stand, in characters of the same clause.
_SCOPE_REACH: dict[Language, dict[Scope, int]] = {
    Language.ZH: {"negated": 5, "hypothetical": 14, "about_you": 5, "about_others": 9, "reported": 12, "asked": 8},
    Language.EN: {"negated": 22, "hypothetical": 40, "about_you": 24, "about_others": 36, "reported": 44, "asked": 30},
}
_CLAUSE_CUT = re.compile(r"[,。!?;…\n]|\.(?=\s|$)")
KEPT = 4096  # lines that are heard again: by the debtor, and by the score
_LINE_SHORT = {Language.ZH: 14, Language.EN: 45}


def read_lexicon(text: str, name: str) -> Lexicon:
    """Validate a debtor lexicon.

    Args:
        text: YAML.
        name: What errors call the file.

    Raises:
        ContentError: with every problem found.
    """
    lexicon = read_model(text, name, Lexicon)
    phrases = [("concepts." + key, phrase) for key, many in lexicon.concepts.items() for phrase in many]
    phrases += [("scopes." + key, phrase) for key, many in lexicon.scopes.items() for phrase in many]
    for kind, groups in lexicon.kinds.items():
        phrases += [(f"kinds.{kind}", phrase) for group in groups for phrase in (*group.hears, *group.unless, *group.unless_here)]
    faults = [f"{name}: {where}: found {phrase!r}, which {fault}" for where, phrase in phrases if (fault := fault_in(phrase, lexicon.concepts)) is not None]
    missing = [kind.value for kind in DebtorSignalKind if kind not in lexicon.kinds]
    if missing:
        faults.append(f"{name}: kinds: found nothing for {', '.join(missing)}; allowed: every kind has a group")
    if faults:
        raise ContentError(faults)
    return lexicon


@once
def _ears(language: Language) -> _Ears:
    name = f"lexicon/debtor/{language.value}.yaml"
    lexicon = read_lexicon(read_text(Path(__file__).parent / name, name), name)
    groups, phrases_of = [], Phrases(lexicon.concepts, language)
    for kind, many in lexicon.kinds.items():
        shared = tuple(dict.fromkeys(phrase for group in many for phrase in group.unless))
        for group in many:
            hears = phrases_of.any_of(group.hears)
            if hears is not None:
                undone_by = phrases_of.any_of((*shared, *group.unless_here))
                groups.append(_Compiled(kind, hears, undone_by, group))
    scopes: dict[Scope, Finder] = {}
    for scope, phrases in lexicon.scopes.items():
        pattern = phrases_of.any_of(phrases, few=True)
        if pattern is not None:
            scopes[scope] = pattern
    return _Ears(phrases_of.book, tuple(groups), scopes)


def _clause_start(folded: str, at: int, reach: int) -> int:
    """Where the clause that holds position `at` begins, at most `reach` characters back."""
    start = max(0, at - reach)
    last = start
    for cut in _CLAUSE_CUT.finditer(folded, start, at):
        last = cut.end()
    return last


def _in_scope(ears: _Ears, scope: Scope, folded: str, at: int, language: Language) -> bool:
    pattern = ears.scopes.get(scope)
    if pattern is None:
        return False
    start = _clause_start(folded, at, _SCOPE_REACH[language][scope])
    return pattern.search(folded, start, at) is not None


_YOUNG = re.compile(r"(?:(?<!\d)(?:[6-9]|1[0-7])(?!\d)|[六七八九]|十[一二三四五六七]?)(?:周?岁|了|$|,|。)")
_YOUNG_EN = re.compile(
    r"(?<![\d$£])(?:[6-9]|1[0-7])(?![\d:%])|\b(?:six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)\b"
)


def _has_needed(need: Need | None, folded: str, match: re.Match[str], entities: Entities, language: Language) -> bool:
    if need is None:
        return True
    if need == "day_or_sum":
        return bool(entities.dates or entities.amounts)
    if need == "sum_or_count":
        return bool(entities.amounts or entities.instalments)
    if need == "young_age":
        return (_YOUNG if language is Language.ZH else _YOUNG_EN).search(match.group()) is not None
    return len(folded.strip()) <= _LINE_SHORT[language]


def _hits(ears: _Ears, text: str, folded: str, language: Language, entities: Entities) -> Iterator[DebtorSignal]:
    for start, end in sentences(folded):
        folded_holds, text_holds = ears.book.likely(folded, start, end), ears.book.likely(text, start, end)
        for one in ears.groups:
            if one.hears.number not in (text_holds if one.group.cased else folded_holds):
                continue
            match = next(
                (
                    found
                    for found in one.hears.finditer(text if one.group.cased else folded, start, end)
                    if not any(_in_scope(ears, scope, folded, found.start(), language) for scope in one.group.drop_when)
                ),
                None,
            )
            if match is None or match.end() == match.start():
                continue
            if one.unless is not None and one.unless.search(folded, start, end) is not None:
                continue
            if not _has_needed(one.group.needs, folded, match, entities, language):
                continue
            yield DebtorSignal(kind=one.kind, span=Span(start=match.start(), end=match.end()), confidence=one.group.confidence)


def by_phrases(text: str, language: Language, today: date) -> tuple[DebtorSignal, ...]:
    """What the phrases of the lexicon alone set off, each kind once, with its first words of the highest confidence."""
    return _by_phrases(text, language, find_entities(text, language, today))


def _by_phrases(text: str, language: Language, entities: Entities) -> tuple[DebtorSignal, ...]:
    best: dict[DebtorSignalKind, DebtorSignal] = {}
    for signal in _hits(_ears(language), text, fold(text), language, entities):
        known = best.get(signal.kind)
        if known is None or signal.confidence > known.confidence:
            best[signal.kind] = signal
    return tuple(best.values())


@lru_cache(maxsize=KEPT)
def hear_debtor(text: str, language: Language, today: date) -> DebtorHeard:
    """Hear one debtor line.

    Args:
        text: Any Unicode string of any length.
        language: The language of the line.
        today: The day of the call, for the dates it names.

    Returns:
        Each kind at most once, with its first words of the highest confidence, in the order of the words.
    """
    entities = find_entities(text, language, today)
    best = {signal.kind: signal for signal in sensed(text, language, _by_phrases(text, language, entities))}
    _settle(best)
    signals = tuple(sorted(best.values(), key=lambda signal: (signal.span.start, signal.kind.value)))
    return DebtorHeard(
        text=text, language=language, signals=signals, amounts=entities.amounts, dates=entities.dates, instalments=entities.instalments
    )


# Where both are heard, the first makes the second untrue or idle.
_PREVAILS: tuple[tuple[DebtorSignalKind, DebtorSignalKind], ...] = (
    (DebtorSignalKind.REFUSAL, DebtorSignalKind.AGREEMENT),
    (DebtorSignalKind.WRONG_PERSON, DebtorSignalKind.CONFIRMS_IDENTITY),
    (DebtorSignalKind.THIRD_PARTY, DebtorSignalKind.CONFIRMS_IDENTITY),
    (DebtorSignalKind.SELF_HARM, DebtorSignalKind.AGREEMENT),
    (DebtorSignalKind.ABUSE, DebtorSignalKind.AGREEMENT),
)


def _settle(best: dict[DebtorSignalKind, DebtorSignal]) -> None:
    for strong, weak in _PREVAILS:
        if strong in best and weak in best:
            del best[weak]
