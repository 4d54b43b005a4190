"""The dashboards of managers and leads; the address carries view and filters, so that a view can be sent."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from trainer.domain.people import Role
from trainer.i18n.formats import number, share
from trainer.service.dashboard import Floor, PersonRow, Spread, TeamRow, ViewFilter
from trainer.service.exports import Cell
from trainer.service.skills import SKILLS
from trainer.web.charts import show
from trainer.web.current import Current
from trainer.web.downloads import downloads
from trainer.web.floor_calls import draw_behind
from trainer.web.floor_charts import MOST_PEOPLE, clause_heat, skill_heat, team_spread, weekly_trend
from trainer.web.names import version_name
from trainer.web.widgets import NOTHING

STATES = ("ready", "on_track", "at_risk", "too_little")
NEEDIEST = ("at_risk", "on_track", "too_little", "ready")
VIEWS = ("trend", "skills", "clauses", "teams", "leads", "scenarios", "calls")
PERIODS = (30, 90, 180, 365)
STATE_PX = 160
MINUTES = 60


def draw_floor(here: Current) -> None:
    """The whole screen."""
    t = here.t
    st.title(t("floor.title"))
    chosen = _filters(here)
    floor = here.services.dashboard.floor(here.person, chosen)
    draw_states(here, floor)
    if not floor.trend:
        st.info(t("floor.empty"))
        return
    if len(floor.rubrics) > 1:
        st.caption(t("floor.rubrics_mixed", rubrics=t("frame.comma").join(version_name(here, rubric) for rubric in floor.rubrics)))
    drawn: dict[str, Callable[[Current, Floor, ViewFilter], None]] = {
        "trend": _trend, "skills": _skills, "clauses": _clauses, "teams": _teams, "leads": _leads, "scenarios": _scenarios, "calls": _calls,
    }
    asked = st.query_params.get("view")
    view = st.segmented_control(
        t("floor.view"), VIEWS, default=asked if asked in VIEWS else VIEWS[0], format_func=lambda name: t(f"floor.tab_{name}"), key="floor.view", label_visibility="collapsed", required=True
    )
    st.query_params["view"] = view
    drawn[view](here, floor, chosen)


def _filters(here: Current) -> ViewFilter:
    t, query = here.t, st.query_params
    teams = {team.id: team.name for team in here.services.organisation.teams(here.person)}
    columns = st.columns(5)

    def named(labels: dict[str, str]) -> dict[str | None, str]:
        found: dict[str | None, str] = {None: t("frame.all")}
        found.update(labels.items())
        return found

    picks: dict[str, tuple[list[str | None], dict[str | None, str]]] = {
        "team": ([None, *teams] if here.person.has(Role.MANAGER, Role.ADMIN) else list(teams), named(teams)),
        "days": ([str(days) for days in PERIODS], {str(days): t("floor.days", n=days) for days in PERIODS}),
        "jurisdiction": ([None, "cn", "us", "uk"], named({code: t(f"jurisdiction.{code}") for code in ("cn", "us", "uk")})),
        "language": ([None, "zh", "en"], named({code: t(f"language.{code}") for code in ("zh", "en")})),
        "mode": ([None, "practice", "exam"], named({code: t(f"mode.{code}") for code in ("practice", "exam")})),
    }
    found: dict[str, str | None] = {}
    for column, (name, (options, labels)) in zip(columns, picks.items(), strict=True):
        asked = query.get(name, "90" if name == "days" else None)
        index = options.index(asked) if asked in options else 0
        found[name] = column.selectbox(t("floor.period") if name == "days" else t(f"floor.{name}"), options, index=index, format_func=labels.__getitem__, key=f"floor.{name}")
        value = found[name]
        if value is not None:
            query[name] = value
        elif name in query:
            del query[name]
    return ViewFilter(team_id=found["team"], days=int(found["days"] or 90), jurisdiction=found["jurisdiction"], language=found["language"], mode=found["mode"])


def draw_states(here: Current, floor: Floor) -> None:
    """How many people are ready, on track, at risk, or not yet known."""
    with st.container(horizontal=True):
        for state in STATES:
            count = sum(person.state == state for person in floor.people)
            st.metric(here.t(f"floor.state_{state}"), number(count, here.language), help=here.t(f"floor.state_{state}_help"), width=STATE_PX)


def _picked(event: Any, rows: Sequence[Any]) -> Any | None:
    """The row of a table that was chosen, None where there is none."""
    chosen = [index for index in event.selection.rows if index < len(rows)]
    return rows[chosen[0]] if chosen else None


def _columns(header: list[str], lines: list[tuple[Cell, ...]]) -> dict[str, Any]:
    """How figures stand in a table: means with one decimal, shares at the right like every other figure."""
    found: dict[str, Any] = {}
    for title, cells in zip(header, zip(*lines, strict=True), strict=False):
        if any(isinstance(cell, float) for cell in cells):
            found[title] = st.column_config.NumberColumn(format="%.1f")
        elif any(isinstance(cell, str) and cell.endswith("%") for cell in cells):
            found[title] = st.column_config.TextColumn(alignment="right")
    return found


def _table(here: Current, name: str, title: str, header: list[str], lines: list[tuple[Cell, ...]]) -> Any:
    """A list with its downloads; a row of it can be chosen."""
    event = st.dataframe(
        [dict(zip(header, line, strict=True)) for line in lines], hide_index=True, width="stretch", placeholder=NOTHING, on_select="rerun", selection_mode="single-row", key=f"{name}.table",
        column_config=_columns(header, lines),
    )
    downloads(here, name, title, header, lines)
    return event


def _trend(here: Current, floor: Floor, chosen: ViewFilter) -> None:
    t = here.t
    chart, people = st.columns([11, 9], gap="medium")
    with chart:
        show(weekly_trend(here, floor.trend), "floor.trend", t("floor.tab_trend"))
        weeks = sorted({point.week for point in floor.trend}, reverse=True)
        week = st.selectbox(t("floor.open_week"), [None, *weeks], format_func=lambda day: day or t("frame.choose"), key="floor.week")
    shown = sorted(floor.people, key=lambda person: (STATES.index(person.state), person.name))
    header = [t("people.name"), t("floor.state"), t("floor.calls"), t("floor.mean")]
    with people:
        event = _table(here, "floor_states", t("floor.state"), header, [(person.name, t(f"floor.state_{person.state}"), person.calls, person.overall.mean) for person in shown])
    person = _picked(event, shown)
    if person is not None:
        draw_behind(here, chosen, person.name, person_id=person.person_id)
    elif week is not None:
        draw_behind(here, chosen, t("floor.week_of", day=week), week=week)
    else:
        st.caption(t("floor.pick_row"))


def _neediest(floor: Floor) -> list[PersonRow]:
    """The people to look at first, as many as a map can show."""
    return sorted(floor.people, key=lambda person: (NEEDIEST.index(person.state), person.overall.mean or 0.0, person.name))[:MOST_PEOPLE]


def _skills(here: Current, floor: Floor, chosen: ViewFilter) -> None:
    t, shown = here.t, _neediest(floor)
    levels = here.services.dashboard.skills(here.person, chosen, [person.person_id for person in shown])
    names = {person.person_id: person.name for person in shown}
    show(skill_heat(here, levels, names), "floor.skills", t("floor.tab_skills"))
    st.caption(t("floor.skills_lead"))
    if any(level.mixed for mine in levels.values() for level in mine):
        st.caption(t("floor.skills_mixed"))
    if len(floor.people) > len(shown):
        st.caption(t("floor.neediest", shown=len(shown), n=len(floor.people)))
    who, what = st.columns(2)
    person = who.selectbox(t("floor.person"), [None, *names], format_func=lambda code: names.get(code or "", t("frame.choose")), key="floor.skill_person")
    skill = what.selectbox(t("web.skill"), [None, *SKILLS], format_func=lambda name: t(f"skill.{name}") if name else t("frame.all"), key="floor.skill")
    if person is not None or skill is not None:
        draw_behind(here, chosen, " · ".join(filter(None, (names.get(person or ""), t(f"skill.{skill}") if skill else ""))), person_id=person, skill=skill)
    header = [t("people.name"), t("people.team"), t("floor.state"), t("floor.calls"), t("floor.passed"), t("floor.mean"), *(t(f"skill.{name}") for name in SKILLS)]
    rows: list[tuple[Cell, ...]] = [
        (person.name, person.team, t(f"floor.state_{person.state}"), person.calls, person.passed, person.overall.mean, *(level.level for level in levels[person.person_id])) for person in shown
    ]
    downloads(here, "floor_people", t("floor.title"), header, rows)


def _clauses(here: Current, floor: Floor, chosen: ViewFilter) -> None:
    t = here.t
    by_team = len(floor.people) > MOST_PEOPLE
    cells = here.services.dashboard.clauses(here.person, chosen, by_team=by_team)
    if not cells:
        st.success(t("floor.no_findings"))
        return
    teams = {team.id: team.name for team in here.services.organisation.teams(here.person)} if by_team else {}
    names = teams or {person.person_id: person.name for person in floor.people}
    show(clause_heat(here, cells, names), "floor.clauses", t("floor.tab_clauses"))
    st.caption(t("floor.clauses_lead"))
    if by_team:
        st.caption(t("floor.clauses_by_team"))
    rules, who = st.columns([3, 2])
    found = sorted({cell.rule for cell in cells}, key=here.rule_title)
    rule = rules.selectbox(t("floor.open_rule"), found, format_func=here.rule_title, key="floor.rule")
    name = who.selectbox(t("people.team") if by_team else t("floor.person"), [None, *names], format_func=lambda code: names.get(code or "", t("frame.all")), key="floor.rule_person")
    draw_behind(here, chosen, here.rule_title(rule), rule=rule, person_id=None if by_team else name, team_id=name if by_team else None)
    header = [t("people.team") if by_team else t("people.name"), t("floor.rule"), t("floor.findings"), t("floor.recurred")]
    downloads(here, "floor_clauses", t("floor.tab_clauses"), header, [(names.get(cell.name, cell.name), here.rule_title(cell.rule), cell.findings, cell.recurred) for cell in cells])


def _teams(here: Current, floor: Floor, chosen: ViewFilter) -> None:
    teams = here.services.dashboard.teams(here.person, chosen)
    show(team_spread(here, teams), "floor.teams", here.t("floor.tab_teams"))
    team = _picked(_spread_table(here, "floor_teams", here.t("people.team"), teams, here.t("people.no_team")), teams)
    st.markdown(f"**{here.t('floor.cohorts')}**")
    cohorts = here.services.dashboard.cohorts(here.person, chosen)
    cohort = _picked(_spread_table(here, "floor_cohorts", here.t("floor.cohorts"), cohorts, here.t("floor.no_start")), cohorts)
    if team is not None:
        draw_behind(here, chosen, team.name or here.t("people.no_team"), team_id=team.team_id)
    elif cohort is not None:
        draw_behind(here, chosen, cohort.name or here.t("floor.no_start"), cohort=cohort.team_id)
    else:
        st.caption(here.t("floor.pick_row"))


def _spread_table(here: Current, name: str, title: str, teams: Sequence[TeamRow], nameless: str) -> Any:
    t = here.t
    header = [title, t("floor.people"), t("floor.calls"), t("floor.pass_rate"), t("floor.mean"), t("floor.interval"), t("floor.versions")]
    lines: list[tuple[Cell, ...]] = [
        (row.name or nameless, row.people, row.calls, share(row.pass_rate, here.language) if row.pass_rate is not None else t("floor.too_few"), row.overall.mean, _interval(row.overall), t("floor.mixed") if row.mixed else "")
        for row in teams
    ]
    return _table(here, name, title, header, lines)


def _interval(spread: Spread) -> str:
    return "" if spread.low is None or spread.high is None else f"{spread.low:.0f} – {spread.high:.0f}"


def _leads(here: Current, floor: Floor, chosen: ViewFilter) -> None:
    t = here.t
    rows = here.services.dashboard.leads(here.person, chosen)
    st.caption(t("floor.leads_lead"))
    if not rows:
        st.info(t("floor.no_leads"))
        return
    header = [t("role.lead"), t("people.team"), t("floor.people"), t("floor.waiting"), t("floor.waiting_fatal"), t("floor.oldest"), t("floor.looked_at"), t("floor.verdicts"), t("floor.overruled")]
    _table(
        here, "floor_leads", t("floor.tab_leads"), header,
        [(row.name, row.team, row.people, row.waiting, row.fatal, row.oldest or "-", row.looked_at, row.verdicts, row.overruled) for row in rows],
    )


def _scenarios(here: Current, floor: Floor, chosen: ViewFilter) -> None:
    t = here.t
    rows = here.services.dashboard.scenarios(here.person, chosen, _hours_ahead())
    st.caption(t("floor.scenarios_lead"))
    if not rows:
        st.info(t("floor.too_few"))
        return
    header = [
        t("transcripts.call"), t("frame.language"), t("assign.mode"), t("floor.calls"), t("floor.pass_rate"), *(t(f"floor.shift_{name}") for name in ("early", "late", "night")), t("floor.mean"),
        t("floor.interval"), t("floor.versions"),
    ]
    lines: list[tuple[Cell, ...]] = [
        (
            here.text(row.title), t(f"language.{row.language}"), t(f"mode.{row.mode}"), row.calls, share(row.pass_rate, here.language),
            *(share(rate, here.language) if rate is not None else "·" for rate in row.by_shift), row.overall.mean, _interval(row.overall), t("floor.mixed") if row.mixed else "",
        )
        for row in rows
    ]
    row = _picked(_table(here, "floor_scenarios", t("floor.tab_scenarios"), header, lines), rows)
    if row is not None:
        draw_behind(here, chosen.model_copy(update={"language": row.language, "mode": row.mode}), here.text(row.title), scenario_id=row.scenario_id)
    else:
        st.caption(t("floor.pick_row"))


def _hours_ahead() -> int:
    """How far the browser's clock is ahead of UTC."""
    offset = st.context.timezone_offset
    return round(-offset / MINUTES) if isinstance(offset, int) else 0


def _calls(here: Current, floor: Floor, chosen: ViewFilter) -> None:
    names = {person.person_id: person.name for person in floor.people}
    person = st.selectbox(here.t("floor.person"), [None, *names], format_func=lambda code: names.get(code or "", here.t("frame.all")), key="floor.person")
    draw_behind(here, chosen, names.get(person or "", here.t("floor.tab_calls")), person_id=person)
