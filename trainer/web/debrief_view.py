"""The parts of the debrief, in the order in which they help: verdict, what to change first, then everything."""
from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from trainer.domain.judgement import CriterionResult, Finding, ScoreLine
from trainer.i18n.formats import number, share
from trainer.service.cards import turn_view
from trainer.service.views import Debrief
from trainer.web.charts import mood_over_call, show
from trainer.web.current import Current
from trainer.web.debrief_again import draw_scores
from trainer.web.debrief_case import draw_case, draw_comparison
from trainer.web.debrief_next import draw_model, draw_next
from trainer.web.debrief_people import People, mark_of, people_say, summary
from trainer.web.dial import dial_words
from trainer.web.names import version_name
from trainer.web.navigation import go, path_of
from trainer.web.second_hearing import draw_proposed
from trainer.web.widgets import Margin, badge, box, bullets, by_skill, mark_for, plain, sums, tags, talk, versus

FULL = 0.999


def draw_debrief(here: Current, debrief: Debrief) -> None:
    """The whole screen."""
    t = here.t
    mine = debrief.call.person_id == here.person.id
    people = People(debrief.call.id, here.services.reviews.view(here.person, debrief.call.id), mine)
    st.title(here.text(debrief.card.title))
    tags([(dial_words(here, debrief.call.dial), "")])
    _verdict(here, debrief, people)
    if debrief.not_your_fault is not None:
        box(t("web.not_your_fault"), here.text(debrief.not_your_fault))
    _first_things(here, debrief)
    if mine:
        draw_next(here)
    drawn: dict[str, Callable[[], None]] = {
        "findings": lambda: _findings(here, debrief, people),
        "criteria": lambda: _criteria(here, debrief, people),
        "mood": lambda: _mood(here, debrief),
        "case": lambda: draw_case(here, debrief),
        "talk": lambda: _talk(here, debrief, people),
        "model": lambda: draw_model(here, debrief),
        "arithmetic": lambda: _arithmetic(here, debrief),
    }
    if debrief.comparison is not None:
        drawn = {"comparison": lambda: draw_comparison(here, debrief), **drawn}
    titles = [t("web.tab_model") if name == "model" else t(f"debrief.tab_{name}") for name in drawn]
    for tab, draw in zip(st.tabs(titles), drawn.values(), strict=True):
        with tab:
            draw()


def _verdict(here: Current, debrief: Debrief, people: People) -> None:
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
            bullets(t(f"gate.{gate}") for gate in card.gates_failed)
            tags(summary(here, people))
    if people.mine:
        with st.container(horizontal=True, gap="small"):
            if st.button(t("debrief.again"), icon=":material/replay:", key="debrief.again"):
                go("brief", scenario=debrief.card.id)
            private = not debrief.call.shared and debrief.call.mode == "practice" and debrief.call.assignment_id is None
            if private and st.button(t("debrief.share"), icon=":material/share:", help=t("debrief.share_help"), key="debrief.share"):
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
    left, right = st.columns(2, gap="large") if card.praise and card.priorities else (st.container(), st.container())
    if card.priorities:
        with left:
            st.subheader(here.t("debrief.first"))
            bullets(map(here.text, card.priorities))
    if card.praise:
        with right:
            st.subheader(here.t("debrief.praise"))
            bullets(map(here.text, card.praise))


def _coach(here: Current, debrief: Debrief) -> str | None:
    kept = st.session_state.setdefault("debrief.coach", {})
    key = (debrief.call.id, here.language.value)
    if key not in kept:
        card = debrief.scorecard
        findings = [f"{here.rule_title(item.rule)}: “{item.quote}” - {here.text(item.why)} {here.text(item.better_line)}" for item in card.findings]
        kept[key] = here.services.models.coach(here.person, [*map(here.text, card.priorities), *findings], list(map(here.text, card.praise)), here.language)
    found = kept[key]
    return found if isinstance(found, str) else None


def _findings(here: Current, debrief: Debrief, people: People) -> None:
    t = here.t
    if not debrief.scorecard.findings:
        st.success(t("debrief.no_findings"))
    for number_of, finding in enumerate(debrief.scorecard.findings):
        with st.container(border=True):
            _finding(here, debrief, people, finding, number_of)


