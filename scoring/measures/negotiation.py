"""Measures of negotiation: consequences told truly, options, a concrete ask, a plan that fits, objections answered."""
from __future__ import annotations

from decimal import Decimal

from scoring.measured import Measured, MeasureInput, heard_in, not_applicable, not_evaluable, quoted, scored
from scoring.phrases import says
from scoring.quotes import clause_of
from trainer.domain.heard import DebtorSignalKind
from trainer.domain.judgement import Evidence

OPTIONS = ("propose_full", "propose_partial", "propose_instalments", "propose_deferral", "propose_waiver")
ASKS = ("ask_commitment", "recap_agreement", "ask_confirmation", *OPTIONS)
UNTRUE = ("false_credit_bureau_statement", "false_legal_process", "threat_unfounded_legal_action", "threat_of_arrest", "time_barred_misrepresentation")
OBJECTIONS = (
    DebtorSignalKind.REFUSAL, DebtorSignalKind.DISPUTE, DebtorSignalKind.ALREADY_PAID, DebtorSignalKind.ASKS_WHO, DebtorSignalKind.ASKS_DETAILS,
    DebtorSignalKind.ASKS_HELP, DebtorSignalKind.ASKS_CONSEQUENCE, DebtorSignalKind.TIME_BARRED, DebtorSignalKind.RECORDING, DebtorSignalKind.COMPLAINT,
)
REPEATS = frozenset({"ask_commitment", "propose_full", "ask_willingness", "state_amount"})
ANSWER_WITHIN = 2
TIGHT = Decimal("1.15")
NO_DEAL = ("这通电话不该谈还款方案，不适用。", "No payment deal was right here.")


def consequences(given: MeasureInput) -> Measured:
    """Whether consequences were told truly when they mattered (0-1)."""
    if not given.deal_is_right and not given.found(*UNTRUE):
        return not_applicable(*NO_DEAL)
    untrue = given.found(*UNTRUE)
    if untrue:
        return scored(0, "后果说得不实。", "The consequences told were untrue.")
    told = next((moment for moment in given.call.collector if moment.does("inform_consequence")), None)
    if told is not None:
        return scored(1, "如实说明了后果。", "The consequences were told plainly.", [quoted(told, "inform_consequence")])
    asked = next((moment for moment in given.call.debtor if moment.raises(DebtorSignalKind.ASKS_CONSEQUENCE)), None)
    refused = sum(1 for moment in given.call.debtor if moment.raises(DebtorSignalKind.REFUSAL))
    if given.deal_is_right and (asked is not None or (refused >= 2 and not given.struck)):
        return scored(0, "对方问到或一直推脱，没有如实说明后果。", "They asked or kept refusing, and the true consequences were not told.", [heard_in(asked, DebtorSignalKind.ASKS_CONSEQUENCE)] if asked else [])
    return not_applicable("不需要说后果就谈下来了。", "There was no need to speak of consequences.")


def options(given: MeasureInput) -> Measured:
    """How many kinds of arrangement were offered (0-2 and more)."""
    if not given.deal_is_right:
        return not_applicable(*NO_DEAL)
    if given.truth is None and given.paid_without_trouble:
        return not_applicable("对方没有说到困难，直接约定了还款。", "No difficulty was mentioned and payment was settled at once.")
    first = {act: moment for act in reversed(OPTIONS) for moment in reversed(given.call.collector) if moment.does(act)}
    kinds = len(first)
    return scored(min(kinds, 2), f"提出了 {kinds} 种方案。", f"{kinds} kind{'s' if kinds != 1 else ''} of arrangement offered.", [quoted(moment, act) for act, moment in first.items()])


def concreteness(given: MeasureInput) -> Measured:
    """How concrete the best ask was (0 none, 1 neither amount nor day, 2 one of them, 3 both)."""
    if not given.deal_is_right:
        return not_applicable(*NO_DEAL)
    best, best_value = None, 0
    for moment in given.call.collector:
        if moment.heard is not None and moment.does(*ASKS):
            value = 1 + bool(moment.heard.amounts) + bool(moment.heard.dates)
            if value > best_value:
                best, best_value = moment, value
    if best is None:
        return scored(0, "没有请对方定下什么。", "Nothing was asked for.")
    zh = {1: "请求里没有金额也没有日期。", 2: "请求里有金额或有日期。", 3: "请求里金额和日期都有。"}
    en = {1: "Neither amount nor day in the ask.", 2: "Amount or day in the ask.", 3: "Amount and day in the ask."}
    return scored(best_value, zh[best_value], en[best_value], [quoted(best)])


