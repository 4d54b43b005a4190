"""The phrases of the lexicons as lessons beside the corpus: a few phrases of one name make one short line."""
from __future__ import annotations

import random

import yaml

from trainer.domain.text import Language
from trainer.hearing.concepts import LEXICON
from trainer.hearing.features import pieces
from trainer.hearing.learning.heads import LexiconRows

PHRASES_A_LINE = 3


def lexicon_rows(language: Language, family: str) -> LexiconRows:
    """Lines made of the phrases of one family (`topics` or `acts`) in every lexicon of a language; the same order every time."""
    dice = random.Random(0)
    rows, names = [], []
    joint = "，" if language is Language.ZH else " , "
    for path in sorted(LEXICON.glob(f"*.{language.value}.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name, phrases in (content.get(family) or {}).items():
            shuffled = [str(phrase) for phrase in phrases]
            dice.shuffle(shuffled)
            for start in range(0, len(shuffled), PHRASES_A_LINE):
                rows.append(pieces(joint.join(shuffled[start : start + PHRASES_A_LINE]), language))
                names.append(name)
    return LexiconRows(tuple(rows), tuple(names))
