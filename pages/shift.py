"""Shifts: a queue of mixed work against a simulated clock."""
import streamlit as st

from trainer.web.brief_view import assigned_work
from trainer.web.guard import require_role
from trainer.web.navigation import go
from trainer.web.shift_view import draw_assigned, draw_shift, draw_shifts

here = require_role()
run_id, asked = st.query_params.get("run"), st.query_params.get("assignment")
due = assigned_work(here, asked, "shift")
if run_id:
    draw_shift(here, run_id)
elif due is not None:
    draw_assigned(here, *due)
elif asked:
    go("home")
else:
    draw_shifts(here)
