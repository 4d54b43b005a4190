"""Makes the table that tells what a debtor line sets off: `python -m trainer.hearing.train_debtor [--check]`.

`--check` prints recall and precision on lines of authors not learnt from, beside those of the phrases alone.
"""
from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from trainer.domain.text import Language
from trainer.hearing.debtor_line import by_phrases
from trainer.hearing.debtor_sense import VETO
from trainer.hearing.learning.debtor_lines import KINDS, Phrases, debtor_digest, learn_kinds, read_debtor_lines, thresholds, unseen_scores
from trainer.hearing.linear import UNIT, write_table
from trainer.hearing.weights import FOLDER

ANY_DAY = date(2026, 11, 23)


def _phrases_of(language: Language) -> Phrases:
    @cache
    def phrases(text: str) -> tuple[str, ...]:
        return tuple(sorted({signal.kind.value for signal in by_phrases(text, language, ANY_DAY)}))

    return phrases


def train(language: Language, out: Path) -> None:
    """Learn one language and write its files to `out`; the threshold of each kind is taken into its column, so that 0 is where it begins."""
    lines, phrases = read_debtor_lines(language), _phrases_of(language)
    limits = thresholds(lines, unseen_scores(lines, language, phrases))
    table = learn_kinds(lines, language, phrases)
    write_table(out, f"{language.value}.debtor", replace(table, bias=table.bias - np.rint(limits / UNIT).astype(np.int64)))
    (out / "debtor.digest").write_text(debtor_digest() + "\n", encoding="utf-8")


def check(language: Language) -> None:
    """Print how well lines of other authors are heard: by phrases, by what was learnt, by both as in use."""
    lines, phrases = read_debtor_lines(language), _phrases_of(language)
    scores = unseen_scores(lines, language, phrases)
    over = scores - thresholds(lines, scores)
    wanted = np.array([[kind in line.signals for kind in KINDS] for line in lines])
    named = np.array([[kind in phrases(line.text) for kind in KINDS] for line in lines])
    real = np.array([not line.author.endswith("-simulated") for line in lines])
    made = np.array([line.author.endswith("-simulated") and not line.known for line in lines])
    for name, said in (("phrases", named), ("learnt", over > 0), ("both", (over > 0) | (named & (over > VETO)))):
        print(f"{language} {name:8} " + "; ".join(f"{group}: {_figures(said[rows], wanted[rows])}" for group, rows in (("written", real), ("simulated", made))))
    both = (over > 0) | (named & (over > VETO))
    for place, kind in enumerate(KINDS):
        print(f"   {kind:18} {int(wanted[real][:, place].sum()):4d} lines: phrases {_figures(named[real][:, [place]], wanted[real][:, [place]])}; both {_figures(both[real][:, [place]], wanted[real][:, [place]])}")


def _figures(said: np.ndarray, wanted: np.ndarray) -> str:
    right = float((said & wanted).sum())
    return f"recall {right / max(1.0, float(wanted.sum())):.2f} precision {right / max(1.0, float(said.sum())):.2f}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--out", type=Path, default=FOLDER)
    chosen = parser.parse_args()
    for language in Language:
        if chosen.check:
            check(language)
        else:
            train(language, chosen.out)


if __name__ == "__main__":
    main()
