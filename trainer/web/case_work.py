"""The work of one stage of a case: analyses, writing, the call, the note, the decision on the legal route."""
from __future__ import annotations

from typing import get_args

import streamlit as st

from trainer.domain.case import Ability, Analysis, LegalDecision, NextStep, Risk, Willingness
from trainer.domain.notice import LONGEST_NOTICE
from trainer.service.cases import CaseView
from trainer.web.current import Current
from trainer.web.navigation import go
from trainer.web.work_card import draw_work_card

CHOICES = {"willingness": get_args(Willingness), "ability": get_args(Ability), "risk": get_args(Risk), "next_step": get_args(NextStep)}


def draw_work(here: Current, view: CaseView) -> None:
    """Everything that can be done at this stage, and what was done."""
    work = view.work
    if work.before is None and not work.done:
        _analysis(here, view, "before")
    elif work.before_card is not None:
        draw_work_card(here, work.before_card, here.t("cases.analysis_before"))
    if not work.done:
        {"notice": _writing, "request": _writing, "call": _call, "watch": _report, "handover": _report, "legal_decision": _decision}[view.kind](here, view)
        return
    if work.card is not None:
        draw_work_card(here, work.card, here.text(view.stage.title), work.better)
    if work.answer_card is not None:
        draw_work_card(here, work.answer_card, here.t("cases.answer_card"))
    if work.call_id is not None and st.button(here.t("cases.call_debrief"), key="cases.call_debrief"):
        go("debrief", call=work.call_id)
    if work.after is None:
        _analysis(here, view, "after")
    elif work.after_card is not None:
        draw_work_card(here, work.after_card, here.t("cases.analysis_after"))
    last = view.stages[-1].id == view.stage.id
    if st.button(here.t("cases.close" if last else "cases.next"), type="primary", icon=":material/arrow_forward:", key="cases.next"):
        here.services.cases.go_on(here.person, view.run.id)
        st.rerun()


def _analysis(here: Current, view: CaseView, when: str) -> None:
    t = here.t
    with st.expander(t(f"cases.analysis_{when}"), expanded=when == "after"), st.form(f"cases.analysis.{view.stage.id}.{when}", border=False):
        st.caption(t("cases.analysis_lead"))
        chosen = {name: _choice(here, name, options, f"cases.{view.stage.id}.{when}.{name}") for name, options in CHOICES.items()}
        if st.form_submit_button(t("cases.state")):
            if any(value is None for value in chosen.values()):
                st.warning(t("cases.choose_all"))
            else:
                here.services.cases.analyse(here.person, view.run.id, Analysis.model_validate(chosen))
                st.rerun()


def _choice(here: Current, name: str, options: tuple[str, ...], key: str) -> str | None:
    def shown(value: str) -> str:
        return here.t(f"cases.{name}_{value}")

    return st.selectbox(here.t(f"cases.{name}"), options, index=None, format_func=shown, placeholder=here.t("record.open"), key=key)


def _writing(here: Current, view: CaseView) -> None:
    t, labels = here.t, {item.id: item for item in view.addresses}
    if view.request is not None:
        st.info(here.text(view.request.text), icon=":material/mail:")
        _on_phone(here, view)
        if view.work.call_id is not None:
            return
    elif view.purpose is not None:
        st.caption(t("cases.purpose", what=t(f"notice.purpose_{view.purpose}")))
    address = st.selectbox(
        t("cases.address"), list(labels), format_func=lambda name: f"{t(f'channel.{labels[name].channel}')} · {here.text(labels[name].label)}", key=f"cases.address.{view.stage.id}",
    )
    channel = labels[address].channel
    with st.form(f"cases.writing.{view.stage.id}", border=False):
        subject = st.text_input(t("cases.subject"), key=f"cases.subject.{view.stage.id}", max_chars=300) if channel == "email" else ""
        envelope = st.text_input(t("cases.envelope"), key=f"cases.envelope.{view.stage.id}", max_chars=300, help=t("cases.envelope_help")) if channel == "letter" else ""
        if channel == "sms" and view.sms_limit is not None:
            st.caption(t("cases.sms_limit", n=view.sms_limit))
        text = st.text_area(t("cases.text"), key=f"cases.text.{view.stage.id}", max_chars=LONGEST_NOTICE, height=220, help=t("cases.phone", phone=view.phone))
        if st.form_submit_button(t("cases.send"), type="primary"):
            if not text.strip():
                st.warning(t("cases.write_first"))
            else:
                here.services.cases.write(here.person, view.run.id, text, address, subject=subject, envelope=envelope)
                st.rerun()


def _on_phone(here: Current, view: CaseView) -> None:
    """The other way to answer: they ring about it, and the call is taken."""
    t = here.t
    started = view.work.call_id is not None
    if st.button(t("cases.back_to_call" if started else "cases.answer_phone"), icon=":material/phone_callback:", key="cases.answer_phone", help=t("cases.answer_phone_help")):
        go("call", call=here.services.cases.dial(here.person, view.run.id))


def _call(here: Current, view: CaseView) -> None:
    t = here.t
    started = view.work.call_id is not None
    if st.button(t("cases.back_to_call" if started else "cases.dial"), type="primary", icon=":material/call:", key="cases.dial"):
        go("call", call=here.services.cases.dial(here.person, view.run.id))
    st.caption(t("cases.call_lead"))


def _report(here: Current, view: CaseView) -> None:
    t = here.t
    if view.stage.recipient is not None:
        st.caption(t("cases.recipient", who=here.text(view.stage.recipient)))
    with st.form(f"cases.report.{view.stage.id}", border=False):
        text = st.text_area(t("cases.report"), key=f"cases.report_text.{view.stage.id}", max_chars=LONGEST_NOTICE, height=200, help=t("cases.report_help"))
        if st.form_submit_button(t("cases.save"), type="primary"):
            if not text.strip():
                st.warning(t("cases.write_first"))
            else:
                here.services.cases.report(here.person, view.run.id, text)
                st.rerun()


def _decision(here: Current, view: CaseView) -> None:
    t, route = here.t, view.route
    st.warning(here.text(route.notice))
    with st.expander(here.text(route.title)):
        for step in route.steps:
            st.markdown(f"**{here.text(step.title)}** {here.text(step.what)}")
            st.caption(f"{here.text(step.when)} {here.text(step.rights)}")
            st.markdown("\n".join(f"- {here.text(line)}" for line in step.may_say))
    steps, papers = {step.id: step for step in route.steps}, {document.id: document for document in route.documents()}
    with st.form("cases.decision", border=False):
        due = st.radio(t("cases.proportionate"), [True, False], index=None, format_func=lambda value: t(f"yes_no.{value}"), horizontal=True, key="cases.decision.due")
        step_id = st.selectbox(t("cases.step"), list(steps), index=None, format_func=lambda name: here.text(steps[name].title), placeholder=t("record.open"), key="cases.decision.step")
        chosen = st.multiselect(t("cases.documents"), list(papers), format_func=lambda name: here.text(papers[name].title), placeholder=t("record.open"), key="cases.decision.papers")
        pleading = st.text_area(t("cases.pleading"), key="cases.decision.pleading", max_chars=4_000, height=160, help=t("cases.pleading_help"))
        if st.form_submit_button(t("cases.decide"), type="primary"):
            if due is None:
                st.warning(t("cases.choose_all"))
            else:
                here.services.cases.decide(here.person, view.run.id, LegalDecision(proportionate=due, step=step_id, documents=tuple(chosen), pleading=pleading))
                st.rerun()
