"""A blind second review: the talk and the questions of the rubric, without a word of what the machine or anybody else made of them."""
from __future__ import annotations

import streamlit as st

from trainer.service.cards import turn_view
from trainer.service.views import Debrief
from trainer.web.current import Current
from trainer.web.widgets import talk

STEP = 0.25


def draw_blind(here: Current, debrief: Debrief, caller: str | None) -> None:
    """The talk at the left, the items to be judged at the right."""
    t, call_id = here.t, debrief.call.id
    done = here.services.reviews.blind_items(here.person, call_id)
    st.caption(t("review.blind_lead"))
    left, right = st.columns([3, 2], gap="large")
    with left:
        talk([turn_view(turn) for turn in debrief.turns], t, caller=caller)
    with right:
        for item in debrief.scorecard.criteria:
            if item.score is None:
                continue
            with st.container(border=True):
                st.markdown(here.text(item.title))
                value = st.slider(t("review.value"), 0.0, 1.0, 0.5, STEP, key=f"review.blind.{item.id}")
                if ("criterion", item.id) in done:
                    st.caption(t("review.kept"))
                elif st.button(t("review.blind_keep"), key=f"review.blind_keep.{item.id}"):
                    here.services.reviews.judge_blind(here.person, call_id, "criterion", item.id, value)
                    st.rerun()
