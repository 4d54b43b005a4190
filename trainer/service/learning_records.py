"""Learning records: statements made of judged calls that others may see, kept until a record store has them, sent with retry, or written to a file."""
from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from pydantic import Field

from trainer.domain.errors import InputError, TrainerError
from trainer.domain.people import Person, Role
from trainer.domain.text import Model
from trainer.service.access import require
from trainer.service.catalogue import Catalogue
from trainer.service.ports import Outside
from trainer.service.record_store import RecordStoreClient, Sent
from trainer.service.statement_rules import problems
from trainer.service.statements import HOME, statements_of
from trainer.storage.accounts import SqliteAccounts
from trainer.storage.protocols import CallStore, PeopleStore
from trainer.storage.statements import SqliteStatements, Waiting

BATCH = 50
MOST_TRIES = 5
TRIES_AT_ONCE = 3
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 20.0
COLLECTED_AT_ONCE = 500


class RecordStoreSettings(Model):
    """Where statements go. `home` is the address that names this installation in actors and activities; the secret is kept apart."""

    endpoint: str = Field(default="", max_length=300)
    key: str = Field(default="", max_length=200)
    home: str = Field(default=HOME, max_length=200)
    on: bool = False


class RecordsView(Model):
    """Settings and standing as the admin page may show them; whether there is a secret, never the secret."""

    settings: RecordStoreSettings
    has_secret: bool
    sent: int
    waiting: int
    refused: int
    problem: str | None
    last_sent: datetime | None


class Delivery(Model):
    """What one run of sending did: statements sent, refused, still waiting; why it stopped where it did not finish."""

    sent: int = 0
    refused: int = 0
    waiting: int = 0
    problem: str = ""


