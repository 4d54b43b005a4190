"""Requests and complaints of a case on the phone: how the debtor room puts each kind, and which acts of the collector settle it."""
from __future__ import annotations

from trainer.domain.case import Request, RequestKind
from trainer.domain.scenario import RingsAbout

# Per kind: the move that brings it up again, and what settles it.
PUT_AS: dict[RequestKind, tuple[str, tuple[str, ...]]] = {
    "asks_plan": ("ask_help", ("propose_instalments", "propose_partial", "propose_deferral", "ask_ability", "accept_offer")),
    "asks_waiver": ("ask_reduce", ("propose_waiver", "reject_offer", "escalate", "schedule_callback")),
    "asks_statement": ("ask_breakdown", ("explain_bill", "schedule_callback")),
    "complains": ("threaten_complaint", ("offer_complaint_channel", "escalate")),
    "disputes": ("dispute", ("acknowledge_dispute", "escalate")),
    "sends_proof": ("claim_paid", ("acknowledge_dispute", "request_documents", "escalate")),
    "stop_contact": ("cease_request", ("acknowledge_cease",)),
}


def rings_about(request: Request) -> RingsAbout:
    """What the debtor rings in about when this request comes by phone."""
    move, settled_by = PUT_AS[request.kind]
    return RingsAbout(move=move, words=request.spoken, settled_by=settled_by)
