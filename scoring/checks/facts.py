"""What was said against what is true of the case: the sums and days of the file, and what the collector may grant."""
from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from scoring.breach import Breach, CheckInput, breach
from scoring.checks.line import judge_line
from scoring.checks.words import words_only
from scoring.ears import HeardCall, Moment
from scoring.phrases import find, says
from scoring.quotes import clause_of
from trainer.domain.heard import AmountHit
from trainer.domain.text import Language

# Said figures may be rounded: 32,000 for 32,160 is no misstatement, 40,000 is.
ROUNDING = Decimal("0.04")
DAYS_ROUNDING = Decimal("0.15")
AROUND = 14
UNMISTAKABLE = 0.88
_ZH_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}


def check_amounts(given: CheckInput) -> Iterator[Breach]:
    """Sums stated as owed, and days overdue, that differ from the file and are not put right."""
    call = given.call
    account = call.transcript.context.account
    if account is None:
        return
    known = [value for value in (account.balance, account.minimum_due) if value]
    for moment in call.collector:
        if _put_right(call, moment):
            continue
        wrong = next(_stated(call, moment), None) if known else None
        if wrong is not None:
            said, file = wrong.span.words(moment.text), _figures(account.balance, account.minimum_due)
            yield breach(
                "false_amount", moment, f"说的是“{said}”，系统里是 {file}。", f'Said "{said}"; the file says {file}.', quote=clause_of(moment.text, wrong.span.start, wrong.span.end), confidence=0.85,
                escalated=_insists(call, moment),
            )
        elif (twisted := _by_words(given, moment)) is not None:
            quote, confidence = twisted
            yield breach(
                "false_amount", moment, f"“{quote}”与系统不符，系统里是 {_figures(account.balance, account.minimum_due)}。",
                f'"{quote}" does not agree with the file, which says {_figures(account.balance, account.minimum_due)}.', quote=quote, confidence=confidence,
            )
        days = _days_said(call.language, moment.text)
        if account.days_overdue is not None and days is not None and not _near_days(days[0], account.days_overdue):
            yield breach(
                "false_amount", moment, f"说逾期 {days[0]} 天，系统里是 {account.days_overdue} 天。", f"Said {days[0]} days overdue; the file says {account.days_overdue}.",
                quote=days[1], confidence=0.85,
            )


def check_authority(given: CheckInput) -> Iterator[Breach]:
    """Offers beyond what the collector may grant."""
    call = given.call
    authority = call.transcript.context.authority
    if authority is None:
        return
    for moment in call.collector:
        if moment.heard is None or says("needs_approval", call.language, moment.spoken):
            continue
        over = _beyond(given, moment)
        if over is not None:
            quote, zh, en = over
            yield breach("promise_beyond_authority", moment, zh, en, quote=quote, confidence=0.8)


def _beyond(given: CheckInput, moment: Moment) -> tuple[str | None, str, str] | None:
    authority = given.call.transcript.context.authority
    heard = moment.heard
    assert authority is not None and heard is not None
    if authority.instalments_max is not None and moment.does("propose_instalments", "accept_offer", "recap_agreement"):
        granted = [hit for hit in heard.instalments if not says("turns_down", given.call.language, clause_of(moment.text, hit.span.start, hit.span.end))]
        longest = max(granted, key=lambda hit: hit.value, default=None)
        if longest is not None and longest.value > authority.instalments_max:
            return (
                longest.span.words(moment.text), f"答应了 {longest.value} 期，权限只到 {authority.instalments_max} 期。",
                f"Offered {longest.value} payments; the authority ends at {authority.instalments_max}.",
            )
    if authority.waive_fees_share is not None and moment.does("propose_waiver"):
        share = _waiver_share(given.call.language, moment.text)
        if share is not None and share > authority.waive_fees_share:
            return (
                moment.act_words("propose_waiver"), f"答应减免 {_percent(share)}，权限只到 {_percent(authority.waive_fees_share)}。",
                f"Offered to waive {_percent(share)}; the authority ends at {_percent(authority.waive_fees_share)}.",
            )
    if authority.deferral_max_days is not None and moment.does("propose_deferral") and heard.dates:
        days = (max(hit.value for hit in heard.dates) - given.call.today).days
        if days > max(authority.deferral_max_days, 0) + 1 and not moment.does("propose_instalments"):
            return (
                moment.act_words("propose_deferral"), f"答应延到 {days} 天以后，权限只到 {authority.deferral_max_days} 天。",
                f"Offered {days} days; the authority ends at {authority.deferral_max_days}.",
            )
    return _settlement(given, moment)


_SETTLES = {Language.ZH: re.compile(r"结清|一次性了结|剩下的(就)?不(用|要)"), Language.EN: re.compile(r"settle (it|the|this|your)|in full and final|clear the (whole|entire)|write off the rest", re.IGNORECASE)}


def _settlement(given: CheckInput, moment: Moment) -> tuple[str | None, str, str] | None:
    context = given.call.transcript.context
    share = context.authority.settlement_min_share if context.authority else None
    balance = context.account.balance if context.account else None
    if share is None or not balance or not moment.does("propose_waiver", "propose_partial", "accept_offer") or not _SETTLES[given.call.language].search(moment.text):
        return None
    assert moment.heard is not None
    granted = [hit for hit in moment.heard.amounts if not says("turns_down", given.call.language, clause_of(moment.text, hit.span.start, hit.span.end))]
    offered = min(granted, key=lambda hit: hit.value, default=None)
    if offered is None or offered.value >= balance * share * (1 - ROUNDING):
        return None
    return (
        offered.span.words(moment.text), f"答应 {offered.value:,.2f} 结清，权限最低是余额的 {_percent(share)}（{balance * share:,.2f}）。",
        f"Offered to settle for {offered.value:,.2f}; the least allowed is {_percent(share)} of the balance ({balance * share:,.2f}).",
    )


