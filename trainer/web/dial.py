"""The pressure dial on screens: turning it, and saying how it stood."""
from __future__ import annotations

import streamlit as st

from trainer.domain.dial import LEAST, MOST, Dial
from trainer.web.current import Current

POINTS = tuple(range(LEAST, MOST + 1))


def choose_dial(here: Current, key: str) -> Dial:
    """Two sliders, as written unless they are moved; turned up, what may come is said before the call."""
    t = here.t

    def shown(points: int) -> str:
        return t(f"dial.points_{points - LEAST}")

    with st.expander(t("dial.title"), icon=":material/tune:"):
        st.caption(t("dial.lead"))
        sharp, fast = st.columns(2)
        hostility = sharp.select_slider(t("dial.hostility"), POINTS, value=0, format_func=shown, key=f"{key}.hostility")
        pace = fast.select_slider(t("dial.pace"), POINTS, value=0, format_func=shown, key=f"{key}.pace")
        dial = Dial(hostility=int(hostility), pace=int(pace))
        warn(here, dial)
    return dial


def warn(here: Current, dial: Dial, *, may_stop: bool = True) -> None:
    """Say before a call what a dial turned up may bring."""
    if dial.hostile:
        st.warning(f"{here.t('dial.warning')} {here.t('brief.may_stop') if may_stop else ''}".strip())


def dial_words(here: Current, dial: Dial) -> str:
    """How the dial stood, for a tag; empty where the debtor was as written."""
    if dial.as_written:
        return ""
    return here.t("dial.stood", hostility=f"{dial.hostility:+d}", pace=f"{dial.pace:+d}")
