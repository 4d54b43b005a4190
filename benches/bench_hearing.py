"""How well the ears hear lines of authors they never learnt from: `python -m benches.bench_hearing [--confusions] [--of-report]`.

The shipped weights are measured; they are learnt from all authors but those of corpus/SPLIT.yaml.
"""
from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import yaml

from benches.hearing_baselines import ngram_regression, word_list
from scoring.checks.line import judge_line
from scoring.packs import load_packs
from trainer.domain.text import Language
from trainer.hearing import hear, weights
from trainer.hearing.catalogue import ACTS
from trainer.hearing.entities import find_entities
from trainer.hearing.learning.corpus import Line, digest, read_corpus, report_authors

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 23)
WORST = 50


@dataclass
class Tally:
    """Counts of one way of hearing over the lines of the split."""

    found: int = 0
    broken: int = 0
    fatal_found: int = 0
    fatal: int = 0
    near_alarms: int = 0
    near: int = 0
    innocent_alarms: int = 0
    innocent: int = 0
    named: int = 0
    rightly_named: int = 0
    worst: list[tuple[float, str]] = field(default_factory=list)

    def add(self, line: Line, said: dict[str, float], fatal: frozenset[str]) -> None:
        """Count one line; `said` are the rules named with their confidence."""
        if line.rules:
            self.broken += len(line.rules)
            self.found += sum(rule in said for rule in line.rules)
            self.fatal += sum(rule in fatal for rule in line.rules)
            self.fatal_found += sum(rule in fatal and rule in said for rule in line.rules)
            self.named += len(said)
            self.rightly_named += sum(rule in line.rules for rule in said)
        elif line.near_miss_of:
            self.near += 1
            self.near_alarms += bool(said)
        else:
            self.innocent += 1
            self.innocent_alarms += bool(said)
        if said and not set(said) & set(line.rules):
            top = max(said, key=lambda rule: said[rule])
            meant = " ".join(line.rules) or f"near miss of {line.near_miss_of}" if line.topics() else "innocent"
            self.worst.append((said[top], f"{said[top]:.2f} heard {top}, is {meant}: {line.text}"))

    def report(self, name: str) -> str:
        """One line of figures."""
        def share(part: int, whole: int) -> str:
            return f"{part / whole:.3f}" if whole else "  -  "
        return (
            f"  {name:28s} recall fatal {share(self.fatal_found, self.fatal)}  all {share(self.found, self.broken)}"
            f"  alarms near miss {share(self.near_alarms, self.near)}  innocent {share(self.innocent_alarms, self.innocent)}"
            f"  named rightly {share(self.rightly_named, self.named)}"
        )


def fatal_rules() -> frozenset[str]:
    """Codes of the rules that are fatal everywhere; one that is so in one jurisdiction alone is not counted among them."""
    packs = load_packs()
    return frozenset.intersection(*(frozenset(rule.code for rule in pack.rules if rule.severity == "fatal") for pack in packs.values()))


def refuse_seen_weights() -> None:
    """Ends the run where the shipped weights are not those of this corpus without the reported authors."""
    left_out = frozenset().union(*(report_authors(language) for language in Language))
    for language in Language:
        made_from = yaml.safe_load((weights.FOLDER / f"{language.value}.yaml").read_text(encoding="utf-8"))["made_from"]
        if made_from != {"digest": digest(left_out), "left_out": sorted(left_out)}:
            sys.exit(f"{language.value}: the weights are not made from this corpus without the reported authors: run python -m trainer.hearing.train first")


def measure(lines: Sequence[Line], judge: Callable[[Line], dict[str, float]], fatal: frozenset[str]) -> Tally:
    """One way of hearing over these lines."""
    tally = Tally()
    for line in lines:
        tally.add(line, judge(line), fatal)
    return tally


def by_ears(line: Line) -> dict[str, float]:
    """Rules found by the product."""
    found = judge_line(hear(line.text, line.language, TODAY), line.context, line.jurisdiction)
    return {finding.rule: finding.confidence for finding in found}


def act_scores(lines: Sequence[Line]) -> tuple[float, float]:
    """Micro- and macro-F1 of acts."""
    said = np.array([[act in codes for act in ACTS] for codes in (hear(line.text, line.language, TODAY).act_codes() for line in lines)])
    wanted = np.array([[act in line.acts for act in ACTS] for line in lines])
    each = [_f1(said[:, place], wanted[:, place]) for place in range(len(ACTS)) if wanted[:, place].any()]
    return _f1(said, wanted), sum(each) / len(each)


def _f1(said: np.ndarray, wanted: np.ndarray) -> float:
    return 2.0 * float((said & wanted).sum()) / max(1.0, float(said.sum() + wanted.sum()))


def entity_scores(language: Language) -> dict[str, float]:
    """F1 of amounts, dates and instalments on lines written beside the parsers' own examples."""
    path = ROOT / "tests" / "data" / f"entities.{language.value}.jsonl"
    right: dict[str, int] = dict.fromkeys(("amounts", "dates", "instalments"), 0)
    either = dict(right)
    for row in path.read_text(encoding="utf-8").splitlines():
        line = json.loads(row)
        found = find_entities(line["text"], language, date.fromisoformat(line["today"]))
        said = {
            "amounts": {str(hit.value) for hit in found.amounts},
            "dates": {hit.value.isoformat() for hit in found.dates},
            "instalments": {hit.value for hit in found.instalments},
        }
        for kind in right:
            wanted = set(line[kind])
            right[kind] += 2 * len(said[kind] & wanted)
            either[kind] += len(said[kind]) + len(wanted)
    return {kind: right[kind] / max(1, either[kind]) for kind in right}


def time_per_line(lines: Sequence[Line]) -> float:
    """The 95th percentile of hearing and judging one line, in milliseconds of this machine."""
    taken = []
    for line in lines:
        start = time.perf_counter()
        by_ears(line)
        taken.append(time.perf_counter() - start)
    return float(np.quantile(taken, 0.95)) * 1000


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--confusions", action="store_true", help=f"print the {WORST} worst false accusations among the authors learnt from")
    parser.add_argument("--of-report", action="store_true", help="with --confusions: those among the reported authors instead")
    chosen = parser.parse_args()
    fatal = fatal_rules()
    refuse_seen_weights()
    for language in Language:
        corpus = read_corpus(language)
        kept = report_authors(language)
        lines = [line for line in corpus if line.author in kept]
        learnt = [line for line in corpus if line.author not in kept]
        print(f"{language.value}: {len(lines)} lines of {', '.join(sorted(kept))}, none of them learnt from ({len(learnt)} lines of other authors were)")
        ears = measure(lines, by_ears, fatal)
        print(ears.report("ears"))
        print(measure(lines, word_list(language), fatal).report("word list alone"))
        print(measure(lines, ngram_regression(learnt), fatal).report("n-gram regression alone"))
        micro, macro = act_scores(lines)
        entities = "  ".join(f"{kind} {score:.3f}" for kind, score in entity_scores(language).items())
        print(f"  acts F1 micro {micro:.3f}  macro {macro:.3f}   entities F1 {entities}   p95 {time_per_line(lines):.1f} ms a line", flush=True)
        if chosen.confusions:
            worst = ears.worst if chosen.of_report else measure(learnt, by_ears, fatal).worst
            print("\n".join(text for _, text in sorted(worst, reverse=True)[:WORST]))


if __name__ == "__main__":
    main()
