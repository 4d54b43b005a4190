"""Not committing: the ways in which a debtor who is not ready puts the collector off."""
from __future__ import annotations

from trainer.debtor.disclose import speaks_for
from trainer.debtor.draft import Draft
from trainer.debtor.leanings import pick
from trainer.debtor.moves import MoveKind
from trainer.debtor.notice import Noticed

_K = MoveKind
_WAYS = (
    _K.STALL, _K.EXCUSE, _K.CANNOT_PAY, _K.REFUSE_TO_PAY, _K.PROMISE_VAGUE, _K.ASK_REDUCE, _K.HAGGLE, _K.ASK_TIME, _K.ASK_HELP, _K.SHAME, _K.CRY,
    _K.SARCASM, _K.DODGE, _K.SILENCE, _K.QUOTE_SCRIPT, _K.DEMAND_PAPERS, _K.OFF_SUBJECT, _K.ACCUSE, _K.BUSY, _K.CALL_BACK_LATER,
)


def evade(draft: Draft, noticed: Noticed) -> None:
    """Put off a question for money in this debtor's way, with a cover story where there is one left."""
    state = draft.state
    weighed = noticed.proposal is not None and noticed.proposal.has_amount  # a sum wants some word on it
    kind = pick(state, draft.cast, _WAYS, draft.rng, {_K.ACCUSE: 0.3, _K.OFF_SUBJECT: 0.3, _K.SHAME: 0.5} if weighed else None)
    if kind in (_K.EXCUSE, _K.CANNOT_PAY, _K.STALL, _K.DODGE) and draft.temperament.traits.candour < 0.5:
        for fact in draft.cast.scenario.facts:
            fresh = fact.id not in state.covers_told and fact.id not in state.facts_told and fact.cover is not None
            if fresh and fact.topic in ("reason", "income", "employment", "health", "family", "savings", "willingness") and speaks_for(draft.cast, state, fact):
                draft.cover(fact)
                return
    if kind is _K.DODGE:
        draft.dodge("plan", flat=False)
    else:
        draft.say(kind)
    if kind is _K.PROMISE_VAGUE and noticed.day is not None and draft.temperament.traits.organisation < 0.4:
        draft.say(_K.STALL)
