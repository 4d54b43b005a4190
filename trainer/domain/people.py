"""Organisations, teams and people, and what each role may be asked to do."""
from __future__ import annotations

from enum import StrEnum

from trainer.domain.text import Language, Model


class Role(StrEnum):
    """What a person is to the organisation; one person may have several."""

    TRAINEE = "trainee"
    LEAD = "lead"
    MANAGER = "manager"
    ADMIN = "admin"


class Team(Model):
    """A team of one organisation."""

    id: str
    organisation_id: str
    name: str


class Person(Model):
    """A person as the services know them; never carries a secret."""

    id: str
    organisation_id: str
    team_id: str | None
    name: str
    email: str
    roles: tuple[Role, ...]
    language: Language
    active: bool = True

    def has(self, *roles: Role) -> bool:
        """Whether this person has at least one of these roles."""
        return any(role in roles for role in self.roles)
