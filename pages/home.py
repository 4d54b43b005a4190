"""Home: what is due first, the next best scenario, the own skill map; for leads what waits."""
from trainer.web.guard import require_role
from trainer.web.home_view import draw_home

draw_home(require_role())
