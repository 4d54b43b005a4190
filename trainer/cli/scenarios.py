"""`scenarios`: the shipped scenarios."""
from __future__ import annotations

import json

import click

from trainer.cli.content import content


@click.command(name="scenarios")
@click.option("--json", "as_json", is_flag=True, help="A JSON array instead of a table.")
def scenarios_command(as_json: bool) -> None:
    """List the shipped scenarios."""
    found = sorted(content().library.scenarios.values(), key=lambda item: (item.jurisdiction, item.difficulty, item.id))
    rows = [
        {
            "id": item.id,
            "title": {"zh": item.title.zh, "en": item.title.en},
            "languages": [language.value for language in item.languages],
            "jurisdiction": item.jurisdiction.value,
            "temperament": item.persona.temperament,
            "difficulty": item.difficulty,
            "channel": item.channel,
        }
        for item in found
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row, item in zip(rows, found, strict=True):
        click.echo(f"{row['id']:36} {row['jurisdiction']}  {'*' * item.difficulty:5}  {row['temperament']:24} {item.title.en} / {item.title.zh}")
