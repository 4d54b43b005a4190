"""Measures of the agreement: amount, day, method, read back, and what comes next."""
from __future__ import annotations

from scoring.ears import Moment
from scoring.measured import Measured, MeasureInput, not_applicable, quoted, scored
from scoring.phrases import says
from trainer.domain.heard import DebtorSignalKind
from trainer.domain.judgement import Evidence

NO_DEAL = ("这通电话不该谈成还款，不适用。", "No payment deal was right here.")


def agreed_amount(given: MeasureInput) -> Measured:
    """Whether an amount was agreed (0-1)."""
    if not given.deal_is_right:
        return not_applicable(*NO_DEAL)
    amounts = given.truth.outcome.agreed.amounts if given.truth else given.agreed.terms.amounts
    if not given.struck or not amounts:
        return scored(0, "没有定下金额。", "No amount was agreed.")
    return scored(1, f"定下了 {amounts[0]:,.2f}。", f"{amounts[0]:,.2f} was agreed.", _struck(given))


def agreed_date(given: MeasureInput) -> Measured:
    """Whether a day was agreed (0-1)."""
    if not given.deal_is_right:
        return not_applicable(*NO_DEAL)
    dates = given.truth.outcome.agreed.dates if given.truth else given.agreed.terms.dates
    if not given.struck or not dates:
        return scored(0, "没有定下日期。", "No day was agreed.")
    if given.call.transcript.today is None:
        return scored(1, "定下了日期。", "A day was agreed.", _struck(given))
    return scored(1, f"定下了 {dates[0].isoformat()}。", f"{dates[0].isoformat()} was agreed.", _struck(given))


def agreed_method(given: MeasureInput) -> Measured:
    """Whether the way to pay was settled (0-1)."""
    if not given.deal_is_right:
        return not_applicable(*NO_DEAL)
    if not given.struck:
        return scored(0, "没有达成约定。", "Nothing was agreed.")
    named = given.agreed.method
    if named is None and not (given.truth and given.truth.outcome.agreed.method):
        return scored(0, "没有说怎么还。", "How to pay was not said.")
    words = given.agreed.method_words
    evidence = [Evidence(turn=named.index, quote=words or named.text.strip())] if named else []
    return scored(1, "说清了还款渠道。", "How to pay was settled.", evidence)


def confirmed(given: MeasureInput) -> Measured:
    """Whether the agreement was read back and confirmed (0 no, 1 no yes heard, 2 yes)."""
    if not given.deal_is_right:
        return not_applicable(*NO_DEAL)
    if not given.struck:
        return scored(0, "没有达成约定。", "Nothing was agreed.")
    back = given.agreed.read_back
    if given.agreed.confirmed or (given.truth and given.truth.outcome.agreed.confirmed and back is not None):
        return scored(2, "复述后对方确认了。", "Read back, and they said yes.", [quoted(back, "recap_agreement", "ask_confirmation")] if back else [])
    if back is not None:
        return scored(1, "复述了，没有听到确认。", "Read back, no yes heard.", [quoted(back, "recap_agreement", "ask_confirmation")])
    return scored(0, "没有复述。", "Not read back.")


def next_contact(given: MeasureInput) -> Measured:
    """Whether what comes next was agreed (0-1)."""
    if not given.right_party_talk:
        return not_applicable("没有联系到本人。", "The debtor was not reached.")
    ends_talk = (DebtorSignalKind.CEASE_REQUEST, DebtorSignalKind.REPRESENTED)
    if any(moment.raises(*ends_talk) for moment in given.call.debtor):
        return not_applicable("对方要求不再联系或由他人代理。", "They asked for no contact or are represented.")
    acts = ("schedule_callback", "escalate", "recap_agreement", "request_documents")
    told = next(
        (moment for moment in reversed(given.call.collector) if moment.does(*acts) or says("agrees_next", given.call.language, moment.spoken)), None,
    )
    if told is None:
        return scored(0, "没有约好下一步。", "What comes next was not agreed.")
    return scored(1, "约好了下一步。", "What comes next was agreed.", [quoted(told, *acts)])


def _struck(given: MeasureInput) -> list[Evidence]:
    index = given.agreed.struck_at
    moment: Moment | None = given.agreed.read_back or next((moment for moment in given.call.moments if moment.index == index), None)
    return [quoted(moment)] if moment else []
