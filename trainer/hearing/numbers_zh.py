"""Read Chinese numerals: every writing, mixed digits and units, ranges spoken as two digits, vague tails."""
from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from trainer.hearing.numeral_tokens_zh import DIGITS, MYRIADS, TENS, UNITS, Token, collect

_START = frozenset(DIGITS) | frozenset(TENS)
# 百八十块, 千把块, 万儿八千: a bare unit that stands for about one of it.
_BARE_UNIT = re.compile(r"(?<![零〇一二两三四五六七八九十百千万几数上成好\d])([百千万])(?:儿?八[百千]|把(?=块|来|元|千|[^\w])|八十(?=块|元|来)|来(?=块|元)|十来(?=块|元))")
# Words that begin with 一 and may follow a sum without a pause: 三千一共, 九千一结.
_AFTER_ONE = frozenset("共起并直定下样般切律结把口")
# Set phrases whose numerals count nothing.
_IDIOM = re.compile(
    "三七二十一|一五一十|三番五次|三番两次|说一千道一万|三三两两|一清二楚|接二连三|三天两头|三言两语|一干二净|一穷二白|[两二]码事|二话不说|三心二意|十万火急|万无一失|百分百|十全十美|十有八九|"
    "八九不离十|乱七八糟|七老八十|丢三落四|朝三暮四|四舍五入|五湖四海|三长两短|一来二去|三百六十行|九牛二虎|四通八达|不三不四|说三道四|低三下四|颠三倒四|推三阻四|隔三[差岔]五|五大三粗|半斤八两|"
    "七七八八|三下五除二|五险一金|七嘴八舌|十万八千里|一哭二闹三上吊|三头六臂|一问三不知|一不做二不休|一传十十传百|三十六计|五雷轰顶|人五人六|一时半会|一年半载|三五成群|三分钟热度|一刀两断"
)
# Counters that take the last lone digit for themselves: 五百一个月 is 500, not 510.
_COUNTED = frozenset("个期月天周年次张笔份号日点")


@dataclass(frozen=True)
class Numeral:
    """One numeral found: where it stands and what it may mean.

    Attributes:
        start: First character.
        end: One past the last character.
        values: One value, or two for a spoken range (两三千).
        approximate: A vague tail was heard (八百多).
        structured: It holds a unit of a hundred or more, so it is no mere string of digits.
        read_out: A string of single digits (四零四四), as numbers of cards and staff are read.
        written: It holds Arabic digits.
        tokens: Start of each element, for splitting off a suffix (三千三号).
    """

    start: int
    end: int
    values: tuple[Decimal, ...]
    approximate: bool = False
    structured: bool = False
    read_out: bool = False
    written: bool = False
    tokens: tuple[int, ...] = ()

    @property
    def value(self) -> Decimal:
        """The first value."""
        return self.values[0]


