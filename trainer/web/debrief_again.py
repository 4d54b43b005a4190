"""Scores of one call beside one another: which is shown, judging it again, and what the later one sees otherwise."""
from __future__ import annotations

import streamlit as st

from trainer.domain.errors import CallStateError
from trainer.domain.stored import StoredScore
from trainer.i18n.formats import day, number, share
from trainer.service.views import Debrief
from trainer.web.current import Current
from trainer.web.navigation import go
from trainer.web.widgets import bullets


def chosen_score(here: Current, call_id: str) -> int:
    """The score that the address asks for; the first where it asks for none that exists."""
    asked = st.query_params.get("score", "0")
    if not asked.isdecimal():
        return 0
    try:
        known = {score.ordinal for score in here.services.rescoring.scores(here.person, call_id)}
    except CallStateError:
        return 0
    return int(asked) if int(asked) in known else 0


def draw_scores(here: Current, debrief: Debrief) -> None:
    """Choice between the scores of this call where there are several, the difference, and a button to judge it again where something has changed since."""
    t, call_id = here.t, debrief.call.id
    scores = here.services.rescoring.scores(here.person, call_id)
    if len(scores) > 1:
        _choice(here, debrief, scores)
    if here.services.rescoring.outdated(here.person, call_id):
        st.caption(t("again.outdated"))
        if st.button(t("again.rescore"), icon=":material/balance:", key="again.rescore"):
            go("debrief", call=call_id, score=str(here.services.rescoring.rescore(here.person, call_id)))


def _choice(here: Current, debrief: Debrief, scores: tuple[StoredScore, ...]) -> None:
    t, language = here.t, here.language

    def title(ordinal: int) -> str:
        score = next(score for score in scores if score.ordinal == ordinal)
        points = number(score.scorecard.overall, language, 1) if score.scorecard.overall is not None else t("judged.not_evaluable")
        return t("again.first" if ordinal == 0 else "again.later", day=day(score.made_at.date(), language), points=points)

    picked = st.segmented_control(t("again.scores"), [score.ordinal for score in scores], default=debrief.score_ordinal, format_func=title, key="again.pick")
    if picked is not None and picked != debrief.score_ordinal:
        go("debrief", call=debrief.call.id, score=str(picked))
    if debrief.score_ordinal:
        with st.container(border=True):
            _difference(here, debrief)


def _difference(here: Current, debrief: Debrief) -> None:
    t, language = here.t, here.language
    found = here.services.rescoring.difference(here.person, debrief.call.id, debrief.score_ordinal)

    def mark(value: float | None, part: bool = False) -> str:
        return t("judged.not_evaluable") if value is None else share(value, language) if part else number(value, language, 1)

    st.markdown(f"**{t('again.difference', before=mark(found.overall[0]), after=mark(found.overall[1]))}**")
    bullets(
        [
            *(t("again.version", part=t(f"again.part_{part}"), before=before[:24], after=after[:24]) for part, before, after in found.versions),
            *(t("again.gone", rule=here.rule_title(rule), turn=turn) for rule, turn in found.findings_gone),
            *(t("again.new", rule=here.rule_title(rule), turn=turn) for rule, turn in found.findings_new),
            *(
                t("again.weighed", rule=here.rule_title(rule), turn=turn, before=t(f"severity.{before}"), after=t(f"severity.{after}"))
                for rule, turn, before, after in found.findings_weighed
            ),
            *(t("again.criterion", title=here.text(name), before=mark(before, True), after=mark(after, True)) for name, before, after in found.criteria_changed),
        ]
    )
    st.caption(t("again.stays"))
