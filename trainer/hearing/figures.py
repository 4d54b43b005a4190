"""The figures of a line held against the file: whether the sums named are those of the account, and an offer within the authority."""
from __future__ import annotations

from datetime import date
from decimal import Decimal

from trainer.domain.context import CallContext, ContextAccount, ContextAuthority
from trainer.domain.text import Language
from trainer.hearing.entities import find_entities

# Only sums and numbers of payments are read here, and neither hangs on the day.
_ANY_DAY = date(2026, 1, 5)
_SAME = Decimal("0.005")
_ABOVE = Decimal("1.05")


def figures(text: str, language: Language, context: CallContext) -> tuple[str, ...]:
    """Names of what the figures of the line show beside the file; nothing where the file is silent."""
    if context.account is None and context.authority is None:
        return ()
    found = find_entities(text, language, _ANY_DAY)
    names = _sums([hit.value for hit in found.amounts], context.account) if context.account else []
    return tuple(names + (_offers([hit.value for hit in found.instalments], context.authority) if context.authority else []))


def _sums(said: list[Decimal], account: ContextAccount) -> list[str]:
    known = [figure for figure in (account.balance, account.minimum_due) if figure]
    if not known:
        return []
    if not said:
        return ["sum:none"]
    if any(abs(one - figure) <= max(figure * _SAME, Decimal(1)) for one in said for figure in known):
        return ["sum:matches"]
    return ["sum:above" if max(said) > max(known) * _ABOVE else "sum:differs"]


def _offers(counts: list[int], authority: ContextAuthority) -> list[str]:
    names = []
    if counts and authority.instalments_max is not None:
        names.append("payments:beyond" if max(counts) > authority.instalments_max else "payments:within")
    if authority.waive_fees_share is not None and authority.waive_fees_share in (0, 1):
        names.append("waive:all" if authority.waive_fees_share == 1 else "waive:none")
    if authority.settlement_min_share is not None:
        names.append("settle:none" if authority.settlement_min_share >= 1 else "settle:some")
    return names
