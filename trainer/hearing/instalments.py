"""Numbers of payments named in a line, in either language."""
from __future__ import annotations

from trainer.hearing.found import Count
from trainer.hearing.instalments_en import counts_en
from trainer.hearing.instalments_zh import counts_zh

__all__ = ["Count", "counts_en", "counts_zh"]
