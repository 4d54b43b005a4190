"""Turns the moves of one turn into what the debtor says: short, in character, and never the same line twice in a call."""
from __future__ import annotations

import random
import re

from trainer.debtor.compose import Composer
from trainer.debtor.moves import Move, MoveKind
from trainer.debtor.slots import speakable
from trainer.debtor.voice import Role, VoiceContext
from trainer.debtor.wording import Wording
from trainer.debtor.wording_files import shipped_wording
from trainer.domain.context import Party
from trainer.domain.text import Model


class Utterance(Model):
    """What is heard on the line; `silent` when it is nothing but silence."""

    text: str
    silent: bool


def role_of(voice: VoiceContext, wording: Wording) -> Role:
    """What the speaker is to the debt, from the relationship's words, else from the party."""
    if voice.bereaved and voice.party is not Party.RIGHT:
        return Role.BEREAVED
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
    wording = shipped_wording(voice.language)
    line = Composer(tuple(ready), voice, wording, role_of(voice, wording), rng).best()
    return Utterance(text=line, silent=not re.search(r"\w", line))
