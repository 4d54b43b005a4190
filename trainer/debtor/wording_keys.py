"""What a wording file may hold: its sections, the keys of each, the slots of each key, lengths, and words that never belong in a debtor's mouth."""
from __future__ import annotations

import re
from typing import get_args

from trainer.debtor.moves import MoveKind
from trainer.domain.scenario import Topic
from trainer.domain.text import Language

TOPICS: tuple[str, ...] = get_args(Topic)
TERM_KEYS = (
    "amount", "day", "count", "amount+day", "amount+count", "day+count", "amount+day+count", "first+amount+count", "first+amount+day+count",
)

_K = MoveKind
STANCE: dict[MoveKind, str] = {
    kind: stance
    for stance, kinds in {
        "bare": (
            _K.PICK_UP, _K.SILENCE, _K.HANG_UP, _K.GOODBYE, _K.INTERRUPT, _K.ACKNOWLEDGE, _K.QUOTE_SCRIPT, _K.CRY, _K.PASS_PHONE, _K.SELF_HARM_REMARK,
            _K.THANK, _K.CONFIRM_RECAP, _K.CONFIRM_LINE, _K.AS_YOU_LIKE, _K.ABOUT_SAFETY, _K.NEVER_MIND, _K.GIVE_NAME,
        ),
        "plain": (
            _K.CONFIRM_IDENTITY, _K.GIVE_IDENTITY_DATA, _K.ASK_WHO, _K.ASK_WHY_CALLING, _K.ASK_RELATION, _K.ASK_REPEAT, _K.SOFTEN,
            _K.OFFER_MESSAGE, _K.SAY_NOT_HERE, _K.REACT_WAIT, _K.REACT_NONSENSE, _K.REACT_LANGUAGE, _K.REACT_SCRIPT, _K.STALL, _K.BUSY, _K.CALL_BACK_LATER,
            _K.OFF_SUBJECT, _K.PROMISE_EMPTY, _K.CONFIRM_METHOD, _K.DENY_IDENTITY, _K.ASK_RECORDED, _K.ASK_PROOF, _K.ASK_WHY_ASK,
            _K.OWN_CARD, _K.CONFIRM_SO, _K.SEND_HERE, _K.TAKE_BACK, _K.SAY_RELATION, _K.SAY_WHEN_BACK, _K.EITHER, _K.SURE,
        ),
        "ask": (
            _K.ASK_INTEREST, _K.ASK_CREDIT, _K.ASK_REDUCE, _K.ASK_CONSEQUENCE, _K.ASK_BREAKDOWN, _K.ASK_HELP, _K.ASK_TIME,
        ),
        "bargain": (_K.HAGGLE,),
        "refuse": (
            _K.REFUSE_IDENTITY, _K.ASK_REMOVE, _K.DENY_DEBT, _K.DISPUTE, _K.CLAIM_PAID, _K.REFUSE_QUESTION, _K.DEMAND_PAPERS, _K.CEASE_REQUEST,
            _K.REFUSE_TO_PAY, _K.CANNOT_PAY, _K.REJECT_PLAN, _K.CORRECT_RECAP, _K.REFUSE_DETAILS, _K.KEEP_FAMILY_OUT, _K.NO_MORE, _K.NO_SOONER,
        ),
        "dodge": (_K.DODGE, _K.UNSURE, _K.SAY_NEITHER, _K.NOT_AT_HAND, _K.RATHER_NOT, _K.FORGET_WHEN, _K.FORGET_COUNT, _K.KEEP_WHO, _K.KEEP_WHERE),
        "tell": (_K.TELL_FACT, _K.TELL_COVER, _K.CONFESS, _K.ADMIT_DEBT, _K.NAME_REPRESENTATIVE, _K.EXCUSE, _K.NOTHING_MORE, _K.TELL_LIFE, _K.ANSWER),
        "feel": (_K.VENT, _K.SHAME, _K.FEAR),
        "attack": (
            _K.COMPLAIN_CALLS, _K.SARCASM, _K.INSULT, _K.ACCUSE, _K.THREATEN_COMPLAINT, _K.REACT_INSULTED, _K.REACT_LECTURE, _K.REACT_REPEAT,
        ),
        "offer": (_K.OFFER, _K.COUNTER),
        "agree": (_K.ACCEPT, _K.ACCEPT_RELUCTANTLY, _K.PROMISE, _K.PROMISE_VAGUE),
    }.items()
    for kind in kinds
}
STANCES = ("any", "bare", "plain", "ask", "bargain", "refuse", "dodge", "tell", "feel", "attack", "offer", "agree")
TAIL_STANCES_OF_ANY = frozenset({"tell", "feel", "refuse", "dodge"})
EXTRA_CORES = ("outburst", "aside")

