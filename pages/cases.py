"""Cases: one debtor over days and stages, from the first notice to the end."""
import streamlit as st

from trainer.web.brief_view import assigned_work
from trainer.web.cases_view import draw_assigned, draw_case, draw_cases
from trainer.web.guard import require_role
from trainer.web.navigation import go

here = require_role()
run_id, asked = st.query_params.get("run"), st.query_params.get("assignment")
due = assigned_work(here, asked, "case")
if run_id:
    draw_case(here, run_id)
elif due is not None:
    draw_assigned(here, *due)
elif asked:
    go("home")
else:
    draw_cases(here)
