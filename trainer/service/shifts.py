"""Shifts for the person who works them, and those shared with a lead."""
from __future__ import annotations

from collections.abc import Mapping

from trainer.domain.errors import CallStateError, NotAllowedError, UnknownNameError
from trainer.domain.people import Person, Role
from trainer.domain.shift import Done, Item, Shift, ShiftState
from trainer.domain.text import Language, Localised, Model
from trainer.service.access import require
from trainer.service.care import CareService
from trainer.service.cases import RunRow
from trainer.service.content import Content
from trainer.service.debrief import NOT_YOUR_FAULT
from trainer.service.live_shift import LiveShift
from trainer.service.ports import Outside
from trainer.storage.cases import Run, SqliteCases
from trainer.storage.protocols import PeopleStore
from trainer.storage.rollups import Piece, SqliteRollups

LEAST_MINUTES, MOST_MINUTES = 15, 240


class ShiftLine(Model):
    """One item dealt with, as the look back shows it; `right` and `why` only once the shift is over."""

    item: Item
    done: Done
    in_time: bool | None
    right: bool | None
    why: Localised | None


class ShiftView(Model):
    """A shift as its screen shows it."""

    run: Run
    shift: Shift
    mine: bool
    clock: str
    minute: int
    minutes: int
    queue: tuple[Item, ...]
    lines: tuple[ShiftLine, ...]
    left: tuple[Item, ...]
    state: ShiftState
    not_your_fault: Localised | None


