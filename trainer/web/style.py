"""The look that Streamlit's theme cannot express: spacing, the call's speech bubbles, badges; one sheet, light and dark."""
from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from trainer.domain.text import Language

NARROW_MARKS = "<style>.stApp { font-variant-east-asian: proportional-width; }</style>"
_SHEET = Path(__file__).parent / "style.css"


@cache
def _sheet() -> str:
    return f"<style>{_SHEET.read_text(encoding='utf-8')}</style>"


def apply_style(language: Language) -> None:
    """Put the style sheet on the page; English takes narrow quotation marks from a Chinese font."""
    st.html(_sheet() + (NARROW_MARKS if language is Language.EN else ""))
