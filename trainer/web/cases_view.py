"""The screen of cases: the list, the case at its stage, the file for the next colleague, the look back."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from trainer.domain.people import Role
from trainer.domain.text import Language
from trainer.i18n.formats import day, number
from trainer.service.assignments import Due
from trainer.service.cases import CaseCard, CaseView, RunRow
from trainer.web.care_view import draw_care
from trainer.web.case_card import authority_lines, case_file, contacts
from trainer.web.case_work import draw_work
from trainer.web.current import Current
from trainer.web.dial import choose_dial, dial_words, warn
from trainer.web.language import LANGUAGE_NAMES
from trainer.web.navigation import go
from trainer.web.widgets import plain, stars, tags
from trainer.web.work_card import draw_work_card

START_PX = 220


def draw_cases(here: Current) -> None:
    """All cases, one's own runs, what was shared, and care."""
    t = here.t
    st.title(t("cases.title"))
    st.caption(t("cases.lead"))
    home = here.services.drills.home(here.person)
    for card in sorted(here.services.cases.cards(here.person), key=lambda card: (card.open_run is None, card.jurisdiction is not home)):
        _card(here, card)
    draw_runs(here, here.services.cases.own_runs(here.person), "cases", t("cases.own"))
    if here.person.has(Role.LEAD, Role.MANAGER):
        draw_runs(here, here.services.cases.shared_with(here.person), "cases", t("cases.shared"), names=True)
    draw_care(here)


def draw_assigned(here: Current, due: Due, case_id: str) -> None:
    """The case that is next in an assignment."""
    st.title(plain(due.assignment.title))
    st.caption(here.t("home.seen_by_lead"))
    _card(here, next(card for card in here.services.cases.cards(here.person) if card.id == case_id), due)


def _card(here: Current, card: CaseCard, due: Due | None = None) -> None:
    t = here.t
    with st.container(border=True):
        st.markdown(f"**{here.text(card.title)}**")
        tags([(stars(card.difficulty), "level"), (t(f"jurisdiction.{card.jurisdiction.value}"), ""), (t("cases.stages", n=card.stages), ""), (t("cases.best", mark=number(card.best, here.language, 1)) if card.best is not None else "", "good")])
        st.markdown(here.text(card.who))
        st.caption(here.text(card.teaches))
        if card.content_warning is not None:
            st.warning(here.text(card.content_warning))
        dial = choose_dial(here, f"cases.dial.{card.id}") if due is None else due.assignment.dial
        if due is not None:
            tags([(dial_words(here, dial), "")])
            warn(here, dial)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            spoken = st.segmented_control(t("brief.language"), list(Language), default=here.language, format_func=LANGUAGE_NAMES.__getitem__, key=f"cases.language.{card.id}", width="content")
            started = st.button(t("cases.start"), key=f"cases.start.{card.id}", type="primary", width=START_PX)
            resumed = due is None and card.open_run is not None and st.button(t("library.continue"), icon=":material/resume:", key=f"cases.resume.{card.id}")
        if started:
            language = Language(spoken or here.language)
            go("cases", run=here.services.assignments.start(here.person, due.assignment.id, language) if due else here.services.cases.start(here.person, card.id, language, dial=dial))
        if resumed and card.open_run is not None:
            go("cases", run=card.open_run)


def draw_runs(here: Current, rows: Sequence[RunRow], page: str, title: str, names: bool = False) -> None:
    """A list of runs, each with the way into it."""
    if not rows:
        return
    st.subheader(title)
    people = here.names() if names else {}
    for row in rows[:30]:
        what, mark, open_it = st.columns([5, 2, 2], vertical_alignment="center")
        what.markdown(f"{people.get(row.person_id, '')} {here.text(row.title)} · {day(date.fromisoformat(row.started_at[:10]), here.language)}")
        mark.markdown(number(row.overall, here.language, 1) if row.overall is not None and row.status != "open" else here.t(f"cases.status_{row.status}"))
        if open_it.button(here.t("library.open"), key=f"{page}.open.{row.run_id}", width="stretch"):
            go(page, run=row.run_id)


