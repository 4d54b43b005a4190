"""Practising: the library, the brief, the call itself and the record, for the person who practises."""
from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from trainer.debtor.engine import hint
from trainer.domain.call import CallRecord, CollectorDeed, Speaker, Turn
from trainer.domain.dial import AS_WRITTEN, Dial
from trainer.domain.errors import CallStateError, NotAllowedError
from trainer.domain.people import Person
from trainer.domain.scenario import Scenario
from trainer.domain.stored import CallStatus, StoredCall
from trainer.domain.text import Language
from trainer.service.cards import scenario_card, turn_view
from trainer.service.catalogue import Catalogue
from trainer.service.content import Content, Mode
from trainer.service.live_call import LiveCall, clean_line
from trainer.service.ports import LineWording, Outside, SecondEars
from trainer.service.views import Brief, CallView, CriterionLine, ScenarioCard, TurnView
from trainer.storage.protocols import CallStore
from trainer.storage.rollups import SqliteRollups

KEPT_LIVE = 500
AIDS_UP_TO_DIFFICULTY = 3
TRIES = 5
Shown = Callable[[tuple[TurnView, ...]], None]


class PracticeService:
    """Calls of one's own. Every method is asked by a person and touches only that person's calls."""

    def __init__(
        self, content: Content, catalogue: Catalogue, calls: CallStore, outside: Outside, wording: LineWording | None = None,
        rollups: SqliteRollups | None = None, second: SecondEars | None = None, before_call: Callable[[Person, Scenario, Dial], None] | None = None,
    ) -> None:
        self._content = content
        self._catalogue = catalogue
        self._calls = calls
        self._outside = outside
        self._wording = wording
        self._rollups = rollups
        self._second = second
        self._before_call = before_call
        self._live: OrderedDict[str, LiveCall] = OrderedDict()
        self._locks: dict[str, threading.RLock] = {}
        self._guard = threading.Lock()

    def library(self, person: Person) -> tuple[ScenarioCard, ...]:
        """All scenarios, easiest first, with this person's best result and open call in each."""
        calls = self._calls.of_person(person.id)
        scores = self._calls.first_scores(call.id for call in calls if call.status is CallStatus.SCORED and call.mode == "practice")
        cards = [scenario_card(self._content, scenario, calls, scores) for scenario in self._catalogue.all(person.organisation_id).values()]
        return tuple(sorted(cards, key=lambda card: (card.difficulty, card.jurisdiction, card.id)))

    def brief(self, person: Person, scenario_id: str, mode: Mode = "practice") -> Brief:
        """What may be read before dialling: the file, the authority, the rubric and the rules; nothing that the debtor hides."""
        scenario = self._catalogue.get(person.organisation_id, scenario_id)
        calls = [call for call in self._calls.of_person(person.id) if call.scenario_id == scenario_id]
        scores = self._calls.first_scores(call.id for call in calls if call.mode == "practice")
        rubric = self._content.rubric(scenario.jurisdiction, mode)
        pack = self._content.packs[scenario.jurisdiction]
        return Brief(
            card=scenario_card(self._content, scenario, calls, scores),
            goal=scenario.goal,
            call_date=scenario.call_date,
            case=scenario.case,
            authority=scenario.authority,
            pass_mark=rubric.pass_mark,
            rubric=f"{rubric.id} {rubric.version}",
            rules_version=f"{pack.id} {pack.version}",
            criteria=tuple(
                CriterionLine(id=item.id, skill=item.skill, title=item.title, weight=float(item.weight), anchors=item.anchors)
                for item in rubric.criteria
            ),
            rules=pack.rules,
        )

    def start(
        self, person: Person, scenario_id: str, language: Language, *, mode: Mode = "practice", seed: int | None = None, version: int | None = None, assignment_id: str | None = None,
        dial: Dial = AS_WRITTEN, shared: bool = False,
    ) -> str:
        """Dial: store a new call with its first turn and return its id.

        Args:
            person: Who calls.
            scenario_id: The case.
            language: The language of the call.
            mode: Practice or exam.
            seed: Any integer >= 0; a new one where None.
            version: Version of the scenario; the newest where None.
            assignment_id: The assignment that the call answers.
            dial: The pressure dial, kept with the call.
            shared: Whether those responsible for the trainee may see it from the start.
        """
        scenario = self._catalogue.get(person.organisation_id, scenario_id, version)
        if self._before_call is not None and mode == "practice":
            self._before_call(person, scenario, dial)
        call = self._new_call(person, scenario, language, mode, self._outside.new_seed() if seed is None else seed).model_copy(
            update={"assignment_id": assignment_id, "hostility": dial.hostility, "pace": dial.pace, "shared": shared}
        )
        live = LiveCall(self._content, scenario, language, call.seed, dial)
        first = live.open()
        with self._calls.transaction():
            self._calls.add(call)
            self._calls.add_turn(call.id, first, self._outside.now())
        self._keep(call.id, live)
        return call.id

    def _new_call(self, person: Person, scenario: Scenario, language: Language, mode: Mode, seed: int) -> StoredCall:
        return StoredCall(
            id=self._outside.new_id(),
            organisation_id=person.organisation_id,
            person_id=person.id,
            scenario_id=scenario.id,
            scenario_version=scenario.version,
            language=language,
            seed=seed,
            mode=mode,
            aids=mode == "practice" and scenario.difficulty <= AIDS_UP_TO_DIFFICULTY,
            status=CallStatus.OPEN,
            started_at=self._outside.now(),
            app_version=self._content.app_version,
        )

    def view(self, person: Person, call_id: str) -> CallView:
        """The call as its screen shows it now."""
        with self._lock(call_id):
            call, live, times = self._as_it_stands(person, call_id)
            scenario = live.scenario
            show_aids = call.aids and call.status is CallStatus.OPEN
            last = next((turn for turn in reversed(live.turns) if turn.speaker is Speaker.DEBTOR), None)
            return CallView(
                id=call.id,
                status=call.status,
                card=scenario_card(self._content, scenario, [], {}),
                case=scenario.case,
                authority=scenario.authority,
                language=call.language,
                mode=call.mode,
                started_at=call.started_at,
                turns=tuple(turn_view(turn, times.get(turn.index)) for turn in live.turns),
                ended_by=call.ended_by,
                aids=call.aids,
                mood=last.mood if show_aids and last else None,
                mood_changes=last.mood_changes if show_aids and last else (),
                hints=hint(live.state, live.cast) if show_aids else (),
                parent_call_id=call.parent_call_id,
                parent_turn=call.parent_turn,
                dial=call.dial,
            )

    def say(self, person: Person, call_id: str, text: str, shown: Shown | None = None) -> CallView:
        """Say a line. The line is stored before the answer is made, and the answer before the call is shown as it stands.

        Args:
            shown: Told of the turns with the checked beginning of an answer that a model is still writing; that beginning is stored only as part of the whole.
        """
        return self._act(person, call_id, CollectorDeed.SAY, text, shown)

    def do(self, person: Person, call_id: str, deed: CollectorDeed, shown: Shown | None = None) -> CallView:
        """Hold, wait in silence, transfer or hang up; `shown` as in `say`."""
        return self._act(person, call_id, deed, "", shown)

    def _act(self, person: Person, call_id: str, deed: CollectorDeed, text: str, shown: Shown | None) -> CallView:
        with self._lock(call_id):
            for _ in range(TRIES):
                call, live, _ = self._as_it_stands(person, call_id)
                if live.ended or call.status is not CallStatus.OPEN:
                    raise CallStateError("call_ended")
                said = Turn(index=len(live.turns), speaker=Speaker.COLLECTOR, deed=deed, text=clean_line(text), party=live.party)
                if self._calls.add_turn(call_id, said, self._outside.now()):
                    live.act(deed, text)
                    self._reword(call, live, shown)
                    if not self._store_new(call_id, live, tuple(live.turns[said.index + 1 :])):
                        self._live.pop(call_id, None)
                    return self.view(person, call_id)
                self._live.pop(call_id, None)
            raise CallStateError("call_busy")

    def _reword(self, call: StoredCall, live: LiveCall, shown: Shown | None) -> None:
        if self._wording is not None and live.turns[-1].speaker is Speaker.DEBTOR:
            text, source = self._wording(call, live, _with_beginning(live, shown) if shown else None)
            live.reword(text, source)

    def _store_new(self, call_id: str, live: LiveCall, turns: tuple[Turn, ...]) -> bool:
        """Store what was said since; False where another process took the call up meanwhile and was first, so that its words stand."""
        now = self._outside.now()
        with self._calls.transaction():
            stored = [self._calls.add_turn(call_id, turn, now) for turn in turns]
            if live.ended:
                self._calls.set_status(call_id, CallStatus.ENDED, now, live.ended_by)
        return all(stored)

    def stop(self, person: Person, call_id: str) -> None:
        """Leave a call without a score; allowed at any point of a practice call."""
        call = self.own(person, call_id)
        if call.status not in (CallStatus.OPEN, CallStatus.ENDED) or call.mode == "exam":
            raise CallStateError("call_not_stoppable")
        self._calls.set_status(call_id, CallStatus.STOPPED, self._outside.now(), "collector")

    def write_record(self, person: Person, call_id: str, record: CallRecord) -> None:
        """Store the call record and judge the call; the score is stored once and never changes.

        Raises:
            CallStateError: the call still runs, was stopped, or has been judged.
        """
        with self._lock(call_id):
            call, live, _ = self._as_it_stands(person, call_id)
            if call.status is not CallStatus.ENDED:
                raise CallStateError("call_not_ended" if call.status is CallStatus.OPEN else "call_already_scored")
            scored = live.score(call_id, call.mode, record)
            if self._second is not None:
                scored = self._second(call, live, scored, record)
            now = self._outside.now()
            with self._calls.transaction():
                self._calls.save_record(call_id, record, now)
                self._calls.add_score(call_id, scored.scorecard, scored.truth, now)
                self._calls.set_status(call_id, CallStatus.SCORED, now)
                if self._rollups is not None:
                    self._rollups.add(call, person.team_id, live.dial.difficulty(live.scenario.difficulty), live.scenario.jurisdiction, scored.scorecard, now)
            self._live.pop(call_id, None)

    def retry(self, person: Person, call_id: str, turn_index: int) -> str:
        """Start again from a collector's turn: a new call with the same debtor in the same state; returns its id.

        Raises:
            CallStateError: not a turn of the collector, or an exam.
        """
        with self._lock(call_id):
            call = self.own(person, call_id)
            turns = self._calls.turns(call_id)
        if call.mode == "exam" or call.status is CallStatus.OPEN:
            raise CallStateError("retry_not_here")
        if not 0 <= turn_index < len(turns) or turns[turn_index].speaker is not Speaker.COLLECTOR:
            raise CallStateError("retry_not_here")
        scenario = self._catalogue.get(call.organisation_id, call.scenario_id, call.scenario_version)
        again = self._new_call(person, scenario, call.language, call.mode, call.seed).model_copy(
            update={"parent_call_id": call.id, "parent_turn": turn_index, "hostility": call.hostility, "pace": call.pace}
        )
        now = self._outside.now()
        with self._calls.transaction():
            self._calls.add(again)
            for turn in turns[:turn_index]:
                self._calls.add_turn(again.id, turn, now)
        return again.id

    def own(self, person: Person, call_id: str) -> StoredCall:
        """This person's own call.

        Raises:
            NotAllowedError: no such call, or somebody else's; both look the same.
        """
        call = self._calls.get(call_id)
        if call is None or call.person_id != person.id:
            raise NotAllowedError("not_allowed")
        return call

    def _as_it_stands(self, person: Person, call_id: str) -> tuple[StoredCall, LiveCall, dict[int, datetime]]:
        """This person's call, its state and when its turns were said. A state is kept in memory as long as the store holds exactly its turns; otherwise it is rebuilt from them."""
        call = self.own(person, call_id)
        times = self._calls.turn_times(call_id)
        kept = self._live.get(call_id)
        if kept is not None and len(kept.turns) == len(times):
            with self._guard:
                if call_id in self._live:
                    self._live.move_to_end(call_id)
            return call, kept, times
        live = self._rebuilt(call)
        return self.own(person, call_id), live, self._calls.turn_times(call_id)

    def _rebuilt(self, call: StoredCall) -> LiveCall:
        scenario = self._catalogue.get(call.organisation_id, call.scenario_id, call.scenario_version)
        for _ in range(TRIES):
            turns = self._calls.turns(call.id)
            live = LiveCall.replayed(self._content, scenario, call.language, call.seed, turns, call.dial)
            unfinished = call.status is CallStatus.OPEN and (len(live.turns) > len(turns) or live.ended)
            if not unfinished or self._store_new(call.id, live, tuple(live.turns[len(turns) :])):
                self._keep(call.id, live)
                return live
        raise CallStateError("call_busy")

    def _keep(self, call_id: str, live: LiveCall) -> None:
        with self._guard:
            self._live[call_id] = live
            while len(self._live) > KEPT_LIVE:
                self._live.popitem(last=False)

    @contextmanager
    def _lock(self, call_id: str) -> Iterator[None]:
        with self._guard:
            lock = self._locks.setdefault(call_id, threading.RLock())
        with lock:
            yield


def _with_beginning(live: LiveCall, shown: Shown) -> Callable[[str], None]:
    """Shows the turns with what may be seen of the last one so far."""
    before, last = tuple(turn_view(turn) for turn in live.turns[:-1]), live.turns[-1]
    return lambda text: shown((*before, turn_view(last.model_copy(update={"text": text}))))
