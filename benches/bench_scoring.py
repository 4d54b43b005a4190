"""How well the scorer agrees with the labels of the golden calls, beside a keyword list: `python -m benches.bench_scoring`."""
from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benches.keyword_scorer import keyword_findings, keyword_score
from scoring.packs import load_packs
from scoring.rubrics_loader import load_rubrics
from scoring.score import score_call
from tests.golden.calls import GoldenCall, golden_calls
from trainer.domain.judgement import Scorecard

PASS_MARK = 60


@dataclass(frozen=True)
class Judged:
    """What one scorer said of one golden call."""

    call: GoldenCall
    found: tuple[tuple[str, int], ...]
    sure: tuple[tuple[str, int], ...]
    overall: float
    passed: bool | None


def ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1, ties sharing their mean."""
    order = sorted(range(len(values)), key=lambda index: values[index])
    result = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in range(start, end + 1):
            result[order[place]] = (start + end) / 2 + 1
        start = end + 1
    return result


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's rho; nan where one side has no spread."""
    a, b = ranks(one), ranks(other)
    mean = (len(a) + 1) / 2
    cov = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    spread = (sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)) ** 0.5
    return cov / spread if spread else float("nan")


def report(name: str, judged: Sequence[Judged]) -> None:
    """Print the five figures of one scorer over these calls."""
    musts = [(item, must) for item in judged for must in item.call.must]
    hits = sum(any(rule == must.rule and (not must.turns or turn in must.turns) for rule, turn in item.found) for item, must in musts)
    clean = [item for item in judged if not item.call.must]
    accused = [item for item in clean if any(rule not in item.call.may for rule, _ in item.sure)]
    everywhere = sum(1 for item in judged for rule, _ in item.sure if rule not in item.call.may and rule not in {must.rule for must in item.call.must})
    agree = sum(item.passed == item.call.passed for item in judged)
    rho = rank_correlation([item.overall for item in judged], [item.call.quality for item in judged])
    pairs: dict[str, dict[bool, float]] = {}
    for item in judged:
        if item.call.pair:
            pairs.setdefault(item.call.pair.id, {})[item.call.pair.better] = item.overall
    whole = [scores for scores in pairs.values() if len(scores) == 2]
    ordered = sum(scores[True] > scores[False] for scores in whole)
    print(
        f"{name:<22} must-findings {hits}/{len(musts)} ({hits / max(len(musts), 1):.3f})  clean accused {len(accused)}/{len(clean)}  other accusations {everywhere}  "
        f"pass/fail {agree}/{len(judged)} ({agree / max(len(judged), 1):.3f})  rank {rho:.3f}  pairs {ordered}/{len(whole)}"
    )


def main() -> None:
    """Score every golden call with both scorers and print the figures, tuned and reported parts apart."""
    packs, rubrics = load_packs(), load_rubrics()
    calls = golden_calls()
    ours, theirs = [], []
    began = time.perf_counter()
    cards: list[Scorecard] = []
    for call in calls:
        card = score_call(call.transcript(), packs[call.jurisdiction], rubrics[(call.jurisdiction, "practice")], record=call.record, app_version="bench")
        cards.append(card)
    took = time.perf_counter() - began
    for call, card in zip(calls, cards, strict=True):
        ours.append(Judged(
            call, tuple((item.rule, item.turn) for item in card.findings), tuple((item.rule, item.turn) for item in card.findings if not item.needs_review),
            card.overall or 0.0, card.passed,
        ))
        found = tuple(keyword_findings(call.transcript()))
        points = keyword_score(call.transcript())
        theirs.append(Judged(call, found, found, points, points >= PASS_MARK and not found))
    for split in ("tune", "report"):
        chosen = [index for index, call in enumerate(calls) if call.split == split]
        if chosen:
            print(f"\n{split}: {len(chosen)} calls")
            report("this scorer", [ours[index] for index in chosen])
            report("keyword list", [theirs[index] for index in chosen])
    print(f"\n{len(calls)} calls in {took:.2f} s, hearing included")
    if "--detail" in sys.argv:
        for item, card in zip(ours, cards, strict=True):
            missed = [must.rule for must in item.call.must if not any(rule == must.rule and (not must.turns or turn in must.turns) for rule, turn in item.found)]
            extra = [rule for rule, _ in item.sure if rule not in item.call.may and rule not in {must.rule for must in item.call.must}]
            if item.call.split == "tune" and (missed or extra or item.passed != item.call.passed):
                print(f"{item.call.id}: missed {missed}, accused {extra}, passed {item.passed} at {card.overall}; labelled {item.call.passed} at {item.call.quality}")


if __name__ == "__main__":
    main()
