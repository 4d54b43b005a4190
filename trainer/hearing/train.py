"""Makes the weights of the learning part from the corpus: `python -m trainer.hearing.train [--language zh|en] [--without-report] [--out FOLDER]`."""
from __future__ import annotations

import argparse
from pathlib import Path

from trainer.domain.text import Language
from trainer.hearing.catalogue import ACTS, RULES
from trainer.hearing.features import pieces
from trainer.hearing.learning.corpus import Line, digest, read_corpus, report_authors, with_standing_files
from trainer.hearing.learning.decision import learn_decision
from trainer.hearing.learning.export import export
from trainer.hearing.learning.heads import Lessons, learn_heads
from trainer.hearing.learning.lexicon_rows import lexicon_rows
from trainer.hearing.learning.unseen import score_unseen
from trainer.hearing.weights import FOLDER

FOLDS = 4


def lines_of(language: Language, without_report: bool) -> list[Line]:
    """The lines learnt from."""
    kept = report_authors(language) if without_report else frozenset()
    return with_standing_files([line for line in read_corpus(language) if line.author not in kept])


def lessons_of(language: Language, lines: list[Line], without_report: bool) -> Lessons:
    """What is learnt from beside the lines."""
    other_language = Language.EN if language is Language.ZH else Language.ZH
    other = tuple(lines_of(other_language, without_report))
    concepts = tuple(tuple(piece for piece in pieces(line.text, other_language) if piece.startswith("@")) for line in other)
    names = tuple(sorted({name for line in (*lines, *other) for name in line.circumstances()}))
    return Lessons(lexicon_rows(language, "topics"), lexicon_rows(language, "acts"), names, ACTS, other, concepts)


def train(language: Language, out: Path, without_report: bool) -> None:
    """Learns everything for one language and writes it to `out`."""
    lines = lines_of(language, without_report)
    rows = [pieces(line.text, language) for line in lines]
    lessons = lessons_of(language, lines, without_report)
    decision = learn_decision(score_unseen(lines, rows, lessons, FOLDS), RULES, ACTS)
    vocabulary, heads = learn_heads(lines, rows, lessons)
    left_out = frozenset().union(*(report_authors(one) for one in Language)) if without_report else frozenset()
    made_from: dict[str, object] = {"digest": digest(left_out), "left_out": sorted(left_out)}
    export(out, language, vocabulary, heads, lessons.circumstances, decision, made_from)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=[language.value for language in Language], default=None)
    parser.add_argument("--without-report", action="store_true", help="leave the authors of the reported split out")
    parser.add_argument("--out", type=Path, default=FOLDER)
    chosen = parser.parse_args()
    for language in [Language(chosen.language)] if chosen.language else list(Language):
        train(language, chosen.out, chosen.without_report)


if __name__ == "__main__":
    main()
