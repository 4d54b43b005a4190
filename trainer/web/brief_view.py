"""The screens of the brief: file, authority, goal, rubric, rules, and the start button."""
from __future__ import annotations

import streamlit as st

from trainer.domain.assignment import WorkKind, work_of
from trainer.domain.text import Language
from trainer.i18n.formats import day, number
from trainer.service.assignments import Due
from trainer.service.views import Brief
from trainer.web.case_card import authority_lines, case_file, contacts
from trainer.web.current import Current
from trainer.web.dial import choose_dial, dial_words, warn
from trainer.web.language import LANGUAGE_NAMES
from trainer.web.names import version_name
from trainer.web.navigation import go, path_of
from trainer.web.widgets import box, bullets, by_skill, groups, stars, tags

DIAL_PX = 220


def assigned(here: Current, assignment_id: str | None) -> Due | None:
    """This person's own open assignment that the address names."""
    return next((due for due in here.services.assignments.due(here.person) if due.assignment.id == assignment_id and due.next_scenario is not None), None)


def assigned_work(here: Current, assignment_id: str | None, kind: WorkKind) -> tuple[Due, str] | None:
    """This person's own open assignment that the address names, where a case or shift is next in it, with the id of that case or shift."""
    due = assigned(here, assignment_id)
    work = work_of(due.next_scenario) if due is not None else None
    return (due, work[1]) if due is not None and work is not None and work[0] == kind else None


def draw_brief(here: Current, brief: Brief, due: Due | None = None) -> None:
    """Everything before the call."""
    t, card = here.t, brief.card
    st.title(here.text(card.title))
    tags([(stars(card.difficulty), "level"), (t(f"jurisdiction.{card.jurisdiction.value}"), ""), (day(brief.call_date, here.language), ""), (here.text(card.who), "")])
    if card.content_warning is not None:
        st.warning(f"{here.text(card.content_warning)} {t('brief.may_stop')}")
    st.markdown(f"**{t('brief.goal')}** {here.text(brief.goal)}")
    _start(here, brief, due)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader(t("brief.file"))
        case_file(here, brief.case)
        st.subheader(t("brief.contacts"))
        contacts(here, brief.case)
    with right:
        st.subheader(t("brief.authority"))
        bullets(authority_lines(here, brief.authority))
    st.subheader(t("brief.judged"))
    st.caption(t("brief.judged_lead", mark=number(brief.pass_mark, here.language), rubric=version_name(here, brief.rubric), rules=version_name(here, brief.rules_version)))
    items, clauses = st.tabs([t("brief.items"), t("brief.rules", n=len(brief.rules))])
    with items:
        _criteria(here, brief)
    with clauses:
        _rules(here, brief)


def _start(here: Current, brief: Brief, due: Due | None) -> None:
    t, card = here.t, brief.card
    kind = "private" if due is None else "exam" if due.assignment.mode == "exam" else "assigned"
    box(t(f"web.call_{kind}"), t(f"web.call_{kind}_lead"))
    dial = choose_dial(here, f"brief.dial.{card.id}") if due is None else due.assignment.dial
    if due is not None:
        tags([(dial_words(here, dial), "")])
        warn(here, dial, may_stop=due.assignment.mode == "practice")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        spoken = st.segmented_control(
            t("brief.language"), list(card.languages), default=here.language, format_func=LANGUAGE_NAMES.__getitem__, key=f"brief.language.{card.id}", width="content"
        )
        dialled = st.button(t("brief.dial"), type="primary", icon=":material/call:", width=DIAL_PX, key="brief.dial")
        resumed = due is None and card.open_call_id is not None and st.button(t("library.continue"), icon=":material/resume:", key="brief.resume")
    if dialled:
        language = Language(spoken or here.language)
        go("call", call=here.services.practice.start(here.person, card.id, language, dial=dial) if due is None else here.services.assignments.start(here.person, due.assignment.id, language))
    if resumed and card.open_call_id is not None:
        go("call", call=card.open_call_id)


def _criteria(here: Current, brief: Brief) -> None:
    def points(weight: float) -> str:
        return number(weight, here.language, 0 if float(weight).is_integer() else 1)

    groups((here.t(f"skill.{skill}"), [(here.text(item.title), here.t("brief.weight", points=points(item.weight))) for item in items]) for skill, items in by_skill(brief.criteria))


def _rules(here: Current, brief: Brief) -> None:
    for severity in ("fatal", "major", "minor"):
        st.markdown(f"**{here.t(f'severity.{severity}')}**")
        bullets(here.t("web.rule_line", title=here.text(rule.title), trigger=here.text(rule.trigger)) for rule in brief.rules if rule.severity == severity)
    st.page_link(path_of("rules"), label=here.t("brief.all_rules"), query_params={"jurisdiction": brief.card.jurisdiction.value})
