"""The content of the scoring room hangs together: every measure, check, criterion and duty is known everywhere it is named."""
from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scoring.advice import _entries
from scoring.checks.duties import duties
from scoring.checks.table import CHECKS
from scoring.findings import ABSORBS, ONCE_PER_CALL
from scoring.measures.table import MEASURES
from scoring.packs import load_packs
from scoring.phrases import says
from scoring.rubric import SKILLS
from scoring.rubrics_loader import RUBRICS_DIR, load_rubrics
from trainer.domain.errors import ContentError
from trainer.domain.text import Language

RUBRICS = load_rubrics()
CODES = {rule.code for pack in load_packs().values() for rule in pack.rules}
DOC = (Path(__file__).parents[2] / "docs" / "scoring.md").read_text("utf-8")
IDS = ["opening_identified", "right_party_verified", "recording_notice_given", "purpose_stated", "reason_explored", "ability_explored", "willingness_tested", "reflected", "acknowledged_feeling", "gave_room", "composure_kept", "true_consequences", "options_offered", "concrete_ask", "affordable_plan", "objection_answered", "amount_agreed", "date_agreed", "method_agreed", "agreement_confirmed", "special_care_taken", "dispute_handled", "third_party_protected", "complaint_route_given", "next_contact_agreed", "record_complete", "record_true"]


def test_the_criteria_are_the_ones_others_rely_on():
    for rubric in RUBRICS.values():
        assert sorted(item.id for item in rubric.criteria) == sorted(IDS)
        assert {item.skill for item in rubric.criteria} == set(SKILLS)
        assert sum(item.weight for item in rubric.criteria) == 100


def test_every_measure_is_used_and_every_check_and_measure_is_explained():
    assert {item.measure for rubric in RUBRICS.values() for item in rubric.criteria} == set(MEASURES)
    for name in (*CHECKS, *MEASURES):
        assert f"| {name} |" in DOC


def test_every_criterion_has_advice():
    assert set(_entries()) == set(IDS)


def test_every_rule_named_in_code_and_duties_exists():
    named = {duty.rule for duty in duties()} | set(ONCE_PER_CALL) | set(ABSORBS) | {weaker for group in ABSORBS.values() for weaker in group}
    assert named <= CODES


def test_every_wording_that_a_duty_names_exists():
    for duty in duties():
        for name in duty.met_words:
            assert says(name, Language.ZH, "") is False


@pytest.mark.parametrize(("old", "new", "said"), [
    ("weight: 4", "weight: 40", "weights that sum to"),
    ("measure: purpose", "measure: purposes", "criteria[3].measure: found 'purposes'"),
    ("{at: 1,", "{at: 0,", "`at` and `share` rising"),
    ("skill: opening", "skill: openings", "found 'openings'"),
])
def test_a_broken_rubric_is_refused_with_the_place(tmp_path, old, new, said):
    shutil.copytree(RUBRICS_DIR, tmp_path / "rubrics")
    path = tmp_path / "rubrics" / "criteria.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError) as error:
        load_rubrics(tmp_path / "rubrics")
    assert said in str(error.value)


def test_a_rubric_names_its_content(tmp_path):
    shutil.copytree(RUBRICS_DIR, tmp_path / "rubrics")
    path = tmp_path / "rubrics" / "cn_exam.yaml"
    path.write_text(path.read_text("utf-8").replace("pass_mark: 60", "pass_mark: 70"), "utf-8")
    changed = load_rubrics(tmp_path / "rubrics")
    assert changed[("cn", "exam")].digest != RUBRICS[("cn", "exam")].digest
    assert changed[("cn", "practice")].digest == RUBRICS[("cn", "practice")].digest
