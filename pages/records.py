"""Learning records: where xAPI statements go, how far they are, and all of them as a file."""
from trainer.domain.people import Role
from trainer.web.guard import require_role
from trainer.web.records_view import draw_records

draw_records(require_role(Role.ADMIN))