def _finding(here: Current, debrief: Debrief, people: People, finding: Finding, position: int) -> None:
    t = here.t
    st.markdown(f"**{here.rule_title(finding.rule)}**")
    tags(
        [
            (t(f"severity.{finding.severity}"), finding.severity),
            (t("debrief.turn", n=finding.turn), ""),
            (t("debrief.needs_review") if finding.needs_review else "", "warn"),
        ]
    )
    versus(finding.quote, here.text(finding.better_line), t, own=people.mine)
    st.markdown(here.text(finding.why))
    st.caption(f"{finding.source} · {t(f'standing.{finding.standing}')}")
    st.markdown(here.text(finding.advice))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _retry_button(here, debrief, finding.turn, f"finding.{position}")
        st.page_link(path_of("rules"), label=t("debrief.see_rule"), icon=":material/gavel:", query_params={"jurisdiction": debrief.card.jurisdiction.value, "rule": finding.rule})
    people_say(here, people, "finding", f"{finding.rule}#{finding.turn}")


def _retry_button(here: Current, debrief: Debrief, turn: int, key: str) -> None:
    mine = debrief.call.person_id == here.person.id and debrief.call.mode == "practice"
    if mine and st.button(here.t("debrief.retry_from", n=turn), key=f"debrief.retry.{key}", icon=":material/undo:"):
        go("call", call=here.services.practice.retry(here.person, debrief.call.id, turn))


def _criteria(here: Current, debrief: Debrief, people: People) -> None:
    for skill, group in by_skill(debrief.scorecard.criteria):
        st.markdown(f"**{here.t(f'skill.{skill}')}**")
        for item in group:
            _criterion(here, item, people)


def _criterion(here: Current, item: CriterionResult, people: People) -> None:
    shown = badge(share(item.score, here.language), mark_for(item.score)) if item.score is not None else badge(here.t(f"judged.{item.status}"), "")
    mark = mark_of(people, "criterion", item.id)
    with st.expander(" ".join(filter(None, (plain(here.text(item.title)), shown, badge(here.t(f"web.mark_{mark}"), "") if mark else "")))):
        st.markdown(here.text(item.why))
        for found in item.evidence:
            st.markdown(f"> {here.t('web.quoted', turn=here.t('debrief.turn', n=found.turn), words=plain(found.quote))}")
        if item.score is not None:
            people_say(here, people, "criterion", item.id)


def _mood(here: Current, debrief: Debrief) -> None:
    show(mood_over_call(here, debrief.turns), "debrief.mood", here.t("debrief.tab_mood"))
    st.caption(here.t("debrief.mood_lead"))


def _talk(here: Current, debrief: Debrief, people: People) -> None:
    t = here.t
    margins: dict[int, Margin] = {}
    for finding in debrief.scorecard.findings:
        before = margins.get(finding.turn, Margin())
        margins[finding.turn] = Margin(marked=(*before.marked, finding.quote), notes=(*before.notes, here.rule_title(finding.rule)))
    for comment in people.view.comments:
        before = margins.get(comment.turn, Margin())
        said = t("web.remark", who=people.name(comment.author_id, t("role.lead")), text=comment.text)
        margins[comment.turn] = Margin(marked=before.marked, notes=before.notes, remarks=(*before.remarks, said))
    mine = [turn for turn in debrief.turns if turn.speaker.value == "collector"]
    if debrief.call.person_id == here.person.id and debrief.call.mode == "practice" and mine:
        choose, button = st.columns([4, 2], vertical_alignment="bottom")
        turn = choose.selectbox(t("debrief.retry_pick"), mine, format_func=lambda item: f"{item.index} · {item.text[:60]}", key="debrief.pick")
        with button:
            _retry_button(here, debrief, turn.index, "picked")
    caller = None if people.mine else here.names().get(debrief.call.person_id)
    talk([turn_view(turn) for turn in debrief.turns], t, margins, caller=caller)


def _label(here: Current, line: ScoreLine) -> str:
    """The words of a line, with the title of the rule that a call's score names by its code."""
    code, text = line.key.removeprefix("finding."), here.text(line.label)
    return text.replace(code, here.rule_title(code)) if line.key.startswith("finding.") else text


def _arithmetic(here: Current, debrief: Debrief) -> None:
    card = debrief.scorecard
    rows = []
    for line in card.arithmetic:
        points = number(line.points, here.language, 1)
        rows.append((_label(here, line), points, "" if line.out_of is None else f"/ {number(line.out_of, here.language, 1)}"))
    sums(rows)
    st.caption(here.t("debrief.versions", rubric=version_name(here, card.versions.rubric), rules=version_name(here, card.versions.rules), app=card.versions.app))
    draw_scores(here, debrief)
    draw_proposed(here, debrief.call.id, judging=False)