def affordability(given: MeasureInput) -> Measured:
    """Whether what was agreed fits the means (0 beyond, 1 tight, 2 within)."""
    if not given.deal_is_right:
        return not_applicable(*NO_DEAL)
    if not given.struck:
        return not_applicable("没有达成约定。", "Nothing was agreed.")
    if given.truth is not None:
        deal = given.truth.agreed_deal
        if deal is None:
            return not_evaluable("约定不够具体，算不出每月负担。", "Too vague to work out a monthly burden.")
        lump_fits = deal.first_amount <= max(given.truth.lump_sum, given.truth.monthly_free)
        free = given.truth.monthly_free
        fits = lump_fits and (deal.instalments == 1 or deal.monthly <= free)
        tight = deal.first_amount <= given.truth.lump_sum * TIGHT and (deal.instalments == 1 or deal.monthly <= free * TIGHT)
        value = 2 if fits else 1 if tight else 0
        return scored(
            value, f"每月能拿出 {free:,.2f}，手头最多 {given.truth.lump_sum:,.2f}；约定首付 {deal.first_amount:,.2f}、每期 {deal.monthly:,.2f}。",
            f"Means: {free:,.2f} a month, {given.truth.lump_sum:,.2f} at once. Agreed: {deal.first_amount:,.2f} first, {deal.monthly:,.2f} a month.",
        )
    stated = _stated_means(given)
    if stated is None or not given.agreed.terms.amounts:
        return not_evaluable("没有人说过能拿出多少，无从判断。", "Nobody said what they can manage, so this cannot be known.")
    means, words = stated
    asked = min(given.agreed.terms.amounts)
    value = 2 if asked <= means else 1 if asked <= means * TIGHT else 0
    return scored(value, f"对方说能拿出 {means:,.2f}，约定 {asked:,.2f}。", f"They said {means:,.2f}; {asked:,.2f} was agreed.", [words])


def objections(given: MeasureInput) -> Measured:
    """Of the objections raised, how many were answered (0 none, 1 some, 2 all)."""
    first = given.call.collector[0].index if given.call.collector else 0
    raised = [moment for moment in given.call.debtor if moment.raises(*OBJECTIONS) and moment.index > first and not says("nothing_more", given.call.language, moment.text)]
    if not raised:
        return not_applicable("对方没有提出异议。", "No objection was raised.")
    open_ones, answers = [], []
    for moment in raised:
        # A word about the weather in between is no answer, and no refusal to answer either.
        later = [other for other in given.call.collector if other.index > moment.index][:ANSWER_WITHIN]
        if not later:
            continue
        answer = next((other for other in later if other.heard and other.heard.act_codes()), later[0])
        acts = set(answer.heard.act_codes()) if answer.heard else set()
        ignored = any(finding.turn == answer.index for finding in given.findings)
        if acts - REPEATS and not ignored:
            answers.append(quoted(answer))
        else:
            open_ones.append(heard_in(moment, *OBJECTIONS))
    if not answers and not open_ones:
        return not_applicable("异议出现在最后一句。", "The objection came with the last words.")
    value = 2 if not open_ones else 1 if answers else 0
    zh = f"{len(answers) + len(open_ones)} 个异议，回应了 {len(answers)} 个。"
    en = f"{len(answers)} of {len(answers) + len(open_ones)} objections answered."
    return scored(value, zh, en, open_ones or answers)


def _stated_means(given: MeasureInput) -> tuple[Decimal, Evidence] | None:
    """What the other side last said that they can manage or have left, with the words."""
    for moment in reversed(given.call.debtor):
        for hit in reversed(moment.said.amounts if moment.said else ()):
            clause = clause_of(moment.text, hit.span.start, hit.span.end)
            if says("left_over", given.call.language, clause):
                return hit.value, Evidence(turn=moment.index, quote=clause)
    for moment in given.call.debtor:
        if moment.said and moment.said.amounts and moment.raises(DebtorSignalKind.OFFER):
            return moment.said.amounts[-1].value, heard_in(moment, DebtorSignalKind.OFFER)
    return None
