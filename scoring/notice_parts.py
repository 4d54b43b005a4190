"""What each kind of notice must hold, and a better version of it: read from scoring/notices.yaml."""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from pydantic import Field

from scoring.case_facts import SLOT, money
from trainer.domain.context import Jurisdiction
from trainer.domain.errors import ContentError
from trainer.domain.notice import Channel, Notice, NoticeFile, Purpose
from trainer.domain.strict_yaml import read_model_file
from trainer.domain.text import Language, Localised, Model
from trainer.hearing import hear

NOTICES_FILE = Path(__file__).parent / "notices.yaml"
WHERE = "scoring/notices.yaml"
# Parts that the file itself decides; all others have wordings.
COMPUTED = ("firm", "tail", "amount", "pay_by", "plan_sum", "plan_day")
SLOTS = frozenset({"name", "institution", "tail", "balance", "minimum", "dpd", "day", "phone", "plan_sum", "plan_day"})
WEEK = timedelta(days=7)
CENT = Decimal("0.01")
_ENDS = {Language.ZH: re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]*"), Language.EN: re.compile(r"(?:[^.!?;\n]|[.](?=\d|\S{2}))+[.!?;\n]*")}


def sentences(text: str, language: Language) -> Iterator[tuple[int, str]]:
    """Every sentence with its place in the text."""
    for match in _ENDS[language].finditer(text):
        if match.group().strip():
            yield match.start(), match.group()


class _Wordings(Model):
    zh: tuple[str, ...] = Field(min_length=1)
    en: tuple[str, ...] = Field(min_length=1)

    def in_(self, language: Language) -> tuple[str, ...]:
        """The patterns of that language."""
        return self.zh if language is Language.ZH else self.en


class _Part(Model):
    title: Localised
    weight: int = Field(ge=1, le=20)
    wordings: _Wordings | None = None


class _Purpose(Model):
    title: Localised
    wants: tuple[str, ...] = Field(min_length=1)
    long_wants: tuple[str, ...] = ()
    sms: Localised
    long: Localised
    subject: Localised


class NoticeRules(Model):
    """The whole file. `limits` are characters per channel and language; `not_in_writing` are rules that only a call can break; `needs_words` are rules that
    count in writing only beside one of these words."""

    limits: dict[Channel, dict[Language, int]]
    not_in_writing: tuple[str, ...]
    needs_words: dict[str, _Wordings] = Field(default_factory=dict)
    tells_debt: _Wordings
    states_sum: _Wordings
    not_so: _Wordings
    shouting: _Wordings
    jargon: _Wordings
    forms: dict[str, _Wordings]
    unless_paid: _Wordings
    collector_line: Localised
    collector_sms: Localised
    collector_words: _Wordings
    parts: dict[str, _Part]
    purposes: dict[Purpose, _Purpose]
    neutral: Localised
    neutral_wants: tuple[str, ...] = Field(min_length=1)

    def limit(self, channel: Channel, language: Language) -> int | None:
        """The most characters on this channel, None where there is no limit."""
        return self.limits.get(channel, {}).get(language)

    def search(self, patterns: tuple[str, ...], text: str) -> tuple[int, int] | None:
        """The first place where one of the patterns stands."""
        match = _joined(patterns).search(text)
        return (match.start(), match.end()) if match else None


@cache
def _joined(patterns: tuple[str, ...]) -> re.Pattern[str]:
    # Case matters only where a pattern asks for capitals by itself.
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE if not any("(?-i:" in pattern for pattern in patterns) else re.NOFLAG)


@cache
def notice_rules() -> NoticeRules:
    """The rules of notices, checked whole.

    Raises:
        ContentError: with every problem of the file.
    """
    rules = read_model_file(NOTICES_FILE, WHERE, NoticeRules)
    problems = [
        f"{WHERE}: purposes.{name}.wants: found {part!r}; allowed: {', '.join(rules.parts)}"
        for name, purpose in rules.purposes.items() for part in (*purpose.wants, *purpose.long_wants) if part not in rules.parts
    ]
    problems += [f"{WHERE}: parts.{name}.wordings: found nothing; allowed: patterns" for name, part in rules.parts.items() if name not in COMPUTED and part.wordings is None]
    for name, purpose in rules.purposes.items():
        for key in ("sms", "long", "subject"):
            used = set(SLOT.findall(getattr(purpose, key).zh)) | set(SLOT.findall(getattr(purpose, key).en))
            if not used <= SLOTS:
                problems.append(f"{WHERE}: purposes.{name}.{key}: found {sorted(used - SLOTS)}; allowed: {', '.join(sorted(SLOTS))}")
    if problems:
        raise ContentError(problems)
    return rules


class _Titles:
    """Titles of the parts by name."""

    def __getitem__(self, name: str) -> Localised:
        return notice_rules().parts[name].title


