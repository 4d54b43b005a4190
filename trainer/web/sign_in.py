"""Signing in and out: choosing a person of the demo team, and the cookie that keeps the device signed in."""
from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from trainer.domain.people import Person, Role, Team
from trainer.domain.text import Language
from trainer.i18n.catalogues import Translate, translator
from trainer.service.single_sign_on import mapping_from
from trainer.web.current import PERSON_KEY, TICKET_KEY, VISIT_KEY, chosen_language, device_token
from trainer.web.language import language_switch
from trainer.web.routes import CLAIM_PATH, SIGN_OUT_PATH
from trainer.web.services import services
from trainer.web.widgets import plain

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
    visit = st.session_state.get(VISIT_KEY)
    if isinstance(visit, str):
        services().accounts.sign_out(visit)
    st.session_state.clear()
    _poster(data={"url": SIGN_OUT_PATH, "ticket": "", "once": "out", "reload": True}, key="frame.out")
    st.stop()


def _person_card(person: Person, team: Team | None, t: Translate) -> None:
    roles = " / ".join(t(f"role.{role.value}") for role in person.roles)
    with st.container(border=True, key=f"signin-{person.id}"):
        st.markdown(f"**{plain(person.name)}**")
        st.caption(f"{roles} · {plain(team.name)}" if team else roles)
        if st.button(t("sign_in.as", name=plain(person.name)), key=f"sign_in.{person.id}", width="stretch"):
            _become(*services().accounts.sign_in_demo(person.id))


def _become(person: Person, ticket: str) -> None:
    """Remember a sign-in for this visit and leave the ticket for the cookie."""
    _visiting(person)
    st.session_state[TICKET_KEY] = ticket
    st.rerun()


def _visiting(person: Person) -> None:
    """Tie this visit to the person by a token that can be revoked."""
    st.session_state[PERSON_KEY] = person.id
    st.session_state[VISIT_KEY] = services().accounts.open_visit(person)


def _with_password(t: Translate) -> None:
    with st.form("sign_in.form"):
        email = st.text_input(t("people.email"), key="sign_in.email", autocomplete="username")
        password = st.text_input(t("sign_in.password"), type="password", key="sign_in.password", autocomplete="current-password")
        if st.form_submit_button(t("nav.sign_in"), type="primary", width="stretch"):
            _become(*services().accounts.sign_in(email.strip(), password))


def _single(t: Translate) -> None:
    """The button of single sign-on, only where it is configured, and what comes back from it."""
    if not single_sign_on_configured():
        return
    if st.user.get("is_logged_in"):
        mapping = mapping_from(st.secrets.get("sso"))
        who = str(st.user.get("sub", "")), str(st.user.get("email", "")), bool(st.user.get("email_verified", False))
        _become(*services().accounts.sign_in_single(*who, mapping.roles_of(st.user.to_dict())))
    if st.button(t("sign_in.single"), key="sign_in.single", width="stretch"):
        st.login()


def single_sign_on_configured() -> bool:
    """Whether an identity provider is named in the secrets."""
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def _set_up(language: Language, t: Translate) -> None:
    """The first start: make the organisation and its admin."""
    st.subheader(t("set_up.title"))
    st.markdown(t("set_up.lead"))
    with st.form("set_up.form"):
        name = st.text_input(t("set_up.organisation"), key="set_up.organisation")
        admin = st.text_input(t("people.name"), key="set_up.name")
        email = st.text_input(t("people.email"), key="set_up.email", autocomplete="username")
        password = st.text_input(t("sign_in.password"), type="password", key="set_up.password", autocomplete="new-password", help=t("sign_in.password_help"))
        if st.form_submit_button(t("set_up.make"), type="primary"):
            made = services().organisation.set_up(name, admin, email, password, language)
            _become(made, services().accounts.ticket(made))


def change_password_screen(person: Person, t: Translate) -> None:
    """What somebody with a first password sees before anything else."""
    st.title(t("password.title"))
    st.markdown(t("password.lead"))
    with st.form("password.form"):
        old = st.text_input(t("password.old"), type="password", key="password.old", autocomplete="current-password")
        new = st.text_input(t("password.new"), type="password", key="password.new", autocomplete="new-password", help=t("sign_in.password_help"))
        if st.form_submit_button(t("password.change"), type="primary"):
            services().accounts.change_password(person, old, new)
            st.session_state[TICKET_KEY] = services().accounts.ticket(person)
            _visiting(person)
            st.rerun()


def sign_in_screen() -> None:
    """Set up where nobody is, else sign in: with a password, with the identity provider, or as a person of the demo organisation."""
    language = chosen_language(None)
    t = translator(language)
    _, middle, _ = st.columns([1, 4, 1])
    with middle:
        language_switch(language, t, None)
        st.title("Duilian 对练")
        st.markdown(t("sign_in.lead"))
        people = services().accounts.demo_people()
        if services().organisation.is_empty():
            _set_up(language, t)
            return
        if not people or services().organisation.has_own():
            _with_password(t)
            _single(t)
        if people:
            _demo(sorted(people, key=lambda found: _place(found, language)), t)
            if not services().organisation.has_own():
                with st.expander(t("set_up.title")):
                    _set_up(language, t)


def _place(found: tuple[Person, Team | None], language: Language) -> tuple[bool, bool, str, bool, str]:
    """Where somebody stands among the people of the demo: those of the own language first, each team together, its lead last."""
    person, team = found
    return person.language is not language, team is None, team.name if team else "", not person.has(Role.TRAINEE), person.name


def _demo(people: Sequence[tuple[Person, Team | None]], t: Translate) -> None:
    st.subheader(t("sign_in.choose"))
    for start in range(0, len(people), 3):
        for column, (person, team) in zip(st.columns(3), people[start : start + 3], strict=False):
            with column:
                _person_card(person, team, t)
