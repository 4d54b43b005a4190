"""Handing out work: one assignment or a programme, and the standings of each."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from trainer.domain.assignment import WEAKEST_SKILL, Assignment, Step, TargetKind, work_of
from trainer.domain.people import Role
from trainer.i18n.formats import day, number
from trainer.web.current import Current
from trainer.web.dial import choose_dial, dial_words
from trainer.web.downloads import downloads
from trainer.web.widgets import NOTHING, plain, tags

ZONES = ("Asia/Shanghai", "America/New_York", "America/Chicago", "America/Los_Angeles", "Europe/London")
DEFAULT_DAYS = 7
MOST_STEPS = 10
STEPS_PX = 160
GIVEN_SHOWN = 20


def draw_assign(here: Current) -> None:
    """The whole screen."""
    t = here.t
    st.title(t("assign.title"))
    new, programmes = st.tabs([t("assign.new"), t("assign.programmes")])
    with new:
        _new(here)
    with programmes:
        _programmes(here)
    st.subheader(t("assign.given"))
    given = here.services.assignments.given(here.person)
    if not given:
        st.caption(t("assign.none"))
    if len(given) > GIVEN_SHOWN:
        words = st.text_input(t("assign.search"), key="assign.search").strip().casefold()
        given = tuple(item for item in given if words in item.title.casefold())
        st.caption(t("assign.shown", shown=min(GIVEN_SHOWN, len(given)), n=len(given)))
    for assignment in given[-GIVEN_SHOWN:]:
        _one(here, assignment)


def _targets(here: Current) -> dict[tuple[TargetKind, str], str]:
    t = here.t
    found: dict[tuple[TargetKind, str], str] = {("team", team.id): t("assign.team", name=team.name) for team in here.services.organisation.teams(here.person)}
    people = [person for person in here.services.organisation.people(here.person) if person.has(Role.TRAINEE) and person.active]
    found |= {("person", person.id): person.name for person in people}
    if here.person.has(Role.MANAGER, Role.ADMIN):
        found |= {("cohort", month): t("assign.cohort", month=month) for month in here.services.assignments.cohorts(here.person)}
    return found


def _scenarios(here: Current) -> dict[str, str]:
    cards = here.services.practice.library(here.person)
    return {WEAKEST_SKILL: here.t("assign.weakest"), **{card.id: here.text(card.title) for card in cards}}


def _work(here: Current) -> dict[str, str]:
    """Whole cases and shifts, by the name that an assignment knows them by."""
    found = {}
    for name, title in here.services.assignments.work().items():
        kind = name.partition(":")[0]
        found[name] = here.t(f"assign.work_{kind}", title=here.text(title))
    return found


def _new(here: Current) -> None:
    t = here.t
    targets, scenarios = _targets(here), {**_scenarios(here), **_work(here)}
    if not targets:
        st.info(t("assign.nobody"), icon=":material/group_add:")
        return
    with st.form("assign.form", border=False):
        who, what, named = st.columns([3, 4, 3])
        target = who.selectbox(t("assign.target"), list(targets), format_func=targets.__getitem__, key="assign.target")
        chosen = what.multiselect(t("assign.scenarios"), list(scenarios), format_func=scenarios.__getitem__, key="assign.scenarios", placeholder=t("frame.choose"))
        title = named.text_input(t("assign.name"), key="assign.name", max_chars=160, placeholder=t("assign.name_hint"))
        mode, mark, attempts, due, zone = st.columns(5)
        kind = mode.selectbox(t("assign.mode"), ["practice", "exam"], format_func=lambda name: t(f"mode.{name}"), key="assign.mode")
        least = mark.number_input(t("assign.pass_mark"), 0, 100, 60, key="assign.pass_mark")
        most = attempts.number_input(t("assign.attempts"), 0, 50, 0, key="assign.attempts", help=t("assign.attempts_help"))
        on = due.date_input(t("assign.due"), value=here.today() + timedelta(days=DEFAULT_DAYS), min_value=here.today(), key="assign.due", format="YYYY-MM-DD")
        where = zone.selectbox(t("assign.zone"), ZONES, index=0 if here.language == "zh" else 1, key="assign.zone")
        st.caption(t("assign.exam_help"))
        dial = choose_dial(here, "assign.dial")
        sent = st.form_submit_button(t("assign.give"), type="primary")
    if sent and kind == "exam" and any(work_of(name) for name in chosen):
        st.warning(t("assign.no_exam_of_work"))
    elif sent and target and chosen:
        here.services.assignments.give(
            here.person, title=title.strip() or _named(here, scenarios, chosen), target_kind=target[0], target_id=target[1], scenario_ids=chosen, mode=kind,
            pass_mark=float(least), due_on=on, time_zone=where, max_attempts=int(most) or None, dial=dial,
        )
        st.rerun()
    elif sent:
        st.warning(t("assign.incomplete"))


def _named(here: Current, scenarios: dict[str, str], chosen: Sequence[str]) -> str:
    """What work without a title of its own is called."""
    return here.t("frame.comma").join(scenarios[name] for name in chosen)[:160]


def _programmes(here: Current) -> None:
    t = here.t
    scenarios = {**_scenarios(here), **_work(here)}
    steps = int(st.number_input(t("assign.step_count"), 1, MOST_STEPS, 3, key="assign.step_count", width=STEPS_PX))
    with st.form("assign.programme", border=False):
        name = st.text_input(t("assign.programme_name"), key="assign.programme_name", max_chars=120)
        rows = [_step(here, scenarios, number) for number in range(steps)]
        if st.form_submit_button(t("assign.programme_save")):
            here.services.assignments.add_programme(here.person, name, [row for row in rows if row is not None])
            st.toast(t("assign.programme_saved", name=plain(name)))
    known = here.services.assignments.programmes(here.person)
    if not known:
        return
    targets = _targets(here)
    which, who, when, go = st.columns([3, 3, 2, 2], vertical_alignment="bottom")
    programme = which.selectbox(t("assign.programme"), known, format_func=lambda item: item.name, key="assign.which")
    target = who.selectbox(t("assign.target"), list(targets), format_func=targets.__getitem__, key="assign.enrol_target")
    first = when.date_input(t("assign.first_day"), value=here.today(), key="assign.first_day", format="YYYY-MM-DD")
    if go.button(t("assign.enrol"), key="assign.enrol", width="stretch") and programme and target:
        here.services.assignments.enrol(here.person, programme.id, target[0], target[1], first, ZONES[0 if here.language == "zh" else 1])
        st.rerun()


def _step(here: Current, scenarios: dict[str, str], number: int) -> Step | None:
    """The row of one step; None while it has no scenario."""
    t, key = here.t, f"assign.step.{number}"
    what, which, mode, mark, days = st.columns([3, 4, 2, 2, 2])
    title = what.text_input(t("assign.step_title", n=number + 1), key=f"{key}.title", max_chars=120, placeholder=t("assign.name_hint"))
    chosen = which.multiselect(t("assign.scenarios"), list(scenarios), format_func=scenarios.__getitem__, key=f"{key}.scenarios", placeholder=t("frame.choose"))
    kind = mode.selectbox(t("assign.mode"), ["practice", "exam"], format_func=lambda name: t(f"mode.{name}"), key=f"{key}.mode")
    least = mark.number_input(t("assign.pass_mark"), 0, 100, 60, key=f"{key}.mark")
    span = days.number_input(t("assign.days"), 1, 365, 2, key=f"{key}.days")
    if not chosen:
        return None
    return Step(title=title.strip() or _named(here, scenarios, chosen)[:120], scenario_ids=tuple(chosen), mode="exam" if kind == "exam" else "practice", pass_mark=float(least), days=int(span))


def _one(here: Current, assignment: Assignment) -> None:
    t = here.t
    standings = here.services.assignments.standings(here.person, assignment.id)
    done = sum(row.progress.value == "passed" for row in standings)
    with st.expander(f"{plain(assignment.title)} · {done}/{len(standings)} · {day(assignment.due_at.date(), here.language)}"):
        tags([(t(f"mode.{assignment.mode}"), ""), (t("home.pass_mark", mark=number(assignment.pass_mark, here.language)), ""), (dial_words(here, assignment.dial), "")])
        rows = [(row.name, t(f"progress.{row.progress.value}"), len(row.attempts), row.best) for row in standings]
        header = [t("assign.person"), t("library.state"), t("assign.attempts"), t("assign.best")]
        st.dataframe([dict(zip(header, row, strict=True)) for row in rows], hide_index=True, width="stretch", placeholder=NOTHING)
        downloads(here, f"assignment.{assignment.id}", assignment.title, header, rows)
        release, back = st.columns(2)
        if assignment.mode == "exam" and not assignment.released and release.button(t("assign.release"), key=f"assign.release.{assignment.id}", help=t("assign.release_help")):
            here.services.assignments.release(here.person, assignment.id)
            st.rerun()
        if back.button(t("assign.withdraw"), key=f"assign.withdraw.{assignment.id}", type="tertiary"):
            here.services.assignments.withdraw(here.person, assignment.id)
            st.rerun()
