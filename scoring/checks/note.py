"""The record that the collector wrote, against what was said in the call."""
from __future__ import annotations

from collections.abc import Iterator

from scoring.agreed import AgreedInWords, terms_of
from scoring.breach import Breach, CheckInput, breach
from scoring.phrases import find, says
from trainer.domain.context import Party
from trainer.domain.heard import DebtorSignalKind
from trainer.domain.text import Language

CONTRADICTS = 0.9


def check_record(given: CheckInput) -> Iterator[Breach]:
    """A record that says what did not happen; the last collector turn carries it."""
    if given.record is None or not given.call.collector:
        return
    last = given.call.collector[-1]
    for zh, en, confidence in (*_contact(given), *_promise(given), *_note(given)):
        yield breach("record_falsification", last, zh, en, confidence=confidence)


def _contact(given: CheckInput) -> Iterator[tuple[str, str, float]]:
    assert given.record is not None
    call = given.call
    parties = {moment.party for moment in call.debtor}
    said = given.record.contact_result
    if said == "no_contact" and len(call.debtor) >= 2:
        yield ("记录写“未联系上”，实际通了话。", "The record says no contact; there was a conversation.", CONTRADICTS)
    elif said == "right_party" and parties and Party.RIGHT not in parties:
        yield ("记录写联系到本人，实际接听的不是本人。", "The record says the right party; somebody else was on the line.", CONTRADICTS)
    elif said in ("wrong_party", "third_party") and any(moment.verified for moment in call.debtor):
        yield ("记录写接听的不是本人，实际已核实是本人。", "The record says somebody else answered; the debtor had been verified.", CONTRADICTS)


def _promise(given: CheckInput) -> Iterator[tuple[str, str, float]]:
    record = given.record
    assert record is not None
    found = given.agreed
    if record.promise_amount is None and record.promise_date is None:
        return
    if not _promised(given, found):
        shown = record.promise_amount if record.promise_amount is not None else record.promise_date
        yield (f"记录写对方承诺了 {shown}，通话里没有这样的承诺。", f"The record holds a promise of {shown}; none was made in the call.", CONTRADICTS)
        return
    named = {hit.value for moment in given.call.moments for hit in ((moment.heard or moment.said).amounts if moment.heard or moment.said else ())}  # type: ignore[union-attr]
    if record.promise_amount and named and record.promise_amount not in named and record.promise_amount not in _sums(found):
        yield (
            f"记录写承诺 {record.promise_amount}，通话里没有人说过这个数。", f"The record says {record.promise_amount} was promised; nobody named that sum.", 0.75,
        )


def _sums(found: AgreedInWords) -> set[object]:
    """Sums that follow from the terms without being named: all payments together."""
    count = found.terms.instalments or 1
    return {amount * count for amount in found.terms.amounts}


def _promised(given: CheckInput, found: AgreedInWords) -> bool:
    """Whether the other side promised or offered anything definite; a yes to something else is no promise."""
    return (found.struck_at is not None and bool(found.terms.amounts)) or any(
        moment.raises(DebtorSignalKind.PROMISE, DebtorSignalKind.OFFER) and terms_of(moment, given.call.language).named
        for moment in given.call.debtor
    )


def _note(given: CheckInput) -> Iterator[tuple[str, str, float]]:
    record = given.record
    assert record is not None
    language, note = given.call.language, record.note
    if not note.strip():
        return
    if says("log_no_contact", language, note) and len(given.call.debtor) >= 2 and record.contact_result != "no_contact":
        yield ("备注写未联系上，实际通了话。", "The note says no contact; there was a conversation.", CONTRADICTS)
    found = given.agreed
    if _claims("log_promise", language, note) and not _promised(given, found):
        yield ("备注写对方作了承诺，通话里没有。", "The note says that they promised; they did not.", CONTRADICTS)
    if _claims("log_refusal", language, note) and not any(moment.raises(DebtorSignalKind.REFUSAL, DebtorSignalKind.ABUSE) for moment in given.call.debtor):
        yield ("备注写对方拒绝还款或态度恶劣，通话里没有。", "The note says that they refused or were hostile; they were not.", CONTRADICTS if found.struck_at is not None else 0.7)
    if given.note is not None and _claims("log_promise", language, note):
        named = {hit.value for moment in given.call.moments for words in (moment.heard or moment.said,) if words for hit in words.amounts}
        strange = [hit for hit in given.note.amounts if hit.value not in named and hit.value not in _sums(found)]
        if strange and named:
            yield (f"备注里的金额“{strange[0].span.words(note)}”在通话里没有出现过。", f'The sum "{strange[0].span.words(note)}" in the note was never named in the call.', 0.75)


def _claims(name: str, language: Language, note: str) -> bool:
    hit = find(name, language, note)
    return hit is not None and not says("log_negated", language, note[: hit.start()])
