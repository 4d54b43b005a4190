"""What every service is given from outside: the clock, fresh ids and fresh seeds."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from trainer.domain.stored import StoredCall

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Outside:
    """Time and chance, passed in so that tests can fix them.

    Args:
        now: The present moment in UTC.
        new_id: A fresh identifier, unguessable.
        new_seed: A fresh seed for a call, >= 0.
        new_secret: A fresh secret of at least 32 random bytes, as text.
    """

    now: Clock
    new_id: Callable[[], str]
    new_seed: Callable[[], int]
    new_secret: Callable[[], str]


class LineWording(Protocol):
    """Puts a debtor's built-in line into other words; gives (words, source), the built-in line itself where it cannot."""

    def __call__(self, call: StoredCall, live: Any, shown: Callable[[str], None] | None = None) -> tuple[str, str]:
        """Words for the last turn of this call; `shown` is told of what may be seen of them before they are whole."""


class SecondEars(Protocol):
    """Looks again at a call that was just judged; gives the judgement that is to be stored."""

    def __call__(self, call: StoredCall, live: Any, scored: Any, record: Any) -> Any:
        """The judgement to store, the given one where nothing changes."""
