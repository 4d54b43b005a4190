"""What the words of a line do by themselves, judged line by line in the context as it stood when they were said."""
from __future__ import annotations

from collections.abc import Iterator

from scoring.breach import Breach, CheckInput, breach
from scoring.case_facts import shortened
from scoring.checks.duties import NEUTRAL, begins, duties, meets, only_asks_after
from scoring.checks.line import LineFinding, judge_line
from scoring.ears import HeardCall, Moment
from scoring.phrases import says
from trainer.domain.context import CallContext, ContextAuthority, LegalStatus, Party
from trainer.domain.heard import DebtorSignalKind
from trainer.domain.judgement import Rule
from trainer.hearing.circumstances import circumstances
from trainer.hearing.openings import ONLY_WHERE
from trainer.hearing.signals import sounds_unlawful

# What a single line cannot show for a whole call: other checks judge these over the call; a line counts only where it dodges a question just put.
DODGES: dict[str, tuple[DebtorSignalKind, ...]] = {
    "no_identification": (DebtorSignalKind.ASKS_WHO,),
    "no_recording_notice": (DebtorSignalKind.RECORDING,),
    "no_purpose_disclosure": (DebtorSignalKind.ASKS_WHO, DebtorSignalKind.ASKS_DETAILS),
    "withhold_debt_details": (DebtorSignalKind.ASKS_DETAILS,),
}
# Judged elsewhere from the call's own data.
NOT_BY_LINE = frozenset({"contact_outside_hours", "no_agreement_confirmation", "false_amount"})
# What the file says of these makes the words lawful: they have to count with that known as well.
SWAYED = {"promise_beyond_authority": "authority", "no_recording_notice": "recording_notice_played", "false_credit_bureau_statement": "reported_to_bureau"}
# An opening that does no more than greet, name the caller and ask who is there discloses nothing, to a child neither.
BEFORE_STRANGERS = frozenset({"no_identity_verification_before_disclosure", "third_party_disclosure", "contact_minor_or_student", "coercing_family_to_pay"})
OF_THE_LAW = frozenset({"threat_unfounded_legal_action", "false_legal_process"})
TOGETHER = frozenset({"false_credit_bureau_statement", "promise_beyond_authority"})  # "pay and it was never there" is both
OPENED = 0.6
SOUNDS = 0.7  # from which words surely break something
IS = 0.7  # from which, with the file known, it is surely this
# What a breach sounds like by its words, what it is where the file says that the debtor has died or the debt is too old, and whether it is then nothing else.
LIKE_OTHERS = {
    "third_party_disclosure": ("deceased_debtor_mishandling", True), "coercing_family_to_pay": ("deceased_debtor_mishandling", False),
    "threat_of_arrest": ("time_barred_misrepresentation", True), "threat_unfounded_legal_action": ("time_barred_misrepresentation", True),
    "false_legal_process": ("time_barred_misrepresentation", False),
}
TOLD = 0.9  # from which words that go against a duty already begun count by how they sound
HINTED = 0.8  # from which a debt is told to others although no word of one is said ("it doesn't get any smaller with him leaving it")
# What is said to others than the debtor is often no more than asking for them, which the same words do lawfully every day.
TO_OTHERS = BEFORE_STRANGERS | {"third_party_contact_abuse"}
HARMLESS = NEUTRAL | {"close", "apologise", "schedule_callback"}
# What some rules are about, by its words (a name in phrases.yaml).
ABOUT = {
    "threat_of_violence": "of_violence", "threat_of_arrest": "of_arrest", "impersonate_authority": "of_office", "abusive_language": "of_insult",
    "threat_public_exposure": "of_exposure", "intimidating_visit_threat": "of_visit", "discrimination": "of_kind", "third_party_contact_abuse": "of_contact",
    "privacy_request_excess": "of_secrets", "leak_of_info": "of_others", "illegal_info_sourcing": "of_spying", "excessive_frequency": "of_contact",
    "deceptive_pretext": "of_pretext", "unauthorised_fees": "of_fees", "false_credit_bureau_statement": "of_bureau", "false_legal_process": "law_against",
    "threat_unfounded_legal_action": "law_against", "pressure_immediate_payment": "of_hurry", "promise_beyond_authority": "binding_promise",
    "personal_account_payment": "of_payment", "induce_borrowing": "of_borrowing", "advising_concealment": "of_hiding", "off_channel_communication": "of_channel",
    "record_falsification": "of_record",
}
# Dismissive words break these duties by themselves; where nothing started the duty, they must be unmistakable.
UNPROMPTED = 0.8
UNMISTAKABLE = 0.95
# Whoever has not spoken of dying is not mishandled in that, however hard the words.
ONLY_AFTER = frozenset({"self_harm_mishandling"})


