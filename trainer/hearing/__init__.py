"""What was meant by what was said: acts, sums, days and breaches in one line of a call."""
from trainer.hearing.hear import hear

__all__ = ["hear"]
