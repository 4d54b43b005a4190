"""The legal route of each jurisdiction, a step at a time."""
from __future__ import annotations

import streamlit as st

from trainer.domain.context import Jurisdiction
from trainer.domain.legal import LegalBasis, LegalRoute, LegalStep
from trainer.web.current import Current
from trainer.web.navigation import go


def draw_legal(here: Current) -> None:
    """The whole screen."""
    t = here.t
    st.title(t("nav.legal"))
    home = here.services.drills.home(here.person).value
    chosen = st.segmented_control(
        t("library.jurisdiction"), [item.value for item in Jurisdiction], default=home, format_func=lambda code: t(f"jurisdiction.{code}"), key="legal.place"
    )
    route = here.services.rulebook.route(Jurisdiction(chosen or home))
    st.subheader(here.text(route.title))
    st.info(here.text(route.notice))
    names = {step.id: f"{number}. {here.text(step.title)}" for number, step in enumerate(route.steps, 1)}
    picked = st.pills(t("legal.pick"), list(names), default=route.steps[0].id, format_func=lambda step_id: names[step_id], key=f"legal.step.{route.id}")
    _step(here, route, route.step(picked or route.steps[0].id))
    if st.button(t("legal.drill"), key="legal.drill", icon=":material/timer:"):
        go("drills")


def _step(here: Current, route: LegalRoute, step: LegalStep) -> None:
    t = here.t
    with st.container(border=True):
        st.markdown(f"**{here.text(step.title)}**")
        st.markdown(here.text(step.what))
        st.caption(t("legal.status", status=t(f"legal.status_{step.legal_status.value}")))
        for key, text in (("legal.when", step.when), ("legal.rights", step.rights)):
            st.markdown(f"**{t(key)}** {here.text(text)}")
        may, may_not = st.columns(2, gap="large")
        with may:
            st.markdown(f"**{t('legal.may_say')}**")
            for line in step.may_say:
                st.markdown(here.text(line))
        with may_not:
            st.markdown(f"**{t('legal.may_not_say')}**")
            for wrong in step.may_not_say:
                st.markdown(f"{here.text(wrong)}  \n:small[{here.rule_title(wrong.rule)}]")
        st.markdown(f"**{t('legal.documents')}** {' · '.join(here.text(paper.title) for paper in step.documents)}")
        st.markdown(f"**{t('legal.basis')}**")
        for basis in step.basis:
            st.markdown(_basis(here, basis))
        if step.next:
            st.caption(t("legal.next", steps=" · ".join(here.text(route.step(name).title) for name in step.next)))


def _basis(here: Current, basis: LegalBasis) -> str:
    return f"{here.text(basis.title)} {basis.article} · {here.text(basis.gist)} [{here.t(f'standing.{basis.standing}')}]"
