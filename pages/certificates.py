"""Readiness and certificates: who has met the standard, what is lacking, issuing, revoking, the evidence file."""
from trainer.domain.people import Role
from trainer.web.certificates_view import draw_certificates
from trainer.web.guard import require_role

draw_certificates(require_role(Role.LEAD, Role.MANAGER, Role.ADMIN))
