"""A judged piece of desk work: mark, findings beside better lines, items, and a better version."""
from __future__ import annotations

import streamlit as st

from trainer.domain.judgement import Scorecard
from trainer.i18n.formats import number, share
from trainer.web.current import Current
from trainer.web.widgets import plain, tags, versus

FULL = 0.999


def draw_work_card(here: Current, card: Scorecard, title: str, better: str = "") -> None:
    """One scorecard in a frame."""
    t = here.t
    with st.container(border=True):
        st.markdown(f"**{title}**")
        mark = number(card.overall, here.language, 1) if card.overall is not None else "-"
        tags([(mark, ""), (t("debrief.passed") if card.passed else t("debrief.not_passed"), "good" if card.passed else "fatal")])
        for finding in card.findings:
            st.markdown(f"**{here.rule_title(finding.rule)}**")
            tags([(t(f"severity.{finding.severity}"), finding.severity), (t("debrief.needs_review") if finding.needs_review else "", "warn")])
            versus(finding.quote, here.text(finding.better_line), t)
            st.caption(plain(f"{here.text(finding.why)} {finding.source}"))
        weak = [item for item in card.criteria if item.score is not None and item.score < FULL]
        for item in weak:
            st.markdown(f"- {here.text(item.title)} · {share(item.score or 0, here.language)}: {plain(here.text(item.why))}")
        good = [here.text(item.title) for item in card.criteria if item.score is not None and item.score >= FULL]
        if good:
            st.caption(t("cases.good", items=t("frame.comma").join(good)))
        if better:
            with st.expander(t("cases.better"), expanded=bool(card.findings)):
                st.text(better)
