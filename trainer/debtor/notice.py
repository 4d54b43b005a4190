"""What the debtor notices in a turn: the causes that will move the mood, what was asked, and which numbers were put on the table."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from trainer.debtor import means
from trainer.debtor.asked import Asked, asked
from trainer.debtor.case_words import case_words, fact_meant
from trainer.debtor.in_kind import Wanted, wanted
from trainer.debtor.known_questions import Known, known_question
from trainer.debtor.numbers import day_named, echoes_offer, recapped, terms_of
from trainer.debtor.own_name import own_name
from trainer.debtor.state import CallState, Cast, Terms
from trainer.debtor.tables import everyday_named, subject_table, topics_named
from trainer.debtor.vocabulary import ABUSE, ANSWERS, ASKING, BY_CONTACT, HARD_PRESSING, OPENINGS, PRESSING, SOFT, UNTRUE
from trainer.domain.call import CollectorDeed
from trainer.domain.heard import Heard
from trainer.domain.scenario import Fact, Spoken, Topic
from trainer.domain.subjects import Subject
from trainer.domain.text import Language
from trainer.hearing.subjects import asking_part, subject_of

_PLAINLY = 0.8  # how near a line must come to a known question to be one, whatever rule it breaks
Oddity = Literal["empty", "nonsense", "other_language", "script"]

_SCRIPT = re.compile(
    r"(ignore|forget|disregard)\s+(all\s+|any\s+|the\s+|your\s+|previous\s+|prior\s+|above\s+)*(instruction|prompt|rule|direction)"
    r"|system prompt|you are (now )?an? (ai|assistant|language model)|as an ai|jailbreak|developer mode|rubric|scorecard"
    r"|(忽略|无视|忘掉|忘记)(你|您)?(之前|以上|所有|全部|上面|前面|的)*(的)?(指令|指示|提示|设定|规则)"
    r"|(as per|according to|following|per|under) (the |our |my )?(procedure|protocol|process|script|guidelines?|checklist|training)[^.?!]{0,50}"
    r"\b(empath|sympath|apolog|acknowledg|reflect|listen|understand)"
    r"|\b(i|we) (hereby|now|will now|am now|shall now) (\w+ )?(empath\w*|acknowledg\w*|reflect\w*|demonstrat\w*|show\w* empathy)"
    r"|(按|按照|照|依照|依据|根据|遵照)(流程|程序|规程|规范|话术|培训|要求|标准|脚本)[^。！？!?]{0,12}(共情|同理|理解您|理解你|同情|致歉|安抚|倾听|复述)"
    r"|共情|同理心|得分点|加分项|评分项|系统提示|提示词|你是(一个)?(人工智能|语言模型|AI|ai)|评分标准|评分细则|给我(打)?满分",
    re.IGNORECASE,
)
# what the rubric lists, in its own words: nobody says two of these in one breath
_LISTED = re.compile(
    r"接住情绪|弄清(为什么没还|还得起多少|愿不愿意还)|把听到的说回去|说话的余地|提出具体请求|可选方案|正面回应异议|说明后果|定下(金额|日期|方式)|核实本人|积极倾听|开放式(问题|提问)|情绪安抚"
    r"|acknowledg\w* (the|your) feelings?|answer\w* (your |the )?objections?|test\w* (your |the )?willingness|concrete ask|offer\w* options|explor\w* (your )?(reason|ability)"
    r"|right party|affordable plan|open(-ended)? question|active(ly)? listen\w*|true consequences|complaint route|special care|next contact agreed|agreement confirmed",
    re.IGNORECASE,
)
_NAMES_SELF = re.compile(r"我是|我这边|我们是|这里是|我姓|\b(this is|it's|i'm|my name|calling from|i am)\b", re.IGNORECASE)
_SOME_BANK = re.compile(r"银行|信用卡中心|卡中心|信用卡部|催收|贷后|\b(bank|card (centre|center|company|people|services|team)|credit union|collections?|recover(y|ies))\b", re.IGNORECASE)
_NAMING = frozenset({"state_purpose", "state_amount", "state_overdue"})  # what is due is no proposal yet
# Demands that a question about a payment already made is not.
_NOT_OF_THE_PAST = frozenset({"ask_commitment", "ask_ability", "ask_plan", "ask_willingness", "verify_identity", "propose_full", "propose_partial", "request_documents"})
_PAST_PAYMENT = {
    Language.ZH: re.compile(r"(哪天|哪一天|什么时候|啥时候|几号|怎么|用什么(方式)?|从哪|在哪|多少钱?)[^，。？]{0,6}(还|付|转|交|存)(的|过)|(还|付|转|交|存)了多少|(还|付|转|打|存)到(的)?(哪|别的|另|其他)|(截图|回单|凭证|转账记录)[^。]{0,6}(有|吗|么)|有[^。？]{0,8}(截图|回单|凭证)"),
    Language.EN: re.compile(
        r"\b(when|what day|which day|how|how much|which card|what card|where)\b[^.?!]{0,20}\b(did|was|were)\b[^.?!]{0,30}\b(pay|paid|payment|send|sent|transfer|go)\b"
        r"|\bwhich (card|account) did\b|\b(another|the other|a different|wrong) (card|account)\b|\b(receipt|screenshot|confirmation|stub)\b[^.!]{0,25}\?", re.IGNORECASE),
}
_WHICH_CARD = {Language.ZH: re.compile(r"哪张卡|别的卡|另(外)?一?张|尾号|其他卡|两张"), Language.EN: re.compile(r"\b(which|what|another|other|different|wrong|two) (card|account)", re.IGNORECASE)}
_FEAST = re.compile(r"过生日|谁的?生日|生日快乐|喝(了|的|过)?(多少|几|什么|白的|啤的|酒)|\bwhose birthday\b|\bhappy birthday\b|\b(how much|what) (have|did|are) you (had|have|drink|drinking|drunk)\b", re.IGNORECASE)
_WHOSE_NAME = re.compile(r"怎么称呼|贵姓|您叫什么|你叫什么|您姓什么|您是哪位|\bwho (am i|do i have|is this i'm) (speaking|talking|on)|\bwhat'?s your (name|surname|last name|first name)|\byour (surname|last name|first name|name)\b[^.!]{0,25}\?|\bwhat (should|do|can) i call you", re.IGNORECASE)
_BY_WHICH_WAY = re.compile(r"用(哪|什么|啥)[^，。]{0,6}(还|付|转|卡)|哪张卡还|还是微信|微信还是|银行还是|怎么还给|\bhow (will|would|are|do) you (be |want to |like to )?(pay|paying|send)\b(?![^?]{0,12}\b(all at once|off|rent|for|by)\b)|\bwhich card (will|are|do|would|should)\b|\b(card or|bank transfer or|app or|online or|debit or|check or|cheque or)\b", re.IGNORECASE)
_OF_PAYING = re.compile(r"还(?!没|有|是|在|要|得|会|能|可)|付|钱|多少|金额|\b(?:pay|paid|payment|amount|much|money|settle|clear)", re.IGNORECASE)
_IN_ARREARS = re.compile(
    r"(卡|账|款|账单).{0,8}(没还|逾期|欠着|拖着)|[\d一二两三四五六七八九几]+(期|个月)(的)?(账单|账|款)?(都|还)?没(还|交)"
    r"|\b(card|account|loan|balance)\b[^.?!]{0,40}\b(overdue|past due|behind|in arrears|unpaid)\b|\bpayments? (was |were |has been |have been )?missed\b|\bmissed (a|the|your|two|three|some|several|\d) ?payments?\b",
    re.IGNORECASE,
)
_MARKED = re.compile(r"[?？]|([吗么]|(?<![也都还])没有|了没)\s*[。！!…]*\s*$")
_ASKED_FOR = re.compile(r"估一下|(?<![跟给向和]您)(?<![跟给向和]你)(?<!我)(说|讲|报|聊|谈)(一)?(下|说|讲|谈)|告诉我|大概说|\b(tell me|walk me through|give me a|talk me through)\b", re.IGNORECASE)
_QUESTION_WORD = re.compile(
    r"什么(?!的)|啥|怎么|咋|多少|哪(?!怕)|几号|几点|谁|有没有|有无|是不是|是否|能不能|会不会|要不要|愿不愿|行不行|好不好|(?<!的)(?<!这)还是(?!要|得|会|先|可以|希望|建议|那)|请问"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True)
class Noticed:
    """What a turn was to the debtor. `causes` feed the mood in this order; `asks` are the acts that want an answer, in the order of the words."""

    deed: CollectorDeed
    acts: tuple[str, ...]
    causes: tuple[str, ...]
    asks: tuple[str, ...]
    topics: tuple[Topic, ...]
    proposal: Terms | None
    recap: Terms | None
    recap_right: bool
    odd: Oddity | None
    long: bool
    abused: bool
    repeated: int
    answered: bool
    caught: tuple[Fact, ...]
    breaches: tuple[str, ...]
    key: str
    day: date | None = None
    question: bool = False
    echo: bool = False
    everyday: frozenset[str] = frozenset()
    asked: Asked | None = None
    subject: Subject | None = None
    sums: bool = False
    wanted: Wanted | None = None
    of_payment: bool = False
    of_name: bool = False
    of_method: bool = False
    known: Known | None = None
    own_name: Spoken | None = None

    def does(self, *acts: str) -> bool:
        """Whether the line did one of these acts."""
        return any(act in self.acts for act in acts)


def line_key(text: str) -> str:
    """A line without spaces, marks and case, so that the same phrase is known again."""
    return re.sub(r"[\W_]+", "", text.lower())


@lru_cache(maxsize=4096)
def _pairs(key: str) -> frozenset[str]:
    return frozenset(key[i : i + 2] for i in range(len(key) - 1))


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < 8:
        return False
    first, second = _pairs(one), _pairs(other)
    return len(first & second) / len(first | second) >= 0.82


def oddity(heard: Heard) -> Oddity | None:
    """Whether the line is no talk at all: empty, meaningless, in another language than the call's, or about prompts and scores."""
    text = heard.text.strip()
    if not re.sub(r"[\s.…。,，\u200b-\u200f\u202a-\u202e]+", "", text):
        return "empty"
    if _SCRIPT.search(text) or len({found.group(0).lower() for found in _LISTED.finditer(text)}) >= 2:
        return "script"
    han, latin = len(_HAN.findall(text)), len(_LATIN_WORD.findall(text))
    if heard.language is Language.ZH and latin >= 3 and han * 2 < latin:
        return "other_language"
    if heard.language is Language.EN and han >= 3 and latin < 3:
        return "other_language"
    if re.search(r"<\s*/?\s*(script|html|body|div|iframe)", text, re.IGNORECASE):
        return "nonsense"
    if not heard.acts and not heard.amounts and not re.search(r"\w", text):
        return "nonsense"
    return None


