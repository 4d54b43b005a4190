"""The library: every scenario as a card, filters, the call that was left open, and the team's model calls."""
import streamlit as st

from trainer.web.guard import require_role
from trainer.web.library_view import draw_cards, draw_team_models, filters

here = require_role()
cards = here.services.practice.library(here.person)
st.title(here.t("library.title"))
st.caption(here.t("library.lead"))
scenarios, models = st.tabs([here.t("web.scenarios"), here.t("web.team_models")])
with scenarios:
    draw_cards(here, filters(here, cards))
with models:
    draw_team_models(here)
