"""The screens of the brief: file, authority, goal, rubric, rules, and the start button."""
from __future__ import annotations

from itertools import groupby

import streamlit as st

from trainer.domain.text import Language
from trainer.i18n.formats import day, number
from trainer.service.views import Brief
from trainer.web.case_card import authority_lines, case_file, contacts
from trainer.web.current import Current
from trainer.web.language import LANGUAGE_NAMES
from trainer.web.navigation import go, path_of
from trainer.web.widgets import stars, tags


def draw_brief(here: Current, brief: Brief) -> None:
    """Everything before the call."""
    t, card = here.t, brief.card
    st.title(here.text(card.title))
    tags([(stars(card.difficulty), ""), (t(f"jurisdiction.{card.jurisdiction.value}"), ""), (day(brief.call_date, here.language), "")])
    if card.content_warning is not None:
        st.warning(f"{here.text(card.content_warning)} {t('brief.may_stop')}")
    st.markdown(f"**{t('brief.goal')}** {here.text(brief.goal)}")
    _start(here, brief)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader(t("brief.file"))
        case_file(here, brief.case)
        st.subheader(t("brief.contacts"))
        contacts(here, brief.case)
    with right:
        st.subheader(t("brief.authority"))
        for line in authority_lines(here, brief.authority):
            st.markdown(f"- {line}")
    st.subheader(t("brief.judged"))
    st.caption(t("brief.judged_lead", mark=number(brief.pass_mark, here.language), rubric=brief.rubric, rules=brief.rules_version))
    items, clauses = st.tabs([t("brief.items"), t("brief.rules", n=len(brief.rules))])
    with items:
        _criteria(here, brief)
    with clauses:
        _rules(here, brief)


def _start(here: Current, brief: Brief) -> None:
    t, card = here.t, brief.card
    choice, start, resume = st.columns([2, 2, 2], vertical_alignment="bottom")
    spoken = choice.segmented_control(
        t("brief.language"), list(card.languages), default=here.language, format_func=LANGUAGE_NAMES.__getitem__, key=f"brief.language.{card.id}"
    )
    if start.button(t("brief.dial"), type="primary", icon=":material/call:", width="stretch", key="brief.dial"):
        go("call", call=here.services.practice.start(here.person, card.id, Language(spoken or here.language)))
    if card.open_call_id is not None and resume.button(t("library.continue"), width="stretch", key="brief.resume"):
        go("call", call=card.open_call_id)


def _criteria(here: Current, brief: Brief) -> None:
    for skill, group in groupby(sorted(brief.criteria, key=lambda item: item.skill), key=lambda item: item.skill):
        st.markdown(f"**{here.t(f'skill.{skill}')}**")
        for item in group:
            st.markdown(f"- {here.text(item.title)} · {here.t('brief.weight', points=number(item.weight, here.language, 1))}")


def _rules(here: Current, brief: Brief) -> None:
    for severity in ("fatal", "major", "minor"):
        st.markdown(f"**{here.t(f'severity.{severity}')}**")
        st.markdown("\n".join(f"- {here.text(rule.title)}: {here.text(rule.trigger)}" for rule in brief.rules if rule.severity == severity))
    st.page_link(path_of("rules"), label=here.t("brief.all_rules"), query_params={"jurisdiction": brief.card.jurisdiction.value})
