"""After the debrief: what to practise next, and how the same case can be handled well."""
from __future__ import annotations

import streamlit as st

from trainer.service.views import Debrief
from trainer.web.current import Current
from trainer.web.navigation import go
from trainer.web.widgets import talk


def draw_next(here: Current) -> None:
    """The next best scenario with its reason in one sentence."""
    suggestion = here.services.skills.next_best(here.person, here.person)
    with st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{here.t('home.next')}**　{here.text(suggestion.reason)}", width="stretch")
        if st.button(here.t("library.open"), icon=":material/arrow_forward:", key="debrief.next"):
            go("brief", scenario=suggestion.scenario_id)


def draw_model(here: Current, debrief: Debrief) -> None:
    """The scenario's model call, played to its debtor."""
    st.caption(here.t("web.model_lead"))
    talk(here.services.debriefs.model_call(here.person, debrief.call.id), here.t)