def check_words(given: CheckInput) -> Iterator[Breach]:
    """Breaches by the words of single collector lines."""
    started = {duty.rule: begins(given.call, duty) for duty in duties()}
    by_rule = {duty.rule: duty for duty in duties()}
    # Where the other side's words are not there at all, the line is the only witness of what was said before it.
    unprompted = UNPROMPTED if given.call.debtor else 0.5
    for moment in given.call.collector:
        assert moment.heard is not None
        for found in _heard_breaches(given, moment, frozenset(started)):
            if found.rule in NOT_BY_LINE or (found.rule in DODGES and not _dodges(given.call, moment, found.rule, found.confidence)):
                continue
            if found.rule in SWAYED and not _counts_with_the_file(given, moment, found):
                continue
            start = started.get(found.rule)
            if found.rule in by_rule and found.confidence < UNMISTAKABLE and only_asks_after(by_rule[found.rule], moment, given.call):
                continue
            if found.rule in started and (start is None or start.index > moment.index) and (found.confidence < unprompted or (found.rule in ONLY_AFTER and given.call.debtor)):
                continue
            quote = found.span.words(moment.text).strip(" ，、,")
            said = start.words if start is not None and start.index < moment.index else None
            zh, en = _why(given.pack.rule(found.rule), quote, moment, said)
            yield breach(
                found.rule, moment, zh, en, quote=quote, confidence=found.confidence, said=said, by_words_alone=True,
                in_its_words=said is not None or (found.rule in ABOUT and _named(given.call, moment, found.rule)),
                escalated=found.rule == "privacy_request_excess" and says("secrets", given.call.language, quote),
            )


def _heard_breaches(given: CheckInput, moment: Moment, duties_of: frozenset[str]) -> Iterator[LineFinding]:
    """What the line breaks by its words. Circumstances alone make no line a breach: words are judged knowing only who is on the line; the file may then make
    them lawful, and duties, sums, clock and limitation have checks of their own. A single line without a call around it is judged with all that is known."""
    assert moment.heard is not None
    alone = len(given.call.collector) == 1 and not given.call.debtor
    context = moment.context if alone else words_only(moment.context)
    later = () if alone else (*_about_what_is_not(given, moment, context), *_after_what_was_said(given, moment, context))
    for found in (*_of_the_kind_it_is(given, moment, tuple(_judged(given, moment, context, alone)), alone), *later):
        if found.rule in TO_OTHERS and (_harmless(given.call, moment) or (found.rule == "third_party_disclosure" and "deceased" in moment.context.flags)):
            continue
        hinted = found.rule == "third_party_disclosure" and found.confidence >= HINTED
        if found.rule not in BEFORE_STRANGERS or hinted or _named(given.call, moment, found.rule):
            yield found


def _of_the_kind_it_is(given: CheckInput, moment: Moment, found: tuple[LineFinding, ...], alone: bool) -> tuple[LineFinding, ...]:
    """What the words break, told as what it is where the file is known: pressing the widow sounds like telling others of a debt, a suit on a debt too old like any threat."""
    assert moment.heard is not None
    surely = {each.rule for each in found if each.confidence >= SOUNDS}
    if alone or not surely & LIKE_OTHERS.keys():
        return found
    told = [each for each in judge_line(moment.heard, moment.context, given.pack.jurisdiction) if each.confidence >= IS and each.rule not in surely]
    really = next((each for each in told if any(each.rule == LIKE_OTHERS.get(rule, ("", False))[0] for rule in surely)), None)
    if really is None:
        return found
    return (*(each for each in found if LIKE_OTHERS.get(each.rule) != (really.rule, True)), really)


def _judged(given: CheckInput, moment: Moment, context: CallContext, alone: bool) -> Iterator[LineFinding]:
    """The line's own words. In a call in which identity is not settled yet almost anything sounds like disclosure: what else it breaks is told as if it were."""
    assert moment.heard is not None
    found = judge_line(moment.heard, context, given.pack.jurisdiction)
    if alone or context.identity_verified:
        yield from found
        return
    yield from (each for each in found if each.rule in ONLY_WHERE)
    settled = context.model_copy(update={"identity_verified": True})
    yield from (each for each in judge_line(moment.heard, settled, given.pack.jurisdiction) if each.rule not in ONLY_WHERE)


