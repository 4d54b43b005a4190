from __future__ import annotations

from dataclasses import replace

from benches.proof import Played
from benches.proof_tables import NAMES, failures

BASE = Played(
    scenario="x", language="zh", collector="", agreed=True, recovery=0.5, affordable=1.0, keep=0.8, kept=False, hung_up=False, outcome=0.0, score=0.0,
    passed=False, solvable=True, distress=0.2,
)


def calls(outcomes: dict[str, float], **changes: object) -> list[Played]:
    rows = []
    for name in NAMES:
        value = outcomes.get(name, 0.0)
        rows.append(replace(BASE, collector=name, outcome=value, score=100 * value, recovery=0.9 if name == "skilled" else 0.4))
    return [replace(row, **changes.get(row.collector, {})) for row in rows]  # type: ignore[arg-type]


def test_the_right_order_passes() -> None:
    assert failures({"x": calls({"skilled": 0.8, "average": 0.5})}) == []


def test_an_average_collector_who_beats_the_skilled_one_is_reported() -> None:
    assert any("skilled" in line for line in failures({"x": calls({"skilled": 0.4, "average": 0.5})}))


def test_a_bully_whose_promise_is_kept_is_reported() -> None:
    assert any("bully got 1" in line for line in failures({"x": calls({"skilled": 0.8, "average": 0.5}, bully={"kept": True})}))


def test_generosity_that_costs_nothing_is_reported() -> None:
    assert any("over_generous recovers" in line for line in failures({"x": calls({"skilled": 0.8, "average": 0.5}, over_generous={"recovery": 0.95})}))


def test_pressure_whose_promises_hold_is_reported() -> None:
    assert any("over_presser" in line for line in failures({"x": calls({"skilled": 0.8, "average": 0.5}, over_presser={"kept": True})}))
