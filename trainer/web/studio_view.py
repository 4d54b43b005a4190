"""The studio's screens: choose or copy a scenario, form beside YAML, problems as they are, the deal, trial runs, versions."""
from __future__ import annotations

import streamlit as st

from trainer.domain.errors import ContentError
from trainer.domain.text import Language
from trainer.i18n.formats import money
from trainer.i18n.problems import problem_in
from trainer.service.studio import Checked
from trainer.web.current import Current
from trainer.web.navigation import go
from trainer.web.studio_form import draw_form
from trainer.web.widgets import NOTHING, facts, tags

TEXT_KEY = "studio.text"
SHOWN_PROBLEMS = 40


def draw_studio(here: Current) -> None:
    """The whole screen."""
    t = here.t
    st.title(t("studio.title"))
    st.caption(t("studio.lead"))
    _choose(here)
    text = st.session_state.get(TEXT_KEY)
    if text is None:
        _versions(here)
        return
    checked = here.services.studio.check(here.person, text)
    left, right = st.columns([3, 2], gap="large")
    with left:
        form, source = st.tabs([t("studio.form"), "YAML"])
        with source:
            _source(here)
        with form:
            draw_form(here, checked, TEXT_KEY)
    with right:
        _verdict(here, checked)
    _versions(here)


def _choose(here: Current) -> None:
    t = here.t
    cards = here.services.practice.library(here.person)
    names = {card.id: here.text(card.title) for card in cards}
    pick, new_id, copy, load = st.columns([4, 3, 2, 2], vertical_alignment="bottom")
    chosen = pick.selectbox(t("studio.from"), list(names), format_func=names.__getitem__, key="studio.from")
    fresh = new_id.text_input(t("studio.new_id"), key="studio.new_id", placeholder="cn_my_case").strip()
    if copy.button(t("studio.copy"), key="studio.copy", width="stretch", type="primary") and chosen:
        st.session_state[TEXT_KEY] = here.services.studio.copy(here.person, chosen, fresh or f"{chosen}_2")
        st.session_state.pop("studio.editor", None)
        st.rerun()
    with load.popover(t("studio.import"), width="stretch"):
        sent = st.file_uploader(t("studio.import_file"), type=["yaml", "yml"], key="studio.file")
        if sent is not None and st.button(t("studio.import_use"), key="studio.import_use"):
            st.session_state[TEXT_KEY] = sent.getvalue().decode("utf-8", errors="replace")
            st.session_state.pop("studio.editor", None)
            st.rerun()


def _source(here: Current) -> None:
    edited = st.text_area("YAML", value=st.session_state[TEXT_KEY], height=640, key="studio.editor", label_visibility="collapsed")
    if edited != st.session_state[TEXT_KEY]:
        st.session_state[TEXT_KEY] = edited
        st.rerun()


def _verdict(here: Current, checked: Checked) -> None:
    t = here.t
    if checked.scenario is None:
        st.error(t("studio.problems", n=len(checked.problems)))
        for problem in checked.problems[:SHOWN_PROBLEMS]:
            st.code(problem_in(Language(here.language), problem), language=None, wrap_lines=True)
        return
    scenario = checked.scenario
    st.success(t("studio.sound"))
    currency = scenario.case.account.currency
    if checked.best_deal is None:
        st.info(t("studio.no_deal"))
    else:
        deal = checked.best_deal
        st.markdown(f"**{t('debrief.best')}**")
        facts(
            [
                (t("deal.first"), t("deal.first_value", amount=money(deal.first_amount, currency, here.language), n=deal.first_in_days)),
                (t("deal.monthly"), money(deal.monthly, currency, here.language)),
                (t("deal.instalments"), str(deal.instalments)),
                (t("deal.total"), money(deal.total, currency, here.language)),
            ]
        )
    if st.button(t("studio.save"), type="primary", key="studio.save", width="stretch"):
        _save(here)
    if st.button(t("studio.try"), key="studio.try", width="stretch", help=t("studio.try_help")):
        saved = here.services.studio.save(here.person, st.session_state[TEXT_KEY])
        go("call", call=here.services.practice.start(here.person, saved.scenario_id, Language(here.language), version=saved.version))
    if st.button(t("studio.trial_runs"), key="studio.runs", width="stretch", help=t("studio.trial_help")):
        with st.spinner(t("studio.running")):
            rows = here.services.studio.trial(here.person, st.session_state[TEXT_KEY], here.language)
        st.dataframe(
            [
                {
                    t("studio.collector"): t(f"collector.{row.collector}"),
                    t("studio.agreements"): row.agreed,
                    t("studio.kept"): row.kept,
                    t("studio.hang_ups"): row.hung_up,
                    t("debrief.overall"): row.overall,
                }
                for row in rows
            ],
            hide_index=True,
            width="stretch", placeholder=NOTHING,
        )
    st.download_button(t("studio.export"), st.session_state[TEXT_KEY].encode(), file_name=f"{scenario.id}.yaml", mime="application/yaml", key="studio.export", width="stretch", on_click="ignore")


def _save(here: Current) -> None:
    try:
        saved = here.services.studio.save(here.person, st.session_state[TEXT_KEY])
    except ContentError as error:
        st.error("\n\n".join(problem_in(Language(here.language), problem) for problem in error.problems))
        return
    st.toast(here.t("studio.saved", name=saved.scenario_id, version=saved.version))


def _versions(here: Current) -> None:
    t, studio = here.t, here.services.studio
    rows = studio.listed(here.person)
    st.subheader(t("studio.versions"))
    if not rows:
        st.caption(t("studio.versions_none"))
    for row in rows:
        name, state, edit, put, back = st.columns([5, 2, 1, 1, 1], vertical_alignment="center")
        name.markdown(f"{here.text(row.title) if row.title else row.scenario_id} · {row.version}")
        with state:
            tags([(t(f"studio.status_{row.status}"), "good" if row.status == "published" else "")])
        key = f"{row.scenario_id}.{row.version}"
        if edit.button(t("studio.edit"), key=f"studio.edit.{key}", type="tertiary"):
            st.session_state[TEXT_KEY] = studio.source(here.person, row.scenario_id)
            st.session_state.pop("studio.editor", None)
            st.rerun()
        if row.status != "published" and put.button(t("studio.publish"), key=f"studio.publish.{key}", type="tertiary"):
            studio.publish(here.person, row.scenario_id, row.version)
            st.rerun()
        if row.status == "published" and back.button(t("studio.withdraw"), key=f"studio.withdraw.{key}", type="tertiary"):
            studio.withdraw(here.person, row.scenario_id, row.version)
            st.rerun()
