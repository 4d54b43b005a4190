"""Browsing and searching the rules; a finding links here with ?rule=."""
from __future__ import annotations

import streamlit as st

from trainer.domain.context import Jurisdiction
from trainer.domain.judgement import Clause, Rule
from trainer.web.current import Current
from trainer.web.widgets import badge, plain, tags


def draw_rules(here: Current) -> None:
    """The whole screen."""
    t = here.t
    st.title(t("rules.title"))
    st.caption(t("rules.lead"))
    home = here.services.drills.home(here.person).value
    asked = st.query_params.get("jurisdiction", home)
    place, search = st.columns([2, 3])
    options = [item.value for item in Jurisdiction]
    chosen = place.segmented_control(
        t("library.jurisdiction"), options, default=asked if asked in options else home, format_func=lambda code: t(f"jurisdiction.{code}"), key="rules.place"
    )
    code = st.query_params.get("rule", "")
    linked = here.rule_title(code) if here.services.rulebook.is_rule(code) else code
    words = search.text_input(t("rules.search"), value=linked, key="rules.words", placeholder=t("rules.search_hint"))
    jurisdiction = Jurisdiction(chosen or home)
    found = here.services.rulebook.search(jurisdiction, words)
    st.caption(t("rules.count", n=len(found), pack=t(f"jurisdiction.{jurisdiction.value}"), version=here.services.rulebook.pack(jurisdiction).version))
    if not found:
        st.info(t("rules.none"))
    for rule in found:
        with st.expander(f"{plain(here.text(rule.title))} {badge(t(f'severity.{rule.severity}'), rule.severity)}", expanded=len(found) == 1):
            _rule(here, rule)


def _rule(here: Current, rule: Rule) -> None:
    t = here.t
    tags([(t(f"severity.{rule.severity}"), rule.severity), (t(f"standing.{rule.standing}"), "")])
    st.markdown(here.text(rule.trigger))
    if rule.escalates is not None:
        st.caption(t("rules.escalates", text=here.text(rule.escalates)))
    if rule.clause is not None:
        st.markdown(f"**{t('rules.clause')}** {_clause(here, rule.clause)}")
    else:
        st.markdown(f"**{t('rules.clause')}** {t('rules.no_express_rule')}")
    others = [clause for clause in rule.clauses if clause != rule.clause]
    if others:
        st.caption(t("rules.basis"))
        for clause in others:
            st.markdown(f"- {_clause(here, clause)} ({t(f'fit.{clause.fit}')})")
    st.markdown(f"**{t('rules.advice')}** {here.text(rule.advice)}")
    st.markdown(f"**{t('rules.better')}**")
    for line in rule.better_lines:
        st.markdown(f"- {here.text(line)}")
    breaks, passes = st.columns(2)
    for column, title, examples in ((breaks, "rules.breaks", rule.breaches), (passes, "rules.near", rule.near_misses)):
        with column:
            st.markdown(f"**{t(title)}**")
            for example in examples:
                if example.language is here.language:
                    said = f"{t('rules.after')} {example.said_before}\n\n" if example.said_before else ""
                    st.markdown(f"- {said}{example.text}" + (f" ({example.why})" if example.why else ""))


def _clause(here: Current, clause: Clause) -> str:
    name = here.text(clause.title) if clause.title else clause.source
    status = here.t(f"standing.{clause.status}")
    return f"{name} {clause.article} · {here.text(clause.gist)} [{status}]"
