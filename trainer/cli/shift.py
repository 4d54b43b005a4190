"""`shift`: a whole shift on the terminal, one deed per line against the simulated clock, answered at once."""
from __future__ import annotations

import json
import sys
from functools import cache
from typing import Any

import click

from scenarios.cases_loader import load_shifts
from trainer.cli.content import content
from trainer.cli.play import DEFAULT_SEED
from trainer.cli.scorecards import scorecard_json
from trainer.domain.errors import InputError, UnknownNameError
from trainer.domain.shift import Done, Item, Shift
from trainer.domain.text import Language
from trainer.service.live_shift import LiveShift
from trainer.service.shifts import LEAST_MINUTES, MOST_MINUTES

HELP = "/do ITEM CHOICE; /wait MINUTES; /queue; /finish; /stop; a line without a slash is what is said or written with the next /do"


@cache
def _shifts() -> dict[str, Shift]:
    return dict(load_shifts(content().library.scenarios))


@click.command()
@click.argument("shift_id", metavar="[SHIFT]", required=False)
@click.option("--language", type=click.Choice([language.value for language in Language]), default=None, help="Default: the shift's own.")
@click.option("--seed", type=click.IntRange(min=0), default=DEFAULT_SEED, show_default=True, help="Decides the order of the queue.")
@click.option("--minutes", type=click.IntRange(LEAST_MINUTES, MOST_MINUTES), default=None, help="Simulated length. Default: the shift's own.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line per answer, and one with the score at the end.")
def shift(shift_id: str | None, language: str | None, seed: int, minutes: int | None, as_json: bool) -> None:
    """Work a shift: a queue of mixed work against a simulated clock. Without SHIFT: list them.

    \b
    /do ITEM CHOICE   deal with something that waits
    /wait MINUTES     let the clock run, for example until a call-back is due
    /queue            show what waits
    /finish  /stop    end it and have it judged; leave it without a mark
    A line without a slash is what is said or written with the next /do; it is heard and judged too.
    """
    if shift_id is None:
        _list(as_json)
        return
    found = _shifts().get(shift_id)
    if found is None:
        raise UnknownNameError("SHIFT", shift_id, _shifts())
    _Floor(LiveShift.begun(content(), found, seed, minutes, language=Language(language) if language else None), as_json).run()


def _list(as_json: bool) -> None:
    shown = [
        {"id": item.id, "title": {"zh": item.title.zh, "en": item.title.en}, "language": item.language, "jurisdiction": item.jurisdiction, "minutes": item.minutes, "items": len(item.items), "difficulty": item.difficulty}
        for item in _shifts().values()
    ]
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    for item in _shifts().values():
        click.echo(f"{item.id}  {item.language} {item.jurisdiction}  {item.minutes} min  {'*' * item.difficulty}  {item.title.in_(item.language)}")


class _Floor:
    """Reads what is done and says what came of it."""

    def __init__(self, live: LiveShift, as_json: bool) -> None:
        self._live = live
        self._json = as_json
        self._lines: list[str] = []

    def run(self) -> None:
        """Until the input or the shift ends; a shift that is left open at the end of the input is ended and judged."""
        self._queue()
        for number, raw in enumerate(sys.stdin, start=1):
            if not self._live.ended:
                self._take(raw.strip(), f"line {number}")
        if not self._live.ended:
            self._live.finish()
        self._last()

    def _take(self, line: str, where: str) -> None:
        name, _, rest = line.partition(" ")
        deeds: dict[str, Any] = {"/do": self._do, "/wait": self._wait, "/queue": self._show, "/finish": self._finish, "/stop": self._stop}
        if name in deeds:
            deeds[name](rest.split(), where)
        elif name.startswith("/"):
            raise InputError(where, repr(name), HELP)
        elif line:
            self._lines.append(line)

    def _do(self, words: list[str], where: str) -> None:
        if len(words) != 2:
            raise InputError(where, repr(" ".join(words)), "/do ITEM CHOICE")
        waits = [item.id for item in self._live.queue()]
        if self._live.entry(words[0]).id not in waits:
            raise InputError(where, repr(words[0]), f"what waits now: {', '.join(waits) or 'nothing'}")
        done = self._live.do(words[0], words[1], " ".join(self._lines))
        self._lines = []
        self._did(done)
        self._queue()

    def _wait(self, words: list[str], where: str) -> None:
        if len(words) != 1 or not words[0].isdecimal() or not 1 <= int(words[0]) <= MOST_MINUTES:
            raise InputError(where, repr(" ".join(words)), f"/wait with 1 to {MOST_MINUTES} minutes")
        self._live.wait(int(words[0]))
        self._queue()

    def _show(self, words: list[str], where: str) -> None:
        self._queue()

    def _finish(self, words: list[str], where: str) -> None:
        self._live.finish()

    def _stop(self, words: list[str], where: str) -> None:
        self._live.stop()

    def _did(self, done: Done) -> None:
        self._say({"did": done.item, "choice": done.choice, "began": done.began, "ended": done.ended}, f"-- {done.item}: {done.choice} ({done.ended - done.began} min)")

    def _queue(self) -> None:
        live = self._live
        if live.ended:
            return
        left = live.state.minutes - live.state.minute
        waits = live.queue()
        words = [f"== {live.clock} · {left} min", *(part for item in waits for part in self._words(item))]
        self._say({"clock": live.clock, "minute": live.state.minute, "left": left, "queue": [self._item(item) for item in waits]}, "\n".join(words))

    def _item(self, item: Item) -> dict[str, object]:
        language = self._live.language
        return {
            "item": item.id, "kind": item.kind, "title": item.title.in_(language), "facts": item.facts.in_(language), "until": item.until, "interrupts": item.interrupts, "hostile": item.hostile,
            "choices": [{"id": choice.id, "text": choice.text.in_(language), "minutes": choice.minutes} for choice in item.choices],
        }

    def _words(self, item: Item) -> list[str]:
        language = self._live.language
        head = f"{'!' if item.interrupts else '-'} {item.id}: {item.title.in_(language)}. {item.facts.in_(language)}{f' [<= {item.until}]' if item.until is not None else ''}"
        return [head, *(f"    {choice.id} ({choice.minutes}): {choice.text.in_(language)}" for choice in item.choices)]

    def _last(self) -> None:
        live, language, card = self._live, self._live.language, self._live.state.card
        dealt = {done.item for done in live.state.done}
        done = [
            {
                "item": entry.item, "choice": entry.choice, "began": entry.began, "ended": entry.ended, "in_time": live.in_time(entry), "right": live.choice_of(entry).good,
                "why": live.choice_of(entry).why.in_(language), "composure": entry.composure,
            }
            for entry in live.state.done
        ]
        left = [item.id for item in live.shift.items if item.id not in dealt]
        shown: dict[str, object] = {
            "shift": live.shift.id, "ending": live.state.ending, "scorecard": scorecard_json(card, language) if card is not None else None, "done": done, "left": left,
        }
        words = [f"-- {live.state.ending}; {card.overall if card is not None else '-'}"]
        if card is not None:
            words += [f"   [{found.severity}] {found.rule}: {found.quote}" for found in card.findings]
            words += [f"   {line.in_(language)}" for line in card.priorities]
        self._say(shown, "\n".join(words))

    def _say(self, value: dict[str, object], text: str) -> None:
        click.echo(json.dumps(value, ensure_ascii=False) if self._json else text)
        sys.stdout.flush()