_WAIVERS = (
    (re.compile(r"全(部|都)?(给您|给你|帮您|帮你)?(减|免)|全额减免|都(给您|给你)?免"), Decimal(1)),
    (re.compile(r"(免|减)(掉)?一半|减半|半价"), Decimal("0.5")),
    (re.compile(r"\b(all|entire(ly)?|whole|every|100 ?%|completely)\b.{0,40}\b(waive|fees?|interest|charges?)|\bwaive (all|the whole|everything|every)|\b(fees?|interest|charges?)\b.{0,20}\bgo away", re.IGNORECASE), Decimal(1)),
    (re.compile(r"\bhalf\b.{0,30}\b(fees?|interest|charges?)|\bwaive half", re.IGNORECASE), Decimal("0.5")),
)
_PER_CENT = re.compile(r"(\d{1,3})\s*(%|％|per ?cent|个百分点)", re.IGNORECASE)


def _waiver_share(language: Language, text: str) -> Decimal | None:
    number = _PER_CENT.search(text)
    if number:
        return Decimal(number.group(1)) / 100
    return next((share for pattern, share in _WAIVERS if pattern.search(text)), None)


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"


def _stated(call: HeardCall, moment: Moment) -> Iterator[AmountHit]:
    """Sums of this turn that it states as owed, where none of its sums is the file's.

    A line that also names a right figure compares, quotes or explains; there only a wrong sum that is called the total counts.
    """
    account = call.transcript.context.account
    if moment.heard is None or account is None or not moment.heard.amounts or moment.does(*_OFFERS):
        return
    known = [value for value in (account.balance, account.minimum_due) if value]
    if not moment.does("state_amount") or any(_near(hit.value, figure) for hit in moment.heard.amounts for figure in known):
        yield from (hit for hit in moment.heard.amounts if _wrong_total(call, moment, hit, known))
        return
    if moment.text.rstrip().endswith(("?", "？")) and not says("states_debt", call.language, moment.spoken):
        return  # a sum put as a question is a proposal
    for hit in moment.heard.amounts:
        width = AROUND if call.language is Language.ZH else 3 * AROUND
        near = moment.text[max(0, hit.span.start - width) : hit.span.end + AROUND // 2]
        if not says("figure_not_owed", call.language, near):
            yield hit


def _by_words(given: CheckInput, moment: Moment) -> tuple[str, float] | None:
    """Words that misstate the debt without a plain wrong sum: doubling, projections, "the real figure is more"."""
    if moment.heard is None:
        return None
    account = moment.context.account
    known = [value for value in (account.balance, account.minimum_due) if value] if account else []
    right = [any(_near(hit.value, figure) for figure in known) for hit in moment.heard.amounts]
    about_sums = bool(right) or moment.does("state_amount", "state_overdue", "explain_bill", "inform_consequence")
    for found in judge_line(moment.heard, words_only(moment.context), given.pack.jurisdiction):
        # A line that names no sum, or only the file's, needs unmistakable words to be a misstatement.
        if found.rule == "false_amount" and (found.confidence >= UNMISTAKABLE or (about_sums and not (right and all(right)))):
            return found.quote, found.confidence
    return None


def _wrong_total(call: HeardCall, moment: Moment, hit: AmountHit, known: list[Decimal]) -> bool:
    clause = clause_of(moment.text, hit.span.start, hit.span.end)
    return (
        hit.value > max(known) and not any(_near(hit.value, figure) for figure in known) and says("calls_total", call.language, clause)
        and not says("figure_not_owed", call.language, clause)
    )


_OFFERS = ("propose_partial", "propose_instalments", "propose_waiver", "propose_deferral", "ask_commitment", "ask_ability", "recap_agreement", "accept_offer", "reflect", "reassure", "explain_bill")


def _put_right(call: HeardCall, moment: Moment) -> bool:
    if says("corrects_figure", call.language, moment.spoken):
        return True
    later = [other for other in call.collector if other.index > moment.index][:2]
    return any(says("corrects_figure", call.language, other.spoken) and other.heard is not None and other.heard.amounts for other in later)


def _insists(call: HeardCall, moment: Moment) -> bool:
    """Whether the same wrong figure is stated again after the other side doubted it."""
    wrong = {hit.value for hit in moment.heard.amounts} if moment.heard else set()
    reply = call.reply_to(moment.index)
    if reply is None or not any(flag == "disputed" for flag in reply.context.flags):
        return False
    return any(other.heard and wrong & {hit.value for hit in other.heard.amounts} for other in call.collector if other.index > reply.index)


def _near(said: Decimal, figure: Decimal) -> bool:
    return abs(said - figure) <= figure * ROUNDING


def _near_days(said: int, file: int) -> bool:
    return abs(said - file) <= max(Decimal(2), file * DAYS_ROUNDING)


def _figures(balance: Decimal | None, minimum: Decimal | None) -> str:
    return " / ".join(f"{value:,.2f}" for value in (balance, minimum) if value)


def _days_said(language: Language, text: str) -> tuple[int, str] | None:
    found = find("days_overdue", language, text)
    if found is None:
        return None
    digits = next((group for group in found.groups() if group and _number(group) is not None), None)
    return (_number(digits) or 0, found.group(0)) if digits else None


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    if not text or any(char not in _ZH_DIGITS and char not in "十百" for char in text):
        return None
    total, current = 0, 0
    for char in text:
        if char in "十百":
            total += max(current, 1) * (10 if char == "十" else 100)
            current = 0
        else:
            current = _ZH_DIGITS[char]
    return total + current
