"""Readiness against the standard, and the certificates."""
from __future__ import annotations

import json

import streamlit as st

from trainer.domain.people import Role
from trainer.i18n.formats import day
from trainer.service.certificates import STANDARD, Readiness, verify
from trainer.service.exports import as_pdf
from trainer.storage.certificates import Certificate
from trainer.web.current import Current
from trainer.web.downloads import downloads
from trainer.web.widgets import tags

KINDS = {"valid": "good", "expired": "warn", "revoked": "fatal", "altered": "fatal"}


def draw_certificates(here: Current) -> None:
    """The whole screen."""
    t = here.t
    st.title(t("certificates.title"))
    st.caption(t("certificates.lead", standard=here.text(STANDARD.name), exams=STANDARD.exams, level=STANDARD.least_difficulty))
    people = [person for person in here.services.organisation.people(here.person) if person.has(Role.TRAINEE) and person.active]
    for person in people:
        _readiness(here, here.services.certificates.readiness(here.person, person.id))
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
    for item in listed:
        _certificate(here, item, names.get(item.person_id, item.person_id))


def _readiness(here: Current, ready: Readiness) -> None:
    t = here.t
    with st.container(border=True):
        name, state, issue = st.columns([3, 6, 2], vertical_alignment="center")
        name.markdown(f"**{ready.name}**")
        with state:
            if ready.certificate is not None:
                tags([(t("certificates.holds", number=ready.certificate.number, day=day(ready.certificate.expires_on, here.language)), "good")])
            elif ready.is_ready:
                tags([(t("certificates.ready"), "good")])
            else:
                for text in ready.missing:
                    st.caption(here.text(text))
        may_issue = here.person.has(Role.MANAGER, Role.ADMIN) and ready.is_ready and ready.certificate is None
        if may_issue and issue.button(t("certificates.issue"), key=f"certificates.issue.{ready.person_id}", type="primary", width="stretch"):
            here.services.certificates.issue(here.person, ready.person_id)
            st.rerun()


def _certificate(here: Current, item: Certificate, name: str) -> None:
    t = here.t
    state = verify(item, here.today())
    with st.expander(f"{item.number} · {name} · {t(f'certificates.state_{state}')}"):
        tags([(t(f"certificates.state_{state}"), KINDS[state]), (t("certificates.until", day=day(item.expires_on, here.language)), "")])
        st.caption(f"SHA-256 {item.digest}")
        if item.revoked_why is not None:
            st.caption(t("certificates.revoked_why", why=item.revoked_why))
        as_json, as_paper = st.columns(2)
        body = {**item.model_dump(mode="json", exclude={"evidence"}), "evidence": json.loads(item.evidence)}
        as_json.download_button("JSON", json.dumps(body, ensure_ascii=False, indent=1), file_name=f"{item.number}.json", mime="application/json", key=f"certificates.json.{item.number}")
        as_paper.download_button("PDF", lambda: _paper(here, item, name), file_name=f"{item.number}.pdf", mime="application/pdf", key=f"certificates.pdf.{item.number}")
        if item.revoked_at is None and here.person.has(Role.MANAGER, Role.ADMIN):
            why = st.text_input(t("certificates.why"), key=f"certificates.why.{item.number}")
            if st.button(t("certificates.revoke"), key=f"certificates.revoke.{item.number}"):
                here.services.certificates.revoke(here.person, item.number, why)
                st.rerun()


def _paper(here: Current, item: Certificate, name: str) -> bytes:
    t = here.t
    evidence = json.loads(item.evidence)
    rows = [
        (exam["scenario"], exam["scenario_version"], exam["seed"], exam["overall"], exam["versions"]["rubric"], exam["versions"]["rules"], ", ".join(exam["reviewers"]) or "-")
        for exam in evidence["exams"]
    ]
    header = [t("transcripts.call"), t("certificates.version"), t("certificates.seed"), t("debrief.overall"), t("certificates.rubric"), t("certificates.rules"), t("certificates.reviewers")]
    notes = [name, here.text(STANDARD.name), t("certificates.until", day=day(item.expires_on, here.language)), f"SHA-256 {item.digest}"]
    return as_pdf(item.number, header, rows, made_at=item.issued_at, notes=notes)
