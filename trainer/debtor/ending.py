"""How a call ended, and what was true of the case all along."""
from __future__ import annotations

from trainer.debtor import means, promise, situational
from trainer.debtor.state import CallState, Cast
from trainer.domain import deals
from trainer.domain.call import Agreed, CallOutcome, CaseTruth
from trainer.domain.scenario import OutcomeKind


def conclude(state: CallState, cast: Cast) -> CallOutcome:
    """How the call ended: what kind of ending, what was agreed, and whether it will be kept.

    A call that is not over counts as left open by the collector.
    """
    kind = _kind(state, cast)
    agreed = _agreed(state) if kind in ("paid_in_full", "payment_plan", "promise_to_pay", "settlement", "deferral") else Agreed()
    outlook = promise.outlook(state, cast) if state.agreement is not None and kind not in ("hung_up", "refused") else None
    return CallOutcome(kind=kind, agreed=agreed, ended_by=state.ended_by or "open", outlook=outlook)


def _kind(state: CallState, cast: Cast) -> OutcomeKind:
    handled = situational.is_handled(state, cast)
    handling = cast.situation.handling
    agreement = state.agreement
    if agreement is not None and agreement.terms.has_amount:
        return _deal_kind(state, cast)
    if state.ended_by == "debtor":
        return "hung_up"
    if handled and handling is not None:
        return handling.outcome
    if state.transferred:
        return "transferred"
    if agreement is not None and agreement.terms.day is not None:
        return "promise_to_pay"
    if state.deferred:
        return "deferral"
    if state.message_left:
        return "message_left"
    if state.callback:
        return "callback"
    if state.moved("refuse_to_pay") >= 1 and state.readiness < 0.4:
        return "refused"
    return "no_agreement"


def _deal_kind(state: CallState, cast: Cast) -> OutcomeKind:
    agreement = state.agreement
    assert agreement is not None
    terms, balance = agreement.terms, cast.scenario.case.account.balance
    if terms.kind == "settlement":
        return "settlement"
    if (terms.instalments or 1) > 1:
        return "payment_plan"
    if terms.amount is not None and terms.amount >= balance * 99 / 100:
        return "paid_in_full"
    return "promise_to_pay"


def _agreed(state: CallState) -> Agreed:
    agreement = state.agreement
    if agreement is None:
        return Agreed()
    terms = agreement.terms
    amounts = tuple(dict.fromkeys(value for value in (terms.amount, terms.monthly) if value is not None))
    return Agreed(
        amounts=amounts, dates=(terms.day,) if terms.day else (), instalments=terms.instalments if (terms.instalments or 1) > 1 else None,
        method=agreement.method, confirmed=agreement.confirmed,
    )


def case_truth(state: CallState, cast: Cast) -> CaseTruth:
    """What the scorer may know of the case once the call is over."""
    scenario = cast.scenario
    agreement = state.agreement
    told = state.facts_told
    return CaseTruth(
        scenario_id=scenario.id, scenario_version=scenario.version, outcome=conclude(state, cast), monthly_free=scenario.finance.monthly_free,
        lump_sum=deals.lump_sum(scenario.authority, scenario.finance), next_pay_in_days=scenario.finance.next_pay_in_days,
        best_deal=means.best_deal(scenario), agreed_deal=means.as_deal(scenario, agreement.terms) if agreement is not None else None,
        reason=cast.situation.reason, willingness=_willingness(cast), ability=_ability(cast), good_outcomes=scenario.success.any_outcome,
        facts_hidden=tuple(fact.id for fact in scenario.facts if fact.id not in told), facts_told=told, solvable=scenario.solvable,
    )


def _willingness(cast: Cast) -> str:
    value = cast.temperaments[cast.scenario.persona.temperament].traits.willingness
    return "willing" if value >= 0.6 else "wavering" if value >= 0.35 else "unwilling"


def _ability(cast: Cast) -> str:
    scenario = cast.scenario
    lump = deals.lump_sum(scenario.authority, scenario.finance)
    if lump >= scenario.case.account.balance:
        return "can_pay_all"
    return "can_pay_part" if lump > 0 or scenario.finance.monthly_free > 0 else "cannot_pay_now"
