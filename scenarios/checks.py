"""What must hold inside one scenario beyond its shape: sums, languages, ways to earn a fact, and that a deal is open."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel

from scenarios.exchange_checks import exchange_problems
from scenarios.life_checks import life_problems
from trainer.domain.context import Jurisdiction, Party
from trainer.domain.deals import best_deal
from trainer.domain.heard import DebtorSignalKind
from trainer.domain.scenario import ModelCall, OutcomeKind, Scenario, Spoken
from trainer.domain.text import Language, Localised

CURRENCY = {Jurisdiction.CN: "CNY", Jurisdiction.US: "USD", Jurisdiction.UK: "GBP"}
PAYING_OUTCOMES: tuple[OutcomeKind, ...] = ("paid_in_full", "payment_plan", "promise_to_pay", "settlement")
MIN_SPOKEN = 3

_SIGNALS = tuple(kind.value for kind in DebtorSignalKind)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_AMOUNT = re.compile(r"\d+(\.\d+)?")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?<!,)")
_HAN = re.compile(r"[\u3400-\u9fff]")


def scenario_problems(scenario: Scenario, where: str, temperaments: Collection[str] | None = None, situations: Collection[str] | None = None) -> list[str]:
    """Every way in which a well-shaped scenario still cannot be played.

    Args:
        scenario: The scenario as read.
        where: Name of its file for the messages.
        temperaments: Known temperament ids; None leaves them unchecked.
        situations: Known situation ids; None leaves them unchecked.

    Returns:
        One sentence per problem, "file: key: found ...; allowed ...".
    """
    found = [
        *_account(scenario),
        *_names(scenario, temperaments, situations),
        *_answerers(scenario),
        *_facts(scenario),
        *_deal(scenario),
        *life_problems(scenario),
        *exchange_problems(scenario),
        *_model_call(scenario),
        *language_problems(scenario),
    ]
    return [f"{where}: {problem}" for problem in found]


def _account(scenario: Scenario) -> Iterator[str]:
    account = scenario.case.account
    parts = account.principal + account.interest + account.fees
    if parts != account.balance:
        yield f"case.account.balance: found {account.balance}; allowed: principal + interest + fees, which is {parts}"
    if account.minimum_due > account.balance:
        yield f"case.account.minimum_due: found {account.minimum_due}; allowed: at most the balance {account.balance}"
    expected = CURRENCY[scenario.jurisdiction]
    if account.currency != expected:
        yield f"case.account.currency: found {account.currency}; allowed: {expected} in {scenario.jurisdiction}"
    for index, payment in enumerate(account.last_payments):
        if payment.on > scenario.call_date:
            yield f"case.account.last_payments[{index}].on: found {payment.on}; allowed: not after the call on {scenario.call_date}"
    known = scenario.case.days_since_conversation
    spoke = [contact.days_ago for contact in scenario.case.contacts if contact.channel == "phone" and contact.result in ("right_party", "promise_made", "inbound")]
    if known is not None and spoke and min(spoke) < known:
        yield f"case.days_since_conversation: found {known}; allowed: at most {min(spoke)}, as the contacts show"


def _names(scenario: Scenario, temperaments: Collection[str] | None, situations: Collection[str] | None) -> Iterator[str]:
    if temperaments is not None:
        wanted = [("persona.temperament", scenario.persona.temperament)]
        wanted += [(f"answerers[{index}].temperament", each.temperament) for index, each in enumerate(scenario.answerers) if each.temperament]
        for key, name in wanted:
            if name not in temperaments:
                yield f"{key}: found {name!r}; allowed: {_choices(name, temperaments)}"
    if situations is not None and scenario.situation not in situations:
        yield f"situation: found {scenario.situation!r}; allowed: {_choices(scenario.situation, situations)}"


def _choices(found: str, allowed: Collection[str]) -> str:
    near = get_close_matches(found, sorted(allowed), n=1)
    hint = f" (did you mean {near[0]!r}?)" if near else ""
    return ", ".join(sorted(allowed)) + hint


def _answerers(scenario: Scenario) -> Iterator[str]:
    for index, each in enumerate(scenario.answerers):
        last = index == len(scenario.answerers) - 1
        if each.passes_when != "never" and last:
            yield f"answerers[{index}].passes_when: found {each.passes_when!r}; allowed: 'never', since nobody comes after"
        if each.passes_when == "never" and not last:
            yield f"answerers[{index}].passes_when: found 'never'; allowed: 'asked' or 'identified', since somebody comes after"
        if each.party is Party.THIRD and each.relationship is None:
            yield f"answerers[{index}].relationship: found nothing; allowed: who this third party is to the debtor"


def _facts(scenario: Scenario) -> Iterator[str]:
    for name, count in Counter(fact.id for fact in scenario.facts).items():
        if count > 1:
            yield f"facts: found the id {name!r} {count} times; allowed: each id once"
    for index, fact in enumerate(scenario.facts):
        key = f"facts[{index}]"
        if fact.reveal == "when_caught":
            if fact.cover is None:
                yield f"{key}.cover: found nothing; allowed: what is said until the debtor is caught"
            if not fact.caught_by:
                yield f"{key}.caught_by: found nothing; allowed: the things in the file that give it away"
        elif fact.caught_by:
            yield f"{key}.caught_by: found a list of {len(fact.caught_by)}; allowed: none unless reveal is when_caught"
        for place, entry in enumerate(fact.caught_by):
            if not _stands_in_file(scenario, entry):
                yield f"{key}.caught_by[{place}]: found {entry!r}; allowed: an amount, a date or words that the case file shows"
        for place, signal in enumerate(fact.signals):
            if signal not in _SIGNALS:
                yield f"{key}.signals[{place}]: found {signal!r}; allowed: {_choices(signal, _SIGNALS)}"
        for part, spoken in (("spoken", fact.spoken), ("cover", fact.cover)):
            if spoken is not None:
                yield from _variants(f"{key}.{part}", spoken)


def _stands_in_file(scenario: Scenario, entry: str) -> bool:
    case = scenario.case
    words = [text for note in case.notes for text in (note.zh, note.en)]
    words += [text for contact in case.contacts for text in (contact.note.zh, contact.note.en)]
    shown = "\n".join(words).lower()
    if _DATE.fullmatch(entry):
        days = [payment.on for payment in case.account.last_payments]
        days += [scenario.call_date - timedelta(days=contact.days_ago) for contact in case.contacts]
        return entry in map(str, days) or _day_words(entry, shown)
    if _AMOUNT.fullmatch(entry):
        amounts = [payment.amount for payment in case.account.last_payments]
        return Decimal(entry) in amounts or any(Decimal(number.replace(",", "")) == Decimal(entry) for number in _NUMBER.findall(shown))
    return entry.lower() in shown


def _day_words(entry: str, shown: str) -> bool:
    day = date.fromisoformat(entry)
    months = (f"{day:%B}".lower(), f"{day:%b}".lower())
    english = any(re.search(rf"\b({day.day} {month}|{month} {day.day})\b", shown) for month in months)
    return english or f"{day.month}月{day.day}日" in shown or f"{day.month}月{day.day}号" in shown


def _variants(key: str, spoken: Spoken) -> Iterator[str]:
    for language in Language:
        lines = spoken.in_(language)
        if len(set(lines)) < MIN_SPOKEN:
            yield f"{key}.{language}: found {len(set(lines))} different lines; allowed: at least {MIN_SPOKEN}"


def _deal(scenario: Scenario) -> Iterator[str]:
    paying = [kind for kind in scenario.success.any_outcome if kind in PAYING_OUTCOMES]
    if not scenario.solvable:
        if paying:
            yield f"success.any_outcome: found {', '.join(paying)}; allowed: no payment where solvable is false"
        return
    if not paying and "deferral" not in scenario.success.any_outcome:
        yield f"success.any_outcome: found {', '.join(scenario.success.any_outcome)}; allowed: at least one way of paying where solvable is true"
    if best_deal(scenario.case.account, scenario.authority, scenario.finance) is None:
        free = scenario.finance.monthly_free.quantize(Decimal("0.01"))
        yield (
            f"authority: found no deal that the means allow ({free} a month, savings {scenario.finance.savings}); "
            "allowed: authority and finance that meet in at least one deal, or solvable: false"
        )


def _model_call(scenario: Scenario) -> Iterator[str]:
    for language in scenario.languages:
        if len(scenario.model_call.in_(language)) < 3:
            yield f"model_call.{language}: found {len(scenario.model_call.in_(language))} lines; allowed: at least 3"


def language_problems(part: Any, path: str = "") -> Iterator[str]:
    """Strings that stand under the wrong language: Chinese without a Chinese character, English with one."""
    if isinstance(part, Localised | Spoken | ModelCall):
        for language in Language:
            found: str | tuple[str, ...] = part.in_(language)
            lines = (found,) if isinstance(found, str) else found
            for index, line in enumerate(lines):
                where = f"{path}.{language}" + ("" if isinstance(found, str) else f"[{index}]")
                if not line.strip():
                    yield f"{where}: found an empty text; allowed: words"
                elif bool(_HAN.search(line)) is not (language is Language.ZH) and not _neutral(line):
                    yield f"{where}: found {line[:40]!r}; allowed: {'Chinese' if language is Language.ZH else 'English'}"
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from language_problems(getattr(part, name), f"{path}.{name}" if path else name)
    elif isinstance(part, dict):
        for name, item in part.items():
            yield from language_problems(item, f"{path}.{name}")
    elif isinstance(part, tuple):
        for index, item in enumerate(part):
            yield from language_problems(item, f"{path}[{index}]")


def _neutral(line: str) -> bool:
    return not re.search(r"[^\W\d_]", line)
