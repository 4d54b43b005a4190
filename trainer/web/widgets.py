"""Drawing what the services hand over: speech bubbles, facts, tags, weak line beside better line. Decides nothing; escapes everything."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

import streamlit as st

from trainer.i18n.catalogues import Translate
from trainer.service.views import TurnView

LONG_LINE = 900
SILENCE_DEEDS = {"hold", "wait", "transfer", "hang_up"}


@dataclass(frozen=True)
class Margin:
    """What stands beside a turn: words to mark, and notes under it."""

    marked: tuple[str, ...] = ()
    good: bool = False
    notes: tuple[str, ...] = field(default=())


def _marked(text: str, margin: Margin | None) -> str:
    shown = escape(text)
    if margin is None:
        return shown
    mark = '<mark class="good">' if margin.good else "<mark>"
    for quote in sorted(set(margin.marked), key=len, reverse=True):
        piece = escape(quote)
        if piece and piece in shown and len(piece) < len(shown) + 1:
            shown = shown.replace(piece, f"{mark}{piece}</mark>", 1)
    return shown


def _row(turn: TurnView, t: Translate, margin: Margin | None) -> str:
    if turn.speaker == "collector" and turn.deed in SILENCE_DEEDS and not turn.text:
        return f'<div class="event">{escape(t(f"deed.{turn.deed}"))}</div>'
    party = turn.party or "right_party"
    who = t("call.you") if turn.speaker == "collector" else t(f"party.{party}")
    size = " long" if len(turn.text) > LONG_LINE else ""
    notes = "".join(f'<div class="note{" good" if margin and margin.good else ""}">{escape(note)}</div>' for note in (margin.notes if margin else ()))
    words = _marked(turn.text or "……", margin)
    return f'<div class="row {turn.speaker}"><div class="who">{escape(who)} · {turn.index}</div><div class="said{size}">{words}</div>{notes}</div>'


def talk(turns: Sequence[TurnView], t: Translate, margins: Mapping[int, Margin] | None = None) -> None:
    """The conversation as speech bubbles, with marks and notes by turn index."""
    rows = "".join(_row(turn, t, (margins or {}).get(turn.index)) for turn in turns)
    st.html(f'<div class="talk">{rows}</div>')


def facts(pairs: Iterable[tuple[str, str]]) -> None:
    """Label and value pairs in a dense grid."""
    cells = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in pairs)
    st.html(f'<dl class="facts">{cells}</dl>')


def tags(items: Iterable[tuple[str, str]]) -> None:
    """Small labels; each is (text, kind), kind one of the style sheet's or empty."""
    cells = "".join(f'<span class="{escape(kind)}">{escape(text)}</span>' for text, kind in items if text)
    st.html(f'<div class="tags">{cells}</div>')


def versus(said: str, better: str, t: Translate) -> None:
    """What was said beside what would have been better."""
    st.html(
        f'<div class="versus"><div class="was"><small>{escape(t("debrief.you_said"))}</small>{escape(said)}</div>'
        f'<div class="better"><small>{escape(t("debrief.better"))}</small>{escape(better)}</div></div>'
    )


def stars(difficulty: int) -> str:
    """Difficulty from 1 to 5 as filled and empty dots."""
    return "●" * difficulty + "○" * (5 - difficulty)
