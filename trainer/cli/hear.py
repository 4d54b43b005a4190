"""`hear`: what one line does, and whether it alone breaks a rule."""
from __future__ import annotations

import json
import sys
from typing import Any

import click

from scoring.one_line import judge_one_line
from trainer.cli.content import content
from trainer.domain.context import Jurisdiction
from trainer.domain.errors import InputError
from trainer.domain.text import Language
from trainer.hearing import hear
from trainer.service.intake.strict_json import context_of, day_of, one_of

_KEYS = {"id", "text", "language", "today", "context", "jurisdiction"}


@click.command(name="hear")
@click.option("--jurisdiction", type=click.Choice([item.value for item in Jurisdiction]), default=None, help="Default: cn for zh, us for en.")
def hear_command(jurisdiction: str | None) -> None:
    """Hear lines: one JSON object per line of stdin, one per line of stdout in the same order."""
    failed = False
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            answer = _answer(f"stdin:{number}", line, jurisdiction)
        except InputError as error:
            print(str(error), file=sys.stderr)
            failed = True
            continue
        click.echo(json.dumps(answer, ensure_ascii=False))
        sys.stdout.flush()
    if failed:
        raise click.exceptions.Exit(2)


def _answer(where: str, line: str, chosen: str | None) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(where, f"broken JSON ({error})", "one JSON object per line") from error
    if not isinstance(value, dict):
        raise InputError(where, repr(value)[:60], "a JSON object")
    unknown = sorted(set(value) - _KEYS)
    if unknown:
        raise InputError(where, f"key {unknown[0]!r}", ", ".join(sorted(_KEYS)))
    if not isinstance(value.get("text"), str):
        raise InputError(f"{where}: text", repr(value.get("text"))[:60], "a string")
    language = one_of(f"{where}: language", Language, value.get("language"))
    jurisdiction = _jurisdiction(where, value, chosen, language)
    today = day_of(f"{where}: today", value.get("today"))
    given = value.get("context")
    context = context_of(where, given)
    if not (isinstance(given, dict) and "identity_verified" in given):
        context = context.model_copy(update={"identity_verified": True})
    heard = hear(value["text"], language, today)
    pack = content().packs[jurisdiction]
    return {
        "id": value.get("id"),
        "acts": list(heard.act_codes()),
        "amounts": [f"{amount:.2f}" for amount in dict.fromkeys(hit.value for hit in heard.amounts)],
        "dates": [day.isoformat() for day in dict.fromkeys(hit.value for hit in heard.dates)],
        "instalments": list(dict.fromkeys(hit.value for hit in heard.instalments)),
        "findings": [
            {"rule": found.rule, "severity": pack.rule(found.rule).severity, "quote": found.span.words(value["text"])}
            for found in judge_one_line(heard, context, pack, today)
        ],
    }


def _jurisdiction(where: str, value: dict[str, Any], chosen: str | None, language: Language) -> Jurisdiction:
    if chosen is not None:
        return Jurisdiction(chosen)
    if "jurisdiction" in value:
        return one_of(f"{where}: jurisdiction", Jurisdiction, value["jurisdiction"])
    return Jurisdiction.CN if language is Language.ZH else Jurisdiction.US
