"""The result of a call for both sides: never recovery alone. What cannot be known is left open, with the reason."""
from __future__ import annotations

from decimal import Decimal

from scoring.measured import MeasureInput
from scoring.measures.negotiation import affordability
from trainer.domain.call import CaseTruth, Deal
from trainer.domain.judgement import OutcomeScore
from trainer.domain.text import Localised

# Weights within the two sides; the sides are joined by their harmonic mean, so that neither makes up for the other.
RECOVERY, SPEED, KEPT_FOR_CREDITOR = 0.6, 0.2, 0.2
AFFORDABLE, KEPT_FOR_DEBTOR = 0.7, 0.3
PATIENCE_DAYS = 30
SLOW_DAYS = 60
BREAKING_POINT = 1.5
BEST_KEEP = 0.95
RIGHT_ENDING_WITHOUT_DEAL = 0.8


def outcome_of(given: MeasureInput) -> OutcomeScore:
    """The two sides of the result, and how close it came to the best that was open."""
    if given.truth is None:
        return _from_words(given)
    if not given.deal_is_right:
        return _right_ending(given.truth)
    deal = given.truth.agreed_deal
    if deal is None:
        return _without_deal(given)
    return _with_deal(given, given.truth, deal)


def _right_ending(truth: CaseTruth) -> OutcomeScore:
    right = truth.outcome.kind in truth.good_outcomes
    return OutcomeScore(
        joint=1.0 if right else 0.0,
        against_best=1.0 if right else 0.0,
        why=Localised(zh="这通电话不该谈成还款；结束方式是对的。", en="No payment deal was right here; the call ended as it should.") if right
        else Localised(zh="这通电话不该谈成还款；没有走到该有的结束方式。", en="No payment deal was right here; the call did not reach the ending it should have."),
    )


def _without_deal(given: MeasureInput) -> OutcomeScore:
    truth = given.truth
    assert truth is not None
    if truth.outcome.kind in truth.good_outcomes:
        return OutcomeScore(
            joint=RIGHT_ENDING_WITHOUT_DEAL, against_best=RIGHT_ENDING_WITHOUT_DEAL,
            why=Localised(zh="没有谈成还款，但结束方式在这个案例里是可以的。", en="No payment was agreed, but this ending is good in this case."),
        )
    return OutcomeScore(
        recovery=0.0, joint=0.0, against_best=0.0,
        why=Localised(zh="没有达成具体约定。", en="Nothing definite was agreed."),
    )


def _with_deal(given: MeasureInput, truth: CaseTruth, deal: Deal) -> OutcomeScore:
    best = truth.best_deal
    target = best.total if best else _balance(given) or deal.total
    recovery = float(min(deal.total / target, Decimal(1))) if target else 1.0
    speed = min(1.0, (PATIENCE_DAYS + _mean_day(best)) / (PATIENCE_DAYS + _mean_day(deal))) if best else _speed(_mean_day(deal))
    fits = min(_fits(deal.first_amount, truth.lump_sum), _fits(deal.monthly, truth.monthly_free) if deal.instalments > 1 else 1.0)
    keep = truth.outcome.outlook.keep_probability if truth.outcome.outlook else 0.5
    creditor, debtor = _creditor(recovery, speed, keep), _debtor(fits, keep)
    joint = _harmonic(creditor, debtor)
    ceiling = _harmonic(_creditor(1.0, 1.0, BEST_KEEP), _debtor(1.0, BEST_KEEP))
    return OutcomeScore(
        recovery=_round(recovery), speed=_round(speed), affordability=_round(fits), reliability=_round(keep), creditor_side=_round(creditor),
        debtor_side=_round(debtor), joint=_round(joint), against_best=_round(min(1.0, joint / ceiling)),
        why=Localised(
            zh=f"约定共还 {deal.total:,.2f}，在权限和对方能力内最多可谈到 {target:,.2f}；守约可能 {keep:.0%}，负担{'合适' if fits >= 0.95 else '偏重'}。",
            en=f"{deal.total:,.2f} agreed in all; {target:,.2f} was the best open within authority and means. Chance it is kept {keep:.0%}; the burden {'fits' if fits >= 0.95 else 'is heavy'}.",
        ),
    )


def _from_words(given: MeasureInput) -> OutcomeScore:
    if not given.deal_is_right:
        return OutcomeScore(why=Localised(zh="这通电话不该谈成还款，没有可衡量的还款结果。", en="No payment deal was right here, so there is no result to measure."))
    if not given.struck:
        return OutcomeScore(recovery=0.0, why=Localised(
            zh="没有达成约定；没有案例底牌，无法判断本来能谈到多少。", en="Nothing was agreed; without the case's hidden side the best that was open cannot be known.",
        ))
    recovery, speed = _recovery_in_words(given), _speed_in_words(given)
    fit = affordability(given)
    fits = None if fit.value is None else fit.value / 2
    creditor = None if recovery is None else recovery if speed is None else (RECOVERY * recovery + SPEED * speed) / (RECOVERY + SPEED)
    joint = _harmonic(creditor, fits) if creditor is not None and fits is not None else None
    open_parts = [name for name, value in (("recovery", recovery), ("speed", speed), ("affordability", fits)) if value is None]
    zh_names = {"recovery": "回收", "speed": "快慢", "affordability": "负担"}
    return OutcomeScore(
        recovery=_round(recovery), speed=_round(speed), affordability=_round(fits), creditor_side=_round(creditor), debtor_side=_round(fits), joint=_round(joint),
        why=Localised(
            zh=f"按说出来的约定判断。无从知道：{'、'.join([*(zh_names[name] for name in open_parts), '守约可能'])}。",
            en=f"Judged by what was said. Not known: {', '.join([*open_parts, 'whether it will be kept'])}.",
        ),
    )


def _recovery_in_words(given: MeasureInput) -> float | None:
    account = given.call.transcript.context.account
    target = (account.minimum_due or account.balance) if account else None
    if not target or not given.agreed.terms.amounts:
        return None
    total = sum(given.agreed.terms.amounts, Decimal(0)) if len(given.agreed.terms.amounts) > 1 else given.agreed.terms.amounts[0] * (given.agreed.terms.instalments or 1)
    return float(min(total / target, Decimal(1)))


def _speed_in_words(given: MeasureInput) -> float | None:
    if not given.agreed.terms.dates:
        return None
    return _speed(max((min(given.agreed.terms.dates) - given.call.today).days, 0))


def _speed(days: float) -> float:
    return max(0.0, 1.0 - days / SLOW_DAYS)


def _mean_day(deal: Deal | None) -> float:
    """The day on which the money has come in, on average."""
    if deal is None or not deal.total:
        return 0.0
    rest = sum(float(deal.monthly) * (deal.first_in_days + 30 * number) for number in range(1, deal.instalments))
    return (float(deal.first_amount) * deal.first_in_days + rest) / float(deal.total)


def _fits(asked: Decimal, means: Decimal) -> float:
    """1 within the means, falling to 0 at half as much again."""
    if asked <= means:
        return 1.0
    if means <= 0:
        return 0.0
    return max(0.0, (BREAKING_POINT - float(asked / means)) / (BREAKING_POINT - 1))


def _creditor(recovery: float, speed: float, keep: float) -> float:
    return RECOVERY * recovery + SPEED * speed + KEPT_FOR_CREDITOR * keep


def _debtor(fits: float, keep: float) -> float:
    return AFFORDABLE * fits + KEPT_FOR_DEBTOR * keep


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other > 0 else 0.0


def _balance(given: MeasureInput) -> Decimal | None:
    account = given.call.transcript.context.account
    return account.balance if account else None


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
