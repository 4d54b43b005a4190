"""A model phrases the debrief from the findings; what adds anything is not used."""
from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.domain.text import Language
from trainer.llm.client import ModelClient, ModelUnavailableError
from trainer.llm.prompts import prompt

MAX_TOKENS = 400
LONGEST_WORDS_EN = 160
LONGEST_CHARS_ZH = 400
_LANGUAGE = {Language.ZH: "Simplified Chinese", Language.EN: "English"}
_NUMBER = re.compile(r"\d[\d,.]*")
_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{2,})[”\"」』]")
_LAW = re.compile(r"第\s*[一二三四五六七八九十百零\d]+\s*条|《[^》]+》|\b(?:CFR|U\.S\.C|CONC|FDCPA|Reg(?:ulation)? F)\b[^,.;\s]*", re.IGNORECASE)
_HAN = re.compile(r"[㐀-鿿]")


def may_show(text: str, given: str, language: Language) -> bool:
    """Whether a phrased debrief adds nothing: no number, quotation or law beyond what was given, in the right language, of bearable length."""
    if not text.strip() or (_HAN.search(text) is None) == (language is Language.ZH):
        return False
    if (len(text) if language is Language.ZH else len(text.split())) > (LONGEST_CHARS_ZH if language is Language.ZH else LONGEST_WORDS_EN):
        return False
    numbers = {found.rstrip(".,") for found in _NUMBER.findall(text)}
    if not numbers <= {found.rstrip(".,") for found in _NUMBER.findall(given)}:
        return False
    if any(quoted not in given for quoted in _QUOTED.findall(text)):
        return False
    return all(law.replace(" ", "") in given.replace(" ", "") for law in _LAW.findall(text))


def phrase(client: ModelClient, findings: Sequence[str], strengths: Sequence[str], language: Language) -> str | None:
    """A coach's note made of these findings and strengths; None where no model answered or its note added something."""
    given = "\n".join([*findings, *strengths])
    if not given.strip():
        return None
    try:
        answer = client.ask(prompt("coach").filled(language=_LANGUAGE[language], findings="\n".join(findings) or "-", strengths="\n".join(strengths) or "-"), max_tokens=MAX_TOKENS)
    except ModelUnavailableError:
        return None
    return answer.text if may_show(answer.text, given, language) else None
