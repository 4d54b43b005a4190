"""Measures of the after-call record: whether it is whole and whether it is true."""
from __future__ import annotations

from scoring.measured import Measured, MeasureInput, not_evaluable, scored
from scoring.phrases import says
from trainer.domain.call import CallRecord
from trainer.domain.context import Party
from trainer.domain.heard import DebtorSignalKind
from trainer.domain.text import Localised

NO_RECORD = ("没有通话记录可看。", "There is no call record.")
MUST_FLAG: tuple[tuple[DebtorSignalKind, str], ...] = (
    (DebtorSignalKind.HARDSHIP, "hardship"), (DebtorSignalKind.DISPUTE, "dispute"), (DebtorSignalKind.CEASE_REQUEST, "cease_request"),
    (DebtorSignalKind.REPRESENTED, "represented"), (DebtorSignalKind.SELF_HARM, "self_harm"), (DebtorSignalKind.COMPLAINT, "complaint"),
)
PART_NAMES = {
    "contact_result": Localised(zh="联系结果", en="contact result"), "reason": Localised(zh="逾期原因", en="reason"),
    "willingness": Localised(zh="还款意愿", en="willingness"), "ability": Localised(zh="还款能力", en="ability"),
    "promise": Localised(zh="承诺的金额和日期", en="promise with amount and day"), "next_step": Localised(zh="下一步", en="next step"),
    "flags": Localised(zh="标记", en="flags"),
}
COMPLETE = 0.99
HALF = 0.5


def record_parts(given: MeasureInput) -> Measured:
    """How much of the record that this call calls for was filled (0 little, 1 half or more, 2 all)."""
    record = given.record
    if record is None:
        return not_evaluable(*NO_RECORD)
    wanted = _wanted(given, record)
    share = sum(wanted.values()) / len(wanted)
    missing = [PART_NAMES[name] for name, there in wanted.items() if not there]
    value = 2 if share >= COMPLETE else 1 if share >= HALF else 0
    if not missing:
        return scored(value, "要项齐全。", "Complete.")
    return scored(value, f"缺：{'、'.join(name.zh for name in missing)}。", f"Missing: {', '.join(name.en for name in missing)}.")


def _wanted(given: MeasureInput, record: CallRecord) -> dict[str, bool]:
    """The parts that this call calls for, and whether the record holds them, in its fields or in the words of its note."""
    def noted(name: str) -> bool:
        return says(name, given.call.language, record.note)

    wanted = {"contact_result": record.contact_result is not None or noted("note_contact"), "next_step": record.next_step is not None or noted("note_next")}
    if given.right_party_talk and any(moment.party is Party.RIGHT for moment in given.call.debtor) and given.debt_talk_is_right:
        wanted["reason"] = record.reason is not None or noted("note_reason")
        wanted["willingness"] = record.willingness is not None or noted("note_willing")
        wanted["ability"] = record.ability is not None or noted("note_ability")
    if given.struck:
        figures = given.note is not None and bool(given.note.amounts) and bool(given.note.dates)
        wanted["promise"] = (record.promise_amount is not None and record.promise_date is not None) or figures
    due = {flag for kind, flag in MUST_FLAG if any(moment.raises(kind) for moment in given.call.debtor)}
    if due:
        wanted["flags"] = due <= set(record.flags) or (not record.flags and noted("note_flags"))
    return wanted


def record_truth(given: MeasureInput) -> Measured:
    """Whether the record agrees with the call and with the truth of the case (0-1)."""
    record = given.record
    if record is None:
        return not_evaluable(*NO_RECORD)
    false = [finding for finding in given.found("record_falsification")]
    if false:
        return scored(0, false[0].why.zh, false[0].why.en)
    truth = given.truth
    if truth is not None and truth.reason and record.reason and record.reason not in (truth.reason, "unknown", "other") and record.reason in ("dispute", "already_paid", "refuses", "bereavement"):
        return scored(0, f"记录的原因与实际不符（实际：{truth.reason}）。", f"The reason recorded is not the true one ({truth.reason}).")
    return scored(1, "与通话一致。", "Agrees with the call.")
