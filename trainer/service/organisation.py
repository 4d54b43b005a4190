"""Running an organisation: setting it up, people, teams, locks, invitations, the audit log, and removing the demo."""
from __future__ import annotations

from collections.abc import Sequence

from trainer.domain.errors import CallStateError, NotAllowedError, TrainerError
from trainer.domain.people import Person, Role, Team
from trainer.domain.text import Language, Model
from trainer.service.access import require
from trainer.service.passwords import check_rules, hashed_password
from trainer.service.people_import import ImportRow, preview
from trainer.service.ports import Outside
from trainer.storage.accounts import AuditEntry, SqliteAccounts
from trainer.storage.people import SqliteDevices, SqlitePeople

FIRST_PASSWORD_CHARS = 16


class Invited(Model):
    """A person who was made, with the first password to hand over; it has to be changed at the first sign-in and is shown once."""

    person: Person
    first_password: str


class OrganisationService:
    """What an admin does; leads and managers may read the people they are responsible for."""

    def __init__(self, people: SqlitePeople, accounts: SqliteAccounts, devices: SqliteDevices, outside: Outside) -> None:
        self._people = people
        self._accounts = accounts
        self._devices = devices
        self._outside = outside

    def is_empty(self) -> bool:
        """Whether there is no organisation yet, so that the first visitor sets one up."""
        return not self._people.organisations()

    def has_own(self) -> bool:
        """Whether there is an organisation beside the demo."""
        return any(not found["is_demo"] for found in self._people.organisations())

    def has_demo(self) -> bool:
        """Whether the demo organisation is there."""
        return any(found["is_demo"] for found in self._people.organisations())

    def set_up(self, name: str, admin_name: str, email: str, password: str, language: Language) -> Person:
        """Make the organisation and its first admin; only once, while there is no organisation but the demo.

        Raises:
            CallStateError: an organisation exists already.
            TrainerError: the password does not keep the rules, or a name or address is missing.
        """
        if any(not found["is_demo"] for found in self._people.organisations()):
            raise CallStateError("already_set_up")
        if not name.strip() or not admin_name.strip() or "@" not in email:
            raise TrainerError("set_up_incomplete")
        check_rules(password)
        now = self._outside.now()
        admin = Person(id=self._outside.new_id(), organisation_id=self._outside.new_id(), team_id=None, name=admin_name.strip(), email=email.strip(), roles=(Role.ADMIN, Role.MANAGER), language=language)
        with self._people.transaction():
            self._people.add_organisation(admin.organisation_id, name.strip(), False, now)
            self._people.add_person(admin, now)
            self._accounts.set_password(admin.id, hashed_password(password), must_change=False)
            self._accounts.note(admin.organisation_id, now, admin, "organisation_set_up", admin.organisation_id, name.strip())
        return admin

    def remove_demo(self, admin: Person) -> None:
        """Remove the demo organisation with all that belongs to it."""
        require(admin.has(Role.ADMIN))
        for found in self._people.organisations():
            if found["is_demo"]:
                self._people.remove_organisation(found["id"])

    def teams(self, person: Person) -> list[Team]:
        """The teams this person may look at: all for managers and admins, the own for leads."""
        require(person.has(Role.LEAD, Role.MANAGER, Role.ADMIN))
        teams = self._people.teams(person.organisation_id)
        return teams if person.has(Role.MANAGER, Role.ADMIN) else [team for team in teams if team.id == person.team_id]

    def people(self, person: Person) -> list[Person]:
        """The people this person may look at: all for managers and admins, the own team for leads."""
        require(person.has(Role.LEAD, Role.MANAGER, Role.ADMIN))
        found = self._people.people(person.organisation_id)
        return found if person.has(Role.MANAGER, Role.ADMIN) else [item for item in found if item.team_id is not None and item.team_id == person.team_id]

    def _subject(self, admin: Person, person_id: str) -> Person:
        require(admin.has(Role.ADMIN))
        found = self._people.person(person_id)
        if found is None or found.organisation_id != admin.organisation_id:
            raise NotAllowedError("not_allowed")
        return found

    def add_team(self, admin: Person, name: str) -> Team:
        """Make a team, or give back the one of that name."""
        require(admin.has(Role.ADMIN))
        wanted = name.strip()[:120]
        if not wanted:
            raise TrainerError("set_up_incomplete")
        for team in self._people.teams(admin.organisation_id):
            if team.name.casefold() == wanted.casefold():
                return team
        team = Team(id=self._outside.new_id(), organisation_id=admin.organisation_id, name=wanted)
        self._people.add_team(team)
        self._accounts.note(admin.organisation_id, self._outside.now(), admin, "team_made", team.id, team.name)
        return team

    def preview_import(self, admin: Person, text: str) -> tuple[ImportRow, ...]:
        """What a CSV would make, row by row, with the exact errors; stores nothing."""
        require(admin.has(Role.ADMIN))
        return preview(text, self._people.emails())

    def run_import(self, admin: Person, text: str) -> tuple[Invited, ...]:
        """Make everybody in a CSV, all or nobody.

        Raises:
            TrainerError: import_has_errors while any row has one.
        """
        rows = self.preview_import(admin, text)
        broken = [row.line for row in rows if row.problems]
        if broken:
            raise TrainerError("import_has_errors", lines=", ".join(map(str, broken[:20])))
        with self._people.transaction():
            return tuple(self._invite(admin, row.name, row.email, row.team, row.roles, row.language or admin.language) for row in rows)

    def _invite(self, admin: Person, name: str, email: str, team: str, roles: Sequence[Role], language: Language) -> Invited:
        now = self._outside.now()
        team_id = self.add_team(admin, team).id if team else None
        person = Person(id=self._outside.new_id(), organisation_id=admin.organisation_id, team_id=team_id, name=name, email=email, roles=tuple(roles), language=language)
        first = self._first_password()
        self._people.add_person(person, now)
        self._accounts.set_started_on(person.id, now.date().isoformat())
        self._accounts.set_password(person.id, hashed_password(first), must_change=True)
        self._accounts.note(admin.organisation_id, now, admin, "person_invited", person.id, email)
        return Invited(person=person, first_password=first)

    def _first_password(self) -> str:
        """A password to hand over; it never begins like a formula, so that an exported list shows it as it is."""
        return self._outside.new_secret().lstrip("-_=+@")[:FIRST_PASSWORD_CHARS]

    def lock(self, admin: Person, person_id: str, locked: bool) -> None:
        """Lock somebody out at once, or let them in again; nobody locks themselves."""
        found = self._subject(admin, person_id)
        require(found.id != admin.id)
        self._accounts.set_active(found.id, not locked)
        if locked:
            self._devices.revoke_person(found.id, self._outside.now())
        self._accounts.note(admin.organisation_id, self._outside.now(), admin, "person_locked" if locked else "person_unlocked", found.id)

    def new_password(self, admin: Person, person_id: str) -> Invited:
        """Give somebody a new first password, to be changed at the next sign-in; all their devices are signed out."""
        found = self._subject(admin, person_id)
        first = self._first_password()
        self._accounts.set_password(found.id, hashed_password(first), must_change=True)
        self._devices.revoke_person(found.id, self._outside.now())
        self._accounts.note(admin.organisation_id, self._outside.now(), admin, "password_reset", found.id)
        return Invited(person=found, first_password=first)

    def place(self, admin: Person, person_id: str, team_id: str | None, roles: tuple[Role, ...]) -> None:
        """Move somebody to a team and give exactly these roles; the last admin keeps the role."""
        found = self._subject(admin, person_id)
        if team_id is not None and team_id not in {team.id for team in self._people.teams(admin.organisation_id)}:
            raise NotAllowedError("not_allowed")
        admins = [item for item in self._people.people(admin.organisation_id) if item.has(Role.ADMIN) and item.active]
        if found.has(Role.ADMIN) and Role.ADMIN not in roles and len(admins) <= 1:
            raise TrainerError("last_admin")
        if not roles:
            raise TrainerError("set_up_incomplete")
        self._accounts.set_place(found.id, team_id, roles)
        self._accounts.note(admin.organisation_id, self._outside.now(), admin, "person_placed", found.id, f"{team_id}: {', '.join(roles)}")

    def audit(self, admin: Person, limit: int = 200, offset: int = 0) -> list[AuditEntry]:
        """The audit log, newest first."""
        require(admin.has(Role.ADMIN))
        return self._accounts.audit(admin.organisation_id, limit, offset)
