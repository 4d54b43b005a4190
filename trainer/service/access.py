"""Who may see what: one place for the rules that all services ask."""
from __future__ import annotations

from trainer.domain.errors import NotAllowedError
from trainer.domain.people import Person, Role
from trainer.domain.stored import StoredCall


def may_see_call(asker: Person, owner: Person, call: StoredCall) -> bool:
    """Own calls always; a lead sees shared calls, exams and assigned calls of the own team, a manager those of the organisation."""
    if asker.id == owner.id == call.person_id:
        return True
    if asker.organisation_id != call.organisation_id or owner.id != call.person_id:
        return False
    if not (call.shared or call.mode == "exam" or call.assignment_id is not None):
        return False
    if asker.has(Role.MANAGER):
        return True
    return asker.has(Role.LEAD) and asker.team_id is not None and asker.team_id == owner.team_id


def require(allowed: bool) -> None:
    """Refuse when not allowed.

    Raises:
        NotAllowedError: says nothing of what was asked for.
    """
    if not allowed:
        raise NotAllowedError("not_allowed")
