"""How an item comes back: even intervals, early answers move nothing, a wrong one starts anew."""
from __future__ import annotations

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from trainer.domain.drill import DrillBasis, DrillState, after_answer

MONDAY = date(2026, 11, 23)


def answered(before: DrillState | None, right: bool, day: date) -> DrillState:
    return after_answer(before, "item", "rule", right, day)


def test_right_answers_come_back_after_one_four_and_four_days_and_then_stay() -> None:
    state, day, gaps = None, MONDAY, []
    for _ in range(4):
        state = answered(state, True, day)
        if state.due_on is not None:
            gaps.append((state.due_on - day).days)
            day = state.due_on
    assert gaps == [1, 4, 4]
    assert state is not None and state.stays and state.asked == state.right == 4


def test_a_wrong_answer_starts_anew_the_next_day() -> None:
    state = answered(answered(None, True, MONDAY), True, MONDAY + timedelta(days=1))
    wrong = answered(state, False, MONDAY + timedelta(days=5))
    assert (wrong.streak, wrong.due_on) == (0, MONDAY + timedelta(days=6))
    assert (wrong.asked, wrong.right) == (3, 2)
    assert not wrong.stays


def test_answering_ahead_of_the_day_moves_nothing() -> None:
    first = answered(None, True, MONDAY)
    again = answered(answered(first, True, MONDAY), True, MONDAY)
    assert (again.streak, again.due_on) == (first.streak, first.due_on) and again.asked == 3


def test_a_late_answer_counts_like_one_on_the_day() -> None:
    late = answered(answered(None, True, MONDAY), True, MONDAY + timedelta(days=30))
    assert (late.streak, late.due_on) == (2, MONDAY + timedelta(days=34))


def test_what_stays_comes_back_only_when_it_was_wrong_after_all() -> None:
    stays = DrillState(item_id="item", rule="rule", streak=4, due_on=None, asked=4, right=4)
    assert answered(stays, True, MONDAY).stays
    assert answered(stays, False, MONDAY).due_on == MONDAY + timedelta(days=1)


@pytest.mark.parametrize("rest", [{"standing": "verified"}, {"standing": "no_express_rule", "title": {"zh": "法", "en": "Act"}, "article": "1"}, {"standing": "memory", "title": {"zh": "法", "en": "Act"}}])
def test_a_basis_is_a_whole_clause_or_says_that_there_is_none(rest: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        DrillBasis.model_validate(rest)
