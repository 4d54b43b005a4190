"""What was settled, read from the words alone: the last sums and days on the table when one side said yes, and whether they were read back."""
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from scoring.ears import HeardCall, Moment
from scoring.phrases import find, says
from scoring.quotes import clause_of
from trainer.domain.context import Party
from trainer.domain.heard import DebtorSignalKind, Span
from trainer.domain.text import Language

PROPOSES = ("propose_full", "propose_partial", "propose_instalments", "propose_deferral", "propose_waiver", "ask_commitment", "recap_agreement", "ask_confirmation")
READS_BACK = ("recap_agreement", "ask_confirmation")
# A reply this short that opens with a yes is one.
SHORT_WORDS = 5
SHORT_CHARACTERS = 8
OPENING = 24  # characters


@dataclass(frozen=True)
class Terms:
    """Sums, days and number of payments on the table."""

    amounts: tuple[Decimal, ...] = ()
    dates: tuple[date, ...] = ()
    instalments: int | None = None

    @property
    def named(self) -> bool:
        """Whether anything definite is named."""
        return bool(self.amounts or self.dates or self.instalments)

    def over(self, older: Terms) -> Terms:
        """These terms, with what they leave open taken from older ones."""
        return Terms(self.amounts or older.amounts, self.dates or older.dates, self.instalments or older.instalments)


@dataclass(frozen=True)
class AgreedInWords:
    """The result of a call in its words.

    `struck_at` is the turn in which both sides had said yes, None where they never did; `read_back` the collector turn that restated it;
    `confirmed` whether a yes followed; `vague` that it was closed as agreed without any sum or day; `method` the turn that names a way to pay.
    """

    terms: Terms = Terms()
    struck_at: int | None = None
    read_back: Moment | None = None
    confirmed: bool = False
    vague: Moment | None = None
    method: Moment | None = None
    method_words: str | None = None


def agreed_in_words(call: HeardCall) -> AgreedInWords:
    """Follow the terms on the table through the call."""
    table = _Table()
    for moment in call.moments:
        if moment.party is not Party.RIGHT and "guarantor" not in moment.context.flags:
            continue  # nobody else can agree to pay
        if moment.heard is not None:
            table.collector(moment, call)
        elif moment.said is not None:
            table.debtor(moment, call.language)
    found = table.result
    method = next((moment for moment in reversed(call.collector) if moment.does("explain_payment_method")), None)
    method = method or next((moment for moment in call.moments if moment.text and says("pays_by", call.language, moment.spoken) and _near_deal(moment, found)), None)
    words = find("pays_by", call.language, method.text) if method else None
    return replace(found, method=method, method_words=words.group(0) if words else None)


def _near_deal(moment: Moment, found: AgreedInWords) -> bool:
    return found.struck_at is not None and moment.index >= found.struck_at - 3


def terms_of(moment: Moment, language: Language) -> Terms:
    """The terms that a turn names: sums and days of income, rent and the like are not among them."""
    words = moment.heard or moment.said
    if words is None:
        return Terms()
    return Terms(
        tuple(hit.value for hit in words.amounts if not _of_means(moment.text, hit.span, language)),
        tuple(hit.value for hit in words.dates if not _of_means(moment.text, hit.span, language)),
        words.instalments[0].value if words.instalments else None,
    )


def _asks_with_sum(moment: Moment, terms: Terms) -> bool:
    """Whether the turn puts a sum as a question ("118 through the app today, is that the plan?") without asking about means."""
    other = ("ask_ability", "ask_reason", "verify_identity", "state_overdue", "identify_institution")
    return bool(terms.amounts) and moment.text.rstrip().endswith(("?", "？", "吗", "吗。")) and not moment.does(*other)


def _of_means(text: str, span: Span, language: Language) -> bool:
    return says("means", language, clause_of(text, span.start, span.end))


def _opens_with_yes(moment: Moment) -> bool:
    """Whether the answer begins with a yes of its own, whatever small talk follows, and takes nothing of it back."""
    assert moment.said is not None
    first, *rest = re.split(r"[.!,;。！，；]", moment.spoken.strip(), maxsplit=1)
    language = moment.said.language
    return len(first) <= OPENING and says("plain_yes", language, first) and not (rest and says("takes_back", language, rest[0]))


