"""A certificate on paper: who, what for, until when, and every exam it was earned with, so that it can be checked by hand."""
from __future__ import annotations

import json
from typing import Any

from trainer.i18n.formats import day
from trainer.service.certificates import STANDARDS
from trainer.service.exports import Section, as_report
from trainer.storage.certificates import Certificate
from trainer.web.current import Current

HASH_CHARS = 16


def paper(here: Current, item: Certificate, name: str) -> bytes:
    """The PDF of a certificate with its evidence."""
    t = here.t
    evidence = json.loads(item.evidence)
    notes = [
        name, here.text(STANDARDS[item.standard].name), t("certificates.until", day=day(item.expires_on, here.language)), t("certificates.issued_at", day=day(item.issued_at.date(), here.language)),
        f"SHA-256 {item.digest}",
    ]
    if item.revoked_why is not None:
        notes.append(t("certificates.revoked_why", why=item.revoked_why))
    sections = [part for number, exam in enumerate(evidence["exams"], start=1) for part in _exam(here, number, exam)]
    return as_report(item.number, sections, made_at=item.issued_at, notes=notes)


def exam_facts(here: Current, exam: dict[str, Any]) -> list[tuple[str, Any]]:
    """What an exam was and under which versions it was judged, as pairs of a name and a value."""
    t, versions = here.t, exam["versions"]
    reviewers = ", ".join(who["name"] if isinstance(who, dict) else str(who) for who in exam["reviewers"]) or "-"
    return [
        (t("debrief.overall"), exam["overall"]), (t("floor.day"), exam["made_at"][:10]), (t("certificates.version"), exam["scenario_version"]), (t("certificates.seed"), exam["seed"]),
        (t("certificates.rubric"), f"{versions['rubric']} {versions.get('rubric_digest', '')[:HASH_CHARS]}"), (t("certificates.rules"), f"{versions['rules']} {versions.get('rules_digest', '')[:HASH_CHARS]}"),
        (t("certificates.reviewers"), reviewers),
    ]


def _exam(here: Current, number: int, exam: dict[str, Any]) -> list[Section]:
    t, facts = here.t, exam_facts(here, exam)
    found = [(here.rule_title(item["rule"]), item["turn"], item["quote"]) for item in exam["scorecard"]["findings"]]
    said = [(index, t("party.right_party") if turn["speaker"] == "debtor" else t("certificates.collector"), turn["text"]) for index, turn in enumerate(exam["transcript"])]
    sections = [Section(f"{number}. {here.scenario_title(exam['scenario'])}", (t("certificates.item"), t("certificates.value")), facts, widths=(2, 5))]
    if found:
        sections.append(Section(t("debrief.tab_findings"), (t("floor.rule"), t("certificates.line"), t("certificates.words")), found, widths=(4, 1, 6)))
    sections.append(Section(t("debrief.tab_talk"), (t("certificates.line"), t("certificates.who"), t("certificates.words")), said, widths=(1, 2, 9)))
    return sections
