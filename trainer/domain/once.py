"""Loading something once, however many threads ask for it at the same moment."""
from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def once(load: Callable[P, T]) -> Callable[P, T]:
    """Keep what `load` returns for each set of positional arguments; while it is being loaded, others wait for it.

    `functools.cache` lets every thread that comes before the first has finished load for itself: a hundred trainees who begin together on a cold server
    would load the ears a hundred times, one after the other.
    """
    kept: dict[tuple[Any, ...], T] = {}
    lock = threading.RLock()

    @wraps(load)
    def loaded(*args: P.args, **kwargs: P.kwargs) -> T:
        key = (*args, *sorted(kwargs.items()))
        if key not in kept:
            with lock:
                if key not in kept:
                    kept[key] = load(*args, **kwargs)
        return kept[key]

    return loaded
