"""Roles from an identity provider: which claim names groups, and which group means which role."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field, ValidationError

from trainer.domain.errors import InputError
from trainer.domain.people import Role
from trainer.domain.text import Model


class RoleMapping(Model):
    """The `[sso]` section of the secrets: `claim` names the list of groups, `roles` says what each group may be."""

    claim: str = "groups"
    roles: dict[str, Role] = Field(default_factory=dict)

    def roles_of(self, claims: Mapping[str, Any]) -> tuple[Role, ...]:
        """The roles that somebody's groups mean, in a fixed order; empty where none of them is mapped."""
        found = claims.get(self.claim, ())
        groups = {found} if isinstance(found, str) else {str(item) for item in found} if isinstance(found, list | tuple | set) else set()
        wanted = {role for group, role in self.roles.items() if group in groups}
        return tuple(role for role in Role if role in wanted)


def mapping_from(section: Mapping[str, Any] | None) -> RoleMapping:
    """The mapping of a section of the secrets; none where there is no section.

    Raises:
        InputError: an unknown key or role.
    """
    if section is None:
        return RoleMapping()
    try:
        return RoleMapping.model_validate({name: dict(value) if isinstance(value, Mapping) else value for name, value in section.items()})
    except ValidationError as error:
        problem = error.errors()[0]
        raise InputError("sso." + ".".join(map(str, problem["loc"])), str(problem["input"])[:80], "trainee, lead, manager or admin for each group") from error
