"""The floor: who is ready, what goes wrong, whether training helps; every figure opens the calls behind it."""
from trainer.domain.people import Role
from trainer.web.floor_view import draw_floor
from trainer.web.guard import require_role

draw_floor(require_role(Role.LEAD, Role.MANAGER, Role.ADMIN))
