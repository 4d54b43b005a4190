"""Prints the entries of known_misses.yaml as they stand now: `python -m tests.scoring.list_misses > tests/scoring/known_misses.yaml`."""
from __future__ import annotations

import json

from tests.scoring.rule_examples import findings_of
from tests.scoring.test_rule_examples import CASES, MISSES, PACKS, RUBRICS


def main() -> None:
    print("# Examples that do not hold yet, each with the reason. Strict: an entry that starts to hold fails the run until it is taken out.")
    lines = []
    for case in CASES:
        jurisdiction, code, kind, example = case.values
        found = {finding.rule for finding in findings_of(example, PACKS[jurisdiction], RUBRICS[(jurisdiction, "practice")])}
        if (code in found) != (kind == "breach"):
            default = "not heard as a breach yet" if kind == "breach" else "heard as a breach though it is lawful"
            lines.append(f"  - {{example: {case.id}, reason: {json.dumps(MISSES.get(case.id, default), ensure_ascii=False)}}}")
    print("misses:" + (" []" if not lines else ""))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
