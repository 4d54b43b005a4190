"""Puts one turn together: cores of the moves, what leads in and what trails off, and the candidate that suits best."""
from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from trainer.debtor.colour import Colour
from trainer.debtor.deck import CURT_UNDER, FORMAL, OWN_WORDS_ONLY, Deck
from trainer.debtor.fragments import Fragment, fill
from trainer.debtor.joints import finished, join
from trainer.debtor.moves import Move, MoveKind
from trainer.debtor.slots import Slots
from trainer.debtor.voice import Band, Role, VoiceContext, band_of
from trainer.debtor.wording import Wording
from trainer.debtor.wording_keys import BROUGHT_KINDS, FACT_KINDS, STANCE, TAIL_STANCES_OF_ANY, length
from trainer.domain.text import Language

DRAWS = 5
# a line may be this many times longer or shorter than wanted before it costs anything, or variety is lost
SLACK = 1.5
LENGTHS = (0.5, 0.6, 0.75, 0.85, 1.0, 1.0, 1.15, 1.35, 1.6, 2.0)
MORE_DRAWS = 40
HEARD_BEFORE = 4.0  # what it costs to say the same core again
DRAWS_AGAINST_REPEATING = 10
LEAST_PAIRS = 4  # shorter words may come again
NEARLY = 0.7
RUDE_FROM_ANGER = 0.45
BROUGHT_ALONG = 0.45
BURST_SHARE = 0.6
ASIDE_SHARE = 0.3
OPENER_CHANCE = {"tell": 0.2, "dodge": 0.2, "plain": -0.08}
ROLE_TALK = 0.3
ROLE_CAP = {Language.ZH: 18, Language.EN: 14}
LOUD = frozenset({"feel", "attack", "refuse"})


@dataclass(frozen=True, slots=True)
class _Line:
    """One candidate with the pieces that count as repetition when heard before."""

    text: str
    cores: tuple[str, ...]
    skeletons: tuple[str, ...]
    fillers: tuple[str, ...]


@lru_cache(maxsize=2048)
def _pairs(line: str) -> frozenset[str]:
    """The neighbours of a line: letters side by side, marks and spaces left out."""
    bare = re.sub(r"[\W_]+", "", line.casefold())
    return frozenset(bare[start : start + 2] for start in range(len(bare) - 1))


def _often(move: Move) -> bool:
    """Whether words that a move brings along are coloured often, so that they do not come the same in every call; those of daily life are in character already."""
    return move.spoken is not None and move.kind not in BROUGHT_KINDS


