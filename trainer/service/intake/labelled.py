"""Talk written down with speaker labels: plain text, WebVTT and SRT."""
from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.domain.errors import InputError

LONGEST_LABEL = 30
_LABEL = re.compile(rf"^\s*[\[【(（]?([^:：\[\]【】()（）]{{1,{LONGEST_LABEL}}})[\]】)）]?\s*[:：]\s*(.*)$")
_TIME_IN_FRONT = re.compile(r"^\s*[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?\s+")
_CUE_TIME = re.compile(r"^\s*(?:\d{1,2}:)?\d{2}:\d{2}[.,]\d{3}\s+-->\s+")
_VOICE = re.compile(r"^<v(?:\.[^ >]*)? ([^>]{1,60})>(.*?)(?:</v>)?$", re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,80}>")

Said = tuple[str, str]


def plain_turns(where: str, text: str) -> list[Said]:
    """(label, words) of each turn; a line without a label goes on with the turn before it.

    Raises:
        InputError: the first words have no speaker label.
    """
    turns: list[Said] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = _TIME_IN_FRONT.sub("", raw).strip()
        if not line:
            continue
        found = _LABEL.match(line)
        if found:
            turns.append((found[1].strip(), found[2].strip()))
        elif turns:
            label, words = turns[-1]
            turns[-1] = (label, f"{words} {line}".strip())
        else:
            raise InputError(f"{where}:{number}", repr(line[:40]), "a line that begins with a speaker label, such as 'collector: ...'")
    return turns


def _cues(text: str) -> Iterator[str]:
    lines: list[str] = []
    inside = False
    for raw in [*text.splitlines(), ""]:
        line = raw.strip()
        if _CUE_TIME.match(line):
            inside, lines = True, []
        elif not line and inside:
            if lines:
                yield " ".join(lines)
            inside = False
        elif inside:
            lines.append(line)


def cue_turns(where: str, text: str) -> list[Said]:
    """(label, words) from the cues of a WebVTT or SRT file; neighbouring cues of one speaker join into one turn.

    Raises:
        InputError: no cues, or a first cue without a speaker.
    """
    turns: list[Said] = []
    for cue in _cues(text):
        voice = _VOICE.match(cue)
        label, words = (voice[1].strip(), voice[2]) if voice else ("", cue)
        words = _TAG.sub("", words).strip()
        if not label:
            found = _LABEL.match(words)
            label, words = (found[1].strip(), found[2].strip()) if found else (turns[-1][0] if turns else "", words)
        if not label:
            raise InputError(where, repr(cue[:40]), "cues with a speaker, as <v Name> or 'Name: ...'")
        if turns and turns[-1][0] == label:
            turns[-1] = (label, f"{turns[-1][1]} {words}".strip())
        else:
            turns.append((label, words))
    if not turns:
        raise InputError(where, "no cues", "WebVTT or SRT with timed cues")
    return turns
