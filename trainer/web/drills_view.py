"""The drills: one item after another, each answer explained at once; for leads, counts of their people below."""
from __future__ import annotations

import streamlit as st

from trainer.domain.context import Jurisdiction
from trainer.domain.people import Role
from trainer.i18n.formats import day, share
from trainer.service.drill_views import DrillCard, DrillResult, DrillSet
from trainer.web.current import Current
from trainer.web.navigation import go
from trainer.web.widgets import facts, tags, versus

SET = "drills.set"
DONE = "drills.done"
LONGEST = 500


def draw_drills(here: Current) -> None:
    """The whole screen."""
    t = here.t
    st.title(t("drills.title"))
    st.caption(t("drills.lead"))
    options = [item.value for item in Jurisdiction]
    chosen = st.segmented_control(
        t("library.jurisdiction"), options, default=here.services.drills.home(here.person).value, format_func=lambda code: t(f"jurisdiction.{code}"), key="drills.place"
    )
    jurisdiction = Jurisdiction(chosen or here.services.drills.home(here.person).value)
    current = _set_of(here, jurisdiction)
    done: list[DrillResult] = st.session_state[DONE]
    if len(done) < len(current.item_ids) or st.session_state.get("drills.shown") is not None:
        _work(here, current, done)
    else:
        _finish(here, jurisdiction, current, done)
    _progress(here, jurisdiction)
    if here.person.has(Role.LEAD, Role.MANAGER, Role.ADMIN):
        _team(here)


def _set_of(here: Current, jurisdiction: Jurisdiction) -> DrillSet:
    """The set of this visit; another jurisdiction or language starts another one."""
    wanted = (jurisdiction.value, here.language.value)
    if st.session_state.get("drills.of") != wanted:
        _start(here, jurisdiction)
        st.session_state["drills.of"] = wanted
    return DrillSet.model_validate(st.session_state[SET])


def _start(here: Current, jurisdiction: Jurisdiction) -> None:
    st.session_state[SET] = here.services.drills.next_set(here.person, jurisdiction, here.language).model_dump()
    st.session_state[DONE] = []
    st.session_state["drills.shown"] = None


def _work(here: Current, current: DrillSet, done: list[DrillResult]) -> None:
    shown = st.session_state.get("drills.shown")
    place = len(done) - 1 if shown is not None else len(done)
    card = here.services.drills.card(here.person, current.item_ids[place], current.seed)
    st.progress((place + (shown is not None)) / len(current.item_ids), text=here.t("drills.place", n=place + 1, most=len(current.item_ids)))
    with st.container(border=True):
        _ask(here, card, explained=shown is not None)
        if shown is None:
            _answers(here, card, done)
        else:
            _explain(here, card, done[-1], shown)
            if st.button(here.t("drills.next"), key=f"drills.next.{place}", type="primary"):
                st.session_state["drills.shown"] = None
                st.rerun()


def _ask(here: Current, card: DrillCard, *, explained: bool) -> None:
    t = here.t
    tags([(t(f"drills.kind_{card.kind}"), ""), (t("drills.own") if card.own else "", "warn"), (t("drills.again") if card.again and not explained else "", "")])
    st.markdown(f"**{t(f'drills.ask_{card.kind}', rule=card.rule_title)}**")
    if card.question:
        st.text(card.question)
    if card.circumstances:
        st.caption(t("drills.given", text=" · ".join(card.circumstances)))
    if card.said_before:
        st.text(t("drills.debtor_says", text=card.said_before))
    if card.line:
        st.text(t("drills.you_say", text=card.line) if card.own else t("drills.line", text=card.line))


def _answers(here: Current, card: DrillCard, done: list[DrillResult]) -> None:
    for option in card.options:
        if st.button(option.text, key=f"drills.option.{card.id}.{option.id}", width="stretch"):
            _keep(here.services.drills.answer(here.person, card.id, option.id), option.text, done)
    if card.may_write:
        with st.form(f"drills.form.{card.id}", border=False):
            text = st.text_area(here.t("drills.write"), max_chars=LONGEST, key=f"drills.text.{card.id}", height=80)
            if st.form_submit_button(here.t("drills.judge")) and text.strip():
                _keep(here.services.drills.write(here.person, card.id, text), text.strip(), done)


