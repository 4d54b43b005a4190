"""The rubric: what counts how much, when a call fails whatever else is good, and where a finding is too unsure to count."""
from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from trainer.domain.context import Jurisdiction
from trainer.domain.judgement import Severity
from trainer.domain.text import Localised, Model

Mode = Literal["practice", "exam"]
Skill = Literal["opening", "listening", "discovery", "composure", "negotiation", "agreement", "special_care", "compliance", "record"]

SKILLS: dict[str, Localised] = {
    "opening": Localised(zh="开场与核身", en="Opening and identity"),
    "listening": Localised(zh="倾听", en="Listening"),
    "discovery": Localised(zh="了解情况", en="Discovery"),
    "composure": Localised(zh="沉稳", en="Composure"),
    "negotiation": Localised(zh="协商", en="Negotiation"),
    "agreement": Localised(zh="达成约定", en="Agreement"),
    "special_care": Localised(zh="特殊情况", en="Special care"),
    "compliance": Localised(zh="合规", en="Compliance"),
    "record": Localised(zh="记录", en="Record"),
}


class Level(Model):
    """One step of a criterion: from `at` on (in the unit of the measure) this share of its points, with what that looks like."""

    at: int = Field(ge=0)
    share: Decimal = Field(ge=0, le=1)
    anchor: Localised


class Criterion(Model):
    """One observable item: what measures it, how much it weighs, and its levels."""

    id: str = Field(pattern=r"^[a-z_]+$")
    skill: Skill
    title: Localised
    weight: int = Field(ge=1, le=100)
    measure: str
    levels: tuple[Level, ...] = Field(min_length=2)

    @property
    def anchors(self) -> tuple[Localised, ...]:
        """What each level looks like, lowest first."""
        return tuple(level.anchor for level in self.levels)

    def level_for(self, value: int) -> Level:
        """The highest level that `value` reaches."""
        return [level for level in self.levels if level.at <= value][-1]


class Gates(Model):
    """What fails a call however good the rest is: so many fatal or major findings; `fatal_cap` is the most that a call with a fatal one can get."""

    fatal_findings: int = Field(ge=1)
    major_findings: int = Field(ge=1)
    fatal_cap: int = Field(ge=0, le=100)


class Rubric(Model):
    """A versioned rubric for one jurisdiction and mode; `digest` identifies its exact content.

    `deductions` are points per finding of each severity; `outcome_share` is the part of the points that the outcome gives where it can be
    judged; a finding below `review_below` confidence is shown for review and costs nothing; a call with fewer than
    `fewest_collector_turns` spoken collector turns is not judged.
    """

    id: str
    version: int = Field(ge=1)
    jurisdiction: Jurisdiction
    mode: Mode
    pass_mark: int = Field(ge=0, le=100)
    gates: Gates
    deductions: dict[Severity, int]
    outcome_share: Decimal = Field(ge=0, le=1)
    review_below: Decimal = Field(ge=0, le=1)
    fewest_collector_turns: int = Field(ge=1)
    criteria: tuple[Criterion, ...] = ()
    digest: str = ""

    @property
    def label(self) -> str:
        """Id and version as stored scores carry them, for example "cn_practice@1"."""
        return f"{self.id}@{self.version}"
