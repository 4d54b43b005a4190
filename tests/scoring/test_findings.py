"""From breaches to findings: verbatim quotes, one finding per line and rule, the stronger rule, and no accusation on a faint suspicion alone."""
from __future__ import annotations

import pytest

from scoring.agreed import AgreedInWords
from scoring.breach import Breach
from scoring.ears import hear_call
from scoring.findings import LONE, LONE_IN_ITS_WORDS, to_findings
from scoring.packs import load_packs
from scoring.rubrics_loader import load_rubrics
from trainer.domain.call import Speaker, Transcript, Turn
from trainer.domain.context import Jurisdiction
from trainer.domain.heard import DebtorHeard, Heard
from trainer.domain.text import Language, Localised

PACK = load_packs()[Jurisdiction.CN]
RUBRIC = load_rubrics()[(Jurisdiction.CN, "practice")]
WHY = Localised(zh="因为。", en="Because.")
TURNS = (
    Turn(index=0, speaker=Speaker.COLLECTOR, text="您好，请问是张先生吗？"), Turn(index=1, speaker=Speaker.DEBTOR, text="是。"),
    Turn(index=2, speaker=Speaker.COLLECTOR, text="今天必须还，不还就让大家都知道。"),
)
CALL = hear_call(
    Transcript(id="x", language=Language.ZH, jurisdiction=Jurisdiction.CN, turns=TURNS),
    lambda text, language, today: Heard(text=text, language=language), lambda text, language, today: DebtorHeard(text=text, language=language),
)


def found(*breaches):
    return to_findings(CALL, breaches, PACK, RUBRIC, AgreedInWords())


def breach(rule="threat_public_exposure", turn=2, quote="让大家都知道", confidence=0.9, words=False, escalated=False, named=False):
    return Breach(rule=rule, turn=turn, quote=quote, why=WHY, confidence=confidence, by_words_alone=words, escalated=escalated, in_its_words=named)


def test_words_that_do_not_stand_in_the_turn_are_never_shown():
    finding = found(breach(quote="让所有人都知道"))[0]
    assert finding.quote == TURNS[2].text
    assert finding.needs_review


def test_the_same_rule_is_named_once_a_line_with_the_surest_words():
    findings = found(breach(confidence=0.7, quote="今天必须还"), breach(confidence=0.95))
    assert [finding.quote for finding in findings] == ["让大家都知道"]


def test_the_stronger_rule_stands_for_the_same_turn():
    rules = {finding.rule for finding in found(breach("false_legal_process", quote="不还就"), breach("threat_unfounded_legal_action", quote="不还就"))}
    assert rules == {"false_legal_process"}


@pytest.mark.parametrize(("confidence", "named", "kept"), [(LONE - 0.05, False, False), (LONE, False, True), (LONE_IN_ITS_WORDS, True, True), (0.55, True, False)])
def test_one_line_that_only_sounds_wrong_accuses_nobody(confidence, named, kept):
    assert bool(found(breach(confidence=confidence, words=True, named=named))) is kept


def test_beside_a_sure_breach_it_is_shown():
    findings = found(breach(confidence=0.55, words=True), breach("false_amount", turn=0, quote="您好", confidence=0.85))
    assert {(finding.rule, finding.needs_review) for finding in findings} == {("threat_public_exposure", True), ("false_amount", False)}


def test_an_omission_makes_no_line_sound_worse():
    findings = found(breach(confidence=0.62, words=True), breach("no_recording_notice", turn=0, quote="您好", confidence=0.85))
    assert {finding.rule for finding in findings} == {"no_recording_notice"}


def test_circumstances_raise_the_severity():
    assert found(breach("privacy_request_excess", escalated=True))[0].severity == "fatal"
    assert found(breach("privacy_request_excess"))[0].severity == "major"
    assert not found(breach("threat_public_exposure", escalated=True))[0].escalated


def test_the_clause_and_its_standing_are_shown():
    finding = found(breach())[0]
    assert finding.source == "个人信息保护法 第25条"
    assert finding.standing == "verified"
    none = found(breach("induce_borrowing"), breach("pressure_immediate_payment"))
    assert next(item for item in none if item.rule == "pressure_immediate_payment").standing == "no_express_rule"
    assert "未查到明文条款" in next(item for item in none if item.rule == "pressure_immediate_payment").source
