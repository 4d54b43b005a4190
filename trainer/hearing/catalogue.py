"""The codes that the ears know: rules that a line can break and acts that it can do, in the order of the reference pages."""
from __future__ import annotations

RULES = (
    "threat_of_violence", "threat_of_arrest", "impersonate_authority", "abusive_language", "threat_public_exposure",
    "intimidating_visit_threat", "discrimination", "self_harm_mishandling", "third_party_disclosure", "coercing_family_to_pay",
    "third_party_contact_abuse", "no_identity_verification_before_disclosure", "privacy_request_excess", "leak_of_info",
    "illegal_info_sourcing", "contact_minor_or_student", "contact_outside_hours", "excessive_frequency",
    "continue_after_cease_request", "bypass_representative", "no_identification", "no_recording_notice", "no_purpose_disclosure",
    "deceptive_pretext", "withhold_debt_details", "false_amount", "unauthorised_fees", "false_credit_bureau_statement",
    "false_legal_process", "threat_unfounded_legal_action", "time_barred_misrepresentation", "pressure_immediate_payment",
    "promise_beyond_authority", "personal_account_payment", "induce_borrowing", "advising_concealment", "ignoring_hardship",
    "ignoring_vulnerability", "ignoring_dispute", "wrong_person_persistence", "deceased_debtor_mishandling",
    "refuse_complaint_channel", "off_channel_communication", "record_falsification", "no_agreement_confirmation",
)

ACTS = (
    "greet", "ask_right_party", "identify_self", "identify_institution", "recording_notice", "verify_identity", "state_purpose",
    "state_amount", "state_overdue", "explain_bill", "ask_reason", "ask_willingness", "ask_ability", "ask_plan", "ask_commitment",
    "empathise", "reflect", "apologise", "reassure", "thank", "propose_full", "propose_partial", "propose_instalments",
    "propose_deferral", "propose_waiver", "accept_offer", "reject_offer", "inform_consequence", "request_documents",
    "explain_payment_method", "recap_agreement", "ask_confirmation", "schedule_callback", "offer_complaint_channel", "escalate",
    "advise_support", "acknowledge_dispute", "acknowledge_cease", "close",
)
