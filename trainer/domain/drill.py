"""Two-minute drills: items with one right answer, what they rest on, and how an item comes back until it stays."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from pydantic import Field, model_validator

from trainer.domain.context import Jurisdiction
from trainer.domain.judgement import Standing
from trainer.domain.text import Language, Localised, Model

DrillKind = Literal["allowed", "fix", "next", "clause", "fact"]

# Even intervals do as well as expanding ones (spaced retrieval, g = 0.74); the first repeat comes the next day.
REPEATS_AFTER_DAYS = (1, 4, 4)


class DrillBasis(Model):
    """What the answer rests on. No express rule means that none was found: then there is no title and no article."""

    standing: Standing
    title: Localised | None = None
    article: str | None = None
    gist: Localised | None = None

    @model_validator(mode="after")
    def _whole(self) -> DrillBasis:
        if (self.standing == "no_express_rule") != (self.title is None) or (self.title is None) != (self.article is None):
            raise ValueError("a clause with title and article, or neither of them where no express rule was found")
        return self


class DrillOption(Model):
    """One answer to choose from."""

    id: str
    text: str = Field(min_length=1)


class DrillItem(Model):
    """One exercise.

    Args:
        id: Stays the same as long as its place in the content does.
        rule: The rule that it practises, None where a fact belongs to none.
        question: What is asked beside the line; empty where the kind says it all.
        line: The collector's line that it is about, if any.
        said_before: The debtor's words before it, if any.
        circumstances: What the words do not show, a sentence each.
        answer: Id of the one right option.
        model: The line that would have been right, if any.
        may_write: Whether an own line may be written instead of choosing.
        context: Keys of `CallContext` that hold for the line.
        own_call: The trainee's own call that the line was said in, if any.
    """

    id: str
    kind: DrillKind
    language: Language
    jurisdiction: Jurisdiction
    rule: str | None
    rule_title: str = ""
    question: str = ""
    line: str = ""
    said_before: str = ""
    circumstances: tuple[str, ...] = ()
    options: tuple[DrillOption, ...] = Field(min_length=2)
    answer: str
    why: str = Field(min_length=1)
    model: str = ""
    basis: DrillBasis
    may_write: bool = False
    context: dict[str, object] = Field(default_factory=dict)
    own_call: str | None = None

    @model_validator(mode="after")
    def _one_answer(self) -> DrillItem:
        ids = [option.id for option in self.options]
        if ids.count(self.answer) != 1 or len(set(ids)) != len(ids) or len({option.text for option in self.options}) != len(ids):
            raise ValueError("options that all differ, one of them the answer")
        return self


class DrillState(Model):
    """Where one item stands with one person; `due_on` is None once it stays."""

    item_id: str
    rule: str | None
    streak: int = Field(default=0, ge=0)
    due_on: date | None
    asked: int = Field(default=0, ge=0)
    right: int = Field(default=0, ge=0)

    @property
    def stays(self) -> bool:
        """Whether it was right at every repeat and need not come back."""
        return self.due_on is None


def after_answer(before: DrillState | None, item_id: str, rule: str | None, right: bool, today: date) -> DrillState:
    """Where an item stands after an answer.

    A right answer moves it to the next repeat (after 1, 4 and 4 days) and, after the last, out of the queue; a right answer ahead of its day counts
    but moves nothing. A wrong one starts anew, the next day.

    Args:
        before: Where it stood, None when it was asked for the first time.
        item_id: The item.
        rule: Its rule.
        right: Whether the answer was right.
        today: The day of the answer.
    """
    asked, known = (before.asked, before.right) if before else (0, 0)
    streak, due_on = (before.streak, before.due_on) if before else (0, today)
    if not right:
        return DrillState(item_id=item_id, rule=rule, streak=0, due_on=today + timedelta(days=REPEATS_AFTER_DAYS[0]), asked=asked + 1, right=known)
    if due_on is not None and due_on <= today:
        streak += 1
        due_on = today + timedelta(days=REPEATS_AFTER_DAYS[streak - 1]) if streak <= len(REPEATS_AFTER_DAYS) else None
    return DrillState(item_id=item_id, rule=rule, streak=streak, due_on=due_on, asked=asked + 1, right=known + 1)
