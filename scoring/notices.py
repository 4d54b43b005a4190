"""Judges a written notice: what it says against the file, what it must and must not hold, how it reads, and a better version beside it."""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from scoring.breach import CheckInput
from scoring.case_facts import shortened
from scoring.checks.clock import check_clock
from scoring.checks.facts import check_authority
from scoring.checks.line import LineFinding, judge_line
from scoring.checks.words import SWAYED, words_only
from scoring.ears import hear_call
from scoring.findings import source_line
from scoring.notice_parts import PARTS, better_notice, has_part, must_name_collector, notice_rules, parts_wanted, required, sentences
from scoring.notice_reading import reading
from scoring.phrases import says
from scoring.rubric import Rubric
from scoring.work import item, work_card
from trainer.domain.call import Speaker, Transcript, Turn
from trainer.domain.context import CallContext, LegalStatus, Party
from trainer.domain.heard import DebtorHeard, Heard, Span
from trainer.domain.judgement import CriterionResult, Evidence, Finding, RulePack, Scorecard
from trainer.domain.notice import Notice, NoticeFile, NoticeScore
from trainer.domain.text import Localised
from trainer.hearing import hear
from trainer.hearing.tone import hear_tone

TEXT, SUBJECT, ENVELOPE = 0, 1, 2
SURE = 0.9
HOSTILE, PRESSING = 0.45, 0.78
# A day and month of nearly a year ago is heard of the year to come.
A_YEAR = 300
# Judged from the form of the notice and the file, not by ear.
BY_FORM = frozenset({"third_party_disclosure", "false_amount"})


def judge_notice(notice: Notice, file: NoticeFile, pack: RulePack, rubric: Rubric, *, identifier: str, app_version: str) -> NoticeScore:
    """Judge one notice.

    Args:
        notice: What was written.
        file: What is true of the case on that day, and whether others read at the address.
        pack: Rules of the jurisdiction, the same as for calls.
        rubric: Pass mark, gates and what a finding costs, the same as for calls.
        identifier: Id that the scorecard carries.
        app_version: Version of the product, kept with the score.

    Returns:
        The scorecard, the length in characters (with the limit where the channel has one) and a better version.
    """
    findings = tuple(_findings(notice, file, pack, float(rubric.review_below)))
    criteria = tuple(_criteria(notice, file, findings))
    card: Scorecard = work_card(identifier, findings, criteria, pack, rubric, app_version)
    return NoticeScore(card=card, length=len(notice.text), limit=notice_rules().limit(notice.channel, file.language), better=better_notice(notice, file, pack.jurisdiction))


def _findings(notice: Notice, file: NoticeFile, pack: RulePack, review_below: float) -> Iterator[Finding]:
    best: dict[tuple[str, int], LineFinding] = {}
    parts = {TEXT: notice.text, SUBJECT: notice.subject, ENVELOPE: notice.envelope}
    for part, text in parts.items():
        for found, formal in (*((found, False) for found in _by_ears(text, file, pack)), *((found, True) for found in _by_form(part, text, file, pack))):
            key = (found.rule, part)
            if (formal or found.rule not in notice_rules().not_in_writing) and (key not in best or best[key].confidence < found.confidence):
                best[key] = found
    for (code, part), found in sorted(best.items(), key=lambda pair: (pair[0][1], pair[1].span.start)):
        rule = pack.rule(code)
        quote = found.quote.strip(" ，、,\n") or parts[part]
        yield Finding(
            rule=code, severity=rule.severity, turn=part, quote=quote, source=source_line(rule, file.language), standing=rule.standing, clause=rule.clause,
            why=_why(code, quote, file, pack), advice=rule.advice, better_line=rule.better_lines[0], confidence=round(found.confidence, 3),
            needs_review=found.confidence < review_below,
        )


def _by_ears(text: str, file: NoticeFile, pack: RulePack) -> Iterator[LineFinding]:
    """What calls are judged by, sentence by sentence; who reads along counts as who is on the line."""
    context = file.context.model_copy(update={
        "party": Party.THIRD if file.shared else Party.RIGHT, "identity_verified": not file.shared, "relationship": file.readers, "institution": file.institution,
    })
    for start, sentence in sentences(text, file.language):
        heard = hear(sentence, file.language, file.today)
        for found in (*_by_words(heard, context, pack), *_by_figures(heard, context, file, pack)):
            wanted = notice_rules().needs_words.get(found.rule)
            if wanted is None or says_any(wanted.in_(file.language), sentence):
                yield found.model_copy(update={"span": Span(start=start + found.span.start, end=start + found.span.end)})


def _by_words(heard: Heard, context: CallContext, pack: RulePack) -> Iterator[LineFinding]:
    """What the words do knowing only who reads; the file may then make them lawful."""
    full = {found.rule for found in judge_line(heard, context, pack.jurisdiction)}
    for found in judge_line(heard, words_only(context), pack.jurisdiction):
        if found.rule not in BY_FORM and (found.rule not in SWAYED or found.rule in full):
            yield found


