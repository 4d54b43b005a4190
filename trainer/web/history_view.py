"""The list of a person's calls and the curve of their scores."""
from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from trainer.domain.stored import CallStatus
from trainer.i18n.formats import moment, number
from trainer.service.views import CallRow
from trainer.web.charts import scores_over_time, show
from trainer.web.current import Current
from trainer.web.navigation import go, path_of
from trainer.web.widgets import tags

SHOWN_AT_ONCE = 30


def draw_history(here: Current, rows: Sequence[CallRow]) -> None:
    """The whole screen."""
    t = here.t
    st.title(t("my_calls.title"))
    if not rows:
        st.info(t("my_calls.empty"))
        st.page_link(path_of("library"), label=t("nav.library"), icon=":material/local_library:")
        return
    scored = [row for row in reversed(rows) if row.overall is not None]
    if len(scored) > 1:
        show(scores_over_time(here, scored), "my_calls.curve", t("my_calls.curve"))
        if len({row.rubric for row in scored}) > 1:
            st.caption(t("my_calls.versions_differ"))
    shown = st.session_state.get("my_calls.shown", SHOWN_AT_ONCE)
    for row in rows[:shown]:
        _row(here, row)
    if len(rows) > shown and st.button(t("frame.more"), key="my_calls.more"):
        st.session_state["my_calls.shown"] = shown + SHOWN_AT_ONCE
        st.rerun()


def _row(here: Current, row: CallRow) -> None:
    t = here.t
    with st.container(border=True):
        what, result, open_it = st.columns([5, 3, 2], vertical_alignment="center")
        what.markdown(f"**{here.text(row.title)}**")
        what.caption(f"{moment(row.started_at, here.language)} · {t(f'language.{row.language.value}')} · {t(f'mode.{row.mode}')}")
        with result:
            tags(
                [
                    (number(row.overall, here.language, 1) if row.overall is not None else t(f"status.{row.status.value}"), ""),
                    (t("debrief.passed") if row.passed else t("debrief.not_passed") if row.passed is False else "", "good" if row.passed else "warn"),
                    (t(f"outcome.{row.outcome}") if row.outcome else "", ""),
                    (t("my_calls.retry") if row.retry_of else "", ""),
                ]
            )
        if row.status is CallStatus.SCORED:
            if open_it.button(t("my_calls.debrief"), key=f"my_calls.open.{row.call_id}", width="stretch"):
                go("debrief", call=row.call_id)
        elif row.status in (CallStatus.OPEN, CallStatus.ENDED) and open_it.button(t("library.continue"), key=f"my_calls.go.{row.call_id}", width="stretch"):
            go("call" if row.status is CallStatus.OPEN else "record", call=row.call_id)
