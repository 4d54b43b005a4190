"""Assignments: hand out scenarios and programmes, see how far everybody is."""
from trainer.domain.people import Role
from trainer.web.assign_view import draw_assign
from trainer.web.guard import require_role

draw_assign(require_role(Role.LEAD, Role.MANAGER, Role.ADMIN))
