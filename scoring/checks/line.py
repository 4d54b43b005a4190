"""What one line breaks in its context: the same words may break a rule in one context and none in another."""
from __future__ import annotations

from trainer.domain.context import CallContext, Jurisdiction
from trainer.domain.heard import Heard, Span
from trainer.domain.text import Model
from trainer.hearing.circumstances import circumstances
from trainer.hearing.figures import figures
from trainer.hearing.openings import possible
from trainer.hearing.signals import weigh

OUTSPOKEN = 0.9  # words that say themselves that the check is being skipped need no circumstance


class LineFinding(Model):
    """One rule (a code of rules.yaml) broken by the words of a line, with the words that carry it and a confidence from 0.5 to 1."""

    rule: str
    span: Span
    quote: str
    confidence: float


def judge_line(heard: Heard, context: CallContext, jurisdiction: Jurisdiction) -> tuple[LineFinding, ...]:
    """The rules that this line breaks in this context, most certain first.

    Args:
        heard: the line as `trainer.hearing.hear` heard it.
        context: what the words do not show; nothing in it is guessed at, see the interface page for what an absent key means.
        jurisdiction: whose rules apply.

    Returns:
        One finding a rule at most; `quote` stands word for word in `heard.text`.
    """
    held = circumstances(context, jurisdiction) + figures(heard.text, heard.language, context)
    weighed = tuple(signal for signal in weigh(heard.text, heard.language, held) if possible(signal.rule, held) or signal.confidence >= OUTSPOKEN)
    known = {signal.rule for signal in weighed}
    signals = (*weighed, *(signal for signal in heard.confirmed if signal.rule not in known))
    return tuple(
        LineFinding(rule=signal.rule, span=signal.span, quote=signal.span.words(heard.text), confidence=signal.confidence) for signal in signals
    )
