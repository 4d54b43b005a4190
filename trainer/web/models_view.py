"""The admin's screen of language models: endpoints in order, a key that is only ever written, one test button, use and cap."""
from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

import streamlit as st
from pydantic import ValidationError

from trainer.domain.errors import InputError
from trainer.i18n.formats import number
from trainer.llm.settings import Endpoint, ModelSettings
from trainer.service.models import EndpointView, ModelView
from trainer.web.current import Current
from trainer.web.widgets import plain

MOST_ENDPOINTS = 4


def draw_models(here: Current) -> None:
    """The whole screen."""
    t = here.t
    view = here.services.models.view(here.person)
    st.title(t("models.title"))
    st.caption(t("models.lead"))
    own = [item for item in view.endpoints if item.name != "environment"]
    for item in view.endpoints:
        if item.name == "environment":
            st.info(t("models.from_environment", model=item.model))
    with st.form("models.form"):
        rows = [_endpoint(here, position, own[position] if position < len(own) else None) for position in range(min(len(own) + 1, MOST_ENDPOINTS))]
        flags = _flags(here, view)
        if st.form_submit_button(t("models.save"), type="primary"):
            _save(here, rows, flags)
    for item in view.endpoints:
        if st.button(t("models.test", name=plain(item.name)), key=f"models.test.{item.name}"):
            answer = here.services.models.test(here.person, item.name)
            st.success(t("models.test_ok")) if answer == "ok" else st.error(t(f"models.reason_{answer}"))
    _use(here, view)


def _endpoint(here: Current, position: int, item: EndpointView | None) -> dict[str, Any]:
    t = here.t
    st.markdown(f"**{t('models.endpoint', n=position + 1)}**")
    name, address, model = st.columns([1, 2, 1])
    secret, price_in, price_out, structured = st.columns([2, 1, 1, 1])
    key = f"models.{position}"
    return {
        "name": name.text_input(t("models.name"), item.name if item else "", key=f"{key}.name"),
        "base_url": address.text_input(t("models.address"), item.base_url if item else "", key=f"{key}.address", placeholder="http://127.0.0.1:8080/v1"),
        "model": model.text_input(t("models.model"), item.model if item else "", key=f"{key}.model"),
        "key": secret.text_input(t("models.key"), "", type="password", key=f"{key}.key", placeholder=t("models.key_kept") if item and item.has_key else "", autocomplete="off"),
        "price_in": price_in.text_input(t("models.price_in"), str(item.price_in) if item else "0", key=f"{key}.in"),
        "price_out": price_out.text_input(t("models.price_out"), str(item.price_out) if item else "0", key=f"{key}.out"),
        "structured": structured.checkbox(t("models.structured"), item.structured if item else False, key=f"{key}.structured"),
    }


def _flags(here: Current, view: ModelView) -> dict[str, Any]:
    t = here.t
    words, hears, coach, limit, cap = st.columns(5)
    return {
        "words_replies": words.checkbox(t("models.words"), view.words_replies, key="models.words"),
        "helps_hearing": hears.checkbox(t("models.hears"), view.helps_hearing, key="models.hears"),
        "words_coach": coach.checkbox(t("models.coach"), view.words_coach, key="models.coach"),
        "reply_limit_s": limit.number_input(t("models.limit"), 1.0, 30.0, view.reply_limit_s, key="models.limit"),
        "monthly_cap": cap.text_input(t("models.cap"), str(view.monthly_cap) if view.monthly_cap is not None else "", key="models.cap"),
    }


def _money(where: str, text: str) -> Decimal:
    try:
        return Decimal(text.strip() or "0")
    except InvalidOperation as error:
        raise InputError(where, text, "1234.50") from error


def _save(here: Current, rows: list[dict[str, Any]], flags: dict[str, Any]) -> None:
    wanted = [row for row in rows if row["base_url"].strip()]
    cap = flags["monthly_cap"].strip()
    try:
        endpoints = tuple(
            Endpoint(
                name=row["name"].strip() or f"endpoint {position + 1}", base_url=row["base_url"].strip(), model=row["model"].strip(), price_in=_money("price", row["price_in"]),
                price_out=_money("price", row["price_out"]), structured=row["structured"],
            )
            for position, row in enumerate(wanted)
        )
        settings = ModelSettings(endpoints=endpoints, **{**flags, "monthly_cap": _money("cap", cap) if cap else None})
    except ValidationError as error:
        problem = error.errors()[0]
        raise InputError(".".join(str(part) for part in problem["loc"]), str(problem["input"])[:80], str(problem["msg"])) from error
    here.services.models.save(here.person, settings, {endpoint.name: row["key"] for endpoint, row in zip(endpoints, wanted, strict=True)})
    st.rerun()


def _use(here: Current, view: ModelView) -> None:
    t = here.t
    st.subheader(t("models.use"))
    st.metric(t("models.spent"), number(float(view.spent_this_month), here.language, 2))
    teams = {team.id: team.name for team in here.services.organisation.teams(here.person)}
    if view.use:
        st.dataframe(
            [{t("models.team"): teams.get(row.team_id, "-"), t("models.answers"): row.answers, t("models.tokens"): row.tokens_in + row.tokens_out, t("models.cost"): float(row.cost)} for row in view.use],
            hide_index=True,
        )
    if view.calls:
        names = here.names()
        st.dataframe(
            [
                {
                    t("models.call"): row.call_id[:8], t("people.name"): names.get(row.person_id or "", "-"), t("models.answers"): row.answers, t("models.tokens"): row.tokens_in + row.tokens_out,
                    t("models.cost"): float(row.cost),
                }
                for row in view.calls
            ],
            hide_index=True,
        )
