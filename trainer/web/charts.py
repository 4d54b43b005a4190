"""Plotly figures from rows that the services hand over; draws, decides nothing."""
from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from textwrap import wrap

import plotly.graph_objects as go
import streamlit as st

from trainer.domain.call import Speaker, Turn
from trainer.domain.text import Language
from trainer.i18n.catalogues import has_message
from trainer.i18n.formats import day
from trainer.service.skills import SkillLevel
from trainer.service.views import CallRow
from trainer.web.current import Current
from trainer.web.names import version_name

AXES = (("anger", "#c0503f"), ("anxiety", "#c08a3e"), ("shame", "#8a6fae"), ("trust", "#2f8f6b"))
COLOURS = ["#2f8f9b", "#c08a3e", "#8a6fae", "#2f8f6b", "#c0503f"]
HOVER_WIDTH = 56
HOVER_LONGEST = 280
WIDE_FROM = 0x2E80
SMALLEST_RING = 0.1
MOST_RINGS = 3


def show(figure: go.Figure, key: str, alt: str) -> None:
    """Put a figure on the page, without the tool bar."""
    st.plotly_chart(figure, key=key, alt=alt, config={"displayModeBar": False})


def day_axis(here: Current) -> str:
    """How a day is written on an axis."""
    return "%-m月%-d日" if here.language is Language.ZH else "%-d %b"


def calm(figure: go.Figure, height: int) -> go.Figure:
    """The look that all figures share."""
    figure.update_layout(
        height=height,
        colorway=COLOURS,
        hoverlabel={"align": "left"},
        margin={"l": 8, "r": 8, "t": 12, "b": 8},
        legend={"orientation": "h", "y": -0.2},
        hovermode="x unified",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    return figure


def scores_over_time(here: Current, rows: Sequence[CallRow]) -> go.Figure:
    """Overall score of each judged call in order of time; rubric versions keep their own marks."""
    figure = go.Figure()
    for version in dict.fromkeys(row.rubric for row in rows):
        mine = [(index, row) for index, row in enumerate(rows) if row.rubric == version]
        figure.add_scatter(
            x=[index + 1 for index, _ in mine],
            y=[row.overall for _, row in mine],
            mode="lines+markers",
            name=version_name(here, version),
            text=[f"{here.text(row.title)} · {day(row.started_at.date(), here.language)}" for _, row in mine],
            marker={"size": 8},
            hovertemplate="%{text}<br>%{y:.1f}<extra></extra>",
        )
    figure.update_yaxes(range=[-3, 103], tickvals=[0, 25, 50, 75, 100], title=here.t("chart.score"))
    figure.update_xaxes(title=here.t("chart.calls"), dtick=1 if len(rows) <= 20 else None)
    return calm(figure, 260)


def skill_bars(here: Current, levels: Sequence[SkillLevel]) -> go.Figure:
    """Each skill that has enough data, its level beside its name, and its interval."""
    shown = [level for level in reversed(levels) if level.level is not None]
    figure = go.Figure(
        go.Bar(
            x=[level.level for level in shown],
            y=[f"{here.t(f'skill.{level.skill}')}  <b>{level.level:.0f}</b>" for level in shown],
            orientation="h",
            marker_color=["#2f8f6b" if level.mastered else "#5a8f96" for level in shown],
            error_x={"array": [max((level.high or 0) - (level.level or 0), 0) for level in shown], "thickness": 1, "color": "rgba(130,130,120,0.9)"},
            hovertemplate="%{y}<extra></extra>",
        )
    )
    figure.update_xaxes(range=[0, 101], tickvals=[0, 50, 100])
    return calm(figure, 70 + 24 * len(shown))


def mood_over_call(here: Current, turns: Sequence[Turn]) -> go.Figure:
    """Each axis of mood by turn; hovering shows the collector's words and what in them moved it, rings mark where it moved most."""
    moved = [turn for turn in turns if turn.mood is not None]
    spoken = _words_before(moved, turns)
    figure = go.Figure()
    for axis, colour in AXES:
        figure.add_scatter(
            x=[turn.index for turn in moved],
            y=[getattr(turn.mood, axis) for turn in moved],
            mode="lines+markers",
            name=here.t(f"mood.{axis}"),
            line={"color": colour, "width": 2.5},
            marker={"size": 6},
            customdata=[_causes(here, turn, axis) for turn in moved],
            hovertemplate="%{fullData.name} %{y:.2f} %{customdata}<extra></extra>",
        )
    figure.add_scatter(
        x=[turn.index for turn in moved], y=[0 for _ in moved], mode="markers", marker={"opacity": 0}, showlegend=False,
        customdata=[spoken[turn.index] for turn in moved], hovertemplate="%{customdata}<extra></extra>",
    )
    _rings(figure, moved)
    figure.update_yaxes(range=[-0.08, 1.12], title=here.t("chart.strength"), tickvals=[0, 0.5, 1])
    figure.update_xaxes(title=here.t("chart.turn"))
    return calm(figure, 340)


def _words_before(moved: Sequence[Turn], turns: Sequence[Turn]) -> dict[int, str]:
    """What the collector had just said at each of these turns, broken into short lines for a hover box."""
    last, found = "", {}
    wanted = {turn.index for turn in moved}
    for turn in turns:
        if turn.speaker is Speaker.COLLECTOR and turn.text:
            last = turn.text
        if turn.index in wanted:
            width = HOVER_WIDTH // 2 if any(ord(char) > WIDE_FROM for char in last) else HOVER_WIDTH
            found[turn.index] = "<br>".join(escape(line) for line in wrap(last[:HOVER_LONGEST], width)) or "……"
    return found


def _rings(figure: go.Figure, moved: Sequence[Turn]) -> None:
    """A ring at each of the turns where one axis jumped most."""
    jumps = [(abs(now - before), now - before, axis, turn) for earlier, turn in pairwise(moved) for axis, _ in AXES for before, now in [(getattr(earlier.mood, axis), getattr(turn.mood, axis))]]
    chosen: list[tuple[float, float, str, Turn]] = []
    for jump in sorted(jumps, key=lambda item: (-item[0], item[3].index)):
        if jump[0] >= SMALLEST_RING and all(jump[3].index != other[3].index for other in chosen):
            chosen.append(jump)
    for _, change, axis, turn in chosen[:MOST_RINGS]:
        figure.add_scatter(
            x=[turn.index], y=[getattr(turn.mood, axis)], mode="markers+text", text=[f"{change:+.2f}"], textposition="top center" if change > 0 else "bottom center", showlegend=False,
            marker={"symbol": "circle-open", "size": 15, "line": {"width": 2.5}, "color": dict(AXES)[axis]}, textfont={"size": 12, "color": dict(AXES)[axis]}, hoverinfo="skip", cliponaxis=False,
        )


def _causes(here: Current, turn: Turn, axis: str) -> str:
    parts = [f"{cause_name(here, change.cause)} {change.change:+.2f}" for change in turn.mood_changes if change.axis == axis]
    return f"({'; '.join(parts)})" if parts else ""


def cause_name(here: Current, cause: str) -> str:
    """The name of what moved a mood: an act, a rule or a cause of the debtor room."""
    if here.services.rulebook.is_rule(cause):
        return here.rule_title(cause)
    return here.t(f"act.{cause}") if has_message(here.language, f"act.{cause}") else here.t(f"cause.{cause}")
