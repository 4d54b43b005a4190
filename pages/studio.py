"""The studio: write a scenario, see at once what is wrong with it, try it, publish it."""
from trainer.domain.people import Role
from trainer.web.guard import require_role
from trainer.web.studio_view import draw_studio

draw_studio(require_role(Role.LEAD, Role.MANAGER, Role.ADMIN))
