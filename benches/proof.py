"""The proof that only skill wins: scripted collectors play every scenario in both languages; prints and keeps the table, fails where the order is wrong.

Run by `make proof`: python -m benches.proof [--seeds 20] [--scenario ID ...] [--language zh] [--jobs 2] [--out docs/proof.md]
"""
from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from benches.proof_tables import cross_over_table, failures, overall_table, scenario_table
from trainer.domain.call import CollectorDeed, Speaker
from trainer.domain.heard import Heard
from trainer.domain.text import Language
from trainer.hearing import hear
from trainer.hearing.debtor_line import hear_debtor
from trainer.service import live_call
from trainer.service.content import Content, load_content
from trainer.service.live_call import LiveCall
from trainer.service.scripted.collectors import COLLECTORS, STYLES
from trainer.service.scripted.lines import Desk

ROOT = Path(__file__).resolve().parents[1]
MAX_TURNS = 40
UNBOOKED = 0.0  # a deal outside the collector's authority cannot be booked


@dataclass(frozen=True)
class Played:
    """One call of a scripted collector. Shares and indexes are 0-1; `score` is 0-100 or None where the call could not be judged."""

    scenario: str
    language: str
    collector: str
    agreed: bool
    recovery: float
    affordable: float
    keep: float
    kept: bool
    hung_up: bool
    outcome: float
    score: float | None
    passed: bool
    solvable: bool
    distress: float


@lru_cache(maxsize=200_000)
def hear_once(line: str, language: Language, today: date) -> Heard:
    """A collector's line as the ears hear it; the scripted ones say the same lines in many calls, so each is worked out once."""
    return hear(line, language, today)


@cache
def _content() -> Content:
    return load_content(ROOT, "proof")


def play(scenario_id: str, language: Language, collector: str, seed: int) -> Played:
    """One call from pick-up to score.

    Args:
        scenario_id: A shipped scenario.
        language: The language in which both speak.
        collector: A name out of COLLECTORS or STYLES.
        seed: Decides the debtor's chance and the collector's wording.
    """
    content = _content()
    scenario = content.library.scenarios[scenario_id]
    call = LiveCall(content, scenario, language, seed)
    heard = hear_debtor(call.open().text, language, scenario.call_date)
    script = {**COLLECTORS, **STYLES}[collector](Desk(scenario, language), random.Random(f"{scenario_id}:{language.value}:{collector}:{seed}"))
    while not call.ended:
        line = script.next(heard) if len(call.turns) < 2 * MAX_TURNS else None
        if line is None:
            call.act(CollectorDeed.HANG_UP)
            break
        answer = call.act(CollectorDeed.SAY, line)[-1]
        heard = hear_debtor(answer.text if answer.speaker is Speaker.DEBTOR else "", language, scenario.call_date)
    return _measured(call, collector, seed)


def _measured(call: LiveCall, collector: str, seed: int) -> Played:
    scored = call.score(f"{call.scenario.id}:{collector}:{seed}", hear=hear_once)
    truth, outcome, card = scored.truth, scored.outcome, scored.scorecard
    deal = truth.agreed_deal
    best = truth.best_deal
    keep = outcome.outlook.keep_probability if outcome.outlook else 0.0
    target = best.total if best else call.scenario.case.account.balance
    joint = card.outcome.joint if card.outcome and card.outcome.joint is not None else 0.0
    gates = 0.0 if card.gates_failed else 1.0
    handling = call.cast.situation.handling
    cared = 0.4 + 0.6 * len(call.state.handled) / len(handling.needs) if handling else 1.0
    booked = 1.0 if deal is None or deal.instalments <= call.scenario.authority.instalments_max else UNBOOKED
    traits = call.cast.temperaments[call.scenario.persona.temperament].traits
    return Played(
        scenario=call.scenario.id, language=call.language.value, collector=collector, agreed=deal is not None,
        recovery=min(1.0, float(deal.total / target)) if deal and target else 0.0,
        affordable=(card.outcome.affordability or 0.0) if card.outcome and deal else 0.0, keep=keep,
        kept=bool(outcome.outlook and outcome.outlook.kept), hung_up=outcome.ended_by == "debtor",
        outcome=joint * keep * booked if deal else joint * gates * cared, score=card.overall, passed=bool(card.passed), solvable=call.scenario.solvable,
        distress=traits.distress,
    )


def _batch(job: tuple[str, str, int]) -> list[Played]:
    scenario, language, seeds = job
    live_call.hear = hear_once  # type: ignore[assignment]  # the debtor's ears, too, work each line out once
    names = [*COLLECTORS, *STYLES]
    return [play(scenario, Language(language), name, seed) for name in names for seed in range(seeds)]


def main(arguments: list[str]) -> int:
    """Play everything, print and keep the tables; 1 where the order is wrong, else 0."""
    parser = argparse.ArgumentParser(prog="proof", description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--scenario", nargs="*", default=None)
    parser.add_argument("--language", nargs="*", default=[language.value for language in Language])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "proof.md")
    given = parser.parse_args(arguments)
    ids = given.scenario or list(_content().library.scenarios)
    jobs = [(scenario, language, given.seeds) for scenario in ids for language in given.language]
    played: list[Played] = []
    with ProcessPoolExecutor(given.jobs) as pool:
        for done in pool.map(_batch, jobs):
            played.extend(done)
    by_scenario: dict[str, list[Played]] = defaultdict(list)
    for one in played:
        by_scenario[one.scenario].append(one)
    wrong = failures(by_scenario)
    text = "\n\n".join((overall_table(played, given.seeds), cross_over_table(played), scenario_table(by_scenario), *(["## What does not hold\n\n" + "\n".join(f"- {line}" for line in wrong)] if wrong else [])))
    print(text)
    given.out.write_text(text + "\n", encoding="utf-8")
    print(f"\n{len(played)} calls, {len(wrong)} orders wrong", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
