"""My calls: the history, scores over time, and the way back to each debrief."""
from trainer.web.guard import require_role
from trainer.web.history_view import draw_history

here = require_role()
draw_history(here, here.services.debriefs.history(here.person))
