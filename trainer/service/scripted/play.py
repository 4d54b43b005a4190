"""A scripted collector plays a whole simulated call."""
from __future__ import annotations

import random

from trainer.domain.call import CollectorDeed, Speaker
from trainer.hearing.debtor_line import hear_debtor
from trainer.service.live_call import LiveCall
from trainer.service.scripted.collectors import COLLECTORS
from trainer.service.scripted.lines import Desk

LONGEST_CALL = 60


def scripted_call(call: LiveCall, kind: str, rng: random.Random) -> None:
    """Play `call` from ringing to hanging up as a collector of that kind."""
    collector = COLLECTORS[kind](Desk(call.scenario, call.language), rng)
    call.open()
    for _ in range(LONGEST_CALL):
        if call.ended:
            return
        said = next((turn.text for turn in reversed(call.turns) if turn.speaker is Speaker.DEBTOR), "")
        line = collector.next(hear_debtor(said, call.language, call.scenario.call_date))
        if line is None:
            break
        call.act(CollectorDeed.SAY, line)
    if not call.ended:
        call.act(CollectorDeed.HANG_UP)
