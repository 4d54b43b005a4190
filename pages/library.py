"""The library: every scenario as a card, filters, and the call that was left open."""
import streamlit as st

from trainer.web.guard import require_role
from trainer.web.library_view import draw_cards, filters

here = require_role()
cards = here.services.practice.library(here.person)
st.title(here.t("library.title"))
st.caption(here.t("library.lead"))
draw_cards(here, filters(here, cards))