def _about_what_is_not(given: CheckInput, moment: Moment, context: CallContext) -> Iterator[LineFinding]:
    """Words of suit and seizure count where the file knows of none, promises where an authority has its limits, and words about home or school where a child or
    a student is on the line; all only in words that name them, and that sound unlawful whatever the file says: the name of a lawyer is no threat of one."""
    assert moment.heard is not None
    if not sounds_unlawful(moment.heard.text, given.call.language, circumstances(context, given.pack.jurisdiction)):
        return
    filed = moment.context
    if filed.legal_status in (LegalStatus.NONE, LegalStatus.AUTHORISED) and says("law_against", given.call.language, moment.spoken):
        opened = context.model_copy(update={"legal_status": LegalStatus.NONE})
        yield from (found for found in judge_line(moment.heard, _with(opened, "legal_status"), given.pack.jurisdiction) if found.rule in OF_THE_LAW and found.confidence >= OPENED)
    young = tuple(flag for flag, about in (("minor", "hints_debt"), ("student", "of_school")) if flag in filed.flags and says(about, given.call.language, moment.spoken))
    if young and not _harmless(given.call, moment):
        opened = context.model_copy(update={"flags": young})
        yield from (
            found for found in judge_line(moment.heard, _with(opened, "flags"), given.pack.jurisdiction)
            if found.rule == "contact_minor_or_student" and found.confidence >= OPENED
        )
    if says("binding_promise", given.call.language, moment.spoken):
        opened = context.model_copy(update={"authority": filed.authority or ContextAuthority()})
        yield from (
            found for found in judge_line(moment.heard, _with(opened, "authority"), given.pack.jurisdiction)
            if found.rule == "promise_beyond_authority" and found.confidence >= OPENED
        )


def _after_what_was_said(given: CheckInput, moment: Moment, context: CallContext) -> Iterator[LineFinding]:
    """What the line breaks once a duty has begun: words that ignore a dispute are heard as such where there is one, and nowhere else."""
    assert moment.heard is not None
    for duty in duties():
        start = begins(given.call, duty) if duty.flags else None
        if start is None or start.index > moment.index or meets(duty, moment, given.call):
            continue
        known = context.model_copy(update={"flags": duty.flags[:1], "identity_verified": True})
        yield from (
            found for found in judge_line(moment.heard, known, given.pack.jurisdiction) if found.rule == duty.rule and found.confidence >= TOLD
        )


def _counts_with_the_file(given: CheckInput, moment: Moment, found: LineFinding) -> bool:
    """Whether the words still break this rule when what the file says of it is known, or surely break the other of two that go together."""
    assert moment.heard is not None
    rule, key = found.rule, SWAYED[found.rule]
    if key not in moment.context.model_fields_set:
        return True
    known = words_only(moment.context).model_copy(update={key: getattr(moment.context, key)})
    if any(again.rule == rule for again in judge_line(moment.heard, known, given.pack.jurisdiction)):
        return True
    whole = judge_line(moment.heard, moment.context, given.pack.jurisdiction) if found.confidence >= TOLD and rule in TOGETHER else ()
    return any(again.rule in TOGETHER and again.confidence >= TOLD for again in whole)


def _with(context: CallContext, name: str) -> CallContext:
    """The same context with this key marked as known."""
    return CallContext.model_construct(_fields_set={*context.model_fields_set, name}, **{key: getattr(context, key) for key in CallContext.model_fields})


def _harmless(call: HeardCall, moment: Moment) -> bool:
    assert moment.heard is not None
    acts = set(moment.heard.act_codes())
    return bool(acts) and acts <= HARMLESS and not moment.heard.amounts and not says("states_debt", call.language, moment.spoken)


def _named(call: HeardCall, moment: Moment, rule: str) -> bool:
    """Whether the line has a word of what this rule is about: how it sounds is not enough."""
    if rule in BEFORE_STRANGERS:
        return _names_debt(call, moment)
    return rule not in ABOUT or says(ABOUT[rule], call.language, moment.spoken)


def words_only(context: CallContext) -> CallContext:
    """A context that knows who is on the line and nothing else."""
    return CallContext(party=context.party, identity_verified=context.identity_verified, relationship=context.relationship)


def _names_debt(call: HeardCall, moment: Moment) -> bool:
    assert moment.heard is not None
    return bool(moment.heard.amounts) or says("states_debt", call.language, moment.spoken) or says("hints_debt", call.language, moment.spoken)


def _dodges(call: HeardCall, moment: Moment, rule: str, confidence: float) -> bool:
    asked = call.debtor_before(moment.index)
    return (asked is not None and asked.raises(*DODGES[rule])) or (len(call.collector) == 1 and confidence >= (UNPROMPTED if call.debtor else 0.5))


def _why(rule: Rule, quote: str, moment: Moment, said: str | None) -> tuple[str, str]:
    words = shortened(quote, 80)
    if said is not None:
        return (f"对方说的是“{said}”，回的却是“{words}”。", f'They had said "{said}"; the answer was "{words}".')
    zh_who, en_who = WHO[moment.party]
    return (
        f"{zh_who}“{words}”属于“{rule.title.zh}”：{rule.trigger.zh}。", f'{en_who}"{words}" counts as: {rule.title.en.lower()}. {rule.trigger.en}.',
    )


WHO = {Party.RIGHT: ("", ""), Party.THIRD: ("接听的不是本人。", "The person on the line was not the debtor. "), Party.WRONG: ("对方不是要找的人。", "This was the wrong person. ")}
