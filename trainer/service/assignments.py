"""Handing out work and seeing how far it is: assignments, programmes, what is due for a trainee."""
from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from trainer.domain.assignment import (
    WEAKEST_SKILL,
    Assignment,
    Attempt,
    Programme,
    Progress,
    Step,
    TargetKind,
    WorkKind,
    progress_of,
    work_name,
    work_of,
)
from trainer.domain.dial import AS_WRITTEN, Dial
from trainer.domain.errors import CallStateError, InputError, NotAllowedError, TrainerError
from trainer.domain.people import Person, Role
from trainer.domain.stored import CallStatus
from trainer.domain.text import Language, Localised, Model
from trainer.service.access import require
from trainer.service.cases import CasesService
from trainer.service.catalogue import Catalogue
from trainer.service.ports import Outside
from trainer.service.practice import PracticeService
from trainer.service.shifts import ShiftsService
from trainer.service.skills import SkillService
from trainer.storage.accounts import SqliteAccounts
from trainer.storage.assignments import SqliteAssignments
from trainer.storage.people import SqlitePeople

GIVERS = (Role.LEAD, Role.MANAGER, Role.ADMIN)
SOON = timedelta(days=2)


class Due(Model):
    """One assignment as its trainee sees it; an exam whose results are not released looks the same whether it was passed or not."""

    assignment: Assignment
    progress: Progress
    attempts_used: int
    next_scenario: str | None
    due_soon: bool
    awaits_release: bool = False
    locked_until_step: int | None = None


class Standing(Model):
    """One person's standing in one assignment, as the lead sees it."""

    person_id: str
    name: str
    progress: Progress
    attempts: tuple[Attempt, ...]
    best: float | None


