"""People: invite by CSV, place, lock, new passwords, single teams; the audit log; removing the demo."""
from trainer.domain.people import Role
from trainer.web.guard import require_role
from trainer.web.people_view import draw_people

draw_people(require_role(Role.ADMIN))
