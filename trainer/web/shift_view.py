"""The screen of shifts: the queue against the simulated clock, and how it went."""
from __future__ import annotations

import streamlit as st

from trainer.domain.people import Role
from trainer.domain.shift import Item, Shift
from trainer.service.assignments import Due
from trainer.service.shifts import LEAST_MINUTES, MOST_MINUTES, ShiftView
from trainer.web.cases_view import draw_runs
from trainer.web.current import Current
from trainer.web.navigation import go
from trainer.web.widgets import box, plain, stars, tags
from trainer.web.work_card import draw_work_card


def draw_shifts(here: Current) -> None:
    """All shifts, one's own runs, and what was shared."""
    t = here.t
    st.title(t("shift.title"))
    st.caption(t("shift.lead"))
    for shift in here.services.shifts.all():
        _card(here, shift)
    draw_runs(here, here.services.shifts.own_runs(here.person), "shift", t("shift.own"))
    if here.person.has(Role.LEAD, Role.MANAGER):
        draw_runs(here, here.services.shifts.shared_with(here.person), "shift", t("shift.shared"), names=True)


def draw_assigned(here: Current, due: Due, shift_id: str) -> None:
    """The shift that is next in an assignment, at its own length."""
    st.title(plain(due.assignment.title))
    st.caption(here.t("home.seen_by_lead"))
    _card(here, next(shift for shift in here.services.shifts.all() if shift.id == shift_id), due)


def _card(here: Current, shift: Shift, due: Due | None = None) -> None:
    t = here.t
    with st.container(border=True):
        st.markdown(f"**{here.text(shift.title)}**")
        tags([(stars(shift.difficulty), "level"), (t(f"jurisdiction.{shift.jurisdiction.value}"), ""), (t(f"language.{shift.language.value}"), ""), (t("shift.items", n=len(shift.items)), "")])
        st.markdown(here.text(shift.lead))
        if shift.content_warning is not None:
            st.warning(here.text(shift.content_warning))
        if due is not None:
            if st.button(t("shift.start"), type="primary", key=f"shift.start.{shift.id}"):
                go("shift", run=here.services.assignments.start(here.person, due.assignment.id, here.language))
            return
        length, start = st.columns([3, 2], vertical_alignment="bottom")
        minutes = length.slider(t("shift.minutes"), LEAST_MINUTES, MOST_MINUTES // 2, shift.minutes, 5, key=f"shift.minutes.{shift.id}")
        if start.button(t("shift.start"), type="primary", key=f"shift.start.{shift.id}", width="stretch"):
            go("shift", run=here.services.shifts.start(here.person, shift.id, int(minutes), language=here.language))


def draw_shift(here: Current, run_id: str) -> None:
    """One shift as it stands."""
    view, t = here.services.shifts.view(here.person, run_id), here.t
    st.title(here.text(view.shift.title))
    st.progress(min(view.minute / view.minutes, 1.0), text=t("shift.clock", clock=view.clock, left=view.minutes - view.minute))
    if view.state.ending is not None or not view.mine:
        _look_back(here, view)
        return
    if not view.queue:
        st.info(t("shift.nothing_waits"))
    for item in view.queue:
        _item(here, view, item)
    _buttons(here, view)


def _item(here: Current, view: ShiftView, item: Item) -> None:
    t = here.t
    label = f"{t(f'shift.kind_{item.kind}')} · {here.text(item.title)}"
    with st.expander(label, expanded=item.interrupts, icon=":material/notification_important:" if item.interrupts else None):
        st.markdown(here.text(item.facts))
        if item.until is not None:
            st.caption(t("shift.until", n=max(item.until - view.minute, 0)))
        line = st.text_input(t("shift.line"), key=f"shift.line.{item.id}", max_chars=2_000, help=t("shift.line_help"))
        for choice in item.choices:
            if st.button(t("shift.choice", text=here.text(choice.text), n=choice.minutes), key=f"shift.do.{item.id}.{choice.id}", width="stretch"):
                here.services.shifts.do(here.person, view.run.id, item.id, choice.id, line)
                st.rerun()


def _buttons(here: Current, view: ShiftView) -> None:
    t, shifts = here.t, here.services.shifts
    wait, finish, stop = st.columns(3)
    if wait.button(t("shift.wait", n=5), key="shift.wait", width="stretch"):
        shifts.wait(here.person, view.run.id, 5)
        st.rerun()
    if finish.button(t("shift.finish"), key="shift.finish", width="stretch"):
        shifts.finish(here.person, view.run.id)
        st.rerun()
    if stop.button(t("shift.stop"), key="shift.stop", type="tertiary", help=t("cases.stop_help"), width="stretch"):
        shifts.stop(here.person, view.run.id)
        go("shift")


def _look_back(here: Current, view: ShiftView) -> None:
    t = here.t
    if view.not_your_fault is not None:
        box(t("web.not_your_fault"), here.text(view.not_your_fault))
    if view.state.card is not None:
        draw_work_card(here, view.state.card, t("shift.how"))
    if len(view.lines) > 1:
        st.markdown(f"**{t('shift.composure')}**")
        st.line_chart({t("shift.composure"): [line.done.composure for line in view.lines]}, height=140)
    for line in view.lines:
        st.markdown(f"- {t('shift.minute', a=line.done.began, b=line.done.ended)} · {here.text(line.item.title)}")
        tags([
            (t("shift.right") if line.right else t("shift.not_right") if line.right is False else "", "good" if line.right else "fatal"),
            (t("shift.late") if line.in_time is False else "", "warn"),
        ])
        if line.why is not None:
            st.caption(here.text(line.why))
    for item in view.left:
        st.markdown(f"- {t('shift.left')} · {here.text(item.title)}")
    if view.mine and view.run.status == "finished" and not view.run.shared and st.button(t("debrief.share"), help=t("debrief.share_help"), key="shift.share"):
        here.services.shifts.share(here.person, view.run.id)
        st.rerun()
