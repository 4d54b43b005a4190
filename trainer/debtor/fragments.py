"""A fragment of debtor speech: its conditions, its alternatives, its slots, and how it is filled.

One line of a wording file: "uk+rude> I've [bloody|flaming] told you, {amount}!". What stands before "> " are conditions, [a|b|] is a
choice (an empty one leaves out), {name} is a slot.
"""
from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

JURISDICTION_TAGS = frozenset({"cn", "us", "uk"})
TAGS = JURISDICTION_TAGS | {"rude", "f", "m", "old", "young"}
_HEAD = re.compile(r"^([a-z]+(?:\+[a-z]+)*)> ")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_BREAKS = re.compile(r"\{[a-z_]+\}|[，。？！…、,.?!]+")
LEAST_SHARED = 9
LEAST_SHARED_HAN = 3
_SLOT = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Fragment:
    """One parsed line.

    `parts` are the choices in order (a fixed piece is a choice of one), `ways` how many wordings it holds, `skeleton` the longest words that
    all of them share, in small letters, empty where they share too little to be noticed.
    """

    raw: str
    tags: frozenset[str]
    parts: tuple[tuple[str, ...], ...]
    slots: frozenset[str]
    ways: int
    skeleton: str

    def suits(self, tags: frozenset[str]) -> bool:
        """Whether its conditions hold: one of its jurisdictions, and every other tag."""
        places = self.tags & JURISDICTION_TAGS
        return (not places or bool(places & tags)) and self.tags - JURISDICTION_TAGS <= tags

    def draw(self, rng: random.Random) -> str:
        """One of its wordings, slots still open."""
        return "".join(part[0] if len(part) == 1 else part[int(rng.random() * len(part))] for part in self.parts)

    def wordings(self) -> tuple[str, ...]:
        """Every wording, slots still open."""
        lines = [""]
        for part in self.parts:
            lines = [line + choice for line in lines for choice in part]
        return tuple(lines)


def parse_fragment(line: str) -> Fragment:
    """Parse one line of a wording file.

    Raises:
        ValueError: An unknown condition or an unbalanced bracket; the message says which.
    """
    head = _HEAD.match(line)
    tags = frozenset(head.group(1).split("+")) if head else frozenset()
    if unknown := sorted(tags - TAGS):
        raise ValueError(f"condition {unknown[0]!r}; allowed: {', '.join(sorted(TAGS))}")
    body = line[head.end() :] if head else line
    parts: list[tuple[str, ...]] = []
    ways, end = 1, 0
    for choice in _CHOICE.finditer(body):
        if choice.start() > end:
            parts.append((body[end : choice.start()],))
        options = tuple(choice.group(1).split("|"))
        if len(options) < 2 or len(set(options)) < len(options):
            raise ValueError(f"choice {choice.group(0)!r}; allowed: two or more different options")
        parts.append(options)
        ways *= len(options)
        end = choice.end()
    if end < len(body):
        parts.append((body[end:],))
    rest = "".join(part[0] for part in parts if len(part) == 1)
    if not body.strip() or any(mark in rest for mark in "[]") or body.count("{") != len(_SLOT.findall(body)):
        raise ValueError(f"{body!r}; allowed: words with balanced [a|b] and {{slot}}")
    return Fragment(raw=line, tags=tags, parts=tuple(parts), slots=frozenset(_SLOT.findall(body)), ways=ways, skeleton=_skeleton(parts))


def _skeleton(parts: list[tuple[str, ...]]) -> str:
    pieces = [piece.strip() for part in parts if len(part) == 1 for piece in _BREAKS.split(part[0])]
    longest = max(pieces, key=len, default="").casefold()
    return longest if len(longest) >= (LEAST_SHARED if longest.isascii() else LEAST_SHARED_HAN) else ""


def fill(words: str, values: Mapping[str, str] | Callable[[str], str]) -> str:
    """Put values into the slots of a drawn wording; each slot is asked for once per place."""
    if "{" not in words:
        return words
    ask = values if callable(values) else values.__getitem__
    return _SLOT.sub(lambda slot: ask(slot.group(1)), words)
