"""Measures of listening and composure: saying back, acknowledging, giving room, staying level. Stock phrases and question counts earn nothing."""
from __future__ import annotations

import re

from scoring.ears import HeardCall, Moment
from scoring.measured import Measured, MeasureInput, heard_in, not_applicable, quoted, scored
from scoring.phrases import find, says
from scoring.talk import talk
from trainer.domain.heard import DebtorSignalKind
from trainer.domain.text import Language

FEELS = (
    DebtorSignalKind.HARDSHIP, DebtorSignalKind.ILLNESS, DebtorSignalKind.BEREAVEMENT, DebtorSignalKind.VULNERABLE, DebtorSignalKind.SELF_HARM,
    DebtorSignalKind.ABUSE, DebtorSignalKind.COMPLAINT,
)
ACKNOWLEDGES = ("empathise", "reflect", "reassure", "apologise", "advise_support")
ANSWER_WITHIN = 2
HOSTILE = 0.55
TAKEN_UP_ZH = 5  # pairs of characters
TAKEN_UP_EN = 3  # words
_WORDS = re.compile(r"[a-z']{4,}|\d+")
_PLAIN = frozenset(["that", "this", "with", "have", "your", "from", "they", "will", "what", "when", "about", "them", "then", "just", "want", "like", "been", "some", "were", "would", "could", "should", "please", "thank", "thanks", "okay", "yeah", "because", "know"])


def reflections(given: MeasureInput) -> Measured:
    """How often the collector said back what the other side had said, with its content (0-2 and more)."""
    said_back = [moment for moment in given.call.collector if moment.index not in given.broken_turns and says_back(given.call, moment)]
    if not given.call.debtor or (not said_back and not any(_worth_saying_back(moment) for moment in given.call.debtor)):
        return not_applicable("对方没有说过值得复述的内容。", "They said nothing that could be said back.")
    evidence = [quoted(moment, "reflect") for moment in said_back]
    if not said_back:
        return scored(0, "没有把对方的话说回去。", "What they said was never said back.")
    return scored(min(len(said_back), 2), f"复述了 {len(said_back)} 次，扣住了对方的话。", f"Said back {len(said_back)} time{'s' if len(said_back) > 1 else ''}, in their terms.", evidence)


def acknowledgement(given: MeasureInput) -> Measured:
    """Whether distress or anger was answered to the point (0 no, 1 with a stock phrase, 2 to what was said)."""
    felt = next((moment for moment in given.call.debtor if moment.raises(*FEELS)), None)
    if felt is None:
        return not_applicable("对方没有表露情绪或难处。", "No feeling or difficulty was shown.")
    answers = [moment for moment in given.call.collector if moment.index > felt.index][:ANSWER_WITHIN]
    answer = next((moment for moment in answers if moment.does(*ACKNOWLEDGES) and moment.index not in given.broken_turns), None)
    shown = heard_in(felt, *FEELS)
    if answer is None:
        return scored(0, f"对方说“{shown.quote}”，没有得到回应。", f'They said "{shown.quote}"; it went unanswered.', [shown])
    if _stock(given.call, answer):
        return scored(1, "只用了一句套话。", "A stock phrase only.", [shown, quoted(answer, *ACKNOWLEDGES)])
    return scored(2, "针对对方的话作了回应。", "Answered to what was said.", [shown, quoted(answer, *ACKNOWLEDGES)])


def room(given: MeasureInput) -> Measured:
    """Whether the other side had room to speak (0-2), from talk share and the longest turn."""
    figures = talk(given.call)
    if len(given.call.collector) < 3:
        return not_applicable("通话太短。", "The call was too short to tell.")
    longest = max(given.call.collector, key=lambda moment: figures.units[moment.index])
    zh_call = given.call.language is Language.ZH
    too_long = figures.longest > (130 if zh_call else 95)
    long = figures.longest > (85 if zh_call else 60)
    value = 0 if too_long or figures.share > 0.9 else 1 if long or figures.share > 0.82 else 2
    share = round(figures.share * 100)
    unit_zh, unit_en = ("字", "characters") if zh_call else ("词", "words")
    return scored(
        value, f"说了全部话的 {share}%，最长一次 {figures.longest} {unit_zh}。", f"Spoke {share}% of the words; the longest turn was {figures.longest} {unit_en}.",
        [quoted(longest)] if value < 2 else [],
    )


