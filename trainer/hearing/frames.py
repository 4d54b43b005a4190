"""Frames: who does what to whom, as phrases with gaps; a plain breach is heard by its frame alone, unless its clause undoes it."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trainer.domain.errors import ContentError
from trainer.domain.heard import Signal, Span
from trainer.domain.once import once
from trainer.domain.strict_yaml import read_model_file
from trainer.domain.text import Language, Model
from trainer.hearing.finder import Finder
from trainer.hearing.normalise import fold
from trainer.hearing.phrases import Phrases, fault_in

FOLDER = Path(__file__).parent / "lexicon" / "frames"
CONFIDENCE = 0.9
BEFORE_REACH = 40
_CLAUSE_ENDS = "，。！？；,.!?;\n…"


class FrameFile(Model):
    """The frames of one language.

    `before` undoes a frame when it stands in front of it in the same clause, `inside` when it stands within the frame itself (but for the rules named
    in `negative`, whose frames hold a negation), `after` behind it, `anywhere` in the line.
    """

    version: int
    concepts: dict[str, tuple[str, ...]]
    before: tuple[str, ...]
    inside: tuple[str, ...]
    negative: tuple[str, ...]
    after: tuple[str, ...]
    anywhere: tuple[str, ...]
    rules: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class _Compiled:
    before: Finder | None
    inside: Finder | None
    negative: frozenset[str]
    after: Finder | None
    anywhere: Finder | None
    rules: tuple[tuple[str, Finder], ...]


def _problems(frames: FrameFile, where: str) -> list[str]:
    lists = {"before": frames.before, "inside": frames.inside, "after": frames.after, "anywhere": frames.anywhere, **{f"rules.{code}": phrases for code, phrases in frames.rules.items()}}
    found = []
    for key, phrases in lists.items():
        for phrase in phrases:
            fault = fault_in(phrase, frames.concepts)
            if fault is not None:
                found.append(f"{where}: {key}: found {phrase!r}, which {fault}; allowed: a phrase as the debtor lexicon describes")
    return found


@once
def _compiled(language: Language) -> _Compiled:
    where = f"trainer/hearing/lexicon/frames/{language.value}.yaml"
    frames = read_model_file(FOLDER / f"{language.value}.yaml", where, FrameFile)
    problems = _problems(frames, where)
    if problems:
        raise ContentError(problems)
    rules, lexicon = [], Phrases(frames.concepts, language)
    for code, phrases in frames.rules.items():
        pattern = lexicon.any_of(phrases)
        if pattern is not None:
            rules.append((code, pattern))
    return _Compiled(
        before=lexicon.any_of(frames.before, few=True), inside=lexicon.any_of(frames.inside, few=True),
        negative=frozenset(frames.negative), after=lexicon.any_of(frames.after, few=True),
        anywhere=lexicon.any_of(frames.anywhere), rules=tuple(rules),
    )


def _clause_start(folded: str, at: int) -> int:
    low = max(0, at - BEFORE_REACH)
    return max((folded.rfind(mark, low, at) + 1 for mark in _CLAUSE_ENDS), default=low) or low


def _clause_end(folded: str, at: int) -> int:
    high = min(len(folded), at + BEFORE_REACH)
    ends = [found for mark in _CLAUSE_ENDS if (found := folded.find(mark, at, high)) >= 0]
    return min(ends, default=high)


def framed(text: str, language: Language) -> tuple[Signal, ...]:
    """The rules whose frames stand in the line and are not undone, one signal a rule.

    Args:
        text: Any line.
        language: Its language.
    """
    frames = _compiled(language)
    folded = fold(text)
    if len(folded) != len(text) or (frames.anywhere is not None and frames.anywhere.search(folded)):
        return ()
    found = []
    for rule, pattern in frames.rules:
        for match in pattern.finditer(folded):
            start, end = _clause_start(folded, match.start()), _clause_end(folded, match.end())
            if frames.before is not None and frames.before.search(folded, start, match.start() + 1):
                continue
            if frames.inside is not None and rule not in frames.negative and frames.inside.search(folded, match.start(), match.end()):
                continue
            if frames.after is not None and frames.after.search(folded, match.start(), end):
                continue
            found.append(Signal(rule=rule, span=Span(start=match.start(), end=match.end()), confidence=CONFIDENCE))
            break
    return tuple(found)
