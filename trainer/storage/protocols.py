"""What the services need of a store, whatever engine stands behind it."""
from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from trainer.domain.call import CallRecord, CaseTruth, Turn
from trainer.domain.judgement import Scorecard
from trainer.domain.people import Person, Team
from trainer.domain.stored import CallStatus, StoredCall, StoredScore


class CallStore(Protocol):
    """Calls, their turns as events, records and scorecards."""

    def transaction(self) -> AbstractContextManager[Any]:
        """A read-then-write transaction; nested use joins the outer one."""

    def add(self, call: StoredCall) -> None:
        """Store a new call."""

    def get(self, call_id: str) -> StoredCall | None:
        """The call, or None."""

    def of_person(self, person_id: str) -> list[StoredCall]:
        """All calls of a person, newest first."""

    def retries_of(self, call_id: str) -> list[StoredCall]:
        """Calls that were started from a turn of this one, oldest first."""

    def set_status(self, call_id: str, status: CallStatus, at: datetime, ended_by: str | None = None) -> None:
        """Move a call to a status; `at` becomes its end when it ends."""

    def share(self, call_id: str) -> None:
        """Mark a private call as shared with the person's leads."""

    def turns(self, call_id: str) -> list[Turn]:
        """All turns in order."""

    def add_turn(self, call_id: str, turn: Turn, at: datetime) -> bool:
        """Store a turn; False when that index was stored already (by a second window), which changes nothing."""

    def turn_times(self, call_id: str) -> dict[int, datetime]:
        """When each turn was said."""

    def save_record(self, call_id: str, record: CallRecord, at: datetime) -> None:
        """Store or replace the call record."""

    def record(self, call_id: str) -> CallRecord | None:
        """The call record, or None."""

    def add_score(self, call_id: str, scorecard: Scorecard, truth: CaseTruth | None, at: datetime) -> StoredScore:
        """Store a scorecard beside those that are there."""

    def scores(self, call_id: str) -> list[StoredScore]:
        """All scorecards of a call, the first one first."""

    def first_scores(self, call_ids: Iterable[str]) -> dict[str, StoredScore]:
        """The scorecard made on the day for each of these calls that has one."""


class PeopleStore(Protocol):
    """Organisations, teams and people."""

    def add_organisation(self, organisation_id: str, name: str, is_demo: bool, at: datetime) -> None:
        """Store a new organisation."""

    def organisations(self) -> list[dict[str, Any]]:
        """All organisations: id, name, is_demo."""

    def remove_organisation(self, organisation_id: str) -> None:
        """Remove an organisation with all that belongs to it."""

    def add_team(self, team: Team) -> None:
        """Store a new team."""

    def teams(self, organisation_id: str) -> list[Team]:
        """The teams of an organisation by name."""

    def add_person(self, person: Person, at: datetime) -> None:
        """Store a new person with roles."""

    def person(self, person_id: str) -> Person | None:
        """The person, or None."""

    def people(self, organisation_id: str) -> list[Person]:
        """The people of an organisation by name."""

    def set_language(self, person_id: str, language: str) -> None:
        """Remember the language a person chose."""


class DeviceStore(Protocol):
    """Signed-in devices and single-use tickets, by hash only."""

    def add_ticket(self, ticket_hash: str, person_id: str, expires_at: datetime) -> None:
        """Store a ticket that one request may turn into a device token."""

    def claim_ticket(self, ticket_hash: str, now: datetime) -> str | None:
        """Use a ticket up; the person's id, or None when unknown, used or expired."""

    def add_device(self, token_hash: str, person_id: str, created_at: datetime, expires_at: datetime) -> None:
        """Store a signed-in device."""

    def device_person(self, token_hash: str, now: datetime) -> str | None:
        """The person signed in on this device, or None when unknown, revoked or expired."""

    def revoke_device(self, token_hash: str, now: datetime) -> None:
        """Sign one device out."""

    def revoke_person(self, person_id: str, now: datetime) -> None:
        """Sign a person out everywhere."""
