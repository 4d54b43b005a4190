"""From the numbers in a line to terms: what the collector proposes, and whether a recap repeats what was agreed."""
from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_CEILING, Decimal

from trainer.debtor.state import CallState, Cast, Terms
from trainer.debtor.tables import topics_named
from trainer.domain.heard import AmountHit, Heard

_PROPOSALS = frozenset({"propose_full", "propose_partial", "propose_instalments", "propose_deferral", "propose_waiver"})
_MINIMUM_WORDS = ("最低还款", "最低额", "还最低", "minimum")
_TELLING = frozenset({"ask_reason", "state_amount", "state_overdue", "state_purpose", "explain_bill", "recap_agreement", "request_documents"})
_UNIT = Decimal(1)
_HUNDRED = Decimal(100)
_LEAST_SHARE = Decimal(20)  # per cent; nobody offers a creditor less in one word
_HAGGLES = 0.7
_BARE = re.compile(r"\d\d|(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)([- ](one|two|three|four|five|six|seven|eight|nine))?|[二三四五六七八九]十[一二三四五六七八九]?", re.IGNORECASE)
_PARTS = 2  # sums from which a bill is being taken apart
_NEAR_DAYS = 62
_TOO_LITTLE = re.compile(r"不够|太少|才|nothing|not enough|too little|joke", re.IGNORECASE)
_ASKED = re.compile(r"[?？]|[吗呢么]\s*$")
_LUMP = Decimal("0.3")  # from here on a sum with something waived is a settlement, not a month's payment
_PAUSE = re.compile(
    r"(帮|给|替|为)[您你][^，。？！]{0,6}(延期|延后|往后(推|缓|延|挪)|缓(一|两|几|\d+)(个月|天))"
    r"|\b(put in|set up|arrange|grant|give you|offer)\b[^.?!]{0,25}\b(deferral|payment break|payment holiday)\b|\bpayments? on hold\b|\bpause (the|your) payments?\b",
    re.IGNORECASE,
)
_EACH_TIME = re.compile(r"每个?月|每期|每周|一个月[^，。？]{0,4}还|先还|首付|\b(a|per|each|every) (month|week|fortnight)\b|\bmonthly\b", re.IGNORECASE)
_SOFT_ACTS = frozenset({"empathise", "reassure", "ask_confirmation", "thank", "greet", "ask_ability"})
_REST = re.compile(r"剩下|剩余|余下|其余|\brest\b|remain", re.IGNORECASE)


def near(one: Decimal, other: Decimal) -> bool:
    """Whether two sums are the same as people speak: within one per cent or one unit."""
    return abs(one - other) <= max(_UNIT, abs(other) / 100)


def day_named(heard: Heard, call_date: date) -> date | None:
    """The last day named that is not past."""
    days = [day for day in days_meant(heard, call_date) if day >= call_date]
    return days[-1] if days else None


def days_meant(heard: Heard, call_date: date) -> tuple[date, ...]:
    """The days named; one a year back that would be near a year later is taken for the coming one."""
    return tuple(_coming(hit.value, call_date) for hit in heard.dates)


def _coming(day: date, call_date: date) -> date:
    if day >= call_date or (day.month, day.day) == (2, 29):
        return day
    later = day.replace(year=day.year + 1)
    return later if 0 <= (later - call_date).days <= _NEAR_DAYS else day


