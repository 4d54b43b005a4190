"""Which fragments a move may be worded with, and how likely each is: the speaker's own before the general, the closer key before the wider."""
from __future__ import annotations

import math
import random
from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate

from trainer.debtor.fragments import Fragment
from trainer.debtor.moves import Move, MoveKind
from trainer.debtor.voice import Band, Role, VoiceContext
from trainer.debtor.wording import Wording

OWN_WEIGHT = 1.0
GENERAL_WEIGHT = 0.55
KEY_WEIGHTS = (3.0, 3.0, 1.6, 1.0)
RICH_POOL = 9
CURT_UNDER = 0.1
# a child, a machine and the bereaved have only their own words; what they have none for, they evade
OWN_WORDS_ONLY = frozenset({Role.CHILD, Role.ASSISTANT, Role.BEREAVED})
# these keep to their office's way of speaking wherever they have words of their own
FORMAL = frozenset({Role.LAWYER, Role.SECRETARY, Role.DEBT_HELPER})
# what somebody says by temper, whoever they are to the debt
ANYBODYS = frozenset({
    MoveKind.CRY, MoveKind.SILENCE, MoveKind.OFF_SUBJECT, MoveKind.ASK_REPEAT, MoveKind.INTERRUPT, MoveKind.BUSY, MoveKind.CALL_BACK_LATER, MoveKind.INSULT,
    MoveKind.SARCASM, MoveKind.THANK, MoveKind.SOFTEN, MoveKind.REACT_INSULTED, MoveKind.REACT_LECTURE, MoveKind.REACT_NONSENSE, MoveKind.REACT_REPEAT,
    MoveKind.REACT_WAIT,
})


@dataclass(frozen=True, slots=True)
class Weighted:
    """Fragments with rising weights, for a draw by bisection."""

    fragments: tuple[Fragment, ...]
    rising: tuple[float, ...]

    def draw(self, rng: random.Random) -> Fragment:
        """One of them, as likely as its weight."""
        return self.fragments[min(bisect(self.rising, rng.random() * self.rising[-1]), len(self.fragments) - 1)]


class Deck:
    """The weighted fragments open to one speaker in one mood."""

    def __init__(self, voice: VoiceContext, wording: Wording, role: Role, band: Band, tags: frozenset[str]) -> None:
        self.temperament = voice.temperament.id
        self.curt = voice.temperament.traits.talkativeness < CURT_UNDER
        self.wording = wording
        self.role = role
        self.band = band
        self.tags = tags

    def cards(self, move: Move, have: frozenset[str]) -> Weighted:
        """The fragments for a move whose slots can all be filled.

        Raises:
            ValueError: There is none.
        """
        where = (self.role, self.temperament, self.curt, move.kind, move.topic, self.band, self.tags, have)
        found = self.wording.weighted.get(where)
        if not isinstance(found, Weighted):
            found = self.wording.weighted[where] = self._weigh(move, have)
        return found

    def _layers(self, kind: MoveKind) -> tuple[tuple[str, str, float], ...]:
        temperament = ("temperament", self.temperament, OWN_WEIGHT)
        if self.role is Role.DEBTOR:
            return (temperament, ("general", "general", GENERAL_WEIGHT / 4 if self.curt else GENERAL_WEIGHT))
        if self.role in OWN_WORDS_ONLY:
            return (("role", self.role.value, OWN_WEIGHT),)
        layers = (("role", self.role.value, OWN_WEIGHT), ("general", "general", GENERAL_WEIGHT / (10 if self.role in FORMAL else 2)))
        return (*layers, (*temperament[:2], OWN_WEIGHT / 2)) if kind in ANYBODYS else layers

    def _weigh(self, move: Move, have: frozenset[str]) -> Weighted:
        kind = move.kind.value
        keys = (f"{kind}.{move.topic}@{self.band}", f"{kind}.{move.topic}", f"{kind}@{self.band}", kind)
        fragments: list[Fragment] = []
        weights: list[float] = []
        covered = self.role is not Role.DEBTOR and bool(self.wording.pool("role", self.role.value, "cores", kind, self.tags))
        for scope, name, layer_weight in self._layers(move.kind):
            for key, key_weight in zip(keys, KEY_WEIGHTS, strict=True):
                if covered and scope == "general" and "." in key:
                    continue  # the general words on a topic are the debtor's own
                pool = tuple(fragment for fragment in self.wording.pool(scope, name, "cores", key, self.tags) if fragment.slots <= have)
                # a thin pool must not be drawn as often as a rich one, or its lines come back soon
                share = layer_weight * key_weight * min(1.0, sum(fragment.ways for fragment in pool) / RICH_POOL)
                roots = [math.sqrt(fragment.ways) * math.sqrt(math.sqrt(fragment.ways)) for fragment in pool]
                fragments += pool
                weights += [share * root / sum(roots) for root in roots]
        if not fragments and self.role in OWN_WORDS_ONLY and move.kind is not MoveKind.REFUSE_QUESTION:
            return self._weigh(Move(kind=MoveKind.REFUSE_QUESTION), have)
        if not fragments:
            raise ValueError(f"no wording for {kind} with {sorted(have)}")
        return Weighted(tuple(fragments), tuple(accumulate(weights)))
