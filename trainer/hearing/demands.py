"""What must stand in a line for a pattern to be found there, told from the pattern itself, so that most patterns need not be tried at all."""
from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple

# The parser that `re.compile` uses; it has no public name. Nothing but the standard library's own reading of a pattern is sure to agree with its matching.
_parser: Any = import_module("re._parser")
_codes: Any = import_module("re._constants")

MOST_OPTIONS = 24  # of a run of characters that is followed word for word
MOST_DEMANDED = 400
LONG_ENOUGH = 4  # characters; longer words do not tell much more


class _Part(NamedTuple):
    """All that a part of a pattern can match where that is a short list, and words of which one stands in every match; None where it cannot be told."""

    whole: frozenset[str] | None
    one_of: frozenset[str] | None


_OPEN = _Part(None, None)
_NOTHING = _Part(frozenset({""}), None)


def parsed(pattern: str) -> Any:
    """The pattern as the standard library reads it, with all that `re.compile` would complain about.

    Raises:
        re.error: it is no pattern.
    """
    tree = _parser.parse(pattern)
    _check_looking_back(tree)
    return tree


def demanded(tree: Any) -> frozenset[str]:
    """Words of which at least one stands in everything that a parsed pattern matches; empty where nothing is sure."""
    return _sequence(list(tree)).one_of or frozenset()


def may_be_empty(tree: Any) -> bool:
    """Whether the parsed pattern matches no characters at all somewhere."""
    return bool(tree.getwidth()[0] == 0)


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


def _sequence(items: Sequence[Any]) -> _Part:
    run, best, unbroken = frozenset({""}), None, True
    for code, value in items:
        part = _part(code, value)
        if part.whole is not None and len(run) * len(part.whole) <= MOST_OPTIONS:
            run = frozenset(before + after for before in run for after in part.whole)
            continue
        best, unbroken = _better(_better(best, run), part.one_of), False
        run = part.whole if part.whole is not None else frozenset({""})
    return _Part(run if unbroken else None, _better(best, run))


def _part(code: Any, value: Any) -> _Part:
    if code is _codes.LITERAL:
        return _Part(frozenset({chr(value)}), None)
    if code in (_codes.AT, _codes.ASSERT, _codes.ASSERT_NOT):
        return _NOTHING
    if code is _codes.IN:
        return _one_of_these(value)
    if code is _codes.SUBPATTERN:
        _, added, taken, inner = value
        return _OPEN if added or taken else _sequence(list(inner))
    if code is _codes.BRANCH:
        return _branches([_sequence(list(branch)) for branch in value[1]])
    if code in (_codes.MAX_REPEAT, _codes.MIN_REPEAT):
        return _repeated(value[0], value[1], _sequence(list(value[2])))
    return _OPEN


def _one_of_these(members: Sequence[Any]) -> _Part:
    if all(code is _codes.LITERAL for code, _ in members) and len(members) <= MOST_OPTIONS:
        return _Part(frozenset(chr(value) for _, value in members), None)
    return _OPEN


def _branches(parts: Sequence[_Part]) -> _Part:
    wholes = [part.whole for part in parts if part.whole is not None]
    joined = frozenset().union(*wholes) if len(wholes) == len(parts) else None
    demands = [part.one_of if part.one_of is not None else part.whole for part in parts]
    sure = [demand for demand in demands if demand and "" not in demand]
    return _Part(joined if joined is not None and len(joined) <= MOST_OPTIONS else None, frozenset().union(*sure) if len(sure) == len(parts) else None)


def _repeated(least: int, most: int, inner: _Part) -> _Part:
    if least == 0:
        return _Part(inner.whole | {""}, None) if most == 1 and inner.whole is not None else _OPEN
    return inner if least == most == 1 else _Part(None, _better(inner.one_of, inner.whole))
