"""The small change of speech: another "well", a drawn-out comma, a stammer, a particle; what makes one line come out differently each time."""
from __future__ import annotations

import random
import re

from trainer.debtor.moves import MoveKind
from trainer.debtor.voice import Band, Role, VoiceContext
from trainer.debtor.wording import Wording, pick
from trainer.debtor.wording_keys import BROUGHT_KINDS, STANCE
from trainer.domain.text import Language

_K = MoveKind
HEAD_CLASSES = {
    **dict.fromkeys((_K.CONFIRM_RECAP, _K.CONFIRM_IDENTITY), ("confirm", "sigh")),
    **dict.fromkeys((_K.PICK_UP,), ("hello",)),
    **dict.fromkeys(
        (
            _K.ACCEPT, _K.PROMISE, _K.PROMISE_EMPTY, _K.PROMISE_VAGUE, _K.GOODBYE, _K.ACKNOWLEDGE, _K.CONFIRM_METHOD, _K.THANK, _K.SOFTEN, _K.ACCEPT_RELUCTANTLY,
            _K.OFFER_MESSAGE, _K.HANG_UP,
        ),
        ("agree", "sigh"),
    ),
}
OTHER_CLASSES = ("sigh", "hesitate")
SWAP_HEAD = 0.7
LEAD_IN = {"bare": 0.4, "plain": 0.35, "ask": 0.22, "refuse": 0.22, "attack": 0.18, "feel": 0.25, "tell": 0.2}
NO_LEAD_IN = frozenset({_K.PICK_UP, _K.SILENCE, _K.QUOTE_SCRIPT})
ENDING = 0.22
OFTEN = 0.35
TO_THE_POINT = 0.35  # what a plain answer takes of that: it is in character already, and more would hide it
DRAWN_OUT = {Band.CALM: 0.08, Band.STRAINED: 0.15, Band.ANGRY: 0.04, Band.BROKEN: 0.35, Band.SOFTENED: 0.12}
STAMMER = {Band.STRAINED: 0.05, Band.BROKEN: 0.2}
PLAIN_SPOKEN = frozenset({"script_reader", "refuser_on_principle"})
# 呢 and 啊 close a question that has a question word; "能减呢？" would be no Chinese
_OPEN_QUESTION = re.compile("[什啥怎咋谁哪几]|多少|多久")
_PARTICLES = "吧呢啊吗嘛了的呀哦呗啦么哩噻哈"


def _ending(kind: MoveKind) -> float:
    return ENDING * (TO_THE_POINT if kind in BROUGHT_KINDS else 1.0)


class Colour:
    """Varies the surface of one turn's words; never touches a number, a name or what is said."""

    def __init__(self, voice: VoiceContext, wording: Wording, role: Role, band: Band, rng: random.Random) -> None:
        self.voice = voice
        self.wording = wording
        self.band = band
        self.rng = rng
        self.chinese = voice.language is Language.ZH
        self.human = role is not Role.ASSISTANT
        self.child = role is Role.CHILD
        self.curt = voice.temperament.traits.talkativeness < 0.1

    def start(self, words: str, kind: MoveKind, often: bool = False) -> str:
        """Another head word of the same class, or one more word to lead in, or a stammer; `often` for words that others wrote and of which there are few."""
        if not self.human:
            return words
        swapped = None if self.child else self._other_head(words, HEAD_CLASSES.get(kind, OTHER_CLASSES))
        if swapped is not None:
            return swapped
        if self.rng.random() < STAMMER.get(self.band, 0.0) and (stammered := self._stammered(words)):
            return stammered
        stance = STANCE[kind]
        chance = LEAD_IN.get(stance, 0.1) * (0.6 if self.curt else 1.0) * (TO_THE_POINT if kind in BROUGHT_KINDS else 1.0) + (OFTEN if often else 0.0)
        if kind in NO_LEAD_IN or self.rng.random() >= chance or self.wording.starts_with_filler(words):
            return words
        lead_ins = self.wording.table("general", "general", "lead_ins")
        fitting = lead_ins["child"] if self.child else lead_ins.get(kind.value) or lead_ins.get(stance) or lead_ins["any"]
        lead_in = pick(self.rng, fitting)
        return self._after(lead_in, words)

    def _other_head(self, words: str, classes: tuple[str, ...]) -> str | None:
        head = re.match(r"^(.{1,12}?)(，|……|\.\.\.|[?？]|, )", words)
        if head is None or self.rng.random() >= SWAP_HEAD:
            return None
        for name in classes:
            members = self.wording.table("general", "general", "heads").get(name, ())
            if head.group(1) in members:
                return pick(self.rng, members) + words[head.end(1) :]
        return None

    def _stammered(self, words: str) -> str | None:
        if self.chinese:
            return f"{words[0]}{pick(self.rng, ('、', '……'))}{words}" if words[0] in "我你那这" else None
        first = re.match(r"(I|I'm|It's|You|We|My|Please)\b", words)
        return f"{first.group(1)}... {self.wording.lowered(words) or words}" if first else None

    def _after(self, lead_in: str, words: str) -> str:
        if self.chinese:
            return lead_in + words
        if lead_in.endswith("...") or self.wording.keeps_capital(words):
            return f"{lead_in} {words}"
        lowered = self.wording.lowered(words)
        if lowered:
            return f"{lead_in} {lowered}"
        return f"{lead_in[:-1]}... {words}" if lead_in.endswith(",") else words

    def end(self, words: str, kind: MoveKind, often: bool = False) -> str:
        """A particle or tag at the end, or a line that trails off."""
        if not self.human or self.curt or self.voice.temperament.id in PLAIN_SPOKEN or kind is _K.SILENCE or self.rng.random() >= _ending(kind) + (OFTEN / 2 if often else 0.0):
            return words
        endings = self.wording.table("general", "general", "endings")
        mark = "？" if words.endswith("？") else "?" if words.endswith("?") else "。" if words.endswith("。") else "." if words.endswith(".") else ""
        if not mark or words.endswith("...") or words[-2:-1] in _PARTICLES or words[-2:-1] in "…’'":
            return words
        if mark == "?" and STANCE[kind] != "ask":
            return words
        if mark == "？" and not _OPEN_QUESTION.search(words):
            return words
        key = "ask" if mark in "？?" else kind.value if kind.value in endings else STANCE[kind]
        options = endings["child"] if self.child and key != "ask" else endings.get(key) or endings["any"]
        return words[:-1] + pick(self.rng, options)

    def drawn_out(self, words: str) -> str:
        """One comma drawn out into a pause."""
        comma = "，" if self.chinese else ", "
        if comma not in words or self.rng.random() >= DRAWN_OUT[self.band]:
            return words
        place = words.index(comma)
        before = words[:place]
        if before[-1:].isdigit() or len(before) > (12 if self.chinese else 40):
            return words
        return before + ("……" if self.chinese else "... ") + words[place + len(comma) :]
