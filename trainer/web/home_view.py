"""The first screen: due work, what to do next and why, skills; for leads what waits."""
from __future__ import annotations

import streamlit as st

from trainer.domain.assignment import Progress, work_of
from trainer.domain.people import Role
from trainer.i18n.formats import day, number
from trainer.service.assignments import Due
from trainer.web.charts import show, skill_bars
from trainer.web.current import Current
from trainer.web.lead_home import draw_lead_home
from trainer.web.navigation import go
from trainer.web.widgets import plain, tags

# The screens of whole cases and shifts.
PAGE_OF = {"case": "cases", "shift": "shift"}
KIND = {Progress.PASSED: "good", Progress.NOT_PASSED: "warn", Progress.OVERDUE: "fatal"}


def draw_home(here: Current) -> None:
    """The whole screen."""
    t, person = here.t, here.person
    leads = person.has(Role.LEAD, Role.MANAGER)
    st.title(t("home.title" if person.has(Role.TRAINEE) else "web.home_title", name=plain(person.name)))
    if leads:
        draw_lead_home(here)
    due = here.services.assignments.due(person)
    if leads and not due and not person.has(Role.TRAINEE):
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader(t("home.due"))
        if not due:
            st.caption(t("home.nothing_due"))
        for item in due:
            _due(here, item)
        if person.has(Role.TRAINEE):
            _next(here, first=not due)
            _drills(here)
    with right:
        st.subheader(t("home.skills"))
        levels = here.services.skills.levels(person, person)
        if all(level.state == "too_little" for level in levels):
            st.caption(t("home.skills_empty"))
        else:
            show(skill_bars(here, levels), "home.skills", t("home.skills"))
            st.caption(t("home.skills_lead"))
            unknown = [t(f"skill.{level.skill}") for level in levels if level.state == "too_little"]
            if unknown:
                st.caption(t("home.too_little", skills=t("frame.comma").join(unknown)))


def _due(here: Current, due: Due) -> None:
    t, item = here.t, due.assignment
    with st.container(border=True):
        st.markdown(f"**{plain(item.title)}**")
        tags(
            [
                (t(f"progress.{due.progress.value}"), KIND.get(due.progress, "")),
                (t("home.due_on", day=day(item.due_at.date(), here.language)), "warn" if due.due_soon else ""),
                (t(f"mode.{item.mode}"), ""),
                (t("home.pass_mark", mark=number(item.pass_mark, here.language)), ""),
                (t("home.attempts", n=due.attempts_used, most=item.max_attempts) if item.max_attempts else "", ""),
            ]
        )
        st.caption(t("home.seen_by_lead") if item.mode == "practice" else t("home.exam_seen"))
        if due.awaits_release:
            st.caption(t("home.awaits_release"))
        elif due.locked_until_step is not None:
            st.caption(t("home.locked", n=due.locked_until_step))
        elif due.next_scenario is not None and due.progress is not Progress.OVERDUE and st.button(t("home.start"), key=f"home.start.{item.id}", type="primary"):
            work = work_of(due.next_scenario)
            if work is None:
                go("brief", scenario=due.next_scenario, assignment=item.id)
            else:
                go(PAGE_OF[work[0]], assignment=item.id)


def _next(here: Current, *, first: bool) -> None:
    """What to practise next; the one thing to press where nothing is due."""
    suggestion = here.services.skills.next_best(here.person, here.person)
    with st.container(border=True):
        st.markdown(f"**{here.t('home.next')}**")
        st.markdown(here.text(suggestion.reason))
        if st.button(here.t("library.open"), key="home.next", type="primary" if first else "secondary"):
            go("brief", scenario=suggestion.scenario_id)


def _drills(here: Current) -> None:
    due = here.services.drills.due(here.person)
    if st.button(here.t("drills.home_due", n=due) if due else here.t("drills.home"), icon=":material/timer:", key="home.drills"):
        go("drills")
