"""Learnt heads written as whole numbers beside a readable vocabulary."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import yaml

from trainer.domain.text import Language
from trainer.hearing.learning.heads import Head
from trainer.hearing.learning.matrix import Vocabulary

ORDER = ("topic", "case", "stance", "act")
LARGEST = 127


def export(
    folder: Path, language: Language, vocabulary: Vocabulary, heads: dict[str, Head], names: Sequence[str], decision: dict[str, object],
    made_from: dict[str, object],
) -> None:
    """Writes the three files of one language: the table, its pieces, and everything else in words."""
    table, about = [], {}
    for name in ORDER:
        head = heads[name]
        columns = head.pieces
        units = np.maximum(np.abs(columns).max(axis=0), 1e-9) / LARGEST
        table.append(np.rint(columns / units).astype(np.int8))
        about[name] = {
            "columns": list(head.names),
            "units": [float(f"{value:.6g}") for value in units],
            "bias": [round(float(value), 5) for value in head.bias],
            "circumstances": {
                key: [round(float(value), 4) for value in head.circumstances[place]] for place, key in enumerate(names) if head.circumstances[place].any()
            },
        }
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{piece}\t{int(vocabulary.weights[place])}\n" for piece, place in vocabulary.index.items())
    (folder / f"{language.value}.pieces.txt").write_text(lines, encoding="utf-8")
    np.savez_compressed(folder / f"{language.value}.npz", table=np.hstack(table))
    text = yaml.safe_dump({"version": 1, "made_from": made_from, "heads": about, "decision": decision}, allow_unicode=True, sort_keys=False, default_flow_style=None, width=200)
    (folder / f"{language.value}.yaml").write_text(text, encoding="utf-8")
