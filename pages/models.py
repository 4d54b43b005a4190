"""Language models: which endpoints may be asked, for what, at what cost."""
from trainer.domain.people import Role
from trainer.web.guard import require_role
from trainer.web.models_view import draw_models

draw_models(require_role(Role.ADMIN))
