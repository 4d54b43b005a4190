"""What kind of answer a question wants, for questions that no act and no topic of the case explains: so that none is met with a listening noise."""
from __future__ import annotations

import re
from enum import StrEnum

from trainer.domain.text import Language


class Asked(StrEnum):
    """The kind of a question, by its last sentence."""

    LEAVE = "leave"  # may I, shall we, is that all right
    YES_NO = "yes_no"  # did you, is there
    FIGURE = "figure"  # when, how much, which number: may have slipped one's mind
    DETAIL = "detail"  # who, where, what kind: nobody forgets, but need not tell
    REASON = "reason"  # why, how come, how do you mean


_SENTENCE = re.compile(r"[^。.！!；;…？?\n]+[？?]?")
_LEAVE = {
    Language.ZH: re.compile(r"(可以|好|行|成|中|能|方便|要得|同意)(吗|么|不|吧|嘛|不行|不好|不可以|不方便)?[？?]?$|[行可好]不[行可好]|没问题吧|要不要|需要我|要我[给帮]|有笔[吗没]|麻烦[您你]|[您你]记一下|转告"),
    Language.EN: re.compile(r"\b(okay|ok|alright|all right|right|yeah|fair enough|deal)\s*\?*$|\b(is that (ok|okay|all right|alright|fine)|would that (work|help|suit)|does that (work|help|suit|sound)|shall (i|we)|can i|may i|could i|do you mind|(do|would) you (like|want) me|would you like|want me to|(do you have|have you got|got) a pen|(can|could|would|will) you (please )?(write|take|note|tell|pass|ask|give|put|hold|wait|bear))\b[^?]*\?$", re.IGNORECASE),
}
_REASON = {
    Language.ZH: re.compile(r"为什么|为啥|为何|凭啥|怎么(会|就|回事|想|办|弄|生活|过|样)|咋(会|就|回事|想|办|整)|什么意思|啥意思"),
    Language.EN: re.compile(r"\b(why|how come|what for|how did|how do|how are|how's|what happened|what do you mean|what's going on)\b", re.IGNORECASE),
}
_FIGURE = {
    Language.ZH: re.compile(r"什么时候|啥时候|何时|哪[天年月]|几[号点月年时]|多久|多长|多少(?!人)|号码|编号|卡号|单号|参考号|日期|金额|哪一?笔|上次|最后一次"),
    Language.EN: re.compile(r"\b(when|what (day|date|time|year|month)|how (much|long|often)|number|reference|code|exactly|last (time|paid|payment)|which (letter|statement|form|one))\b", re.IGNORECASE),
}
_DETAIL = {
    Language.ZH: re.compile(r"谁|哪|几|多少|多大|多久|多长|多远|什么|啥|怎么|咋|何时"),
    Language.EN: re.compile(r"\b(who|whose|where|when|which|what|how (many|much|long|old|often|far|big)|how)\b", re.IGNORECASE),
}
_HAVE = {  # whether there is such a thing: a yes or no would be a fact
    Language.ZH: re.compile(r"有没有|有(?!点)[^，。？?]*[吗么没]|没有[？?]?$"),
    Language.EN: re.compile(r"\b(do you have|have you got|you got|got any|is there|are there|any)\b", re.IGNORECASE),
}
_OR = {Language.ZH: re.compile(r"还是"), Language.EN: re.compile(r"\bor\b", re.IGNORECASE)}


def asked(text: str, language: Language) -> Asked:
    """The kind of answer that the last asking sentence of a line wants.

    Args:
        text: A line that asks something.
        language: Its language.
    """
    sentences = [found.group(0).strip() for found in _SENTENCE.finditer(text)]
    marked = [sentence for sentence in sentences if sentence.endswith(("？", "?"))]
    last = (marked or sentences or [text])[-1]
    if _LEAVE[language].search(last):
        return Asked.LEAVE
    if _FIGURE[language].search(last) or _HAVE[language].search(last):
        return Asked.FIGURE
    if _REASON[language].search(last):
        return Asked.REASON
    if _DETAIL[language].search(last) or _OR[language].search(last):
        return Asked.DETAIL
    return Asked.YES_NO
