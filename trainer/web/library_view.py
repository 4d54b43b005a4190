"""Filters and cards of the library."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from trainer.domain.text import Language
from trainer.i18n.formats import number
from trainer.service.skills import SKILLS
from trainer.service.views import ScenarioCard
from trainer.web.current import Current
from trainer.web.language import LANGUAGE_NAMES
from trainer.web.navigation import go
from trainer.web.widgets import plain, stars, tags, talk

COLUMNS = 3
SHOWN_SKILLS = 3
WIDE_PX = 200
NARROW_PX = 126
STATES = ("all", "untried", "not_passed", "passed", "open")


@dataclass(frozen=True)
class Wanted:
    """What the filters ask for; an empty choice asks for nothing."""

    words: str
    places: tuple[str, ...]
    levels: tuple[int, ...]
    skills: tuple[str, ...]
    language: str | None
    state: str


def filters(here: Current, cards: Sequence[ScenarioCard]) -> list[ScenarioCard]:
    """The cards that the person wants to see."""
    t, every = here.t, here.t("frame.all")
    with st.container(horizontal=True, gap="xsmall"):
        words = st.text_input(t("library.search"), key="library.search", placeholder=t("library.search_hint"), width=WIDE_PX).strip().casefold()
        places = st.multiselect(t("library.jurisdiction"), ["cn", "us", "uk"], format_func=lambda code: t(f"jurisdiction.{code}"), key="library.places", placeholder=every, width=NARROW_PX)
        levels = st.multiselect(t("library.difficulty"), [1, 2, 3, 4, 5], format_func=stars, key="library.levels", placeholder=every, width=NARROW_PX)
        skills = st.multiselect(t("web.skill"), SKILLS, format_func=lambda name: t(f"skill.{name}"), key="library.skills", placeholder=every, width=NARROW_PX)
        language = st.selectbox(t("frame.language"), [None, *Language], format_func=lambda code: LANGUAGE_NAMES.get(code, every), key="library.language", width=NARROW_PX)
        state = st.selectbox(t("library.state"), STATES, format_func=lambda name: t(f"library.state_{name}"), key="library.state", width=NARROW_PX)
    wanted = Wanted(words, tuple(places), tuple(levels), tuple(skills), language, state)
    return [card for card in cards if _fits(here, card, wanted)]


def _fits(here: Current, card: ScenarioCard, wanted: Wanted) -> bool:
    text = " ".join((here.text(card.title), here.text(card.who), here.text(card.temperament), here.text(card.situation))).casefold()
    states = {
        "all": True,
        "untried": card.attempts == 0,
        "not_passed": card.attempts > 0 and not card.best_passed,
        "passed": card.best_passed,
        "open": card.open_call_id is not None,
    }
    return (
        (not wanted.words or wanted.words in text)
        and (not wanted.places or card.jurisdiction.value in wanted.places)
        and (not wanted.levels or card.difficulty in wanted.levels)
        and (not wanted.skills or any(here.services.rulebook.criterion_skill(name) in wanted.skills for name in card.teaches))
        and (wanted.language is None or wanted.language in card.languages)
        and states[wanted.state]
    )


def draw_cards(here: Current, cards: Sequence[ScenarioCard]) -> None:
    """The cards in rows; a call left open comes first, then where this person practises."""
    if not cards:
        st.info(here.t("library.none"), icon=":material/filter_alt_off:")
        return
    st.caption(here.t("web.found", n=len(cards)))
    home = here.services.drills.home(here.person)
    ordered = sorted(cards, key=lambda card: (card.open_call_id is None, card.jurisdiction is not home))
    for start in range(0, len(ordered), COLUMNS):
        for column, card in zip(st.columns(COLUMNS), ordered[start : start + COLUMNS], strict=False):
            with column:
                _card(here, card)


def _card(here: Current, card: ScenarioCard) -> None:
    t = here.t
    with st.container(border=True, height="stretch", gap="xsmall", vertical_alignment="distribute", key=f"library.card.{card.id}"):
        st.markdown(f"**{plain(here.text(card.title))}**  \n:small[{plain(here.text(card.who))}]")
        tags(
            [
                (stars(card.difficulty), "level"),
                (t(f"jurisdiction.{card.jurisdiction.value}"), ""),
                (here.text(card.temperament), ""),
                (t("library.warned") if card.content_warning else "", "warn"),
                (t("library.best", score=number(card.best, here.language)) if card.best is not None else "", "good" if card.best_passed else ""),
            ]
        )
        if card.content_warning is not None:
            st.caption(f":material/warning: {here.text(card.content_warning)}")
        st.caption(t("library.teaches", skills=t("frame.comma").join(here.text(here.services.rulebook.criterion_title(name)) for name in card.teaches[:SHOWN_SKILLS])))
        if card.open_call_id is not None:
            if st.button(t("library.continue"), key=f"library.continue.{card.id}", type="primary", width="stretch"):
                go("call", call=card.open_call_id)
        elif st.button(t("library.open"), key=f"library.open.{card.id}", width="stretch"):
            go("brief", scenario=card.id)


def draw_team_models(here: Current) -> None:
    """The calls that leads of the own team keep as models, to be read."""
    t = here.t
    models = here.services.reviews.team_models(here.person)
    st.caption(t("web.team_models_lead"))
    if not models:
        st.info(t("web.team_models_empty"), icon=":material/auto_stories:")
    for model in models:
        score = number(model.overall, here.language, 1) if model.overall is not None else "–"
        with st.expander(f"{here.scenario_title(model.scenario_id)} · {LANGUAGE_NAMES[model.language]} · {score}"):
            talk(here.services.reviews.read_model(here.person, model.call_id), t)
            if st.button(t("library.open"), key=f"library.model.{model.call_id}"):
                go("brief", scenario=model.scenario_id)
