"""The calls behind a figure: a short list to open, the whole list to take away."""
from __future__ import annotations

from datetime import date

import streamlit as st

from trainer.domain.people import Role
from trainer.i18n.formats import day, number
from trainer.service.dashboard import ViewFilter
from trainer.web.current import Current
from trainer.web.downloads import downloads
from trainer.web.navigation import go
from trainer.web.widgets import plain

SHOWN = 12


def draw_behind(
    here: Current, chosen: ViewFilter, title: str, *, rule: str | None = None, scenario_id: str | None = None, person_id: str | None = None, skill: str | None = None,
    team_id: str | None = None, cohort: str | None = None, week: str | None = None,
) -> None:
    """The newest calls behind a figure."""
    t, names = here.t, here.names()
    rows = here.services.dashboard.calls_behind(
        here.person, chosen, rule=rule, scenario_id=scenario_id, person_id=person_id, skill=skill, team_id=team_id, cohort=cohort, week=week
    )
    st.markdown(f"**{t('floor.behind', what=plain(title))}**")
    if not rows:
        st.caption(t("floor.no_calls"))
        return
    may_open = here.person.has(Role.LEAD, Role.MANAGER)
    for row in rows[:SHOWN]:
        who, what, open_it = st.columns([3, 5, 2], vertical_alignment="center")
        who.text(names.get(row["person_id"], row["person_id"]))
        what.markdown(f"{plain(here.scenario_title(row['scenario_id']))} · {day(date.fromisoformat(row['day']), here.language)} · {number(row['overall'], here.language, 1) if row['overall'] is not None else '-'}")
        if may_open and open_it.button(t("review.open"), key=f"floor.open.{row['call_id']}", width="stretch"):
            go("debrief", call=row["call_id"])
    if len(rows) > SHOWN:
        st.caption(t("floor.newest_of", shown=SHOWN, n=len(rows)))
    header = [t("people.name"), t("transcripts.call"), t("floor.day"), t("assign.mode"), t("frame.language"), t("debrief.overall"), t("floor.passed"), t("certificates.rubric")]
    downloads(
        here, "calls", title, header,
        [
            (
                names.get(row["person_id"], row["person_id"]), here.scenario_title(row["scenario_id"]), row["day"], t(f"mode.{row['mode']}"), t(f"language.{row['language']}"), row["overall"],
                t(f"yes_no.{bool(row['passed'])}"), row["rubric"],
            )
            for row in rows
        ],
    )
