"""The best deal that is open: the debtor can pay it, the collector may grant it, and nothing better for the creditor was possible."""
from __future__ import annotations

import random
from decimal import Decimal

import pytest

from trainer.domain.account import Account
from trainer.domain.deals import best_deal, lump_sum
from trainer.domain.scenario import Authority, FinanceCard


def account(balance: str = "6000.00", fees: str = "300.00", minimum: str = "600.00") -> Account:
    principal = Decimal(balance) - Decimal(fees)
    return Account(card_tail="0001", balance=Decimal(balance), principal=principal, interest=Decimal(0), fees=Decimal(fees),
                   minimum_due=Decimal(minimum), dpd=60, currency="CNY")


def authority(waive: str = "0", settle: str = "1", instalments: int = 12, deferral: int = 0, first: int = 15) -> Authority:
    return Authority(waive_fees_share=Decimal(waive), settlement_min_share=Decimal(settle), instalments_max=instalments, deferral_max_days=deferral,
                     first_payment_within_days=first)


def means(free: str, savings: str = "0", pay_in: int = 10) -> FinanceCard:
    return FinanceCard(income=Decimal("2000") + Decimal(free), essentials=Decimal("2000"), other_debts=Decimal(0), savings=Decimal(savings),
                       next_pay_in_days=pay_in)


def test_whoever_has_the_money_pays_everything_today() -> None:
    deal = best_deal(account(), authority(), means("100", savings="6000"))
    assert deal is not None
    assert (deal.first_amount, deal.first_in_days, deal.instalments, deal.total, deal.waived) == (6000, 0, 1, 6000, 0)


def test_otherwise_the_fewest_even_payments_from_the_pay_day_on() -> None:
    deal = best_deal(account(), authority(), means("1000"))
    assert deal is not None
    assert (deal.first_amount, deal.monthly, deal.first_in_days, deal.instalments) == (1000, 1000, 10, 6)


def test_savings_shorten_the_plan() -> None:
    deal = best_deal(account(), authority(), means("1000", savings="2000"))
    assert deal is not None
    assert deal.instalments == 4
    assert deal.first_amount + 3 * deal.monthly == 6000


def test_fees_are_waived_only_where_the_plan_would_not_fit_otherwise() -> None:
    fits = best_deal(account(), authority(waive="1", instalments=12), means("500"))
    needs_it = best_deal(account(), authority(waive="1", instalments=12), means("480"))
    assert fits is not None and fits.waived == 0
    assert needs_it is not None and (needs_it.waived, needs_it.total, needs_it.instalments) == (300, 5700, 12)


def test_a_settlement_asks_for_all_that_can_be_paid_at_once() -> None:
    deal = best_deal(account(), authority(settle="0.6", instalments=2), means("200", savings="4000"))
    assert deal is not None
    assert (deal.total, deal.instalments, deal.first_in_days) == (4200, 1, 10)


def test_the_minimum_due_is_the_last_resort() -> None:
    deal = best_deal(account(), authority(instalments=2), means("200", savings="500"))
    assert deal is not None
    assert deal.total == 600


@pytest.mark.parametrize(("given", "free", "savings", "pay_in"), [
    (authority(), "0", "0", 10),
    (authority(instalments=2, first=5), "400", "0", 20),
    (authority(instalments=2), "0", "599.99", 10),
])
def test_no_deal_is_open_where_means_and_authority_never_meet(given: Authority, free: str, savings: str, pay_in: int) -> None:
    assert best_deal(account(), given, means(free, savings, pay_in)) is None


def test_a_pay_day_within_the_deferral_counts() -> None:
    assert lump_sum(authority(first=5, deferral=0), means("400", "100", pay_in=20)) == 100
    assert lump_sum(authority(first=5, deferral=30), means("400", "100", pay_in=20)) == 500


def test_no_deal_goes_beyond_means_or_authority() -> None:
    dice = random.Random(7)
    found = 0
    for _ in range(3000):
        owed = account(str(dice.randint(500, 60000)), str(dice.randint(0, 400)), str(dice.randint(0, 400)))
        granted = authority(str(dice.choice(["0", "0.5", "1"])), str(dice.choice(["0.5", "0.8", "1"])), dice.randint(1, 60), dice.randint(0, 60), dice.randint(0, 30))
        card = means(str(dice.randint(0, 2000)), str(dice.randint(0, 5000)), dice.randint(0, 60))
        deal = best_deal(owed, granted, card)
        if deal is None:
            continue
        found += 1
        available = card.savings + (card.monthly_free if deal.first_in_days >= card.next_pay_in_days else 0)
        assert deal.first_amount <= available
        assert deal.monthly <= card.monthly_free
        assert deal.instalments <= granted.instalments_max
        assert deal.first_in_days <= max(granted.first_payment_within_days, granted.deferral_max_days)
        assert deal.first_amount + deal.monthly * (deal.instalments - 1) == deal.total
        assert deal.waived <= owed.fees * granted.waive_fees_share
    assert found > 1000
