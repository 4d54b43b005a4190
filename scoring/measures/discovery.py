"""Measures of discovery: why it was not paid, what can be paid, and whether there is the will. Answers count, not questions."""
from __future__ import annotations

from scoring.measured import Measured, MeasureInput, heard_in, not_applicable, quoted, scored
from trainer.domain.heard import DebtorSignalKind

REASONS = (DebtorSignalKind.HARDSHIP, DebtorSignalKind.ILLNESS, DebtorSignalKind.BEREAVEMENT, DebtorSignalKind.VULNERABLE, DebtorSignalKind.DISPUTE, DebtorSignalKind.ALREADY_PAID)
TAKES_UP = ("reflect", "empathise", "ask_ability", "ask_reason", "advise_support", "request_documents", "propose_instalments", "propose_deferral", "propose_waiver", "acknowledge_dispute")
PROPOSES = ("propose_full", "propose_partial", "propose_instalments", "propose_deferral", "propose_waiver", "ask_commitment", "accept_offer", "recap_agreement")
NOT_HERE = ("没有和本人谈账，不适用。", "The debt was rightly not discussed.")


def reason(given: MeasureInput) -> Measured:
    """Whether the reason came out and was followed up (0-2)."""
    if not given.debt_talk_is_right:
        return not_applicable(*NOT_HERE)
    call = given.call
    asked = next((moment for moment in call.collector if moment.does("ask_reason")), None)
    told = next((moment for moment in call.debtor if moment.raises(*REASONS)), None)
    start = told or asked
    if start is None:
        return scored(0, "没有问为什么没还。", "Nobody asked why it was not paid.")
    follow = [moment for moment in call.collector if moment.index > start.index][:3]
    answered = told is not None or (asked is not None and call.reply_to(asked.index) is not None)
    taken_up = next((moment for moment in follow if moment.does(*TAKES_UP) and moment.index not in given.broken_turns), None)
    evidence = [quoted(asked, "ask_reason")] if asked else [heard_in(told, *REASONS)] if told else []
    if answered and taken_up is not None:
        return scored(2, "问到了原因并接着了解。", "The reason came out and was followed up.", [*evidence, quoted(taken_up, *TAKES_UP)])
    if asked is not None:
        return scored(1, "问了原因，没有接着了解。", "Asked, not followed up.", evidence)
    return scored(0, "对方说了原因，没有接住。", "They gave the reason; it was not taken up.", evidence)


def ability(given: MeasureInput) -> Measured:
    """Whether means came out and the proposal rests on them (0-2)."""
    if not given.deal_is_right:
        return not_applicable(*NOT_HERE)
    call = given.call
    asked = next((moment for moment in call.collector if moment.does("ask_ability")), None)
    offered = next((moment for moment in call.debtor if moment.said and (moment.said.amounts or moment.said.dates) and moment.raises(DebtorSignalKind.OFFER, DebtorSignalKind.HARDSHIP)), None)
    if asked is None and given.paid_without_trouble:
        return not_applicable("对方没有说到困难，直接约定了还款。", "No difficulty was mentioned and payment was settled at once.")
    if asked is None and offered is None:
        return scored(0, "没有了解收入、开支或到账日。", "Income, outgoings and pay day were not explored.")
    start = asked or offered
    assert start is not None
    used = next((moment for moment in call.collector if moment.index > start.index and moment.does(*PROPOSES)), None)
    evidence = [quoted(asked, "ask_ability")] if asked else [heard_in(start, DebtorSignalKind.OFFER, DebtorSignalKind.HARDSHIP)]
    if asked is None:
        return scored(1, "对方自己说了能拿出多少，没有再了解收支。", "They said what they could manage; means were not explored.", evidence)
    if used is not None and call.reply_to(asked.index) is not None:
        return scored(2, "先了解能力，再提方案。", "Means first, then the proposal.", [*evidence, quoted(used, *PROPOSES)])
    return scored(1, "问了能力，方案没有用上。", "Asked, but the answer was not used.", evidence)


def willingness(given: MeasureInput) -> Measured:
    """Whether the will to pay was asked for and answered (0-1)."""
    if not given.deal_is_right:
        return not_applicable(*NOT_HERE)
    acts = ("ask_willingness", "ask_plan", "ask_commitment")
    asked = next((moment for moment in given.call.collector if moment.does(*acts) and given.call.reply_to(moment.index) is not None), None)
    if asked is None and given.struck:
        return scored(1, "对方当场答应了。", "They agreed on the spot.")
    if asked is None:
        return scored(0, "没有问对方的打算。", "Nobody asked what they intend.")
    return scored(1, "问到了对方的打算。", "Asked and answered.", [quoted(asked, *acts)])


