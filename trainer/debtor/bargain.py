"""How far the debtor will go now: the share of the means on offer, what can be offered, and the moves that carry terms."""
from __future__ import annotations

from datetime import date
from decimal import Decimal

from trainer.debtor import means
from trainer.debtor.draft import Draft
from trainer.debtor.feel import will
from trainer.debtor.moves import Move, MoveKind
from trainer.debtor.state import Agreement, CallState, Cast, Terms

OFFER_AT = 0.42
ACCEPT_AT = 0.38
EASY_AT = 0.25
_EASY = Decimal("0.45")
_ENDLESS = 72  # nobody offers to pay for longer than six years of their own accord
_LOW_CANDOUR = 0.25


_MEANS = ("income", "outgoings", "other_debts", "savings", "pay_day", "employment")


def means_known(state: CallState, cast: Cast) -> int:
    """How many true facts about their means the debtor has told."""
    return sum(fact.topic in _MEANS for fact in cast.scenario.facts if fact.id in state.facts_told)


def unheard(draft: Draft) -> float:
    """How much readier a debtor must be for somebody who has not asked about means and reason, and where putting off is a habit."""
    known = means_known(draft.state, draft.cast)
    askable = sum(fact.topic in _MEANS for fact in draft.cast.scenario.facts)
    wanted = min(2, askable)
    asked_reason = draft.state.count("ask_reason") or any(draft.state.topics.get(topic, 0) for topic in ("reason", "health", "dispute"))
    traits = draft.temperament.traits
    putting_off = 0.15 * (1 - traits.organisation) * (1 - traits.distress)
    return 0.07 * max(0, wanted - known) + (0.0 if asked_reason else 0.06) + putting_off


def share(draft: Draft) -> Decimal:
    """The part of the true means that the debtor would give now, 0.3 to 1; more with readiness and trust, less while a story holds."""
    traits = draft.temperament.traits
    ready = will(draft.state)
    part = 0.42 + 0.62 * ready - 0.2 * traits.haggling * (1 - ready)
    if traits.candour < _LOW_CANDOUR and draft.state.covers_told and not draft.state.caught:
        part *= 0.6
    return Decimal(str(round(max(0.3, min(1.0, part)), 2)))


def tolerance(draft: Draft) -> Decimal:
    """The part of the means that a proposal may take and still be accepted."""
    return min(Decimal(1), share(draft) + Decimal("0.12"))


def is_easy(strain: Decimal) -> bool:
    """Whether terms ask so little that hardly anybody would say no."""
    return strain <= _EASY


def overpromises(draft: Draft) -> bool:
    """Whether this debtor says yes to any sum until the income has been talked through."""
    return draft.temperament.habits.get(MoveKind.PROMISE, 1.0) >= 3 and not any(
        fact.id in draft.state.facts_told for fact in draft.cast.scenario.facts if fact.topic in ("income", "outgoings", "employment")
    )


def delay_days(draft: Draft) -> int:
    """How many days later than need be the debtor would rather pay: stallers most, trusting and ready ones not at all."""
    traits = draft.temperament.traits
    return round(14 * (1 - traits.organisation) * max(0.0, 0.75 - will(draft.state)))


def own_terms(draft: Draft) -> Terms | None:
    """What the debtor would offer now, by instalments where these are on the table or the sum is out of reach; None without means."""
    state, scenario = draft.state, draft.cast.scenario
    part, later = share(draft), delay_days(draft)
    if overpromises(draft):
        amount = means.spoken_sum(min(scenario.case.account.balance, scenario.finance.income + scenario.finance.savings), scenario.case.account.currency)
        return Terms(kind="partial", amount=amount, day=means.pay_day(draft.cast, later), total=amount) if amount > 0 else None
    by_month = state.on_table is not None and state.on_table.kind == "instalments"
    told = any(fact.topic == "pay_day" and fact.id in state.facts_told for fact in scenario.facts)
    single = means.single_offer(draft.cast, part, later, after_pay=told)
    monthly = means.monthly_offer(draft.cast, part, later)
    enough = single is not None and single.amount is not None and single.amount >= scenario.case.account.minimum_due > 0
    endless = monthly is not None and (monthly.instalments or 0) > _ENDLESS
    if monthly is not None and not endless and (by_month or (not enough and will(state) >= 0.55)):
        return monthly
    return single or (None if endless else monthly)


def no_less(own: Terms, proposed: Terms) -> bool:
    """Whether the debtor's own terms are of the same kind and give at least what is proposed, no later."""
    one, other = own.monthly or own.amount, proposed.monthly or proposed.amount
    in_time = own.day is None or proposed.day is None or own.day <= proposed.day
    alike = (own.kind == "instalments") == (proposed.kind == "instalments")  # a settlement is one payment too
    return one is not None and other is not None and alike and one >= other and in_time


def offered_as_much(state: CallState, proposed: Terms) -> bool:
    """Whether the debtor has offered at least this of their own accord; nobody turns down less than that."""
    return any(no_less(offer, proposed) for offer in state.offers)


def carrying(kind: MoveKind, terms: Terms, with_day: bool = True) -> Move:
    """A move that speaks of terms."""
    count = terms.instalments if terms.instalments and terms.instalments > 1 else None
    amount = terms.monthly if count and terms.monthly is not None else terms.amount
    first = terms.amount if count and terms.amount not in (None, amount) else None
    return Move(kind=kind, amount=amount, day=terms.day if with_day else None, instalments=count, first=first)


def _same_sums(one: Terms, other: Terms) -> bool:
    """Whether two terms are the same number of the same payments."""
    sums = {one.amount, one.monthly} & {other.amount, other.monthly} - {None}
    return one.instalments == other.instalments and bool(sums)


def agree(draft: Draft, terms: Terms, by: str, *, beyond: bool = False, empty: bool = False, method: str | None = None) -> None:
    """Remember that both sides settled on terms; a day that the debtor named with the same sum stands where none is said again."""
    old = draft.state.agreement
    if terms.day is None:
        same = next((offer for offer in reversed(draft.state.offers) if offer.day is not None and _same_sums(offer, terms)), None)
        terms = terms.model_copy(update={"day": same.day}) if same is not None else terms
    draft.set(
        agreement=Agreement(
            terms=terms, turn=draft.state.turn, by="debtor" if by == "debtor" else "collector", pressed=beyond, empty=empty,
            vague=not terms.has_amount or terms.day is None, method=method or (old.method if old else None),
        ),
        on_table=terms,
    )
    draft.progress = True


def redate(draft: Draft, day: date) -> bool:
    """Put a day into the agreement, if the money is there by then; says whether it was."""
    agreement = draft.state.agreement
    if agreement is None:
        return False
    terms = agreement.terms.model_copy(update={"day": day})
    fits = means.strain_of(draft.cast.scenario, terms) <= means.BEYOND or agreement.pressed
    if fits:
        draft.set(agreement=agreement.model_copy(update={"terms": terms, "vague": not terms.has_amount, "confirmed": False}))
        draft.progress = True
    return fits
