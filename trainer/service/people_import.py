"""Inviting people by a CSV file: a preview with the exact error of each row before anything is stored."""
from __future__ import annotations

import csv
import io
import re

from trainer.domain.errors import InputError
from trainer.domain.people import Role
from trainer.domain.text import Language, Model

COLUMNS = ("name", "email", "team", "role", "language")
MOST_ROWS = 5_000
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[^@\s]{1,60}")


class ImportRow(Model):
    """One row: what it would make, or what is wrong with it (column, found, allowed)."""

    line: int
    name: str
    email: str
    team: str
    roles: tuple[Role, ...]
    language: Language | None
    problems: tuple[tuple[str, str, str], ...] = ()


def preview(text: str, known_emails: frozenset[str]) -> tuple[ImportRow, ...]:
    """The rows of a CSV with the columns name, email, team, role, language; several roles are separated by "/".

    Raises:
        InputError: the file has not these columns, no rows or too many.
    """
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    found = tuple((name or "").strip().casefold() for name in reader.fieldnames or ())
    missing = [name for name in COLUMNS if name not in found]
    if missing:
        raise InputError("CSV", f"no column {', '.join(missing)}", ", ".join(COLUMNS))
    reader.fieldnames = list(found)
    rows: list[ImportRow] = []
    seen: set[str] = set()
    try:
        for line, raw in enumerate(reader, start=2):
            if len(rows) >= MOST_ROWS:
                raise InputError("CSV", f"more than {MOST_ROWS} rows", f"at most {MOST_ROWS} rows; split the file")
            if any((value or "").strip() for value in raw.values() if isinstance(value, str)):
                rows.append(_row(line, {name: (raw.get(name) or "").strip() for name in COLUMNS}, known_emails, seen))
    except csv.Error as error:
        raise InputError("CSV", f"broken CSV ({error})", "CSV with a header line") from error
    if not rows:
        raise InputError("CSV", "no rows", "at least one person")
    return tuple(rows)


def _row(line: int, raw: dict[str, str], known: frozenset[str], seen: set[str]) -> ImportRow:
    problems: list[tuple[str, str, str]] = []
    if not raw["name"] or len(raw["name"]) > 120:
        problems.append(("name", raw["name"][:40], "1-120"))
    email = raw["email"].casefold()
    if not _EMAIL.fullmatch(email):
        problems.append(("email", raw["email"][:60], "name@example.com"))
    elif email in known or email in seen:
        problems.append(("email", raw["email"][:60], "once"))
    seen.add(email)
    names = [part.strip().casefold() for part in raw["role"].split("/") if part.strip()]
    wrong = [name for name in names if name not in tuple(Role)]
    if wrong or not names:
        problems.append(("role", raw["role"][:40], ", ".join(Role)))
    language = raw["language"].casefold()
    if language not in tuple(Language):
        problems.append(("language", raw["language"][:20], ", ".join(Language)))
    return ImportRow(
        line=line, name=raw["name"][:120], email=email, team=raw["team"][:120], roles=tuple(Role(name) for name in dict.fromkeys(names) if name in tuple(Role)),
        language=Language(language) if language in tuple(Language) else None, problems=tuple(problems),
    )
