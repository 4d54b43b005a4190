"""The look that Streamlit's theme cannot express: spacing, the call's speech bubbles, badges; one sheet, light and dark."""
from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

_SHEET = Path(__file__).parent / "style.css"


@cache
def _sheet() -> str:
    return f"<style>{_SHEET.read_text(encoding='utf-8')}</style>"


def apply_style() -> None:
    """Put the style sheet on the page."""
    st.html(_sheet())
