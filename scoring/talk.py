"""Who talked how much: measured from the turns alone. Units are characters in Chinese and words in English."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from scoring.ears import HeardCall
from trainer.domain.text import Language

DEAD_END_TURNS = 2


@dataclass(frozen=True)
class Talk:
    """Talk figures of a call.

    `share` is the collector's part of all units, 0-1; `longest` the longest collector turn in units; `interruptions` how often the other side was
    cut off; `dead_ends` how often the collector repeated an ask that had just been refused; `units` per turn index.
    """

    share: float
    longest: int
    interruptions: int
    dead_ends: int
    units: Mapping[int, int]


def talk(call: HeardCall) -> Talk:
    """Talk figures of this call."""
    units = {moment.index: _units(moment.text, call.language) for moment in call.moments}
    mine = sum(units[moment.index] for moment in call.collector)
    theirs = sum(units[moment.index] for moment in call.debtor)
    return Talk(
        share=mine / (mine + theirs) if mine + theirs else 0.0,
        longest=max((units[moment.index] for moment in call.collector), default=0),
        interruptions=_interruptions(call),
        dead_ends=_dead_ends(call),
        units=units,
    )


def _units(text: str, language: Language) -> int:
    if language is Language.ZH:
        return sum(1 for char in text if char.isalnum())
    return len(text.split())


def _interruptions(call: HeardCall) -> int:
    """A turn of the other side that breaks off with a dash, followed at once by the collector."""
    pairs = pairwise(call.moments)
    return sum(1 for before, after in pairs if before.said is not None and after.heard is not None and before.text.rstrip().endswith(("—", "——", "-", "–")))


def _dead_ends(call: HeardCall) -> int:
    """Collector turns that do exactly what the last one did, with nothing new named."""
    asks = ("ask_commitment", "propose_full", "ask_willingness")
    count = 0
    for before, after in pairwise(call.collector):
        assert before.heard is not None and after.heard is not None
        same = set(before.heard.act_codes()) & set(after.heard.act_codes()) & set(asks)
        new = {hit.value for hit in after.heard.amounts} - {hit.value for hit in before.heard.amounts}
        if same and not new and not after.heard.dates:
            count += 1
    return count
