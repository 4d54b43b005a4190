"""`score`: judge transcripts that were not simulated here."""
from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from scoring.score import score_call
from trainer.cli.content import content
from trainer.cli.scorecards import scorecard_json
from trainer.domain.errors import InputError
from trainer.domain.judgement import Scorecard
from trainer.domain.text import Language
from trainer.service.intake.strict_json import json_values, transcript_of


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON line per transcript.")
def score(files: tuple[str, ...], as_json: bool) -> None:
    """Score transcripts; a broken one gets one line on stderr and exit code 2 at the end, the others are still scored."""
    failed = False
    for name in files:
        try:
            text = _read(name)
        except InputError as error:
            print(str(error), file=sys.stderr)
            failed = True
            continue
        for where, value in json_values(name, text):
            try:
                if isinstance(value, InputError):
                    raise value
                transcript = transcript_of(where, value)
            except InputError as error:
                print(str(error), file=sys.stderr)
                failed = True
                continue
            pack = content().packs[transcript.jurisdiction]
            card = score_call(transcript, pack, content().rubric(transcript.jurisdiction, "practice"), app_version=content().app_version)
            _show(card, transcript.language, as_json)
    if failed:
        raise click.exceptions.Exit(2)


def _read(name: str) -> str:
    try:
        return Path(name).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(name, f"a byte that is not UTF-8 at {error.start}", "UTF-8 text") from error
    except OSError as error:
        raise InputError(name, error.strerror or "an unreadable file", "a readable file") from error


def _show(card: Scorecard, language: Language, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(scorecard_json(card, language), ensure_ascii=False))
        return
    mark = "-" if card.overall is None else f"{card.overall:.1f}"
    click.echo(f"{card.id}: {mark} {'passed' if card.passed else 'not passed'}")
    for finding in card.findings:
        click.echo(f"   [{finding.severity}] {finding.rule} #{finding.turn}: {finding.quote}")
