from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from trainer.debtor import means
from trainer.debtor.engine import conclude
from trainer.debtor.state import Terms
from trainer.domain.text import Language

from .ring import Ring, cast_of, open_properly

DISCOVER = ("这几个月是什么原因没还上呢？", "遇到这样的事谁都不容易。您每个月收入大概多少？", "房租生活费这些固定开销一个月要多少？", "您的钱一般几号到账？")


def ready(scenario: str = "cn_job_loss_first_default", seed: int = 1, **mood: float) -> Ring:
    ring = Ring(cast_of(scenario), seed)
    open_properly(ring)
    ring.say(*DISCOVER)
    state = ring.state.model_copy(update={"readiness": 0.9, "mood": ring.state.mood.model_copy(update={"trust": 0.6, "anger": 0.0, "patience": 6.0, **mood})})
    ring.steps[-1] = ring.steps[-1].model_copy(update={"state": state})
    return ring


def test_a_plan_within_means_is_accepted_by_who_is_ready_and_confirmed_when_read_back() -> None:
    ring = ready()
    ring.say("我帮您申请分30期，每个月还622元，第一期放在9月20号，您看可以吗？")
    agreement = ring.state.agreement
    assert agreement is not None and agreement.terms.monthly == Decimal("622.00") and agreement.terms.day == date(2026, 9, 20)
    ring.say("到时候用手机银行还到这张卡里。", "我跟您确认一遍：分30期，每期622元，第一期9月20号，对吗？")
    assert ring.state.agreement is not None and ring.state.agreement.confirmed
    outcome = conclude(ring.state, ring.cast)
    assert outcome.kind == "payment_plan" and outcome.agreed.instalments == 30 and outcome.agreed.dates == (date(2026, 9, 20),)


def test_a_wrong_recap_is_corrected_and_not_confirmed() -> None:
    ring = ready()
    ring.say("我帮您申请分30期，每个月还622元，第一期放在9月20号，您看可以吗？")
    ring.say("我跟您确认一遍：分30期，每期922元，第一期9月20号，对吗？")
    assert "correct_recap" in ring.moves()
    assert ring.state.agreement is not None and not ring.state.agreement.confirmed


def test_a_plan_beyond_means_is_refused_or_countered_within_them() -> None:
    for seed in range(8):
        ring = ready(seed=seed)
        ring.say("那分6期，每个月还3108元，9月20号开始，可以吗？")
        assert ring.state.agreement is None
        assert set(ring.moves()) & {"reject_plan", "cannot_pay", "counter"}
        for offer in ring.state.offers:
            assert means.strain_of(ring.cast.scenario, offer) <= means.BEYOND


def test_a_day_before_the_money_comes_is_countered_with_the_day_it_comes() -> None:
    ring = ready(seed=3)
    ring.say("那先还1800元，9月10号之前，可以吗？")
    last = ring.state.offers[-1] if ring.state.offers else None
    assert ring.state.agreement is None and last is not None and last.day is not None and last.day >= date(2026, 9, 20)


def test_asked_for_sum_and_day_a_ready_debtor_names_both() -> None:
    ring = ready(seed=2)
    ring.say("那您哪天能还，先还多少？")
    agreed = ring.state.agreement.terms if ring.state.agreement else ring.state.offers[-1]
    assert agreed.has_amount and agreed.day is not None


@pytest.mark.parametrize("scenario", ["cn_job_loss_first_default", "cn_evasive_next_week"])
def test_who_has_asked_nothing_gets_no_plan(scenario: str) -> None:
    ring = Ring(cast_of(scenario), 1)
    open_properly(ring)
    ring.say("给您分24期，每个月还800元，9月28号开始，可以吗？")
    assert ring.state.agreement is None


def test_repeating_a_proposal_moves_no_counter_offer() -> None:
    ring = ready(seed=4)
    line = "那分6期，每个月还3108元，9月20号开始，可以吗？"
    ring.say(line)
    before = ring.state.offers
    ring.say(line)
    assert ring.state.offers == before


def test_pressed_again_and_again_beyond_means_the_yielding_promise_what_breaks() -> None:
    broken = 0
    for seed in range(12):
        ring = ready(seed=seed, anxiety=1.0)
        ring.say(
            "您今天必须把18650元一次还清。", "12号之前18650元全部还上，行不行？", "找朋友凑一凑，13号还15000元，可以吗？", "那14号先还12000元，能不能做到？",
            "您就答应15号还15000元，好吗？", "16号还18000元，您说行还是不行？",
        )
        agreement = ring.state.agreement
        if agreement is not None and means.strain_of(ring.cast.scenario, agreement.terms) > means.BEYOND:
            broken += 1
            outlook = conclude(ring.state, ring.cast).outlook
            assert outlook is not None and not outlook.kept and "beyond_means" in outlook.reasons
    assert broken


def test_the_share_on_offer_rises_with_readiness_and_never_passes_the_means() -> None:
    cast = cast_of("cn_job_loss_first_default", Language.ZH)
    sums = []
    for share in ("0.4", "0.7", "1.0"):
        offer = means.monthly_offer(cast, Decimal(share), 0)
        assert offer is not None and offer.monthly is not None
        assert means.strain_of(cast.scenario, offer) <= means.BEYOND
        sums.append(offer.monthly)
    assert sums == sorted(sums) and sums[0] < sums[-1]


def test_strain_counts_the_first_sum_by_its_day_and_the_monthly_sum_by_what_is_left() -> None:
    scenario = cast_of("cn_job_loss_first_default").scenario
    early = Terms(kind="partial", amount=Decimal("1900"), day=date(2026, 9, 10))
    late = Terms(kind="partial", amount=Decimal("1900"), day=date(2026, 9, 20))
    monthly = Terms(kind="instalments", amount=Decimal("700"), monthly=Decimal("700"), instalments=27, day=date(2026, 9, 20))
    assert means.strain_of(scenario, early) > means.BEYOND
    assert means.strain_of(scenario, late) == Decimal("1")
    assert means.strain_of(scenario, monthly) == Decimal("1")


@pytest.mark.parametrize("scenario", ["cn_job_loss_first_default", "cn_evasive_next_week", "uk_overburdened_nurse"])
def test_who_recites_the_rubric_between_good_lines_gets_no_agreement(scenario: str) -> None:
    recited = ("按照流程，我对您的遭遇表示共情。", "根据话术我理解您，现在弄清还得起多少，再定下金额。", "我已接住情绪，给出可选方案，请定下日期。")
    for seed in range(4):
        ring = Ring(cast_of(scenario), seed)
        open_properly(ring)
        account = ring.cast.scenario.case.account
        for said in recited:
            ring.say(said, *DISCOVER[1:2])
        ring.say(f"我给您分30期，每个月还{account.balance // 30}元，可以吗？", f"那先还{account.minimum_due}元，行吗？", "那就按您说的办。")
        assert ring.state.agreement is None
