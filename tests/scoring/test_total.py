"""The arithmetic: shares, outcome, deductions, gates and the cap, line by line."""
from __future__ import annotations

import pytest

from scoring.rubrics_loader import load_rubrics
from scoring.total import add_up
from trainer.domain.judgement import CriterionResult, Finding, OutcomeScore
from trainer.domain.text import Localised

RUBRIC = load_rubrics()[("cn", "practice")]
TEXT = Localised(zh="。", en=".")
UNKNOWN = OutcomeScore(why=TEXT)


def criterion(score, status="scored", weight=10.0, skill="opening"):
    return CriterionResult(id="opening_identified", skill=skill, title=TEXT, weight=weight, status=status, score=score, why=TEXT)


def finding(severity, rule="abusive_language", turn=1, review=False):
    return Finding(
        rule=rule, severity=severity, turn=turn, quote="x", source="", standing="verified", why=TEXT, advice=TEXT, better_line=TEXT, confidence=0.9, needs_review=review,
    )


def test_items_that_do_not_apply_leave_the_total():
    criteria = (criterion(1.0), criterion(None, "not_applicable", 50.0), criterion(None, "not_evaluable", 40.0))
    assert add_up(criteria, UNKNOWN, (), RUBRIC).overall == 100.0


def test_weights_decide():
    assert add_up((criterion(1.0, weight=30.0), criterion(0.0, weight=10.0, skill="listening")), UNKNOWN, (), RUBRIC).overall == 75.0


def test_a_known_outcome_gives_its_share():
    total = add_up((criterion(1.0),), OutcomeScore(joint=0.0, why=TEXT), (), RUBRIC)
    assert total.overall == 75.0
    assert next(line for line in total.lines if line.key == "outcome").out_of == 25.0


def test_one_major_costs_and_two_fail():
    one = add_up((criterion(1.0),), UNKNOWN, (finding("major"),), RUBRIC)
    two = add_up((criterion(1.0),), UNKNOWN, (finding("major"), finding("major", "discrimination", 3)), RUBRIC)
    assert (one.overall, one.gates_failed) == (72.0, ())
    assert (two.overall, two.gates_failed) == (44.0, ("two_major_findings",))


def test_a_fatal_finding_fails_and_caps():
    total = add_up((criterion(1.0),), UNKNOWN, (finding("fatal"),), RUBRIC)
    assert (total.overall, total.gates_failed) == (40.0, ("fatal_finding",))
    assert next(line for line in total.lines if line.key == "fatal_cap").points == -15.0


def test_a_finding_left_to_a_person_costs_nothing():
    assert add_up((criterion(1.0),), UNKNOWN, (finding("fatal", review=True),), RUBRIC).overall == 100.0


def test_it_never_falls_below_zero():
    findings = tuple(finding("fatal", rule, index) for index, rule in enumerate(("abusive_language", "threat_of_arrest", "threat_of_violence", "leak_of_info")))
    assert add_up((criterion(0.5),), UNKNOWN, findings, RUBRIC).overall == 0.0


@pytest.mark.parametrize("findings", [(), (finding("minor"),), (finding("fatal"), finding("major", "discrimination", 3))])
def test_the_lines_add_up_to_the_total(findings):
    total = add_up((criterion(0.7), criterion(0.5, skill="listening")), OutcomeScore(joint=0.6, why=TEXT), findings, RUBRIC)
    assert sum(line.points for line in total.lines if line.key != "total") == pytest.approx(total.overall, abs=0.05)
