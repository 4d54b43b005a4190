"""What kind of answer a question wants, for questions that no act and no topic of the case explains: so that none is met with a listening noise."""
from __future__ import annotations

import re
from enum import StrEnum

from trainer.domain.text import Language


class Asked(StrEnum):
    """The kind of a question, by its last sentence."""

    LEAVE = "leave"  # may I, shall we, is that all right
    CHOICE = "choice"  # would you rather this or that
    SURE = "sure"  # are you certain, can you really
    YES_NO = "yes_no"  # did you, is there
    WHEN = "when"  # what day, since when, how long
    COUNT = "count"  # how much, how many
    FIGURE = "figure"  # which number, have you a paper: may have to be looked for
    WHO = "who"  # who, what name
    WHERE = "where"  # what place
    DETAIL = "detail"  # what kind, which of them: nobody forgets, but need not tell
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
_SURE = {
    Language.ZH: re.compile(r"确定[吗么不]|确定[？?]|您确定|你确定|肯定[吗么]|真的[吗么]|真能|靠谱[吗么]|做得到[吗么]|说话算数"),
    Language.EN: re.compile(r"\b(are you (quite |really |absolutely )?(sure|certain|positive)|you('re| are)? sure|is that a promise|can you really|will you really|do you mean it|really\?$|you promise)", re.IGNORECASE),
}
_CHOICE = {
    Language.ZH: re.compile(r"(想|要|希望|方便|愿意|喜欢|觉得|给您|给你|发|寄|打|用|选)[^？?。]{0,18}还是|(微信|支付宝|手机银行|APP|银行卡|现金|柜台|网点|邮件|短信|写信|信|电话|上午|下午|晚上|周末)[^？?。，]{0,4}还是|还是[^？?。]{0,12}(方便|好一点|好些|合适|好[？?]?$)"),
    Language.EN: re.compile(r"\b(would|do|will|should|shall|can) (you|i|we)\b[^?]*\bor\b|\b(rather|prefer|better|best|easier|suit|works?)\b[^?]*\bor\b|^[^?]*\b(e-?mail|post|letter|text|call|phone|app|branch|cash|card|check|cheque|morning|afternoon|evening)s?,? or\b", re.IGNORECASE),
}
_WHEN = {
    Language.ZH: re.compile(r"什么时候|啥时候|何时|哪[天年月]|几[号点月年时]|多久|多长时间|日期|星期几|周几|礼拜几"),
    Language.EN: re.compile(r"\b(when|what (day|date|time|year|month)|which (day|month|year)|how (long|soon))\b", re.IGNORECASE),
}
_COUNT = {
    Language.ZH: re.compile(r"多少(?!人知)|几(个|次|笔|家|口|遍|趟|回|天|件|块|百|千|万|岁)|金额|多大"),
    Language.EN: re.compile(r"\bhow (much|many|often|old|big|far)\b", re.IGNORECASE),
}
_FIGURE = {
    Language.ZH: re.compile(r"号码|编号|卡号|单号|参考号|证号|哪一?笔|上次|最后一次"),
    Language.EN: re.compile(r"\b(number|reference|code|exactly|last (time|paid|payment)|which (letter|statement|form|one))\b", re.IGNORECASE),
}
_WHO = {
    Language.ZH: re.compile(r"谁|哪位|什么人|哪个人|叫什么|名字|贵姓|姓什么|怎么称呼"),
    Language.EN: re.compile(r"\b(who|whose|who's|what('s| is| was) (his|her|their|your) (sur|last |first )?name|what name|surname)\b", re.IGNORECASE),
}
_WHERE = {
    Language.ZH: re.compile(r"哪里|哪儿|什么地方|啥地方|在哪|去哪|到哪|哪个(医院|单位|公司|厂|学校|地方|区|县|镇|村|网点)|哪家"),
    Language.EN: re.compile(r"\b(where|whereabouts|which (town|city|hospital|company|firm|bank|branch|school|street|part|ward|site|place)|what (town|city|hospital|company|firm|school|street|ward))\b", re.IGNORECASE),
}
_DETAIL = {
    Language.ZH: re.compile(r"哪|几|多远|什么|啥|怎么|咋"),
    Language.EN: re.compile(r"\b(which|what|how)\b", re.IGNORECASE),
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
    for kind, pattern in _IN_ORDER:
        if pattern[language].search(last):
            return kind
    return Asked.YES_NO


_IN_ORDER = (
    (Asked.CHOICE, _CHOICE), (Asked.SURE, _SURE), (Asked.LEAVE, _LEAVE), (Asked.WHEN, _WHEN), (Asked.COUNT, _COUNT), (Asked.FIGURE, _FIGURE), (Asked.FIGURE, _HAVE), (Asked.WHO, _WHO),
    (Asked.WHERE, _WHERE), (Asked.REASON, _REASON), (Asked.DETAIL, _DETAIL), (Asked.DETAIL, _OR),
)
