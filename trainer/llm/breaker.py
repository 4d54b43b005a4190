"""A circuit breaker: an endpoint that failed again and again is left alone for a while."""
from __future__ import annotations

import threading
from collections.abc import Callable

FAILURES_TO_OPEN = 3
REST_S = 30.0


class Breaker:
    """Closed while things go well; open after three failures in a row, for 30 seconds, then one trial.

    Args:
        monotonic: Seconds that only go forward.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._failures = 0
        self._open_until = 0.0
        self._lock = threading.Lock()

    def allows(self) -> bool:
        """Whether the endpoint may be asked now."""
        with self._lock:
            return self._failures < FAILURES_TO_OPEN or self._monotonic() >= self._open_until

    def succeeded(self) -> None:
        """The endpoint answered."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """The endpoint did not answer."""
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES_TO_OPEN:
                self._open_until = self._monotonic() + REST_S