class AssignmentService:
    """Assignments; a lead gives to the own team and its people, managers and admins to anybody in the organisation."""

    def __init__(
        self, store: SqliteAssignments, people: SqlitePeople, accounts: SqliteAccounts, catalogue: Catalogue, practice: PracticeService, skills: SkillService,
        cases: CasesService, shifts: ShiftsService, outside: Outside,
    ) -> None:
        self._store = store
        self._people = people
        self._accounts = accounts
        self._catalogue = catalogue
        self._practice = practice
        self._skills = skills
        self._cases = cases
        self._shifts = shifts
        self._outside = outside

    def give(
        self, giver: Person, *, title: str, target_kind: TargetKind, target_id: str, scenario_ids: Sequence[str], mode: str, pass_mark: float, due_on: date, time_zone: str,
        max_attempts: int | None = None, programme_id: str | None = None, step: int | None = None, dial: Dial = AS_WRITTEN,
    ) -> Assignment:
        """Hand out work, due at the end of a day in a time zone; `scenario_ids` may hold cases and shifts as `work()` names them.

        Raises:
            InputError: a scenario or time zone that does not exist, a due day in the past, or a case or shift as an exam.
            NotAllowedError: a target that the giver is not responsible for.
        """
        self._may_give(giver, target_kind, target_id)
        known = {*self._catalogue.all(giver.organisation_id), *self.work()}
        for scenario in scenario_ids:
            if scenario != WEAKEST_SKILL and scenario not in known:
                raise InputError("scenario", repr(scenario), "a scenario of the library, a case or a shift")
            if mode == "exam" and work_of(scenario) is not None:
                raise InputError("mode", repr(mode), "practice, for a case or a shift")
        due_at = end_of_day(due_on, time_zone)
        if due_at <= self._outside.now():
            raise InputError("due", due_on.isoformat(), "a day that is not over")
        assignment = Assignment(
            id=self._outside.new_id(), organisation_id=giver.organisation_id, title=title.strip()[:160], target_kind=target_kind, target_id=target_id,
            scenario_ids=tuple(dict.fromkeys(scenario_ids)), mode="exam" if mode == "exam" else "practice", pass_mark=pass_mark,
            max_attempts=max_attempts, due_at=due_at, time_zone=time_zone, made_by=giver.id, made_at=self._outside.now(), programme_id=programme_id, step=step,
            hostility=dial.hostility, pace=dial.pace,
        )
        self._store.add(assignment)
        self._accounts.note(giver.organisation_id, self._outside.now(), giver, "assignment_given", assignment.id, f"{target_kind}:{target_id}")
        return assignment

    def work(self) -> dict[str, Localised]:
        """The cases and shifts that can be given, by the name that an assignment knows them by, with their titles."""
        return {work_name("case", name): title for name, title in self._cases.titles().items()} | {work_name("shift", shift.id): shift.title for shift in self._shifts.all()}

    def _may_give(self, giver: Person, kind: TargetKind, target_id: str) -> None:
        require(giver.has(*GIVERS))
        wide = giver.has(Role.MANAGER, Role.ADMIN)
        if kind == "team":
            require(target_id in {team.id for team in self._people.teams(giver.organisation_id)} and (wide or target_id == giver.team_id))
        elif kind == "person":
            person = self._people.person(target_id)
            require(person is not None and person.organisation_id == giver.organisation_id and (wide or (giver.team_id is not None and person.team_id == giver.team_id)))
        else:
            require(wide)

    def _targets(self, person: Person) -> list[tuple[str, str]]:
        cohort = self._accounts.started_on(person.organisation_id).get(person.id, "")[:7]
        return [("person", person.id), ("team", person.team_id or ""), ("cohort", cohort)]

    def due(self, person: Person) -> tuple[Due, ...]:
        """This person's assignments, what is due first on top; finished ones last."""
        now = self._outside.now()
        found = [self._due(person, item, now) for item in self._store.for_targets(person.organisation_id, self._targets(person))]
        open_first = {Progress.PASSED: 1, Progress.NOT_PASSED: 1}
        return tuple(sorted(self._gated(person, found), key=lambda due: (open_first.get(due.progress, 0), due.assignment.due_at, due.assignment.id)))

    def _due(self, person: Person, assignment: Assignment, now: datetime) -> Due:
        attempts = tuple(self._store.attempts(assignment.id, person.id))
        hidden = assignment.mode == "exam" and not assignment.released and any(item.overall is not None or item.status == CallStatus.SCORED for item in attempts)
        progress = Progress.IN_PROGRESS if hidden else progress_of(assignment, attempts, now)
        following = self._untried(person, assignment, attempts, now) if hidden else self._next(person, assignment, attempts, progress)
        return Due(
            assignment=assignment, progress=progress, attempts_used=len(attempts), next_scenario=following, awaits_release=hidden and following is None,
            due_soon=progress in (Progress.NOT_STARTED, Progress.IN_PROGRESS) and assignment.due_at - now <= SOON,
        )

    def _untried(self, person: Person, assignment: Assignment, attempts: tuple[Attempt, ...], now: datetime) -> str | None:
        """The next scenario of an exam without a word on how the earlier ones went: each once."""
        tried = {item.scenario_id for item in attempts}
        if now > assignment.due_at:
            return None
        return next((scenario for scenario in assignment.scenario_ids if scenario != WEAKEST_SKILL and scenario not in tried), None)

    def _next(self, person: Person, assignment: Assignment, attempts: tuple[Attempt, ...], progress: Progress) -> str | None:
        if progress in (Progress.PASSED, Progress.NOT_PASSED):
            return None
        done = {item.scenario_id for item in attempts if item.overall is not None and item.overall >= assignment.pass_mark and item.passed_gates}
        for scenario in assignment.scenario_ids:
            if scenario == WEAKEST_SKILL:
                return self._skills.next_best(person, person).scenario_id
            if scenario not in done:
                return scenario
        return None

    def _gated(self, person: Person, found: list[Due]) -> list[Due]:
        """Later steps of a programme wait until the earlier ones are passed."""
        gated = []
        for due in found:
            step = due.assignment.step
            earlier = [other for other in found if other.assignment.programme_id and other.assignment.programme_id == due.assignment.programme_id and (other.assignment.step or 0) < (step or 0)]
            waiting = [other.assignment.step or 0 for other in earlier if other.progress is not Progress.PASSED]
            gated.append(due.model_copy(update={"locked_until_step": min(waiting) + 1, "next_scenario": None}) if waiting else due)
        return gated

    def start(self, person: Person, assignment_id: str, language: Language) -> str:
        """Begin the next call, case or shift of an assignment, or go back to the one that is open; returns the id of the call or of the run.

        Raises:
            CallStateError: nothing is open in it: passed, over, attempts used up, or an earlier step comes first.
        """
        due = next((item for item in self.due(person) if item.assignment.id == assignment_id), None)
        if due is None:
            raise NotAllowedError("not_allowed")
        if due.next_scenario is None or due.progress is Progress.OVERDUE:
            raise CallStateError("assignment_not_open")
        work = work_of(due.next_scenario)
        if work is not None:
            return self._start_work(person, due.assignment, *work, language)
        seed = exam_seed(assignment_id, due.next_scenario, due.attempts_used) if due.assignment.mode == "exam" else None
        return self._practice.start(person, due.next_scenario, language, mode=due.assignment.mode, seed=seed, assignment_id=assignment_id, dial=due.assignment.dial)

    def _start_work(self, person: Person, assignment: Assignment, kind: WorkKind, content_id: str, language: Language) -> str:
        name = work_name(kind, content_id)
        begun = next((item for item in self._store.attempts(assignment.id, person.id) if item.scenario_id == name and item.status == "open"), None)
        if begun is not None:
            return begun.call_id
        if kind == "case":
            return self._cases.start(person, content_id, language, dial=assignment.dial, assignment_id=assignment.id)
        return self._shifts.start(person, content_id, language=language, assignment_id=assignment.id)

    def cohorts(self, giver: Person) -> list[str]:
        """The months in which people of the organisation began."""
        require(giver.has(Role.MANAGER, Role.ADMIN))
        return sorted({day[:7] for day in self._accounts.started_on(giver.organisation_id).values()})

    def given(self, giver: Person) -> tuple[Assignment, ...]:
        """The assignments this person may look at: those of the own team for leads, all for managers and admins."""
        require(giver.has(*GIVERS))
        found = self._store.of_organisation(giver.organisation_id)
        return tuple(item for item in found if self._may_see(giver, item))

    def _may_see(self, person: Person, assignment: Assignment) -> bool:
        if person.has(Role.MANAGER, Role.ADMIN):
            return True
        members = {item.id for item in self._people.people(person.organisation_id) if item.team_id is not None and item.team_id == person.team_id}
        return assignment.target_id == person.team_id or assignment.target_id in members or assignment.made_by == person.id

    def standings(self, giver: Person, assignment_id: str) -> tuple[Standing, ...]:
        """How far everybody is with an assignment; a lead sees the own team only."""
        assignment = self._given(giver, assignment_id)
        now = self._outside.now()
        attempts = self._store.attempts(assignment.id)
        rows = []
        for person in self._members(giver, assignment):
            mine = tuple(item for item in attempts if item.person_id == person.id)
            best = max((item.overall for item in mine if item.overall is not None), default=None)
            rows.append(Standing(person_id=person.id, name=person.name, progress=progress_of(assignment, mine, now), attempts=mine, best=best))
        return tuple(rows)

    def _members(self, giver: Person, assignment: Assignment) -> list[Person]:
        everybody = [person for person in self._people.people(assignment.organisation_id) if person.active]
        cohorts = self._accounts.started_on(assignment.organisation_id)
        fits = {
            "person": lambda person: person.id == assignment.target_id,
            "team": lambda person: person.team_id == assignment.target_id and person.has(Role.TRAINEE),
            "cohort": lambda person: cohorts.get(person.id, "")[:7] == assignment.target_id,
        }[assignment.target_kind]
        wide = giver.has(Role.MANAGER, Role.ADMIN)
        return [person for person in everybody if fits(person) and (wide or (person.team_id is not None and person.team_id == giver.team_id))]

    def _given(self, giver: Person, assignment_id: str) -> Assignment:
        require(giver.has(*GIVERS))
        found = self._store.get(assignment_id)
        if found is None or found.organisation_id != giver.organisation_id or not self._may_see(giver, found):
            raise NotAllowedError("not_allowed")
        return found

    def release(self, giver: Person, assignment_id: str) -> None:
        """Let trainees see the results of an exam."""
        self._store.set_released(self._given(giver, assignment_id).id)
        self._accounts.note(giver.organisation_id, self._outside.now(), giver, "results_released", assignment_id)

    def withdraw(self, giver: Person, assignment_id: str) -> None:
        """Take an assignment back; calls made for it stay."""
        self._store.withdraw(self._given(giver, assignment_id).id)
        self._accounts.note(giver.organisation_id, self._outside.now(), giver, "assignment_withdrawn", assignment_id)

    def add_programme(self, giver: Person, name: str, steps: Sequence[Step]) -> Programme:
        """Keep a programme of ordered steps for reuse."""
        require(giver.has(*GIVERS))
        if not name.strip() or not steps:
            raise TrainerError("set_up_incomplete")
        programme = Programme(id=self._outside.new_id(), organisation_id=giver.organisation_id, name=name.strip()[:120], steps=tuple(steps), made_by=giver.id, made_at=self._outside.now())
        self._store.add_programme(programme)
        self._accounts.note(giver.organisation_id, self._outside.now(), giver, "programme_made", programme.id, programme.name)
        return programme

    def programmes(self, giver: Person) -> list[Programme]:
        """The organisation's programmes."""
        require(giver.has(*GIVERS))
        return self._store.programmes(giver.organisation_id)

    def enrol(self, giver: Person, programme_id: str, target_kind: TargetKind, target_id: str, first_day: date, time_zone: str) -> tuple[Assignment, ...]:
        """Hand out every step of a programme, due one after the other from a first day on."""
        programme = next((item for item in self.programmes(giver) if item.id == programme_id), None)
        if programme is None:
            raise NotAllowedError("not_allowed")
        made, day = [], first_day
        for position, step in enumerate(programme.steps):
            day += timedelta(days=step.days)
            made.append(
                self.give(
                    giver, title=f"{programme.name}: {step.title}", target_kind=target_kind, target_id=target_id, scenario_ids=step.scenario_ids, mode=step.mode,
                    pass_mark=step.pass_mark, due_on=day, time_zone=time_zone, programme_id=programme.id, step=position,
                )
            )
        return tuple(made)


def exam_seed(assignment_id: str, scenario_id: str, attempt: int) -> int:
    """The seed of an attempt at an exam: the same for everybody who sits it, another for each further attempt."""
    return int.from_bytes(hashlib.sha256(f"{assignment_id}:{scenario_id}:{attempt}".encode()).digest()[:4], "big") >> 1


def end_of_day(day: date, time_zone: str) -> datetime:
    """The last second of a day at a place, in UTC.

    Raises:
        InputError: no such time zone.
    """
    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InputError("time zone", repr(time_zone), "a name such as Asia/Shanghai") from error
    return datetime.combine(day, time(23, 59, 59), zone).astimezone(ZoneInfo("UTC"))
