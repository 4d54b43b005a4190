"""The legal route: its steps, what may be said at each, papers and basis; training, not legal advice."""
from trainer.web.guard import require_role
from trainer.web.legal_view import draw_legal

draw_legal(require_role())
