"""A line cut into clauses, sentences and windows, as ranges of the text as it was given."""
from __future__ import annotations

import re

from trainer.domain.heard import Span
from trainer.domain.text import Language

_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]+|[^。！？!?；;\n]+")
_SENTENCE_EN = re.compile(r"(?:[^.!?;\n]|\.(?=[0-9A-Za-z]))*[.!?;\n]+|(?:[^.!?;\n]|\.(?=[0-9A-Za-z]))+")
_CLAUSE = re.compile(r"[^，,。！？!?；;：:、…\n]*[，,。！？!?；;：:、…\n]+|[^，,。！？!?；;：:、…\n]+")
_CLAUSE_EN = re.compile(r"(?:[^,.!?;:\n]|[.,](?=[0-9A-Za-z]))*[,.!?;:\n]+|(?:[^,.!?;:\n]|[.,](?=[0-9A-Za-z]))+")
WINDOW = {Language.ZH: 90, Language.EN: 300}  # characters up to which a turn is heard as one piece
MOST_WINDOWS = 300


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    found = []
    for match in pattern.finditer(text):
        words = match.group()
        kept = words.strip()
        if any(sign.isalnum() for sign in kept):
            start = match.start() + len(words) - len(words.lstrip())
            found.append(Span(start=start, end=start + len(kept)))
    return found


def _cut(spans: list[Span], longest: int) -> list[Span]:
    return [Span(start=at, end=min(at + longest, span.end)) for span in spans for at in range(span.start, span.end, longest)]


def sentences(text: str, language: Language) -> list[Span]:
    """Sentences; one longer than a window is cut into windows."""
    return _cut(_spans(_SENTENCE if language is Language.ZH else _SENTENCE_EN, text), WINDOW[language])


def clauses(text: str, language: Language) -> list[Span]:
    """Clauses: what stands between commas and other breaks."""
    return _cut(_spans(_CLAUSE if language is Language.ZH else _CLAUSE_EN, text), WINDOW[language])


def windows(text: str, language: Language) -> list[Span]:
    """Ranges that are heard as one piece: the whole of a short turn, else every longest run of sentences that fits; at most MOST_WINDOWS."""
    parts = sentences(text, language)
    if not parts:
        return []
    if parts[-1].end - parts[0].start <= WINDOW[language]:
        return [Span(start=parts[0].start, end=parts[-1].end)]
    found: list[Span] = []
    for place, part in enumerate(parts):
        end = part.end
        for later in parts[place + 1 :]:
            if later.end - part.start > WINDOW[language]:
                break
            end = later.end
        if not found or end > found[-1].end:
            found.append(Span(start=part.start, end=end))
    if len(found) > MOST_WINDOWS:
        found = found[: MOST_WINDOWS // 2] + found[-MOST_WINDOWS // 2 :]
    return found
