"""What is known of the case, for lines that fit it: only what is known is there, and a line whose slots are not all known is not used."""
from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from scoring.agreed import AgreedInWords
from scoring.ears import HeardCall
from trainer.domain.heard import DebtorSignalKind
from trainer.domain.text import Language, Localised

SLOT = re.compile(r"\{(\w+)\}")
FEWEST_CHARACTERS, FEWEST_WORDS = 4, 3
SLOTS = frozenset({"said", "amount", "day", "balance", "minimum", "institution", "instalments_max"})
SPEECH = 40
_SYMBOL = {"USD": "$", "GBP": "£"}
# What the other side may say that a good collector takes up in those words.
TAKEN_UP = (
    DebtorSignalKind.HARDSHIP, DebtorSignalKind.ILLNESS, DebtorSignalKind.BEREAVEMENT, DebtorSignalKind.VULNERABLE, DebtorSignalKind.DISPUTE,
    DebtorSignalKind.ALREADY_PAID, DebtorSignalKind.REFUSAL, DebtorSignalKind.ASKS_HELP,
)


def case_facts(call: HeardCall, agreed: AgreedInWords, said: str | None = None) -> dict[str, Localised]:
    """The known slots of this case.

    Args:
        call: The heard call.
        agreed: What was settled in its words.
        said: The other side's words to take up; by default the first that call for it.
    """
    context = call.transcript.context
    account, authority = context.account, context.authority
    currency = account.currency if account else None
    words = said if said is not None else _first_words(call)
    if words is not None and not _worth_taking_up(words, call.language):
        words = None
    day = _day(call, agreed)
    known: dict[str, Localised | None] = {
        "said": _same(shortened(words.strip(" ，。！？,.!?"))) if words else None,
        "amount": money(_amount(call, agreed), currency),
        "day": Localised(zh=f"{day.month}月{day.day}日", en=f"{day.day} {day:%B}") if day else None,
        "balance": money(account.balance if account else None, currency),
        "minimum": money(account.minimum_due if account else None, currency),
        "institution": _same(context.institution) if context.institution else None,
        "instalments_max": _same(str(authority.instalments_max)) if authority and authority.instalments_max else None,
    }
    return {name: text for name, text in known.items() if text is not None}


def _worth_taking_up(words: str, language: Language) -> bool:
    """A bare "no" or "嗯" cannot be said back."""
    if language is Language.ZH:
        return len(re.sub(r"\W", "", words)) >= FEWEST_CHARACTERS
    return len(words.split()) >= FEWEST_WORDS


def filled(line: Localised, facts: Mapping[str, Localised]) -> Localised | None:
    """The line with its slots filled, or None where one is not known."""
    if not (set(SLOT.findall(line.zh)) | set(SLOT.findall(line.en))) <= set(facts):
        return None
    return Localised(zh=SLOT.sub(lambda slot: facts[slot.group(1)].zh, line.zh), en=SLOT.sub(lambda slot: facts[slot.group(1)].en, line.en))


def money(amount: Decimal | None, currency: str | None) -> Localised | None:
    """A sum as it is spoken of in each language; None stays None."""
    if amount is None:
        return None
    figure = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
    unit_zh = {"CNY": "元", "USD": "美元", "GBP": "英镑"}.get(currency or "", "")
    return Localised(zh=f"{figure}{unit_zh}", en=f"{figure} yuan" if currency == "CNY" else f"{_SYMBOL.get(currency or '', '')}{figure}")


def shortened(text: str, longest: int = SPEECH) -> str:
    """The text, cut with an ellipsis where it is longer than that."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _same(text: str) -> Localised:
    return Localised(zh=text, en=text)


def _first_words(call: HeardCall) -> str | None:
    return next((words for moment in call.debtor if (words := moment.signal_clause(*TAKEN_UP))), None)


def _amount(call: HeardCall, agreed: AgreedInWords) -> Decimal | None:
    offered = next((moment.said.amounts[0].value for moment in call.debtor if moment.said and moment.said.amounts and moment.raises(DebtorSignalKind.OFFER)), None)
    if agreed.terms.amounts:
        return agreed.terms.amounts[0]
    account = call.transcript.context.account
    return offered or (account.minimum_due if account else None)


def _day(call: HeardCall, agreed: AgreedInWords) -> date | None:
    if call.transcript.today is None:
        return None
    if agreed.terms.dates:
        return agreed.terms.dates[0]
    return next((moment.said.dates[0].value for moment in call.debtor if moment.said and moment.said.dates), None)
