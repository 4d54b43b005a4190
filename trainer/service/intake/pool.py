"""Scoring many transcripts over the cores of one machine: the content is loaded once, and at any time only a few calls are on their way."""
from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path

from trainer.domain.stored import BatchScore
from trainer.service.intake.judge import score_chunk

CHUNK = 16
CHUNKS_AHEAD = 3  # a worker, so that none waits, and no more, so that memory does not grow with the batch
PRELOADED = "trainer.service.intake.warm"


def score_all(root: Path, calls: Iterable[tuple[int, str]], workers: int) -> Iterator[BatchScore]:
    """Judge transcripts (index, JSON) on so many cores; results come in the order given, and calls are only taken as results are."""
    chunks = _chunks(calls)
    if workers <= 1:
        for chunk in chunks:
            yield from score_chunk(root, chunk)
        return
    # Workers are forked from one small process of its own that has loaded everything: this one may have threads, which must not be forked.
    context = get_context("forkserver")
    context.set_forkserver_preload([PRELOADED])
    pool = ProcessPoolExecutor(max_workers=workers, mp_context=context, initializer=_end_with_parent)
    under_way: deque[Future[list[BatchScore]]] = deque()
    try:
        for chunk in chunks:
            under_way.append(pool.submit(score_chunk, root, chunk))
            if len(under_way) >= workers * CHUNKS_AHEAD:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _chunks(calls: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    waiting = iter(calls)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


def _end_with_parent() -> None:
    """In a worker: end when the process that wants the results is gone; otherwise a worker would wait for ever for more to do."""
    parent = parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, name="end with parent", daemon=True).start()
