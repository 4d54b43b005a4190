"""A real server on a free port with a store of its own, and a real browser in front of it."""
from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A journey that fails is walked once more from its start, and counted as a rerun: on a loaded machine a browser may come late, but not twice."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One running web server; `kill` and `start` again keep the store."""

    def __init__(self, store: Path, port: int, *more: str) -> None:
        self.store = store
        self.port = port
        self.address = f"http://127.0.0.1:{port}"
        self._more = more
        self._process: subprocess.Popen[bytes] | None = None
        self._log = store.parent / "server.log"

    def start(self) -> None:
        environment = {**os.environ, "DUILIAN_STORE": str(self.store)}
        command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(self.port), *self._more]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        for _ in range(600):
            if self._process.poll() is not None:
                raise RuntimeError(self._log.read_text(errors="replace")[-3000:])
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the server did not start: " + self._log.read_text(errors="replace")[-3000:])

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    @property
    def log(self) -> str:
        return self._log.read_text(errors="replace")


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the demo organisation, made once."""
    store = tmp_path_factory.mktemp("demo") / "duilian.db"
    subprocess.run([sys.executable, "-m", "trainer", "demo"], cwd=ROOT, env={**os.environ, "DUILIAN_STORE": str(store)}, check=True)
    return store


@pytest.fixture(scope="session")
def server(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    store = folder / "duilian.db"
    shutil.copy(demo_store, store)
    running = Server(store, free_port())
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=shutil.which("chromium") or "/usr/bin/chromium", args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture()
def visit(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Open a page as a fresh visitor: `visit("/call", locale="zh-CN", width=390, dark=True)`; fails on any request to another host."""
    contexts = []
    strangers: list[str] = []

    def open_page(path: str = "/", *, locale: str = "zh-CN", width: int = 1280, height: int = 1400, dark: bool = False, host: Server = server) -> Page:
        context = browser.new_context(locale=locale, viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", lambda request: strangers.append(request.url) if not request.url.startswith((host.address, host.address.replace("http", "ws"), "data:", "blob:")) else None)
        page.goto(host.address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert strangers == []
