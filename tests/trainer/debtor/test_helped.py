from __future__ import annotations

import pytest

from trainer.debtor.helped import HINTS, best_acts, helped, hint
from trainer.domain.text import Language

from .ring import Ring, cast_of, library, open_properly, random_lines


def test_what_would_have_opened_a_fact_depends_on_why_it_stayed_hidden() -> None:
    ring = Ring(cast_of("cn_job_loss_first_default"))
    open_properly(ring)
    never_asked = {item.fact: item for item in helped(ring.state, ring.cast)}["phone_loan"]
    low = ring.state.model_copy(update={"topics": {"other_debts": 1}})
    no_trust = {item.fact: item for item in helped(low, ring.cast)}["phone_loan"]
    assert never_asked.text != no_trust.text and no_trust.acts


def test_the_advice_comes_from_this_debtors_own_appraisal() -> None:
    shy = best_acts(cast_of("cn_job_loss_first_default"), 0, "trust", True, True)
    principled = best_acts(cast_of("cn_refuser_interest_unfair"), 0, "trust", True, True)
    assert shy != principled


def test_a_lie_is_said_to_be_opened_by_the_file_and_not_by_sympathy() -> None:
    ring = Ring(cast_of("cn_liar_wages_unpaid"))
    open_properly(ring)
    item = {item.fact: item for item in helped(ring.state, ring.cast)}["wages_paid"]
    assert "11300" in item.text.zh or "工资" in item.text.zh


def test_nothing_is_advised_on_facts_that_came_out() -> None:
    ring = Ring(cast_of("cn_job_loss_first_default"))
    open_properly(ring)
    ring.say("这几个月是什么原因没还上呢？")
    assert "laid_off" in ring.state.facts_told
    assert "laid_off" not in {item.fact for item in helped(ring.state, ring.cast)}


@pytest.mark.parametrize("scenario", sorted(library().scenarios))
def test_hints_are_known_codes_and_few_and_advice_is_in_both_languages(scenario: str) -> None:
    ring = Ring(cast_of(scenario, Language.ZH), 5)
    for line in random_lines(Language.ZH, 5, 12):
        assert set(hint(ring.state, ring.cast)) <= set(HINTS) and len(hint(ring.state, ring.cast)) <= 2
        ring.say(line)
    for item in helped(ring.state, ring.cast):
        assert item.text.zh.strip() and item.text.en.strip() and "_" not in item.text.en and "_" not in item.text.zh


def test_hints_follow_the_call() -> None:
    ring = Ring(cast_of("cn_job_loss_first_default"))
    assert hint(ring.state, ring.cast)[0] == "introduce_yourself"
    open_properly(ring)
    assert "ask_reason" in hint(ring.state, ring.cast) or ring.state.open_question
