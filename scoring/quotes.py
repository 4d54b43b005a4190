"""Where words stand: the clause around a span."""
from __future__ import annotations

import re

# A mark between digits belongs to the number.
_MARK = re.compile(r"[，。！？；!?;\n]|(?<!\d)[,.]|[,.](?!\d)")


def clause_of(text: str, start: int, end: int) -> str:
    """The clause of `text` around [start, end), as it stands there, without the marks that bound it."""
    marks = [match.start() for match in _MARK.finditer(text)]
    first = max((mark + 1 for mark in marks if mark < start), default=0)
    last = min((mark for mark in marks if mark >= end), default=len(text))
    return text[first:last].strip()
