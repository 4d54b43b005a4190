"""Exchanges are refused where nobody is there to answer, a need names no fact, a sum or a secret comes out unearned, or there are too few ways."""
from __future__ import annotations

from functools import cache

from scenarios.exchange_checks import exchange_problems
from scenarios.loader import Library, load_library
from trainer.domain.scenario import Exchange, Scenario, Spoken

ASK = Spoken(zh=("那条船卖给谁了？", "谁买的啊"), en=("Who bought the boat?", "who'd you sell it to then"))
SAY = Spoken(zh=("一个医生", "城里来的大夫"), en=("Some dentist.", "A dentist out of Toledo."))


@cache
def shipped() -> Library:
    return load_library()


def problems(**changes: object) -> str:
    scenario: Scenario = shipped().scenarios["us_haggler_settlement"]
    exchange = Exchange.model_validate({"ask": ASK, "say": SAY, **changes})
    return "\n".join(exchange_problems(scenario.model_copy(update={"exchanges": (exchange,)})))


def test_a_sound_exchange_passes() -> None:
    assert not problems() and not problems(needs=["boat_sold"])


def test_an_answer_of_nobody_on_the_line_is_refused() -> None:
    assert "exchanges[0].who: found answerer; allowed: debtor" in problems(who="answerer")


def test_a_need_is_a_fact_of_the_case() -> None:
    assert "exchanges[0].needs: found boat_lost; allowed: birth, half" in problems(needs=["boat_lost"])


def test_a_sum_comes_only_after_its_fact() -> None:
    dear = Spoken(zh=("卖了三千块", "三千块"), en=("Three thousand dollars.", "Got 3,000 for it."))
    assert "found the sum 3000" in problems(say=dear) and not problems(say=dear, needs=["boat_sold"])


def test_what_must_be_earned_is_not_given_away() -> None:
    secret = Spoken(zh=("上周卖了条船", "卖船的钱在账上"), en=("Sold a boat last week.", "The boat money's in the bank."))
    assert "found the words of the fact boat_sold" in problems(say=secret) and not problems(say=secret, needs=["boat_sold"])


def test_two_ways_of_asking_and_of_answering_are_the_least() -> None:
    one = Spoken(zh=("是的",), en=("Yes.",))
    assert "exchanges[0].say.en: found 1 different answers; allowed: at least 2" in problems(say=one)
    assert "exchanges[0].ask.zh: found 1 different questions; allowed: at least 2" in problems(ask=one)
