"""Where words stand: the clause around a span."""
from __future__ import annotations


def clause_of(text: str, start: int, end: int) -> str:
    """The clause of `text` around [start, end), as it stands there."""
    marks = "，。！？；,.!?;\n"
    first = max((text.rfind(mark, 0, start) for mark in marks), default=-1) + 1
    ends = [place for mark in marks if (place := text.find(mark, end)) >= 0]
    return text[first : min(ends, default=len(text))].strip()
