"""Fold a line to one written form of the same length, so that positions found in it hold in the line as given."""
from __future__ import annotations

import unicodedata
from functools import lru_cache

# Characters of traditional script that carry numbers, days, money or stance; each maps to one character.
_TRADITIONAL = (
    "萬万億亿塊块號号還还錢钱點点個个兩两週周這这禮礼後后內内開开們们請请說说話话電电機机沒没對对時时間间過过給给會会來来單单費费業业産产產产"
    "貸贷賬账帳账債债務务證证險险醫医藥药離离婚婚親亲爺爷媽妈爸爸兒儿孫孙學学師师訴诉訟讼錄录銀银繳缴納纳總总餘余額额歲岁種种讓让嗎吗麼么為为"
    "買买賣卖車车門门樓楼條条張张幾几從从現现應应該该誰谁哪哪認认識识協协議议減减輕轻銷销傷伤殺杀樣样邊边發发達达達达處处當当實实價价壓压"
    "麽么裡里裏里僅仅剛刚別别幫帮無无須须隻只圓圆員员"
)
_QUOTES = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "—": "-", "–": "-", "−": "-", "‒": "-", "～": "~", "〜": "~", "　": " "}
_FOLDED: dict[str, str] = {
    **{_TRADITIONAL[i]: _TRADITIONAL[i + 1] for i in range(0, len(_TRADITIONAL), 2)},
    **_QUOTES,
}
_END_MARKS = frozenset("。！？!?\n；;…")
_CLAUSE_MARKS = _END_MARKS | frozenset("，,、：:")
KEPT = 16_384  # characters whose folded form is remembered: more than a language has


@lru_cache(maxsize=KEPT)
def _fold_one(character: str) -> str:
    known = _FOLDED.get(character)
    if known is not None:
        return known
    if character.isascii():
        return character.lower()
    plain = unicodedata.normalize("NFKC", character)
    if len(plain) != 1:
        return character
    lowered = _FOLDED.get(plain, plain).lower()
    return lowered if len(lowered) == 1 else plain


def fold(text: str) -> str:
    """The line in lower case, half-width and simplified characters, position by position.

    Args:
        text: Any Unicode string.

    Returns:
        A string of the same length as `text`; character i is the folded form of character i.
    """
    if text.isascii():
        return text.lower()
    return "".join(_fold_one(character) for character in text)


def has_chinese(text: str) -> bool:
    """Whether any character is a Chinese one."""
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def has_latin(text: str) -> bool:
    """Whether any character is an ASCII letter."""
    return any(character.isascii() and character.isalpha() for character in text)


def _ends_clause(folded: str, i: int, marks: frozenset[str]) -> bool:
    if folded[i] not in marks:
        return False
    in_number = folded[i] in ",:" and 0 < i < len(folded) - 1 and folded[i - 1].isdigit() and folded[i + 1].isdigit()
    return not in_number


def _stretches(folded: str, marks: frozenset[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    for i in range(len(folded)):
        dot = folded[i] == "." and (i + 1 == len(folded) or folded[i + 1].isspace())
        if dot or _ends_clause(folded, i, marks):
            if i > start:
                found.append((start, i))
            start = i + 1
    if start < len(folded):
        found.append((start, len(folded)))
    return found


def clauses(folded: str) -> list[tuple[int, int]]:
    """The stretches between punctuation marks as (start, end); a comma or colon inside a number does not cut."""
    return _stretches(folded, _CLAUSE_MARKS)


def sentences(folded: str) -> list[tuple[int, int]]:
    """The stretches between marks that end a sentence, as (start, end)."""
    return _stretches(folded, _END_MARKS)
