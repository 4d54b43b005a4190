"""What a model heard beside the built-in ears: in a call, and how far it agrees with people rule by rule."""
from __future__ import annotations

import random

import streamlit as st

from trainer.domain.people import Role
from trainer.i18n.formats import number
from trainer.web.current import Current

SEED = 1


def draw_proposed(here: Current, call_id: str, *, judging: bool) -> None:
    """The model's proposals in one call; nothing at all where no model was asked."""
    t = here.t
    found = here.services.second_hearing.proposed(here.person, call_id)
    if not found:
        return
    st.markdown(f"**{t('second.title')}**")
    st.caption(t("second.lead"))
    for item in found:
        with st.container(border=True):
            st.markdown(f"{here.rule_title(item.rule)} · {t('debrief.turn', n=item.turn)}")
            st.text(f"“{item.words}”")
            st.caption(t("second.made_by", model=item.model, prompt=item.prompt, confidence=number(item.confidence, here.language, 2)) + " " + t("second.counts" if item.counts else "second.does_not_count"))
            if judging:
                right, wrong = st.columns(2)
                for column, value, label in ((right, True, "second.right"), (wrong, False, "second.wrong")):
                    chosen = item.mine == ("right" if value else "wrong")
                    if column.button(t(label), key=f"{label}.{item.rule}.{item.turn}", width="stretch", type="primary" if chosen else "secondary"):
                        here.services.second_hearing.judge(here.person, call_id, item.rule, item.turn, right=value)
                        st.rerun()


def draw_trust(here: Current) -> None:
    """Agreement of model and people by rule; leads allow a rule where it has been earned."""
    t = here.t
    found = here.services.second_hearing.agreement(here.person, random.Random(SEED))
    allowed = here.services.models.allowed_rules(here.person)
    if not found and not allowed:
        return
    st.markdown(f"**{t('second.trust')}**")
    st.caption(t("second.trust_lead"))
    for rule in sorted({*found, *allowed}):
        row = found.get(rule)
        what, numbers, act = st.columns([4, 4, 2], vertical_alignment="center")
        what.markdown(here.rule_title(rule))
        if row is not None:
            kappa = "–" if row.kappa is None else f"{row.kappa:.2f} ({row.low:.2f} – {row.high:.2f})"
            numbers.caption(f"n = {row.n} · κ = {kappa} · {t('second.earned') if row.earned else t('second.not_earned')}")
        counts = rule in allowed
        may = here.person.has(Role.LEAD, Role.MANAGER) and (counts or (row is not None and row.earned))
        if act.button(t("second.withdraw" if counts else "second.allow"), key=f"second.allow.{rule}", disabled=not may, width="stretch"):
            here.services.second_hearing.allow(here.person, rule, not counts, random.Random(SEED))
            st.rerun()
