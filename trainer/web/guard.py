"""The first line of every screen: nobody without sign-in, and no role that has no business there."""
from __future__ import annotations

import streamlit as st

from trainer.domain.people import Role
from trainer.i18n.catalogues import translator
from trainer.web.current import Current, chosen_language, current, signed_in


def require_role(*roles: Role) -> Current:
    """The current visit, for a signed-in person with one of these roles (any role when none is named); stops the screen otherwise."""
    person = signed_in()
    if person is None:
        st.warning(translator(chosen_language(None))("frame.sign_in_first"))
        st.stop()
    here = current()
    if roles and not person.has(*roles):
        st.warning(here.t("frame.not_for_you"))
        st.stop()
    return here
