"""The turn in the making: the state as it changes while the debtor decides, and the moves made so far."""
from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from trainer.debtor.moves import Move, MoveKind
from trainer.debtor.state import CallState, Cast
from trainer.domain.scenario import Fact, Topic
from trainer.domain.temperament import Temperament

ASKED_BACK = frozenset({
    MoveKind.ASK_WHO, MoveKind.ASK_WHY_CALLING, MoveKind.ASK_INTEREST, MoveKind.ASK_CREDIT, MoveKind.ASK_REDUCE, MoveKind.ASK_CONSEQUENCE,
    MoveKind.ASK_BREAKDOWN, MoveKind.ASK_PROOF, MoveKind.ASK_RECORDED, MoveKind.ASK_HELP, MoveKind.ASK_TIME, MoveKind.ASK_RELATION,
    MoveKind.DEMAND_PAPERS, MoveKind.THREATEN_COMPLAINT, MoveKind.OFFER, MoveKind.COUNTER, MoveKind.DISPUTE, MoveKind.CLAIM_PAID,
    MoveKind.CEASE_REQUEST, MoveKind.NAME_REPRESENTATIVE, MoveKind.SELF_HARM_REMARK, MoveKind.CRY, MoveKind.VENT,
})


@dataclass
class Draft:
    """What the debtor has decided so far in this turn. `progress` says that the call got further."""

    state: CallState
    cast: Cast
    rng: random.Random
    moves: list[Move] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    progress: bool = False
    hang_up: bool = False
    over: bool = False

    @property
    def temperament(self) -> Temperament:
        """How whoever is on the line is."""
        return self.cast.temperament(self.state.speaking)

    def set(self, **changes: Any) -> None:
        """Change fields of the state."""
        self.state = self.state.model_copy(update=changes)

    def say(self, kind: MoveKind, **slots: Any) -> None:
        """Add a move, unless the same is already part of this turn."""
        if not any(move.kind is kind and move.fact is None for move in self.moves) or slots.get("fact"):
            self.moves.append(Move(kind=kind, **slots))

    def tell(self, fact: Fact, kind: MoveKind = MoveKind.TELL_FACT) -> None:
        """Say a fact and remember that it is out; counts as progress the first time."""
        self.moves.append(Move(kind=kind, fact=fact, topic=fact.topic))
        if fact.id not in self.state.facts_told:
            self.told.append(fact.id)
            self.progress = True
            self.set(facts_told=(*self.state.facts_told, fact.id))

    def cover(self, fact: Fact) -> None:
        """Say a fact's cover and remember it."""
        self.moves.append(Move(kind=MoveKind.TELL_COVER, fact=fact, topic=fact.topic))
        if fact.id not in self.state.covers_told:
            self.set(covers_told=(*self.state.covers_told, fact.id))

    def dodge(self, topic: Topic, flat: bool) -> None:
        """Not answer the question on a topic: flatly, or by going round it."""
        self.say(MoveKind.REFUSE_QUESTION if flat else MoveKind.DODGE, topic=topic)