def terms_of(heard: Heard, cast: Cast, state: CallState) -> Terms | None:
    """The terms that a line puts on the table; None where it proposes nothing.

    Args:
        heard: The line.
        cast: The case.
        state: The call so far; a recap before anything is agreed is a proposal.
    """
    acts = set(heard.act_codes())
    if _defers(heard, acts):
        return Terms(kind="deferral", day=day_named(heard, cast.scenario.call_date))
    if not _proposes(heard, acts, state) or _only_tells(heard, acts, state):
        return None
    asks_sum = bool({"ask_commitment", "ask_confirmation"} & acts and heard.amounts)
    account, call_date = cast.scenario.case.account, cast.scenario.call_date
    planned = bool(heard.instalments and heard.amounts and acts & _PROPOSALS)
    if heard.dates and all(day < call_date for day in days_meant(heard, call_date)) and not planned:
        return None  # what was paid or said on past days is no proposal
    day = day_named(heard, call_date)
    amounts = [_share_meant(hit, heard, cast, state) for hit in heard.amounts if hit.value > 0]
    if "explain_bill" in acts and len(amounts) >= _PARTS and "ask_commitment" not in acts:
        amounts = []  # how the balance is made up is no offer
    counts = [hit.value for hit in heard.instalments if hit.value > 1]
    shared = any(_is_share(hit, heard, cast, state) for hit in heard.amounts)
    waived = shared or "propose_waiver" in acts
    running = state.on_table
    if "propose_deferral" in acts and not amounts and not counts:
        return Terms(kind="deferral", day=day)
    if running is not None and running.monthly is not None and len(amounts) > 1 and all(near(value, running.monthly) for value in amounts):
        return running.model_copy(update={"day": day or running.day, "waived": running.waived or waived})  # "222 then, and 222 each month"
    lump = max((value for value in amounts if value < account.balance * Decimal("0.99")), default=Decimal(0))
    if waived and not counts and (shared or "propose_instalments" not in acts) and lump >= account.balance * _LUMP:
        return Terms(kind="settlement", amount=lump, day=day, total=lump, waived=True)
    if "propose_instalments" in acts or counts or (running and running.kind == "instalments" and len(amounts) == 1 and "propose_full" not in acts):
        down = "propose_partial" in acts and bool(_REST.search(heard.text))
        return _instalments(amounts, counts[-1] if counts else None, day, waived, account.balance, down)
    if "propose_full" in acts and not waived:
        return Terms(kind="full", amount=account.balance, day=day, total=account.balance)
    smaller = [value for value in amounts if value < account.balance * Decimal("0.99")]
    if acts & {"propose_partial", "propose_deferral", "recap_agreement"} or asks_sum or not acts & _PROPOSALS:
        return _single(heard, amounts, smaller, day, account.balance, account.minimum_due)
    if "propose_full" in acts:
        return Terms(kind="full", amount=account.balance, day=day, total=account.balance, waived=True)
    return Terms(kind="partial", waived=True) if waived else None


def _share_meant(hit: AmountHit, heard: Heard, cast: Cast, state: CallState) -> Decimal:
    """The sum; the share of the balance, where the number is meant as one."""
    return cast.scenario.case.account.balance * hit.value / 100 if _is_share(hit, heard, cast, state) else hit.value


def _is_share(hit: AmountHit, heard: Heard, cast: Cast, state: CallState) -> bool:
    """Whether a bare number under a hundred is a share in percent: single sums many times as large are being bargained over, or a haggler has asked for half."""
    if hit.value >= _HUNDRED or hit.value < _LEAST_SHARE or not _BARE.fullmatch(hit.span.words(heard.text).strip()) or cast.scenario.case.account.balance < _HUNDRED * 10:
        return False
    if _EACH_TIME.search(heard.text):
        return False  # fifty a month is money
    last = state.offers[-1] if state.offers else None
    lump = last is not None and last.instalments is None and last.amount is not None and last.amount >= hit.value * 10
    return lump or (last is None and cast.temperament(state.speaking).traits.haggling >= _HAGGLES and "purpose" in state.known)


def _proposes(heard: Heard, acts: set[str], state: CallState) -> bool:
    """Whether a line puts terms on the table: by its acts, or by bare numbers that can be nothing else."""
    fixed = bool(heard.instalments or heard.dates)
    if acts & _PROPOSALS:
        asking_why = "ask_reason" in acts or "reason" in topics_named(heard.text, heard.language)
        return fixed or not (asking_why and heard.amounts)
    if not heard.amounts:
        return False
    if "ask_commitment" in acts or ("recap_agreement" in acts and state.agreement is None):
        return True
    if "reflect" in acts:
        return False
    if not acts - _SOFT_ACTS and _ASKED.search(heard.text) and _EACH_TIME.search(heard.text):
        return True  # "600 a month, could you manage that?"
    bargaining = state.on_table is not None or bool(state.offers)
    if fixed and bargaining_day(heard) and not acts & _TELLING:
        return True
    return "ask_confirmation" in acts or (not acts and ((fixed and bool(_ASKED.search(heard.text))) or (bargaining and not _TOO_LITTLE.search(heard.text))))


def _defers(heard: Heard, acts: set[str]) -> bool:
    """Whether a line grants more time in plain words, whatever acts are heard in it; no sum is named."""
    return bool(_PAUSE.search(heard.text)) and not (acts & _PROPOSALS or acts & _TELLING or heard.amounts or heard.instalments)


def _only_tells(heard: Heard, acts: set[str], state: CallState) -> bool:
    """Whether "paying now would mark it settled" only answers a question or warns: no sum, no day, nothing asked."""
    told = bool(acts & {"inform_consequence", "reassure", "explain_bill"}) or state.open_question in ("ask_credit", "ask_interest", "ask_consequence")
    bare = not (heard.amounts or heard.dates or heard.instalments or _ASKED.search(heard.text))
    return told and bare and acts & _PROPOSALS == {"propose_full"}


def bargaining_day(heard: Heard) -> bool:
    """Whether a line asks about a sum with its day or its number of payments: terms, whatever else it sounds like."""
    return bool(_ASKED.search(heard.text)) and bool(heard.amounts) and bool(heard.dates or heard.instalments)


