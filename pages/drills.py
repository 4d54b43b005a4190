"""Drills: two minutes on single rules and legal facts, answers explained with their clause."""
from trainer.web.drills_view import draw_drills
from trainer.web.guard import require_role

draw_drills(require_role())
