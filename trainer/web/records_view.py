"""The admin's screen of learning records: the record store, a secret that is only ever written, what was sent and what waits."""
from __future__ import annotations

import streamlit as st

from trainer.i18n.formats import moment, number
from trainer.service.learning_records import RecordStoreSettings, RecordsView
from trainer.web.current import Current

COUNT_PX = 150


def draw_records(here: Current) -> None:
    """The whole screen."""
    t = here.t
    view = here.services.records.view(here.person)
    st.title(t("records.title"))
    st.caption(t("records.lead"))
    _settings(here, view)
    with st.container(horizontal=True):
        for name, count in (("sent", view.sent), ("waiting", view.waiting), ("refused", view.refused)):
            st.metric(t(f"records.{name}"), number(count, here.language), width=COUNT_PX)
    if view.last_sent is not None:
        st.caption(t("records.last_sent", when=moment(view.last_sent, here.language)))
    if view.problem:
        st.warning(t("records.problem", problem=view.problem))
    with st.container(horizontal=True):
        if st.button(t("records.send"), key="records.send", icon=":material/send:"):
            done = here.services.records.send_now(here.person)
            st.toast(t("records.off") if done.problem == "off" else t("records.delivered", sent=done.sent, refused=done.refused, waiting=done.waiting))
        st.download_button(
            t("records.file"), lambda: here.services.records.as_file(here.person), file_name="statements.jsonl", mime="application/x-ndjson", key="records.file", icon=":material/download:",
            on_click="ignore",
        )


def _settings(here: Current, view: RecordsView) -> None:
    t, now = here.t, view.settings
    with st.form("records.form"):
        endpoint = st.text_input(t("records.endpoint"), now.endpoint, key="records.endpoint", placeholder="https://lrs.example/xapi")
        user, hidden, home = st.columns(3)
        key = user.text_input(t("records.key"), now.key, key="records.key", autocomplete="off")
        secret = hidden.text_input(t("records.secret"), "", type="password", key="records.secret", placeholder=t("records.secret_kept") if view.has_secret else "", autocomplete="off")
        name = home.text_input(t("records.home"), now.home, key="records.home", help=t("records.home_help"))
        on = st.checkbox(t("records.on"), now.on, key="records.on")
        if st.form_submit_button(t("records.save"), type="primary"):
            settings = RecordStoreSettings(endpoint=endpoint.strip(), key=key.strip(), home=name.strip(), on=on)
            here.services.records.save(here.person, settings, secret)
            st.rerun()
