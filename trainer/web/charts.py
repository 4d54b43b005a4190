"""Plotly figures from rows that the services hand over; draws, decides nothing."""
from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from trainer.domain.call import Turn
from trainer.i18n.catalogues import has_message
from trainer.i18n.formats import day
from trainer.service.skills import SkillLevel
from trainer.service.views import CallRow
from trainer.web.current import Current

AXES = (("anger", "#c0503f"), ("anxiety", "#c08a3e"), ("shame", "#8a6fae"), ("trust", "#2f8f6b"))
PASS_LINE = "#8a8a80"


def calm(figure: go.Figure, height: int) -> go.Figure:
    figure.update_layout(
        height=height,
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
            name=version or "",
            text=[f"{here.text(row.title)} · {day(row.started_at.date(), here.language)}" for _, row in mine],
            hovertemplate="%{text}<br>%{y:.1f}<extra></extra>",
        )
    figure.update_yaxes(range=[0, 100], title=here.t("chart.score"))
    figure.update_xaxes(title=here.t("chart.calls"), dtick=1 if len(rows) <= 20 else None)
    return calm(figure, 260)


def skill_bars(here: Current, levels: Sequence[SkillLevel]) -> go.Figure:
    """Each skill with its interval; a skill with too little data is named and left empty."""
    shown = list(reversed(levels))
    figure = go.Figure(
        go.Bar(
            x=[level.level or 0 for level in shown],
            y=[here.t(f"skill.{level.skill}") for level in shown],
            orientation="h",
            marker_color=["#2f8f6b" if level.mastered else "#5a8f96" for level in shown],
            error_x={"array": [max((level.high or 0) - (level.level or 0), 0) for level in shown], "thickness": 1},
            text=[here.t("home.too_little", n=level.items) if level.state == "too_little" else f"{level.level:.0f}" for level in shown],
            textposition="inside",
            insidetextanchor="start",
            hovertemplate="%{y} %{x:.0f}<extra></extra>",
        )
    )
    figure.update_xaxes(range=[0, 100])
    return calm(figure, 330)


def mood_over_call(here: Current, turns: Sequence[Turn]) -> go.Figure:
    """Each axis of mood by turn; hovering says which of the collector's words moved it."""
    moved = [turn for turn in turns if turn.mood is not None]
    figure = go.Figure()
    for axis, colour in AXES:
        figure.add_scatter(
            x=[turn.index for turn in moved],
            y=[getattr(turn.mood, axis) for turn in moved],
            mode="lines+markers",
            name=here.t(f"mood.{axis}"),
            line={"color": colour, "shape": "spline", "smoothing": 0.4},
            customdata=[_causes(here, turn, axis) for turn in moved],
            hovertemplate="%{fullData.name} %{y:.2f} %{customdata}<extra></extra>",
        )
    figure.update_yaxes(range=[0, 1.02], title=here.t("chart.strength"))
    figure.update_xaxes(title=here.t("chart.turn"))
    return calm(figure, 320)


def _causes(here: Current, turn: Turn, axis: str) -> str:
    parts = [f"{cause_name(here, change.cause)} {change.change:+.2f}" for change in turn.mood_changes if change.axis == axis]
    return f"({'; '.join(parts)})" if parts else ""


def cause_name(here: Current, cause: str) -> str:
    """The name of what moved a mood: an act, a rule or a cause of the debtor room."""

    if here.services.rulebook.is_rule(cause):
        return here.rule_title(cause)
    return here.t(f"act.{cause}") if has_message(here.language, f"act.{cause}") else here.t(f"cause.{cause}")
