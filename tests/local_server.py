"""A real HTTP server on the loopback, run by a test in a thread."""
from __future__ import annotations

import threading
import time
from collections.abc import Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

WAIT_S = 0.01
STOP_S = 5.0


class LocalServer:
    """Serves `routes` between `start` and `stop`; port 0 lets the system choose one."""

    def __init__(self, routes: Sequence[BaseRoute], port: int = 0) -> None:
        self._server = uvicorn.Server(uvicorn.Config(Starlette(routes=list(routes)), host="127.0.0.1", port=port, log_level="error"))
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def start(self) -> None:
        self._thread.start()
        while not self._server.started:
            time.sleep(WAIT_S)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=STOP_S)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"
