"""What happens once when the web server starts: content is checked, the store is migrated, imports are frozen."""
from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Any

from trainer.web.services import services

PRELOADED = ("pandas", "plotly.graph_objects")


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Build the services, so that broken content stops the start, and take everything loaded out of later garbage collections."""
    for name in PRELOADED:
        import_module(name)
    services()
    gc.collect()
    gc.freeze()
    yield
