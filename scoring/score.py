"""Judges a call: hears it, runs the checks and the measures, joins the points line by line, and says what to change first."""
from __future__ import annotations

from collections.abc import Iterable

from scoring.advice import praise_for, priorities_for
from scoring.breach import Breach, CheckInput
from scoring.checks.table import CHECKS
from scoring.ears import HearCollector, HeardCall, HearDebtor, hear_call
from scoring.findings import to_findings
from scoring.measured import MeasureInput
from scoring.measures.table import MEASURES
from scoring.outcome import outcome_of
from scoring.rubric import Rubric
from scoring.talk import talk
from scoring.total import add_up
from trainer.domain.call import CallRecord, CaseTruth, Transcript
from trainer.domain.judgement import CriterionResult, Finding, RulePack, Scorecard, Versions
from trainer.domain.text import Localised
from trainer.hearing import hear
from trainer.hearing.debtor_line import hear_debtor
from trainer.hearing.version import ears_version

NO_COLLECTOR = Localised(zh="没有坐席说的话，无法评分。", en="There is no collector turn to judge.")
TOO_SHORT = Localised(zh="通话太短，还没说几句就断了，无法评分。", en="The call was cut after a few words; there is too little to judge.")


def score_call(
    transcript: Transcript,
    pack: RulePack,
    rubric: Rubric,
    *,
    truth: CaseTruth | None = None,
    record: CallRecord | None = None,
    app_version: str,
    hear: HearCollector = hear,
    hear_debtor: HearDebtor = hear_debtor,
) -> Scorecard:
    """Judge one call, simulated or real.

    Args:
        transcript: The call; quotes stand word for word in its turns.
        pack: Rules of its jurisdiction.
        rubric: What counts how much.
        truth: The hidden side of a simulated case; None for real calls, where what cannot be known stays open.
        record: The collector's record, judged against the call where there is one.
        app_version: Version of the product, kept with the score.
        hear: Hears a collector line.
        hear_debtor: Hears a line of the other side.

    Returns:
        The scorecard; `overall` is None, with the reason, where there is too little to judge.
    """
    call = hear_call(transcript, hear, hear_debtor)
    note = hear(record.note, transcript.language, call.today) if record is not None and record.note.strip() else None
    given = CheckInput(call=call, pack=pack, record=record, note=note)
    findings = to_findings(call, breaches_of(given), pack, rubric, given.agreed)
    measured = MeasureInput(call=call, jurisdiction=pack.jurisdiction, agreed=given.agreed, findings=findings, truth=truth, record=record, note=note)
    criteria = criteria_of(measured, rubric)
    outcome = outcome_of(measured)
    unscored = _unscored(call, rubric, findings)
    total = add_up(criteria, outcome, findings, rubric)
    overall = None if unscored else total.overall
    passed = None if overall is None else overall >= rubric.pass_mark and not total.gates_failed
    return Scorecard(
        id=transcript.id,
        overall=overall,
        passed=passed,
        pass_mark=rubric.pass_mark,
        unscored_why=unscored,
        gates_failed=total.gates_failed,
        findings=findings,
        criteria=criteria,
        outcome=outcome,
        arithmetic=() if unscored else total.lines,
        priorities=priorities_for(measured, criteria),
        praise=praise_for(measured, criteria),
        measures=_figures(call),
        versions=versions_of(pack, rubric, app_version),
    )


def versions_of(pack: RulePack, rubric: Rubric, app_version: str) -> Versions:
    """What a score made now with these is made with."""
    return Versions(
        rubric=rubric.label, rules=f"{pack.id}@{pack.version}", app=app_version, rubric_digest=rubric.digest, rules_digest=pack.digest, ears=ears_version(),
    )


def breaches_of(given: CheckInput) -> Iterable[Breach]:
    """What every check of the table finds."""
    for check in CHECKS.values():
        yield from check(given)


def criteria_of(given: MeasureInput, rubric: Rubric) -> tuple[CriterionResult, ...]:
    """Every criterion of the rubric, measured."""
    results = []
    for criterion in rubric.criteria:
        measured = MEASURES[criterion.measure](given)
        share = float(criterion.level_for(measured.value).share) if measured.value is not None and measured.status == "scored" else None
        results.append(CriterionResult(
            id=criterion.id, skill=criterion.skill, title=criterion.title, weight=criterion.weight, status=measured.status, score=share,
            evidence=tuple(item for item in measured.evidence if _stands(given.call, item.turn, item.quote)), why=measured.why,
        ))
    return tuple(results)


def _stands(call: HeardCall, turn: int, quote: str) -> bool:
    return bool(quote) and quote in call.transcript.turns[turn].text


def _unscored(call: HeardCall, rubric: Rubric, findings: tuple[Finding, ...]) -> Localised | None:
    if not call.collector:
        return NO_COLLECTOR
    grave = any(finding.severity != "minor" and not finding.needs_review for finding in findings)
    if len(call.collector) < rubric.fewest_collector_turns and not grave:
        return TOO_SHORT
    return None


def _figures(call: HeardCall) -> dict[str, float]:
    figures = talk(call)
    return {
        "talk_share": round(figures.share, 3), "longest_turn": float(figures.longest), "interruptions": float(figures.interruptions),
        "dead_ends": float(figures.dead_ends), "collector_turns": float(len(call.collector)), "debtor_turns": float(len(call.debtor)),
    }