class ShiftsService:
    """Shifts of one's own, and those shared with a lead."""

    def __init__(
        self, content: Content, shifts: Mapping[str, Shift], store: SqliteCases, people: PeopleStore, rollups: SqliteRollups, care: CareService, outside: Outside,
    ) -> None:
        self._content = content
        self._shifts = shifts
        self._store = store
        self._people = people
        self._rollups = rollups
        self._care = care
        self._outside = outside

    def all(self) -> tuple[Shift, ...]:
        """Every shipped shift."""
        return tuple(self._shifts.values())

    def start(self, person: Person, shift_id: str, minutes: int | None = None, seed: int | None = None, language: Language | None = None, assignment_id: str | None = None) -> str:
        """Begin a shift in a language (its own where None); returns the id of the run. What answers an assignment is seen by those responsible from the start.

        Raises:
            UnknownNameError: there is no such shift.
            CallStateError: its length is not from 15 to 240 minutes.
        """
        if shift_id not in self._shifts:
            raise UnknownNameError("shift", shift_id, self._shifts)
        if minutes is not None and not LEAST_MINUTES <= minutes <= MOST_MINUTES:
            raise CallStateError("shift_length", least=LEAST_MINUTES, most=MOST_MINUTES)
        shift = self._shifts[shift_id]
        live = LiveShift.begun(self._content, shift, self._outside.new_seed() if seed is None else seed, minutes, language=language)
        now = self._outside.now()
        run = Run(
            id=self._outside.new_id(), organisation_id=person.organisation_id, person_id=person.id, kind="shift", content_id=shift.id, content_version=shift.version,
            language=live.language, seed=live.state.seed, status="open", state=live.state.model_dump_json(), steps=0, started_at=now, changed_at=now,
            app_version=self._content.app_version, assignment_id=assignment_id, shared=assignment_id is not None,
        )
        self._store.add(run)
        return run.id

    def view(self, asker: Person, run_id: str) -> ShiftView:
        """The shift as it stands."""
        run = self._visible(asker, run_id)
        live = self._live(asker, run)
        over = live.ended
        lines = tuple(
            ShiftLine(
                item=live.entry(done.item), done=done, in_time=live.in_time(done) if over else None, right=live.choice_of(done).good if over else None,
                why=live.choice_of(done).why if over else None,
            )
            for done in live.state.done
        )
        dealt = {done.item for done in live.state.done}
        return ShiftView(
            run=run, shift=live.shift, mine=run.person_id == asker.id, clock=live.clock, minute=live.state.minute, minutes=live.state.minutes,
            queue=() if over else live.queue(), lines=lines, left=tuple(entry for entry in live.shift.items if entry.id not in dealt) if over else (), state=live.state,
            not_your_fault=NOT_YOUR_FAULT if over and any(line.item.hostile for line in lines) else None,
        )

    def do(self, person: Person, run_id: str, item: str, choice: str, line: str = "") -> ShiftView:
        """Deal with an item."""
        run, live = self._own(person, run_id)
        live.do(item, choice, line)
        return self._save(person, run, live)

    def wait(self, person: Person, run_id: str, minutes: int) -> ShiftView:
        """Let the clock run."""
        run, live = self._own(person, run_id)
        live.wait(minutes)
        return self._save(person, run, live)

    def finish(self, person: Person, run_id: str) -> ShiftView:
        """End the shift and have it judged."""
        run, live = self._own(person, run_id)
        live.finish()
        return self._save(person, run, live)

    def stop(self, person: Person, run_id: str) -> ShiftView:
        """Leave the shift without a mark."""
        run, live = self._own(person, run_id)
        live.stop()
        return self._save(person, run, live)

    def share(self, person: Person, run_id: str) -> None:
        """Let the own lead and managers see this shift; cannot be taken back."""
        run = self._visible(person, run_id)
        require(run.person_id == person.id and run.status == "finished")
        with self._store.transaction():
            self._store.share(run_id)
            self._rollups.share_pieces(run_id)

    def own_runs(self, person: Person) -> tuple[RunRow, ...]:
        """One's own shifts, newest first."""
        return tuple(self._row(run) for run in self._store.of_person(person.id, "shift"))

    def shared_with(self, lead: Person) -> tuple[RunRow, ...]:
        """The shifts that the people of a lead or manager have shared."""
        require(lead.has(Role.LEAD, Role.MANAGER))
        return tuple(self._row(run) for run in self._store.shared(lead.organisation_id, "shift") if run.person_id != lead.id and self._may_see(lead, run))

    # -- within -------------------------------------------------------------------------------------------------------------------------------

    def _row(self, run: Run) -> RunRow:
        shift = self._shifts.get(run.content_id)
        return RunRow(
            run_id=run.id, person_id=run.person_id, content_id=run.content_id, title=shift.title if shift else Localised(zh=run.content_id, en=run.content_id), status=run.status,
            overall=run.overall, started_at=run.started_at.isoformat(),
        )

    def _may_see(self, asker: Person, run: Run) -> bool:
        owner = self._people.person(run.person_id)
        if not run.shared or owner is None or run.organisation_id != asker.organisation_id:
            return False
        return asker.has(Role.MANAGER) or (asker.has(Role.LEAD) and asker.team_id is not None and owner.team_id == asker.team_id)

    def _visible(self, asker: Person, run_id: str) -> Run:
        run = self._store.get(run_id)
        if run is None or run.kind != "shift" or not (run.person_id == asker.id or self._may_see(asker, run)):
            raise NotAllowedError("not_allowed")
        return run

    def _live(self, person: Person, run: Run) -> LiveShift:
        if run.content_id not in self._shifts:
            raise UnknownNameError("shift", run.content_id, self._shifts)
        return LiveShift(self._content, self._shifts[run.content_id], ShiftState.model_validate_json(run.state), self._care.cap(person))

    def _own(self, person: Person, run_id: str) -> tuple[Run, LiveShift]:
        run = self._visible(person, run_id)
        require(run.person_id == person.id)
        return run, self._live(person, run)

    def _save(self, person: Person, run: Run, live: LiveShift) -> ShiftView:
        now, card = self._outside.now(), live.state.card
        changed = run.model_copy(update={
            "state": live.state.model_dump_json(), "steps": run.steps + 1, "status": live.state.ending or "open", "overall": card.overall if card is not None else None, "changed_at": now,
            "gates_failed": card is not None and bool(card.gates_failed),
        })
        with self._store.transaction():
            if not self._store.save(changed):
                raise CallStateError("call_busy")
            if card is not None:
                self._rollups.add_piece(Piece(
                    id=f"{run.id}:shift", run_id=run.id, organisation_id=run.organisation_id, person_id=person.id, team_id=person.team_id or "", kind="shift",
                    difficulty=live.shift.difficulty, day=now.date().isoformat(), private=not run.shared,
                ), card)
        return self.view(person, run.id)
