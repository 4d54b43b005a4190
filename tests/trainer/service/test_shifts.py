"""Shifts: order and time count, quiet hours count, nothing is forgotten unseen, and the same seed gives the same shift."""
from __future__ import annotations

import pytest

from scenarios.cases_loader import load_shifts
from trainer.bootstrap import Services
from trainer.domain.errors import CallStateError, NotAllowedError, UnknownNameError
from trainer.domain.people import Person
from trainer.domain.shift import Item, Shift
from trainer.domain.text import Language
from trainer.service.content import Content
from trainer.service.live_shift import LiveShift

SHIFTS = ("cn_monday_evening", "us_monday_evening")


def shift(content: Content, name: str) -> Shift:
    return load_shifts(content.library.scenarios)[name]


def urgent(item: Item) -> tuple[int, int]:
    return (item.until if item.until is not None else item.quiet_from if item.quiet_from is not None else 99, -item.weight)


def worked(content: Content, name: str, seed: int, good: bool = True, in_order: bool = True) -> LiveShift:
    live = LiveShift.begun(content, shift(content, name), seed)
    while not live.ended:
        queue = sorted(live.queue(), key=urgent) if in_order else live.queue()
        if not queue:
            live.wait(2)
            continue
        live.do(queue[0].id, next(choice.id for choice in queue[0].choices if choice.good is good))
    return live


def score(live: LiveShift, criterion: str) -> float:
    assert live.state.card is not None
    found = {item.id: item.score for item in live.state.card.criteria}[criterion]
    assert found is not None
    return found


def test_there_is_a_shift_in_each_language_with_ten_items_and_known_rules(content: Content) -> None:
    shifts = load_shifts(content.library.scenarios)
    assert {found.language for found in shifts.values()} == set(Language)
    for found in shifts.values():
        assert len(found.items) >= 10 and found.minutes == 45
        kinds = {item.kind for item in found.items}
        assert {"call_back", "wrong_number"} <= kinds and any(item.interrupts for item in found.items) and any(item.quiet_from is not None for item in found.items)
        for item in found.items:
            for choice in item.choices:
                assert choice.breaks is None or content.packs[found.jurisdiction].rule(choice.breaks) is not None


@pytest.mark.parametrize("name", SHIFTS)
def test_right_work_in_the_order_of_what_is_due_passes_and_wrong_work_does_not(content: Content, name: str) -> None:
    good, bad = worked(content, name, 3), worked(content, name, 3, good=False)
    assert good.state.card is not None and bad.state.card is not None
    assert good.state.card.passed and score(good, "shift_right") == 1 and score(good, "shift_composure") == 1
    assert not bad.state.card.passed and len(bad.state.card.findings) >= 4 and score(bad, "shift_composure") == 0


def test_the_same_work_in_the_wrong_order_misses_what_was_due(content: Content) -> None:
    live = LiveShift.begun(content, shift(content, "cn_monday_evening"), 3)
    live.do("big_balance", "call_long")
    while not live.ended:
        queue = live.queue()
        if queue:
            live.do(queue[0].id, next(choice.id for choice in queue[0].choices if choice.good))
        else:
            live.wait(1)
    assert score(live, "shift_in_time") < 0.6 < score(worked(content, "cn_monday_evening", 3), "shift_in_time")


def test_a_call_after_quiet_hours_began_is_a_breach_with_its_clause(content: Content) -> None:
    live = LiveShift.begun(content, shift(content, "us_monday_evening"), 3)
    live.do("eastern_call_back", "call_short")
    live.finish()
    assert live.state.card is not None
    found = live.state.card.findings
    assert [finding.rule for finding in found] == ["contact_outside_hours"] and found[0].clause is not None


def test_what_was_left_lying_is_named(content: Content) -> None:
    live = LiveShift.begun(content, shift(content, "cn_monday_evening"), 3)
    live.wait(45)
    assert live.ended and live.state.card is not None and live.state.card.overall is not None and live.state.card.overall < 20
    why = next(item.why.zh for item in live.state.card.criteria if item.id == "shift_nothing_forgotten")
    assert "约好21点30分回电的陈女士" in why and "困难材料到了" in why


def test_a_typed_line_is_heard_by_the_same_rules(content: Content) -> None:
    live = LiveShift.begun(content, shift(content, "cn_monday_evening"), 3)
    done = live.do("promised_call_back", "call_now", "你今天不还钱，我就让警察去抓你！")
    assert "threat_of_arrest" in done.breaches
    live.finish()
    assert live.state.card is not None and not live.state.card.passed


def test_items_come_in_when_they_come_in(content: Content) -> None:
    live = LiveShift.begun(content, shift(content, "cn_monday_evening"), 3)
    assert "self_harm_message" not in {item.id for item in live.queue()}
    with pytest.raises(CallStateError):
        live.do("self_harm_message", "safety_first")
    live.wait(6)
    assert live.queue()[0].interrupts and "self_harm_message" in {item.id for item in live.queue()}
    with pytest.raises(UnknownNameError):
        live.do("self_harm_message", "nothing")


def test_the_same_seed_gives_the_same_queue_and_another_seed_another(content: Content) -> None:
    orders = [LiveShift.begun(content, shift(content, "cn_monday_evening"), seed).state.order for seed in (3, 3, 4)]
    assert orders[0] == orders[1] != orders[2]
    assert worked(content, "cn_monday_evening", 3).state == worked(content, "cn_monday_evening", 3).state


def test_a_shift_counts_in_the_skill_map_and_is_shared_on_purpose_only(services: Services, mei: Person) -> None:
    run = services.shifts.start(mei, "cn_monday_evening", 15, 3)
    while (view := services.shifts.view(mei, run)).run.status == "open":
        if view.queue:
            services.shifts.do(mei, run, view.queue[0].id, view.queue[0].choices[0].id)
        else:
            services.shifts.wait(mei, run, 2)
    lead, other = services.people.person("lead"), services.people.person("other-lead")
    assert lead is not None and other is not None
    assert {level.skill: level.items for level in services.skills.levels(mei, mei)}["pace"] >= 3
    with pytest.raises(NotAllowedError):
        services.shifts.view(lead, run)
    services.shifts.share(mei, run)
    assert services.shifts.view(lead, run).state.card == view.state.card and [row.run_id for row in services.shifts.shared_with(lead)] == [run]
    with pytest.raises(NotAllowedError):
        services.shifts.view(other, run)


def test_a_stopped_shift_has_no_mark_and_lengths_have_bounds(services: Services, mei: Person) -> None:
    run = services.shifts.start(mei, "us_monday_evening", seed=1)
    assert services.shifts.stop(mei, run).run.overall is None
    assert all(level.items == 0 for level in services.skills.levels(mei, mei))
    with pytest.raises(CallStateError, match="shift_length"):
        services.shifts.start(mei, "us_monday_evening", 5)
