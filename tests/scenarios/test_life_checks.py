"""Daily life is refused where it gives away what must be earned, names sums, or belongs to nobody on the line."""
from __future__ import annotations

from functools import cache

from scenarios.life_checks import life_problems
from scenarios.loader import Library, load_library
from trainer.domain.scenario import Life, Scenario, Spoken


@cache
def shipped() -> Library:
    return load_library()


def with_life(**life: dict[str, Spoken]) -> Scenario:
    scenario = shipped().scenarios["uk_overburdened_nurse"]
    return scenario.model_copy(update={"life": Life(**life)})


def problems(scenario: Scenario) -> str:
    return "\n".join(life_problems(scenario))


GOOD = Spoken(zh=("看动画片呢", "动画片的声音", "电视开着"), en=("Cartoons.", "It's the telly.", "Kids' TV, sorry."))


def test_a_sound_life_passes() -> None:
    assert not problems(with_life(debtor={"noise_around": GOOD}))


def test_a_sum_is_refused_with_its_place() -> None:
    bad = GOOD.model_copy(update={"en": ("I pay £300 for it.", *GOOD.en)})
    assert "life.debtor.noise_around.en[0]: found the sum 300" in problems(with_life(debtor={"noise_around": bad}))


def test_the_words_of_a_fact_that_must_be_earned_are_refused() -> None:
    secret = next(fact for fact in shipped().scenarios["uk_overburdened_nurse"].facts if fact.reveal == "when_trusting")
    bad = GOOD.model_copy(update={"zh": (secret.spoken.zh[0], *GOOD.zh)})
    assert secret.id in problems(with_life(debtor={"noise_around": bad}))


def test_a_life_of_nobody_on_the_line_is_refused() -> None:
    assert "no such person" in problems(with_life(answerer={"noise_around": GOOD}))


def test_two_ways_of_saying_it_are_too_few() -> None:
    few = Spoken(zh=("看电视", "电视"), en=("Telly.", "TV.", "Cartoons."))
    assert "life.debtor.noise_around.zh: found 2 different lines" in problems(with_life(debtor={"noise_around": few}))
