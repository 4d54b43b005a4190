"""What the ears are made of, as one short name: a stored score says by which ears it was heard."""
from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

EARS = "4"  # raised when the way of hearing changes; weights and lexicons are told by the digest
_FOLDERS = ("lexicon", "weights")
_SHOWN = 8


@cache
def ears_version() -> str:
    """Version of the way of hearing and a digest of its weights and lexicons, `2-1a2b3c4d`."""
    here = Path(__file__).parent
    found = hashlib.sha256()
    for path in sorted(path for folder in _FOLDERS for path in (here / folder).rglob("*") if path.is_file()):
        found.update(path.relative_to(here).as_posix().encode())
        found.update(path.read_bytes())
    return f"{EARS}-{found.hexdigest()[:_SHOWN]}"