def is_long(text: str, language: Language) -> int:
    """0 for a turn of ordinary length, 1 for a long one, 2 for a speech."""
    size = len(text) if language is Language.ZH else len(text.split())
    limit = 75 if language is Language.ZH else 55
    return 2 if size > 2 * limit else 1 if size > limit else 0


def is_question(text: str) -> bool:
    """Whether a line wants an answer: marked as a question, a question word in its last clause, or a request to tell."""
    last = re.split(r"[，,。.！!；;]", text.strip(" 。.！!…"))[-1]
    text = re.sub(r"^\s*[A-Za-z]+\?\s*(?=\S)", "", text)  # "Honestly? It gets worse." asks nothing
    return bool(_MARKED.search(text) or _ASKED_FOR.search(text) or _QUESTION_WORD.search(last))


def _acts(heard: Heard, institution: str) -> tuple[str, ...]:
    """The acts as the debtor takes them: asking for somebody while naming a card centre does not yet say what the call is about; a name given is a name."""
    acts = heard.act_codes()
    core = institution[:4] if heard.language is Language.ZH else " ".join(institution.split()[:2])
    if "identify_institution" not in acts and _NAMES_SELF.search(heard.text) and (core.lower() in heard.text.lower() or _SOME_BANK.search(heard.text)):
        acts = (*acts, "identify_institution")
    if _FEAST.search(heard.text):  # whose birthday it is, or how much was drunk, proves nobody and counts no money
        acts = tuple(act for act in acts if act not in ("verify_identity", "ask_ability", "ask_commitment"))
    if {"schedule_callback", "ask_commitment"} <= set(acts) and not heard.amounts and not _OF_PAYING.search(heard.text):
        acts = tuple(act for act in acts if act != "ask_commitment")  # the day asked for is that of the next call
    if "ask_right_party" in acts and not {"state_amount", "state_overdue"} & set(acts):
        return tuple(act for act in acts if act != "state_purpose")
    if not _NAMING & set(acts) and not is_question(heard.text) and _IN_ARREARS.search(heard.text):
        acts = (*acts, "state_purpose")
    return acts


