"""Which circumstances open the way to a rule: words that break it mostly do so only there."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

OPENINGS: dict[str, tuple[str, ...]] = {
    "third_party_disclosure": ("party:third_party", "party:wrong_party"),
    "coercing_family_to_pay": ("party:third_party",),
    "third_party_contact_abuse": ("party:third_party",),
    "contact_minor_or_student": ("flag:minor", "flag:student"),
    "no_identity_verification_before_disclosure": ("unverified",),
    "contact_outside_hours": ("outside_hours",),
    "excessive_frequency": ("contacts_known",),
    "continue_after_cease_request": ("flag:cease_request",),
    "bypass_representative": ("flag:represented",),
    "false_amount": ("account",),
    "false_legal_process": ("legal:none",),
    "threat_unfounded_legal_action": ("legal:none",),
    "time_barred_misrepresentation": ("expired",),
    "promise_beyond_authority": ("authority",),
    "ignoring_dispute": ("flag:disputed",),
    "ignoring_vulnerability": ("flag:vulnerable",),
    "self_harm_mishandling": ("flag:vulnerable",),
    "wrong_person_persistence": ("party:wrong_party",),
    "deceased_debtor_mishandling": ("flag:deceased",),
}

# Not a matter of likelihood: who has been verified has been.
ONLY_WHERE: dict[str, str] = {"no_identity_verification_before_disclosure": "unverified"}


def possible(rule: str, circumstances: Sequence[str]) -> bool:
    """Whether the rule can be broken at all where these circumstances hold."""
    return rule not in ONLY_WHERE or ONLY_WHERE[rule] in circumstances


def open_rules(circumstances: Sequence[str], rules: Sequence[str]) -> np.ndarray:
    """1 for every rule that one of these circumstances opens, else 0, in the order of `rules`."""
    held = set(circumstances)
    return np.array([1.0 if held.intersection(OPENINGS.get(rule, ())) else 0.0 for rule in rules])
