"""Plotly figures of the floor."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap

import plotly.graph_objects as go
import streamlit as st

from trainer.service.dashboard import ClauseCell, TeamRow, TrendPoint
from trainer.service.skills import SKILLS, SkillLevel
from trainer.web.charts import calm, day_axis
from trainer.web.current import Current
from trainer.web.names import version_name

HEAT = {"light": [[0.0, "#b3342f"], [0.45, "#dcb968"], [0.7, "#95bf97"], [1.0, "#2f7d4f"]], "dark": [[0.0, "#7d2a27"], [0.45, "#7a6430"], [0.7, "#3f6a4b"], [1.0, "#2c7a50"]]}
WARN = {"light": [[0.0, "#f1d6c8"], [0.4, "#d98a6c"], [1.0, "#a32d28"]], "dark": [[0.0, "#3b2a27"], [0.4, "#75382f"], [1.0, "#b8473d"]]}
LABEL_WIDTH = 11
MOST_RULES = 20
MOST_PEOPLE = 40
MOST_TEAMS = 40


def _theme() -> str:
    """light or dark, as the browser shows the page."""
    return "dark" if st.context.theme.type == "dark" else "light"


def weekly_trend(here: Current, points: Sequence[TrendPoint]) -> go.Figure:
    """Mean score a week with its interval, and calls a week; one line per rubric version."""
    figure = go.Figure()
    for rubric in dict.fromkeys(point.rubric for point in points):
        mine = [point for point in points if point.rubric == rubric and point.overall.mean is not None]
        up = [max((point.overall.high or point.overall.mean or 0) - (point.overall.mean or 0), 0) for point in mine]
        down = [min(high, point.overall.mean or 0) for high, point in zip(up, mine, strict=True)]
        figure.add_scatter(
            x=[point.week for point in mine], y=[point.overall.mean for point in mine], error_y={"array": up, "arrayminus": down, "symmetric": False, "thickness": 1}, mode="lines+markers", name=version_name(here, rubric),
            customdata=[[point.calls, point.passed] for point in mine], hovertemplate="%{x}<br>%{y:.1f} · n=%{customdata[0]} · ✓%{customdata[1]}<extra></extra>",
        )
    figure.add_bar(x=[point.week for point in points], y=[point.calls for point in points], name=here.t("floor.calls"), yaxis="y2", opacity=0.25, marker_color="#7a8a8c")
    most = max((point.calls for point in points), default=1)
    figure.update_layout(
        yaxis={"range": [0, 104], "tickvals": [0, 25, 50, 75, 100], "title": here.t("chart.score")},
        yaxis2={"overlaying": "y", "side": "right", "showgrid": False, "title": here.t("floor.calls"), "range": [0, 2 * most], "dtick": max(1, most // 2)},
        xaxis={"tickvals": sorted({point.week for point in points}), "tickformat": day_axis(here)},
    )
    return calm(figure, 340)


def skill_heat(here: Current, levels: Mapping[str, Sequence[SkillLevel]], names: Mapping[str, str]) -> go.Figure:
    """Skill by person; a dot means too little data."""
    shown = {code: mine for code, mine in levels.items() if any(level.state == "known" for level in mine)}
    figure = go.Figure(
        go.Heatmap(
            z=[[level.level for level in mine] for mine in shown.values()], x=["<br>".join(wrap(here.t(f"skill.{skill}"), LABEL_WIDTH)) for skill in SKILLS], y=[names[code] for code in shown],
            text=[[f"{level.level:.0f}" if level.level is not None else "·" for level in mine] for mine in shown.values()], texttemplate="%{text}", colorscale=HEAT[_theme()], zmin=0, zmax=100, xgap=1, ygap=1,
            customdata=[[[level.low, level.high, level.items] for level in mine] for mine in shown.values()],
            hovertemplate="%{y} · %{x}<br>%{z:.0f} (%{customdata[0]:.0f} – %{customdata[1]:.0f}), n=%{customdata[2]}<extra></extra>", showscale=False,
        )
    )
    figure.update_yaxes(autorange="reversed", automargin=True, showgrid=False)
    return calm(figure, 120 + 30 * max(len(shown), 1))


def clause_heat(here: Current, cells: Sequence[ClauseCell], names: Mapping[str, str]) -> go.Figure:
    """Findings by rule and person or team, those with most where there are too many; hovering shows how many came back after 14 days."""
    totals: dict[str, int] = {}
    by_name: dict[str, int] = {}
    for cell in cells:
        totals[cell.rule] = totals.get(cell.rule, 0) + cell.findings
        by_name[cell.name] = by_name.get(cell.name, 0) + cell.findings
    rules = sorted(totals, key=lambda rule: totals[rule], reverse=True)[:MOST_RULES]
    people = sorted(sorted(by_name, key=lambda code: by_name[code], reverse=True)[:MOST_TEAMS], key=lambda code: names.get(code, code))
    found = {(cell.rule, cell.name): cell for cell in cells}
    figure = go.Figure(
        go.Heatmap(
            z=[[found[(rule, person)].findings if (rule, person) in found else None for person in people] for rule in rules], x=[names.get(person, person) for person in people],
            y=[here.rule_title(rule) for rule in rules], colorscale=WARN[_theme()], showscale=False, zmin=0, xgap=1, ygap=1,
            text=[[_cell_text(found.get((rule, person))) for person in people] for rule in rules], texttemplate="%{text}",
            customdata=[[found[(rule, person)].recurred if (rule, person) in found else 0 for person in people] for rule in rules],
            hovertemplate="%{x} · %{y}<br>%{z} / ↻ %{customdata}<extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed", automargin=True, showgrid=False)
    return calm(figure, 120 + 28 * max(len(rules), 1))


def _cell_text(cell: ClauseCell | None) -> str:
    if cell is None:
        return ""
    return f"{cell.findings} ↻{cell.recurred}" if cell.recurred else str(cell.findings)


def team_spread(here: Current, teams: Sequence[TeamRow]) -> go.Figure:
    """Mean with interval and n of each team."""
    known = [team for team in teams if team.overall.mean is not None]
    shown = sorted(known, key=lambda team: team.overall.mean or 0.0)[:MOST_TEAMS]
    figure = go.Figure(
        go.Scatter(
            x=[team.overall.mean for team in shown], y=[f"{team.name or '-'} (n={team.overall.n})" for team in shown], mode="markers", marker={"size": 11},
            error_x={"array": [(team.overall.high or team.overall.mean or 0) - (team.overall.mean or 0) for team in shown]}, hovertemplate="%{y}<br>%{x:.1f}<extra></extra>",
        )
    )
    figure.update_xaxes(range=[0, 100], title=here.t("chart.score"))
    figure.update_yaxes(autorange="reversed", automargin=True)
    return calm(figure, 110 + 30 * max(len(shown), 1))
