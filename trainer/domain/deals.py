"""Which payment arrangement is open: where the debtor's means and the collector's authority meet."""
from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from trainer.domain.account import Account
from trainer.domain.call import Deal
from trainer.domain.scenario import Authority, FinanceCard

_CENT = Decimal("0.01")


def best_deal(account: Account, authority: Authority, finance: FinanceCard) -> Deal | None:
    """The deal that brings the creditor most, soonest, and that the debtor can keep; None where no payment is open.

    In this order: the whole balance, in the fewest monthly payments; the same with as little of the fees waived as it takes; the
    settlement that asks most; at least the minimum due. No payment exceeds what is left after essentials and other debts, beside
    savings in the first one.

    Args:
        account: What is owed.
        authority: What the collector may grant.
        finance: What the debtor has, hidden from the collector.

    Returns:
        Sums in the account's currency; `total` is what will be paid, `waived` the fees given up for it.
    """
    waivable = (account.fees * authority.waive_fees_share).quantize(_CENT, ROUND_FLOOR)
    for waived in (Decimal(0), waivable):
        plans = list(_plans(account.balance - waived, waived, authority, finance))
        if plans:
            return min(plans, key=lambda deal: (deal.instalments, deal.first_in_days))
    lump, in_days = max(_lumps(authority, finance), default=(Decimal(0), 0))
    if authority.settlement_min_share < 1 and lump >= account.balance * authority.settlement_min_share:
        return Deal(first_amount=lump, first_in_days=in_days, monthly=Decimal(0), instalments=1, total=lump)
    if 0 < account.minimum_due <= lump:
        return Deal(first_amount=account.minimum_due, first_in_days=in_days, monthly=Decimal(0), instalments=1, total=account.minimum_due)
    return None


def lump_sum(authority: Authority, finance: FinanceCard) -> Decimal:
    """The most that the debtor can pay at once within the days that the collector may grant."""
    return max((amount for amount, _ in _lumps(authority, finance)), default=Decimal(0))


def _lumps(authority: Authority, finance: FinanceCard) -> Iterator[tuple[Decimal, int]]:
    if finance.savings > 0:
        yield finance.savings, 0
    if finance.next_pay_in_days <= max(authority.first_payment_within_days, authority.deferral_max_days) and finance.monthly_free > 0:
        yield finance.savings + finance.monthly_free, finance.next_pay_in_days


def _plans(target: Decimal, waived: Decimal, authority: Authority, finance: FinanceCard) -> Iterator[Deal]:
    monthly_free = finance.monthly_free
    for available, in_days in _lumps(authority, finance):
        rest = max(target - available, Decimal(0))
        if rest > 0 and monthly_free <= 0:
            continue
        count = 1 + (int((rest / monthly_free).to_integral_value(ROUND_CEILING)) if rest else 0)
        if count > authority.instalments_max:
            continue
        first = min(available, (target / count).quantize(_CENT, ROUND_CEILING))
        monthly = min(((target - first) / (count - 1)).quantize(_CENT, ROUND_CEILING), monthly_free) if count > 1 else Decimal(0)
        yield Deal(
            first_amount=target - monthly * (count - 1), first_in_days=in_days, monthly=monthly, instalments=count, total=target, waived=waived,
        )
