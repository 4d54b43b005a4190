"""The days between the stages of a case: what is paid, what breaks, what is complained of, and how the debtor takes what was written."""
from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal

from trainer.debtor.means import spoken_sum
from trainer.debtor.vocabulary import ABUSE
from trainer.domain.call import CaseTruth
from trainer.domain.case import CaseState, Complaint, Event, EventKind, Standing
from trainer.domain.judgement import Scorecard
from trainer.domain.scenario import Scenario
from trainer.domain.text import Localised

MONTH = 30
# A complaint needs a day or two to be written and to arrive.
COMPLAINT_DAYS = 2
NEVER_UNDER = 0.15
EARNS_COMPLAINT = frozenset(ABUSE) | {
    "third_party_disclosure", "coercing_family_to_pay", "third_party_contact_abuse", "threat_of_arrest", "threat_of_violence", "threat_public_exposure", "impersonate_authority",
    "false_legal_process", "intimidating_visit_threat", "personal_account_payment", "leak_of_info",
}
_MORNING = "09:00"
CENT = Decimal("0.01")


def event(day: int, clock: str, kind: EventKind, zh: str, en: str, amount: Decimal | None = None) -> Event:
    """One line of the file."""
    return Event(day=day, clock=clock, kind=kind, amount=amount, text=Localised(zh=zh, en=en))


def after_call(state: CaseState, stage: str, truth: CaseTruth, card: Scorecard, trust: float, anger: float, method: str | None) -> CaseState:
    """What a call leaves behind: facts told, the mood kept, the arrangement with its outlook, complaints earned.

    Args:
        state: The case before.
        stage: Id of the stage.
        truth: The hidden truth of the call.
        card: Its scorecard.
        trust: Trust at the end of the call less that at its start, -1 to 1.
        anger: The same of anger.
        method: The way of paying agreed, None where none was.
    """
    outlook, deal = truth.outcome.outlook, truth.agreed_deal
    standing = state.standing
    if deal is not None and outlook is not None and deal.first_amount > 0:
        standing = Standing(
            deal=deal, on_day=state.day, keep_probability=outlook.keep_probability, kept=outlook.kept, reasons=outlook.reasons, method=method,
            instalments_paid=standing.instalments_paid if standing is not None and not standing.broken else 0,
        )
    return state.model_copy(update={
        "facts_told": tuple(dict.fromkeys((*state.facts_told, *truth.facts_told))), "spoke": True, "standing": standing,
        "trust": _kept_in_mind(state.trust, trust), "anger": _kept_in_mind(state.anger, anger),
        "complaints": (*state.complaints, *_earned(state, stage, card)),
    })


def after_notice(state: CaseState, stage: str, card: Scorecard) -> CaseState:
    """How a written notice is taken: a fair one lends trust, a harsh or unlawful one costs it, and some are complained of."""
    grave = [found for found in card.findings if not found.needs_review]
    if grave:
        fatal = any(found.severity == "fatal" for found in grave)
        trust, anger = (-0.3, 0.3) if fatal else (-0.15, 0.15)
    else:
        fair = (card.overall or 0.0) >= 75
        trust, anger = (0.08, -0.03) if fair else (-0.02, 0.02)
    return state.model_copy(update={
        "trust": _unit(state.trust + trust), "anger": _unit(state.anger + anger), "complaints": (*state.complaints, *_earned(state, stage, card)),
    })


def _kept_in_mind(before: float, change: float) -> float:
    """About half of a call's mood is still there days later."""
    return _unit(before + 0.5 * change)


def _unit(value: float) -> float:
    return round(max(-1.0, min(1.0, value)), 4)


def _earned(state: CaseState, stage: str, card: Scorecard) -> tuple[Complaint, ...]:
    known = {(complaint.rule, complaint.stage) for complaint in state.complaints}
    rules = dict.fromkeys(found.rule for found in card.findings if found.rule in EARNS_COMPLAINT and not found.needs_review)
    return tuple(Complaint(rule=rule, stage=stage, day=state.day + COMPLAINT_DAYS) for rule in rules if (rule, stage) not in known)[:1]


