"""Signing in and out: choosing a person of the demo team, and the cookie that keeps the device signed in."""
from __future__ import annotations

import streamlit as st

from trainer.domain.people import Person, Team
from trainer.i18n.catalogues import Translate, translator
from trainer.web.current import PERSON_KEY, TICKET_KEY, chosen_language, device_token
from trainer.web.language import language_switch
from trainer.web.routes import CLAIM_PATH, SIGN_OUT_PATH
from trainer.web.services import services

_POST = """
export default function(component) {
  const { data } = component;
  window.duilianPosted = window.duilianPosted || {};
  if (window.duilianPosted[data.once]) return;
  window.duilianPosted[data.once] = true;
  fetch(data.url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ticket: data.ticket }),
  }).then(function () { if (data.reload) window.location.assign("/"); });
}
"""
_poster = st.components.v2.component("duilian_post", js=_POST)


def claim_pending() -> None:
    """After a sign-in: let the browser turn the ticket into its HttpOnly cookie."""
    ticket = st.session_state.pop(TICKET_KEY, None)
    if ticket is not None:
        st.session_state["frame.claiming"] = ticket
    claiming = st.session_state.get("frame.claiming")
    if claiming is not None:
        _poster(data={"url": CLAIM_PATH, "ticket": claiming, "once": claiming[:12], "reload": False}, key="frame.claim")


def sign_out() -> None:
    """Revoke this device and start over."""
    services().accounts.sign_out(device_token())
    st.session_state.clear()
    _poster(data={"url": SIGN_OUT_PATH, "ticket": "", "once": "out", "reload": True}, key="frame.out")
    st.stop()


def _person_card(person: Person, team: Team | None, t: Translate) -> None:
    roles = " / ".join(t(f"role.{role.value}") for role in person.roles)
    with st.container(border=True, key=f"signin-{person.id}"):
        st.markdown(f"**{person.name}**")
        st.caption(f"{roles} · {team.name}" if team else roles)
        if st.button(t("sign_in.as", name=person.name), key=f"sign_in.{person.id}", width="stretch"):
            chosen, ticket = services().accounts.sign_in_demo(person.id)
            st.session_state[PERSON_KEY] = chosen.id
            st.session_state[TICKET_KEY] = ticket
            st.rerun()


def sign_in_screen() -> None:
    """Choose a person of the demo organisation."""
    language = chosen_language(None)
    t = translator(language)
    _, middle, _ = st.columns([1, 4, 1])
    with middle:
        language_switch(language, t, None)
        st.title("Duilian 对练")
        st.markdown(t("sign_in.lead"))
        people = services().accounts.demo_people()
        if not people:
            st.info(t("sign_in.nobody"))
            return
        st.subheader(t("sign_in.choose"))
        for start in range(0, len(people), 3):
            for column, (person, team) in zip(st.columns(3), people[start : start + 3], strict=False):
                with column:
                    _person_card(person, team, t)
