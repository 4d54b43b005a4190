"""The admin's screen of people."""
from __future__ import annotations

import streamlit as st

from trainer.domain.people import Person, Role
from trainer.i18n.formats import moment
from trainer.service.people_import import COLUMNS, ImportRow
from trainer.web.current import Current
from trainer.web.downloads import downloads
from trainer.web.widgets import NOTHING, bullets

INVITED_KEY = "people.invited"
AUDIT_ROWS = 200


def draw_people(here: Current) -> None:
    """The whole screen."""
    t = here.t
    st.title(t("people.title"))
    everybody, invite, audit = st.tabs([t("people.all"), t("people.invite"), t("people.audit")])
    with everybody:
        _all(here)
    with invite:
        _invite(here)
    with audit:
        _audit(here)
    if here.services.organisation.has_demo():
        with st.popover(t("people.remove_demo")):
            st.markdown(t("people.remove_demo_lead"))
            if st.button(t("people.remove_demo_yes"), key="people.remove_demo", type="primary"):
                here.services.organisation.remove_demo(here.person)
                st.session_state.clear()
                st.rerun()


def _all(here: Current) -> None:
    t = here.t
    teams = {team.id: team.name for team in here.services.organisation.teams(here.person)}
    people = here.services.organisation.people(here.person)
    header = [t("people.name"), t("people.email"), t("people.team"), t("people.roles"), t("people.active")]
    rows = [
        (person.name, person.email, teams.get(person.team_id or "", ""), " / ".join(t(f"role.{role.value}") for role in person.roles), t("yes_no.True") if person.active else t("yes_no.False"))
        for person in people
    ]
    st.dataframe([dict(zip(header, row, strict=True)) for row in rows], hide_index=True, width="stretch", placeholder=NOTHING)
    downloads(here, "people", t("people.title"), header, rows)
    chosen = st.selectbox(t("people.edit"), people, format_func=lambda person: f"{person.name} · {person.email}", key="people.edit", index=None, placeholder=t("frame.choose"))
    if chosen is not None:
        _edit(here, chosen, teams)
    with st.form("people.team", border=False):
        name = st.text_input(t("people.new_team"), key="people.new_team", max_chars=120)
        if st.form_submit_button(t("people.add_team")):
            here.services.organisation.add_team(here.person, name)
            st.rerun()


def _edit(here: Current, person: Person, teams: dict[str, str]) -> None:
    t = here.t
    options = [None, *teams]
    where, what = st.columns(2)
    team = where.selectbox(
        t("people.team"), options, index=options.index(person.team_id) if person.team_id in options else 0, format_func=lambda code: teams.get(code or "", t("people.no_team")), key=f"people.team.{person.id}"
    )
    roles = what.multiselect(t("people.roles"), list(Role), default=list(person.roles), format_func=lambda role: t(f"role.{role.value}"), key=f"people.roles.{person.id}")
    save, lock, password = st.columns(3)
    if save.button(t("people.save"), key=f"people.save.{person.id}", width="stretch", type="primary"):
        here.services.organisation.place(here.person, person.id, team, tuple(roles))
        st.rerun()
    if lock.button(t("people.unlock") if not person.active else t("people.lock"), key=f"people.lock.{person.id}", width="stretch", disabled=person.id == here.person.id):
        here.services.organisation.lock(here.person, person.id, person.active)
        st.rerun()
    if password.button(t("people.new_password"), key=f"people.password.{person.id}", width="stretch"):
        made = here.services.organisation.new_password(here.person, person.id)
        st.code(made.first_password, language=None)
        st.caption(t("people.password_once"))


def _invite(here: Current) -> None:
    t = here.t
    invited = st.session_state.get(INVITED_KEY)
    if invited:
        st.success(t("people.invited", n=len(invited)))
        st.caption(t("people.password_once"))
        header = [t("people.name"), t("people.email"), t("people.first_password")]
        downloads(here, "first_passwords", t("people.invited_list"), header, invited)
        if st.button(t("people.forget"), key="people.forget"):
            del st.session_state[INVITED_KEY]
            st.rerun()
        return
    st.caption(t("people.csv_lead", columns=", ".join(COLUMNS)))
    sent = st.file_uploader(t("people.csv"), type=["csv"], key="people.csv")
    if sent is None:
        return
    text = sent.getvalue().decode("utf-8-sig", errors="replace")
    rows = here.services.organisation.preview_import(here.person, text)
    st.dataframe(
        [
            {
                t("people.line"): row.line, t("people.name"): row.name, t("people.email"): row.email, t("people.team"): row.team,
                t("people.roles"): " / ".join(t(f"role.{role.value}") for role in row.roles),
                t("people.problems"): _problems(here, row),
            }
            for row in rows
        ],
        hide_index=True,
        width="stretch", placeholder=NOTHING,
    )
    broken = sum(bool(row.problems) for row in rows)
    if broken:
        st.error(t("people.broken", n=broken))
        bullets(t("people.broken_line", n=row.line, problems=_problems(here, row)) for row in rows if row.problems)
    elif st.button(t("people.import", n=len(rows)), key="people.import", type="primary"):
        made = here.services.organisation.run_import(here.person, text)
        st.session_state[INVITED_KEY] = [(item.person.name, item.person.email, item.first_password) for item in made]
        st.rerun()


def _problems(here: Current, row: ImportRow) -> str:
    """What is wrong in a row of the file, empty where nothing is."""
    return here.t("people.one_more").join(here.t("people.problem", column=column, found=found, allowed=allowed) for column, found, allowed in row.problems)


def _audit(here: Current) -> None:
    t, organisation = here.t, here.person.organisation_id
    names = {**here.names(), **{team.id: team.name for team in here.services.organisation.teams(here.person)}, organisation: ""}
    rows = here.services.organisation.audit(here.person, AUDIT_ROWS)
    if not rows:
        st.caption(t("people.audit_none"))
        return
    header = [t("people.when"), t("people.who"), t("people.action"), t("people.whom"), t("people.detail")]
    lines = [
        (moment(row.at, here.language), names.get(row.actor_id, row.actor_id), t(f"audit.{row.action}"), names.get(row.subject, row.subject), row.detail) for row in rows
    ]
    st.dataframe([dict(zip(header, line, strict=True)) for line in lines], hide_index=True, width="stretch", placeholder=NOTHING)
    downloads(here, "audit", t("people.audit"), header, lines)
