"""Measures of the opening: who calls, who answers, recording, purpose."""
from __future__ import annotations

from scoring.checks.omissions import names_institution, tells_of_recording
from scoring.measured import Measured, MeasureInput, not_applicable, quoted, scored
from scoring.phrases import says
from trainer.domain.context import Jurisdiction, Party

OPENING_TURNS = 3


def names_given(given: MeasureInput) -> Measured:
    """Of firm and own name, how many the opening gives (0-2)."""
    if given.call.collector and all(moment.party is Party.WRONG for moment in given.call.collector):
        return not_applicable("打错了人，不必报机构。", "The wrong person; the firm need not be named.")
    opening = given.call.collector[:OPENING_TURNS]
    firm = next((moment for moment in opening if names_institution(given.call, moment)), None)
    person = next((moment for moment in opening if moment.does("identify_self") or says("own_name", given.call.language, moment.spoken)), None)
    if not given.right_party_talk and person is not None:
        return scored(2, "对第三人只报本人姓名，符合要求。", "With a third party the own name alone is right.", [quoted(person, "identify_self")])
    parts = [quoted(moment, "identify_institution", "identify_self") for moment in (firm, person) if moment is not None]
    evidence = parts[:1] if firm is person else parts
    zh = {0: "开场没有报机构和姓名。", 1: "只报了机构。" if firm else "只报了姓名。", 2: "开场报清了机构和姓名。"}
    en = {0: "Neither firm nor name in the opening.", 1: "Only the firm was named." if firm else "Only the name was given.", 2: "Firm and name given in the opening."}
    count = int(firm is not None) + int(person is not None)
    return scored(count, zh[count], en[count], evidence)


def identity_check(given: MeasureInput) -> Measured:
    """Whether identity was settled before the debt came up (0 no, 1 by name only, 2 matched)."""
    call = given.call
    if call.transcript.context.identity_verified:
        return not_applicable("通话开始前已核身。", "Verified before the call began.")
    asked = next((moment for moment in call.collector if moment.does("verify_identity") or says("asks_check", call.language, moment.spoken)), None)
    named = next((moment for moment in call.collector if moment.does("ask_right_party")), None)
    if all(moment.party is not Party.RIGHT for moment in call.moments):
        if named is None and asked is None:
            return scored(0, "没有确认接听的是谁。", "Never asked who was speaking.")
        return scored(2, "先问清了接听的是谁。", "Asked first who was speaking.", [quoted(named or asked or call.collector[0], "ask_right_party", "verify_identity")])
    if given.found("no_identity_verification_before_disclosure"):
        return scored(int(asked is not None), "核实之前就说出了欠款内容。", "The debt was spoken of before the check.", [quoted(asked, "verify_identity")] if asked else [])
    if asked is not None and any(moment.verified for moment in call.moments):
        return scored(2, "对方报出信息后才谈账。", "An item was given before the debt came up.", [quoted(asked, "verify_identity")])
    if asked is not None or named is not None:
        asking = asked or named
        assert asking is not None
        return scored(1, "问了身份，对方没有提供可核对的信息。", "Asked, but nothing was matched.", [quoted(asking, "verify_identity", "ask_right_party")])
    return scored(0, "没有核实身份。", "No check was made.")


def recording_notice(given: MeasureInput) -> Measured:
    """Notice of recording (0 none, 1 late, 2 in the opening or played)."""
    if given.call.transcript.context.recording_notice_played:
        return scored(2, "系统已播报录音提示。", "The notice was played.")
    told = next((moment for moment in given.call.collector if tells_of_recording(given.call, moment)), None)
    if told is None:
        if not given.right_party_talk or (len(given.call.collector) <= 2 and not given.findings):
            return not_applicable("没有和本人谈到正题。", "The debtor was not spoken to.")
        return scored(0, "没有告知录音。", "Nobody said that the call is recorded.")
    early = told in given.call.collector[:OPENING_TURNS]
    return scored(2 if early else 1, "开场告知了录音。" if early else "录音告知得晚。", "Said in the opening." if early else "Said late.", [quoted(told, "recording_notice")])


def purpose(given: MeasureInput) -> Measured:
    """Whether the debtor was told what the call is about (0 no, 1 without the required disclosure, 2 yes)."""
    call = given.call
    if not given.right_party_talk or not any(moment.verified for moment in given.right_party_talk):
        return not_applicable("没有核实到本人，不应说明来意。", "The debtor was never verified, so the purpose must not be told.")
    told = next((moment for moment in call.collector if moment.does("state_purpose", "state_amount", "state_overdue") or says("states_debt", call.language, moment.spoken) or says("about_account", call.language, moment.spoken)), None)
    agency = given.jurisdiction is Jurisdiction.US and call.transcript.context.collector_type_in(Jurisdiction.US) == "agency"
    if agency:
        miranda = next((moment for moment in call.collector if says("mini_miranda_full", call.language, moment.spoken) or says("mini_miranda_later", call.language, moment.spoken)), None)
        if miranda is not None:
            return scored(2, "作了催收人告知。", "The collector's disclosure was given.", [quoted(miranda, "state_purpose")])
        return scored(int(told is not None), "缺少催收人告知。", "The collector's disclosure is missing.", [quoted(told, "state_purpose", "state_amount", "state_overdue")] if told else [])
    if told is None:
        return scored(0, "没有说明来意。", "The purpose was not stated.")
    return scored(2, "说明了来意。", "The purpose was stated.", [quoted(told, "state_purpose", "state_amount", "state_overdue")])
