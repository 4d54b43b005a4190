"""How a line sounds: hostility, warmth, pressure and formality, from word lists and the form of the line."""
from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from trainer.domain.heard import ActHit, Signal, Tone
from trainer.domain.once import once
from trainer.domain.strict_yaml import read_model, read_text
from trainer.domain.text import Language, Model
from trainer.hearing.normalise import fold


class Cues(Model):
    """Phrases of one side of tone, by how much they weigh."""

    strong: tuple[str, ...] = Field(min_length=1)
    plain: tuple[str, ...] = Field(min_length=1)


class ToneLexicon(Model):
    """Cues of tone in one language."""

    version: int = Field(ge=1)
    hostility: Cues
    warmth: Cues
    pressure: Cues
    formal: tuple[str, ...] = Field(min_length=1)
    casual: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True)
class _Patterns:
    sides: dict[str, tuple[re.Pattern[str], re.Pattern[str]]]
    formal: re.Pattern[str]
    casual: re.Pattern[str]


_STRONG = 1.1
_PLAIN = 0.45
# A phrase after one of these says the opposite ("we will never shout at you", 不会起诉) or belongs to a rule, not a threat.
_DENIES = {
    Language.ZH: re.compile(r"(?:不会|不能|不得|绝不|从不|没有|没|别说|不许|不准|禁止|不该|不应|不是|不要|不用|不必|无需|并不|并非|甭|不至于|谈不上|哪有).{0,4}$"),
    Language.EN: re.compile(r"(?:\bnot|n'?t|\bnever|\bno|\bwithout|\bnobody|\bcannot|\bnor)\s+(?:\S+\s+){0,2}$"),
}
# Words of one's own conduct that is owned up to: an apology for harsh words is no harsh word.
_OWNS_UP = {
    Language.ZH: re.compile(r"(?:道歉|赔(?:个|您)?(?:不是|礼)|对不起|抱歉|向您认错)"),
    Language.EN: re.compile(r"\b(?:apologi[sz]e|apologies|i'?m sorry|we'?re sorry|sorry (?:about|for|that)|should never have|uncalled for)\b"),
}
_PLEAS = {
    Language.ZH: re.compile(r"(?:吗|呢|好不好|行不行|可不可以|可以吗|方便)"),
    Language.EN: re.compile(r"\b(?:could you|would you|can we|shall we|may i|if you like|if you'd like|when you can|up to you)\b"),
}
_ORDERS = {
    Language.ZH: re.compile(r"(?:^|[,。!?])(?:你)?(?:给我|赶紧|马上|立刻|快点?|别|少)"),
    Language.EN: re.compile(r"(?:^|[.!?]\s)(?:pay|call|give|get|send|stop|listen|answer|don't|quit|pick|tell|do|move|borrow|sell|find)\b"),
}
# Kin by words that are curses as well: whose grandson, whose mother.
_KIN = re.compile(
    r"(?:您|你|他|她|我|咱|大爷|大妈|奶奶|爷爷|家|的|有|个|外|曾|小|大|俩|两个?)(?:家|的|那|这)?孙子(?!似的|一样|还不还|少|别|装)(?<!你这孙子)(?<!你个孙子)|孙子(?=叫|花|上|几岁|多大|用|买|拿|在|读|考|现在|出国|结婚|刷)"
    r"|(?:你|您|他|她|我|咱)?妈妈|(?:你|您)妈(?=在|身体|病|也|那边|今年|电话|手机|知道|接|什么时候|几点|呢|回来|去哪)|(?:孩子|娃儿?|儿子|闺女|女儿)(?:的)?他妈(?!的)|他妈(?=在|身体|病|也|那边|今年|电话|知道|接)"
)
_SHORTENED = re.compile(r"\b\w+'(?:s|re|ve|ll|d|m|t)\b")
_MAX_CUES = 12


def _any_of(phrases: tuple[str, ...], language: Language) -> re.Pattern[str]:
    ordered = sorted(phrases, key=len, reverse=True)
    joined = "|".join(re.escape(phrase) for phrase in ordered)
    return re.compile(joined if language is Language.ZH else rf"(?<![a-z])(?:{joined})(?![a-z])")


@once
def _patterns(language: Language) -> _Patterns:
    name = f"lexicon/tone/{language.value}.yaml"
    lexicon = read_model(read_text(Path(__file__).parent / name, name), name, ToneLexicon)
    sides = {
        side: (_any_of(cues.strong, language), _any_of(cues.plain, language))
        for side, cues in (("hostility", lexicon.hostility), ("warmth", lexicon.warmth), ("pressure", lexicon.pressure))
    }
    return _Patterns(sides, _any_of(lexicon.formal, language), _any_of(lexicon.casual, language))


def _weight(pattern: re.Pattern[str], folded: str, language: Language, weight: float) -> float:
    """Sum over the first cues found; one that is denied counts nothing."""
    total = 0.0
    found: set[str] = set()
    for count, match in enumerate(pattern.finditer(folded)):
        if count >= _MAX_CUES:
            break
        before = folded[max(0, match.start() - (8 if language is Language.ZH else 26)) : match.start()]
        if _DENIES[language].search(before) is None:
            total += weight if match.group() not in found else weight * 0.3
            found.add(match.group())
    return total


