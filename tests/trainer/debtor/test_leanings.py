from __future__ import annotations

import random

from trainer.debtor.leanings import pick, weight
from trainer.debtor.moves import MoveKind

from .ring import Ring, cast_of


def test_what_was_just_done_is_less_likely_and_what_was_done_often_too() -> None:
    ring = Ring(cast_of("cn_evasive_next_week"))
    fresh = weight(ring.state, ring.cast, MoveKind.STALL)
    just = weight(ring.state.model_copy(update={"last_moves": ("stall",)}), ring.cast, MoveKind.STALL)
    often = weight(ring.state.model_copy(update={"move_counts": {"stall": 3}}), ring.cast, MoveKind.STALL)
    assert just < often < fresh


def test_only_the_script_reader_quotes_scripts() -> None:
    for scenario in ("cn_evasive_next_week", "cn_angry_repeat_calls", "cn_job_loss_first_default"):
        ring = Ring(cast_of(scenario))
        assert weight(ring.state, ring.cast, MoveKind.QUOTE_SCRIPT) == 0
    reader = Ring(cast_of("cn_anti_collection_script"))
    assert weight(reader.state, reader.cast, MoveKind.QUOTE_SCRIPT) > 0


def test_a_draw_is_among_the_options_and_follows_the_seed() -> None:
    ring = Ring(cast_of("cn_evasive_next_week"))
    options = (MoveKind.STALL, MoveKind.EXCUSE, MoveKind.SHAME)
    draws = [pick(ring.state, ring.cast, options, random.Random(seed)) for seed in range(30)]
    assert set(draws) <= set(options) and draws == [pick(ring.state, ring.cast, options, random.Random(seed)) for seed in range(30)]


def test_a_boost_of_nothing_rules_a_move_out() -> None:
    ring = Ring(cast_of("cn_evasive_next_week"))
    drawn = {pick(ring.state, ring.cast, (MoveKind.STALL, MoveKind.EXCUSE), random.Random(seed), {MoveKind.STALL: 0.0}) for seed in range(20)}
    assert drawn == {MoveKind.EXCUSE}
