"""The shift: a queue of mixed cases against a simulated clock."""
import streamlit as st

from trainer.web.guard import require_role
from trainer.web.shift_view import draw_shift, draw_shifts

here = require_role()
run_id = st.query_params.get("run")
if run_id:
    draw_shift(here, run_id)
else:
    draw_shifts(here)
