"""Acts, rules and moves in the groups in which the debtor takes them: what asks, presses, soothes, abuses, and what answers what."""
from __future__ import annotations

ASKING = frozenset({
    "ask_right_party", "verify_identity", "ask_reason", "ask_willingness", "ask_ability", "ask_plan", "ask_commitment", "propose_full", "propose_partial",
    "propose_instalments", "propose_deferral", "propose_waiver", "ask_confirmation", "recap_agreement", "request_documents", "schedule_callback",
})
PRESSING = frozenset({
    "ask_willingness", "ask_plan", "ask_commitment", "propose_full", "propose_partial", "propose_instalments", "inform_consequence", "reject_offer",
})
HARD_PRESSING = frozenset({"ask_commitment", "propose_full", "inform_consequence", "reject_offer"})
SOFT = frozenset({"empathise", "reflect", "apologise", "reassure", "advise_support", "acknowledge_dispute"})
PROPOSING = frozenset({"propose_full", "propose_partial", "propose_instalments", "propose_deferral", "propose_waiver"})
ABUSE = frozenset({
    "threat_of_violence", "abusive_language", "discrimination", "threat_public_exposure", "threat_of_arrest", "intimidating_visit_threat",
    "coercing_family_to_pay", "self_harm_mishandling", "impersonate_authority", "deceased_debtor_mishandling", "third_party_contact_abuse",
})
BY_CONTACT = frozenset({"coercing_family_to_pay", "deceased_debtor_mishandling", "third_party_contact_abuse"})  # wrong by who is spoken to, not by its words
UNTRUE = frozenset({
    "false_amount", "unauthorised_fees", "false_credit_bureau_statement", "false_legal_process", "threat_unfounded_legal_action",
    "time_barred_misrepresentation", "deceptive_pretext", "impersonate_authority", "threat_of_arrest",
})
ANSWERS: dict[str, frozenset[str]] = {
    "ask_who": frozenset({"identify_self", "identify_institution"}),
    "ask_why_calling": frozenset({"state_purpose", "state_overdue", "state_amount", "verify_identity"}),
    "ask_interest": frozenset({"explain_bill", "state_amount", "propose_waiver", "inform_consequence", "propose_instalments", "reassure"}),
    "ask_credit": frozenset({"inform_consequence", "reassure", "explain_bill"}),
    "ask_reduce": frozenset({"propose_waiver", "reject_offer", "propose_instalments", "propose_partial", "explain_bill", "escalate", "propose_deferral"}),
    "ask_consequence": frozenset({"inform_consequence", "reassure", "propose_instalments", "propose_partial"}),
    "ask_breakdown": frozenset({"explain_bill", "state_amount"}),
    "ask_proof": frozenset({
        "identify_institution", "identify_self", "offer_complaint_channel", "reassure", "explain_payment_method", "schedule_callback",
    }),
    "ask_recorded": frozenset({"recording_notice", "reassure"}),
    "ask_help": frozenset({
        "propose_instalments", "propose_partial", "propose_deferral", "propose_waiver", "advise_support", "reassure", "ask_ability", "escalate", "ask_plan",
    }),
    "ask_time": frozenset({"propose_deferral", "reject_offer", "ask_commitment", "schedule_callback", "accept_offer", "propose_partial", "propose_instalments"}),
    "ask_relation": frozenset({"identify_self", "schedule_callback", "reassure", "close", "identify_institution", "apologise", "ask_right_party"}),
    "demand_papers": frozenset({
        "identify_self", "identify_institution", "offer_complaint_channel", "explain_bill", "reassure", "acknowledge_dispute", "escalate",
        "schedule_callback",
    }),
    "threaten_complaint": frozenset({"offer_complaint_channel", "apologise", "escalate", "reassure", "empathise"}),
    "offer": frozenset({"accept_offer", "reject_offer", "recap_agreement", "ask_commitment", "ask_confirmation", *PROPOSING}),
    "counter": frozenset({"accept_offer", "reject_offer", "recap_agreement", "ask_commitment", "ask_confirmation", *PROPOSING}),
    "dispute": frozenset({"acknowledge_dispute", "request_documents", "escalate", "reflect", "empathise", "apologise", "ask_reason"}),
    "claim_paid": frozenset({"acknowledge_dispute", "request_documents", "escalate", "reflect", "apologise", "ask_reason"}),
    "cease_request": frozenset({"acknowledge_cease", "schedule_callback", "apologise", "close"}),
    "name_representative": frozenset({"acknowledge_cease", "schedule_callback", "close", "request_documents", "escalate"}),
    "self_harm_remark": frozenset({"empathise", "advise_support", "escalate", "reassure", "reflect"}),
    "cry": SOFT,
    "vent": SOFT | {"offer_complaint_channel", "explain_bill"},
}
OPENINGS = ("cry", "vent", "shame", "fear", "tell_fact", "tell_cover", "cannot_pay", "confess", "self_harm_remark", "dispute", "claim_paid", "accuse",
             "complain_calls", "admit_debt", "soften", "ask_help", "react_insulted")