def echoes_offer(heard: Heard, state: CallState) -> bool:
    """Whether a line says the debtor's last offer back, with no other number in it."""
    if not state.offers or not heard.amounts:
        return False
    last = state.offers[-1]
    own = [value for value in (last.amount, last.monthly) if value is not None]
    sums = all(any(near(hit.value, value) for value in own) for hit in heard.amounts)
    counts = [hit.value for hit in heard.instalments if hit.value > 1]
    return sums and (not counts or (last.instalments or 1) in counts)


def _single(
    heard: Heard, amounts: list[Decimal], smaller: list[Decimal], day: date | None, balance: Decimal, minimum_due: Decimal,
) -> Terms:
    if not amounts:
        lowered = heard.text.lower()
        minimum = any(word in lowered for word in _MINIMUM_WORDS) and minimum_due > 0
        return Terms(kind="partial", amount=minimum_due if minimum else None, day=day, total=minimum_due if minimum else None)
    if not smaller:
        return Terms(kind="full", amount=balance, day=day, total=balance)
    return Terms(kind="partial", amount=smaller[-1], day=day, total=smaller[-1])


def _instalments(amounts: list[Decimal], count: int | None, day: date | None, waived: bool, balance: Decimal, down: bool) -> Terms:
    """Terms of a plan; `down` says that the first sum is paid first and the rest by instalments."""
    sums = [value for value in amounts if value < balance * Decimal("0.99")]
    if count is None:
        if not sums:
            return Terms(kind="instalments", day=day, waived=waived)
        first, monthly = (sums[0], sums[-1]) if len(sums) > 1 else (None, sums[0])
        rest = balance - (first or 0)
        count = max(1, int((rest / monthly).to_integral_value(ROUND_CEILING))) + (1 if first else 0)
    else:
        each = sums[1:] if down else sums
        fitting = each if len(each) == 1 else [value for value in each if value * count <= balance * Decimal("1.4")]
        # A sum that all instalments come to, where twice as much is not owed, names the plan as a whole; nobody pays it first.
        whole = fitting[-1] * count if fitting else Decimal(0)
        others = [value for value in sums if not fitting or not (value == fitting[-1] or (near(value, whole) and value + whole > balance))]
        first = others[0] if others else None
        if fitting:
            monthly = fitting[-1]
        else:
            monthly = ((balance - (first or 0)) / count).to_integral_value(ROUND_CEILING)
            count += 1 if first else 0
    total = min(balance, (first or monthly) + monthly * (count - 1))
    return Terms(kind="instalments", amount=first or monthly, monthly=monthly, instalments=count, day=day, total=total, waived=waived)


def _says_back(heard: Heard, terms: Terms) -> bool:
    """Whether a question names the sum agreed and nothing else, whatever act it sounds like."""
    own = [value for value in (terms.amount, terms.monthly) if value is not None]
    return bool(heard.amounts and _ASKED.search(heard.text)) and all(any(near(hit.value, value) for value in own) for hit in heard.amounts)


def recapped(heard: Heard, cast: Cast, state: CallState, acts: tuple[str, ...]) -> tuple[Terms | None, bool]:
    """The terms repeated by a recap, and whether they are those agreed.

    Returns:
        (None, False) where nothing was agreed or nothing is repeated; else the agreed terms and whether every number named fits them.
    """
    if state.agreement is None or not ({"recap_agreement", "ask_confirmation"} & set(acts) or (not set(acts) & _PROPOSALS and _says_back(heard, state.agreement.terms))):
        return None, False
    if "recap_agreement" not in acts and not heard.amounts and not heard.dates:
        return None, False
    terms = state.agreement.terms
    known = [value for value in (terms.amount, terms.monthly, terms.total) if value is not None]
    account = cast.scenario.case.account
    known += [account.balance, account.minimum_due, account.interest, account.fees, account.principal]
    known += [account.balance - value for value in known[:2]]
    own = [hit.value for hit in heard.amounts]
    sums_fit = all(any(near(value, each) for each in known) for value in own) or not own
    core = [value for value in (terms.amount, terms.monthly) if value is not None]
    sums_fit = sums_fit and (not own or not core or any(near(value, each) for value in own for each in core))
    if own and core and "recap_agreement" not in acts and max(own) < min(core) and not sums_fit:
        return None, False  # less than was agreed is a kinder offer, not a mistake
    days = days_meant(heard, cast.scenario.call_date)
    days_fit = not days or terms.day is None or terms.day in days or any(day.day == terms.day.day for day in days)
    counts = [hit.value for hit in heard.instalments if hit.value > 1]
    counts_fit = not counts or terms.instalments is None or any(abs(value - terms.instalments) <= 1 for value in counts)
    return terms, sums_fit and days_fit and counts_fit