def _squash(score: float) -> float:
    """From 0 up, to a share from 0 to 1."""
    return round(1 - math.exp(-max(0.0, score)), 3)


def _loudness(text: str, language: Language) -> float:
    """Exclamation marks and words in capitals, from 0 to 1."""
    marks = sum(text.count(mark) for mark in "!！")
    shouted = len(re.findall(r"\b[A-Z]{4,}\b", text[:2000])) if language is Language.EN else 0
    return min(1.0, 0.22 * min(marks, 4) + 0.25 * min(shouted, 3))


def hear_tone(text: str, language: Language) -> Tone:
    """Hear how a line sounds.

    Args:
        text: Any Unicode string of any length.
        language: The language of the line.

    Returns:
        Hostility, warmth and pressure from 0 (none) to 1 (full); formality from 0 (slang) to 1 (a letter), 0.5 where nothing tells.
    """
    folded = fold(text)
    if language is Language.ZH:
        folded = _KIN.sub("家人", folded)
    patterns = _patterns(language)
    scores = {
        side: _weight(strong, folded, language, _STRONG) + _weight(plain, folded, language, _PLAIN)
        for side, (strong, plain) in patterns.sides.items()
    }
    loud = _loudness(text, language)
    owns_up = _OWNS_UP[language].search(folded) is not None
    order = _ORDERS[language].search(folded) is not None
    plea = _PLEAS[language].search(folded) is not None
    hostility = scores["hostility"] * (0.35 if owns_up else 1.0) + (loud if scores["hostility"] or scores["pressure"] else loud * 0.2)
    warmth = scores["warmth"] * (0.4 if scores["hostility"] > 0.9 and not owns_up else 1.0)
    pressure = scores["pressure"] + loud * 0.4 + (0.35 if order else 0.0) - (0.3 if plea else 0.0) - 0.25 * min(scores["warmth"], 2.0)
    if language is Language.ZH and "您" not in folded and "你" in folded:
        hostility += 0.08
    return Tone(
        hostility=_squash(hostility), warmth=_squash(warmth), pressure=_squash(pressure), formality=_formality(folded, patterns, language)
    )


def _formality(folded: str, patterns: _Patterns, language: Language) -> float:
    formal = min(_MAX_CUES, sum(1 for _ in patterns.formal.finditer(folded)))
    casual = float(min(_MAX_CUES, sum(1 for _ in patterns.casual.finditer(folded))))
    if language is Language.ZH:
        casual += 1 if "你" in folded and "您" not in folded else 0
    else:
        casual += 0.5 * min(4, sum(1 for _ in _SHORTENED.finditer(folded)))
    if formal + casual == 0:
        return 0.5
    return round((formal + 0.5) / (formal + casual + 1.0), 3)


def read_tone_lexicon(text: str, name: str) -> ToneLexicon:
    """Validate a tone lexicon; `name` is what errors call the file.

    Raises:
        ContentError: with every problem found.
    """
    return read_model(text, name, ToneLexicon)


# What a line does colours how it sounds: kind acts warm it, breaches of these rules make it hostile or pressing.
_WARM_ACTS = {
    "empathise": 0.9, "reassure": 0.7, "apologise": 0.6, "advise_support": 0.6, "thank": 0.4, "acknowledge_cease": 0.4, "acknowledge_dispute": 0.4,
    "propose_deferral": 0.35, "propose_waiver": 0.35, "propose_instalments": 0.3, "offer_complaint_channel": 0.3, "reflect": 0.3,
}
_HOSTILE_RULES = {"abusive_language": 0.95, "threat_of_violence": 0.9, "threat_public_exposure": 0.7, "third_party_contact_abuse": 0.5, "intimidating_visit_threat": 0.6}
_PRESSING_RULES = {
    "pressure_immediate_payment": 0.9, "threat_of_arrest": 0.8, "threat_unfounded_legal_action": 0.75, "intimidating_visit_threat": 0.8,
    "threat_of_violence": 0.8, "threat_public_exposure": 0.8,
}


def coloured(tone: Tone, acts: Iterable[ActHit], signals: Iterable[Signal]) -> Tone:
    """The tone of a line, given also what it does.

    Args:
        tone: What the words and the form alone sound like.
        acts: The acts heard in the same line.
        signals: The rules that the same line may break; their confidence weighs.

    Returns:
        The tone with warmth raised by kind acts, hostility and pressure by hostile and pressing breaches; a breach cools warmth.
    """
    warm = max((_WARM_ACTS.get(hit.act, 0.0) * hit.confidence for hit in acts), default=0.0)
    signals = tuple(signals)
    hostile = max((_HOSTILE_RULES.get(signal.rule, 0.0) * signal.confidence for signal in signals), default=0.0)
    pressing = max((_PRESSING_RULES.get(signal.rule, 0.0) * signal.confidence for signal in signals), default=0.0)
    warmth = _either(tone.warmth, warm) * (1 - 0.6 * hostile) * (1 - 0.3 * pressing)
    return Tone(
        hostility=round(_either(tone.hostility, hostile), 3),
        warmth=round(warmth, 3),
        pressure=round(_either(tone.pressure, pressing), 3),
        formality=tone.formality,
    )


def _either(one: float, other: float) -> float:
    """Two shares that speak for the same thing, as one share."""
    return 1 - (1 - one) * (1 - other)
