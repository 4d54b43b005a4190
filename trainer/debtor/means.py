"""What this debtor can pay: by a day, each month, and how far an arrangement goes beyond it."""
from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from trainer.debtor.state import Cast, Terms
from trainer.domain import deals
from trainer.domain.call import Deal
from trainer.domain.scenario import Scenario

BEYOND = Decimal("1.02")
_HOPELESS = Decimal(99)


def best_deal(scenario: Scenario) -> Deal | None:
    """The best deal that is open in this scenario; None where no payment is."""
    return deals.best_deal(scenario.case.account, scenario.authority, scenario.finance) if scenario.solvable else None


def available_by(scenario: Scenario, day: date | None) -> Decimal:
    """What could be paid in one sum by `day`: savings, and what is left of each pay that comes until then. Without a day: after the next pay."""
    finance = scenario.finance
    ahead = finance.next_pay_in_days if day is None else (day - scenario.call_date).days
    pays = 0 if ahead < finance.next_pay_in_days else 1 + (ahead - finance.next_pay_in_days) // 30
    return finance.savings + finance.monthly_free * pays


def strain_of(scenario: Scenario, terms: Terms) -> Decimal:
    """How much of the debtor's means the terms take: 1 is all of it, above 1 cannot be kept; 0 where no sum is named."""
    parts = [Decimal(0)]
    single = terms.amount if terms.amount is not None else terms.monthly
    if single is not None:
        parts.append(_ratio(single, available_by(scenario, terms.day)))
    if terms.monthly is not None and (terms.instalments or 2) > 1:
        parts.append(_ratio(terms.monthly, scenario.finance.monthly_free))
    return max(parts)


def _ratio(sum_: Decimal, means: Decimal) -> Decimal:
    if sum_ <= 0:
        return Decimal(0)
    return min(_HOPELESS, sum_ / means) if means > 0 else _HOPELESS


def pay_day(cast: Cast, after_days: int = 0) -> date:
    """The next day on which money comes in, never earlier than `after_days` from the call."""
    scenario = cast.scenario
    return scenario.call_date + timedelta(days=max(scenario.finance.next_pay_in_days, after_days, 1))


def spoken_sum(amount: Decimal, currency: str) -> Decimal:
    """A sum as a debtor would name it, never above `amount`: hundreds or fifties in yuan, tens or fives elsewhere."""
    step = Decimal(100 if amount >= 1000 else 50 if amount >= 200 else 10) if currency == "CNY" else Decimal(25 if amount >= 500 else 10 if amount >= 50 else 5)
    rounded = (amount / step).to_integral_value(ROUND_FLOOR) * step
    return rounded if rounded > 0 else amount.to_integral_value(ROUND_FLOOR)


def single_offer(cast: Cast, share: Decimal, delay_days: int, after_pay: bool = False) -> Terms | None:
    """One payment out of savings and the next pay, taking `share` of it; None where there is nothing to offer.

    Args:
        cast: The case.
        share: The part of the means on offer, 0-1.
        delay_days: How many days from the call at least.
        after_pay: Whether it waits for the pay day, because that has been said to be when money comes.
    """
    scenario = cast.scenario
    day = pay_day(cast, delay_days)
    savings_do = not after_pay and scenario.finance.savings >= scenario.case.account.minimum_due > 0
    if savings_do:
        day = scenario.call_date + timedelta(days=max(1, delay_days))
    amount = spoken_sum(min(available_by(scenario, day) * share, scenario.case.account.balance), scenario.case.account.currency)
    return Terms(kind="partial", amount=amount, day=day, total=amount) if amount > 0 else None


def monthly_offer(cast: Cast, share: Decimal, delay_days: int, first: Decimal | None = None) -> Terms | None:
    """Monthly payments out of what is left each month, taking `share` of it, until the balance is paid; None where nothing is left."""
    scenario = cast.scenario
    account = scenario.case.account
    monthly = spoken_sum(min(scenario.finance.monthly_free * share, account.balance), account.currency)
    if monthly <= 0:
        return None
    day = pay_day(cast, delay_days)
    rest = account.balance - (first or monthly)
    count = 1 + max(0, int((rest / monthly).to_integral_value(ROUND_CEILING)))
    return Terms(kind="instalments", amount=first or monthly, monthly=monthly, instalments=count, day=day, total=account.balance)


def as_deal(scenario: Scenario, terms: Terms) -> Deal | None:
    """Agreed terms as a deal in numbers; None where no sum was agreed."""
    if not terms.has_amount:
        return None
    first = terms.amount if terms.amount is not None else terms.monthly or Decimal(0)
    count = terms.instalments or 1
    monthly = terms.monthly if terms.monthly is not None and count > 1 else Decimal(0)
    day = terms.day or pay_day_of(scenario)
    balance = scenario.case.account.balance
    total = min(balance, first + monthly * (count - 1))
    waived = max(Decimal(0), balance - total) if terms.kind == "settlement" or (terms.waived and count > 1) else Decimal(0)
    return Deal(
        first_amount=first, first_in_days=max(0, (day - scenario.call_date).days), monthly=monthly, instalments=count, total=total, waived=waived,
    )


def pay_day_of(scenario: Scenario) -> date:
    """The next day on which money comes in."""
    return scenario.call_date + timedelta(days=max(scenario.finance.next_pay_in_days, 1))
