"""What a call must hold: the firm named, as it is spoken and not only as it is written in the file."""
from __future__ import annotations

import pytest

from scoring.packs import load_packs
from scoring.rubrics_loader import load_rubrics
from scoring.score import score_call
from trainer.domain.call import Speaker, Transcript, Turn
from trainer.domain.context import CallContext

PACKS, RUBRICS = load_packs(), load_rubrics()


def unidentified(opening, institution, language, jurisdiction):
    ask, gone = ("Need your date of birth and your postcode.", "Second of May.") if language == "en" else ("麻烦您报一下身份证后四位。", "零七一二。")
    lines = [opening, "Yes?" if language == "en" else "嗯？", ask, gone, "Thank you." if language == "en" else "谢谢。", "Right." if language == "en" else "哦。"]
    turns = tuple(Turn(index=index, speaker=Speaker.DEBTOR if index % 2 else Speaker.COLLECTOR, text=line) for index, line in enumerate(lines))
    context = CallContext.model_validate({"institution": institution, "recording_notice_played": True})
    transcript = Transcript(id="t", language=language, jurisdiction=jurisdiction, context=context, turns=turns)
    card = score_call(transcript, PACKS[jurisdiction], RUBRICS[(jurisdiction, "practice")], app_version="test")
    return "no_identification" in {finding.rule for finding in card.findings}


@pytest.mark.parametrize(("opening", "institution", "language", "jurisdiction"), [
    ("Hello. Tyler Boone, Calder and Lyle. Is this Ruth Ann Sayers?", "Calder & Lyle", "en", "us"),
    ("Hello. Tyler Boone, Calder & Lyle. Is this Ruth Ann Sayers?", "Calder and Lyle, LLC", "en", "us"),
    ("Morning. Joan Price, Ashdown’s. Is that Mr Quill?", "Ashdown’s Ltd.", "en", "uk"),
    ("喂，您好，青岚服务，王宁。您是周先生吗？", "青岚服务有限公司", "zh", "cn"),
])
def test_a_firm_is_named_as_it_is_spoken(opening, institution, language, jurisdiction):
    assert not unidentified(opening, institution, language, jurisdiction)


@pytest.mark.parametrize(("opening", "institution", "language", "jurisdiction"), [
    ("Hello. Is this Ruth Ann Sayers?", "Calder & Lyle", "en", "us"),
    ("Hello, is that Mr Quill? Are you on the phone at last?", "One", "en", "uk"),
    ("喂，您好，您是周先生吗？", "青岚服务有限公司", "zh", "cn"),
])
def test_a_firm_that_nobody_names_is_missed(opening, institution, language, jurisdiction):
    assert unidentified(opening, institution, language, jurisdiction)
