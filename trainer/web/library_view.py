"""Filters and cards of the library."""
from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from trainer.i18n.formats import number
from trainer.service.views import ScenarioCard
from trainer.web.current import Current
from trainer.web.navigation import go
from trainer.web.widgets import stars, tags

COLUMNS = 3
SHOWN_SKILLS = 3


def filters(here: Current, cards: Sequence[ScenarioCard]) -> list[ScenarioCard]:
    """The cards that the person wants to see."""
    t = here.t
    first, second, third, fourth = st.columns([3, 2, 2, 2])
    words = first.text_input(t("library.search"), key="library.search", placeholder=t("library.search_hint")).strip().casefold()
    places = second.multiselect(t("library.jurisdiction"), ["cn", "us", "uk"], format_func=lambda code: t(f"jurisdiction.{code}"), key="library.places", placeholder=t("frame.all"))
    levels = third.multiselect(t("library.difficulty"), [1, 2, 3, 4, 5], format_func=stars, key="library.levels", placeholder=t("frame.all"))
    state = fourth.selectbox(t("library.state"), ["all", "untried", "not_passed", "passed", "open"], format_func=lambda name: t(f"library.state_{name}"), key="library.state")
    return [card for card in cards if _wanted(here, card, words, places, levels, state)]


def _wanted(here: Current, card: ScenarioCard, words: str, places: list[str], levels: list[int], state: str) -> bool:
    text = " ".join((here.text(card.title), here.text(card.who), here.text(card.temperament), here.text(card.situation))).casefold()
    fits = {
        "all": True,
        "untried": card.attempts == 0,
        "not_passed": card.attempts > 0 and not card.best_passed,
        "passed": card.best_passed,
        "open": card.open_call_id is not None,
    }
    return (not words or words in text) and (not places or card.jurisdiction.value in places) and (not levels or card.difficulty in levels) and fits[state]


def draw_cards(here: Current, cards: Sequence[ScenarioCard]) -> None:
    """The cards in rows; a call left open comes first."""
    if not cards:
        st.info(here.t("library.none"))
        return
    ordered = sorted(cards, key=lambda card: card.open_call_id is None)
    for start in range(0, len(ordered), COLUMNS):
        for column, card in zip(st.columns(COLUMNS), ordered[start : start + COLUMNS], strict=False):
            with column:
                _card(here, card)


def _card(here: Current, card: ScenarioCard) -> None:
    t = here.t
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{here.text(card.title)}**")
        st.caption(here.text(card.who))
        tags(
            [
                (stars(card.difficulty), ""),
                (t(f"jurisdiction.{card.jurisdiction.value}"), ""),
                (here.text(card.temperament), ""),
                (t("library.warned") if card.content_warning else "", "warn"),
                (t("library.best", score=number(card.best, here.language)) if card.best is not None else "", "good" if card.best_passed else ""),
            ]
        )
        st.caption(t("library.teaches", skills=t("frame.comma").join(here.text(here.services.rulebook.criterion_title(name)) for name in card.teaches[:SHOWN_SKILLS])))
        if card.open_call_id is not None:
            if st.button(t("library.continue"), key=f"library.continue.{card.id}", type="primary", width="stretch"):
                go("call", call=card.open_call_id)
        elif st.button(t("library.open"), key=f"library.open.{card.id}", width="stretch"):
            go("brief", scenario=card.id)
