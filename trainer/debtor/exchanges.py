"""What is answered to the questions that a case holds with their answers: the second and third question on the same thing."""
from __future__ import annotations

from trainer.debtor import life
from trainer.debtor.draft import Draft
from trainer.debtor.moves import MoveKind
from trainer.debtor.notice import Noticed

_K = MoveKind
# These have answers that the call depends on, whatever else the line sounds like.
_BUSINESS = frozenset({"verify_identity", "recap_agreement", "accept_offer", "propose_full", "propose_partial", "propose_instalments"})


def answers(draft: Draft, noticed: Noticed) -> bool:
    """Answer a question or remark that the case holds an answer to; a private question may be turned away at first.

    Returns:
        Whether it was one and something was said.
    """
    exchange = noticed.exchange
    if exchange is None or noticed.abused or noticed.recap is not None or noticed.caught or noticed.does(*_BUSINESS):
        return False
    if noticed.proposal is not None and (noticed.proposal.has_amount or noticed.proposal.kind == "deferral"):
        return False
    if noticed.subject is not None and draft.rng.random() < life.guard(draft, noticed.subject):
        draft.say(draft.rng.choice((_K.RATHER_NOT, _K.ASK_WHY_ASK)))
        return True
    if not life.fresh(draft, exchange.say):
        draft.say(_K.REACT_REPEAT)
        return True
    draft.say(_K.ANSWER, spoken=exchange.say)
    return True
