"""The look that Streamlit's theme cannot express: spacing, the call's speech bubbles, badges; one sheet, light and dark."""
from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import streamlit as st

from trainer.domain.text import Language
from trainer.i18n.catalogues import translate

NARROW_MARKS = "<style>.stApp { font-variant-east-asian: proportional-width; }</style>"
_SHEET = Path(__file__).parent / "style.css"


@cache
def _sheet() -> str:
    return f"<style>{_SHEET.read_text(encoding='utf-8')}</style>"


def apply_style(language: Language) -> None:
    """Put the style sheet on the page; English takes narrow quotation marks from a Chinese font."""
    st.html(_sheet() + _own_words(language) + (NARROW_MARKS if language is Language.EN else ""))


@cache
def _own_words(language: Language) -> str:
    """Words of the product in place of those that Streamlit has in English only."""
    choose, limit = (json.dumps(translate(language, key), ensure_ascii=False).replace("<", "") for key in ("frame.choose_file", "frame.file_limit"))
    return f"<style>:root {{ --choose-file: {choose}; --file-limit: {limit}; }}</style>"
