"""Who poses as the debtor stays in the part: no question makes them speak of the debtor as of somebody else."""
from __future__ import annotations

import pytest

from trainer.domain.text import Language

from .ring import LINES, Ring, cast_of

OF_ANOTHER = {"say_not_here", "ask_relation", "offer_message", "deny_identity", "ask_remove"}


@pytest.mark.parametrize("language", list(Language))
def test_an_impostor_never_speaks_of_the_debtor_as_of_another(language: Language) -> None:
    said: set[str] = set()
    for seed in range(4):
        ring = Ring(cast_of("cn_debt_helper_poses", language), seed)
        for line in LINES[language]:
            if ring.state.ended:
                break
            ring.say(line)
            said.update(ring.moves())
    assert {"refuse_identity", "demand_papers"} <= said
    assert not said & OF_ANOTHER
