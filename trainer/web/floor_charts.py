"""Plotly figures of the floor."""
from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from trainer.service.dashboard import ClauseCell, PersonRow, TeamRow, TrendPoint
from trainer.web.charts import calm, day_axis
from trainer.web.current import Current

HEAT = [[0.0, "#b3342f"], [0.45, "#d9b25f"], [0.7, "#8dbb8f"], [1.0, "#2f7d4f"]]
WARN = [[0.0, "#d9a58c"], [1.0, "#a32d28"]]
MOST_RULES = 20


def weekly_trend(here: Current, points: Sequence[TrendPoint]) -> go.Figure:
    """Mean score a week with its interval, and calls a week; one line per rubric version."""
    figure = go.Figure()
    for rubric in dict.fromkeys(point.rubric for point in points):
        mine = [point for point in points if point.rubric == rubric and point.overall.mean is not None]
        up = [max((point.overall.high or point.overall.mean or 0) - (point.overall.mean or 0), 0) for point in mine]
        down = [min(high, point.overall.mean or 0) for high, point in zip(up, mine, strict=True)]
        figure.add_scatter(
            x=[point.week for point in mine], y=[point.overall.mean for point in mine], error_y={"array": up, "arrayminus": down, "symmetric": False, "thickness": 1}, mode="lines+markers", name=rubric,
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


def skill_heat(here: Current, people: Sequence[PersonRow]) -> go.Figure:
    """Skill by person; an empty cell means too little data."""
    shown = [person for person in people if any(level.state == "known" for level in person.levels)]
    skills = [level.skill for level in people[0].levels] if people else []
    figure = go.Figure(
        go.Heatmap(
            z=[[level.level for level in person.levels] for person in shown], x=[here.t(f"skill.{skill}") for skill in skills], y=[person.name for person in shown],
            text=[[f"{level.level:.0f}" if level.level is not None else "·" for level in person.levels] for person in shown], texttemplate="%{text}", colorscale=HEAT, zmin=0, zmax=100,
            customdata=[[[level.low, level.high, level.items] for level in person.levels] for person in shown],
            hovertemplate="%{y} · %{x}<br>%{z:.0f} (%{customdata[0]:.0f} – %{customdata[1]:.0f}), n=%{customdata[2]}<extra></extra>", showscale=False,
        )
    )
    return calm(figure, 120 + 34 * max(len(shown), 1))


def clause_heat(here: Current, cells: Sequence[ClauseCell], names: dict[str, str]) -> go.Figure:
    """Findings by rule and person; hovering shows how many came back after 14 days."""
    totals: dict[str, int] = {}
    for cell in cells:
        totals[cell.rule] = totals.get(cell.rule, 0) + cell.findings
    rules = sorted(totals, key=lambda rule: totals[rule], reverse=True)[:MOST_RULES]
    people = sorted({cell.person_id for cell in cells}, key=lambda code: names.get(code, code))
    found = {(cell.rule, cell.person_id): cell for cell in cells}
    figure = go.Figure(
        go.Heatmap(
            z=[[found[(rule, person)].findings if (rule, person) in found else None for person in people] for rule in rules], x=[names.get(person, person) for person in people],
            y=[here.rule_title(rule) for rule in rules], colorscale=WARN, showscale=False,
            text=[[_cell_text(found.get((rule, person))) for person in people] for rule in rules], texttemplate="%{text}",
            customdata=[[found[(rule, person)].recurred if (rule, person) in found else 0 for person in people] for rule in rules],
            hovertemplate="%{x} · %{y}<br>%{z} / ↻ %{customdata}<extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed", automargin=True)
    return calm(figure, 120 + 28 * max(len(rules), 1))


def _cell_text(cell: ClauseCell | None) -> str:
    if cell is None:
        return ""
    return f"{cell.findings} ↻{cell.recurred}" if cell.recurred else str(cell.findings)


def team_spread(here: Current, teams: Sequence[TeamRow]) -> go.Figure:
    """Mean with interval and n of each team."""
    shown = [team for team in teams if team.overall.mean is not None]
    figure = go.Figure(
        go.Scatter(
            x=[team.overall.mean for team in shown], y=[f"{team.name or '-'} (n={team.overall.n})" for team in shown], mode="markers", marker={"size": 11},
            error_x={"array": [(team.overall.high or team.overall.mean or 0) - (team.overall.mean or 0) for team in shown]}, hovertemplate="%{y}<br>%{x:.1f}<extra></extra>",
        )
    )
    figure.update_xaxes(range=[0, 100], title=here.t("chart.score"))
    return calm(figure, 110 + 40 * max(len(shown), 1))
