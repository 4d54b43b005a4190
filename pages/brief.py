"""The brief: all that a collector may know before dialling, and what the call will be judged by."""
import streamlit as st

from trainer.web.brief_view import draw_brief
from trainer.web.guard import require_role
from trainer.web.navigation import go

here = require_role()
scenario_id = st.query_params.get("scenario")
if not scenario_id:
    go("library")
draw_brief(here, here.services.practice.brief(here.person, scenario_id))
