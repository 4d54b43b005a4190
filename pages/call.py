"""The call: it rings, somebody picks up, the collector talks."""
import streamlit as st

from trainer.web.call_view import draw_call
from trainer.web.guard import require_role
from trainer.web.navigation import go

here = require_role()
call_id = st.query_params.get("call")
if not call_id:
    go("library")
draw_call(here, call_id)
