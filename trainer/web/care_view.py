"""Care: the private check-in, and for leads the cap on hostile calls in a row."""
from __future__ import annotations

import streamlit as st

from trainer.domain.people import Role
from trainer.service.care import LEAST, MOODS, MOST
from trainer.web.current import Current


def draw_care(here: Current) -> None:
    """The check-in of one's own; the cap where somebody leads a team."""
    t, care, person = here.t, here.services.care, here.person
    with st.expander(t("cases.care")):
        st.caption(t("cases.care_lead"))
        mood = st.segmented_control(t("cases.mood"), list(range(MOODS[0], MOODS[1] + 1)), format_func=lambda value: t(f"cases.mood_{value}"), key="care.mood")
        note, forget = st.columns(2)
        if note.button(t("cases.mood_note"), key="care.note", disabled=mood is None, width="stretch") and mood is not None:
            care.check_in(person, int(mood))
            st.rerun()
        own = care.own_check_ins(person)
        if own:
            st.line_chart({t("cases.mood"): [value for _, value in reversed(own)]}, height=120)
            if forget.button(t("cases.mood_forget"), key="care.forget", width="stretch"):
                care.forget(person)
                st.rerun()
        st.caption(t("cases.cap_now", n=care.cap(person)))
        if person.has(Role.LEAD) and person.team_id is not None:
            most = st.number_input(t("cases.cap"), LEAST, MOST, care.cap(person), key="care.cap")
            if st.button(t("cases.cap_save"), key="care.cap_save"):
                care.set_cap(person, int(most))
                st.rerun()
