"""Makes the weights that tell what a question is about: `python -m trainer.hearing.train_subjects [--check]`.

`--check` learns without each fifth of the questions in turn and prints how many of them are told right.
"""
from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from trainer.domain.text import Language
from trainer.hearing.learning.questions import harmless, learn_subjects, lessons, question_digest, read_questions, told
from trainer.hearing.linear import write_table
from trainer.hearing.subjects import NONE
from trainer.hearing.weights import FOLDER

FOLDS = 5


def train(language: Language, out: Path) -> None:
    """Learn one language and write its files to `out`."""
    write_table(out, f"{language.value}.subjects", learn_subjects(*lessons(read_questions(language), harmless(language)), language))
    (out / "subjects.digest").write_text(question_digest() + "\n", encoding="utf-8")


def check(language: Language) -> None:
    """Print the share told right of questions not learnt from, the share of answers that are right, and what is mixed up most."""
    questions, idle = read_questions(language), harmless(language)
    pairs: list[tuple[str, str]] = []
    for fold in range(FOLDS):
        kept = [question for place, question in enumerate(questions) if place % FOLDS != fold]
        left = [question for place, question in enumerate(questions) if place % FOLDS == fold]
        table = learn_subjects(*lessons(kept, idle), language)
        pairs += zip([question.subject for question in left], told(table, [question.text for question in left], language), strict=True)
    asked = [(wanted, found) for wanted, found in pairs if wanted != NONE]
    right = sum(wanted == found for wanted, found in asked)
    named = sum(found != NONE for _, found in pairs)
    alarms = sum(found != NONE for wanted, found in pairs if wanted == NONE)
    print(f"{language}: {right} of {len(asked)} told right ({right / len(asked):.2f}); of {named} told {right / named:.2f} right; {alarms} of {len(pairs) - len(asked)} others taken for one")
    mixed = Counter((wanted, found) for wanted, found in pairs if found not in (wanted, NONE))
    print("   " + ", ".join(f"{wanted}>{found} {count}" for (wanted, found), count in mixed.most_common(15)))


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
