"""A child on the line: no word of the debt and no question about home."""
from __future__ import annotations

from collections.abc import Iterator

from scoring.breach import Breach, CheckInput, breach
from scoring.phrases import says
from trainer.domain.context import Party

SPEAKS = ("state_amount", "state_overdue", "state_purpose", "ask_ability", "ask_commitment", "ask_reason", "propose_full", "propose_partial", "explain_bill")


def check_young(given: CheckInput) -> Iterator[Breach]:
    """Debt or family matters spoken of with somebody who is known to be a child."""
    call = given.call
    for moment in call.collector:
        if "minor" not in moment.context.flags or moment.party is Party.RIGHT or says("holds_back", call.language, moment.spoken):
            continue
        if moment.surely_does(*SPEAKS) and says("hints_debt", call.language, moment.spoken):
            yield breach(
                "contact_minor_or_student", moment, "接听的是孩子，仍谈到欠款或打听家里情况。", "A child was on the line, and the debt or the family's affairs came up.",
                quote=moment.act_words(*SPEAKS), confidence=0.85,
            )
