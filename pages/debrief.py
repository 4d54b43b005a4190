"""The debrief: what the call was worth, which sentence cost what, what was hidden, and the way back to any turn."""
import streamlit as st

from trainer.web.debrief_again import chosen_score
from trainer.web.debrief_view import draw_debrief
from trainer.web.guard import require_role
from trainer.web.navigation import go

here = require_role()
call_id = st.query_params.get("call")
if not call_id:
    go("my_calls")
draw_debrief(here, here.services.debriefs.debrief(here.person, call_id, chosen_score(here, call_id)))
