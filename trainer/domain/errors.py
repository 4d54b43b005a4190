"""The errors that a person or another program may be shown; each carries a code and its parameters, the way in translates."""
from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any


class TrainerError(Exception):
    """Base of every error that this product raises on purpose.

    Args:
        code: Message key, as in the catalogues ("error.<code>").
        params: Values of the slots of that message.
    """

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params
        super().__init__(self._plain())

    def _plain(self) -> str:
        detail = ", ".join(f"{key}={value}" for key, value in self.params.items())
        return f"{self.code}: {detail}" if detail else self.code


class ContentError(TrainerError):
    """Content files that cannot be used; `problems` lists every one as "file: key: found; allowed"."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("content_invalid", count=len(self.problems))

    def __str__(self) -> str:
        return "\n".join(self.problems)


class UnknownNameError(TrainerError):
    """A name that is not in a closed list; suggests near matches."""

    def __init__(self, where: str, found: str, allowed: Iterable[str]) -> None:
        self.allowed = tuple(sorted(allowed))
        near = get_close_matches(found, self.allowed, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        self.sentence = f"{where}: {found!r} is unknown{hint} ({len(self.allowed)} available: {', '.join(self.allowed[:12])}{', ...' if len(self.allowed) > 12 else ''})"
        super().__init__("unknown_name", where=where, found=found)

    def __str__(self) -> str:
        return self.sentence


class InputError(TrainerError):
    """Input from outside that cannot be used: where it stands, what was found, what is allowed."""

    def __init__(self, where: str, found: str, allowed: str) -> None:
        super().__init__("bad_input", where=where, found=found, allowed=allowed)

    def __str__(self) -> str:
        return f"{self.params['where']}: found {self.params['found']}; allowed: {self.params['allowed']}"


class StorageError(TrainerError):
    """The store refused or lost a step."""


class CallStateError(TrainerError):
    """An action that this call's state does not allow (for example a line after the end)."""


class NotAllowedError(TrainerError):
    """The person asking may not do or see this; says no more than that, so that nothing leaks."""


class CatalogueError(TrainerError):
    """A message that is missing in a language or has the wrong slots."""