def composure(given: MeasureInput) -> Measured:
    """Whether the collector stayed level when provoked (0-1)."""
    own = given.found("abusive_language", "discrimination", "threat_of_violence")
    hostile = next((moment for moment in given.call.collector if moment.heard and moment.heard.tone.hostility >= HOSTILE), None)
    if own or hostile is not None:
        turn, quote = (own[0].turn, own[0].quote) if own else (hostile.index, hostile.text) if hostile else (0, "")
        return scored(0, "语气失控。", "The tone was lost.", [quoted(next(moment for moment in given.call.collector if moment.index == turn))] if quote else [])
    provoked = next((moment for moment in given.call.debtor if moment.raises(DebtorSignalKind.ABUSE) or (moment.turn.mood and moment.turn.mood.anger >= 0.6)), None)
    if provoked is None:
        return not_applicable("没有受到冲撞。", "There was no provocation.")
    after = next((moment for moment in given.call.collector if moment.index > provoked.index), None)
    return scored(1, "对方发火时语气平稳。", "Level under provocation.", [heard_in(provoked, DebtorSignalKind.ABUSE), *([quoted(after)] if after else [])])


def says_back(call: HeardCall, moment: Moment) -> bool:
    """Whether this turn restates something that the other side said, with its content: the form alone is not enough, and the content does without the form."""
    return ((moment.does("reflect") or says("says_back", call.language, moment.spoken)) and _linked(call, moment)) or _takes_words_up(call, moment)


def _takes_words_up(call: HeardCall, moment: Moment) -> bool:
    """Whether the turn answers with the very matter of what was just said ("one wage, and that one cut"), new words in the collector's mouth."""
    mine = [turn for turn in call.collector if turn.index < moment.index]
    since = mine[-1].index if mine else -1
    just_said = [turn for turn in call.debtor if since < turn.index < moment.index]
    if moment.does("verify_identity") or any(turn.raises(DebtorSignalKind.CONFIRMS_IDENTITY) for turn in just_said):
        return False
    told = set().union(*(_content(turn.text, call.language) for turn in just_said))
    stale = set().union(*(_content(turn.text, call.language) for turn in mine))
    taken_up = (_content(moment.text, call.language) & told) - stale
    return len(taken_up) >= (TAKEN_UP_ZH if call.language is Language.ZH else TAKEN_UP_EN)


def _worth_saying_back(moment: Moment) -> bool:
    return moment.raises(*FEELS, DebtorSignalKind.OFFER, DebtorSignalKind.DISPUTE, DebtorSignalKind.ALREADY_PAID, DebtorSignalKind.REFUSAL) or bool(
        moment.said and (moment.said.amounts or moment.said.dates)
    )


def _linked(call: HeardCall, moment: Moment) -> bool:
    mine = _content(moment.text, call.language)
    return any(len(mine & _content(earlier.text, call.language)) >= (2 if call.language is Language.ZH else 1) for earlier in call.debtor if earlier.index < moment.index)


def _content(text: str, language: Language) -> set[str]:
    if language is Language.ZH:
        kept = "".join(char for char in text if char.isalnum() and char not in "的了是我您你他她们在有就也都不吗呢吧啊这那个还要说")
        return {kept[i : i + 2] for i in range(len(kept) - 1)}
    return {word for word in _WORDS.findall(text.lower()) if word not in _PLAIN}


def _stock(call: HeardCall, moment: Moment) -> bool:
    """Whether the acknowledgement is a formula with nothing of this case in it, or one that was said before."""
    hit = find("stock_empathy", call.language, moment.spoken)
    if hit is None:
        return False
    repeated = any(hit.group(0) in other.text for other in call.collector if other.index < moment.index)
    return repeated or not (_linked(call, moment) or moment.does("reflect", "ask_ability", "ask_reason", "advise_support", "propose_instalments", "propose_deferral"))