PARTS = _Titles()


def required(name: str) -> int:
    """How much this part weighs."""
    return notice_rules().parts[name].weight


def parts_wanted(notice: Notice, file: NoticeFile) -> tuple[str, ...]:
    """The parts that this notice must hold; where others read along, nothing of the debt is wanted."""
    rules = notice_rules()
    if file.shared:
        return rules.neutral_wants
    purpose = rules.purposes[notice.purpose]
    return purpose.wants + (purpose.long_wants if notice.channel != "sms" else ())


def has_part(name: str, notice: Notice, file: NoticeFile) -> tuple[int, int] | None:
    """Where the notice holds this part."""
    text, rules = notice.text, notice_rules()
    if name == "firm":
        return _stands(file.institution, text)
    if name == "tail":
        return _stands(file.card_tail, text)
    if name in ("amount", "plan_sum", "pay_by", "plan_day"):
        return _named(name, text, file)
    wordings = rules.parts[name].wordings
    if name == "contact" and (place := _stands(file.phone, text)) is not None:
        return place
    return rules.search(wordings.in_(file.language), text) if wordings is not None else None


def _stands(words: str, text: str) -> tuple[int, int] | None:
    at = text.lower().find(words.lower()) if words else -1
    return (at, at + len(words)) if at >= 0 else None


def _named(name: str, text: str, file: NoticeFile) -> tuple[int, int] | None:
    account = file.context.account
    known = file.plan_sums if name == "plan_sum" else tuple(value for value in ((account.balance, account.minimum_due) if account else ()) if value) + file.plan_sums
    whole = {value.quantize(CENT) for value in known} | {value.to_integral_value() for value in known}
    for start, sentence in sentences(text, file.language):
        heard = hear(sentence, file.language, file.today)
        if name in ("amount", "plan_sum"):
            spans = [hit.span for hit in heard.amounts if hit.value.quantize(CENT) in whole or hit.value in whole]
        elif name == "plan_day" and file.plan_days:
            spans = [hit.span for hit in heard.dates if hit.value in file.plan_days]
        else:
            spans = [hit.span for hit in heard.dates if hit.value >= file.today]
        if spans:
            return start + spans[0].start, start + spans[0].end
    return None


def must_name_collector(file: NoticeFile, jurisdiction: Jurisdiction) -> bool:
    """Whether the notice has to say that a debt collector writes: agencies in the United States, to the consumer alone.

    Source: 12 CFR 1006.18(e).
    """
    return jurisdiction is Jurisdiction.US and not file.shared and file.context.collector_type_in(jurisdiction) == "agency"


def better_notice(notice: Notice, file: NoticeFile, jurisdiction: Jurisdiction) -> Notice:
    """A version of this notice that holds all that it must, from the facts of the file."""
    rules, language = notice_rules(), file.language
    slots = _slots(file)
    if file.shared:
        return notice.model_copy(update={"text": _fill(rules.neutral.in_(language), slots), "subject": "", "envelope": ""})
    purpose = rules.purposes[notice.purpose]
    text = purpose.sms if notice.channel == "sms" else purpose.long
    subject = _fill(purpose.subject.in_(language), slots) if notice.channel != "sms" else ""
    words = _fill(text.in_(language), slots)
    if must_name_collector(file, jurisdiction):
        words = f"{words}{'' if language is Language.ZH else ' '}{rules.collector_sms.in_(language)}" if notice.channel == "sms" else _before_signature(words, rules.collector_line.in_(language))
    return notice.model_copy(update={"text": words, "subject": subject, "envelope": ""})


def _before_signature(text: str, line: str) -> str:
    first, _, rest = text.partition("\n")
    return f"{first}\n{line}\n{rest}"


def _fill(text: str, slots: dict[str, str]) -> str:
    return SLOT.sub(lambda slot: slots[slot.group(1)], text)


def _slots(file: NoticeFile) -> dict[str, str]:
    account, language = file.context.account, file.language
    currency = account.currency if account else None
    due = account.minimum_due if account and account.minimum_due else account.balance if account else None

    def spoken(value: Decimal | None) -> str:
        shown = money(value, currency)
        return shown.in_(language) if shown is not None else ""

    day = file.today + WEEK
    plan_day = file.plan_days[0] if file.plan_days else day
    name_day = (lambda value: f"{value.month}月{value.day}日") if language is Language.ZH else (lambda value: f"{value.day} {value:%B}")
    return {
        "name": file.name, "institution": file.institution, "tail": file.card_tail, "balance": spoken(account.balance if account else None), "minimum": spoken(due),
        "dpd": str(account.days_overdue if account and account.days_overdue is not None else 0), "day": name_day(day), "phone": file.phone,
        "plan_sum": spoken(file.plan_sums[0] if file.plan_sums else due), "plan_day": name_day(plan_day),
    }
