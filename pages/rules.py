"""The rules: every rule of each jurisdiction with its clause, advice, better lines and examples."""
from trainer.web.guard import require_role
from trainer.web.rules_view import draw_rules

draw_rules(require_role())