class LearningRecordService:
    """Settings by an admin; sending for everybody who has settings.

    Args:
        sleep: Waits that many seconds between tries.
    """

    def __init__(
        self, store: SqliteStatements, calls: CallStore, people: PeopleStore, catalogue: Catalogue, accounts: SqliteAccounts, outside: Outside, sleep: Callable[[float], None]
    ) -> None:
        self._store = store
        self._calls = calls
        self._people = people
        self._catalogue = catalogue
        self._accounts = accounts
        self._outside = outside
        self._sleep = sleep

    def _settings(self, organisation_id: str) -> tuple[RecordStoreSettings, str]:
        found = self._store.settings(organisation_id)
        return (RecordStoreSettings.model_validate_json(found[0]), found[1]) if found else (RecordStoreSettings(), "")

    def view(self, admin: Person) -> RecordsView:
        """Settings and standing."""
        require(admin.has(Role.ADMIN))
        settings, secret = self._settings(admin.organisation_id)
        return RecordsView(settings=settings, has_secret=bool(secret), **self._store.counts(admin.organisation_id, MOST_TRIES))

    def save(self, admin: Person, settings: RecordStoreSettings, secret: str = "") -> None:
        """Replace the settings; an empty secret leaves the old one.

        Raises:
            InputError: an address that is none.
        """
        require(admin.has(Role.ADMIN))
        for name, address in (("endpoint", settings.endpoint), ("home", settings.home)):
            parts = urlsplit(address)
            if (address or settings.on) and (parts.scheme not in ("http", "https") or not parts.hostname):
                raise InputError(name, repr(address), "an address that begins with http:// or https://")
        self._store.save_settings(admin.organisation_id, settings.model_dump_json(), secret or None)
        self._accounts.note(admin.organisation_id, self._outside.now(), admin, "record_store_set", settings.endpoint, "on" if settings.on else "off")

    def collect(self, organisation_id: str) -> int:
        """Make the statements of calls that have none yet; returns how many calls. Private practice has none until it is shared, an exam none until its release."""
        home = self._settings(organisation_id)[0].home
        done = 0
        while waiting := self._store.untold(organisation_id, COLLECTED_AT_ONCE):
            for call_id in waiting:
                self._tell(organisation_id, call_id, home)
            done += len(waiting)
        return done

    def _tell(self, organisation_id: str, call_id: str, home: str) -> None:
        call, scores = self._calls.get(call_id), self._calls.scores(call_id)
        person = self._people.person(call.person_id) if call else None
        scenario = self._catalogue.find(organisation_id, call.scenario_id, call.scenario_version) if call else None
        made = statements_of(person, call, scenario, scores[0].scorecard, scores[0].made_at, home) if call and person and scenario and scores else ()
        for body in made:
            wrong = problems(body)
            if wrong:
                raise TrainerError("statement_malformed", problems="; ".join(wrong))
        self._store.add(organisation_id, call_id, [(body["id"], json.dumps(body, ensure_ascii=False)) for body in made], self._outside.now())

    def as_file(self, admin: Person) -> bytes:
        """Every statement of the organisation so far as JSON lines."""
        require(admin.has(Role.ADMIN))
        return self.file_of(admin.organisation_id)

    def file_of(self, organisation_id: str) -> bytes:
        """The same for whoever holds the machine."""
        self.collect(organisation_id)
        return "".join(f"{body}\n" for body in self._store.bodies(organisation_id)).encode()

    def send_now(self, admin: Person) -> Delivery:
        """Send what waits, those refused before too."""
        require(admin.has(Role.ADMIN))
        self._store.again(admin.organisation_id)
        return self.deliver(admin.organisation_id)

    def deliver_all(self) -> dict[str, Delivery]:
        """Send what waits of every organisation that has a record store; by organisation."""
        return {organisation_id: self.deliver(organisation_id) for organisation_id in self._store.organisations() if self._settings(organisation_id)[0].on}

    def deliver(self, organisation_id: str) -> Delivery:
        """Send what waits, batch by batch; what does not arrive stays for the next run."""
        settings, secret = self._settings(organisation_id)
        if not settings.on or not settings.endpoint:
            return Delivery(problem="off")
        self.collect(organisation_id)
        client, sent, refused, problem = RecordStoreClient(settings.endpoint, settings.key, secret), 0, 0, ""
        while batch := self._store.waiting(organisation_id, MOST_TRIES, BATCH):
            answer = self._patiently(client, batch)
            if answer.answer == "arrived":
                sent += len(batch)
            elif answer.answer == "refused":
                arrived, lost, problem = self._one_by_one(client, batch)
                sent, refused = sent + arrived, refused + lost
                if problem:
                    break
            else:
                problem = answer.problem
                self._store.failed([item.id for item in batch], problem, counts=False)
                break
        return Delivery(sent=sent, refused=refused, waiting=int(self._store.counts(organisation_id, MOST_TRIES)["waiting"]), problem=problem)

    def _patiently(self, client: RecordStoreClient, batch: list[Waiting]) -> Sent:
        """Send a batch; a store that is busy or out of reach is asked a few times more, with growing pauses."""
        wait = FIRST_WAIT_S
        answer = client.send([item.body for item in batch])
        for _ in range(TRIES_AT_ONCE - 1):
            if answer.answer != "later":
                break
            self._sleep(min(max(wait, answer.wait_s), LONGEST_WAIT_S))
            wait *= 2
            answer = client.send([item.body for item in batch])
        if answer.answer == "arrived":
            self._store.sent([item.id for item in batch], self._outside.now())
        return answer

    def _one_by_one(self, client: RecordStoreClient, batch: list[Waiting]) -> tuple[int, int, str]:
        """One statement that the store will not have must not hold up the others."""
        arrived = lost = 0
        for item in batch:
            answer = self._patiently(client, [item])
            if answer.answer == "arrived":
                arrived += 1
                continue
            self._store.failed([item.id], answer.problem, counts=answer.answer == "refused")
            if answer.answer != "refused":
                return arrived, lost, answer.problem
            lost += 1
        return arrived, lost, ""
