"""Every example of every rule in every pack holds, or stands in known_misses.yaml with the reason."""
from __future__ import annotations

from pathlib import Path

import pytest

from scoring.packs import load_packs
from scoring.rubrics_loader import load_rubrics
from tests.scoring.rule_examples import findings_of
from trainer.domain.strict_yaml import read_yaml

PACKS = load_packs()
RUBRICS = load_rubrics()
MISSES = {item["example"]: item["reason"] for item in read_yaml((Path(__file__).parent / "known_misses.yaml").read_text("utf-8"), "known_misses.yaml")["misses"]}


def _cases():
    for jurisdiction, pack in PACKS.items():
        for rule in pack.rules:
            for kind, examples in (("breach", rule.breaches), ("near_miss", rule.near_misses)):
                for language in ("zh", "en"):
                    for number, example in enumerate(item for item in examples if item.language == language):
                        name = f"{jurisdiction.value}-{rule.code}-{kind}-{language}-{number}"
                        marks = [pytest.mark.xfail(reason=MISSES[name], strict=True)] if name in MISSES else []
                        yield pytest.param(jurisdiction, rule.code, kind, example, id=name, marks=marks)


CASES = list(_cases())


@pytest.mark.parametrize(("jurisdiction", "code", "kind", "example"), CASES)
def test_example(jurisdiction, code, kind, example):
    found = {finding.rule for finding in findings_of(example, PACKS[jurisdiction], RUBRICS[(jurisdiction, "practice")])}
    assert (code in found) == (kind == "breach"), f"{example.text!r} after {example.said_before!r} in {example.context}: found {sorted(found)}"


def test_known_misses_name_existing_examples():
    assert set(MISSES) <= {str(case.id) for case in CASES}
