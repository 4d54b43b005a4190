"""`statements`: learning records out of the store, to a file or to the record stores that admins configured."""
from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from trainer.bootstrap import build, settings_from


@click.group()
def statements() -> None:
    """xAPI statements of judged calls."""


@statements.command()
def send() -> None:
    """Send what waits of every organisation that has a record store; exit code 1 where something still waits or was refused."""
    services = build(settings_from(os.environ))
    left = 0
    for organisation_id, done in services.records.deliver_all().items():
        click.echo(f"{organisation_id}: sent {done.sent}, refused {done.refused}, waiting {done.waiting}" + (f" ({done.problem})" if done.problem else ""))
        left += done.refused + done.waiting
    sys.exit(1 if left else 0)


@statements.command()
@click.option("--organisation", default=None, help="The id of one organisation; without it, all of them.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Where to; JSON lines.")
def write(organisation: str | None, out: Path) -> None:
    """Write every statement so far to a file."""
    services = build(settings_from(os.environ))
    chosen = [organisation] if organisation else [found["id"] for found in services.people.organisations()]
    body = b"".join(services.records.file_of(found) for found in chosen)
    out.write_bytes(body)
    click.echo(f"{len(body.splitlines())} statements")
