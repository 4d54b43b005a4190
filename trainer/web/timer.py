"""The clock of a running call; it ticks in the browser, so that the server does nothing for it."""
from __future__ import annotations

from datetime import datetime

import streamlit as st

_JS = """
export default function(component) {
  const { data, parentElement } = component;
  const clock = parentElement.querySelector(".clock");
  const draw = function () {
    const seconds = Math.max(0, Math.floor((Date.now() - data.started) / 1000));
    clock.textContent = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
  };
  draw();
  const ticking = setInterval(draw, 1000);
  return function () { clearInterval(ticking); };
}
"""
_timer = st.components.v2.component(
    "duilian_timer",
    html='<span class="clock" role="timer">0:00</span>',
    css=".clock { font-variant-numeric: tabular-nums; font-size: 1.15rem; line-height: 1.35; display: block; text-align: right; min-width: 3.2rem; }",
    js=_JS,
)


def timer(started_at: datetime, key: str) -> None:
    """Draw the time since the call began."""
    _timer(data={"started": int(started_at.timestamp() * 1000)}, key=key, width="content")
