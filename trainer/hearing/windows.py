"""A line cut into clauses, sentences and windows, as ranges of the text as it was given."""
from __future__ import annotations

import re

from trainer.domain.heard import Span
from trainer.domain.text import Language

_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]+|[^。！？!?；;\n]+")
_SENTENCE_EN = re.compile(r"(?:[^.!?;\n]|\.(?=[0-9A-Za-z]))+(?:[!?;\n]|\.(?![0-9A-Za-z]))*")
_CLAUSE = re.compile(r"[^，,。！？!?；;：:、…\n]*[，,。！？!?；;：:、…\n]+|[^，,。！？!?；;：:、…\n]+")
_CLAUSE_EN = re.compile(r"(?:[^,.!?;:\n]|[.,](?=[0-9A-Za-z]))+(?:[!?;:\n]|[.,](?![0-9A-Za-z]))*")
WINDOW = {Language.ZH: 150, Language.EN: 500}  # characters up to which a turn is heard as one piece
PART = {Language.ZH: 50, Language.EN: 180}  # characters from which the parts of a turn are heard by themselves as well
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


def windows(text: str, language: Language) -> list[tuple[Span, bool]]:
    """Ranges that are heard as one piece, and whether each is but a part of what was said.

    A short turn is one piece. A longer one is heard as every longest run of sentences that fits a window, and its parts by themselves as well, so
    that one bad sentence in a long polite turn is not drowned. At most MOST_WINDOWS, from both ends.
    """
    parts = sentences(text, language)
    if not parts:
        return []
    whole = _runs(parts, WINDOW[language])
    found = [(span, len(whole) > 1) for span in whole]
    if parts[-1].end - parts[0].start > PART[language] and len(parts) > 2:
        known = set(whole)
        shorter = dict.fromkeys([*parts, *_runs(parts, PART[language])])
        found += [(span, True) for span in shorter if span not in known]
    if len(found) > MOST_WINDOWS:
        found = found[: MOST_WINDOWS // 2] + found[-MOST_WINDOWS // 2 :]
    return found


def _runs(parts: list[Span], longest: int) -> list[Span]:
    """Every longest run of neighbouring sentences of at most that many characters; a sentence by itself may be longer."""
    found: list[Span] = []
    for place, part in enumerate(parts):
        end = part.end
        for later in parts[place + 1 :]:
            if later.end - part.start > longest:
                break
            end = later.end
        if not found or end > found[-1].end:
            found.append(Span(start=part.start, end=end))
    return found
