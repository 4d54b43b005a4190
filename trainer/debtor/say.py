"""Turns the moves of one turn into what the debtor says: short, in character, and never the same line twice in a call."""
from __future__ import annotations

import math
import random
import re
from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate, product

from trainer.debtor.colour import Colour
from trainer.debtor.fragments import Fragment, fill
from trainer.debtor.moves import Move, MoveKind
from trainer.debtor.slots import Slots, speakable
from trainer.debtor.voice import Band, Role, VoiceContext, band_of
from trainer.debtor.wording_files import Wording, shipped_wording
from trainer.debtor.wording_keys import FACT_KINDS, STANCE, TAIL_STANCES_OF_ANY, length
from trainer.domain.context import Party
from trainer.domain.text import Language, Model

DRAWS = 5
SLACK = 0.4
MORE_DRAWS = 40
RUDE_FROM_ANGER = 0.45
OWN_WEIGHT = 1.0
GENERAL_WEIGHT = 0.55
GENERAL_ALONE_WEIGHT = 1.0
KEY_WEIGHTS = (3.0, 3.0, 1.6, 1.0)
CURT_UNDER = 0.1
# a child and a machine have only their own words; what they have none for, they evade
OWN_WORDS_ONLY = frozenset({Role.CHILD, Role.ASSISTANT})
BRIEF = {Language.ZH: 4, Language.EN: 2}
RICH_POOL = 9
BROUGHT_ALONG = 0.45
OPENER_CHANCE = {"tell": 0.2, "dodge": 0.2, "plain": -0.08}
LOUD = frozenset({"feel", "attack", "refuse"})
# what somebody says by temper, whoever they are to the debt
ANYBODYS = frozenset({
    MoveKind.CRY, MoveKind.SILENCE, MoveKind.OFF_SUBJECT, MoveKind.ASK_REPEAT, MoveKind.INTERRUPT, MoveKind.BUSY, MoveKind.CALL_BACK_LATER, MoveKind.INSULT,
    MoveKind.SARCASM, MoveKind.THANK, MoveKind.SOFTEN, MoveKind.REACT_INSULTED, MoveKind.REACT_LECTURE, MoveKind.REACT_NONSENSE, MoveKind.REACT_REPEAT,
    MoveKind.REACT_WAIT,
})


class Utterance(Model):
    """What is heard on the line; `silent` when it is nothing but silence."""

    text: str
    silent: bool


@dataclass(frozen=True, slots=True)
class _Weighted:
    """Fragments with rising weights, for a draw by bisection."""

    fragments: tuple[Fragment, ...]
    rising: tuple[float, ...]

    def draw(self, rng: random.Random) -> Fragment:
        return self.fragments[min(bisect(self.rising, rng.random() * self.rising[-1]), len(self.fragments) - 1)]


@dataclass(frozen=True, slots=True)
class _Line:
    """One candidate with the pieces that count as repetition when heard before."""

    text: str
    cores: tuple[str, ...]
    skeletons: tuple[str, ...]
    fillers: tuple[str, ...]
    burst: bool


def role_of(voice: VoiceContext, wording: Wording) -> Role:
    """What the speaker is to the debt, from the relationship's words, else from the party."""
    found = wording.matching("role", voice.relationship) if voice.relationship else None
    if found:
        return Role(found)
    if voice.party is Party.RIGHT:
        return Role.DEBTOR
    return Role.STRANGER if voice.party is Party.WRONG else Role.HOUSEHOLD


def say(moves: tuple[Move, ...], voice: VoiceContext, rng: random.Random) -> Utterance:
    """Word one turn.

    Args:
        moves: What the turn does, in the order in which it is said; none means silence.
        voice: Who speaks, how they feel, and which lines they have used in this call.
        rng: The only source of chance; same moves, voice and state give the same words.

    Returns:
        A line that is not in `voice.used` and holds no number or fact beside those of the moves.

    Raises:
        ValueError: A move lacks what its words must carry (a fact, a cover, identity data).
    """
    ready = [speakable(move, voice.language) for move in moves] or [Move(kind=MoveKind.SILENCE)]
    for place in range(1, len(ready)):
        # "no, too much" has been said, so the other figures follow as an offer
        if ready[place].kind is MoveKind.COUNTER and ready[place - 1].kind is MoveKind.REJECT_PLAN:
            ready[place] = ready[place].model_copy(update={"kind": MoveKind.OFFER})
    composer = _Composer(tuple(ready), voice, rng)
    line = composer.best()
    return Utterance(text=line, silent=not re.search(r"\w", line))


