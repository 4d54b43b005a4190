"""The guided form of the studio: the parts of a scenario that a lead changes most, written back into the YAML."""
from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

import streamlit as st

from trainer.domain.errors import InputError
from trainer.domain.scenario import Scenario
from trainer.service.studio import Checked, to_yaml
from trainer.web.current import Current
from trainer.web.language import LANGUAGE_NAMES

LINES_PX = 90
SUMS = ("income", "essentials", "other_debts", "savings")


def draw_form(here: Current, checked: Checked, text_key: str) -> None:
    """The form; only where the text is sound, because a broken text has no parts to show."""
    t = here.t
    scenario = checked.scenario
    if scenario is None:
        st.info(t("studio.form_needs_sound"))
        return
    with st.form("studio.form", border=False):
        values = _texts(here, scenario)
        values |= _persona(here, scenario)
        values |= _means(here, scenario)
        if not st.form_submit_button(t("studio.apply"), type="primary"):
            return
    st.session_state[text_key] = to_yaml(_changed(scenario, values))
    st.session_state.pop("studio.editor", None)
    st.rerun()


def _texts(here: Current, scenario: Scenario) -> dict[str, Any]:
    t = here.t
    found: dict[str, Any] = {}
    labels = {"title": t("studio.title_text"), "who": t("studio.who"), "goal": t("studio.goal")}
    for name, label in labels.items():
        text = getattr(scenario, name)
        found[name] = {}
        for column, code, written in zip(st.columns(2), LANGUAGE_NAMES, (text.zh, text.en), strict=True):
            words, key = f"{label} · {LANGUAGE_NAMES[code]}", f"studio.form.{name}.{code}.{scenario.id}"
            found[name][code.value] = column.text_input(words, written, key=key) if name == "title" else column.text_area(words, written, key=key, height=LINES_PX)
    return found


def _persona(here: Current, scenario: Scenario) -> dict[str, Any]:
    t = here.t
    tempers, situations = here.services.studio.temperaments(), here.services.studio.situations()
    temper, situation, level = st.columns(3)
    return {
        "temperament": temper.selectbox(
            t("studio.temperament"), list(tempers), index=list(tempers).index(scenario.persona.temperament), format_func=lambda code: here.text(tempers[code]), key=f"studio.form.temper.{scenario.id}"
        ),
        "situation": situation.selectbox(
            t("studio.situation"), list(situations), index=list(situations).index(scenario.situation), format_func=lambda code: here.text(situations[code]), key=f"studio.form.situation.{scenario.id}"
        ),
        "difficulty": level.number_input(t("library.difficulty"), 1, 5, scenario.difficulty, key=f"studio.form.level.{scenario.id}"),
    }


def _means(here: Current, scenario: Scenario) -> dict[str, Any]:
    t = here.t
    st.markdown(f"**{t('studio.means')}**")
    columns = st.columns(len(SUMS) + 1, vertical_alignment="bottom")
    found = {
        name: column.text_input(t(f"studio.{name}"), str(getattr(scenario.finance, name)), key=f"studio.form.{name}.{scenario.id}")
        for name, column in zip(SUMS, columns, strict=False)
    }
    days = columns[-1].number_input(t("studio.next_pay"), 0, 90, scenario.finance.next_pay_in_days, key=f"studio.form.pay.{scenario.id}")
    return {"finance": found, "next_pay_in_days": days}


def _changed(scenario: Scenario, values: dict[str, Any]) -> Scenario:
    body = scenario.model_dump()
    for name in ("title", "who", "goal", "situation", "difficulty"):
        body[name] = values[name]
    body["persona"]["temperament"] = values["temperament"]
    for name, text in values["finance"].items():
        try:
            body["finance"][name] = Decimal(text)
        except InvalidOperation as error:
            raise InputError(f"studio.{name}", text, "1234.50") from error
    body["finance"]["next_pay_in_days"] = values["next_pay_in_days"]
    return Scenario.model_validate(body)
