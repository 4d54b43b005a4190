"""What to change first, and what went well: specific to this call, in both languages, and never more than two for a weak result."""
from __future__ import annotations

import re

import pytest

from scoring.packs import load_packs
from scoring.rubrics_loader import load_rubrics
from scoring.score import score_call
from tests.golden.calls import golden_calls

PACKS = load_packs()
RUBRICS = load_rubrics()
CALLS = [call for call in golden_calls() if call.split == "tune"]
BY_ID = {call.id: call for call in CALLS}


def judge(call):
    return score_call(call.transcript(), PACKS[call.jurisdiction], RUBRICS[(call.jurisdiction, "practice")], record=call.record, app_version="test")


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.id)
def test_at_most_two_priorities_and_no_open_slot(call):
    card = judge(call)
    assert len(card.priorities) <= 2
    for text in (*card.priorities, *card.praise, *(finding.better_line for finding in card.findings)):
        for words in (text.zh, text.en):
            assert words and not re.search(r"\{\w+\}", words)


def test_a_grave_breach_comes_first():
    card = judge(BY_ID["en_uk_self_harm_pressed"])
    assert card.priorities[0].en.startswith('You said "')
    assert "safe" in card.priorities[0].en


def test_the_words_of_the_debtor_come_back_in_the_advice():
    card = judge(BY_ID["zh_cn_job_loss_ignored"])
    assert any("被裁" in text.zh for text in card.priorities)


def test_the_file_s_figure_comes_back_in_the_better_line():
    card = judge(BY_ID["zh_cn_wrong_sum_at_night"])
    found = next(finding for finding in card.findings if finding.rule == "false_amount")
    assert "18,650" in found.better_line.zh and "18,650" in found.better_line.en


@pytest.mark.parametrize("name", ["zh_cn_job_loss_plan", "en_us_verified_plan"])
def test_praise_names_the_line_that_earned_it(name):
    call = BY_ID[name]
    card = judge(call)
    assert card.praise
    spoken = [line[2:] for line in call.turns if line.startswith("c:")]
    for text in card.praise:
        quote = re.search(r"“(.+?)…?”", text.zh).group(1)
        assert any(quote in line for line in spoken)


def test_a_call_of_breaches_is_not_praised_for_the_line_that_broke():
    card = judge(BY_ID["zh_cn_mother_told"])
    broken = {finding.quote for finding in card.findings}
    assert not any(quote in text.zh for quote in broken for text in card.praise)