class Composer:
    """Draws candidates for one turn and keeps the one that suits length and novelty best."""

    def __init__(self, moves: tuple[Move, ...], voice: VoiceContext, wording: Wording, role: Role, rng: random.Random) -> None:
        self.moves = moves
        self.voice = voice
        self.rng = rng
        self.language = voice.language
        self.chinese = voice.language is Language.ZH
        self.wording = wording
        self.role = role
        self.band = band_of(voice.mood)
        self.dialect = self.wording.matching("dialect", voice.dialect) if voice.dialect else None
        self.tags = self._tags()
        self.heard = "\n".join(sorted(voice.used)).casefold()
        self.colour = Colour(voice, self.wording, role, self.band, rng)
        self.deck = Deck(voice, wording, role, self.band, self.tags)
        self.slots = Slots(voice, self.wording, rng, self.tags)
        self.cap = voice.temperament.max_chars_zh if self.chinese else voice.temperament.max_words_en
        self.talk = voice.temperament.traits.talkativeness
        if role in OWN_WORDS_ONLY | FORMAL:  # how curt they are lies in their own words
            self.cap, self.talk = max(self.cap, ROLE_CAP[self.language]), max(self.talk, ROLE_TALK)
        middle = (5.5 + 5 * self.talk) if self.chinese else (4.0 + 5 * self.talk)
        self.target = middle * LENGTHS[int(rng.random() * len(LENGTHS))] + 3 * (len(moves) - 1)
        self.burst = self._burst()
        self.aside = "" if self.burst else self._aside()

    def _tags(self) -> frozenset[str]:
        voice = self.voice
        tags = {voice.jurisdiction.value, "f" if voice.gender == "female" else "m"}
        if voice.profanity_allowed and voice.mood.anger >= RUDE_FROM_ANGER:
            tags.add("rude")
        if voice.age >= 60:
            tags.add("old")
        if voice.age <= 24:
            tags.add("young")
        return frozenset(tags)

    def best(self) -> str:
        """The best of some draws; more draws, then added fillers, where all have been said before."""
        lines = [self._line(eager=0.0) for _ in range(DRAWS)]
        chosen = min(lines, key=self._cost)
        if self._cost(chosen) >= HEARD_BEFORE:
            chosen = min((chosen, *(self._line(eager=0.0) for _ in range(DRAWS_AGAINST_REPEATING))), key=self._cost)
        if chosen.text not in self.voice.used:
            return chosen.text
        for turn in range(MORE_DRAWS):
            line = self._line(eager=0.2 + turn / MORE_DRAWS)
            if line.text not in self.voice.used:
                return line.text
        return self._with_more_fillers(chosen.text)

    def _with_more_fillers(self, text: str) -> str:
        """Something new at any price: put more and more hesitation before a line said before."""
        fillers = self.wording.fillers["hesitation"]
        gap = "" if self.chinese else " "
        for count in range(1, 9):
            for chain in product(fillers, repeat=count):
                line = self._finish(gap.join(chain) + gap + text)
                if line not in self.voice.used:
                    return line
        raise ValueError("every line up to eight hesitations long has been used")

    def _cost(self, line: _Line) -> float:
        size = length(line.text, self.language)
        wanted = self.target + length(self.burst + self.aside, self.language)
        cost = max(0.0, (size + 1) / (wanted + 1) - SLACK, (wanted + 1) / (size + 1) - SLACK)
        if size > self.cap and not self.burst:
            cost += 1.0 + (size - self.cap) / self.cap
        cost += HEARD_BEFORE * sum(self._heard_before(core) for core in line.cores)
        cost += 1.5 * sum(bool(bones) and bones in self.heard for bones in line.skeletons)
        cost += 1.0 * sum(filler.casefold() in self.heard for filler in line.fillers)
        if self._stutters(line.text):
            cost += 3.0
        return cost + (100.0 if line.text in self.voice.used else 0.0)

    def _heard_before(self, core: str) -> bool:
        bare = core.strip(" ，。？！…,.?!").casefold()
        if len(bare) < (3 if self.chinese else 6):
            return False
        return bare in self.heard or self._nearly_heard(bare)

    def _nearly_heard(self, bare: str) -> bool:
        """Whether an earlier line had nearly all of these words, in the same order: contracted, drawn out or with a word swapped they are still the same."""
        pairs = _pairs(bare)
        return len(pairs) >= LEAST_PAIRS and any(len(pairs & _pairs(line)) >= NEARLY * len(pairs) for line in self.voice.used)

    def _stutters(self, text: str) -> bool:
        """Whether a filler stands twice among the first three pieces or the line repeats a clause."""
        pieces = [piece.strip().casefold() for piece in re.split(r"[，。？！…,.?!]+", text) if piece.strip()]
        head = pieces[:4]
        many = sum(piece in self.wording.filler_set for piece in head) > 2
        return many or len(set(pieces)) < len(pieces)

    def _line(self, eager: float) -> _Line:
        parts: list[str] = []
        cores: list[str] = []
        skeletons: list[str] = []
        fillers: list[str] = []
        for place, move in enumerate(self.moves):
            core, key, bones = self._core(move)
            cores.append(key)
            skeletons.append(bones)
            # a fact that comes with its own leading words takes no more of them
            led = move.kind in FACT_KINDS and not core.casefold().startswith(key.casefold())
            if place == 0 and not led and (opener := self._opener(move, core, eager)):
                fillers.append(opener)
                core = join(opener, core, self.wording)
            elif place == 0 and not led:
                core = self.colour.start(core, move.kind, often=_often(move))
            parts.append(core)
        if self.burst:
            parts.insert(0 if self.rng.random() < 0.5 else len(parts), self.burst)
        elif self.aside:
            parts.append(self.aside)
        elif extra := self._closing(parts[-1], eager):
            fillers.append(extra)
            parts.append(extra)
        else:
            parts[-1] = self.colour.end(parts[-1], self.moves[-1].kind, often=_often(self.moves[-1]))
        text = parts[0]
        for part in parts[1:]:
            text = join(text, part, self.wording)
        text = self.wording.reworded(self.colour.drawn_out(text), self.rng) if self.role not in OWN_WORDS_ONLY else text
        return _Line(text=self._finish(text), cores=tuple(cores), skeletons=tuple(skeletons), fillers=tuple(fillers))

    def _core(self, move: Move) -> tuple[str, str, str]:
        """The words of one move, what of them counts as having been said, and what all wordings of the fragment share."""
        told = self.slots.told(move, self.heard, 0.5 if self.role is Role.ASSISTANT else 0.0)
        if told and move.kind not in FACT_KINDS:
            return told, told, ""
        fragment = self.deck.cards(move, self.slots.available(move)).draw(self.rng)
        words = fill(fragment.draw(self.rng), lambda slot: self.slots.value(slot, move, told))
        if told and not self.chinese:
            head, _, rest = words.partition(told)
            words = join(head.rstrip(), told, self.wording) + rest if head.rstrip().endswith((",", "...")) else words
        return words, told or words, "" if told else fragment.skeleton

    def _fillers(self, section: str, stance: str) -> tuple[Fragment, ...]:
        """A pool of openers or tails: dialect, temperament and general layers draw lots, then the keys of that layer."""
        own = ("temperament", self.voice.temperament.id)
        layers = [("general", "general"), own, own] if stance != "plain" or section == "tails" else [("general", "general")]
        if self.role is not Role.DEBTOR:
            layers = [("role", self.role.value)] if self.role in OWN_WORDS_ONLY else [("general", "general"), ("role", self.role.value)]
        if self.dialect:
            layers.append(("dialect", self.dialect))
        scope, name = layers[int(self.rng.random() * len(layers))]
        keys = [f"{stance}@{self.band}", stance]
        if stance == "offer":
            keys += [f"agree@{self.band}", "agree"]
        if stance in TAIL_STANCES_OF_ANY or (section == "openers" and stance not in ("agree", "offer")):
            keys += [f"any@{self.band}", "any"]
        for key in keys:
            pool = self.wording.pool(scope, name, section, key, self.tags)
            if pool and self.rng.random() < 0.7:
                return pool
        return ()

    def _opener(self, move: Move, core: str, eager: float) -> str:
        stance = STANCE[move.kind]
        chance = OPENER_CHANCE.get(stance, 0.08) + 0.3 * self.talk + eager + (BROUGHT_ALONG if move.spoken and move.kind not in BROUGHT_KINDS else 0.0)
        if self.talk < CURT_UNDER or move.kind in BROUGHT_KINDS:
            chance *= 0.3
        if stance == "bare" or self.wording.starts_with_filler(core) or self.rng.random() >= chance:
            return ""
        pool = self._fillers("openers", stance)
        return self._drawn(pool)

    def _closing(self, last: str, eager: float) -> str:
        """A tail, where the move takes one."""
        move = self.moves[-1]
        stance = STANCE[move.kind]
        if stance in ("bare", "plain") or last.endswith(("……", "...")):
            return ""
        question = last.rstrip().endswith(("？", "?"))
        chance = (0.05 + 0.2 * self.talk + eager) * (0.3 if move.kind in BROUGHT_KINDS else 1.0)
        if (question and stance not in ("ask", "attack")) or self.rng.random() >= chance:
            return ""
        return self._drawn(self._fillers("tails", stance))

    def _burst(self) -> str:
        """Now and then, when it boils over, a longer outpouring, each at most once in a call."""
        loud = any(STANCE[move.kind] in LOUD for move in self.moves)
        boiling = self.role is Role.DEBTOR and self.band in (Band.ANGRY, Band.BROKEN)
        if not loud or not boiling or self.rng.random() >= self.voice.temperament.outburst_rate * BURST_SHARE:
            return ""
        return self._extra("outburst")

    def _aside(self) -> str:
        """With those who drift, a word about something else."""
        last = self.moves[-1].kind
        fits = self.role is Role.DEBTOR and STANCE[last] not in ("bare", "attack") and last is not MoveKind.OFF_SUBJECT
        if not fits or self.rng.random() >= self.voice.temperament.aside_rate * ASIDE_SHARE:
            return ""
        return self._extra("aside")

    def _extra(self, key: str) -> str:
        pool = self.wording.pool("temperament", self.voice.temperament.id, "cores", key, self.tags)
        words = self._drawn(pool)
        return "" if self._heard_before(words) else words

    def _drawn(self, pool: tuple[Fragment, ...]) -> str:
        if not pool:
            return ""
        fragment = pool[int(self.rng.random() * len(pool))]
        return fill(fragment.draw(self.rng), lambda slot: self.slots.value(slot, None, None))

    def _finish(self, text: str) -> str:
        if self.dialect:
            text = self.wording.swapped(self.dialect, text, self.rng)
        return finished(text, self.language)