def _by_figures(heard: Heard, context: CallContext, file: NoticeFile, pack: RulePack) -> Iterator[LineFinding]:
    """Offers beyond the authority, and the hour at which it is sent."""
    turn = Turn(index=0, speaker=Speaker.COLLECTOR, text=heard.text)
    transcript = Transcript(id="notice", language=heard.language, jurisdiction=pack.jurisdiction, context=context, turns=(turn,), today=file.today)
    call = hear_call(transcript, lambda *_: heard, lambda text, language, _: DebtorHeard(text=text, language=language))
    given = CheckInput(call=call, pack=pack, whole=False)
    for breach in (*check_authority(given), *check_clock(given)):
        at = heard.text.find(breach.quote)
        if at >= 0 and breach.quote:
            yield LineFinding(rule=breach.rule, span=Span(start=at, end=at + len(breach.quote)), quote=breach.quote, confidence=breach.confidence)


def says_any(patterns: tuple[str, ...], text: str) -> bool:
    """Whether one of these patterns stands in the text."""
    return notice_rules().search(patterns, text) is not None


def _by_form(part: int, text: str, file: NoticeFile, pack: RulePack) -> Iterator[LineFinding]:
    """What the form of a notice shows: debt in front of others, a court's look, a private account, sums that the file does not know."""
    rules = notice_rules()
    language = file.language
    told = rules.search(rules.tells_debt.in_(language), text)
    if told is None and text and part != ENVELOPE and hear(text, language, file.today).amounts and says("states_debt", language, text):
        told = (0, len(text))
    if told is not None and (file.shared or part == ENVELOPE):
        yield _found("third_party_disclosure", text, told)
    for code, patterns in rules.forms.items():
        if code in ("false_legal_process", "threat_unfounded_legal_action") and file.context.legal_status is not LegalStatus.NONE:
            continue
        for start, sentence in sentences(text, language):
            place = rules.search(patterns.in_(language), sentence)
            if place is not None and not says_any(rules.not_so.in_(language), _unless_paid(sentence, rules.unless_paid.in_(language))):
                yield _found(code, text, (start + place[0], start + place[1]))
    if part == TEXT and text and must_name_collector(file, pack.jurisdiction) and not says_any(rules.collector_words.in_(language), text):
        start, sentence = next(sentences(text, language), (0, text))
        yield _found("no_purpose_disclosure", text, (start, start + len(sentence)))
    if part == TEXT:
        for start, end in wrong_sums(text, file):
            yield _found("false_amount", text, (start, end))


def _unless_paid(sentence: str, patterns: tuple[str, ...]) -> str:
    """The sentence without "if you do not pay", whose "not" denies nothing."""
    return re.sub("|".join(f"(?:{pattern})" for pattern in patterns), " ", sentence, flags=re.IGNORECASE)


def _found(code: str, text: str, place: tuple[int, int]) -> LineFinding:
    return LineFinding(rule=code, span=Span(start=place[0], end=place[1]), quote=text[place[0] : place[1]], confidence=SURE)


def known_sums(file: NoticeFile) -> tuple[Decimal, ...]:
    """Every sum that the file knows."""
    account = file.context.account
    return tuple(value for value in ((account.balance, account.minimum_due) if account else ()) if value is not None) + file.sums + file.plan_sums


def wrong_sums(text: str, file: NoticeFile) -> Iterator[tuple[int, int]]:
    """Sums stated as owed, due or agreed that the file does not know."""
    known = {value.quantize(Decimal("0.01")) for value in known_sums(file)}
    if not known:
        return
    rules = notice_rules()
    for start, sentence in sentences(text, file.language):
        if not says_any(rules.states_sum.in_(file.language), sentence):
            continue
        heard = hear(sentence, file.language, file.today)
        for hit in heard.amounts:
            in_a_date = any(day.span.start <= hit.span.start < day.span.end for day in heard.dates)
            if not in_a_date and hit.value >= 2 and not hit.approximate and hit.value.quantize(Decimal("0.01")) not in known and not any(abs(hit.value - value) < 1 for value in known):
                yield start + hit.span.start, start + hit.span.end


def _why(code: str, quote: str, file: NoticeFile, pack: RulePack) -> Localised:
    rule = pack.rule(code)
    words = shortened(quote, 80)
    if code == "third_party_disclosure":
        readers = file.readers or ""
        return Localised(
            zh=f"别人也看得到这里{f'（{readers}）' if readers else ''}，“{words}”却说出了欠款。", en=f'Others read here{f" ({readers})" if readers else ""}, and "{words}" tells of the debt.',
        )
    if code == "false_amount":
        sums = ", ".join(f"{value:,.2f}" for value in known_sums(file))
        return Localised(zh=f"“{words}”在档案里查不到；档案里的金额是 {sums}。", en=f'"{words}" is not in the file; the sums of the file are {sums}.')
    return Localised(zh=f"“{words}”属于“{rule.title.zh}”：{rule.trigger.zh}。", en=f'"{words}" counts as: {rule.title.en.lower()}. {rule.trigger.en}.')


