"""Loads all that judging a call needs. Importing it does the work: the server that forks the workers of a batch imports it once, and they share what it has loaded."""
from __future__ import annotations

import gc

from trainer.domain.errors import TrainerError
from trainer.service.intake.judge import content_at, warm_ears
from trainer.version import ROOT

try:
    content_at(ROOT)
    warm_ears()
except TrainerError:
    # Whoever asked for the batch meets the same error where it can be told.
    pass
# What is loaded stays as it is; a collection in a worker would only copy the pages that all share.
gc.collect()
gc.freeze()
