"""The dashboards of managers and leads; the address carries the filters, so that a view can be sent."""
from __future__ import annotations

import streamlit as st

from trainer.domain.people import Role
from trainer.i18n.formats import number, share
from trainer.service.dashboard import Floor, Spread, TeamRow, ViewFilter
from trainer.web.charts import show
from trainer.web.current import Current
from trainer.web.downloads import downloads
from trainer.web.floor_charts import clause_heat, skill_heat, team_spread, weekly_trend
from trainer.web.navigation import go

STATES = ("ready", "on_track", "at_risk", "too_little")
PERIODS = (30, 90, 180, 365)
SHOWN_CALLS = 50
STATE_PX = 160


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
    names = ["trend", "skills", "clauses", "teams", "scenarios", "calls"]
    drawn = {"trend": _trend, "skills": _skills, "clauses": _clauses, "teams": _teams, "scenarios": _scenarios, "calls": _calls}
    for tab, name in zip(st.tabs([t(f"floor.tab_{name}") for name in names]), names, strict=True):
        with tab:
            drawn[name](here, floor, chosen)


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
            st.metric(here.t(f"floor.state_{state}"), sum(person.state == state for person in floor.people), help=here.t(f"floor.state_{state}_help"), width=STATE_PX)


def _trend(here: Current, floor: Floor, chosen: ViewFilter) -> None:
    t = here.t
    chart, people = st.columns([5, 3], gap="medium")
    with chart:
        show(weekly_trend(here, floor.trend), "floor.trend", t("floor.tab_trend"))
        if len(floor.rubrics) > 1:
            st.caption(t("my_calls.versions_differ"))
    shown = sorted(floor.people, key=lambda person: (STATES.index(person.state), person.name))
    rows = [{t("people.name"): person.name, t("floor.state"): t(f"floor.state_{person.state}"), t("floor.calls"): person.calls, t("floor.mean"): person.overall.mean} for person in shown]
    people.dataframe(rows, hide_index=True, width="stretch")


def _skills(here: Current, floor: Floor, chosen: ViewFilter) -> None:
    t = here.t
    show(skill_heat(here, floor.people), "floor.skills", t("floor.tab_skills"))
    st.caption(t("floor.skills_lead"))
    header = [t("people.name"), t("people.team"), t("floor.state"), t("floor.calls"), t("floor.passed"), t("floor.mean")]
    rows = [(person.name, person.team, t(f"floor.state_{person.state}"), person.calls, person.passed, person.overall.mean) for person in floor.people]
    st.dataframe([dict(zip(header, row, strict=True)) for row in rows], hide_index=True, width="stretch")
    downloads(here, "floor_people", t("floor.title"), header, rows)


def _clauses(here: Current, floor: Floor, chosen: ViewFilter) -> None:
    t = here.t
    cells = here.services.dashboard.clauses(here.person, chosen)
    if not cells:
        st.success(t("floor.no_findings"))
        return
    names = {person.person_id: person.name for person in floor.people}
    show(clause_heat(here, cells, names), "floor.clauses", t("floor.tab_clauses"))
    st.caption(t("floor.clauses_lead"))
    rule = st.selectbox(t("floor.open_rule"), sorted({cell.rule for cell in cells}), format_func=here.rule_title, key="floor.rule")
    _behind(here, chosen, rule=rule)


def _teams(here: Current, floor: Floor, chosen: ViewFilter) -> None:
    show(team_spread(here, floor.teams), "floor.teams", here.t("floor.tab_teams"))
    _table(here, "floor_teams", floor.teams)
    st.markdown(f"**{here.t('floor.cohorts')}**")
    _table(here, "floor_cohorts", here.services.dashboard.cohorts(here.person, chosen))


def _table(here: Current, name: str, teams: tuple[TeamRow, ...]) -> None:
    t = here.t
    header = [t("people.team"), t("floor.people"), t("floor.calls"), t("floor.pass_rate"), t("floor.mean"), t("floor.interval")]
    rows = [
        (row.name or "-", row.people, row.calls, share(row.pass_rate, here.language) if row.pass_rate is not None else t("floor.too_few"), row.overall.mean, _interval(row.overall))
        for row in teams
    ]
    st.dataframe([dict(zip(header, row, strict=True)) for row in rows], hide_index=True, width="stretch")
    downloads(here, name, t("floor.title"), header, rows)


def _interval(spread: Spread) -> str:
    return "" if spread.low is None or spread.high is None else f"{spread.low:.0f} – {spread.high:.0f}"


def _scenarios(here: Current, floor: Floor, chosen: ViewFilter) -> None:
    t = here.t
    rows = here.services.dashboard.scenarios(here.person, chosen)
    st.caption(t("floor.scenarios_lead"))
    if not rows:
        st.info(t("floor.too_few"))
        return
    header = [t("transcripts.call"), t("frame.language"), t("assign.mode"), t("floor.calls"), t("floor.pass_rate"), t("floor.mean"), t("floor.interval")]
    lines = [
        (here.text(row.title), t(f"language.{row.language}"), t(f"mode.{row.mode}"), row.calls, share(row.pass_rate, here.language), row.overall.mean, _interval(row.overall)) for row in rows
    ]
    st.dataframe([dict(zip(header, line, strict=True)) for line in lines], hide_index=True, width="stretch")
    downloads(here, "floor_scenarios", t("floor.tab_scenarios"), header, lines)


def _calls(here: Current, floor: Floor, chosen: ViewFilter) -> None:
    names = {person.person_id: person.name for person in floor.people}
    person = st.selectbox(here.t("floor.person"), [None, *names], format_func=lambda code: names.get(code or "", here.t("frame.all")), key="floor.person")
    _behind(here, chosen, person_id=person)


def _behind(here: Current, chosen: ViewFilter, *, rule: str | None = None, person_id: str | None = None) -> None:
    t, names = here.t, here.names()
    rows = here.services.dashboard.calls_behind(here.person, chosen, rule=rule, person_id=person_id)[:SHOWN_CALLS]
    if not rows:
        st.caption(t("floor.no_calls"))
    for row in rows:
        who, what, open_it = st.columns([3, 5, 2], vertical_alignment="center")
        who.markdown(names.get(row["person_id"], row["person_id"]))
        what.markdown(f"{here.scenario_title(row['scenario_id'])} · {row['day']} · {number(row['overall'], here.language, 1) if row['overall'] is not None else '-'}")
        if open_it.button(t("review.open"), key=f"floor.open.{rule}.{row['call_id']}", width="stretch"):
            go("debrief", call=row["call_id"])
