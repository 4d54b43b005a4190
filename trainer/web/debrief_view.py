"""The parts of the debrief, in the order in which they help: verdict, what to change first, then everything."""
from __future__ import annotations

from itertools import groupby

import streamlit as st

from trainer.domain.judgement import CriterionResult, Finding
from trainer.i18n.formats import number, share
from trainer.service.cards import turn_view
from trainer.service.views import Debrief
from trainer.web.charts import mood_over_call
from trainer.web.current import Current
from trainer.web.debrief_case import draw_case, draw_comparison
from trainer.web.navigation import go, path_of
from trainer.web.widgets import Margin, facts, tags, talk, versus

FULL = 0.999


def draw_debrief(here: Current, debrief: Debrief) -> None:
    """The whole screen."""
    t = here.t
    st.title(here.text(debrief.card.title))
    _verdict(here, debrief)
    if debrief.not_your_fault is not None:
        st.info(here.text(debrief.not_your_fault))
    _first_things(here, debrief)
    names = ["findings", "criteria", "mood", "case", "talk", "arithmetic"]
    drawn = {"findings": _findings, "criteria": _criteria, "mood": _mood, "case": draw_case, "talk": _talk, "arithmetic": _arithmetic}
    if debrief.comparison is not None:
        names.insert(0, "comparison")
        drawn["comparison"] = draw_comparison
    for tab, name in zip(st.tabs([t(f"debrief.tab_{name}") for name in names]), names, strict=True):
        with tab:
            drawn[name](here, debrief)


def _verdict(here: Current, debrief: Debrief) -> None:
    t, card = here.t, debrief.scorecard
    if card.overall is None:
        st.warning(t("debrief.unscored", why=here.text(card.unscored_why) if card.unscored_why else ""))
    else:
        mark, words = st.columns([1, 4], vertical_alignment="center")
        mark.metric(t("debrief.overall"), number(card.overall, here.language, 1))
        with words:
            tags(
                [
                    (t("debrief.passed") if card.passed else t("debrief.not_passed"), "good" if card.passed else "fatal"),
                    (t(f"outcome.{debrief.outcome.kind}"), ""),
                    (t("debrief.pass_mark", mark=number(card.pass_mark, here.language)), ""),
                ]
            )
            for gate in card.gates_failed:
                st.markdown(f"- {t(f'gate.{gate}')}")
    again, share_it, _ = st.columns([2, 2, 3])
    if debrief.call.person_id == here.person.id:
        if again.button(t("debrief.again"), icon=":material/replay:", key="debrief.again", width="stretch"):
            go("brief", scenario=debrief.card.id)
        if not debrief.call.shared and share_it.button(t("debrief.share"), help=t("debrief.share_help"), key="debrief.share", width="stretch"):
            here.services.debriefs.share(here.person, debrief.call.id)
            st.rerun()


def _first_things(here: Current, debrief: Debrief) -> None:
    card = debrief.scorecard
    worded = _coach(here, debrief)
    if worded is not None:
        st.subheader(here.t("debrief.coach"))
        st.text(worded)
        if not st.toggle(here.t("debrief.plain"), key="debrief.plain"):
            return
    left, right = st.columns(2, gap="large")
    if card.priorities:
        with left:
            st.subheader(here.t("debrief.first"))
            for text in card.priorities:
                st.markdown(f"- {here.text(text)}")
    if card.praise:
        with right:
            st.subheader(here.t("debrief.praise"))
            for text in card.praise:
                st.markdown(f"- {here.text(text)}")


def _coach(here: Current, debrief: Debrief) -> str | None:
    kept = st.session_state.setdefault("debrief.coach", {})
    key = (debrief.call.id, here.language.value)
    if key not in kept:
        card = debrief.scorecard
        findings = [f"{here.rule_title(item.rule)}: “{item.quote}” - {here.text(item.why)} {here.text(item.better_line)}" for item in card.findings]
        kept[key] = here.services.models.coach(here.person, [*map(here.text, card.priorities), *findings], list(map(here.text, card.praise)), here.language)
    found = kept[key]
    return found if isinstance(found, str) else None


