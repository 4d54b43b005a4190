"""Which screens exist, at which address, for which roles."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

import streamlit as st
from streamlit.navigation.page import Page

from trainer.domain.people import Person, Role
from trainer.i18n.catalogues import Translate

PAGES_FOLDER = Path(__file__).resolve().parent.parent.parent / "pages"
LOST_KEY = "frame.lost"
ALL = (Role.TRAINEE, Role.LEAD, Role.MANAGER, Role.ADMIN)


@dataclass(frozen=True)
class Screen:
    """One screen: its file below pages/ is also its address."""

    name: str
    section: Literal["practise", "team", "organisation"]
    icon: str
    roles: tuple[Role, ...] = ALL
    in_menu: bool = True


PAGES: tuple[Screen, ...] = (
    Screen("home", "practise", ":material/home:"),
    Screen("library", "practise", ":material/local_library:"),
    Screen("cases", "practise", ":material/folder_open:"),
    Screen("shift", "practise", ":material/schedule:"),
    Screen("my_calls", "practise", ":material/history:"),
    Screen("drills", "practise", ":material/timer:"),
    Screen("rules", "practise", ":material/gavel:"),
    Screen("legal", "practise", ":material/account_balance:"),
    Screen("assign", "team", ":material/assignment_add:", (Role.LEAD, Role.MANAGER, Role.ADMIN)),
    Screen("review", "team", ":material/rate_review:", (Role.LEAD, Role.MANAGER)),
    Screen("floor", "team", ":material/monitoring:", (Role.LEAD, Role.MANAGER, Role.ADMIN)),
    Screen("certificates", "team", ":material/workspace_premium:", (Role.LEAD, Role.MANAGER, Role.ADMIN)),
    Screen("studio", "team", ":material/edit_square:", (Role.LEAD, Role.MANAGER, Role.ADMIN)),
    Screen("transcripts", "team", ":material/upload_file:", (Role.LEAD, Role.MANAGER, Role.ADMIN)),
    Screen("people", "organisation", ":material/group:", (Role.ADMIN,)),
    Screen("models", "organisation", ":material/neurology:", (Role.ADMIN,)),
    Screen("records", "organisation", ":material/receipt_long:", (Role.ADMIN,)),
    Screen("brief", "practise", ":material/description:", in_menu=False),
    Screen("call", "practise", ":material/call:", in_menu=False),
    Screen("record", "practise", ":material/edit_note:", in_menu=False),
    Screen("debrief", "practise", ":material/fact_check:", in_menu=False),
)


def path_of(name: str) -> Path:
    """The file of a screen."""
    return PAGES_FOLDER / f"{name}.py"


def navigation(person: Person, t: Translate) -> Page:
    """The screens that this person has, in the language of the visit; returns the one to run."""
    sections: dict[str, list[Page]] = {}
    for screen in PAGES:
        if not person.has(*screen.roles):
            continue
        page = st.Page(
            path_of(screen.name),
            title=t(f"nav.{screen.name}"),
            icon=screen.icon,
            url_path=screen.name,
            default=screen.name == "home",
            visibility="visible" if screen.in_menu else "hidden",
        )
        sections.setdefault(t(f"nav.section_{screen.section}"), []).append(page)
    known = {screen.name for screen in PAGES if person.has(*screen.roles)}
    sections[next(iter(sections))] += [_unseen(lambda: _no_such_screen(t), t("frame.no_such_screen"), address) for address in _lost(known)]
    return st.navigation(sections, expanded=True)


def only(screen: Callable[[], None], title: str) -> Page:
    """One screen at every address, for somebody who may see no other yet; afterwards the address leads where it says."""
    names = [screen.name for screen in PAGES if screen.name != "home"]
    pages = [_unseen(screen, title, address) for address in (*names, *_lost({*names, "home"}))]
    return st.navigation([st.Page(screen, title=title, url_path="home", default=True), *pages], position="hidden")


def _unseen(screen: Callable[[], None], title: str, address: str) -> Page:
    return st.Page(screen, title=title, url_path=address, visibility="hidden")


def _lost(known: set[str]) -> list[str]:
    """Addresses of this visit at which there is no screen for this person.

    Streamlit would answer them with a dialog in English, so they get a screen of their own. Each is remembered, because Streamlit takes the
    address of a page that it knows out of what it tells about the browser.
    """
    asked = unquote(urlsplit(st.context.url or "").path).strip("/").rsplit("/", 1)[-1]
    lost: list[str] = st.session_state.setdefault(LOST_KEY, [])
    if asked and asked != st.get_option("server.baseUrlPath").strip("/") and asked not in {*known, *lost}:
        lost.append(asked)
    return [address for address in lost if address not in known]


def _no_such_screen(t: Translate) -> None:
    st.title(t("frame.no_such_screen"))
    st.markdown(t("frame.no_such_screen_lead"))
    st.page_link(path_of("home"), label=t("nav.home"), icon=":material/home:")


def go(name: str, **query: str) -> None:
    """Open another screen."""
    st.switch_page(path_of(name), query_params=query)
