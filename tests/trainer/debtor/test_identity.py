from __future__ import annotations

import pytest

from trainer.domain.text import Language

from .ring import LINES, Ring, cast_of


@pytest.mark.parametrize("language", list(Language))
def test_who_is_asked_for_says_so_and_gives_the_data_that_the_file_wants(language: Language) -> None:
    ring = Ring(cast_of("cn_job_loss_first_default", language))
    ring.say(LINES[language][0])
    assert "confirm_identity" in ring.moves() and ring.state.identity == "confirmed"
    ring.say(LINES[language][1])
    assert "give_identity_data" in ring.moves() and ring.state.identity == "verified"


def test_nobody_gives_data_to_a_caller_without_a_name() -> None:
    ring = Ring(cast_of("cn_evasive_next_week"))
    ring.say("喂，麻烦报一下身份证后四位，核对一下身份。")
    assert ring.state.identity != "verified" and set(ring.moves()) & {"refuse_identity", "ask_who"}


def test_the_suspicious_ask_who_is_calling_before_they_say_who_they_are() -> None:
    ring = Ring(cast_of("cn_anti_collection_script"))
    name = ring.cast.scenario.persona.name.zh
    ring.say(f"喂，请问是{name}本人吗？")
    assert ring.moves()[0] == "ask_who"


def test_once_proved_identity_is_not_given_again() -> None:
    ring = Ring(cast_of("cn_job_loss_first_default"))
    ring.say(*LINES[Language.ZH][:2])
    ring.say("再麻烦您报一遍身份证后四位好吗？")
    assert "give_identity_data" not in ring.moves()
