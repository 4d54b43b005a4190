"""Skill levels of a person from scored items: recent ones weigh more, hard ones count for more, and too little data is said to be that."""
from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from scoring.work import ALL_SKILLS as NAMES
from scoring.work import DESK_SKILLS
from trainer.domain.people import Person, Role
from trainer.domain.scenario import Scenario
from trainer.domain.stored import CallStatus
from trainer.domain.text import Localised, Model
from trainer.domain.weighing import MIDDLE_DIFFICULTY, shift_for, weight_on
from trainer.service.access import require
from trainer.service.catalogue import Catalogue
from trainer.service.content import Content
from trainer.service.ports import Outside
from trainer.storage.drills import SqliteDrills
from trainer.storage.floor import Filter, LevelSums, SqliteFloor
from trainer.storage.protocols import CallStore, PeopleStore
from trainer.storage.rollups import ItemSum, SqliteRollups

FEWEST_ITEMS = 3
PRIOR_VARIANCE = 0.06
MASTERY_ITEMS = 21
MASTERY_NEEDED = 19
MASTERY_SCORE = 0.7
MASTERY_DIFFICULTY = 3
REVIEW_DAYS = 14
# Knowing the rules, as drills show it: counts alone, which those responsible may see too.
DRILLED = "rules"
SKILLS = ("opening", "listening", "discovery", "composure", "negotiation", "agreement", "special_care", "compliance", "record")


class SkillLevel(Model):
    """One skill of one person: level 0-100 with its 90 % interval, items behind it, mastery (None: too few items), when a review is due,
    and whether several rubric versions are in it."""

    skill: str
    state: Literal["too_little", "known"]
    level: float | None = None
    low: float | None = None
    high: float | None = None
    items: int = 0
    mastered: bool | None = None
    mastery_items: int = 0
    review_due: date | None = None
    mixed: bool = False


class Suggestion(Model):
    """The next best scenario with the reason in one sentence."""

    scenario_id: str
    skill: str
    reason: Localised


def level_of(skill: str, sums: Iterable[ItemSum]) -> SkillLevel:
    """The level of one skill from its items.

    Each scored item weighs half as much every 45 days; an item counts 4 points more for each step of difficulty above 3 and less below. The interval
    joins the spread of the items with a prior, so that few items give a wide one.
    """
    items, weight, weighted, squares, weight_squares, last = 0, 0.0, 0.0, 0.0, 0.0, ""
    for part in sums:
        share, shift = weight_on(date.fromisoformat(part.day)), shift_for(part.sum_score / part.items, part.difficulty)
        items += part.items
        weight += share * part.items
        weighted += share * (part.sum_score + shift * part.items)
        squares += share * (part.sum_squares + 2 * shift * part.sum_score + shift**2 * part.items)
        weight_squares += share**2 * part.items
        last = max(last, part.day)
    return level_from(LevelSums(person_id="", skill=skill, items=items, weight=weight, weighted=weighted, squares=squares, weight_squares=weight_squares, last_day=last))


def level_from(sums: LevelSums) -> SkillLevel:
    """The level of one skill from its running sums."""
    if sums.items < FEWEST_ITEMS or sums.weight == 0:
        return SkillLevel(skill=sums.skill, state="too_little", items=sums.items, mixed=bool(sums.mixed))
    level = sums.weighted / sums.weight
    effective = sums.weight**2 / sums.weight_squares
    variance = max(sums.squares / sums.weight - level**2, 0.0)
    half = 1.645 * math.sqrt((variance + PRIOR_VARIANCE / effective) / effective)
    return SkillLevel(
        skill=sums.skill, state="known", level=round(100 * level, 1), low=round(100 * max(level - half, 0.0), 1), high=round(100 * min(level + half, 1.0), 1), items=sums.items,
        review_due=date.fromisoformat(sums.last_day) + timedelta(days=REVIEW_DAYS), mixed=bool(sums.mixed),
    )


