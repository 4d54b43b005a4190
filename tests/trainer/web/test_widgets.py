"""What the widgets make of plain values; nobody's words become Markdown."""
from __future__ import annotations

from dataclasses import dataclass

import pytest

from trainer.web.widgets import badge, by_skill, mark_for


@dataclass(frozen=True)
class Item:
    skill: str
    name: str


def test_items_stand_in_the_order_of_a_call_and_unknown_skills_last() -> None:
    items = [Item("record", "a"), Item("house", "b"), Item("opening", "c"), Item("record", "d")]
    assert [(skill, [item.name for item in group]) for skill, group in by_skill(items)] == [("opening", ["c"]), ("record", ["a", "d"]), ("house", ["b"])]


@pytest.mark.parametrize(("share", "kind"), [(1.0, "good"), (0.75, "good"), (0.74, "warn"), (0.01, "warn"), (0.0, "fatal")])
def test_a_share_of_the_points_has_a_kind(share: float, kind: str) -> None:
    assert mark_for(share) == kind


def test_a_badge_takes_no_markdown_from_its_words() -> None:
    assert badge("a]b *c*", "fatal") == ":red-badge[a\\]b \\*c\\*]"
    assert badge("x", "unheard of") == ":gray-badge[x]"
