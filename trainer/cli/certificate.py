"""`certificate`: whether a certificate file says what the store says today."""
from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from trainer.bootstrap import build, settings_from


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def certificate(file: Path) -> None:
    """Verify a certificate's JSON file against the store; exit code 1 unless it is valid."""
    services = build(settings_from(os.environ))
    found = services.certificates.checked_file(None, file.read_bytes(), services.outside.now().date())
    click.echo(" ".join(filter(None, (found.state, found.number, found.name, str(found.expires_on or ""), found.why))))
    sys.exit(0 if found.state == "valid" else 1)
