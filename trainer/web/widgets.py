"""Drawing what the services hand over: speech bubbles, facts, tags, weak line beside better line. Decides nothing; escapes everything."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Protocol, TypeVar

import streamlit as st

from trainer.i18n.catalogues import Translate
from trainer.service.skills import SKILLS
from trainer.service.views import TurnView

LONG_LINE = 900
GOOD_FROM = 0.75
# What an empty cell of a table shows.
NOTHING = "–"
_BADGES = {"fatal": "red", "major": "orange", "warn": "orange", "good": "green"}
_MARKS = frozenset("\\`*_{}[]()#+-.!|<>$:~&")
SILENCE_DEEDS = {"hold", "wait", "transfer", "hang_up"}


class OfSkill(Protocol):
    """Anything that belongs to a skill."""

    @property
    def skill(self) -> str:
        """The code of the skill."""


S = TypeVar("S", bound=OfSkill)


@dataclass(frozen=True)
class Margin:
    """What stands beside a turn: words to mark, notes of the judgement and remarks of people under it."""

    marked: tuple[str, ...] = ()
    good: bool = False
    notes: tuple[str, ...] = field(default=())
    remarks: tuple[str, ...] = field(default=())


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


def _row(turn: TurnView, t: Translate, margin: Margin | None, caller: str) -> str:
    if turn.speaker == "collector" and turn.deed in SILENCE_DEEDS and not turn.text:
        return f'<div class="event">{escape(t(f"deed.{turn.deed}"))}</div>'
    party = turn.party or "right_party"
    who = caller if turn.speaker == "collector" else t(f"party.{party}")
    size = " long" if len(turn.text) > LONG_LINE else ""
    notes = "".join(f'<div class="note{" good" if margin and margin.good else ""}">{escape(note)}</div>' for note in (margin.notes if margin else ()))
    notes += "".join(f'<div class="note remark">{escape(remark)}</div>' for remark in (margin.remarks if margin else ()))
    words = _marked(turn.text or "……", margin)
    return f'<div class="row {turn.speaker}"><div class="who">{escape(who)} · {turn.index}</div><div class="said{size}">{words}</div>{notes}</div>'


def talk(turns: Sequence[TurnView], t: Translate, margins: Mapping[int, Margin] | None = None, *, live: bool = False, typing: bool = False, caller: str | None = None) -> None:
    """The conversation as speech bubbles, with marks and notes by turn index; a live one keeps its newest line in view; dots follow one that is being said.

    Args:
        caller: Whose call it is, where it is not that of the person looking.
    """
    rows = "".join(_row(turn, t, (margins or {}).get(turn.index), caller or t("call.you")) for turn in turns)
    body = f'<div class="talk{" typing" if typing else ""}">{rows}</div>'
    st.html(f'<div class="live" role="log" aria-live="polite">{body}</div>' if live else body)


def bullets(lines: Iterable[str]) -> None:
    """Plain lines as one tight list."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    if items:
        st.html(f'<ul class="bullets">{items}</ul>')


def secrets(rows: Iterable[tuple[str, str, bool]]) -> None:
    """What somebody kept back: (what it was, when it came out or what opens it, whether it came out)."""
    items = "".join(f'<li class="{"told" if told else ""}">{escape(text)}<small>{"✓ " if told else ""}{escape(when)}</small></li>' for text, when, told in rows)
    st.html(f'<ul class="secrets">{items}</ul>')


def box(title: str, text: str) -> None:
    """A calm notice with a title."""
    st.html(f'<div class="notice"><strong>{escape(title)}</strong><span>{escape(text)}</span></div>')


def facts(pairs: Iterable[tuple[str, str]]) -> None:
    """Label and value pairs in a dense grid."""
    cells = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in pairs)
    st.html(f'<dl class="facts">{cells}</dl>')