def notice(state: CallState, cast: Cast, deed: CollectorDeed, heard: Heard, breaches: tuple[str, ...]) -> Noticed:
    """Turn what the collector did into what the debtor notices.

    Args:
        state: The call before this turn.
        cast: The case and who is on the line.
        deed: What the collector did.
        heard: What was heard of the line; ignored unless something was said.
        breaches: Codes of the rules that the line broke in its context.
    """
    if deed is not CollectorDeed.SAY:
        cause = {CollectorDeed.HOLD: ("hold",), CollectorDeed.WAIT: ("waiting",)}.get(deed, ())
        return Noticed(deed, (), cause, (), (), None, None, False, None, False, False, 0, False, (), (), "")
    odd = oddity(heard)
    acts = () if odd else _acts(heard, cast.scenario.case.institution.in_(state.language))
    paid = not odd and _asks_of_the_payment(heard.text, state, cast)
    if paid:
        acts = tuple(act for act in acts if act not in _NOT_OF_THE_PAST)
    key = line_key(heard.text)
    repeated = sum(_alike(key, earlier) for earlier in state.lines) if len(key) >= 4 else 0
    asks = tuple(act for act in acts if act in ASKING)
    subject = subject_of(heard.text, state.language, case_words(cast, state), state.about) if not odd else None
    question = is_question(heard.text) or subject is not None
    first_word = "purpose" not in state.known and bool(set(acts) & _NAMING) and not question
    proposal = terms_of(heard, cast, state) if not odd and not first_word else None
    recap, right = recapped(heard, cast, state, acts) if not odd else (None, False)
    size = is_long(heard.text, state.language)
    known = None if odd else known_question(heard.text, cast, state)
    felt = _felt(heard, acts, breaches, plainly=known is not None and known.nearness >= _PLAINLY)
    abused = any(code in ABUSE for code in felt) or heard.tone.hostility >= 0.6
    caught = _caught(state, cast, heard) if not odd else ()
    answered = state.open_question is not None and bool(ANSWERS.get(state.open_question, frozenset()) & set(acts))
    causes = [*acts, *felt]
    causes += _manner(heard, state, acts, odd, size, repeated, abused)
    causes += _dealings(state, acts, asks, proposal, recap, right, abused, breaches, answered)
    if proposal is not None and proposal.has_amount:
        causes.append("within_means" if means.strain_of(cast.scenario, proposal) <= means.BEYOND else "beyond_means")
    causes += ["caught"] * len(caught)
    if "propose_waiver" in state.concessions and "reject_offer" in acts and "propose_waiver" not in acts and state.on_table and state.on_table.waived:
        causes.append("promise_taken_back")
    topics = _topics(heard.text, state, cast, subject) if not odd else ()
    if not topics and subject is None and question and not odd and (fact := fact_meant(asking_part(heard.text), cast, state)) is not None:
        topics = (fact.topic,)
    if paid:
        subject, topics = None, _of_the_payment(heard.text, state, cast)
    return Noticed(
        deed, acts, tuple(causes), asks, topics, proposal, recap, right, odd, size > 0, abused, repeated, answered, caught, breaches, key,
        day_named(heard, cast.scenario.call_date), question, not odd and echoes_offer(heard, state),
        everyday_named(heard.text, state.language) if not odd else frozenset(), asked(heard.text, state.language) if question and not odd else None, subject,
        bool(heard.amounts), wanted(heard.text, state.language) if question and not odd else None, paid,
        not odd and bool(_WHOSE_NAME.search(heard.text)), not odd and bool(_BY_WHICH_WAY.search(heard.text)),
        known, own_name(heard.text, cast, state.language) if not odd and _WHOSE_NAME.search(heard.text) else None,
    )