def _keep(result: DrillResult, said: str, done: list[DrillResult]) -> None:
    done.append(result)
    st.session_state["drills.shown"] = said
    st.rerun()


def _explain(here: Current, card: DrillCard, result: DrillResult, said: str) -> None:
    t = here.t
    (st.success if result.right else st.error)(t("drills.right") if result.right else t("drills.wrong"))
    if result.written is not None:
        _written(here, result)
        versus(said, result.model, t)
    else:
        st.text(t("drills.chosen", text=said))
        if not result.right:
            st.text(t("drills.answer", text=result.answer))
    st.markdown(result.why)
    _basis(here, result)
    st.caption(t("drills.stays") if result.due_on is None else t("drills.back_on", day=day(result.due_on, here.language)))
    if result.rule is not None and st.button(t("drills.see_rule"), key=f"drills.rule.{card.id}", type="tertiary"):
        go("rules", rule=result.rule, jurisdiction=result.jurisdiction.value)


def _written(here: Current, result: DrillResult) -> None:
    t, written = here.t, result.written
    if written is None:
        return
    if written.trouble is not None:
        st.markdown(t(f"drills.trouble_{written.trouble}"))
    else:
        st.caption(t("drills.nothing_heard"))
    for finding in (*written.broken, *written.doubts):
        st.markdown(here.rule_title(finding.rule) + ("" if finding in written.broken else f" ({t('drills.doubt')})"))


def _basis(here: Current, result: DrillResult) -> None:
    t, basis = here.t, result.basis
    if basis.title is None or basis.article is None:
        st.markdown(f"**{t('rules.clause')}** {t('rules.no_express_rule')}")
        return
    st.markdown(f"**{t('rules.clause')}** {here.text(basis.title)} {basis.article} [{t(f'standing.{basis.standing}')}]")
    if basis.gist is not None and here.text(basis.gist) != result.why:
        st.caption(here.text(basis.gist))


def _finish(here: Current, jurisdiction: Jurisdiction, current: DrillSet, done: list[DrillResult]) -> None:
    t = here.t
    with st.container(border=True):
        st.subheader(t("drills.done", right=sum(result.right for result in done), most=len(current.item_ids)))
        st.caption(t("drills.done_lead"))
        if st.button(t("drills.more"), type="primary", key="drills.more"):
            _start(here, jurisdiction)
            st.rerun()


def _progress(here: Current, jurisdiction: Jurisdiction) -> None:
    t, progress = here.t, here.services.drills.progress(here.person, jurisdiction)
    if progress.asked == 0:
        return
    st.subheader(t("drills.progress"))
    facts(
        [
            (t("drills.due"), str(progress.due)), (t("drills.learning"), str(progress.learning)), (t("drills.kept"), str(progress.stays)),
            (t("drills.share_right"), share(progress.right / progress.asked, here.language)),
        ]
    )
    if progress.weakest:
        st.caption(t("drills.weakest", rules=" · ".join(here.rule_title(code) for code in progress.weakest)))


def _team(here: Current) -> None:
    t = here.t
    rows = [row for row in here.services.drills.team(here.person) if row.asked]
    st.subheader(t("drills.team"))
    st.caption(t("drills.team_lead"))
    if not rows:
        st.caption(t("drills.team_none"))
        return
    for row in rows:
        with st.expander(t("drills.team_row", name=row.name, asked=row.asked, share=share(row.right / row.asked, here.language))):
            for count in sorted(row.rules, key=lambda count: (count.right / count.asked, count.rule)):
                if here.services.rulebook.is_rule(count.rule):
                    st.markdown(t("drills.team_rule", rule=here.rule_title(count.rule), right=count.right, asked=count.asked))
