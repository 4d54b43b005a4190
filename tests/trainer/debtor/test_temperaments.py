"""The shipped temperaments as data: whole, known by the room, and different people."""
from __future__ import annotations

from functools import cache

import pytest

from scoring.packs import load_packs
from trainer.debtor.moves import MoveKind
from trainer.debtor.tables import ordinary_appraisal
from trainer.domain.temperament import Temperament
from trainer.domain.text import Language

from .ring import Ring, cast_of, library, open_properly

NAMES = sorted(library().temperaments)


@cache
def rule_codes() -> frozenset[str]:
    return frozenset(rule.code for pack in load_packs().values() for rule in pack.rules)


def test_there_are_at_least_eighteen() -> None:
    assert len(NAMES) >= 18


@pytest.mark.parametrize("name", NAMES)
def test_every_cause_and_habit_is_known_to_the_debtor_room(name: str) -> None:
    temperament = library().temperaments[name]
    known = set(ordinary_appraisal().causes) | rule_codes() | {"ask_willingness", "ask_right_party", "request_documents", "schedule_callback", "close"}
    assert set(temperament.appraisal) <= known, f"appraisal: unknown {sorted(set(temperament.appraisal) - known)}; allowed: keys of trainer/debtor/appraisal.yaml"
    moves = {kind.value for kind in MoveKind}
    assert set(temperament.habits) <= moves, f"habits: unknown {sorted(set(temperament.habits) - moves)}; allowed: moves of trainer/debtor/moves.py"
    assert set(temperament.drift) >= {"anger", "anxiety", "shame", "trust"}


def test_every_rule_has_an_appraisal_of_its_own() -> None:
    without = sorted(rule_codes() - set(ordinary_appraisal().causes))
    assert not without, f"trainer/debtor/appraisal.yaml: causes: found nothing for {', '.join(without)}"


def test_temperaments_differ_in_what_they_do_when_asked_to_pay() -> None:
    scenario = cast_of("cn_evasive_next_week").scenario
    ways: dict[str, tuple[str, ...]] = {}
    for name in NAMES:
        persona = scenario.persona.model_copy(update={"temperament": name})
        counted: list[str] = []
        for seed in range(8):
            ring = Ring(cast_of(scenario, Language.ZH, persona=persona, situation="right_party"), seed)
            open_properly(ring)
            ring.say("那您哪天能还，先还多少？")
            counted += ring.moves()
        ways[name] = tuple(sorted(set(counted), key=counted.count, reverse=True)[:3])
    assert len(set(ways.values())) >= len(NAMES) * 2 // 3


@pytest.mark.parametrize(("name", "kind"), [
    ("cold_monosyllabic", "silence"), ("sarcastic", "sarcasm"), ("script_reader", "quote_script"), ("tearful", "cry"), ("haggler", "ask_reduce"),
    ("evasive_procrastinator", "stall"), ("chatty", "off_subject"), ("confused_elderly", "ask_repeat"), ("busy_interrupting", "busy"),
    ("refuser_on_principle", "refuse_to_pay"), ("victim_player", "excuse"), ("anxious", "fear"),
])
def test_each_has_its_habit(name: str, kind: str) -> None:
    temperament = library().temperaments[name]
    others = [other.habits.get(kind, 1.0) for other in library().temperaments.values() if other.id != name]
    assert temperament.habits.get(kind, 1.0) >= sum(others) / len(others)


def test_patience_and_length_of_speech_vary() -> None:
    everybody: list[Temperament] = list(library().temperaments.values())
    assert len({one.patience for one in everybody}) >= 4
    assert max(one.max_chars_zh for one in everybody) >= 4 * min(one.max_chars_zh for one in everybody)