def _asks_of_the_payment(text: str, state: CallState, cast: Cast) -> bool:
    """Whether the line asks about a payment that the debtor says was made: a question about the past, however much it sounds like a demand."""
    told = state.moved("claim_paid") or any(fact.topic == "payment_proof" and fact.id in state.facts_told for fact in cast.scenario.facts)
    return bool(told) and bool(_PAST_PAYMENT[state.language].search(text))


def _of_the_payment(text: str, state: CallState, cast: Cast) -> tuple[Topic, ...]:
    """On what a question about the payment made is: the card it went to, where that is a matter of its own, else the payment."""
    card = _WHICH_CARD[state.language].search(text) and any(fact.topic == "dispute" and fact.id not in state.facts_told for fact in cast.scenario.facts)
    return ("dispute",) if card else ("payment_proof",)


def _topics(text: str, state: CallState, cast: Cast, subject: Subject | None) -> tuple[Topic, ...]:
    """What the words name, and the topic on which a question of this subject has a fact still to be told."""
    named = topics_named(text, state.language)
    untold = {fact.topic for fact in cast.scenario.facts if fact.id not in state.facts_told}
    meant = next((topic for topic in subject_table()[subject].topics if topic in untold), None) if subject is not None else None
    return named if meant is None or meant in named else (*named, meant)