class SkillService:
    """Skill maps and the next best scenario."""

    def __init__(self, content: Content, catalogue: Catalogue, rollups: SqliteRollups, calls: CallStore, people: PeopleStore, outside: Outside, drills: SqliteDrills, floor: SqliteFloor) -> None:
        self._content = content
        self._catalogue = catalogue
        self._rollups = rollups
        self._calls = calls
        self._people = people
        self._outside = outside
        self._drills = drills
        self._floor = floor

    def _may_look(self, asker: Person, person: Person) -> None:
        same = asker.organisation_id == person.organisation_id
        own_team = asker.has(Role.LEAD) and asker.team_id is not None and asker.team_id == person.team_id
        require(asker.id == person.id or (same and (own_team or asker.has(Role.MANAGER, Role.ADMIN))))

    def levels(self, asker: Person, person: Person) -> tuple[SkillLevel, ...]:
        """Every skill of a person: all practice for themselves, what was shared or assigned for those responsible for them."""
        self._may_look(asker, person)
        own = asker.id == person.id
        found = self._own(person) if own else self._shared(person)
        judged = tuple(self._with_mastery(person.id, found.get(skill, SkillLevel(skill=skill, state="too_little")), private=own) for skill in (*SKILLS, *DESK_SKILLS))
        return (*judged, level_of(DRILLED, self._drills.sums(person.id, DRILLED, MIDDLE_DIFFICULTY)))

    def _own(self, person: Person) -> dict[str, SkillLevel]:
        """From the running sums; item by item while an exam of theirs waits for its release, which is not to be told from them."""
        if not self._rollups.hides_results(person.id):
            return {sums.skill: level_from(sums) for sums in self._rollups.own_levels(person.id)}
        parts: dict[str, list[ItemSum]] = defaultdict(list)
        for part in self._rollups.own_skill_sums(person.id):
            parts[part.skill].append(part)
        return {skill: level_of(skill, mine) for skill, mine in parts.items()}

    def _shared(self, person: Person) -> dict[str, SkillLevel]:
        return {sums.skill: level_from(sums) for sums in self._floor.levels(Filter(organisation_id=person.organisation_id, person_ids=(person.id,)))}

    def _with_mastery(self, person_id: str, level: SkillLevel, *, private: bool) -> SkillLevel:
        latest = self._rollups.latest_items(person_id, level.skill, MASTERY_DIFFICULTY, MASTERY_ITEMS, private=private)
        good = sum(row["score"] >= MASTERY_SCORE for row in latest)
        return level.model_copy(update={"mastered": good >= MASTERY_NEEDED if len(latest) >= MASTERY_ITEMS else None, "mastery_items": good})

    def next_best(self, asker: Person, person: Person) -> Suggestion:
        """The scenario that would help most now: of the weakest or least practised skill, or of one whose review is due, at a fitting difficulty."""
        # Desk work has cases and shifts of its own; scenarios train what is done on the phone.
        levels = tuple(level for level in self.levels(asker, person) if level.skill in SKILLS)
        today = self._outside.now().date()
        known = sorted((level for level in levels if level.state == "known"), key=lambda level: level.level or 0.0)
        unknown = [level for level in levels if level.state == "too_little" and level.skill not in ("record", "special_care")]
        overdue = [level for level in known if level.review_due is not None and level.review_due < today]
        chosen, kind = (unknown[0], "new") if unknown else (overdue[0], "review") if overdue and (known[0].level or 0) >= 75 else (known[0], "weak") if known else (levels[0], "new")
        scenario = self._fitting(person, chosen)
        return Suggestion(scenario_id=scenario.id, skill=chosen.skill, reason=_reason(kind, chosen, scenario))

    def _fitting(self, person: Person, level: SkillLevel) -> Scenario:
        passed, recent, top = self._record(person)
        wanted = {item.id for rubric in self._content.rubrics.values() for item in rubric.criteria if item.skill == level.skill}
        target = min(top + 1, 5) if (level.level or 0) >= 60 else max(min(top, 3), 1)

        def rank(scenario: Scenario) -> tuple[int, int, int, int, str]:
            teaches = len(wanted & set(scenario.teaches))
            return (scenario.id in recent, teaches == 0, abs(scenario.difficulty - target) + 2 * (scenario.id in passed), -teaches, scenario.id)

        home = [item for item in self._catalogue.all(person.organisation_id).values() if (item.jurisdiction == "cn") == (person.language == "zh")]
        return min(home or list(self._catalogue.all(person.organisation_id).values()), key=rank)

    def _record(self, person: Person) -> tuple[set[str], set[str], int]:
        calls = self._calls.of_person(person.id)
        scores = self._calls.first_scores(call.id for call in calls if call.status is CallStatus.SCORED)
        passed = {call.scenario_id for call in calls if call.id in scores and scores[call.id].scorecard.passed}
        scenarios = self._catalogue.all(person.organisation_id)
        top = max((scenarios[name].difficulty for name in passed if name in scenarios), default=1)
        return passed, {call.scenario_id for call in calls[:3]}, top


def _reason(kind: str, level: SkillLevel, scenario: Scenario) -> Localised:
    name = NAMES[level.skill]
    if kind == "new":
        return Localised(
            zh=f"“{name.zh}”练得还太少（{level.items} 项），“{scenario.title.zh}”正好练它。",
            en=f"There is too little of “{name.en}” so far ({level.items} {'item' if level.items == 1 else 'items'}); “{scenario.title.en}” practises it.",
        )
    if kind == "review":
        return Localised(
            zh=f"“{name.zh}”有一阵没练了，用“{scenario.title.zh}”复习一次。",
            en=f"“{name.en}” has rested for a while; review it with “{scenario.title.en}”.",
        )
    return Localised(
        zh=f"“{name.zh}”目前最弱（{level.level:.0f} 分），“{scenario.title.zh}”针对它。",
        en=f"“{name.en}” is the weakest now ({level.level:.0f} points); “{scenario.title.en}” works on it.",
    )
