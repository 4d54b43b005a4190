"""The file of a case as it stands on a simulated day: the shipped scenario with what has happened since."""
from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from trainer.domain.account import Account, EarlierContact, Payment
from trainer.domain.case import Case, CaseState, Contact, Event, Request
from trainer.domain.context import Party
from trainer.domain.scenario import CaseFile, Fact, FinanceCard, Memory, OutcomeKind, Scenario, Spoken, Success
from trainer.domain.text import Localised
from trainer.service.case_requests import rings_about

MONTH = 30
WEEK = 7
WRONGED_FROM = 0.15
# What a debtor has told once is no secret the next time.
TOLD_ONCE = ("when_trusting", "when_pressed", "when_caught")


def as_of(case: Case, scenario: Scenario, state: CaseState, identifier: str, version: int = 1, request: Request | None = None) -> Scenario:
    """The scenario of a call on that day: file, counters of contact law, means and memory moved on to it.

    Args:
        case: The case.
        scenario: The shipped scenario of day 0.
        state: The case as it stands.
        identifier: Id of the result.
        version: Version of the result; chance hangs on the id alone.
        request: What the debtor rings in about, where they do.
    """
    return scenario.model_copy(update={
        "id": identifier,
        "version": version,
        "call_date": scenario.call_date + timedelta(days=state.day),
        "case": _file(case, scenario, state),
        "finance": _means(scenario.finance, state),
        "facts": tuple(_told_before(fact, state) for fact in scenario.facts),
        **(_answering(scenario) if request is not None else _aim(scenario, state)),
        "memory": Memory(
            trust=state.trust, anger=state.anger, says=_remembered(case, state) if request is None else None, rings_about=rings_about(request) if request is not None else None,
        ),
    })


def _answering(scenario: Scenario) -> dict[str, object]:
    """The aim of a call in which the debtor rings about something: to answer it; no deal is owed. They ring themselves, so nobody else picks up."""
    good: tuple[OutcomeKind, ...] = ("no_agreement", "callback", "transferred", "dispute_logged", "deferral", "payment_plan", "promise_to_pay")
    goal = Localised(
        zh="对方打来电话：核实身份，把来电的事接住、答复、说明什么时候办好；不要借机催收。",
        en="They ring you: verify them, take up what they ring about, answer it, and say by when it will be done; it is no occasion to collect.",
    )
    own = tuple(who for who in scenario.answerers if who.party is Party.RIGHT) or scenario.answerers
    return {"success": Success(any_outcome=tuple(dict.fromkeys((*scenario.success.any_outcome, *good)))), "goal": goal, "answerers": own}


def _aim(scenario: Scenario, state: CaseState) -> dict[str, object]:
    """While a plan is kept, a call that confirms it is a good one."""
    if state.standing is None or state.standing.broken:
        return {}
    good = tuple(dict.fromkeys((*scenario.success.any_outcome, "no_agreement", "callback")))
    goal = Localised(
        zh="约定还在兑现：核实身份，确认已经到账的和下一期，问问有没有变化，不要再加码。",
        en="The plan is being kept: verify, confirm what arrived and the next payment, ask whether anything has changed, and do not ask for more.",
    )
    return {"success": Success(any_outcome=good), "goal": goal}


def balance_left(scenario: Scenario, state: CaseState) -> Decimal:
    """What is still owed."""
    return max(scenario.case.account.balance - state.paid, Decimal(0))


def _file(case: Case, scenario: Scenario, state: CaseState) -> CaseFile:
    file = scenario.case
    # Calls that the debtor made count for nobody.
    phone = [contact for contact in state.contacts if contact.channel == "phone" and contact.result != "inbound"]
    talks = [contact.day for contact in state.contacts if contact.result in ("right_party", "promise_made", "inbound")]
    since = state.day - max(talks) if talks else (None if file.days_since_conversation is None else file.days_since_conversation + state.day)
    early = file.contacts_7d if state.day < WEEK else 0
    flags = tuple(dict.fromkeys((*file.flags, *(("cease_request",) if state.stop_asked else ()))))
    return file.model_copy(update={
        "account": _account(scenario, state),
        "local_time": state.clock,
        "contacts_today": (file.contacts_today if state.day == 0 else 0) + sum(contact.day == state.day for contact in phone),
        "attempts_today": file.attempts_today if state.day == 0 else 0,
        "contacts_7d": early + sum(0 <= state.day - contact.day < WEEK for contact in phone),
        "days_since_conversation": since,
        "flags": flags,
        "contacts": (*(_earlier(contact, state.day) for contact in reversed(state.contacts)), *(item.model_copy(update={"days_ago": item.days_ago + state.day}) for item in file.contacts)),
        "notes": (*file.notes, *case.notes, *(_note(scenario, item) for item in state.events if item.kind not in ("notice_sent", "call_made"))),
    })


def _earlier(contact: Contact, today: int) -> EarlierContact:
    return EarlierContact(days_ago=today - contact.day, channel=contact.channel, result=contact.result, note=contact.note)


def _note(scenario: Scenario, item: Event) -> Localised:
    day = scenario.call_date + timedelta(days=item.day)
    return Localised(zh=f"{day.month}月{day.day}日：{item.text.zh}", en=f"{day.day} {day:%B}: {item.text.en}")


def _account(scenario: Scenario, state: CaseState) -> Account:
    """The account after what was paid: fees first, then interest, then principal."""
    account = scenario.case.account
    left = min(state.paid, account.balance - Decimal("0.01"))
    parts = {}
    for name in ("fees", "interest", "principal"):
        taken = min(left, getattr(account, name))
        parts[name], left = getattr(account, name) - taken, left - taken
    balance = sum(parts.values(), Decimal(0))
    return account.model_copy(update={
        **parts, "balance": balance, "minimum_due": min(account.minimum_due, balance), "dpd": account.dpd + state.day,
        "last_payments": (*(Payment(on=scenario.call_date + timedelta(days=day), amount=amount) for day, amount in reversed(state.payments)), *account.last_payments),
    })


def _means(finance: FinanceCard, state: CaseState) -> FinanceCard:
    """Means on that day: the next pay comes round, and what was paid out of savings is gone."""
    return finance.model_copy(update={"next_pay_in_days": (finance.next_pay_in_days - state.day) % MONTH, "savings": max(finance.savings - state.paid, Decimal(0))})


def _told_before(fact: Fact, state: CaseState) -> Fact:
    if fact.id not in state.facts_told or fact.reveal not in TOLD_ONCE:
        return fact
    return fact.model_copy(update={"reveal": "when_asked", "cover": None, "caught_by": ()})


def _remembered(case: Case, state: CaseState) -> Spoken | None:
    """What of the time before the debtor brings up."""
    if any(complaint.came for complaint in state.complaints) or state.anger >= WRONGED_FROM:
        return case.remembered.wronged
    if state.standing is not None and state.standing.broken:
        return case.remembered.broken
    return case.remembered.kept if state.standing is not None and state.standing.instalments_paid else None
