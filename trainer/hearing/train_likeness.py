"""Makes the table of meanings from all lines of the corpus, without their labels: `python -m trainer.hearing.train_likeness [--out FOLDER]`.

The authors of the reported split are left out. It need not be made anew for every new author: words keep their company.
"""
from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

from trainer.domain.text import Language
from trainer.hearing.learning.corpus import CORPUS, report_authors
from trainer.hearing.learning.questions import read_questions
from trainer.hearing.likeness import SCALE, SIZE, LikenessTable, unit_length, units, write_likeness
from trainer.hearing.weights import FOLDER

WINDOW = 8  # units within which two keep each other company
LEAST = {Language.ZH: 6, Language.EN: 6}  # lines that must have a unit
SMOOTH = 0.75  # how far common units are held to be less common than they are
WEIGHT_UNIT = 8


def lines_of(language: Language) -> list[str]:
    """Every line of a language once: collectors', debtors' and questions, without the authors of the reported split."""
    kept = report_authors(language)
    found: set[str] = set()
    for folder in (CORPUS, CORPUS / "debtor", CORPUS / "questions"):
        for path in sorted(folder.glob(f"{language.value}-*.jsonl")):
            if path.stem not in kept:
                found.update(json.loads(row)["text"] for row in path.read_text(encoding="utf-8").splitlines())
    return sorted(found)


def learn(language: Language) -> LikenessTable:
    """The table from how much oftener two units stand near each other than by chance."""
    lines = [list(units(text, language)) for text in lines_of(language)]
    counts = Counter(unit for line in lines for unit in set(line))
    known = sorted(unit for unit, count in counts.items() if count >= LEAST[language])
    index = {unit: place for place, unit in enumerate(known)}
    together: Counter[tuple[int, int]] = Counter()
    for line in lines:
        places = [index[unit] for unit in line if unit in index]
        for start, one in enumerate(places):
            for other in places[start + 1 : start + WINDOW + 1]:
                together[one, other] += 1
                together[other, one] += 1
    rows, columns = (np.array([pair[side] for pair in together]) for side in (0, 1))
    values = np.array(list(together.values()), dtype=np.float64)
    share = np.bincount(rows, values, len(known)) / values.sum()
    smooth = np.bincount(columns, values, len(known)) ** SMOOTH
    more = np.log(values / values.sum() / (share[rows] * (smooth / smooth.sum())[columns]))
    kept = more > 0
    left, strength, _ = svds(csr_matrix((more[kept], (rows[kept], columns[kept])), shape=(len(known), len(known))), k=SIZE, random_state=0)
    vectors = left * np.sqrt(strength)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    whole = np.rint(vectors / np.abs(vectors).max() * SCALE).astype(np.int8)
    weights = np.array([max(1, round((math.log(len(lines) / counts[unit]) - 1) * WEIGHT_UNIT)) for unit in known], dtype=np.int64)
    plain_table = LikenessTable(index, weights, whole, np.zeros(SIZE))
    asked = [plain_table.meaning(units(question.text, language)) for question in read_questions(language)]
    return LikenessTable(index, weights, whole, np.round(np.array([unit_length(each) for each in asked]).mean(axis=0), 6))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER)
    chosen = parser.parse_args()
    for language in Language:
        write_likeness(chosen.out, language, learn(language))


if __name__ == "__main__":
    main()
