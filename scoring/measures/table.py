"""The table of all measures: what a rubric may name."""
from __future__ import annotations

from collections.abc import Mapping

from scoring.measured import Measure
from scoring.measures import agreement, care, discovery, listening, negotiation, opening, record

MEASURES: Mapping[str, Measure] = {
    "names_given": opening.names_given,
    "identity_check": opening.identity_check,
    "recording_notice": opening.recording_notice,
    "purpose": opening.purpose,
    "reason": discovery.reason,
    "ability": discovery.ability,
    "willingness": discovery.willingness,
    "reflections": listening.reflections,
    "acknowledgement": listening.acknowledgement,
    "room": listening.room,
    "composure": listening.composure,
    "consequences": negotiation.consequences,
    "options": negotiation.options,
    "concreteness": negotiation.concreteness,
    "affordability": negotiation.affordability,
    "objections": negotiation.objections,
    "agreed_amount": agreement.agreed_amount,
    "agreed_date": agreement.agreed_date,
    "agreed_method": agreement.agreed_method,
    "confirmed": agreement.confirmed,
    "next_contact": agreement.next_contact,
    "special_care": care.special_care,
    "dispute": care.dispute,
    "complaint_route": care.complaint_route,
    "third_party": care.third_party,
    "record_parts": record.record_parts,
    "record_truth": record.record_truth,
}
