"""Who is asking: people of the organisation, signing in on a device and out again."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from trainer.domain.errors import NotAllowedError, TrainerError
from trainer.domain.people import Person, Role, Team
from trainer.domain.text import Language
from trainer.service.passwords import check_rules, hashed_password, matches
from trainer.service.ports import Outside
from trainer.storage.accounts import SqliteAccounts
from trainer.storage.protocols import DeviceStore, PeopleStore

TICKET_LIFE = timedelta(seconds=30)
DEVICE_LIFE = timedelta(days=14)
THROTTLE_SPAN = timedelta(minutes=15)
THROTTLE_AFTER = 5


@dataclass(frozen=True)
class Device:
    """A device that was just signed in: the secret for its cookie and how long it holds, in seconds."""

    token: str
    max_age_s: int


def hashed(secret: str) -> str:
    """The form in which a token or ticket is kept."""
    return sha256(secret.encode()).hexdigest()


class AccountsService:
    """Sign-in and people."""

    def __init__(self, people: PeopleStore, devices: DeviceStore, accounts: SqliteAccounts, outside: Outside) -> None:
        self._people = people
        self._devices = devices
        self._accounts = accounts
        self._outside = outside

    def sign_in(self, email: str, password: str) -> tuple[Person, str]:
        """Sign in with a local account; returns the person and a single-use ticket for the device cookie.

        Raises:
            TrainerError: sign_in_throttled after five failures within 15 minutes, sign_in_failed otherwise; neither says whether the address is known.
        """
        now = self._outside.now()
        if self._accounts.failures_since(email, now - THROTTLE_SPAN) >= THROTTLE_AFTER:
            raise TrainerError("sign_in_throttled", minutes=int(THROTTLE_SPAN.total_seconds() // 60))
        secret = self._accounts.secret_for(email)
        fits = matches(secret.password_hash if secret else None, password)
        person = self._people.person(secret.person_id) if secret and fits else None
        if person is None or not person.active:
            self._accounts.add_failure(email, now)
            raise TrainerError("sign_in_failed")
        self._accounts.forget_failures(email)
        return person, self.ticket(person)

    def sign_in_single(self, subject: str, email: str, verified: bool, roles: tuple[Role, ...] = ()) -> tuple[Person, str]:
        """Sign in a person whom the identity provider vouches for: by its subject, the first time by a verified e-mail address.

        Args:
            subject: The provider's own name for the person.
            email: The address it tells.
            verified: Whether it has verified that address.
            roles: What the person's groups mean here, where groups are mapped; they replace the roles kept so far, but the last admin stays one.

        Raises:
            TrainerError: sign_in_failed where nobody here is that person.
        """
        person_id = self._accounts.by_subject(subject)
        if person_id is None and verified:
            secret = self._accounts.secret_for(email)
            person_id = secret.person_id if secret else None
            if person_id is not None:
                self._accounts.bind_subject(person_id, subject)
        person = self._people.person(person_id) if person_id else None
        if person is None or not person.active:
            raise TrainerError("sign_in_failed")
        if roles:
            person = self._with_roles(person, roles)
        return person, self.ticket(person)

    def _with_roles(self, person: Person, roles: tuple[Role, ...]) -> Person:
        admins = [item for item in self._people.people(person.organisation_id) if item.has(Role.ADMIN) and item.active]
        if person.has(Role.ADMIN) and Role.ADMIN not in roles and len(admins) <= 1:
            roles = (*roles, Role.ADMIN)
        if set(roles) == set(person.roles):
            return person
        self._accounts.set_place(person.id, person.team_id, roles)
        self._accounts.note(person.organisation_id, self._outside.now(), person, "roles_from_provider", person.id, ", ".join(roles))
        return person.model_copy(update={"roles": roles})

    def must_change_password(self, person: Person) -> bool:
        """Whether this person has to choose a password before anything else."""
        return self._accounts.must_change(person.id)

    def change_password(self, person: Person, old: str, new: str) -> None:
        """Choose a new password; every other device of this person is signed out.

        Raises:
            TrainerError: the old one is wrong, or the new one does not keep the rules.
        """
        if not matches(self._accounts.password_hash(person.id), old):
            raise TrainerError("sign_in_failed")
        check_rules(new)
        self._accounts.set_password(person.id, hashed_password(new), must_change=False)
        self._devices.revoke_person(person.id, self._outside.now())
        self._accounts.note(person.organisation_id, self._outside.now(), person, "password_changed", person.id)

    def active_person(self, person_id: object) -> Person | None:
        """The person of that id where active; for a visit whose cookie is not there yet."""
        person = self._people.person(person_id) if isinstance(person_id, str) else None
        return person if person is not None and person.active else None

    def ping(self) -> None:
        """Touch the store; raises StorageError when it does not answer."""
        self._people.organisations()

    def demo_people(self) -> tuple[tuple[Person, Team | None], ...]:
        """The people of the demo organisation, whom anybody at this machine may be; empty where there is no demo organisation."""
        found: list[tuple[Person, Team | None]] = []
        for organisation in self._people.organisations():
            if organisation["is_demo"]:
                teams = {team.id: team for team in self._people.teams(organisation["id"])}
                found += [(person, teams.get(person.team_id or "")) for person in self._people.people(organisation["id"]) if person.active]
        return tuple(found)

    def sign_in_demo(self, person_id: str) -> tuple[Person, str]:
        """Become a person of the demo organisation; returns the person and a single-use ticket for the device cookie.

        Raises:
            NotAllowedError: not a person of the demo organisation.
        """
        for person, _ in self.demo_people():
            if person.id == person_id:
                return person, self.ticket(person)
        raise NotAllowedError("not_allowed")

    def ticket(self, person: Person) -> str:
        """A ticket that one request within 30 seconds may turn into the device cookie."""
        secret = self._outside.new_secret()
        self._devices.add_ticket(hashed(secret), person.id, self._outside.now() + TICKET_LIFE)
        return secret

    def open_visit(self, person: Person) -> str:
        """A token for this very visit, until the cookie is there; revoked with every other device of the person."""
        token, now = self._outside.new_secret(), self._outside.now()
        self._devices.add_device(hashed(token), person.id, now, now + DEVICE_LIFE)
        return token

    def claim(self, ticket: str) -> Device | None:
        """Turn a ticket into a signed-in device; None when it is unknown, used or too old."""
        now = self._outside.now()
        person_id = self._devices.claim_ticket(hashed(ticket), now)
        if person_id is None:
            return None
        token = self._outside.new_secret()
        self._devices.add_device(hashed(token), person_id, now, now + DEVICE_LIFE)
        return Device(token=token, max_age_s=int(DEVICE_LIFE.total_seconds()))

    def person_on(self, token: str) -> Person | None:
        """Who is signed in with this cookie; None when it is unknown, revoked, expired or the person is locked."""
        person_id = self._devices.device_person(hashed(token), self._outside.now()) if token else None
        person = self._people.person(person_id) if person_id else None
        return person if person is not None and person.active else None

    def sign_out(self, token: str) -> None:
        """Sign this device out."""
        self._devices.revoke_device(hashed(token), self._outside.now())

    def sign_out_everywhere(self, person: Person) -> None:
        """Sign this person out on every device."""
        self._devices.revoke_person(person.id, self._outside.now())

    def choose_language(self, person: Person, language: Language) -> None:
        """Remember the language that this person chose."""
        self._people.set_language(person.id, language.value)
