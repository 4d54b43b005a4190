"""Readiness against the standard, and the certificates."""
from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from trainer.domain.people import Role
from trainer.i18n.formats import day
from trainer.service.certificates import STANDARDS, Readiness, verify
from trainer.service.exports import needs_font
from trainer.storage.certificates import Certificate
from trainer.web.certificate_paper import exam_facts, paper
from trainer.web.current import Current
from trainer.web.downloads import downloads
from trainer.web.widgets import bullets, plain, tags

KINDS = {"valid": "good", "expired": "warn", "revoked": "fatal", "altered": "fatal", "unknown": "warn", "unreadable": "warn"}
PAGE = 15
T = TypeVar("T")


def draw_certificates(here: Current) -> None:
    """The whole screen."""
    t = here.t
    st.title(t("certificates.title"))
    for standard in STANDARDS.values():
        st.caption(t("certificates.lead", standard=here.text(standard.name), exams=standard.exams, level=standard.least_difficulty))
    _verify(here)
    _candidates(here)
    listed = here.services.certificates.listed(here.person)
    st.subheader(t("certificates.issued"))
    if not listed:
        st.caption(t("certificates.none"))
        return
    names = here.names()
    header = [t("certificates.number"), t("people.name"), t("certificates.issued_on"), t("certificates.expires"), t("certificates.state")]
    rows = [
        (item.number, names.get(item.person_id, item.person_id), item.issued_at.date().isoformat(), item.expires_on.isoformat(), t(f"certificates.state_{verify(item, here.today())}"))
        for item in listed
    ]
    downloads(here, "certificates", t("certificates.title"), header, rows)
    for item in _page(here, "certificates.page", listed):
        _certificate(here, item, names.get(item.person_id, item.person_id))


def _candidates(here: Current) -> None:
    """The trainees, a page at a time, with what each still lacks."""
    t = here.t
    people = here.services.certificates.candidates(here.person)
    words = st.text_input(t("certificates.search"), key="certificates.search", placeholder=t("certificates.search_hint")).strip().casefold() if len(people) > PAGE else ""
    found = [person for person in people if words in person.name.casefold()]
    shown = [here.services.certificates.readiness(here.person, person.id) for person in _page(here, "certificates.people", found)]
    for ready in shown:
        _readiness(here, ready)
    if not shown:
        st.caption(t("certificates.nobody"))
        return
    header = [t("people.name"), t("certificates.state"), t("certificates.exams"), t("certificates.missing")]
    rows = [(ready.name, t("certificates.ready") if ready.is_ready else t("certificates.not_yet"), ready.exams_passed, t("people.one_more").join(map(here.text, ready.missing))) for ready in shown]
    downloads(here, "readiness", t("certificates.title"), header, rows)


def _page(here: Current, key: str, items: Sequence[T]) -> Sequence[T]:
    """The part of a long list that is shown; a choice of pages where there are several."""
    pages = max((len(items) + PAGE - 1) // PAGE, 1)
    if pages == 1:
        return items
    number = st.selectbox(here.t("certificates.page", n=len(items)), range(pages), format_func=lambda index: f"{index * PAGE + 1} – {min((index + 1) * PAGE, len(items))}", key=key)
    return items[number * PAGE : (number + 1) * PAGE]


def _readiness(here: Current, ready: Readiness) -> None:
    t = here.t
    with st.container(border=True):
        name, state, issue = st.columns([3, 6, 2], vertical_alignment="center")
        name.markdown(f"**{plain(ready.name)}**")
        name.caption(here.text(ready.standard))
        with state:
            if ready.certificate is not None:
                tags([(t("certificates.holds", number=ready.certificate.number, day=day(ready.certificate.expires_on, here.language)), "good")])
            elif ready.is_ready:
                tags([(t("certificates.ready"), "good")])
            else:
                bullets(map(here.text, ready.missing))
        may_issue = here.person.has(Role.MANAGER, Role.ADMIN) and ready.is_ready and ready.certificate is None
        if may_issue and issue.button(t("certificates.issue"), key=f"certificates.issue.{ready.person_id}", type="primary", width="stretch"):
            here.services.certificates.issue(here.person, ready.person_id)
            st.rerun()


def _certificate(here: Current, item: Certificate, name: str) -> None:
    t = here.t
    state = verify(item, here.today())
    with st.expander(f"{item.number} · {plain(name)} · {t(f'certificates.state_{state}')}"):
        tags([(t(f"certificates.state_{state}"), KINDS[state]), (t("certificates.until", day=day(item.expires_on, here.language)), "")])
        st.caption(f"SHA-256 {item.digest}")
        if item.revoked_why is not None:
            st.caption(t("certificates.revoked_why", why=plain(item.revoked_why)))
        _evidence(here, item)
        as_json, as_paper = st.columns(2)
        absent = needs_font([item.evidence, name, t("certificates.title")])
        body = {**item.model_dump(mode="json", exclude={"evidence"}), "evidence": json.loads(item.evidence)}
        as_json.download_button("JSON", json.dumps(body, ensure_ascii=False, indent=1), file_name=f"{item.number}.json", mime="application/json", key=f"certificates.json.{item.number}", on_click="ignore")
        as_paper.download_button("PDF", lambda: paper(here, item, name), file_name=f"{item.number}.pdf", mime="application/pdf", key=f"certificates.pdf.{item.number}", disabled=absent, help=t("error.pdf_font") if absent else None, on_click="ignore")
        if item.revoked_at is None and here.person.has(Role.MANAGER, Role.ADMIN):
            why = st.text_input(t("certificates.why"), key=f"certificates.why.{item.number}")
            if st.button(t("certificates.revoke"), key=f"certificates.revoke.{item.number}"):
                here.services.certificates.revoke(here.person, item.number, why)
                st.rerun()


def _evidence(here: Current, item: Certificate) -> None:
    """The exams a certificate was earned with, one column each, as they stand in its file."""
    exams = json.loads(item.evidence)["exams"]
    if not exams:
        return
    facts = [exam_facts(here, exam) for exam in exams]
    table = {here.t("certificates.item"): [name for name, _ in facts[0]]}
    for number, (exam, pairs) in enumerate(zip(exams, facts, strict=True), start=1):
        table[f"{number}. {plain(here.scenario_title(exam['scenario']))}"] = [str(value) for _, value in pairs]
    st.dataframe(table, hide_index=True, width="stretch")


def _verify(here: Current) -> None:
    t = here.t
    with st.expander(t("certificates.verify"), icon=":material/verified:"):
        st.caption(t("certificates.verify_lead"))
        sent = st.file_uploader(t("certificates.file"), type=["json"], key="certificates.file")
        if sent is None:
            return
        found = here.services.certificates.verify_file(here.person, sent.getvalue())
        tags([(t(f"certificates.state_{found.state}"), KINDS[found.state]), (found.number, ""), (found.name, "")])
        if found.why:
            st.caption(t("certificates.revoked_why", why=plain(found.why)))