def _felt(heard: Heard, acts: tuple[str, ...], breaches: tuple[str, ...], *, plainly: bool) -> tuple[str, ...]:
    """The rules broken as the debtor feels them: abuse that neither sounds like any nor leaves out the matter at hand is just something wrong; `plainly` a plain question."""
    sounds = heard.tone.hostility >= 0.1 or heard.tone.pressure >= 0.2
    return tuple(code if code not in ABUSE or sounds or (not acts and not plainly and code not in BY_CONTACT) else "rule_broken" for code in breaches)


def _manner(
    heard: Heard, state: CallState, acts: tuple[str, ...], odd: Oddity | None, size: int, repeated: int, abused: bool,
) -> list[str]:
    causes: list[str] = []
    if odd:
        causes.append({"empty": "empty_line", "nonsense": "nonsense", "other_language": "other_language", "script": "script_talk"}[odd])
    if size:
        causes.append("long_turn")
    soft = bool(set(acts) & SOFT)
    if size == 2 or (size == 1 and not soft and not set(acts) & ASKING) or ("inform_consequence" in acts and state.count("inform_consequence") >= 2):
        causes.append("lecture")
    if repeated:
        causes.extend(["repetition"] * min(repeated, 2))
    if heard.tone.hostility >= 0.5:
        causes.append("hostile_tone")
    elif heard.tone.warmth >= 0.6 and not abused:
        causes.append("warm_tone")
    if not odd and state.collector_turns >= 1 and state.count("unnamed") < 2 and not {"identify_self", "identify_institution"} & (set(state.known) | set(acts)):
        causes.append("unnamed")
    return causes


def _dealings(
    state: CallState, acts: tuple[str, ...], asks: tuple[str, ...], proposal: Terms | None, recap: Terms | None, right: bool, abused: bool,
    breaches: tuple[str, ...], answered: bool,
) -> list[str]:
    causes: list[str] = []
    opened = any(kind in OPENINGS for kind in state.last_moves)
    soft = bool(set(acts) & SOFT)
    if soft and not abused:
        fresh = opened and state.empathy_run < 2
        causes.append("acknowledged" if fresh or ("reflect" in acts and opened) else "empathy_empty" if state.empathy_run >= 1 and not asks else "")
    told_on_asking = answered and set(acts) & PRESSING == {"inform_consequence"}
    if set(acts) & PRESSING and not told_on_asking and not abused and not set(breaches) & UNTRUE and state.identity != "unknown":
        causes.append("pressed" if set(acts) & HARD_PRESSING else "asked_for_money")
        if state.pressed_run >= 3 and not soft and set(acts) & HARD_PRESSING:
            causes.append("pressed_hard")
        if (proposal is not None and proposal.has_amount) or "ask_commitment" in acts:
            causes.append("concrete_ask")
    if state.open_question:
        causes.append("question_answered" if answered else "" if soft else "ignored")
    if recap is not None:
        causes.append("recap_right" if right else "recap_wrong")
    if set(breaches) & UNTRUE:
        causes.append("false_statement")
    if state.collector_turns - state.last_progress >= 6:
        causes.append("no_progress")
    return [cause for cause in causes if cause]


def _caught(state: CallState, cast: Cast, heard: Heard) -> tuple[Fact, ...]:
    lowered = heard.text.lower()
    amounts = {hit.value for hit in heard.amounts}
    days = {hit.value.isoformat() for hit in heard.dates}
    found = []
    for fact in cast.scenario.facts:
        if fact.id in state.caught or fact.id in state.facts_told or not fact.caught_by:
            continue
        if any(_names(entry, lowered, amounts, days) for entry in fact.caught_by):
            found.append(fact)
    return tuple(found)


def _names(entry: str, lowered: str, amounts: set, days: set) -> bool:
    if re.fullmatch(r"\d+(\.\d+)?", entry):
        return any(abs(float(amount) - float(entry)) < 0.5 for amount in amounts)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", entry):
        return entry in days
    return entry.lower() in lowered
