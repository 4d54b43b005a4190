"""The services of this server process, built once from the settings in the environment."""
from __future__ import annotations

import os
from functools import cache

from trainer.bootstrap import Services, build, settings_from


@cache
def services() -> Services:
    """The one set of services of this process.

    Raises:
        ContentError: content files that cannot be used, with every problem.
        StorageError: the store cannot be opened.
    """
    return build(settings_from(os.environ))
