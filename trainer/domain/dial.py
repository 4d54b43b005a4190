"""The pressure dial: how much sharper and how much faster than written the other side is."""
from __future__ import annotations

from pydantic import Field

from trainer.domain.text import Model

LEAST, MOST = -2, 2


class Dial(Model):
    """Part of a call's difficulty, chosen by the trainee or set by the lead; both at 0 is the debtor as written.

    `hostility` makes the debtor angrier, more suspicious and quicker to flare up (above 0) or milder (below); `pace` makes them cut in, wear out and ring off
    sooner, or take their time.
    """

    hostility: int = Field(default=0, ge=LEAST, le=MOST)
    pace: int = Field(default=0, ge=LEAST, le=MOST)

    @property
    def as_written(self) -> bool:
        """Whether nothing was turned."""
        return self.hostility == 0 and self.pace == 0

    @property
    def hostile(self) -> bool:
        """Whether the other side is made sharper than written, which is warned of before the call."""
        return self.hostility > 0

    def difficulty(self, written: int) -> int:
        """The difficulty (1-5) of a call of that written difficulty: one step for every two points turned, the first one counted."""
        turned = self.hostility + self.pace
        steps = (abs(turned) + 1) // 2
        return max(1, min(5, written + (steps if turned > 0 else -steps)))


AS_WRITTEN = Dial()
