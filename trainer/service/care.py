"""Care for the person who practises: a private check-in, and a cap on hostile calls in a row that leads set."""
from __future__ import annotations

from datetime import datetime, timedelta

from trainer.domain.dial import AS_WRITTEN, Dial
from trainer.domain.errors import CallStateError
from trainer.domain.people import Person, Role
from trainer.domain.scenario import Scenario
from trainer.domain.stored import CallStatus, StoredCall
from trainer.service.access import require
from trainer.service.catalogue import Catalogue
from trainer.service.ports import Outside
from trainer.storage.cases import SqliteCases
from trainer.storage.protocols import CallStore

DEFAULT_CAP = 3
LEAST, MOST = 1, 10
MOODS = (1, 5)
# Calls further apart than this are not in a row.
REST = timedelta(hours=2)


class CareService:
    """What looks after the trainee."""

    def __init__(self, store: SqliteCases, calls: CallStore, catalogue: Catalogue, outside: Outside) -> None:
        self._store = store
        self._calls = calls
        self._catalogue = catalogue
        self._outside = outside

    def check_in(self, person: Person, mood: int) -> None:
        """Note how one feels, 1 (low) to 5 (well); for one's own eyes.

        Raises:
            ValueError: not a whole number from 1 to 5.
        """
        if not MOODS[0] <= mood <= MOODS[1]:
            raise ValueError("mood must be 1-5")
        self._store.check_in(person.id, mood, self._outside.now())

    def own_check_ins(self, person: Person) -> list[tuple[datetime, int]]:
        """One's own check-ins, newest first; there is no way to ask for anybody else's."""
        return self._store.check_ins(person.id)

    def forget(self, person: Person) -> None:
        """Remove one's own check-ins."""
        self._store.forget_check_ins(person.id)

    def cap(self, person: Person) -> int:
        """How many hostile calls in a row this person may take."""
        found = self._store.hostile_cap(person.organisation_id, person.team_id or "")
        return found if found is not None else DEFAULT_CAP

    def set_cap(self, lead: Person, most: int) -> None:
        """Set the cap for the own team.

        Raises:
            NotAllowedError: not a lead of a team.
            CallStateError: not from 1 to 10.
        """
        require(lead.has(Role.LEAD) and lead.team_id is not None)
        if not LEAST <= most <= MOST:
            raise CallStateError("hostile_cap_range", least=LEAST, most=MOST)
        self._store.set_hostile_cap(lead.organisation_id, lead.team_id or "", most)

    def before_call(self, person: Person, scenario: Scenario, dial: Dial = AS_WRITTEN) -> None:
        """Refuse one more hostile call when as many as the cap allows came in a row.

        Raises:
            CallStateError: time for another kind of call, or a rest.
        """
        if scenario.content_warning is None and not dial.hostile:
            return
        cap, since, in_a_row = self.cap(person), self._outside.now(), 0
        for call in self._calls.of_person(person.id):
            if call.status is CallStatus.OPEN or since - call.started_at > REST or not self._hostile(call):
                break
            since, in_a_row = call.started_at, in_a_row + 1
        if in_a_row >= cap:
            raise CallStateError("hostile_cap", cap=cap)

    def _hostile(self, call: StoredCall) -> bool:
        found = self._catalogue.find(call.organisation_id, call.scenario_id, call.scenario_version)
        return call.dial.hostile or (found is not None and found.content_warning is not None)
