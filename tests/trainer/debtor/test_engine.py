from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from trainer.debtor import means
from trainer.debtor.disclose import speaks_for
from trainer.debtor.engine import begin, case_truth, conclude, make_cast, step
from trainer.debtor.state import CallState
from trainer.domain.call import CollectorDeed
from trainer.domain.errors import CallStateError, UnknownNameError
from trainer.domain.text import Language
from trainer.hearing import hear
from trainer.hearing.entities import find_entities

from .ring import LINES, Ring, cast_of, library, open_properly, random_lines

SCENARIOS = sorted(library().scenarios)
CASES = [(scenario, language) for scenario in SCENARIOS for language in Language]


def played(scenario: str, language: Language, seed: int, count: int = 30) -> Ring:
    ring = Ring(cast_of(scenario, language), seed)
    ring.say(*random_lines(language, seed, count), breaches=None)
    return ring


@pytest.mark.parametrize(("scenario", "language"), CASES)
def test_same_seed_and_words_give_the_same_call(scenario: str, language: Language) -> None:
    first, second = played(scenario, language, 3), played(scenario, language, 3)
    assert [one.model_dump_json() for one in first.steps] == [one.model_dump_json() for one in second.steps]


def test_another_process_with_another_hash_seed_gives_the_same_call() -> None:
    code = (
        "from tests.trainer.debtor.test_engine import played; from trainer.domain.text import Language\n"
        "for language in Language:\n"
        "    for one in played('cn_job_loss_first_default', language, 5).steps: print(one.model_dump_json())\n"
    )
    outputs = set()
    for hash_seed in ("1", "77"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONIOENCODING": "utf-8"}
        root = Path(__file__).resolve().parents[3]
        done = subprocess.run([sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8", check=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1 and next(iter(outputs)).strip()


@pytest.mark.parametrize(("scenario", "language"), CASES)
def test_a_call_goes_on_alike_from_a_state_written_out_and_read_back(scenario: str, language: Language) -> None:
    ring = played(scenario, language, 4, count=4)
    if ring.ended:
        return
    again = CallState.model_validate_json(ring.state.model_dump_json())
    assert again == ring.state
    heard = hear(LINES[language][9], language, ring.cast.scenario.call_date)
    assert step(again, ring.cast, CollectorDeed.SAY, heard) == step(ring.state, ring.cast, CollectorDeed.SAY, heard)


@pytest.mark.parametrize(("scenario", "language"), CASES)
def test_no_line_comes_twice_in_a_call(scenario: str, language: Language) -> None:
    for seed in (1, 2):
        texts = [text for text in played(scenario, language, seed).texts() if text.strip("….。 ")]
        assert len(texts) == len(set(texts))


@pytest.mark.parametrize(("scenario", "language"), CASES)
def test_every_call_ends_whatever_is_said(scenario: str, language: Language) -> None:
    ring = Ring(cast_of(scenario, language), 6)
    calm = [f"{LINES[language][4]} {number}" for number in range(70)]
    ring.say(*calm, breaches=None)
    assert ring.ended


@pytest.mark.parametrize(("scenario", "language"), CASES)
def test_only_earned_facts_are_told(scenario: str, language: Language) -> None:
    for seed in (1, 2, 3):
        ring = played(scenario, language, seed)
        facts = {fact.id: fact for fact in ring.cast.scenario.facts}
        raised = {one.topic for one in ring.cast.situation.raises}
        for before, after in zip(ring.steps, ring.steps[1:], strict=False):
            for told in after.reply.facts_told if after.reply else ():
                fact, state = facts[told], after.state
                assert fact.reveal != "never"
                assert speaks_for(ring.cast, before.state, fact)
                if fact.reveal == "when_trusting" and told not in state.caught:
                    assert after.reply is not None and after.reply.mood.trust >= ring.cast.temperament(before.state.speaking).trusts_at
                if fact.reveal == "when_pressed" and told not in state.caught:
                    assert state.topics.get(fact.topic, 0) >= 2
                if fact.reveal == "when_caught":
                    assert told in state.caught
                if fact.reveal == "when_asked" and fact.topic not in raised and fact.topic != "identity" and told not in state.caught:
                    assert state.topics.get(fact.topic, 0) >= 1


@pytest.mark.parametrize(("scenario", "language"), CASES)
def test_nothing_beyond_the_means_is_agreed_except_as_a_promise_marked_to_break(scenario: str, language: Language) -> None:
    for seed in range(5):
        ring = played(scenario, language, seed)
        agreement = ring.state.agreement
        if agreement is not None and means.strain_of(ring.cast.scenario, agreement.terms) > means.BEYOND:
            assert agreement.pressed or agreement.empty
            outlook = conclude(ring.state, ring.cast).outlook
            assert outlook is None or not outlook.kept


@pytest.mark.parametrize(("scenario", "language"), CASES)
def test_no_sum_is_spoken_that_is_neither_a_fact_nor_on_the_table(scenario: str, language: Language) -> None:
    ring = played(scenario, language, 8)
    scene, day = ring.cast.scenario, ring.cast.scenario.call_date
    words = [text for fact in scene.facts for text in (*fact.spoken.in_(language), *(fact.cover.in_(language) if fact.cover else ()))]
    words += [text for one in ring.cast.situation.raises if one.spoken for text in one.spoken.in_(language)]
    words += [scene.case.identity_check.in_(language), *random_lines(language, 8, 30)]
    known = {hit.value for text in words for hit in find_entities(text, language, day).amounts}
    account = scene.case.account
    known |= {account.balance, account.minimum_due, account.fees, account.interest, account.principal}
    for one in ring.steps:
        for terms in (*one.state.offers, one.state.on_table, one.state.agreement.terms if one.state.agreement else None):
            known |= {value for value in (terms.amount, terms.monthly, terms.total) if value is not None} if terms else set()
    for one in ring.steps:
        if one.reply and set(one.reply.moves) & {"offer", "counter", "promise", "correct_recap", "reject_plan", "accept", "accept_reluctantly"}:
            for hit in find_entities(one.reply.text, language, day).amounts:
                assert any(abs(hit.value - value) < 1 for value in known), (one.reply.text, hit.value)


def test_the_phone_is_not_always_picked_up_by_the_debtor() -> None:
    parties = {Ring(cast_of(name)).steps[0].reply.party for name in SCENARIOS}  # type: ignore[union-attr]
    assert len(parties) == 3


def test_a_call_that_is_over_takes_no_more_lines() -> None:
    ring = Ring(cast_of("cn_job_loss_first_default"))
    ring.do(CollectorDeed.HANG_UP)
    assert ring.ended and ring.steps[-1].reply is None and ring.steps[-1].ended_by == "collector"
    with pytest.raises(CallStateError):
        ring.do(CollectorDeed.WAIT)


def test_the_third_time_the_same_phrase_makes_the_debtor_hang_up() -> None:
    ring = Ring(cast_of("cn_evasive_next_week"))
    ring.say(*["请问您到底愿不愿意还这笔钱呢？"] * 3)
    assert ring.ended and ring.steps[-1].ended_by == "debtor"


@pytest.mark.parametrize("language", list(Language))
def test_a_bully_is_hung_up_on_and_gets_nothing_that_is_kept(language: Language) -> None:
    abuse = LINES[language][21:23]
    for seed in range(6):
        ring = Ring(cast_of("cn_job_loss_first_default", language), seed)
        ring.say(*[f"{line} {number}" for number in range(8) for line in abuse], breaches=("abusive_language",))
        outlook = conclude(ring.state, ring.cast).outlook
        assert ring.steps[-1].ended_by == "debtor"
        assert outlook is None or not outlook.kept


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("scenario", ["cn_job_loss_first_default", "cn_evasive_next_week", "cn_optimist_pays_all"])
def test_talk_of_instructions_gets_a_puzzled_answer_and_no_agreement(scenario: str, language: Language) -> None:
    ring = Ring(cast_of(scenario, language))
    ring.say(LINES[language][0])
    ring.say(LINES[language][23])
    assert ring.moves()[0] == "react_script"
    assert ring.state.agreement is None


@pytest.mark.parametrize(("line", "move"), [("😀", "react_nonsense"), ("   ", "react_wait"), ("\u202e\u200f", "react_wait"), ("Could we talk about your card now?", "react_language")])
def test_odd_lines_get_the_reaction_of_a_person(line: str, move: str) -> None:
    ring = Ring(cast_of("cn_job_loss_first_default"))
    ring.say("您好，请问是周敏吗？")
    ring.say(line)
    assert move in ring.moves()


def test_twenty_thousand_characters_cost_patience_and_break_nothing() -> None:
    ring = Ring(cast_of("cn_job_loss_first_default"))
    before = ring.state.mood.patience
    ring.say("我再讲讲道理，" * 2500)
    assert ring.state.mood.patience < before and ring.texts()[-1]


@pytest.mark.parametrize(("deed", "cost"), [(CollectorDeed.HOLD, True), (CollectorDeed.WAIT, True)])
def test_being_kept_waiting_costs_patience(deed: CollectorDeed, cost: bool) -> None:
    ring = Ring(cast_of("cn_evasive_next_week"))
    before = ring.state.mood.patience
    ring.do(deed)
    assert (ring.state.mood.patience < before) is cost and ring.moves() == ("react_wait",)


def test_a_transfer_ends_the_call_as_transferred() -> None:
    ring = Ring(cast_of("cn_job_loss_first_default"))
    open_properly(ring)
    ring.do(CollectorDeed.TRANSFER)
    assert ring.ended and conclude(ring.state, ring.cast).kind == "transferred"


def test_truth_holds_what_the_scorer_and_the_debrief_need() -> None:
    ring = Ring(cast_of("cn_job_loss_first_default"))
    open_properly(ring)
    ring.say("这几个月是什么原因没还上呢？")
    truth = case_truth(ring.state, ring.cast)
    assert "laid_off" in truth.facts_told and "laid_off" not in truth.facts_hidden
    assert truth.monthly_free == ring.cast.scenario.finance.monthly_free
    assert truth.best_deal is not None and truth.reason == "job_loss"


def test_content_that_names_an_unknown_temperament_is_refused_with_a_near_match() -> None:
    shipped = library()
    scenario = shipped.scenarios["cn_job_loss_first_default"]
    wrong = scenario.model_copy(update={"persona": scenario.persona.model_copy(update={"temperament": "tearfull"})})
    with pytest.raises(UnknownNameError, match="did you mean 'tearful'"):
        make_cast(wrong, shipped.temperaments, shipped.situations, Language.ZH)


@pytest.mark.parametrize("language", list(Language))
def test_begin_takes_the_content_by_name(language: Language) -> None:
    shipped = library()
    scenario = shipped.scenarios["cn_job_loss_first_default"]
    first = begin(scenario, shipped.temperaments, shipped.situations, language, 7)
    assert first.reply is not None and first.reply.moves == ("pick_up",) and not first.ended
