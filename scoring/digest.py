"""Names exact content: the same content has the same digest on any machine."""
from __future__ import annotations

import hashlib
import json


def digest_of(content: object) -> str:
    """The sha256 of JSON content in one canonical form (sorted keys, no blanks), as 64 hex digits."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
