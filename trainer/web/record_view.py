"""The form of the call record, beside the talk it is about."""
from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import get_args

import streamlit as st

from trainer.domain.call import CallRecord
from trainer.domain.errors import InputError
from trainer.domain.stored import CallStatus
from trainer.web.current import Current
from trainer.web.navigation import go
from trainer.web.widgets import talk

NOTE_LENGTH = 4_000
# Row by row; beside the last one stand the flags.
CHOICES = (("contact_result", "reason"), ("willingness", "ability"), ("next_step",))


def _options(name: str) -> list[str]:
    literal = get_args(CallRecord.model_fields[name].annotation)[0]
    return list(get_args(literal))


def _flag_options() -> list[str]:
    return list(get_args(get_args(CallRecord.model_fields["flags"].annotation)[0]))


def _choice(here: Current, name: str) -> str | None:
    def shown(value: str) -> str:
        return here.t(f"record.{name}_{value}")

    return st.selectbox(here.t(f"record.{name}"), _options(name), index=None, format_func=shown, placeholder=here.t("record.open"), key=f"record.{name}")


def draw_record(here: Current, call_id: str) -> None:
    """The whole screen; saving judges the call and opens the debrief."""
    t = here.t
    view = here.services.practice.view(here.person, call_id)
    if view.status is CallStatus.OPEN:
        go("call", call=call_id)
    if view.status is not CallStatus.ENDED:
        go("debrief", call=call_id)
    st.title(t("record.title"))
    st.caption(t("record.lead"))
    form_side, talk_side = st.columns([3, 2], gap="large")
    with talk_side, st.container(height=620, border=True):
        talk(view.turns, t)
    with form_side, st.form("record.form", border=False):
        chosen: dict[str, str | None] = {}
        for row in CHOICES:
            columns = st.columns(2)
            for column, name in zip(columns, row, strict=False):
                with column:
                    chosen[name] = _choice(here, name)
        flags = columns[1].multiselect(t("record.flags"), _flag_options(), format_func=lambda value: t(f"record.flag_{value}"), placeholder=t("record.open"), key="record.flags")
        amount, by, how = st.columns(3)
        sum_text = amount.text_input(t("record.promise_amount"), key="record.amount", placeholder="0.00")
        promised_on = by.date_input(t("record.promise_date"), value=None, key="record.date", format="YYYY-MM-DD")
        method = how.text_input(t("record.promise_method"), key="record.method", max_chars=200)
        note = st.text_area(t("record.note"), key="record.note", max_chars=NOTE_LENGTH, height=120)
        sent = st.form_submit_button(t("record.save"), type="primary", width="stretch")
    if sent:
        record = CallRecord(**chosen, promise_amount=_sum(sum_text), promise_date=promised_on, promise_method=method or None, flags=tuple(flags), note=note)
        here.services.practice.write_record(here.person, call_id, record)
        go("debrief", call=call_id)


def _sum(text: str) -> Decimal | None:
    plain = text.strip().replace(",", "").lstrip("¥￥$£")
    if not plain:
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation as error:
        raise InputError("record.promise_amount", text, "1234.50") from error
    if not value.is_finite() or value < 0 or value > Decimal("1e9"):
        raise InputError("record.promise_amount", text, "1234.50")
    return value