def tags(items: Iterable[tuple[str, str]]) -> None:
    """Small labels; each is (text, kind), kind one of the style sheet's or empty."""
    cells = "".join(f'<span class="{escape(kind)}">{escape(text)}</span>' for text, kind in items if text)
    st.html(f'<div class="tags">{cells}</div>')


def groups(parts: Iterable[tuple[str, Sequence[tuple[str, str]]]]) -> None:
    """Short lists beside one another; each is a title and its lines, a line a label and what stands at its end."""
    cells = "".join(
        f"<section><h4>{escape(title)}</h4><ul>" + "".join(f"<li><span>{escape(label)}</span><small>{escape(value)}</small></li>" for label, value in lines) + "</ul></section>"
        for title, lines in parts
    )
    st.html(f'<div class="groups">{cells}</div>')


def sums(rows: Iterable[tuple[str, str, str]]) -> None:
    """A sum line by line, the figures under one another; each row is (label, figure, what it is out of), the last one the total."""
    lines = "".join(f"<tr><th scope=\"row\">{escape(label)}</th><td>{escape(figure)}</td><td>{escape(most)}</td></tr>" for label, figure, most in rows)
    st.html(f'<table class="sums"><tbody>{lines}</tbody></table>')


def side_by_side(header: tuple[str, str, str], rows: Sequence[tuple[str, str, str]]) -> None:
    """Two values of each thing beside one another, the figures under one another; each row is (what, before, after)."""
    head = "<tr><th></th>" + "".join(f'<th scope="col">{escape(title)}</th>' for title in header[1:]) + "</tr>"
    lines = "".join(f'<tr><th scope="row">{escape(what)}</th><td>{escape(before)}</td><td>{escape(after)}</td></tr>' for what, before, after in rows)
    if rows:
        st.html(f'<table class="changes"><caption>{escape(header[0])}</caption><thead>{head}</thead><tbody>{lines}</tbody></table>')


def meters(rows: Iterable[tuple[str, str, float]]) -> None:
    """Bars from 0 to 1; each row is (kind, label, value)."""
    cells = "".join(
        f'<span>{escape(label)}</span><i class="{escape(kind)}" role="meter" aria-label="{escape(label)}" aria-valuenow="{round(100 * value)}"><b style="width:{100 * min(max(value, 0.0), 1.0):.0f}%"></b></i>'
        for kind, label, value in rows
    )
    st.html(f'<div class="meters">{cells}</div>')


def versus(said: str, better: str, t: Translate, *, own: bool = True) -> None:
    """What was said, by the person looking or by somebody else, beside what would have been better."""
    st.html(
        f'<div class="versus"><div class="was"><small>{escape(t("debrief.you_said" if own else "debrief.said"))}</small>{escape(said)}</div>'
        f'<div class="better"><small>{escape(t("debrief.better"))}</small>{escape(better)}</div></div>'
    )


def plain(text: str) -> str:
    """Somebody's own words for a place that reads Markdown: shown as they were typed, no link, picture, icon or formula made of them."""
    return "".join(f"\\{char}" if char in _MARKS else char for char in text.replace("\n", " "))


def badge(text: str, kind: str) -> str:
    """Markdown of a small label for places that read it, as the title of an expander; kind as for `tags`."""
    return f":{_BADGES.get(kind, 'gray')}-badge[{plain(text)}]"


def mark_for(share: float) -> str:
    """The kind of label for a share of the points of an item, 0-1."""
    return "good" if share >= GOOD_FROM else "warn" if share > 0 else "fatal"


def by_skill(items: Iterable[S]) -> list[tuple[str, list[S]]]:
    """Items of a rubric by skill, in the order in which a call asks for the skills."""
    found: dict[str, list[S]] = {}
    for item in items:
        found.setdefault(item.skill, []).append(item)
    return sorted(found.items(), key=lambda pair: SKILLS.index(pair[0]) if pair[0] in SKILLS else len(SKILLS))


def stars(difficulty: int) -> str:
    """Difficulty from 1 to 5 as filled and empty dots."""
    return "●" * difficulty + "○" * (5 - difficulty)
