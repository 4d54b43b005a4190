"""`play`: a call on the terminal, one line of stdin per collector turn, answered at once."""
from __future__ import annotations

import json
import sys

import click

from trainer.cli.content import content
from trainer.cli.scorecards import outcome_json, scorecard_json
from trainer.domain.call import CallRecord, CollectorDeed, Turn
from trainer.domain.dial import LEAST, MOST, Dial
from trainer.domain.errors import UnknownNameError
from trainer.domain.text import Language
from trainer.service.live_call import LiveCall

DEFAULT_SEED = 1
NOTE = "/note"
DEEDS = {"/hold": CollectorDeed.HOLD, "/wait": CollectorDeed.WAIT, "/transfer": CollectorDeed.TRANSFER, "/hangup": CollectorDeed.HANG_UP}


def _turn_json(turn: Turn, ended: bool) -> dict[str, object]:
    mood = turn.mood
    return {
        "turn": turn.index,
        "speaker": "debtor",
        "text": turn.text,
        "mood": {"anger": round(mood.anger, 2), "anxiety": round(mood.anxiety, 2), "trust": round(mood.trust, 2), "patience": max(int(mood.patience + 0.5), 0)} if mood else None,
        "ended": ended,
    }


@click.command()
@click.argument("scenario_id", metavar="SCENARIO")
@click.option("--language", type=click.Choice([language.value for language in Language]), default=None, help="Default: the scenario's first language.")
@click.option("--seed", type=click.IntRange(min=0), default=DEFAULT_SEED, show_default=True)
@click.option("--engine", type=click.Choice(["embedded", "llm"]), default="embedded", show_default=True)
@click.option("--hostility", type=click.IntRange(LEAST, MOST), default=0, show_default=True, help="Pressure dial: how much sharper than written the other side is.")
@click.option("--pace", type=click.IntRange(LEAST, MOST), default=0, show_default=True, help="Pressure dial: how much faster they cut in and wear out.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line per debtor turn, and one with the score at the end.")
def play(scenario_id: str, language: str | None, seed: int, engine: str, hostility: int, pace: int, as_json: bool) -> None:
    """Play a call: each line of stdin is one collector turn; /hold, /wait, /transfer and /hangup are deeds, /note TEXT after the call is the record."""
    scenario = content().library.scenarios.get(scenario_id)
    if scenario is None:
        raise UnknownNameError("SCENARIO", scenario_id, content().library.scenarios)
    call = LiveCall(content(), scenario, Language(language) if language else scenario.languages[0], seed, Dial(hostility=hostility, pace=pace))
    _show(call.open(), call.ended, as_json)
    note: str | None = None
    for raw in sys.stdin:
        line = raw.rstrip("\r\n")
        if line.strip() == NOTE or line.strip().startswith(NOTE + " "):
            note = "\n".join(part for part in (note, line.strip()[len(NOTE) :].strip()) if part)
            continue
        if call.ended:
            continue
        deed = DEEDS.get(line.strip(), CollectorDeed.SAY)
        for turn in call.act(deed, line if deed is CollectorDeed.SAY else "")[1:]:
            _show(turn, call.ended, as_json)
    record = CallRecord(note=note) if note is not None else None
    scored = call.score(f"{scenario.id}-{call.language.value}-{seed}", record=record)
    if as_json:
        click.echo(json.dumps({"scorecard": scorecard_json(scored.scorecard, call.language), "outcome": outcome_json(scored.outcome)}, ensure_ascii=False))
        return
    card = scored.scorecard
    click.echo(f"-- {scored.outcome.kind}; {card.overall if card.overall is not None else card.unscored_why.in_(call.language) if card.unscored_why else ''}")
    for finding in card.findings:
        click.echo(f"   [{finding.severity}] {finding.rule} #{finding.turn}: {finding.quote}")


def _show(turn: Turn, ended: bool, as_json: bool) -> None:
    click.echo(json.dumps(_turn_json(turn, ended), ensure_ascii=False) if as_json else turn.text)
    sys.stdout.flush()
