"""From breaches to findings: each quote must stand in its turn, each rule is named once per line, and clause, advice and a better line are added."""
from __future__ import annotations

from collections.abc import Iterable

from scoring.agreed import AgreedInWords
from scoring.breach import Breach
from scoring.case_facts import TAKEN_UP, case_facts, filled
from scoring.ears import HeardCall
from scoring.rubric import Rubric
from trainer.domain.call import Speaker
from trainer.domain.judgement import Finding, Rule, RulePack, Severity
from trainer.domain.text import Language, Localised

# Rules of which a call holds at most one: they judge the call or an omission, not a line.
ONCE_PER_CALL = frozenset({
    "contact_outside_hours", "no_identification", "no_recording_notice", "no_purpose_disclosure", "no_agreement_confirmation",
    "ignoring_hardship", "ignoring_vulnerability", "ignoring_dispute", "continue_after_cease_request", "bypass_representative",
    "refuse_complaint_channel", "withhold_debt_details", "time_barred_misrepresentation", "record_falsification",
    "no_identity_verification_before_disclosure", "self_harm_mishandling", "wrong_person_persistence", "deceased_debtor_mishandling",
})
# Omissions and the clock say nothing of how the collector speaks.
SAYS_NOTHING_OF_TONE = frozenset({
    "contact_outside_hours", "excessive_frequency", "no_identification", "no_recording_notice", "no_purpose_disclosure", "no_agreement_confirmation",
})
# What a line alone, in a call without any other sign, has to reach; less where it has a word of what the rule is about.
LONE = 0.8
LONE_IN_ITS_WORDS = 0.6
# The same words are judged once: the stronger rule stands, the weaker ones fall away in that turn.
ABSORBS: dict[str, frozenset[str]] = {
    "self_harm_mishandling": frozenset({"ignoring_vulnerability", "ignoring_hardship", "abusive_language"}),
    "false_legal_process": frozenset({"threat_unfounded_legal_action"}),
    "third_party_disclosure": frozenset({"no_identity_verification_before_disclosure"}),
    "contact_minor_or_student": frozenset({"coercing_family_to_pay", "third_party_disclosure", "no_identity_verification_before_disclosure", "privacy_request_excess"}),
    "deceased_debtor_mishandling": frozenset({"ignoring_vulnerability", "third_party_disclosure", "wrong_person_persistence"}),
    "threat_of_violence": frozenset({"intimidating_visit_threat"}),
    "ignoring_dispute": frozenset({"pressure_immediate_payment"}),
}
SURE_PLACE = 0.75
NO_CLAUSE = Localised(zh="未查到明文条款，按内部标准与一般原则判定", en="No express rule found; judged by the house standard and general principles")
UNVERIFIED = Localised(zh="（原文未核）", en=" (text not checked)")


def to_findings(call: HeardCall, breaches: Iterable[Breach], pack: RulePack, rubric: Rubric, agreed: AgreedInWords) -> tuple[Finding, ...]:
    """The findings to show, in the order of the turns.

    A breach whose words do not stand in its turn is shown with the whole turn instead and left to a person.
    """
    best: dict[tuple[str, int], Breach] = {}
    for breach in breaches:
        key = (breach.rule, -1 if breach.rule in ONCE_PER_CALL else breach.turn)
        rank = _rank_in_call if breach.rule in ONCE_PER_CALL else _rank
        if key not in best or rank(breach) > rank(best[key]):
            best[key] = breach
    kept = _without_absorbed(_without_lone_doubts(call, best.values(), float(rubric.review_below)))
    return tuple(_finding(call, breach, pack.rule(breach.rule), rubric, agreed) for breach in sorted(kept, key=lambda item: (item.turn, item.rule)))


def _rank(breach: Breach) -> tuple[bool, float, int]:
    return (breach.escalated, breach.confidence, -breach.turn)


def _rank_in_call(breach: Breach) -> tuple[bool, bool, int, float]:
    """Where a rule is named once a call, the first sure place is the one to show."""
    return (breach.escalated, breach.confidence >= SURE_PLACE, -breach.turn if breach.confidence >= SURE_PLACE else 0, breach.confidence)


def _without_lone_doubts(call: HeardCall, breaches: Iterable[Breach], sure_from: float) -> list[Breach]:
    """A suspicion from how one line sounds counts in a call with other signs of the kind; in an otherwise clean call it has to be strong to accuse. A single line is
    no call to compare with."""
    found = list(breaches)
    telling = [breach for breach in found if breach.confidence >= sure_from and breach.rule not in SAYS_NOTHING_OF_TONE]
    if len(call.collector) == 1 or len(telling) >= 2 or any(not breach.by_words_alone for breach in telling):
        return found
    return [breach for breach in found if not breach.by_words_alone or breach.confidence >= (LONE_IN_ITS_WORDS if breach.in_its_words else LONE)]


def _without_absorbed(breaches: Iterable[Breach]) -> list[Breach]:
    found = list(breaches)
    gone = {(weaker, breach.turn) for breach in found for weaker in ABSORBS.get(breach.rule, ())}
    return [breach for breach in found if (breach.rule, breach.turn) not in gone]


def _finding(call: HeardCall, breach: Breach, rule: Rule, rubric: Rubric, agreed: AgreedInWords) -> Finding:
    turn = call.transcript.turns[breach.turn]
    stands = bool(breach.quote) and turn.speaker is Speaker.COLLECTOR and breach.quote in turn.text
    severity: Severity = rule.escalates_to if breach.escalated and rule.escalates_to else rule.severity
    return Finding(
        rule=rule.code,
        severity=severity,
        turn=breach.turn,
        quote=breach.quote if stands else turn.text,
        source=source_line(rule, call.language),
        standing=rule.standing,
        clause=rule.clause,
        why=breach.why,
        advice=rule.advice,
        better_line=_better_line(call, breach, rule, agreed),
        confidence=round(breach.confidence, 3),
        escalated=severity != rule.severity,
        needs_review=not stands or breach.confidence < float(rubric.review_below),
    )


def _better_line(call: HeardCall, breach: Breach, rule: Rule, agreed: AgreedInWords) -> Localised:
    """A lawful line in place of the one said: one that fits this case where enough of it is known."""
    said = breach.said
    if said is None:
        before = call.debtor_before(breach.turn)
        said = before.signal_clause(*TAKEN_UP) if before is not None else None
    facts = case_facts(call, agreed, said if said is not None else "")
    fitting = (filled(line, facts) for line in rule.fitted_lines)
    return next((line for line in fitting if line is not None), rule.better_lines[0])


def source_line(rule: Rule, language: Language) -> str:
    """The clause of a rule in one line, or the sentence that there is none."""
    if rule.clause is None:
        return NO_CLAUSE.in_(language)
    note = UNVERIFIED.in_(language) if rule.clause.status == "memory" else ""
    return f"{rule.clause.title.in_(language)} {rule.clause.article}{note}"
