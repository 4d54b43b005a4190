"""Where pieces of a line meet: commas, capitals and closing marks."""
from __future__ import annotations

import re

from trainer.debtor.wording import Wording
from trainer.debtor.wording_keys import length
from trainer.domain.text import Language

BRIEF_ZH = 4


def join(first: str, second: str, wording: Wording) -> str:
    """Two pieces as one line; a very short Chinese sentence runs on with a comma, an English one loses its capital after a comma."""
    if wording.language is Language.ZH:
        if first.endswith("。") and length(first, Language.ZH) <= BRIEF_ZH and not first.endswith("……。"):
            first = first[:-1] + "，"
        return first + second
    second = second.strip()
    if not first.endswith((".", "?", "!")) or first.endswith("..."):
        second = wording.lowered(second) or second
    if first.endswith(",") and second[:1].isupper() and not wording.keeps_capital(second):
        first = first[:-1] + "..."
    return f"{first} {second}" if first != "..." else first + second


def finished(text: str, language: Language) -> str:
    """The line with sentence capitals, without doubled marks, and closed."""
    text = text.strip()
    if language is Language.ZH:
        if text.endswith(("，", "、")):
            text = text[:-1] + "……"
        text = re.sub(r"(?<=[，。？！…])，+|^，", "", text)
        return re.sub(r"([。？！…，])。", r"\1", text)
    if text.endswith((",", "-")):
        text = text[:-1].rstrip() + "..."
    text = re.sub(r"(^|(?<!\.)[.?!]['\"]? )([a-z])", lambda found: found.group(1) + found.group(2).upper(), text)
    return re.sub(r" (?=[,.?!](?!\.))", "", re.sub(r" {2,}", " ", text))
