"""An answer of the kind that was asked for: who asks when gets the words with a day in them, who asks how much those with a number, where there are such words."""
from __future__ import annotations

import re
from enum import StrEnum

from trainer.debtor.moves import Move, MoveKind
from trainer.debtor.state import CallState
from trainer.domain.scenario import Spoken
from trainer.domain.text import Language
from trainer.hearing.subjects import asking_part

_TOLD = frozenset({MoveKind.TELL_FACT, MoveKind.TELL_LIFE})
_WHEN = {
    Language.ZH: re.compile(r"什么时候|啥时候|哪(一)?天|几号|几月|哪年|哪个月|多久|多长时间|几点|几年|星期几|礼拜几"),
    Language.EN: re.compile(r"\b(when|what (day|date|time|month|year)|which (day|month|year)|how long|since when)\b", re.IGNORECASE),
}
_MUCH = {
    Language.ZH: re.compile(r"多少|几(个|单|次|岁|口|块|千|百|万|趟|家|份)|多大"),
    Language.EN: re.compile(r"\bhow (much|many|old|often)\b|\bwhat (does|do|did|would) [^?]{0,40}\b(come to|cost|pay|bring)", re.IGNORECASE),
}
_HAS = {
    (Language.ZH, "when"): re.compile(r"[\d零一二两三四五六七八九十半几](年|个?月|号|天|点|周|日)|月[底初]|礼拜|星期|周[一二三四五六日末]|[昨今前明去]年|[昨今前]天|上个?月|以前|刚才|早[上就]|晚上|中午|下午|从小"),
    (Language.ZH, "much"): re.compile(r"[\d零一二两三四五六七八九十百千万半]"),
    (Language.EN, "when"): re.compile(
        r"\d|\b(years?|months?|weeks?|days?|since|ago|last|yesterday|today|morning|evening|night|noon|o'clock|spring|summer|autumn|fall|winter|christmas|easter"
        r"|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|january|february|march|april|may|june|july|august|september|october|november|december"
        r"|first|second|third|\w+th)\b", re.IGNORECASE),
    (Language.EN, "much"): re.compile(
        r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|grand|couple|dozen|half|none|nothing"
        r"|\w+teen)\b", re.IGNORECASE),
}


class Wanted(StrEnum):
    """What a question wants to hear: a time or a number."""

    WHEN = "when"
    MUCH = "much"


def wanted(text: str, language: Language) -> Wanted | None:
    """What the question of a line wants to hear; None where it is neither, or both."""
    part = asking_part(text)
    when, much = bool(_WHEN[language].search(part)), bool(_MUCH[language].search(part))
    return None if when == much else Wanted.WHEN if when else Wanted.MUCH


def in_kind(moves: list[Move], kind: Wanted, state: CallState) -> list[Move]:
    """The same moves, told in the words that answer such a question, where some of those have not been said yet."""
    return [_fitting(move, kind, state) for move in moves]


def tells(spoken: Spoken, kind: Wanted, state: CallState) -> tuple[str, ...]:
    """The lines that answer such a question and have not been said yet."""
    said = "\n".join(state.used).casefold()
    return tuple(line for line in spoken.in_(state.language) if _HAS[(state.language, kind.value)].search(line) and line.strip(" 。.！!？?").casefold() not in said)


def _fitting(move: Move, kind: Wanted, state: CallState) -> Move:
    spoken = move.spoken or (move.fact.spoken if move.fact is not None else None)
    if move.kind not in _TOLD or spoken is None:
        return move
    language = state.language
    fit = tells(spoken, kind, state)
    if not fit:
        return move
    narrowed = Spoken(zh=fit, en=spoken.en) if language is Language.ZH else Spoken(zh=spoken.zh, en=fit)
    if move.spoken is not None:
        return move.model_copy(update={"spoken": narrowed})
    assert move.fact is not None
    return move.model_copy(update={"fact": move.fact.model_copy(update={"spoken": narrowed})})