FACT_KINDS = frozenset({_K.TELL_FACT, _K.TELL_COVER, _K.CONFESS})
BROUGHT_KINDS = frozenset({_K.TELL_LIFE, _K.ANSWER, _K.GIVE_NAME})  # their words always come with the move; no file has any for them
NUMBER_KINDS = frozenset({_K.OFFER, _K.COUNTER, _K.PROMISE, _K.CORRECT_RECAP})
SAID_WITHOUT_NUMBERS = {_K.OFFER: _K.PROMISE_VAGUE, _K.COUNTER: _K.HAGGLE, _K.PROMISE: _K.PROMISE_VAGUE, _K.CORRECT_RECAP: _K.ASK_REPEAT}
PEOPLE_SLOTS = frozenset({"he", "him", "his", "hes", "child", "spouse", "parent", "bank"})
REQUIRED_SLOTS: dict[MoveKind, frozenset[str]] = {
    **dict.fromkeys(FACT_KINDS, frozenset({"fact"})),
    **dict.fromkeys(NUMBER_KINDS, frozenset({"terms", "deal"})),
    _K.GIVE_IDENTITY_DATA: frozenset({"text"}),
}
OPTIONAL_SLOTS: dict[MoveKind, frozenset[str]] = {
    **dict.fromkeys((_K.ACCEPT, _K.ACCEPT_RELUCTANTLY, _K.CONFIRM_RECAP), frozenset({"terms", "deal"})),
    **dict.fromkeys((_K.REJECT_PLAN, _K.CANNOT_PAY), frozenset({"amount", "deal"})),
    **dict.fromkeys((_K.DODGE, _K.REFUSE_QUESTION), frozenset({"topic"})),
    **dict.fromkeys((_K.NAME_REPRESENTATIVE, _K.CONFIRM_METHOD, _K.SAY_NOT_HERE, _K.CALL_BACK_LATER), frozenset({"text"})),
    **dict.fromkeys((_K.CALL_BACK_LATER, _K.ASK_TIME), frozenset({"day", "on_day"})),
}
TERM_SLOTS = frozenset({"amount", "day", "on_day", "count", "first"})

LONGEST = {Language.ZH: {"core": 26, "extra": 70, "filler": 9}, Language.EN: {"core": 20, "extra": 55, "filler": 9}}
FIGURES = {Language.ZH: frozenset({"12378"}), Language.EN: frozenset({"12378"})}
LATIN_IN_ZH = frozenset({"APP", "OK", "ATM"})
FORBIDDEN = {
    Language.ZH: re.compile(
        r"[（）()【】*_#<>《》]|作为(一个|一名)?(AI|人工智能|语言模型)|语言模型|模拟|扮演|为您服务|请问有什么可以帮|感谢您的(来电|配合|理解)|我理解您|请您|竭诚|温馨提示|综上|首先|其次"
    ),
    Language.EN: re.compile(
        r"[()*_#<>\u3000-\u9fff\uff00-\uffef]|as an ai|language model|role.?play|how (can|may) i (help|assist)|i understand your|thank you for (calling|your patience)|happy to assist"
        r"|please be advised|as per|furthermore|moreover|kindly\b|rest assured",
        re.IGNORECASE,
    ),
}


def allowed_slots(kind: MoveKind) -> frozenset[str]:
    """The slots that a core of this kind may hold."""
    return PEOPLE_SLOTS | OPTIONAL_SLOTS.get(kind, frozenset()) | REQUIRED_SLOTS.get(kind, frozenset())


def length(words: str, language: Language) -> int:
    """Length of a line as the caps count it: characters without punctuation and spaces in Chinese, words in English; a slot counts two."""
    words = re.sub(r"\{[a-z_]+\}", "钱钱" if language is Language.ZH else "x x", words)
    if language is Language.ZH:
        return len(re.sub(r"[\W_]", "", words))
    return len(re.findall(r"[A-Za-z0-9'’£$,-]*[A-Za-z0-9][A-Za-z0-9'’-]*", words))
