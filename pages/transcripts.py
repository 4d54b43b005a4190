"""Real calls: take a file in, score it, sort and read the results."""
from trainer.domain.people import Role
from trainer.web.guard import require_role
from trainer.web.transcripts_view import draw_transcripts

draw_transcripts(require_role(Role.LEAD, Role.MANAGER, Role.ADMIN))