def _criteria(notice: Notice, file: NoticeFile, findings: tuple[Finding, ...]) -> Iterator[CriterionResult]:
    text = notice.text
    yield _facts(notice, file)
    yield _masked(notice)
    wanted = parts_wanted(notice, file)
    got = {name: has_part(name, notice, file) for name in wanted}
    for name in wanted:
        place = got[name]
        score = 1.0 if place else 0.0
        title = PARTS[name]
        why = Localised(zh=f"{'写到了' if place else '没有写'}“{title.zh}”。", en=f"{'Holds' if place else 'Lacks'}: {title.en.lower()}.")
        yield item(f"notice_{name}", "writing", title, required(name), score, why, [Evidence(turn=TEXT, quote=text[place[0] : place[1]])] if place else [])
    yield _next_step(notice, file)
    yield from reading(notice, file)
    tone = hear_tone(text, file.language)
    shouting = notice_rules().search(notice_rules().shouting.in_(file.language), text) is not None
    harsh = tone.hostility >= HOSTILE or shouting or any(found.severity == "fatal" for found in findings)
    score = 0.0 if harsh else 0.5 if tone.pressure >= PRESSING else 1.0
    yield item(
        "notice_tone", "composure", Localised(zh="语气平和", en="Even tone"), 10, score,
        Localised(zh="语气平和、尊重。", en="Even and respectful.") if score == 1 else Localised(zh="语气带着压迫或火气。", en="The tone presses or flares up."),
    )
    rules = Localised(zh="没有越线的内容", en="Nothing that is forbidden")
    counted = [found for found in findings if not found.needs_review]
    yield item(
        "notice_lawful", "compliance", rules, 15, 0.0 if counted else 1.0,
        Localised(zh=f"有 {len(counted)} 处越线。", en=f"{len(counted)} breaches.") if counted else Localised(zh="没有发现越线。", en="No breach found."),
    )


def _next_step(notice: Notice, file: NoticeFile) -> CriterionResult:
    """Whether the reader knows what to do: by when, and where or how; where others read along, only whom to call back."""
    where = any(has_part(name, notice, file) for name in ("contact", "how_to_pay"))
    when = file.shared or any(has_part(name, notice, file) for name in ("pay_by", "plan_day", "by_when", "stops", "answers", "breakdown"))
    score = (1.0 if when else 0.5) if where else 0.0 if file.shared or not when else 0.5
    why = Localised(zh="看得出接下来做什么。", en="It is clear what to do next.") if score == 1 else Localised(zh="看不出接下来到底做什么、到哪里、什么时候之前。", en="It is not clear what to do, where, by when.")
    return item("notice_next_step", "writing", Localised(zh="下一步清楚", en="A clear next step"), 12, score, why)


def _facts(notice: Notice, file: NoticeFile) -> CriterionResult:
    title = Localised(zh="金额和日期与档案一致", en="Sums and dates agree with the file")
    wrong = [notice.text[start:end] for start, end in wrong_sums(notice.text, file)]
    past = [words for words, value, by in _days(notice.text, file) if by and 0 < (file.today - value).days < A_YEAR and value not in file.plan_days]
    score = 0.0 if wrong else 0.5 if past else 1.0
    if wrong:
        why = Localised(zh=f"档案里没有：{'、'.join(wrong)}。", en=f"Not in the file: {', '.join(wrong)}.")
    elif past:
        why = Localised(zh=f"日期已经过去：{'、'.join(past)}。", en=f"That day has passed: {', '.join(past)}.")
    else:
        why = Localised(zh="写到的金额都查得到。", en="Every sum stands in the file.")
    return item("notice_facts", "writing", title, 20, score, why)


def _days(text: str, file: NoticeFile) -> Iterator[tuple[str, date, bool]]:
    """Every day named, with its value and whether something is asked for by then."""
    for _, sentence in sentences(text, file.language):
        for hit in hear(sentence, file.language, file.today).dates:
            near = sentence[max(0, hit.span.start - 10) : hit.span.end + 3].lower()
            yield hit.span.words(sentence), hit.value, any(word in near for word in ("前", "by ", "before", "no later"))


def _masked(notice: Notice) -> CriterionResult:
    title = Localised(zh="账号只写尾号", en="Account masked")
    place = notice_rules().search((r"\d(?:[ -]?\d){11,}",), " ".join((notice.text, notice.subject, notice.envelope)))
    why = Localised(zh="写出了完整号码，只该写尾号。", en="A full number stands there; only its last four digits should.") if place else Localised(zh="没有完整号码。", en="No full number.")
    return item("notice_masked", "compliance", title, 8, 0.0 if place else 1.0, why)

