"""What the learning part sees of a question: its pieces, what kind of question it is, and the fields of life that its words belong to."""
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from trainer.domain.once import once
from trainer.domain.strict_yaml import read_model, read_text
from trainer.domain.subjects import Subject
from trainer.domain.text import Language, Model
from trainer.hearing.features import pieces
from trainer.hearing.words import plain, stem

FOLDER = Path(__file__).parent / "lexicon" / "questions"
LONGEST_PHRASE = {Language.ZH: 10, Language.EN: 6}  # characters, words


MARKS = "§¿"  # subjects and kinds of asking


class QuestionLexicon(Model):
    """Words and phrases that point to each subject, and question words by the kind of answer they want."""

    version: int = Field(ge=1)
    asking: dict[str, tuple[str, ...]]
    subjects: dict[Subject, tuple[str, ...]]


def _units(line: str, language: Language) -> list[str]:
    return list(line.replace("_", "")) if language is Language.ZH else [stem(word) for word in line.split()]


@once
def _phrases(language: Language) -> dict[str, tuple[str, ...]]:
    """Every phrase of the lexicon with what it points to."""
    name = f"lexicon/questions/{language.value}.yaml"
    lexicon = read_model(read_text(FOLDER / f"{language.value}.yaml", name), name, QuestionLexicon)
    found: dict[str, dict[str, None]] = {}
    for mark, groups in (("§", lexicon.subjects), ("¿", lexicon.asking)):
        for group, phrases in groups.items():
            for phrase in phrases:
                key = " ".join(_units(plain(phrase, language), language))
                if key:
                    found.setdefault(key, {})[f"{mark}{group}"] = None
    return {key: tuple(names) for key, names in found.items()}


def _named(text: str, language: Language) -> Iterator[str]:
    known = _phrases(language)
    units = _units(plain(text, language), language)
    for start in range(len(units)):
        for size in range(1, min(LONGEST_PHRASE[language], len(units) - start) + 1):
            key = " ".join(units[start : start + size])
            for name in known.get(key, ()):
                yield name
                if size > 1:
                    yield f"{name}+"  # a phrase says more than a word


_TAG = re.compile(r"[?？]")


def question_pieces(text: str, language: Language) -> tuple[str, ...]:
    """Every feature of a question, each once, in a fixed order."""
    named = tuple(dict.fromkeys(_named(text, language)))
    kinds = [name for name in named if name[0] == "¿" and name[-1] != "+"]
    fields = [name for name in named if name[0] == "§" and name[-1] != "+"]
    pairs = [f"{kind}&{field}" for kind in kinds for field in fields]
    own = [piece for piece in pieces(text, language) if not piece.startswith("@")]
    return (*own, *named, *pairs, *(("¿mark",) if _TAG.search(text) else ()))
