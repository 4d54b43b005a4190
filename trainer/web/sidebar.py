"""The foot of the menu: who is signed in, the language switch, signing out."""
from __future__ import annotations

import streamlit as st

from trainer.domain.people import Person
from trainer.domain.text import Language
from trainer.i18n.catalogues import Translate
from trainer.web.language import language_switch
from trainer.web.services import services
from trainer.web.sign_in import sign_out
from trainer.web.widgets import plain


def sidebar(person: Person, language: Language, t: Translate) -> None:
    """Draw the foot of the menu."""
    with st.sidebar:
        st.caption(f"{plain(person.name)} · {' / '.join(t(f'role.{role.value}') for role in person.roles)}")
        language_switch(language, t, person)
        if st.button(t("frame.sign_out"), icon=":material/logout:", type="tertiary"):
            sign_out()
        with st.popover(t("frame.devices"), icon=":material/devices:", type="tertiary"):
            st.markdown(t("frame.devices_lead"))
            if st.button(t("frame.sign_out_everywhere"), key="frame.sign_out_everywhere"):
                services().accounts.sign_out_everywhere(person)
                sign_out()
