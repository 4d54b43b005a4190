"""How real the debtor's side sounds, measured: lines said again within a call and across twenty calls of a scenario, and how long replies are.

Run: python -m benches.proof_realism [--calls 20] [--scenario ID ...] [--language zh] [--jobs 2] [--worst 12]
"""
from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median, quantiles

from trainer.debtor.wording_keys import length
from trainer.domain.call import CollectorDeed, Speaker
from trainer.domain.text import Language
from trainer.hearing.debtor_line import hear_debtor
from trainer.service.content import Content, load_content
from trainer.service.live_call import LiveCall
from trainer.service.scripted.collectors import COLLECTORS
from trainer.service.scripted.lines import Desk

ROOT = Path(__file__).resolve().parents[1]
FIRST_SEED = 500  # other calls than those of the proof
MAX_TURNS = 40


@dataclass(frozen=True)
class Lines:
    """The debtor's side of the calls of one scenario in one language, call by call."""

    scenario: str
    language: str
    calls: tuple[tuple[str, ...], ...]

    @property
    def within(self) -> int:
        """Lines said twice in one call."""
        return sum(len(call) - len(set(call)) for call in self.calls)

    @property
    def across(self) -> float:
        """Share of lines that an earlier of these calls had word for word, 0-1."""
        seen: set[str] = set()
        again = 0
        for call in self.calls:
            again += sum(line in seen for line in call)
            seen.update(call)
        return again / max(1, sum(map(len, self.calls)))

    def commonest(self, count: int) -> list[tuple[str, int]]:
        """The lines that come most often, with how many of the calls have them."""
        found = Counter(line for call in self.calls for line in set(call))
        return [(line, times) for line, times in found.most_common(count) if times > 1]


@cache
def _content() -> Content:
    return load_content(ROOT, "realism")


def _played(job: tuple[str, str, int]) -> Lines:
    """The collectors of the proof take turns, so that a scenario is heard by good and bad ones alike."""
    scenario_id, language, count = job
    scenario = _content().library.scenarios[scenario_id]
    calls = []
    for number in range(count):
        name = list(COLLECTORS)[number % len(COLLECTORS)]
        seed = FIRST_SEED + number
        call = LiveCall(_content(), scenario, Language(language), seed)
        heard = hear_debtor(call.open().text, call.language, scenario.call_date)
        script = COLLECTORS[name](Desk(scenario, call.language), random.Random(f"{scenario_id}:{language}:{name}:{seed}"))
        while not call.ended and len(call.turns) < 2 * MAX_TURNS:
            line = script.next(heard)
            if line is None:
                break
            answer = call.act(CollectorDeed.SAY, line)[-1]
            heard = hear_debtor(answer.text if answer.speaker is Speaker.DEBTOR else "", call.language, scenario.call_date)
        calls.append(tuple(turn.text for turn in call.turns if turn.speaker is Speaker.DEBTOR))
    return Lines(scenario_id, language, tuple(calls))


def _report(played: list[Lines], language: Language, worst: int) -> str:
    mine = [one for one in played if one.language == language.value]
    sizes = [length(line, language) for one in mine for call in one.calls for line in call]
    total = len(sizes)
    again = sum(one.across * sum(map(len, one.calls)) for one in mine) / total
    unit = "characters" if language is Language.ZH else "words"
    rows = [
        f"{language.value}: {sum(len(one.calls) for one in mine)} calls, {total} replies; said again within a call {sum(one.within for one in mine)}; "
        f"across the calls of a scenario {again:.1%}; length median {median(sizes):.0f}, p95 {quantiles(sizes, n=20)[-1]:.0f} {unit}",
    ]
    for one in sorted(mine, key=lambda each: -each.across)[:worst]:
        rows.append(f"  {one.scenario} {one.across:.1%}: " + "; ".join(f"{line} ({times})" for line, times in one.commonest(8)))
    return "\n".join(rows)


def main(arguments: list[str]) -> int:
    """Play, print the figures of each language and the scenarios that repeat themselves most; 1 where a call has a line twice, else 0."""
    parser = argparse.ArgumentParser(prog="proof_realism", description=__doc__)
    parser.add_argument("--calls", type=int, default=20)
    parser.add_argument("--scenario", nargs="*", default=None)
    parser.add_argument("--language", nargs="*", default=[language.value for language in Language])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--worst", type=int, default=12)
    given = parser.parse_args(arguments)
    jobs = [(scenario, language, given.calls) for language in given.language for scenario in given.scenario or list(_content().library.scenarios)]
    with ProcessPoolExecutor(given.jobs) as pool:
        played = list(pool.map(_played, jobs))
    print("\n".join(_report(played, Language(language), given.worst) for language in given.language))
    return 1 if any(one.within for one in played) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
