"""The record: what a real collector owes after the call."""
import streamlit as st

from trainer.web.guard import require_role
from trainer.web.navigation import go
from trainer.web.record_view import draw_record

here = require_role()
call_id = st.query_params.get("call")
if not call_id:
    go("my_calls")
draw_record(here, call_id)
