"""The brief: all that a collector may know before dialling, and what the call will be judged by."""
import streamlit as st

from trainer.web.brief_view import assigned, draw_brief
from trainer.web.guard import require_role
from trainer.web.navigation import go

here = require_role()
asked = st.query_params.get("assignment")
due = assigned(here, asked)
scenario_id = due.next_scenario if due else st.query_params.get("scenario")
if not scenario_id or (asked and due is None):
    go("home" if asked else "library")
draw_brief(here, here.services.practice.brief(here.person, scenario_id, due.assignment.mode if due else "practice"), due)
