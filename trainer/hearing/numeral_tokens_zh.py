"""Cut Chinese numerals into their elements: digits, tens, units, myriads, Arabic numbers."""
from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {
    **dict(zip("零〇○一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖貳參陸", (1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 6), strict=True)),
    **{"两": 2, "俩": 2, "仨": 3, "幺": 1},
}
TENS = {"十": 10, "拾": 10, "廿": 20, "卅": 30}
UNITS = {"百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000}
MYRIADS = {"万": 10_000, "w": 10_000, "亿": 100_000_000}
_ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d{1,4}(?!\d))?|\d+(?:\.\d+)?")
ZERO = "零〇○"
_PICKED_UP = tuple("收捡撿重整清")  # 收拾, 捡拾: no ten


@dataclass(frozen=True)
class Token:
    """One element: its kind (digit, zero, ten, tens, unit, myriad, arabic, long), stretch [start, end) and value."""

    kind: str
    start: int
    end: int
    value: Decimal


def _unit_token(folded: str, i: int) -> Token | None:
    character = folded[i]
    if character in "kw":
        after = folded[i + 1 : i + 2]
        if after.isascii() and after.isalpha():
            return None
    if character in UNITS:
        return Token("unit", i, i + 1, Decimal(UNITS[character]))
    if character in MYRIADS:
        return Token("myriad", i, i + 1, Decimal(MYRIADS[character]))
    return None


def _next_token(folded: str, i: int, first: bool) -> Token | None:
    if i >= len(folded):
        return None
    character = folded[i]
    if character in DIGITS:
        return Token("zero" if character in ZERO else "digit", i, i + 1, Decimal(DIGITS[character]))
    if character == "拾" and (folded[i - 1 : i] in _PICKED_UP or folded[i + 1 : i + 2] == "掇"):
        return None
    if character in TENS:
        return Token("ten" if character in "十拾" else "tens", i, i + 1, Decimal(TENS[character]))
    if character.isdigit() and character.isascii():
        match = _ARABIC.match(folded, i)
        if match is not None:
            written = match.group().replace(",", "")
            if len(written) > 24:
                return Token("long", i, match.end(), Decimal(0))
            return Token("arabic", i, match.end(), Decimal(written))
    if first:
        return None
    return _unit_token(folded, i)


def _fits(tokens: list[Token], token: Token) -> bool:
    """Whether `token` may follow in the same numeral."""
    last = tokens[-1]
    if token.kind == "arabic":
        return last.kind in ("unit", "myriad") and token.value == token.value.to_integral_value()
    if last.kind == "arabic":
        return token.kind in ("unit", "myriad", "ten") and not (token.kind == "ten" and last.end - last.start > 1)
    if last.kind == "long" or token.kind == "long":
        return False
    if token.kind in ("ten", "tens") and last.kind == "unit":
        return False
    if token.kind == "tens":
        return last.kind == "zero"
    if token.kind == "ten":
        return last.kind in ("digit", "zero", "myriad") and not (last.kind == "digit" and len(tokens) > 1 and tokens[-2].kind in ("ten", "tens"))
    if token.kind == "unit":
        return last.kind in ("digit", "ten") and not (last.kind == "ten" and token.value > 1000)
    return True


def _vague_then_unit(folded: str, i: int) -> int:
    """Length of a vague word that stands before a further unit (三十多万), or 0."""
    if i < len(folded) and folded[i] in "多来几余" and folded[i + 1 : i + 2] in ("万", "千", "百", "亿"):
        return 1
    return 0


def _order(token: Token) -> Decimal:
    return Decimal(10) if token.kind in ("ten", "tens") else token.value


def _out_of_order(tokens: list[Token], token: Token) -> bool:
    """Whether a unit comes after one that is no larger (五百六百): a second numeral begins before its digit."""
    if token.kind not in ("unit", "myriad", "ten", "tens"):
        return False
    for earlier in reversed(tokens):
        if earlier.kind == "myriad":
            return token.kind == "myriad" and earlier.value <= token.value
        if earlier.kind in ("unit", "ten", "tens") and token.kind != "myriad":
            follows_directly = earlier is tokens[-1] and earlier.kind == "ten"
            return not follows_directly and _order(earlier) <= _order(token)
    return False


def _without_tail(tokens: list[Token]) -> list[Token]:
    """The elements without the digit that begins the next numeral."""
    kept = list(tokens)
    if len(kept) > 1 and kept[-1].kind in ("digit", "arabic"):
        kept.pop()
    if len(kept) > 1 and kept[-1].kind == "zero":
        kept.pop()
    return kept


def collect(folded: str, i: int) -> tuple[list[Token], bool]:
    """The elements of the numeral that begins at position i, and whether a vague word stands inside it (三十多万)."""
    first = _next_token(folded, i, True)
    if first is None:
        return [], False
    tokens = [first]
    vague = False
    end = first.end
    while True:
        skip = _vague_then_unit(folded, end) if tokens[-1].kind in ("ten", "tens", "unit", "arabic") else 0
        token = _next_token(folded, end + skip, False)
        if token is None:
            return tokens, vague
        if _out_of_order(tokens, token):
            return _without_tail(tokens), vague
        if not _fits(tokens, token):
            return tokens, vague
        vague = vague or bool(skip)
        tokens.append(token)
        end = token.end
