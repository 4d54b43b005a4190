"""The frame around every screen: page settings, sign-in, language, navigation, and errors in one clear sentence."""
from __future__ import annotations

from pathlib import Path

import streamlit as st

from trainer.domain.errors import TrainerError
from trainer.i18n.catalogues import translator
from trainer.web.current import chosen_language, holding, signed_in
from trainer.web.errors import sentence
from trainer.web.navigation import navigation, only
from trainer.web.own_words import exchange_words
from trainer.web.services import services
from trainer.web.sidebar import sidebar
from trainer.web.sign_in import change_password_screen, claim_pending, sign_in_screen
from trainer.web.style import apply_style

LOGO = (Path(__file__).parent / "logo.svg").read_text(encoding="utf-8")
SIDEBAR_PX = 240


def main() -> None:
    """One run of the frame and the screen inside it."""
    st.set_page_config(page_title="Duilian 对练", page_icon="🎧", layout="wide", initial_sidebar_state=SIDEBAR_PX)
    st.logo(LOGO, size="large")
    person = signed_in()
    language = chosen_language(person)
    apply_style(language)
    exchange_words(language)
    t = translator(language)
    try:
        if person is None:
            only(sign_in_screen, t("nav.sign_in")).run()
            return
        claim_pending()
        if services().accounts.must_change_password(person):
            only(lambda: change_password_screen(person, t), t("password.title")).run()
            return
        screen = navigation(person, t)
        st.set_page_config(page_title=f"{screen.title} · Duilian 对练")
        sidebar(person, language, t)
        with holding(person):
            screen.run()
    except TrainerError as error:
        st.error(sentence(error, language))


main()