class _Sum:
    """Adds up the elements of one numeral; keeps two sums apart for a spoken range."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.section = Decimal(0)
        self.last_unit = Decimal(1)
        self.after_zero = False

    def scaled(self, digit: Decimal) -> Decimal:
        if self.last_unit >= 100 and not self.after_zero:
            return digit * self.last_unit / 10
        return digit


def _total(tokens: list[Token], pick: int) -> Decimal:
    """The value; where two digits stand side by side as a range, `pick` chooses the first or the second."""
    sums = _Sum()
    number: Decimal | None = None
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.kind == "zero":
            sums.after_zero = True
        elif token.kind in ("digit", "arabic"):
            number = token.value
            if pick and i + 1 < len(tokens) and token.kind == "digit" and tokens[i + 1].kind == "digit":
                number = tokens[i + 1].value
                i += 1
            elif i + 1 < len(tokens) and token.kind == "digit" and tokens[i + 1].kind == "digit":
                i += 1
        elif token.kind in ("ten", "tens"):
            base = token.value if token.kind == "tens" else (Decimal(1) if number is None else number) * 10
            sums.section += base
            number, sums.last_unit, sums.after_zero = None, Decimal(10), False
        elif token.kind == "unit":
            if number is None and tokens[i - 1].kind == "ten":
                sums.section *= token.value
            else:
                sums.section += (Decimal(1) if number is None else number) * token.value
            number, sums.last_unit, sums.after_zero = None, token.value, False
        else:
            sums.total += (sums.section + (number or Decimal(0))) * token.value
            sums.section, number, sums.last_unit, sums.after_zero = Decimal(0), None, token.value, False
        i += 1
    if number is not None:
        last = tokens[-1]
        single = last.kind == "digit" or (last.kind == "arabic" and last.end - last.start == 1)
        sums.section += sums.scaled(number) if single else number
    return sums.total + sums.section


def _is_read_out(tokens: list[Token]) -> bool:
    plain = [token for token in tokens if token.kind in ("digit", "zero")]
    return len(plain) == len(tokens) and len(tokens) >= 3


def _ranged(tokens: list[Token]) -> bool:
    """Whether two digits side by side are a range: 两三, 七八, 三五."""
    for left, right in pairwise(tokens):
        if left.kind == "digit" and right.kind == "digit":
            return right.value - left.value == 1 or (left.value, right.value) == (3, 5)
    return False


def _first_odd_pair(tokens: list[Token]) -> int:
    """Index at which to cut where two digits side by side are no range (三千五一个月, 周五一千), or 0."""
    units_follow = any(token.kind in ("unit", "myriad", "ten", "tens") for token in tokens)
    for i, (left, right) in enumerate(pairwise(tokens)):
        if left.kind == "digit" and right.kind == "digit" and units_follow:
            odd = right.value - left.value != 1 and (left.value, right.value) != (3, 5)
            return i + 1 if odd else 0
    return 0


def _tail_length(tokens: list[Token], following: str) -> int:
    """How many elements at the end belong to the counter that follows (八百二十号, 三千六期), not to this numeral."""
    if len(tokens) < 2 or not any(token.kind in ("unit", "myriad") for token in tokens):
        return 0
    lone = tokens[-1].kind == "digit" and tokens[-2].kind in ("unit", "myriad", "digit") and following[:1] in _COUNTED
    if not following or following[0] not in "号日期个天":
        return int(lone)
    if following[0] == "个" and following[1:2] not in "月工星礼":
        return int(lone)
    value = _total(tokens, 0)
    limit = 31 if following[0] in "号日" else 60
    if value <= limit or (following[0] in "期个" and value % 12 == 0 and value <= 360) or (following[0] == "天" and not lone):
        return 0
    for length in range(min(3, len(tokens) - 1), 0, -1):
        tail = tokens[-length:]
        sound = tail[0].kind in ("digit", "ten", "tens") and tokens[-length - 1].kind in ("unit", "myriad", "digit")
        if sound and not any(token.kind == "unit" for token in tail) and _total(tail, 0) <= limit:
            return length
    return 0


def _trimmed(tokens: list[Token], folded: str) -> list[Token]:
    """The elements that are one numeral, given what stands before and after them."""
    before = folded[max(0, tokens[0].start - 2) : tokens[0].start]
    if before.endswith(("周", "星期", "礼拜")) and tokens[0].kind == "digit" and len(tokens) > 1:
        return tokens[:1]
    cut = _first_odd_pair(tokens)
    if cut:
        tokens = tokens[:cut]
    after = folded[tokens[-1].end : tokens[-1].end + 2]
    if len(tokens) == 2 and not _ranged(tokens) and tokens[0].kind == tokens[1].kind == "digit" and after[:1] in _COUNTED and after != "期间":
        return tokens[:1]
    if len(tokens) > 1 and tokens[-1].kind == "digit" and folded[tokens[-1].start] in "两俩仨" and tokens[-2].kind in ("unit", "myriad"):
        return tokens[:-1]
    if len(tokens) > 1 and folded[tokens[-1].start] == "一" and tokens[-2].kind in ("unit", "myriad", "digit") and after[:1] in _AFTER_ONE and after:
        return tokens[:-1]
    if len(tokens) > 2 and tokens[-1].kind == "arabic" and tokens[-1].end - tokens[-1].start <= 2 and folded[tokens[-1].end : tokens[-1].end + 1] in "号日":
        return tokens[:-1]
    length = _tail_length(tokens, after)
    return tokens[:-length] if length else tokens


def numeral_of(folded: str, tokens: list[Token], vague: bool) -> Numeral:
    """Make a numeral of these elements."""
    structured = any(token.kind in ("unit", "myriad") for token in tokens)
    read_out = _is_read_out(tokens) or tokens[0].kind == "long"
    values: tuple[Decimal, ...]
    if read_out:
        values = (Decimal("".join(str(token.value) for token in tokens)[:24]),)
    elif _ranged(tokens):
        values = (_total(tokens, 0), _total(tokens, 1))
    else:
        values = (_total(tokens, 0),)
    return Numeral(
        start=tokens[0].start,
        end=tokens[-1].end,
        values=values,
        approximate=vague or len(values) > 1,
        structured=structured,
        read_out=read_out,
        written=any(token.kind == "arabic" for token in tokens),
        tokens=tuple(token.start for token in tokens),
    )


def numerals(folded: str) -> list[Numeral]:
    """Every numeral of a folded line, from left to right, without overlap.

    Args:
        folded: A line as `normalise.fold` returns it.
    """
    found: list[Numeral] = []
    bare = {match.start(): match for match in _BARE_UNIT.finditer(folded)}
    idioms = {match.start(): match.end() for match in _IDIOM.finditer(folded)}
    i = 0
    while i < len(folded):
        character = folded[i]
        if i in idioms:
            i = idioms[i]
            continue
        if i in bare:
            value = Decimal(UNITS.get(character) or MYRIADS[character])
            found.append(Numeral(i, bare[i].end(), (value,), approximate=True, structured=True, tokens=(i,)))
            i = bare[i].end()
            continue
        if character not in _START and not (character.isascii() and character.isdigit()):
            i += 1
            continue
        tokens, vague = collect(folded, i)
        if not tokens:
            i += 1
            continue
        if folded[i - 1 : i] in ("几", "数") and character in TENS:
            i = tokens[-1].end
            continue
        tokens = _trimmed(tokens, folded)
        found.append(numeral_of(folded, tokens, vague))
        i = tokens[-1].end
    return found