class _Composer:
    """Draws candidates for one turn and keeps the one that suits length and novelty best."""

    def __init__(self, moves: tuple[Move, ...], voice: VoiceContext, rng: random.Random) -> None:
        self.moves = moves
        self.voice = voice
        self.rng = rng
        self.language = voice.language
        self.chinese = voice.language is Language.ZH
        self.wording = shipped_wording(voice.language)
        self.role = role_of(voice, self.wording)
        self.band = band_of(voice.mood)
        self.dialect = self.wording.matching("dialect", voice.dialect) if voice.dialect else None
        self.tags = self._tags()
        self.heard = "\n".join(sorted(voice.used)).casefold()
        self.colour = Colour(voice, self.wording, self.band, rng, human=self.role is not Role.ASSISTANT)
        self.slots = Slots(voice, self.wording, rng, self.tags)
        self.cap = voice.temperament.max_chars_zh if self.chinese else voice.temperament.max_words_en
        self.talk = voice.temperament.traits.talkativeness
        middle = (5.5 + 5 * self.talk) if self.chinese else (4.0 + 5 * self.talk)
        self.target = middle * rng.lognormvariate(0, 0.4) + 3 * (len(moves) - 1)

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
        # within a third of the wanted length nothing is won by coming closer, and variety is lost
        cost = max(0.0, abs(math.log((size + 1) / (self.target + 1))) - SLACK)
        if size > self.cap and not line.burst:
            cost += 1.0 + (size - self.cap) / self.cap
        cost += 4.0 * sum(self._heard_before(core) for core in line.cores)
        cost += 1.5 * sum(bool(bones) and bones in self.heard for bones in line.skeletons)
        cost += 1.0 * sum(filler.casefold() in self.heard for filler in line.fillers)
        if self._stutters(line.text):
            cost += 3.0
        return cost + (100.0 if line.text in self.voice.used else 0.0)

    def _heard_before(self, core: str) -> bool:
        bare = core.strip(" ，。？！…,.?!").casefold()
        return len(bare) >= (3 if self.chinese else 6) and bare in self.heard

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
            if place == 0 and (opener := self._opener(move, core, eager)):
                fillers.append(opener)
                core = self._join(opener, core)
            elif place == 0:
                core = self.colour.start(core, move.kind, often=bool(move.spoken))
            parts.append(core)
        burst = self._burst()
        if burst:
            parts.insert(0 if self.rng.random() < 0.5 else len(parts), burst)
            cores.append(burst)
        elif extra := self._closing(parts[-1], eager):
            fillers.append(extra)
            parts.append(extra)
        else:
            parts[-1] = self.colour.end(parts[-1], self.moves[-1].kind, often=bool(self.moves[-1].spoken))
        text = parts[0]
        for part in parts[1:]:
            text = self._join(text, part)
        text = self.wording.reworded(self.colour.drawn_out(text), self.rng) if self.role is not Role.ASSISTANT else text
        return _Line(text=self._finish(text), cores=tuple(cores), skeletons=tuple(skeletons), fillers=tuple(fillers), burst=bool(burst))

    def _core(self, move: Move) -> tuple[str, str, str]:
        """The words of one move, what of them counts as having been said, and what all wordings of the fragment share."""
        told = self.slots.told(move, self.heard)
        if told and move.kind not in FACT_KINDS:
            return told, told, ""
        fragment = self._pools(move).draw(self.rng)
        words = fill(fragment.draw(self.rng), lambda slot: self.slots.value(slot, move, told))
        if told and not self.chinese:
            head, _, rest = words.partition(told)
            words = self._join(head.rstrip(), told) + rest if head.rstrip().endswith((",", "...")) else words
        return words, told or words, "" if told else fragment.skeleton

    def _pools(self, move: Move) -> _Weighted:
        have = self.slots.available(move)
        where = (self.role, self.voice.temperament.id, move.kind.value, move.topic, self.band, self.tags, have)
        cache = self.wording.weighted
        if where not in cache:
            cache[where] = self._weigh(move, have)
        found: _Weighted = cache[where]  # type: ignore[assignment]
        return found

    def _layers(self, kind: MoveKind) -> tuple[tuple[str, str, float], ...]:
        temperament = ("temperament", self.voice.temperament.id, OWN_WEIGHT)
        if self.role is Role.DEBTOR:
            return (temperament, ("general", "general", GENERAL_WEIGHT if self.talk >= CURT_UNDER else GENERAL_WEIGHT / 4))
        if self.role in OWN_WORDS_ONLY:
            return (("role", self.role.value, OWN_WEIGHT),)
        layers = (("role", self.role.value, OWN_WEIGHT), ("general", "general", GENERAL_WEIGHT / 2))
        return (*layers, (*temperament[:2], OWN_WEIGHT / 2)) if kind in ANYBODYS else layers

    def _weigh(self, move: Move, have: frozenset[str]) -> _Weighted:
        kind = move.kind.value
        keys = (f"{kind}.{move.topic}@{self.band}", f"{kind}.{move.topic}", f"{kind}@{self.band}", kind)
        fragments: list[Fragment] = []
        weights: list[float] = []
        for scope, name, layer_weight in self._layers(move.kind):
            for key, key_weight in zip(keys, KEY_WEIGHTS, strict=True):
                pool = tuple(fragment for fragment in self.wording.pool(scope, name, "cores", key, self.tags) if fragment.slots <= have)
                # a thin pool must not be drawn as often as a rich one, or its lines come back soon
                share = layer_weight * key_weight * min(1.0, sum(fragment.ways for fragment in pool) / RICH_POOL)
                roots = [fragment.ways**0.75 for fragment in pool]
                fragments += pool
                weights += [share * root / sum(roots) for root in roots]
        if not fragments and self.role in OWN_WORDS_ONLY and move.kind is not MoveKind.REFUSE_QUESTION:
            return self._weigh(Move(kind=MoveKind.REFUSE_QUESTION), have)
        if not fragments:
            raise ValueError(f"no wording for {kind} with {sorted(have)}")
        return _Weighted(tuple(fragments), tuple(accumulate(weights)))

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
        chance = OPENER_CHANCE.get(stance, 0.08) + 0.3 * self.talk + eager + (BROUGHT_ALONG if move.spoken else 0.0)
        if self.talk < CURT_UNDER:
            chance *= 0.3
        if stance == "bare" or self.wording.starts_with_filler(core) or self.rng.random() >= chance:
            return ""
        pool = self._fillers("openers", stance)
        return self._drawn(pool)

    def _closing(self, last: str, eager: float) -> str:
        """A tail or, with those who drift, an aside."""
        move = self.moves[-1]
        stance = STANCE[move.kind]
        if stance in ("bare", "plain") or last.endswith(("……", "...")):
            return ""
        if self.rng.random() < self.voice.temperament.aside_rate * 0.3 and self.role is Role.DEBTOR and move.kind is not MoveKind.OFF_SUBJECT:
            asides = self.wording.pool("temperament", self.voice.temperament.id, "cores", "aside", self.tags)
            return self._drawn(asides)
        question = last.rstrip().endswith(("？", "?"))
        chance = 0.05 + 0.2 * self.talk + eager
        if (question and stance not in ("ask", "attack")) or self.rng.random() >= chance:
            return ""
        return self._drawn(self._fillers("tails", stance))

    def _burst(self) -> str:
        """Now and then, when it boils over, a longer outpouring."""
        loud = any(STANCE[move.kind] in LOUD for move in self.moves)
        if not loud or self.role is not Role.DEBTOR or self.band not in (Band.ANGRY, Band.BROKEN) or self.rng.random() >= self.voice.temperament.outburst_rate * 0.6:
            return ""
        return self._drawn(self.wording.pool("temperament", self.voice.temperament.id, "cores", "outburst", self.tags))

    def _drawn(self, pool: tuple[Fragment, ...]) -> str:
        if not pool:
            return ""
        fragment = pool[int(self.rng.random() * len(pool))]
        return fill(fragment.draw(self.rng), lambda slot: self.slots.value(slot, None, None))

    def _join(self, first: str, second: str) -> str:
        if self.chinese:
            if first.endswith("。") and length(first, self.language) <= BRIEF[Language.ZH] and not first.endswith("……。"):
                first = first[:-1] + "，"
            return first + second
        second = second.strip()
        if first.endswith((",", "-", "...")) and second:
            second = self.wording.lowered(second) or second
        if first.endswith(",") and second[:1].isupper() and not self.wording.keeps_capital(second):
            first = first[:-1] + "..."
        return f"{first} {second}" if first != "..." else first + second

    def _finish(self, text: str) -> str:
        """Dialect, sentence capitals and a closing mark."""
        if self.dialect:
            text = self.wording.swapped(self.dialect, text, self.rng)
        text = text.strip()
        if text.endswith(("，", "、")):
            text = text[:-1] + "……"
        if self.chinese:
            text = re.sub(r"(?<=[，。？！…])，+|^，", "", text)
            return re.sub(r"([。？！…，])。", r"\1", text)
        if text.endswith((",", "-")):
            text = text[:-1].rstrip() + "..."
        text = re.sub(r"(^|(?<!\.)[.?!]['\"]? )([a-z])", lambda found: found.group(1) + found.group(2).upper(), text)
        return re.sub(r" (?=[,.?!](?!\.))", "", re.sub(r" {2,}", " ", text))
