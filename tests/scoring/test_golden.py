"""Golden calls: what has to be found is found, nothing else is, and pass or fail agrees with the label."""
from __future__ import annotations

from pathlib import Path

import pytest

from scoring.packs import load_packs
from scoring.rubrics_loader import load_rubrics
from scoring.score import score_call
from tests.golden.calls import GoldenCall, golden_calls
from trainer.domain.strict_yaml import read_yaml

PACKS = load_packs()
RUBRICS = load_rubrics()
CALLS = golden_calls()
MISSES = {item["call"]: item["reason"] for item in read_yaml((Path(__file__).parent / "golden_misses.yaml").read_text("utf-8"), "golden_misses.yaml")["misses"]}


def score(call: GoldenCall):
    return score_call(call.transcript(), PACKS[call.jurisdiction], RUBRICS[(call.jurisdiction, "practice")], record=call.record, app_version="test")


def problems(call: GoldenCall) -> list[str]:
    card = score(call)
    found = [(finding.rule, finding.turn) for finding in card.findings]
    sure = [(finding.rule, finding.turn) for finding in card.findings if not finding.needs_review]
    missed = [f"missed {must.rule}" for must in call.must if not any(rule == must.rule and (not must.turns or turn in must.turns) for rule, turn in found)]
    allowed = {must.rule for must in call.must} | set(call.may)
    accused = [f"accused of {rule} in turn {turn}" for rule, turn in sure if rule not in allowed]
    verdict = [f"passed={card.passed} at {card.overall}, labelled {call.passed} at {call.quality}"] if card.passed != call.passed else []
    return missed + accused + verdict


@pytest.mark.parametrize("call", [
    pytest.param(call, id=call.id, marks=[pytest.mark.xfail(reason=MISSES[call.id], strict=True)] if call.id in MISSES else []) for call in CALLS if call.split == "tune"
])
def test_golden_call(call):
    assert problems(call) == []


def test_pairs_are_in_order():
    by_pair: dict[str, dict[bool, float]] = {}
    for call in CALLS:
        if call.pair is not None and call.split == "tune" and call.id not in MISSES:
            by_pair.setdefault(call.pair.id, {})[call.pair.better] = score(call).overall or 0.0
    wrong = {name: scores for name, scores in by_pair.items() if len(scores) == 2 and scores[True] <= scores[False]}
    assert wrong == {}


def test_golden_misses_name_existing_calls():
    assert set(MISSES) <= {call.id for call in CALLS}
