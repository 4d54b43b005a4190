"""How the model calls fare: each is said to the simulated debtor under several seeds; prints the shares and, if asked, keeps the best seed in the file.

Run: python -m benches.model_calls [--seeds 16] [--scenario ID ...] [--keep]
"""
from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.domain.call import CollectorDeed
from trainer.domain.scenario import Scenario
from trainer.domain.text import Language
from trainer.service.content import Content, load_content
from trainer.service.live_call import LiveCall

ROOT = Path(__file__).resolve().parents[1]
LIKELY_KEPT = 0.5


@dataclass(frozen=True)
class Replay:
    """One model call under one seed: it ended well and to its last line, nothing grave was found, it passed; the chance that the promise is kept (1 where there is none)."""

    good: bool
    clean: bool
    passed: bool
    keep: float
    score: float

    @property
    def rank(self) -> tuple[bool, bool, bool, bool, float]:
        """Better replays have the greater rank."""
        return self.good, self.clean, self.passed, self.keep >= LIKELY_KEPT, self.score


def replay(content: Content, scenario: Scenario, language: Language, seed: int) -> Replay:
    """Say the collector's lines of the scenario's model call under `seed`."""
    call = LiveCall(content, scenario, language, seed)
    call.open()
    late = False
    for line in scenario.model_call.in_(language):
        if call.ended:
            late = True
            break
        call.act(CollectorDeed.SAY, line)
    if not call.ended:
        call.act(CollectorDeed.HANG_UP)
    scored = call.score("model")
    card, outcome = scored.scorecard, scored.outcome
    grave = any(finding.severity in ("fatal", "major") for finding in card.findings)
    keep = outcome.outlook.keep_probability if outcome.outlook else 1.0
    return Replay(outcome.kind in scenario.success.any_outcome and not late, not grave, bool(card.passed), keep, card.overall or 0.0)


def best_seed(content: Content, scenario: Scenario, seeds: Sequence[int]) -> int:
    """The seed under which the worse of the two languages fares best; prints a line per language."""
    replays = {language: [replay(content, scenario, language, seed) for seed in seeds] for language in scenario.languages}
    for language, done in replays.items():
        count = len(done)
        print(
            f"{scenario.id:32} {language} good {sum(each.good for each in done)}/{count} clean {sum(each.clean for each in done)}/{count} "
            f"passed {sum(each.passed for each in done)}/{count} keep {sum(each.keep for each in done) / count:.2f} "
            f"score {sum(each.score for each in done) / count:.0f}"
        )
    worst = [min(done[place].rank for done in replays.values()) for place in range(len(seeds))]
    return seeds[worst.index(max(worst))]


def keep_seed(scenario_id: str, seed: int) -> None:
    """Write the seed into the scenario's file."""
    path = ROOT / "scenarios" / "library" / f"{scenario_id}.yaml"
    path.write_text(re.sub(r"(?m)^  seed: \d+$", f"  seed: {seed}", path.read_text(encoding="utf-8")), encoding="utf-8")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=16)
    parser.add_argument("--scenario", action="append", default=[])
    parser.add_argument("--keep", action="store_true")
    wanted = parser.parse_args()
    content = load_content(ROOT, "bench")
    if unknown := sorted(set(wanted.scenario) - set(content.library.scenarios)):
        parser.error(f"--scenario: found {', '.join(unknown)}; allowed: a scenario of scenarios/library")
    for scenario in content.library.scenarios.values():
        if wanted.scenario and scenario.id not in wanted.scenario:
            continue
        seed = best_seed(content, scenario, range(1, wanted.seeds + 1))
        if wanted.keep:
            keep_seed(scenario.id, seed)
            print(f"{scenario.id:32} seed {seed} kept")


if __name__ == "__main__":
    main()
