"""The review queue and one call under review."""
from __future__ import annotations

import random
from collections.abc import Mapping

import streamlit as st

from scoring.agreement import Agreement
from trainer.domain.judgement import Scorecard
from trainer.i18n.formats import number, share
from trainer.service.cards import turn_view
from trainer.service.exports import Cell
from trainer.service.review import Moment
from trainer.storage.reviews import Appeal, ItemKind
from trainer.web.current import Current
from trainer.web.debrief_people import People, mark_of, people_say
from trainer.web.downloads import downloads
from trainer.web.navigation import go
from trainer.web.review_blind import draw_blind
from trainer.web.second_hearing import draw_proposed, draw_trust
from trainer.web.widgets import NOTHING, Margin, badge, by_skill, mark_for, plain, tags, talk, versus

KINDS = {"appeal": "warn", "fatal": "fatal", "unsure": "warn", "borderline": "", "new": ""}
AGREEMENT_SEED = 1


def draw_review(here: Current) -> None:
    """The whole screen: one call when the address names it, else the queue."""
    call_id = st.query_params.get("call")
    if call_id:
        _call(here, call_id)
        return
    t = here.t
    st.title(t("review.title"))
    queue, agreement = st.tabs([t("review.queue"), t("review.agreement")])
    with queue:
        moments = here.services.reviews.queue(here.person)
        if not moments:
            st.info(t("review.empty"))
        waiting = here.services.reviews.waiting(here.person)
        if waiting > len(moments):
            st.caption(t("review.first_of", shown=len(moments), n=waiting))
        for moment in moments:
            draw_moment(here, moment)
    with agreement:
        _agreement(here, here.services.reviews.agreement(here.person, random.Random(AGREEMENT_SEED)), alone=True)
        st.markdown(f"**{t('review.between_people')}**")
        _agreement(here, here.services.reviews.calibration(here.person, random.Random(AGREEMENT_SEED)), alone=False)
        draw_trust(here)


def draw_moment(here: Current, moment: Moment) -> None:
    """One call of the queue with the moment that matters in it."""
    t = here.t
    with st.container(border=True):
        what, why, open_it = st.columns([4, 5, 2], vertical_alignment="center")
        what.markdown(f"**{plain(moment.name)}** · {plain(here.scenario_title(moment.scenario_id))}")
        with what:
            tags([(t(f"review.kind_{moment.kind}"), KINDS[moment.kind]), (number(moment.overall, here.language, 1) if moment.overall is not None else "", ""), (t(f"mode.{moment.mode}"), "")])
        if moment.quote is not None and moment.rule is not None:
            why.markdown(here.rule_title(moment.rule))
            why.text(moment.quote[:140])
        if open_it.button(t("review.open"), key=f"review.open.{moment.call_id}", width="stretch"):
            go("review", call=moment.call_id)


def _agreement(here: Current, found: Mapping[tuple[str, str], Agreement], *, alone: bool) -> None:
    """Agreement per item: of machine and people, or of people among themselves."""
    t = here.t
    st.caption(t("review.agreement_lead" if alone else "review.between_people_lead"))
    if not found:
        st.info(t("review.agreement_empty" if alone else "review.between_people_empty"))
        return
    header = [t("review.item"), "n", "κ", t("review.low"), t("review.high")] + ([t("review.earned")] if alone else [])
    rows: list[tuple[Cell, ...]] = []
    for (kind, item), row in found.items():
        figures = [None if value is None else round(value, 2) for value in (row.kappa, row.low, row.high)]
        rows.append((here.item_title(kind, item), row.n, *figures, *([t("review.alone") if row.earned else t("review.needs_people")] if alone else [])))
    st.dataframe([dict(zip(header, row, strict=True)) for row in rows], hide_index=True, width="stretch", placeholder=NOTHING)
    downloads(here, "agreement" if alone else "calibration", t("review.agreement") if alone else t("review.between_people"), header, rows)