def _findings(here: Current, debrief: Debrief) -> None:
    t = here.t
    if not debrief.scorecard.findings:
        st.success(t("debrief.no_findings"))
    for number_of, finding in enumerate(debrief.scorecard.findings):
        with st.container(border=True):
            _finding(here, debrief, finding, number_of)


def _finding(here: Current, debrief: Debrief, finding: Finding, position: int) -> None:
    t = here.t
    st.markdown(f"**{here.rule_title(finding.rule)}**")
    tags(
        [
            (t(f"severity.{finding.severity}"), finding.severity),
            (t("debrief.turn", n=finding.turn), ""),
            (t("debrief.needs_review") if finding.needs_review else "", "warn"),
        ]
    )
    versus(finding.quote, here.text(finding.better_line), t)
    st.markdown(here.text(finding.why))
    st.caption(f"{finding.source} · {t(f'standing.{finding.standing}')}")
    st.markdown(here.text(finding.advice))
    link, retry = st.columns([2, 2])
    link.page_link(path_of("rules"), label=t("debrief.see_rule"), query_params={"jurisdiction": debrief.card.jurisdiction.value, "rule": finding.rule})
    _retry_button(here, debrief, finding.turn, f"finding.{position}", retry)


def _retry_button(here: Current, debrief: Debrief, turn: int, key: str, place: st.delta_generator.DeltaGenerator) -> None:
    mine = debrief.call.person_id == here.person.id and debrief.call.mode == "practice"
    if mine and place.button(here.t("debrief.retry_from", n=turn), key=f"debrief.retry.{key}", icon=":material/undo:"):
        go("call", call=here.services.practice.retry(here.person, debrief.call.id, turn))


def _criteria(here: Current, debrief: Debrief) -> None:
    items = sorted(debrief.scorecard.criteria, key=lambda item: item.skill)
    for skill, group in groupby(items, key=lambda item: item.skill):
        st.markdown(f"**{here.t(f'skill.{skill}')}**")
        for item in group:
            _criterion(here, item)


def _criterion(here: Current, item: CriterionResult) -> None:
    shown = share(item.score, here.language) if item.score is not None else here.t(f"judged.{item.status}")
    with st.expander(f"{here.text(item.title)} · {shown}"):
        st.markdown(here.text(item.why))
        for found in item.evidence:
            st.markdown(f"> {here.t('debrief.turn', n=found.turn)}: {_plain(found.quote)}")


def _plain(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_{}[]()#+-!|<>$:~" else char for char in text)


def _mood(here: Current, debrief: Debrief) -> None:
    st.plotly_chart(mood_over_call(here, debrief.turns), key="debrief.mood", alt=here.t("debrief.tab_mood"))
    st.caption(here.t("debrief.mood_lead"))


def _talk(here: Current, debrief: Debrief) -> None:
    t = here.t
    margins: dict[int, Margin] = {}
    for finding in debrief.scorecard.findings:
        before = margins.get(finding.turn, Margin())
        margins[finding.turn] = Margin(marked=(*before.marked, finding.quote), notes=(*before.notes, here.rule_title(finding.rule)))
    mine = [turn for turn in debrief.turns if turn.speaker.value == "collector"]
    if debrief.call.person_id == here.person.id and debrief.call.mode == "practice" and mine:
        choose, button = st.columns([4, 2], vertical_alignment="bottom")
        turn = choose.selectbox(t("debrief.retry_pick"), mine, format_func=lambda item: f"{item.index} · {item.text[:60]}", key="debrief.pick")
        _retry_button(here, debrief, turn.index, "picked", button)
    talk([turn_view(turn) for turn in debrief.turns], t, margins)


def _arithmetic(here: Current, debrief: Debrief) -> None:
    card = debrief.scorecard
    rows = []
    for line in card.arithmetic:
        points = number(line.points, here.language, 1)
        rows.append((here.text(line.label), points if line.out_of is None else f"{points} / {number(line.out_of, here.language, 1)}"))
    facts(rows)
    st.caption(here.t("debrief.versions", rubric=card.versions.rubric, rules=card.versions.rules, app=card.versions.app))