class _Table:
    def __init__(self) -> None:
        self.result = AgreedInWords()
        self._collectors = Terms()
        self._debtors = Terms()
        self._last: Moment | None = None
        self._last_proposes = False
        self._nothing = False  # said in so many words that nothing has been agreed

    def collector(self, moment: Moment, call: HeardCall) -> None:
        terms = terms_of(moment, call.language)
        if says("nothing_agreed", call.language, moment.spoken):
            self.result, self._nothing = AgreedInWords(), True
            self._last, self._last_proposes = moment, False
            return
        proposes = moment.does(*PROPOSES) or _asks_with_sum(moment, terms)
        if proposes and terms.named:
            self._collectors = terms.over(self._collectors) if moment.does(*READS_BACK) else terms.over(Terms(dates=self._collectors.dates))
        if moment.does("accept_offer") and self._debtors.named and self.result.struck_at is None:
            self._strike(moment, terms.over(self._debtors) if moment.does(*READS_BACK) else self._debtors)
        back = moment.does(*READS_BACK) or says("reads_back", call.language, moment.spoken)
        whole = proposes and bool(terms.amounts) and (bool(terms.dates) or says("pays_by", call.language, moment.spoken))
        if whole or (back and (terms.amounts or terms.dates)):
            self.result = replace(self.result, read_back=moment)
        self._nothing = self._nothing and not proposes
        if says("shortcut_ending", call.language, moment.spoken) and not terms.named and not self._nothing:
            self.result = replace(self.result, vague=moment)
        self._last, self._last_proposes = moment, proposes

    def debtor(self, moment: Moment, language: Language) -> None:
        terms = terms_of(moment, language)
        about_it = self._last_proposes or (self._last is not None and self._last.does("inform_consequence", "reject_offer"))
        if about_it and moment.raises(DebtorSignalKind.REFUSAL) and not moment.raises(DebtorSignalKind.AGREEMENT, DebtorSignalKind.PROMISE):
            self.result = replace(self.result, struck_at=None, confirmed=False, read_back=None)
            self._last, self._last_proposes = moment, False
            return
        if moment.raises(DebtorSignalKind.OFFER, DebtorSignalKind.PROMISE) and terms.named:
            self._debtors = terms.over(Terms(dates=self._collectors.dates))
        asked = self._last is not None and self._last_proposes
        if moment.raises(DebtorSignalKind.PROMISE) and terms.named and (terms.amounts or self._collectors.amounts):
            self._strike(moment, terms.over(self._collectors))
        elif self._says_yes(moment) and asked and (self._collectors.amounts or self._collectors.instalments):
            self._strike(moment, terms.over(self._collectors))
            if self.result.read_back is not None and self._last is self.result.read_back:
                self.result = replace(self.result, confirmed=True)
        self._last, self._last_proposes = moment, False

    def _says_yes(self, moment: Moment) -> bool:
        """A plain yes; "that's right" after the terms were read back is one as well."""
        read_back = self._last is not None and (self._last.does(*READS_BACK) or self._last is self.result.read_back)
        if moment.raises(DebtorSignalKind.AGREEMENT) or (read_back and moment.raises(DebtorSignalKind.CONFIRMS_IDENTITY)):
            return True
        assert moment.said is not None
        if read_back and not moment.raises(DebtorSignalKind.REFUSAL) and (self._echoes(moment) or _opens_with_yes(moment)):
            return True
        short = len(moment.text.split()) <= SHORT_WORDS if moment.said.language is Language.EN else len(moment.text) <= SHORT_CHARACTERS
        return short and says("plain_yes", moment.said.language, moment.spoken) and not moment.raises(DebtorSignalKind.REFUSAL)

    def _echoes(self, moment: Moment) -> bool:
        """Whether the answer says the terms that were read back once more and no other ones, asking nothing."""
        assert moment.said is not None
        mine = terms_of(moment, moment.said.language)
        same = set(mine.amounts) <= set(self._collectors.amounts) and set(mine.dates) <= set(self._collectors.dates)
        return bool(mine.amounts or mine.dates) and same and not moment.text.rstrip().endswith(("?", "？", "吗"))

    def _strike(self, moment: Moment, terms: Terms) -> None:
        first = self.result.struck_at if self.result.struck_at is not None else moment.index
        self.result = replace(self.result, struck_at=first, terms=terms.over(self.result.terms))
