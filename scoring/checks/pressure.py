"""Asking for more, at once, than the other side has just said they can manage."""
from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scoring.breach import Breach, CheckInput, breach
from scoring.ears import HeardCall, Moment
from scoring.phrases import says
from trainer.domain.heard import DebtorSignalKind

ASKS = ("ask_commitment", "propose_full", "propose_partial", "propose_instalments")
# From twice the stated means on, an urgent demand is pressure and no counter-offer.
FAR_BEYOND = Decimal(2)


def check_pressure(given: CheckInput) -> Iterator[Breach]:
    """An urgent demand far beyond the means that were stated."""
    call = given.call
    for stated in call.debtor:
        means = _means(stated)
        if means is None:
            continue
        for moment in call.collector:
            if moment.index > stated.index and says("urgent", call.language, moment.spoken) and not says("needs_approval", call.language, moment.spoken):
                asked = _asked(call, moment, means)
                if asked is not None:
                    said = stated.signal_clause(DebtorSignalKind.OFFER, DebtorSignalKind.HARDSHIP) or stated.text
                    yield breach(
                        "pressure_immediate_payment", moment, f"对方说过“{said}”，却要求{asked[0]}。", f'They had said "{said}", and were asked for {asked[1]}.',
                        confidence=0.75, said=said,
                    )
                    return


def _means(moment: Moment) -> Decimal | None:
    if moment.said is None or not moment.said.amounts or not moment.raises(DebtorSignalKind.OFFER, DebtorSignalKind.HARDSHIP):
        return None
    if moment.raises(DebtorSignalKind.PROMISE, DebtorSignalKind.AGREEMENT):
        return None
    return moment.said.amounts[-1].value


def _asked(call: HeardCall, moment: Moment, means: Decimal) -> tuple[str, str] | None:
    assert moment.heard is not None
    if moment.does("propose_full") and not moment.heard.amounts:
        account = call.transcript.context.account
        if account is None or account.balance is None or account.balance >= means * FAR_BEYOND:
            return ("马上还清全额", "the full amount at once")
    if not moment.does(*ASKS) or moment.does("reflect"):
        return None
    largest = max((hit.value for hit in moment.heard.amounts), default=None)
    if largest is not None and largest >= means * FAR_BEYOND and means not in {hit.value for hit in moment.heard.amounts}:
        return (f"马上还 {largest:,.2f}", f"{largest:,.2f} at once")
    return None