def draw_case(here: Current, run_id: str) -> None:
    """One case as it stands."""
    if here.services.cases.view(here.person, run_id).mine:
        here.services.cases.take_call(here.person, run_id)
    view, t = here.services.cases.view(here.person, run_id), here.t
    st.title(here.text(view.title))
    number_of = next(index for index, stage in enumerate(view.stages, start=1) if stage.id == view.stage.id)
    tags([(t("cases.stage", n=number_of, of=len(view.stages)), ""), (day(date.fromisoformat(view.today), here.language), ""), (view.clock, ""), (here.text(view.debtor), ""), (dial_words(here, view.dial), "")])
    work, side = st.columns([3, 2], gap="large")
    with work:
        if view.ending is not None:
            _end(here, view)
        elif view.mine:
            _stage(here, view)
        else:
            _look_back(here, view)
    with side:
        _archive(here, view)


def _stage(here: Current, view: CaseView) -> None:
    t = here.t
    st.subheader(here.text(view.stage.title))
    st.markdown(here.text(view.stage.task))
    for item in view.came_in:
        (st.error if item.kind in ("complaint", "promise_broken") else st.success if item.kind in ("payment", "paid_off") else st.info)(plain(here.text(item.text)))
    draw_work(here, view)
    if st.button(t("cases.stop"), key="cases.stop", type="tertiary", help=t("cases.stop_help")):
        here.services.cases.stop(here.person, view.run.id)
        go("cases")


def _end(here: Current, view: CaseView) -> None:
    t = here.t
    st.subheader(t(f"cases.ending_{view.ending}"))
    if view.ending == "stopped":
        st.caption(t("cases.stopped_lead"))
        return
    if view.overall is not None:
        st.metric(t("cases.overall"), number(view.overall, here.language, 1))
    if view.mine and not view.run.shared and st.button(t("debrief.share"), help=t("debrief.share_help"), key="cases.share"):
        here.services.cases.share(here.person, view.run.id)
        st.rerun()
    _look_back(here, view)


def _look_back(here: Current, view: CaseView) -> None:
    t, titles = here.t, {stage.id: here.text(stage.title) for stage in view.stages}
    _analysis_over_time(here, view)
    for work in view.done:
        with st.expander(titles.get(work.stage, work.stage)):
            if work.notice is not None:
                st.text(work.notice.text)
            if work.report:
                st.text(work.report)
            if work.card is not None:
                draw_work_card(here, work.card, titles.get(work.stage, work.stage), work.better)
            if work.answer_card is not None:
                draw_work_card(here, work.answer_card, t("cases.answer_card"))
            if work.before_card is not None:
                draw_work_card(here, work.before_card, t("cases.analysis_before"))
            if work.after_card is not None:
                draw_work_card(here, work.after_card, t("cases.analysis_after"))
            if work.call_id is not None and st.button(t("cases.call_debrief"), key=f"cases.debrief.{work.stage}"):
                go("debrief", call=work.call_id)


def _analysis_over_time(here: Current, view: CaseView) -> None:
    """How well the case was read, analysis by analysis, against what was true each time."""
    marks = [card.overall for work in view.done for card in (work.before_card, work.after_card) if card is not None and card.overall is not None]
    if len(marks) > 1:
        st.markdown(f"**{here.t('cases.analysis_over_time')}**")
        st.line_chart({here.t("cases.analysis_over_time"): marks}, height=140)


def _archive(here: Current, view: CaseView) -> None:
    t = here.t
    with st.expander(t("brief.file"), expanded=True):
        case_file(here, view.file)
        contacts(here, view.file)
    with st.expander(t("brief.authority")):
        for line in authority_lines(here, view.authority):
            st.markdown(f"- {line}")
    with st.expander(t("cases.archive"), expanded=bool(view.events)):
        first = date.fromisoformat(view.first_day)
        for item in reversed(view.events):
            st.markdown(f"- {day(first + timedelta(days=item.day), here.language)} {item.clock} · {t(f'cases.event_{item.kind}')}")
            st.caption(plain(here.text(item.text)))
