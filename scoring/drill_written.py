"""Judging a line that a trainee wrote instead of choosing one: it must say something of its own and break no rule."""
from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from difflib import SequenceMatcher
from typing import Literal

from scoring.checks.line import LineFinding
from scoring.one_line import judge_one_line
from trainer.domain.context import CallContext
from trainer.domain.drill import DrillItem
from trainer.domain.heard import Heard
from trainer.domain.judgement import RulePack
from trainer.domain.text import Language, Model

Hear = Callable[[str, Language, date], Heard]
Trouble = Literal["too_short", "hardly_changed", "breaks_a_rule"]

LONGEST_WRITTEN = 500
# A finding less sure than this is told as a doubt, but does not make an answer wrong.
SURE_ENOUGH = 0.6
# A line as close as this to the one shown has not been mended; closeness is the share of letters in common, in order.
HARDLY_CHANGED = 0.85
_SHORTEST = {Language.ZH: 6, Language.EN: 4}
_WORDS = {Language.ZH: re.compile(r"[一-鿿]|[A-Za-z0-9]+"), Language.EN: re.compile(r"[A-Za-z0-9']+|[一-鿿]")}


class WrittenVerdict(Model):
    """What was found in a written line; `trouble` is None where it is right, `doubts` are rules that it may touch."""

    trouble: Trouble | None
    broken: tuple[LineFinding, ...] = ()
    doubts: tuple[LineFinding, ...] = ()


def judge_written(item: DrillItem, text: str, pack: RulePack, hear: Hear, today: date) -> WrittenVerdict:
    """Judge a written line in the circumstances of an item.

    Args:
        item: The item, with the line that was to be mended.
        text: What was written; only the first LONGEST_WRITTEN characters count.
        pack: The rules of the item's jurisdiction.
        hear: The ears.
        today: The day against which days named are resolved.

    Returns:
        The verdict. A line that the ears find nothing in is taken as right; the model line is shown beside it, for the eye to compare.
    """
    written = text.strip()[:LONGEST_WRITTEN]
    if len(_WORDS[item.language].findall(written)) < _SHORTEST[item.language]:
        return WrittenVerdict(trouble="too_short")
    if _alike(written, item.line, item.language):
        return WrittenVerdict(trouble="hardly_changed")
    context = CallContext.model_validate({"identity_verified": True, **item.context})
    found = judge_one_line(hear(written, item.language, today), context, pack, today)
    broken = tuple(finding for finding in found if finding.confidence >= SURE_ENOUGH)
    doubts = tuple(finding for finding in found if finding.confidence < SURE_ENOUGH)
    return WrittenVerdict(trouble="breaks_a_rule" if broken else None, broken=broken, doubts=doubts)


def _alike(written: str, shown: str, language: Language) -> bool:
    mine, theirs = (" ".join(_WORDS[language].findall(line.casefold())) for line in (written, shown))
    return theirs in mine or SequenceMatcher(None, mine, theirs, autojunk=False).ratio() >= HARDLY_CHANGED
