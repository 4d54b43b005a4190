"""The call screen: the talk, the clock, the buttons of a phone, the file, and the aids where they are on."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from trainer.domain.call import CollectorDeed
from trainer.domain.errors import TrainerError
from trainer.domain.stored import CallStatus
from trainer.service.live_call import LONGEST_LINE
from trainer.service.views import CallView, TurnView
from trainer.web.case_card import authority_lines, case_file, contacts
from trainer.web.current import Current, current, signed_in
from trainer.web.dial import dial_words
from trainer.web.errors import sentence
from trainer.web.navigation import go
from trainer.web.timer import timer
from trainer.web.widgets import bullets, meters, plain, tags, talk

AXES = ("anger", "anxiety", "shame", "trust")
FULL_PATIENCE = 10


@dataclass(frozen=True)
class Screen:
    """The places of the talk, so that it can be drawn while an answer is still being written."""

    head: DeltaGenerator
    ring: DeltaGenerator
    talk: DeltaGenerator
    foot: DeltaGenerator

    def streams(self, here: Current) -> Callable[[tuple[TurnView, ...]], None]:
        """Draws the turns with the beginning of an answer, or with dots while nothing of it may be seen yet."""

        def draw(turns: tuple[TurnView, ...]) -> None:
            with self.talk:
                talk(turns, here.t, live=True, typing=True)

        return draw


def draw_call(here: Current, call_id: str) -> None:
    """The call screen: the file beside the talk, drawn once; the talk runs by itself, so that a turn draws nothing else anew."""
    view = here.services.practice.view(here.person, call_id)
    main, side = st.columns([5, 3], gap="large")
    with side:
        aids = st.container()
        _file(here, view)
    with main:
        _talking(call_id, aids)


@st.fragment
def _talking(call_id: str, aids: DeltaGenerator) -> None:
    """One run of the talk: what was sent is said first, then everything is drawn from the store. Who is signed in is checked anew, as the frame does not run."""
    if signed_in() is None:
        st.rerun()
    here = current()
    try:
        _talk(here, call_id, aids)
    except TrainerError as error:
        st.error(sentence(error, here.language))


def _talk(here: Current, call_id: str, aids: DeltaGenerator) -> None:
    practice = here.services.practice
    above, entry = st.container(), st.empty()
    screen = Screen(above.container(), above.empty(), above.empty(), above.container())
    line = entry.chat_input(here.t("call.placeholder"), key=f"call.line.{call_id}", max_chars=LONGEST_LINE, submit_mode="disable")
    view = practice.say(here.person, call_id, line, screen.streams(here)) if line is not None else practice.view(here.person, call_id)
    if view.status in (CallStatus.SCORED, CallStatus.STOPPED):
        go("debrief", call=call_id) if view.status is CallStatus.SCORED else go("library")
    if view.status is not CallStatus.OPEN:
        entry.empty()
    with screen.head:
        _head(here, view, screen)
    if len(view.turns) == 1:
        screen.ring.html(f'<div class="ringing" aria-hidden="true">{here.t("call.ringing")}</div>')
    with screen.talk:
        talk(view.turns, here.t, live=True)
    with screen.foot:
        _ended(here, view)
    with aids:
        _aids(here, view)


def _head(here: Current, view: CallView, screen: Screen) -> None:
    t = here.t
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="call.head"):
        st.markdown(f"### {plain(here.text(view.card.title))}", width="stretch")
        if view.status is CallStatus.OPEN:
            timer(view.started_at, key=f"call.timer.{view.id}")
    tags([(dial_words(here, view.dial), "")])
    if view.mode == "exam":
        st.caption(t("call.exam"))
    elif view.parent_turn is not None:
        st.caption(t("call.retry", n=view.parent_turn))
    if view.status is CallStatus.OPEN:
        _buttons(here, view, screen)


def _buttons(here: Current, view: CallView, screen: Screen) -> None:
    t = here.t
    with st.container(horizontal=True, gap="xsmall", key="call.deeds"):
        for deed, icon in (
            (CollectorDeed.HANG_UP, ":material/call_end:"),
            (CollectorDeed.WAIT, ":material/more_horiz:"),
            (CollectorDeed.HOLD, ":material/pause:"),
            (CollectorDeed.TRANSFER, ":material/phone_forwarded:"),
        ):
            if st.button(t(f"call.{deed.value}"), icon=icon, key=f"call.{deed.value}.{len(view.turns)}", type="primary" if deed is CollectorDeed.HANG_UP else "secondary"):
                here.services.practice.do(here.person, view.id, deed, screen.streams(here))
                st.rerun()
        if view.mode == "practice" and st.button(t("call.stop"), key="call.stop", type="tertiary", help=t("call.stop_help")):
            here.services.practice.stop(here.person, view.id)
            go("library")


def _ended(here: Current, view: CallView) -> None:
    if view.status is not CallStatus.ENDED:
        return
    st.info(here.t(f"call.ended_{view.ended_by or 'collector'}"))
    if st.button(here.t("call.to_record"), type="primary", icon=":material/edit_note:", key="call.to_record"):
        go("record", call=view.id)


def _aids(here: Current, view: CallView) -> None:
    t = here.t
    if view.mood is not None:
        with st.container(border=True):
            st.markdown(f"**{t('call.mood')}**")
            meters([*[(axis, t(f"mood.{axis}"), getattr(view.mood, axis)) for axis in AXES], ("patience", t("mood.patience"), view.mood.patience / FULL_PATIENCE)])
    if view.hints:
        with st.container(border=True):
            st.markdown(f"**{t('call.next_step')}**")
            bullets(t(f"hint.{code}") for code in view.hints)


def _file(here: Current, view: CallView) -> None:
    t = here.t
    with st.expander(t("brief.file"), expanded=view.mood is None):
        case_file(here, view.case)
    with st.expander(t("brief.contacts")):
        contacts(here, view.case)
    with st.expander(t("brief.authority")):
        bullets(authority_lines(here, view.authority))
