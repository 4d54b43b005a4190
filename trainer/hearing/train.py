"""Makes the weights of the learning part from the corpus: `python -m trainer.hearing.train [--language zh|en] [--all-authors] [--out FOLDER]`.

The authors of the reported split (corpus/SPLIT.yaml) are left out, so that what is shipped is what is measured.
"""
from __future__ import annotations

import argparse
from pathlib import Path

from trainer.domain.errors import ContentError
from trainer.domain.text import Language
from trainer.hearing.catalogue import ACTS, RULES
from trainer.hearing.features import pieces
from trainer.hearing.learning.corpus import Line, digest, read_corpus, report_authors, with_standing_files
from trainer.hearing.learning.decision import learn_decision
from trainer.hearing.learning.export import export
from trainer.hearing.learning.heads import Lessons, learn_heads
from trainer.hearing.learning.lexicon_rows import lexicon_rows
from trainer.hearing.learning.questions import small_talk
from trainer.hearing.learning.unseen import score_unseen
from trainer.hearing.weights import FOLDER

FOLDS = 4


def lines_of(language: Language, all_authors: bool) -> list[Line]:
    """The lines learnt from."""
    kept = frozenset() if all_authors else report_authors(language)
    return with_standing_files([line for line in read_corpus(language) if line.author not in kept])


def lessons_of(language: Language, lines: list[Line], all_authors: bool) -> Lessons:
    """What is learnt from beside the lines."""
    other_language = Language.EN if language is Language.ZH else Language.ZH
    other = tuple(lines_of(other_language, all_authors))
    concepts = tuple(tuple(piece for piece in pieces(line.text, other_language) if piece.startswith("@")) for line in other)
    names = tuple(sorted({name for line in (*lines, *other) for name in line.circumstances()}))
    asked = tuple(small_talk(language))
    asked_rows = tuple(pieces(line.text, language) for line in asked)
    return Lessons(lexicon_rows(language, "topics"), lexicon_rows(language, "acts"), names, ACTS, other, concepts, asked, asked_rows)


def train(language: Language, out: Path, all_authors: bool) -> None:
    """Learns everything for one language and writes it to `out`."""
    lines = lines_of(language, all_authors)
    for line in lines:
        if unknown := sorted({*line.topics(), *line.acts} - {*RULES, *ACTS}):
            raise ContentError([f"corpus/{line.author}.jsonl: {line.text!r}: found {', '.join(unknown)}; allowed: RULES and ACTS of trainer/hearing/catalogue.py"])
    rows = [pieces(line.text, language) for line in lines]
    lessons = lessons_of(language, lines, all_authors)
    decision = learn_decision(score_unseen(lines, rows, lessons, FOLDS), RULES, ACTS)
    vocabulary, heads = learn_heads(lines, rows, lessons)
    left_out = frozenset() if all_authors else frozenset().union(*(report_authors(one) for one in Language))
    made_from: dict[str, object] = {"digest": digest(left_out), "left_out": sorted(left_out)}
    export(out, language, vocabulary, heads, lessons.circumstances, decision, made_from)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=[language.value for language in Language], default=None)
    parser.add_argument("--all-authors", action="store_true", help="learn from the authors of the reported split too")
    parser.add_argument("--out", type=Path, default=FOLDER)
    chosen = parser.parse_args()
    for language in [Language(chosen.language)] if chosen.language else list(Language):
        train(language, chosen.out, chosen.all_authors)


if __name__ == "__main__":
    main()
