"""What people say of a judged call beside the machine: verdicts, remarks at lines, and the owner's appeals with their answers."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import streamlit as st

from trainer.i18n.formats import share
from trainer.service.review import ReviewView
from trainer.storage.reviews import Appeal, ItemKind, Verdict
from trainer.web.current import Current

LONGEST_APPEAL = 2_000


@dataclass(frozen=True)
class People:
    """The verdicts, remarks and appeals of one call, and whether the one who looks may appeal."""

    call_id: str
    view: ReviewView
    mine: bool

    def name(self, person_id: str | None, otherwise: str) -> str:
        """Who wrote something."""
        return dict(self.view.names).get(person_id or "", otherwise)

    def appeal_on(self, kind: ItemKind, item_id: str) -> Appeal | None:
        """The appeal against an item, where there is one."""
        return next((item for item in self.view.appeals if (item.item_kind, item.item_id) == (kind, item_id)), None)

    def verdicts_on(self, kind: ItemKind, item_id: str) -> list[Verdict]:
        """What people said of an item."""
        return [item for item in self.view.verdicts if (item.item_kind, item.item_id) == (kind, item_id)]


def mark_of(people: People, kind: ItemKind, item_id: str) -> str:
    """A short key for a list: `overruled`, `agreed`, `appealed` or empty."""
    verdicts = people.verdicts_on(kind, item_id)
    if any(not item.agrees for item in verdicts):
        return "overruled"
    return "agreed" if verdicts else "appealed" if people.appeal_on(kind, item_id) else ""


def summary(here: Current, people: People) -> list[tuple[str, str]]:
    """Tags for the head of the debrief."""
    t, view = here.t, people.view
    against = sum(not item.agrees for item in view.verdicts)
    waiting = sum(item.answered_at is None for item in view.appeals)
    return [
        (t("web.reviewed", n=len(view.verdicts)) if view.verdicts else "", ""),
        (t("web.overruled_n", n=against) if against else "", "warn"),
        (t("web.appeals_waiting", n=waiting) if waiting else "", "warn"),
        (t("web.comments_n", n=len(view.comments)) if view.comments else "", ""),
    ]


def people_say(here: Current, people: People, kind: ItemKind, item_id: str) -> None:
    """Everything people said of one item, and the button of an appeal where one is still open to the owner."""
    for verdict in people.verdicts_on(kind, item_id):
        _line(_verdict(here, people, verdict), against=not verdict.agrees)
    appeal = people.appeal_on(kind, item_id)
    if appeal is not None:
        _line([(here.t("web.appealed"), appeal.text)], against=False)
        _line(_answer(here, people, appeal), against=appeal.upheld is False)
    elif people.mine:
        _appeal_form(here, people, kind, item_id)


def _line(parts: Iterable[tuple[str, str]], *, against: bool) -> None:
    body = "".join(f"<b>{escape(title)}</b>{escape(text)} " for title, text in parts)
    st.html(f'<div class="people{" against" if against else ""}">{body}</div>')


def _verdict(here: Current, people: People, verdict: Verdict) -> list[tuple[str, str]]:
    t = here.t
    who = people.name(verdict.reviewer_id, t("role.lead"))
    if verdict.agrees:
        return [(t("web.agreed", who=who), verdict.reason)]
    if verdict.item_kind == "finding":
        return [(t("web.taken_back", who=who), verdict.reason)]
    return [(t("web.overruled", who=who, share=share(verdict.value or 0.0, here.language)), verdict.reason)]


def _answer(here: Current, people: People, appeal: Appeal) -> list[tuple[str, str]]:
    t = here.t
    if appeal.answered_at is None:
        return [(t("web.appeal_open"), "")]
    who = people.name(appeal.answered_by, t("role.lead"))
    return [(t("web.appeal_upheld" if appeal.upheld else "web.appeal_rejected", who=who), appeal.answer or "")]


def _appeal_form(here: Current, people: People, kind: ItemKind, item_id: str) -> None:
    t, key = here.t, f"debrief.appeal.{kind}.{item_id}"
    with st.popover(t("web.appeal"), icon=":material/flag:"):
        st.caption(t("web.appeal_lead"))
        text = st.text_area(t("web.appeal_why"), key=key, max_chars=LONGEST_APPEAL, height=100)
        if st.button(t("web.appeal_send"), key=f"{key}.send", type="primary"):
            here.services.reviews.appeal(here.person, people.call_id, kind, item_id, text)
            st.rerun()
