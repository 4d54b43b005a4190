"""`demo`: make the demo organisation where the store is empty."""
from __future__ import annotations

import os

import click

from trainer.bootstrap import build, settings_from
from trainer.service.demo import make_demo


@click.command()
def demo() -> None:
    """Make the demo organisation, its people and a history of really played calls; does nothing where a store exists."""
    services = build(settings_from(os.environ))
    made = make_demo(services.content, services.catalogue, services.people, services.calls, services.rollups, services.assignment_store, services.outside)
    if made:
        click.echo(f"demo organisation: {made.people} people, {made.calls} calls")
