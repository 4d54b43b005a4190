"""The content for commands that need no store, loaded once."""
from __future__ import annotations

from functools import cache

from trainer.service.content import Content, load_content
from trainer.version import APP_VERSION, ROOT


@cache
def content() -> Content:
    """All content.

    Raises:
        ContentError: with every problem of every file.
    """
    return load_content(ROOT, APP_VERSION)
