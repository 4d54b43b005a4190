"""Measures of special care and of keeping the debt private: the duties of duties.yaml, met or not."""
from __future__ import annotations

from scoring.checks.duties import begins, duties, meets
from scoring.measured import Measured, MeasureInput, heard_in, not_applicable, quoted, scored
from trainer.domain.context import Party
from trainer.domain.heard import DebtorSignalKind
from trainer.domain.judgement import Evidence

CARE = frozenset({"self_harm_mishandling", "ignoring_hardship", "ignoring_vulnerability", "deceased_debtor_mishandling", "continue_after_cease_request", "bypass_representative", "wrong_person_persistence"})
DISCLOSES = ("third_party_disclosure", "contact_minor_or_student", "no_identity_verification_before_disclosure", "coercing_family_to_pay", "threat_public_exposure")
NEXT_STEPS = ("request_documents", "escalate", "schedule_callback", "explain_bill")


def special_care(given: MeasureInput) -> Measured:
    """Of the duties of care that arose, how many were met (0 none, 1 some, 2 all)."""
    arisen = [duty for duty in duties() if duty.rule in CARE and begins(given.call, duty) is not None]
    minor = "minor" in given.call.transcript.context.flags
    if not arisen and not minor:
        return not_applicable("没有出现需要特别照顾的情况。", "Nothing called for special care.")
    broken = {finding.rule for finding in given.found(*CARE, "contact_minor_or_student")}
    total = len(arisen) + int(minor)
    kept = sum(1 for duty in arisen if duty.rule not in broken) + int(minor and "contact_minor_or_student" not in broken)
    evidence = []
    for duty in arisen:
        start = begins(given.call, duty)
        met = next((moment for moment in given.call.collector if start and moment.index > start.index and meets(duty, moment, given.call)), None)
        if met is not None and duty.rule not in broken:
            evidence.append(quoted(met, *duty.met_by))
    value = 2 if kept == total else 1 if kept else 0
    return scored(value, f"需要照顾 {total} 处，做到 {kept} 处。", f"{kept} of {total} duties of care met.", evidence or [Evidence(turn=item.turn, quote=item.quote) for item in given.found(*CARE)])


def dispute(given: MeasureInput) -> Measured:
    """Whether a dispute was logged with a next step (0 no, 1 accepted only, 2 yes)."""
    raised = next((moment for moment in given.call.debtor if moment.raises(DebtorSignalKind.DISPUTE, DebtorSignalKind.ALREADY_PAID)), None)
    if raised is None:
        return not_applicable("对方没有提出账款异议。", "The debt was not disputed.")
    after = [moment for moment in given.call.collector if moment.index > raised.index]
    duty = next(duty for duty in duties() if duty.rule == "ignoring_dispute")
    taken = next((moment for moment in after if meets(duty, moment, given.call)), None)
    evidence = [heard_in(raised, DebtorSignalKind.DISPUTE, DebtorSignalKind.ALREADY_PAID)]
    if taken is None:
        return scored(0, "异议没有登记。", "The dispute was not logged.", evidence)
    evidence.append(quoted(taken, *duty.met_by))
    step = any(moment.does(*NEXT_STEPS) for moment in after) or sum(1 for moment in after if meets(duty, moment, given.call)) >= 2
    return scored(2 if step else 1, "登记了异议并说明下一步。" if step else "认可了异议，没有说下一步。", "Logged, with the next step." if step else "Accepted, no next step said.", evidence)


def complaint_route(given: MeasureInput) -> Measured:
    """Whether the complaint route was given when wanted (0-1)."""
    wanted = next((moment for moment in given.call.debtor if moment.raises(DebtorSignalKind.COMPLAINT)), None)
    if wanted is None:
        return not_applicable("对方没有要投诉。", "Nobody wanted to complain.")
    duty = next(duty for duty in duties() if duty.rule == "refuse_complaint_channel")
    told = next((moment for moment in given.call.collector if moment.index > wanted.index and meets(duty, moment, given.call)), None)
    shown = heard_in(wanted, DebtorSignalKind.COMPLAINT)
    if told is None or given.found("refuse_complaint_channel"):
        return scored(0, "没有告知投诉渠道。", "The route was not given.", [shown])
    return scored(1, "告知了投诉渠道。", "The route was given.", [shown, quoted(told, *duty.met_by)])


def third_party(given: MeasureInput) -> Measured:
    """Whether the debt stayed private (0-1)."""
    told = given.found(*DISCLOSES)
    if told:
        return scored(0, "欠款内容没有保住。", "The debt did not stay private.", [Evidence(turn=item.turn, quote=item.quote) for item in told])
    exposed = any(moment.party is not Party.RIGHT for moment in given.call.moments) or not given.call.transcript.context.identity_verified
    if not exposed:
        return not_applicable("一开始就是核实过的本人。", "The verified debtor from the start.")
    return scored(1, "没有向别人透露欠款。", "Nothing was told to anybody else.")
