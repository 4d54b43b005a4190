"""Whether a line that a model worded may be spoken: same language, length, role, numbers and meaning as the plain one, and nothing the debtor would not say."""
from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from trainer.domain.heard import DebtorHeard, DebtorSignalKind
from trainer.domain.text import Language
from trainer.hearing.debtor_line import by_phrases, hear_debtor

Fault = Literal["empty", "language", "length", "narration", "role", "numbers", "meaning", "repeated", "leaked", "abuse", "markup"]

LONGER_THAN_PLAIN = 2.2
SLACK_CHARS = 14
SLACK_WORDS = 10
_HAN = re.compile(r"[㐀-鿿]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_ALLOWED_LATIN = {"app", "atm", "ok", "pos", "kpi", "vip", "sim"}
_DIGITS = re.compile(r"\d+")
_NARRATION = re.compile(r"[*（(\[【<{].{0,80}[*）)\]】>}]|^\s*(?:debtor|customer|collector|agent|债务人|客户|坐席|催收员)\s*[:：]", re.IGNORECASE | re.MULTILINE)
_MARKUP = re.compile(r"```|</?[a-z]+>|https?://|\{|\}|#{2,}|\*\*", re.IGNORECASE)
_ROLE = {
    Language.ZH: re.compile(r"作为(?:一个)?(?:AI|人工智能|语言模型|助手)|我是(?:AI|人工智能|语言模型|助手|客服|坐席|催收)|感谢您的来电|很高兴为您|为您服务|请问您是.{1,6}(?:先生|女士)|我们银行|我司|我行|系统提示|指令|提示词|plain line", re.IGNORECASE),
    Language.EN: re.compile(r"\bas an ai\b|language model|\bassistant\b|\bi(?:'m| am) (?:calling|an? (?:ai|agent|collector|adviser|advisor))\b|how (?:can|may) i help|our records show|your account (?:is|has)|\bsystem prompt\b|\binstructions?\b|plain line", re.IGNORECASE),
}
_MEANING = frozenset(DebtorSignalKind) - {DebtorSignalKind.ABUSE}


class _Meaning(NamedTuple):
    """What a line sets off: what is heard in it at all, and what both its phrases and its sound say."""

    at_all: frozenset[DebtorSignalKind]
    surely: frozenset[DebtorSignalKind]


def _meaning(heard: DebtorHeard, today: date) -> _Meaning:
    whole = {signal.kind for signal in heard.signals}
    named = {signal.kind for signal in by_phrases(heard.text, heard.language, today)}
    return _Meaning(frozenset(whole | named) & _MEANING, frozenset(whole & named) & _MEANING)


def _same_meaning(worded: DebtorHeard, plain: DebtorHeard, today: date, *, whole: bool) -> bool:
    """Whether nothing is set off that the plain line does not, and, of a whole line, all that it surely does."""
    mine, theirs = _meaning(worded, today), _meaning(plain, today)
    return {signal.kind for signal in worded.signals} & _MEANING <= theirs.at_all and (not whole or theirs.surely <= mine.at_all)


def _numbers(text: str, heard: DebtorHeard) -> frozenset[str]:
    named = {str(hit.value.normalize()) for hit in heard.amounts} | {hit.value.isoformat() for hit in heard.dates} | {str(hit.value) for hit in heard.instalments}
    return frozenset(named | set(_DIGITS.findall(text)))


def _length_ok(text: str, plain: str, language: Language) -> bool:
    if language is Language.ZH:
        return len(text) <= max(len(plain) * LONGER_THAN_PLAIN, len(plain) + SLACK_CHARS)
    return len(text.split()) <= max(len(plain.split()) * LONGER_THAN_PLAIN, len(plain.split()) + SLACK_WORDS)


def _language_ok(text: str, language: Language) -> bool:
    if language is Language.EN:
        return _HAN.search(text) is None
    return _HAN.search(text) is not None and all(word.casefold() in _ALLOWED_LATIN for word in _LATIN_WORD.findall(text))


def fault_of(text: str, plain: str, language: Language, today: date, *, said_before: Iterable[str], abuse_allowed: bool, whole: bool = True) -> Fault | None:
    """The first reason why a worded line may not be spoken, None when it may.

    Args:
        text: What the model wrote.
        plain: The built-in line it stands for; its sums, days, numbers and meaning are all that may be said.
        language: The language of the call.
        today: The day of the call.
        said_before: The debtor's lines so far.
        abuse_allowed: Whether the scenario warns of abuse.
        whole: False for the first sentences of a line still being written: they may say less than the plain one, never anything else.
    """
    if not text.strip():
        return "empty"
    if _MARKUP.search(text):
        return "markup"
    if _ROLE[language].search(text):
        return "role"
    if not _language_ok(text, language):
        return "language"
    if _NARRATION.search(text) or "\n" in text.strip():
        return "narration"
    if not _length_ok(text, plain, language):
        return "length"
    if whole and text.strip() in set(said_before):
        return "repeated"
    mine, theirs = hear_debtor(text, language, today), hear_debtor(plain, language, today)
    if not _numbers(text, mine) <= _numbers(plain, theirs):
        return "numbers"
    for said, allowed in (({hit.value for hit in mine.amounts}, {hit.value for hit in theirs.amounts}), ({hit.value for hit in mine.dates}, {hit.value for hit in theirs.dates})):
        if not said <= allowed or (whole and said != allowed):
            return "numbers"
    if not _same_meaning(mine, theirs, today, whole=whole):
        return "meaning"
    if mine.says(DebtorSignalKind.ABUSE) and not (abuse_allowed or theirs.says(DebtorSignalKind.ABUSE)):
        return "abuse"
    return None
