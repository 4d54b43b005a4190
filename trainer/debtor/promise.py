"""Whether a promise will be kept: means first, then trust, pressure, how definite it was made, and what the debtor is like."""
from __future__ import annotations

import random
from decimal import Decimal

from trainer.debtor import means
from trainer.debtor.bargain import means_known
from trainer.debtor.state import CallState, Cast
from trainer.debtor.vocabulary import ABUSE, UNTRUE
from trainer.domain.call import PromiseOutlook

_TIGHT = Decimal("0.9")
_NEVER_UNDER = 0.15


def keep_probability(state: CallState, cast: Cast) -> tuple[float, tuple[str, ...]]:
    """How likely the agreement of a call is kept, 0-1, with what speaks for and against it.

    Returns:
        The probability and cause codes, the weightiest first; (0, ("nothing_agreed",)) without an agreement.
    """
    agreement = state.agreement
    if agreement is None:
        return 0.0, ("nothing_agreed",)
    temperament = cast.temperaments[cast.scenario.persona.temperament]
    traits, terms = temperament.traits, agreement.terms
    reasons: list[str] = []
    chance = 0.42 + 0.18 * traits.willingness + 0.14 * traits.organisation + 0.35 * min(1.0, state.mood.trust * 1.4)
    if state.mood.trust >= 0.45:
        reasons.append("trust_won")
    elif state.mood.trust < 0.2:
        reasons.append("no_trust")
    known = means_known(state, cast) if agreement.terms.has_amount else 2
    factors: list[tuple[bool, float, str]] = [
        (any(code in ABUSE for code in state.offences), 0.05, "abused"),
        (agreement.pressed, 0.05, "beyond_means"),
        (agreement.empty and not agreement.pressed, 0.06, "said_to_end_the_call"),
        (not terms.has_amount, 0.3, "no_amount"),
        (terms.day is None, 0.55, "no_day"),
        (agreement.method is None, 0.92, "no_method"),
        (not agreement.confirmed, 0.85, "not_confirmed"),
        (known == 0, 0.6, "means_not_asked"),
        (known == 1, 0.85, "means_half_known"),
        (agreement.method is None and not agreement.confirmed, 0.3, "left_loose"),
        (state.mood.anger >= 0.6, 0.6, "angry"),
        (_lies_left(state, cast), 0.7, "story_not_cleared"),
        (not cast.scenario.finance.income_steady, 0.93, "income_unsteady"),
        (state.pressed > 6 and state.acknowledged == 0, 0.7, "pressed_only"),
    ]
    factors += [(True, 0.7, code) for code in dict.fromkeys(state.offences) if code in UNTRUE and code not in ABUSE]
    for holds, factor, reason in factors:
        if holds:
            chance *= factor
            reasons.append(reason)
    strain = means.strain_of(cast.scenario, terms)
    if terms.has_amount and strain > means.BEYOND and not agreement.pressed:
        chance *= 0.05
        reasons.append("beyond_means")
    elif strain > _TIGHT:
        chance *= 0.93
        reasons.append("tight")
    elif terms.has_amount:
        reasons.append("affordable")
    if agreement.confirmed and terms.day is not None and terms.has_amount:
        chance += 0.1 * (1 - chance) if chance > _NEVER_UNDER else 0
        reasons.append("definite")
    return round(max(0.0, min(0.97, chance)), 3), tuple(dict.fromkeys(reasons))


def outlook(state: CallState, cast: Cast) -> PromiseOutlook:
    """The chance that the agreement is kept, and what happens in this run; one below 0.15 is never kept."""
    chance, reasons = keep_probability(state, cast)
    drawn = random.Random(f"{cast.scenario.id}:{state.seed}:kept").random()
    return PromiseOutlook(keep_probability=chance, kept=chance >= _NEVER_UNDER and drawn < chance, reasons=reasons)


def _lies_left(state: CallState, cast: Cast) -> bool:
    lied = [fact for fact in cast.scenario.facts if fact.id in state.covers_told and fact.id not in state.facts_told]
    return any(fact.reveal in ("when_caught", "never") for fact in lied)