def pass_days(state: CaseState, scenario: Scenario, until: int) -> tuple[CaseState, tuple[Event, ...]]:
    """Let the days pass until `until`: instalments fall due, complaints come in.

    The first instalment follows the outlook of the call; each later one is drawn anew with the same chance. What is not paid in full is paid in part
    where there is some money and some trust, else not at all.

    Returns:
        The case on that day and what came in on the way, oldest first.
    """
    events: list[Event] = []
    for day in range(state.day + 1, until + 1):
        standing = state.standing
        if standing is not None and not standing.broken and _due(standing, day):
            state, come = _instalment(state, standing, scenario, day)
            events.extend(come)
        for complaint in state.complaints:
            if not complaint.came and complaint.day <= day:
                events.append(event(day, _MORNING, "complaint", "收到投诉，涉及此前的联系方式或内容。", "A complaint came in about how contact was made."))
        state = state.model_copy(update={"complaints": tuple(item.model_copy(update={"came": item.came or item.day <= day}) for item in state.complaints)})
    return state.model_copy(update={"day": until, "events": (*state.events, *events)}), tuple(events)


def _due(standing: Standing, day: int) -> bool:
    since = day - standing.on_day - max(standing.deal.first_in_days, 1)
    return since >= 0 and since % MONTH == 0 and since // MONTH == standing.instalments_due and standing.instalments_due < standing.deal.instalments


def _instalment(state: CaseState, standing: Standing, scenario: Scenario, day: int) -> tuple[CaseState, list[Event]]:
    number = standing.instalments_due
    wanted = standing.deal.first_amount if number == 0 else standing.deal.monthly
    wanted = min(wanted, scenario.case.account.balance - state.paid).quantize(CENT)
    drawn = random.Random(f"{scenario.id}:{state.seed}:paid:{standing.on_day}:{number}").random()
    comes = standing.kept if number == 0 else standing.keep_probability >= NEVER_UNDER and drawn < standing.keep_probability
    paid = wanted if comes else _part(state, scenario, wanted, drawn)
    day_of = scenario.call_date + timedelta(days=day)
    events = [_payment_event(day, paid, wanted, f"{day_of.month}月{day_of.day}日", f"{day_of.day} {day_of:%B}")]
    if paid < wanted:
        events.append(event(day, "23:00", "promise_broken", f"约定的 {wanted:,.2f} 没有足额到账，约定未兑现。", f"The {wanted:,.2f} agreed did not arrive in full; the promise is broken."))
    total = state.paid + paid
    if total >= scenario.case.account.balance or (paid >= wanted and number + 1 == standing.deal.instalments and total >= standing.deal.total):
        events.append(event(day, "23:00", "paid_off", "约定的款项已全部到账。", "All that was agreed has arrived."))
    standing = standing.model_copy(update={
        "instalments_due": number + 1, "instalments_paid": standing.instalments_paid + (paid >= wanted), "broken": paid < wanted,
    })
    payments = (*state.payments, (day, paid)) if paid > 0 else state.payments
    return state.model_copy(update={"standing": standing, "paid": total, "payments": payments}), events


def _part(state: CaseState, scenario: Scenario, wanted: Decimal, drawn: float) -> Decimal:
    """What comes instead of the whole sum: half of what is left in a month, where trust has not gone altogether."""
    if state.trust < 0 or drawn > 0.6:
        return Decimal(0)
    spare = min(scenario.finance.monthly_free / 2, wanted / 2)
    return spoken_sum(spare, scenario.case.account.currency).quantize(CENT) if spare > 0 else Decimal(0)


def _payment_event(day: int, paid: Decimal, wanted: Decimal, zh: str, en: str) -> Event:
    if paid <= 0:
        return event(day, "23:00", "no_payment", f"{zh}应还 {wanted:,.2f}，没有到账。", f"{wanted:,.2f} was due on {en}; nothing arrived.")
    if paid < wanted:
        return event(day, "15:00", "part_payment", f"{zh}应还 {wanted:,.2f}，只到账 {paid:,.2f}。", f"{wanted:,.2f} was due on {en}; only {paid:,.2f} arrived.", paid)
    return event(day, "10:00", "payment", f"{zh}到账 {paid:,.2f}。", f"{paid:,.2f} arrived on {en}.", paid)
