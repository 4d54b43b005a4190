"""How a notice reads: its sentences, its length, its signature, and how easy the words are."""
from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.notice_parts import notice_rules, sentences
from scoring.work import item
from trainer.domain.judgement import CriterionResult
from trainer.domain.notice import Notice, NoticeFile
from trainer.domain.text import Language, Localised

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_VOWELS = re.compile(r"[aeiouy]+")
EASY_ZH, HARD_ZH = 45, 70
EASY_EN, HARD_EN = 55.0, 40.0
MOST_JARGON = 1


def flesch(text: str) -> float:
    """Flesch reading ease of an English text: higher is easier, plain English is 60 and more.

    Source: Flesch (1948), "A new readability yardstick"; syllables counted as groups of vowels.
    """
    words = _WORD.findall(text)
    count = sum(1 for _, sentence in sentences(text, Language.EN) if _WORD.search(sentence)) or 1
    if not words:
        return 0.0
    syllables = sum(max(1, len(_VOWELS.findall(re.sub(r"e$", "", word.lower())))) for word in words)
    return 206.835 - 1.015 * len(words) / count - 84.6 * syllables / len(words)


def reading(notice: Notice, file: NoticeFile) -> Iterator[CriterionResult]:
    """Length, signature and reading ease."""
    yield from _length(notice, file)
    yield _ease(notice, file)


def _length(notice: Notice, file: NoticeFile) -> Iterator[CriterionResult]:
    limit = notice_rules().limit(notice.channel, file.language)
    if limit is not None:
        size = len(notice.text)
        score = 1.0 if 0 < size <= limit else 0.0
        yield item(
            "notice_length", "writing", Localised(zh="短信长度", en="Length of the text message"), 8, score,
            Localised(zh=f"{size} 字，上限 {limit} 字。", en=f"{size} characters, at most {limit}."),
        )
    place = signature_place(notice, file)
    yield item(
        "notice_signature", "writing", Localised(zh="有署名", en="Signed"), 8, 1.0 if place else 0.0,
        Localised(zh="能看出是谁发的。", en="It shows who sent it.") if place else Localised(zh="没有署名：短信要有【机构名】，信函和邮件末尾要有机构和联系人。", en="Not signed: a text message names the firm, a letter or e-mail ends with firm and contact."),
    )


def signature_place(notice: Notice, file: NoticeFile) -> tuple[int, int] | None:
    """Where the signature stands: for Chinese text messages 【firm】 at either end, otherwise the firm's name in the first or last lines."""
    text, name = notice.text, file.institution
    if notice.channel == "sms" and file.language is Language.ZH:
        match = re.search(r"^\s*【[^】]{2,20}】|【[^】]{2,20}】\s*$", text)
        return (match.start(), match.end()) if match and name[:2] in match.group() else None
    at = text.lower().rfind(name.lower())
    if at < 0:
        return None
    near_end = len(text) - at <= max(120, len(text) // 2)
    return (at, at + len(name)) if near_end or notice.channel == "sms" else None


def _ease(notice: Notice, file: NoticeFile) -> CriterionResult:
    title = Localised(zh="读得懂", en="Easy to read")
    text, rules = notice.text, notice_rules()
    jargon = [word for word in rules.jargon.in_(file.language) if word.lower() in text.lower()]
    if file.language is Language.ZH:
        lengths = [len(sentence.strip()) for _, sentence in sentences(text, Language.ZH)] or [0]
        average = sum(lengths) / len(lengths)
        score = 1.0 if average <= EASY_ZH else 0.5 if average <= HARD_ZH else 0.0
        zh, en = f"平均每句 {average:.0f} 字。", f"{average:.0f} characters a sentence."
    else:
        ease = flesch(text)
        score = 1.0 if ease >= EASY_EN else 0.5 if ease >= HARD_EN else 0.0
        zh, en = f"易读度 {ease:.0f}（越高越好读）。", f"Reading ease {ease:.0f} (higher is easier)."
    if len(jargon) > MOST_JARGON:
        score = min(score, 0.5)
        zh, en = f"{zh}术语多：{'、'.join(jargon)}。", f"{en} Jargon: {', '.join(jargon)}."
    return item("notice_ease", "writing", title, 8, score if text.strip() else 0.0, Localised(zh=zh, en=en))
