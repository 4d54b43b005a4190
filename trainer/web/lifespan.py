"""What happens once when the web server starts: content is checked, the store is migrated, imports are frozen, learning records begin to be sent."""
from __future__ import annotations

import gc
import logging
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Any

from trainer.domain.errors import TrainerError
from trainer.web.services import services

PRELOADED = ("pandas", "plotly.graph_objects")
SEND_EVERY_S = 60.0
LOG = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Build the services, so that broken content stops the start, and take everything loaded out of later garbage collections."""
    for name in PRELOADED:
        import_module(name)
    services()
    gc.collect()
    gc.freeze()
    stopped = threading.Event()
    sender = threading.Thread(target=_send_records, args=(stopped,), name="learning records", daemon=True)
    sender.start()
    yield
    stopped.set()


def _send_records(stopped: threading.Event) -> None:
    """Every minute, send the learning records that wait; what fails waits for the next minute."""
    while not stopped.wait(SEND_EVERY_S):
        try:
            services().records.deliver_all()
        except (TrainerError, sqlite3.Error) as error:
            LOG.warning("learning records were not sent: %s", error)
