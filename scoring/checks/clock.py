"""The clock at the debtor's place and the counts of earlier contacts, against the limits of each jurisdiction."""
from __future__ import annotations

from collections.abc import Iterator

from scoring.breach import Breach, CheckInput, breach
from scoring.checks.omissions import SPEAKS_OF_DEBT
from scoring.ears import Moment
from scoring.phrases import says
from trainer.domain.context import CallContext, Jurisdiction

# Minutes since midnight: allowed from the first, inclusive, to the last. Source: cn CBA 2026 / GB/T 45251 (22:00-8:00 forbidden, so 22:00 is late);
# us 12 CFR 1006.6(b)(1) (before 8:00 and after 21:00); uk has no number, 8:00-21:00 is the product's default.
OPENS = 8 * 60
CLOSES = {Jurisdiction.CN: 22 * 60 - 1, Jurisdiction.US: 21 * 60, Jurisdiction.UK: 21 * 60}
# Source: cn GB/T 45251-2025 (3 answered calls), CBA 2026 (6 unanswered attempts); us 12 CFR 1006.14(b) (7 calls in 7 days, 7 days after a conversation).
CN_ANSWERED_A_DAY = 3
CN_ATTEMPTS_A_DAY = 6
US_CALLS_A_WEEK = 7
US_DAYS_AFTER_TALK = 7
UK_HOUSE_ANSWERED_A_DAY = 3
# A call that is broken off at once has at most so many collector turns.
AT_ONCE = 2


def check_clock(given: CheckInput) -> Iterator[Breach]:
    """A call outside the hours; the first collector turn carries it."""
    context, jurisdiction = given.call.transcript.context, given.pack.jurisdiction
    first = _first(given)
    if first is None or "time_agreed" in context.flags or _called_in(given) or _inside(context.local_time, jurisdiction):
        return
    hours = {Jurisdiction.CN: "8:00-22:00", Jurisdiction.US: "8:00-21:00", Jurisdiction.UK: "8:00-21:00"}[jurisdiction]
    house = jurisdiction is Jurisdiction.UK
    yield breach(
        "contact_outside_hours", first,
        f"对方当地时间 {context.local_time}，{'内部默认时段' if house else '允许时段'} {hours}，也没有约定过这个时间。",
        f"It was {context.local_time} where they are; {'the house hours (no number in the rules)' if house else 'the hours allowed'} are {hours}, and this time had not been agreed.",
        confidence=0.97,
    )


def check_counts(given: CheckInput) -> Iterator[Breach]:
    """More contacts than allowed; the first collector turn carries it."""
    first = _first(given)
    if first is None or "time_agreed" in given.call.transcript.context.flags or _called_in(given) or _let_go(given):
        return
    context = given.call.transcript.context
    if given.pack.jurisdiction is Jurisdiction.US and context.collector_type_in(Jurisdiction.US) == "creditor":
        return  # Regulation F binds debt collectors, not creditors collecting in their own name
    reason = _over(context, given.pack.jurisdiction)
    if reason is not None:
        zh, en, confidence = reason
        yield breach("excessive_frequency", first, zh, en, confidence=confidence)


def _first(given: CheckInput) -> Moment | None:
    return given.call.collector[0] if given.call.collector else None


def _called_in(given: CheckInput) -> bool:
    """Whether the other side was the one who called."""
    return any(says("inbound", given.call.language, moment.spoken) for moment in given.call.collector[:2])


def _let_go(given: CheckInput) -> bool:
    """Whether the collector noticed, said so and ended without a word of the debt."""
    turns = given.call.collector
    return len(turns) <= AT_ONCE and any(says("lets_go", given.call.language, moment.spoken) for moment in turns) and not any(moment.does(*SPEAKS_OF_DEBT) for moment in turns)


def _inside(clock: str, jurisdiction: Jurisdiction) -> bool:
    minute = int(clock[:2]) * 60 + int(clock[3:])
    return OPENS <= minute <= CLOSES[jurisdiction]


def _over(context: CallContext, jurisdiction: Jurisdiction) -> tuple[str, str, float] | None:
    answered, attempts, week, since = context.contacts_today, context.attempts_today, context.contacts_7d, context.days_since_conversation
    if jurisdiction is Jurisdiction.CN:
        if answered >= CN_ANSWERED_A_DAY:
            return (f"今天已接通 {answered} 次，这是第 {answered + 1} 次，上限 3 次。", f"Answered {answered} times today already; this is number {answered + 1}, the limit is 3.", 0.95)
        if attempts > CN_ATTEMPTS_A_DAY:
            return (f"今天对这个号码已有 {attempts} 次未接通的拨打，不宜超过 6 次。", f"{attempts} unanswered attempts to this number today; there should be at most 6.", 0.9)
    elif jurisdiction is Jurisdiction.US:
        if week >= US_CALLS_A_WEEK:
            return (f"7 天内已拨打 {week} 次，这是第 {week + 1} 次，推定上限 7 次。", f"{week} calls in the last 7 days; this is number {week + 1}, the presumption starts above 7.", 0.95)
        if since is not None and since < US_DAYS_AFTER_TALK:
            return (f"{since} 天前刚就这笔债通过话，7 天内不应再打。", f"There was a conversation about this debt {since} day{'s' if since != 1 else ''} ago; no call within 7 days of it.", 0.95)
    elif answered >= UK_HOUSE_ANSWERED_A_DAY:
        return (f"今天已接通 {answered} 次；规则没有数字，内部标准为 3 次。", f"Answered {answered} times today; the rules give no number, the house standard is 3.", 0.65)
    return None
