"""A line made plain for the learning part: one width, lower case, numbers as 0, and English words without their endings."""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from trainer.domain.text import Language

LONGEST_PIECE = 600  # characters of one window that are looked at; longer windows are cut, so time is bounded

_ZH_STOPS = re.compile(r"[^0-9a-z\u3400-\u9fff%]+")
_DIGITS = re.compile(r"\d[\d,.]*")
_EN_WORD = re.compile(r"[a-z]+|0|[?!]")
_ENDINGS = ("ations", "ation", "ingly", "ments", "ness", "ment", "edly", "ings", "ing", "ies", "ied", "est", "ers", "ed", "es", "er", "ly", "s")


def plain(text: str, language: Language) -> str:
    """The line as the features see it: one width, lower case, every number a 0; in Chinese a break is `_`, in English a space."""
    folded = unicodedata.normalize("NFKC", text[: LONGEST_PIECE * 2]).lower()[:LONGEST_PIECE]
    folded = _DIGITS.sub("0", folded)
    if language is Language.ZH:
        return "_" + _ZH_STOPS.sub("_", folded).strip("_") + "_"
    folded = folded.replace("’", "'").replace("n't", "nt").replace("'", "")
    return " ".join(_EN_WORD.findall(folded))


@lru_cache(maxsize=20000)
def stem(word: str) -> str:
    """An English word without its commonest ending; short words stay as they are."""
    if len(word) < 5:
        return word[:-1] if len(word) == 4 and word.endswith("s") and not word.endswith("ss") else word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            root = word[: -len(ending)]
            return root[:-1] if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "ls" else root.rstrip("e") if len(root) > 3 else root
    return word.rstrip("e") if len(word) > 4 else word
