"""What was said of the debt before identity was settled, or to somebody else."""
from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.breach import Breach, CheckInput, breach
from scoring.ears import HeardCall, Moment
from scoring.phrases import says
from trainer.domain.context import Jurisdiction, Party

TELLS = ("state_amount", "state_overdue", "explain_bill")
# Whoever holds the debtor's authority, or acts for the debtor by law, may be told.
AUTHORISED = re.compile(r"authori[sz]|authority|attorney|lawyer|solicitor|executor|power of attorney|guarantor|律师|授权|受托|代理|监护|担保", re.IGNORECASE)
# Source: 12 CFR 1006.6(a) counts the spouse, a minor's parent, a guardian and an executor as the consumer.
US_COUNTS_AS_CONSUMER = re.compile(r"spouse|husband|wife|guardian|executor|administrator|配偶|丈夫|妻子|老公|老婆|监护人|遗产管理人|遗嘱执行人", re.IGNORECASE)


def check_disclosure(given: CheckInput) -> Iterator[Breach]:
    """Debt told to a third party, or before verification."""
    call = given.call
    for moment in call.collector:
        if not _tells(call, moment):
            continue
        quote = moment.act_words(*TELLS) or moment.act_words("state_purpose")
        if moment.party is not Party.RIGHT:
            if _entitled(given, moment):
                continue
            yield breach(
                "third_party_disclosure", moment,
                f"接听的{'是' + moment.context.relationship if moment.context.relationship else '不是本人'}，却说出了欠款内容。",
                f"The person on the line was {moment.context.relationship or 'not the debtor'}, and the debt was spoken of.",
                quote=quote, confidence=0.85,
            )
        elif not moment.verified:
            # Asked for proof, somebody who only repeats a name has not given it.
            asked = any(
                earlier.does("verify_identity") or says("asks_check", call.language, earlier.spoken) for earlier in call.collector if earlier.index < moment.index
            )
            named_self = not asked and any(says("names_self", call.language, earlier.spoken) for earlier in call.debtor if earlier.index < moment.index)
            yield breach(
                "no_identity_verification_before_disclosure", moment,
                "对方只说了自己是谁，还没有核对任何信息，就说出了欠款内容。" if named_self else "还没有核实对方身份，就说出了欠款内容。",
                "They had only said who they were and nothing had been matched when the debt was spoken of." if named_self
                else "Nobody had checked who was speaking when the debt was spoken of.",
                quote=quote, confidence=0.55 if named_self else 0.85,
            )


def _tells(call: HeardCall, moment: Moment) -> bool:
    if says("holds_back", call.language, moment.spoken):
        return False
    named = moment.heard is not None and bool(moment.heard.amounts)
    names_debt = says("states_debt", call.language, moment.spoken)
    if moment.does(*TELLS):
        return named or names_debt or (moment.surely_does(*TELLS) and says("hints_debt", call.language, moment.spoken))
    return (named or moment.does("state_purpose")) and names_debt


def _entitled(given: CheckInput, moment: Moment) -> bool:
    flags = moment.context.flags
    if "guarantor" in flags or "deceased" in flags or AUTHORISED.search(moment.context.relationship or ""):
        return True
    return given.pack.jurisdiction is Jurisdiction.US and bool(US_COUNTS_AS_CONSUMER.search(moment.context.relationship or ""))
