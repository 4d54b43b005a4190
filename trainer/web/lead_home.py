"""The first screen of leads and managers: who is ready, and the moments that wait for review."""
from __future__ import annotations

import streamlit as st

from trainer.domain.people import Role
from trainer.service.dashboard import ViewFilter
from trainer.web.current import Current
from trainer.web.floor_view import draw_states
from trainer.web.navigation import go
from trainer.web.review_view import draw_moment
from trainer.web.widgets import box

SHOWN_MOMENTS = 5


def draw_lead_home(here: Current) -> None:
    """States of the own people, then the first moments of the queue."""
    t, person = here.t, here.person
    if person.has(Role.ADMIN) and len(here.services.organisation.people(person)) == 1:
        box(t("home.first_step"), t("home.first_step_lead"))
        if st.button(t("home.invite"), icon=":material/group_add:", type="primary", key="home.invite"):
            go("people")
    team = None if person.has(Role.MANAGER, Role.ADMIN) else person.team_id
    floor = here.services.dashboard.floor(person, ViewFilter(team_id=team))
    draw_states(here, floor)
    if st.button(t("nav.floor"), icon=":material/monitoring:", key="home.floor"):
        go("floor")
    expiring = here.services.certificates.expiring(person)
    if expiring:
        st.warning(t("home.expiring", n=len(expiring)))
    moments = here.services.reviews.queue(person, SHOWN_MOMENTS)
    waiting = here.services.reviews.waiting(person)
    st.subheader(t("web.to_review"))
    if not moments:
        st.caption(t("review.empty"))
    for moment in moments:
        draw_moment(here, moment)
    if waiting > len(moments) and st.button(t("home.waiting", n=waiting), icon=":material/inbox:", key="home.waiting"):
        go("review")