def _call(here: Current, call_id: str) -> None:
    t = here.t
    debrief = here.services.debriefs.debrief(here.person, call_id)
    view = here.services.reviews.view(here.person, call_id)
    names = here.names()
    st.title(f"{plain(names.get(debrief.call.person_id, ''))} · {plain(here.text(debrief.card.title))}")
    if st.toggle(t("review.blind"), key="review.blind", help=t("review.blind_help")):
        draw_blind(here, debrief, names.get(debrief.call.person_id))
        return
    card = debrief.scorecard
    tags(
        [
            (number(card.overall, here.language, 1) if card.overall is not None else t("judged.not_evaluable"), ""),
            (t("debrief.passed") if card.passed else t("debrief.not_passed"), "good" if card.passed else "fatal"),
            (t("review.is_model") if view.is_model else "", "good"),
        ]
    )
    margins: dict[int, Margin] = {}
    for finding in card.findings:
        before = margins.get(finding.turn, Margin())
        margins[finding.turn] = Margin(marked=(*before.marked, finding.quote), notes=(*before.notes, here.rule_title(finding.rule)))
    for comment in view.comments:
        before = margins.get(comment.turn, Margin())
        said = t("web.remark", who=names.get(comment.author_id, t("role.trainee")), text=comment.text)
        margins[comment.turn] = Margin(marked=before.marked, notes=before.notes, remarks=(*before.remarks, said))
    left, right = st.columns([3, 2], gap="large")
    with left:
        talk([turn_view(turn) for turn in debrief.turns], t, margins, caller=names.get(debrief.call.person_id))
        _comment(here, call_id, len(debrief.turns))
    with right:
        for appeal in view.appeals:
            _appeal(here, appeal)
        _items(here, People(call_id, view, mine=False), card)
        draw_proposed(here, call_id, judging=True)
        if st.button(t("review.done"), key="review.done", type="primary", width="stretch"):
            here.services.reviews.done(here.person, call_id)
            go("review")
        if not view.is_model and st.button(t("review.mark_model"), key="review.model", width="stretch"):
            here.services.reviews.mark_model(here.person, call_id)
            st.rerun()


def _comment(here: Current, call_id: str, turns: int) -> None:
    t = here.t
    with st.form("review.comment", clear_on_submit=True):
        turn = st.number_input(t("review.comment_turn"), 0, max(turns - 1, 0), 0, key="review.comment_turn")
        text = st.text_area(t("review.comment"), key="review.comment_text", max_chars=2000, height=80)
        if st.form_submit_button(t("review.comment_save")):
            here.services.reviews.comment(here.person, call_id, int(turn), text)
            st.rerun()


def _appeal(here: Current, appeal: Appeal) -> None:
    t = here.t
    with st.container(border=True):
        st.markdown(f"**{t('review.appeal')}** {here.item_title(appeal.item_kind, appeal.item_id.split('#')[0])}")
        st.text(appeal.text)
        if appeal.answered_at is not None:
            st.caption(t("review.answered", verdict=t("review.upheld") if appeal.upheld else t("review.rejected"), words=plain(appeal.answer or "")))
            return
        answer = st.text_area(t("review.answer"), key=f"review.answer.{appeal.id}", height=80)
        yes, no = st.columns(2)
        for column, upheld, label in ((yes, True, "review.uphold"), (no, False, "review.reject")):
            if column.button(t(label), key=f"{label}.{appeal.id}", width="stretch"):
                here.services.reviews.answer(here.person, appeal.id, answer, upheld)
                st.rerun()


def _items(here: Current, people: People, card: Scorecard) -> None:
    st.markdown(f"**{here.t('debrief.tab_findings')}**")
    if not card.findings:
        st.caption(here.t("debrief.no_findings"))
    for finding in card.findings:
        with st.expander(f"{plain(here.rule_title(finding.rule))} {badge(here.t(f'severity.{finding.severity}'), finding.severity)}"):
            versus(finding.quote, here.text(finding.better_line), here.t, own=False)
            st.caption(here.text(finding.why))
            people_say(here, people, "finding", f"{finding.rule}#{finding.turn}")
            _verdict(here, people.call_id, "finding", f"{finding.rule}#{finding.turn}", 0.0)
    st.markdown(f"**{here.t('debrief.tab_criteria')}**")
    for item in (item for _, group in by_skill(card.criteria) for item in group):
        if item.score is None:
            continue
        mark = mark_of(people, "criterion", item.id)
        with st.expander(" ".join(filter(None, (plain(here.text(item.title)), badge(share(item.score, here.language), mark_for(item.score)), badge(here.t(f"web.mark_{mark}"), "") if mark else "")))):
            st.caption(here.text(item.why))
            people_say(here, people, "criterion", item.id)
            _verdict(here, people.call_id, "criterion", item.id, 1.0 - item.score)


def _verdict(here: Current, call_id: str, kind: ItemKind, item_id: str, proposed: float) -> None:
    t = here.t
    key = f"review.{kind}.{item_id}"
    reason = st.text_input(t("review.reason"), key=f"{key}.reason", max_chars=2000)
    value = 0.0 if kind == "finding" else st.slider(t("review.value"), 0.0, 1.0, proposed, 0.1, key=f"{key}.value")
    with st.container(horizontal=True, gap="small"):
        agreed = st.button(t("review.agree"), key=f"{key}.agree")
        overruled = st.button(t("review.overrule"), key=f"{key}.overrule")
    if agreed:
        here.services.reviews.judge(here.person, call_id, kind, item_id, agrees=True)
        st.toast(t("review.kept"))
    if overruled:
        here.services.reviews.judge(here.person, call_id, kind, item_id, agrees=False, value=value, reason=reason)
        st.toast(t("review.kept"))
