"""The language switch: everything on screen changes, the place stays."""
from __future__ import annotations

import streamlit as st

from trainer.domain.people import Person
from trainer.domain.text import Language
from trainer.i18n.catalogues import Translate
from trainer.web.current import LANGUAGE_KEY
from trainer.web.services import services

LANGUAGE_NAMES = {Language.ZH: "中文", Language.EN: "English"}


def language_switch(language: Language, t: Translate, person: Person | None) -> None:
    """Draw the switch; a choice is remembered for the person and shown at once."""
    chosen = st.segmented_control(
        t("frame.language"),
        options=list(Language),
        default=language,
        format_func=LANGUAGE_NAMES.__getitem__,
        key=f"frame.language_switch.{language.value}",
        label_visibility="collapsed",
    )
    if chosen is not None and chosen is not language:
        st.session_state[LANGUAGE_KEY] = chosen.value
        if person is not None:
            services().accounts.choose_language(person, chosen)
        st.rerun()
