"""What must stand in a line for a pattern to be found there, told from the pattern itself, so that most patterns need not be tried at all."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple

# The parser that `re.compile` uses; it has no public name. Nothing but the standard library's own reading of a pattern is sure to agree with its matching.
_parser: Any = import_module("re._parser")
_codes: Any = import_module("re._constants")

MOST_OPTIONS = 24  # of a run of characters that is followed word for word
MOST_DEMANDED = 400
LONG_ENOUGH = 4  # characters; longer words do not tell much more


class Part(NamedTuple):
    """What is known of all that a part of a pattern matches.

    `whole` is every such text, where that is a short list; `one_of` are words of which one stands in every such text; None where it cannot be told.
    `may_be_empty` says whether no characters at all may match.
    """

    whole: frozenset[str] | None
    one_of: frozenset[str] | None
    may_be_empty: bool

    @property
    def demanded(self) -> frozenset[str]:
        """Words of which at least one stands in everything that matches; empty where nothing is sure."""
        return self.one_of or frozenset()


_NOTHING = Part(frozenset({""}), None, True)
_UNKNOWN = Part(None, None, True)
_A_CHARACTER = Part(None, None, False)


def parsed(pattern: str) -> Any:
    """The pattern as the standard library reads it, with all that `re.compile` would complain about.

    Raises:
        re.error: it is no pattern.
    """
    tree = _parser.parse(pattern)
    _check_looking_back(tree)
    return tree


def known_of(pattern: str, marks: Mapping[str, Part]) -> Part:
    """What is known of all that a pattern matches.

    Args:
        pattern: A regular expression.
        marks: Characters that stand in it for a pattern of their own, with what is known of that.

    Raises:
        re.error: it is no pattern.
    """
    return _Reading(marks).sequence(list(parsed(pattern)))


def _check_looking_back(items: Any) -> None:
    for code, value in items:
        if code in (_codes.ASSERT, _codes.ASSERT_NOT):
            shortest, longest = value[1].getwidth()
            if value[0] < 0 and shortest != longest:
                raise re.error("look-behind requires fixed-width pattern")
            _check_looking_back(value[1])
        elif code is _codes.BRANCH:
            for branch in value[1]:
                _check_looking_back(branch)
        elif code in (_codes.SUBPATTERN, _codes.MAX_REPEAT, _codes.MIN_REPEAT):
            _check_looking_back(value[-1])


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """The demand that fewer lines meet: longer words first, then fewer of them; a demand that nothing can meet by being empty is none."""
    sound = [options for options in (one, other) if options and "" not in options and len(options) <= MOST_DEMANDED]
    return max(sound, key=lambda options: (min(min(map(len, options)), LONG_ENOUGH), -len(options)), default=None)


def any_of(parts: Sequence[Part]) -> Part:
    """What is known of an alternation of these."""
    wholes = [part.whole for part in parts if part.whole is not None]
    joined = frozenset[str]().union(*wholes) if len(wholes) == len(parts) else None
    demands = [part.one_of if part.one_of is not None else part.whole for part in parts]
    sure = [demand for demand in demands if demand and "" not in demand]
    return Part(
        joined if joined is not None and len(joined) <= MOST_OPTIONS else None,
        frozenset[str]().union(*sure) if len(sure) == len(parts) else None,
        any(part.may_be_empty for part in parts),
    )


class _Reading:
    """Goes through a parsed pattern."""

    def __init__(self, marks: Mapping[str, Part]) -> None:
        self._marks = marks

    def sequence(self, items: Sequence[Any]) -> Part:
        """What is known of the items one after the other."""
        run, best, unbroken, empty = frozenset({""}), None, True, True
        for code, value in items:
            part = self._part(code, value)
            empty = empty and part.may_be_empty
            if part.whole is not None and len(run) * len(part.whole) <= MOST_OPTIONS:
                run = frozenset(before + after for before in run for after in part.whole)
                continue
            best, unbroken = _better(_better(best, run), part.one_of), False
            run = part.whole if part.whole is not None else frozenset({""})
        return Part(run if unbroken else None, _better(best, run), empty)

    def _part(self, code: Any, value: Any) -> Part:
        if code is _codes.LITERAL:
            return self._marks.get(chr(value)) or Part(frozenset({chr(value)}), None, False)
        if code in (_codes.AT, _codes.ASSERT, _codes.ASSERT_NOT):
            return _NOTHING
        if code in (_codes.IN, _codes.NOT_LITERAL, _codes.ANY):
            return self._one_character(code, value)
        if code is _codes.SUBPATTERN:
            _, added, taken, inner = value
            return _UNKNOWN if added or taken else self.sequence(list(inner))
        if code is _codes.BRANCH:
            return any_of([self.sequence(list(branch)) for branch in value[1]])
        if code in (_codes.MAX_REPEAT, _codes.MIN_REPEAT):
            return _repeated(value[0], value[1], self.sequence(list(value[2])))
        return _UNKNOWN

    def _one_character(self, code: Any, members: Any) -> Part:
        if code is not _codes.IN or len(members) > MOST_OPTIONS or any(kind is not _codes.LITERAL for kind, _ in members):
            return _A_CHARACTER
        # The parser makes a set of single characters of an alternation, marks among them.
        return any_of([self._part(kind, value) for kind, value in members])


def _repeated(least: int, most: int, inner: Part) -> Part:
    if least == 0:
        return Part(inner.whole | {""} if most == 1 and inner.whole is not None else None, None, True)
    return inner if least == most == 1 else Part(None, _better(inner.one_of, inner.whole), inner.may_be_empty)
