"""What is loaded once is loaded once, also where many ask for it together."""
from __future__ import annotations

import threading
import time

import pytest

from trainer.domain.once import once


def test_threads_that_come_together_load_once_and_get_the_same() -> None:
    loads: list[str] = []

    @once
    def load(name: str) -> object:
        loads.append(name)
        time.sleep(0.05)
        return object()

    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(load("ears"))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loads == ["ears"] and len(found) == 20 and len(set(map(id, found))) == 1
    assert load("wording") is not found[0] and loads == ["ears", "wording"]


def test_what_could_not_be_loaded_is_tried_again() -> None:
    tries: list[int] = []

    @once
    def load() -> int:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("not there yet")
        return 7

    with pytest.raises(OSError, match="not there yet"):
        load()
    assert load() == 7 and load() == 7 and len(tries) == 2
