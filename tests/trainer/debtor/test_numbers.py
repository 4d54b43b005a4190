from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from trainer.debtor.numbers import days_meant, echoes_offer, near, recapped, terms_of
from trainer.debtor.state import Agreement, CallState, Terms
from trainer.domain.heard import ActHit, AmountHit, CountHit, DateHit, Heard, Span
from trainer.domain.text import Language

from .ring import Ring, cast_of

CAST = cast_of("cn_job_loss_first_default")
STATE: CallState = Ring(CAST).state.model_copy(update={"known": ("purpose",)})
DAY = date(2026, 9, 20)


def said(text: str, *acts: str, amounts: tuple[str, ...] = (), days: tuple[date, ...] = (), counts: tuple[int, ...] = ()) -> Heard:
    """A line heard in a given way, so that only the reading of its numbers is tried."""
    span = Span(start=0, end=1)
    return Heard(
        text=text, language=Language.ZH, acts=tuple(ActHit(act=act, span=span, confidence=0.9) for act in acts),
        amounts=tuple(AmountHit(value=Decimal(value), span=span) for value in amounts), dates=tuple(DateHit(value=day, span=span) for day in days),
        instalments=tuple(CountHit(value=count, span=span) for count in counts),
    )


def test_sum_and_count_make_a_plan() -> None:
    terms = terms_of(said("分30期，每期622元", "propose_instalments", amounts=("622",), days=(DAY,), counts=(30,)), CAST, STATE)
    assert terms == Terms(kind="instalments", amount=Decimal(622), monthly=Decimal(622), instalments=30, day=DAY, total=Decimal("18650.00"))


def test_a_count_alone_divides_the_balance() -> None:
    terms = terms_of(said("分10期行吗", "propose_instalments", counts=(10,)), CAST, STATE)
    assert terms is not None and terms.monthly == Decimal(1865) and terms.instalments == 10


def test_a_monthly_sum_alone_gives_the_count() -> None:
    terms = terms_of(said("一个月还500行吗", "propose_instalments", amounts=("500",)), CAST, STATE)
    assert terms is not None and terms.instalments == 38 and terms.total == Decimal("18650.00")


def test_a_first_sum_and_the_rest_by_instalments() -> None:
    terms = terms_of(said("先还3500，剩下的分六期", "propose_partial", "propose_instalments", amounts=("3500",), counts=(6,)), CAST, STATE)
    assert terms is not None
    assert terms.amount == Decimal(3500) and terms.instalments == 7
    assert terms.monthly == Decimal(2525)


def test_the_sum_of_all_instalments_is_no_first_payment() -> None:
    terms = terms_of(said("剩下的18000元分30期，每期600元", "propose_instalments", amounts=("18000", "600"), counts=(30,)), CAST, STATE)
    heard_as_first = terms_of(said("剩下的18000元分30期，每期600元", "propose_partial", "propose_instalments", amounts=("18000", "600"), counts=(30,)), CAST, STATE)
    assert terms is not None and (terms.amount, terms.monthly, terms.instalments) == (Decimal(600), Decimal(600), 30) and heard_as_first == terms
    down = terms_of(said("先还3000，剩下的分3期，每期1000", "propose_partial", "propose_instalments", amounts=("3000", "1000"), counts=(3,)), CAST, STATE)
    assert down is not None and (down.amount, down.monthly) == (Decimal(3000), Decimal(1000))


def test_a_lump_with_something_waived_is_a_settlement() -> None:
    terms = terms_of(said("一次还15000就结清", "propose_waiver", "propose_partial", amounts=("15000",), days=(DAY,)), CAST, STATE)
    assert terms is not None and terms.kind == "settlement" and terms.waived


def test_more_time_without_a_sum_is_a_deferral_even_where_it_sounds_like_a_plan() -> None:
    terms = terms_of(said("先缓到20号，行吗", "propose_deferral", "propose_instalments", days=(DAY,)), CAST, STATE)
    assert terms == Terms(kind="deferral", day=DAY)


def test_the_minimum_is_known_without_its_sum() -> None:
    terms = terms_of(said("先还最低还款可以吗", "propose_partial"), CAST, STATE)
    assert terms is not None and terms.amount == CAST.scenario.case.account.minimum_due


@pytest.mark.parametrize("heard", [
    said("您每个月收入3800，开销2600，对吗", "reflect", "ask_confirmation", amounts=("3800", "2600")),
    said("四月以前每月按时还120，是怎么回事", "propose_instalments", amounts=("120",)),
    said("5月6号还了2400", "propose_partial", amounts=("2400",), days=(date(2026, 5, 6),)),
    said("好的，谢谢您", "thank"),
])
def test_what_is_said_back_or_past_is_no_proposal(heard: Heard) -> None:
    assert terms_of(heard, CAST, STATE) is None


def test_a_day_a_year_back_is_taken_for_the_coming_one_only_when_it_is_near() -> None:
    assert days_meant(said("9月20号还", days=(date(2025, 9, 20),)), date(2026, 9, 8)) == (DAY,)
    assert days_meant(said("三月还过", days=(date(2026, 3, 8),)), date(2026, 9, 8)) == (date(2026, 3, 8),)


def agreed(terms: Terms) -> CallState:
    return STATE.model_copy(update={"agreement": Agreement(terms=terms, turn=9, by="collector")})


@pytest.mark.parametrize(("amounts", "days", "counts", "right"), [
    (("622",), (DAY,), (30,), True), (("622",), (), (), True), ((), (DAY,), (), True), (("922",), (DAY,), (30,), False),
    (("622",), (date(2026, 10, 2),), (30,), False), (("622",), (DAY,), (20,), False), (("18650", "622"), (DAY,), (30,), True),
])
def test_a_recap_is_right_when_every_number_in_it_is(amounts: tuple[str, ...], days: tuple[date, ...], counts: tuple[int, ...], right: bool) -> None:
    terms = Terms(kind="instalments", amount=Decimal(622), monthly=Decimal(622), instalments=30, day=DAY, total=Decimal("18650.00"))
    heard = said("我确认一遍", "recap_agreement", amounts=amounts, days=days, counts=counts)
    found, fits = recapped(heard, CAST, agreed(terms), heard.act_codes())
    assert found == terms and fits is right


def test_only_the_debtors_own_numbers_take_up_their_offer() -> None:
    offered = STATE.model_copy(update={"offers": (Terms(kind="partial", amount=Decimal(600), day=DAY, total=Decimal(600)),)})
    assert echoes_offer(said("好，那就600", amounts=("600",)), offered)
    assert not echoes_offer(said("那就700吧", amounts=("700",)), offered)
    assert not echoes_offer(said("600分三期", amounts=("600",), counts=(3,)), offered)
    assert not echoes_offer(said("好", "accept_offer"), offered)


def test_sums_are_the_same_within_one_per_cent() -> None:
    assert near(Decimal("621.67"), Decimal(622)) and not near(Decimal(600), Decimal(622))
