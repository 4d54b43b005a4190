"""The legal routes: whole in both languages, in an order that can be walked, marked as training, and refused when they cannot be right."""
from __future__ import annotations

import re
from pathlib import Path

import pytest

from scenarios.legal import LEGAL_DIR, load_legal, read_route
from scoring.packs import load_packs
from trainer.domain.context import Jurisdiction, LegalStatus
from trainer.domain.errors import ContentError
from trainer.domain.legal import LegalRoute
from trainer.domain.text import Localised

ROUTES = load_legal()
PACKS = load_packs()
HAN = re.compile(r"[一-鿿]")
CN_STEPS = ("demand", "authorisation", "mediation", "payment_order", "filing", "evidence", "summons", "judgment", "enforcement")


def texts(value: object) -> list[Localised]:
    if isinstance(value, Localised):
        return [value]
    if isinstance(value, tuple | list):
        return [text for part in value for text in texts(part)]
    if hasattr(value, "model_fields_set"):
        return [text for name in type(value).model_fields for text in texts(getattr(value, name))]
    return []


def test_there_is_a_route_for_every_jurisdiction_with_the_steps_of_a_case() -> None:
    assert set(ROUTES) == set(Jurisdiction)
    assert tuple(step.id for step in ROUTES[Jurisdiction.CN].steps) == CN_STEPS
    for route in ROUTES.values():
        assert {"mediation", "filing", "evidence", "judgment", "enforcement"} <= {step.id for step in route.steps}


@pytest.mark.parametrize("route", ROUTES.values(), ids=lambda route: route.id)
def test_every_text_stands_in_both_languages(route: LegalRoute) -> None:
    found = texts(route)
    assert len(found) > 100
    assert [text for text in found if not text.zh.strip() or not text.en.strip() or HAN.search(text.en)] == []
    assert [text for text in found if not HAN.search(text.zh) and text.zh != "Regulation F" and "CONC" not in text.zh] == []


@pytest.mark.parametrize("route", ROUTES.values(), ids=lambda route: route.id)
def test_a_route_is_marked_as_training_and_says_what_is_from_memory(route: LegalRoute) -> None:
    assert "不是法律意见" in route.notice.zh and "not legal advice" in route.notice.en
    assert {basis.standing for step in route.steps for basis in step.basis} == {"verified", "memory"}


def test_what_is_said_to_be_verified_is_verified_in_the_rule_pack_or_among_the_numbers_that_were_read() -> None:
    read_elsewhere = {"breathing space moratorium", "1006.100", "第67条、第69条"}
    for jurisdiction, route in ROUTES.items():
        known = " ".join(
            clause.article for rule in PACKS[jurisdiction].rules for clause in (*rule.clauses, *([rule.clause] if rule.clause else [])) if clause.status == "verified"
        )
        for step in route.steps:
            for basis in step.basis:
                if basis.standing == "verified" and basis.article not in read_elsewhere:
                    first = re.findall(r"第\d+条|\d+\.\d+(?:\.\d+)?", basis.article)[0]
                    assert first in known, (route.id, step.id, basis.article)


@pytest.mark.parametrize("route", ROUTES.values(), ids=lambda route: route.id)
def test_what_must_not_be_said_names_a_rule_of_the_pack(route: LegalRoute) -> None:
    codes = {rule.code for rule in PACKS[route.jurisdiction].rules}
    assert {line.rule for step in route.steps for line in step.may_not_say} <= codes


@pytest.mark.parametrize("route", ROUTES.values(), ids=lambda route: route.id)
def test_the_route_can_be_walked_from_its_first_step_to_enforcement_without_falling_back(route: LegalRoute) -> None:
    order = list(LegalStatus)
    step, walked = route.steps[0], 1
    assert step.legal_status is LegalStatus.NONE
    while step.next:
        following = route.step(step.next[-1])
        assert order.index(following.legal_status) >= order.index(step.legal_status)
        step, walked = following, walked + 1
    assert step.id == "enforcement" and step.legal_status is LegalStatus.JUDGMENT and walked >= 5


@pytest.mark.parametrize("route", ROUTES.values(), ids=lambda route: route.id)
def test_a_court_is_spoken_of_as_having_acted_only_once_it_has(route: LegalRoute) -> None:
    acted = re.compile(r"has (?:given|entered) judgment|judgment is in effect|has been filed\b|已经立案|已经作出判决|判决已经生效")
    for step in route.steps:
        if step.legal_status in (LegalStatus.NONE, LegalStatus.AUTHORISED):
            for line in step.may_say:
                for text in (line.zh, line.en):
                    found = acted.search(text)
                    assert found is None or re.search(r"[Nn]o(?:thing| suit)|没有", text), (step.id, text)


def test_documents_are_listed_once_in_the_order_of_need() -> None:
    names = [document.id for document in ROUTES[Jurisdiction.CN].documents()]
    assert len(names) == len(set(names)) and names[0] == "demand_letter"
    assert {"complaint", "evidence_list", "power_of_attorney", "order_application", "enforcement_application"} <= set(names)


def test_an_unknown_step_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        ROUTES[Jurisdiction.CN].step("revenge")


def broken(tmp_path: Path, old: str, new: str) -> tuple[str, ...]:
    text = (LEGAL_DIR / "cn.yaml").read_text("utf-8")
    assert old in text
    path = tmp_path / "cn.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError) as refused:
        read_route(path, Jurisdiction.CN)
    return refused.value.problems


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("next: [authorisation, mediation]", "next: [authorisation, meditation]", "steps[0].next: found 'meditation'"),
        ("next: [filing, enforcement]", "next: [mediation, enforcement]", "steps[3].next: found 'mediation'"),
        ("next: [judgment]", "next: []", "steps[6].next: found nothing"),
        ("  - id: summons\n    legal_status: filed", "  - id: summons\n    legal_status: none", "falls back behind 'filed'"),
        ("  - id: evidence\n", "  - id: filing\n", "found 'filing' a second time"),
        ("jurisdiction: cn", "jurisdiction: uk", "jurisdiction: found 'cn' for 'uk'"),
        ("next: [evidence, summons]", "next: [summons]", "steps[5].id: found 'evidence', which no step leads to"),
        ("standing: memory", "standing: sure", "standing"),
        ("version: 1", "version: 1\nversion: 2", "a second time"),
        ("legal_status: none", "legal_stage: none", "legal_stage"),
    ],
)
def test_a_route_that_cannot_be_right_is_refused_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    problems = broken(tmp_path, old, new)
    assert any(problem.startswith("scenarios/legal/cn.yaml") and told in problem for problem in problems), problems


def test_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    for path in LEGAL_DIR.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text("utf-8").replace("next: [judgment]", "next: [verdict]"), "utf-8")
    with pytest.raises(ContentError) as refused:
        load_legal(tmp_path)
    assert {problem.split(":")[0] for problem in refused.value.problems} == {f"scenarios/legal/{place.value}.yaml" for place in Jurisdiction}
