"""Errors as one clear sentence in the person's language."""
from __future__ import annotations

import logging

import streamlit as st

from trainer.domain.errors import TrainerError
from trainer.domain.text import Language
from trainer.i18n.catalogues import has_message, translate

LOG = logging.getLogger("trainer.web")


def sentence(error: TrainerError, language: Language) -> str:
    """What to tell the person about this error."""
    key = f"error.{error.code}"
    if not has_message(language, key):
        LOG.error("no message for %s %s", key, error.params)
        return translate(language, "error.unexpected")
    return translate(language, key, **error.params)


def unexpected(error: Exception) -> bool:
    """For errors nobody foresaw: write the log, show one sentence, keep the traceback from the screen."""
    LOG.error("unforeseen error on a screen", exc_info=error)
    language = Language.ZH if str(st.context.locale).lower().startswith("zh") else Language.EN
    st.error(translate(language, "error.unexpected"))
    return True
