"""What is answered to the questions that have an answer of their own: the second and third question on the same thing, and what anybody may be asked."""
from __future__ import annotations

from trainer.debtor import life
from trainer.debtor.asked import Asked
from trainer.debtor.draft import Draft
from trainer.debtor.moves import MoveKind
from trainer.debtor.notice import Noticed
from trainer.domain.context import Party

_K = MoveKind
# These have answers that the call depends on, whatever else the line sounds like.
_BUSINESS = frozenset({"recap_agreement", "accept_offer", "propose_full", "propose_partial", "propose_instalments", "close"})
_STRONG = frozenset({"ask_commitment", "ask_plan", "ask_willingness", "ask_ability", "ask_reason", "schedule_callback", "request_documents", "inform_consequence", "propose_waiver", "escalate"})
# From which nearness on a line is taken for a question: where nothing else explains it, where something might, and where something surely does.
UNEXPLAINED, DOUBTFUL, EXPLAINED = -0.3, 0.4, 1.6
COMMON = 1.0  # and further still for a question that anybody may be asked, where the line surely asks for something of the matter
OTHERS = 0.4  # for whoever is not the debtor: little else can be meant
REMARK = 0.5  # how much nearer a line must come that asks nothing


def answers(draft: Draft, noticed: Noticed) -> bool:
    """Answer a question or remark that there is an answer to; a private question may be turned away at first.

    Returns:
        Whether it was one and something was said.
    """
    known = noticed.known
    right = draft.cast.answerer(draft.state.speaking).party is Party.RIGHT
    if known is None or noticed.abused or noticed.recap is not None or noticed.caught or noticed.does(*_BUSINESS) or noticed.sums:
        return False
    if right and noticed.does("verify_identity"):
        return False
    if noticed.proposal is not None and (noticed.proposal.has_amount or noticed.proposal.kind == "deferral"):
        return False
    if known.nearness < (_least(noticed) if right else OTHERS + (0.0 if noticed.question else REMARK)):
        return False
    if noticed.subject is not None and not known.common and draft.rng.random() < life.guard(draft, noticed.subject):
        draft.say(draft.rng.choice((_K.RATHER_NOT, _K.ASK_WHY_ASK)))
        return True
    if known.fact is not None and life.fresh(draft, known.fact.spoken):
        draft.tell(known.fact)
        return True
    if not life.fresh(draft, known.exchange.say):
        return False
    draft.say(_K.ANSWER, spoken=known.exchange.say)
    return True


def _least(noticed: Noticed) -> float:
    """How near the line must come: the surer it is taken for something else, the nearer."""
    known = noticed.known
    assert known is not None
    explained = bool(set(noticed.acts) & _STRONG)
    doubtful = noticed.subject is not None or bool(noticed.topics) or noticed.asked in (Asked.LEAVE, Asked.CHOICE, Asked.SURE)
    least = EXPLAINED + (COMMON if known.common else 0.0) if explained else DOUBTFUL if doubtful else UNEXPLAINED
    return least + (0.0 if noticed.question else REMARK)
