"""Cases: one debtor over days and stages, from the first notice to the end."""
import streamlit as st

from trainer.web.cases_view import draw_case, draw_cases
from trainer.web.guard import require_role

here = require_role()
run_id = st.query_params.get("run")
if run_id:
    draw_case(here, run_id)
else:
    draw_cases(here)
