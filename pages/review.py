"""Review: the moments that matter first, the transcript with its findings, verdicts, comments, appeals."""
from trainer.domain.people import Role
from trainer.web.guard import require_role
from trainer.web.review_view import draw_review

draw_review(require_role(Role.LEAD, Role.MANAGER))
