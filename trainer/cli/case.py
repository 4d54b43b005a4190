"""`case`: a whole case on the terminal, line by line over its stages, answered at once."""
from __future__ import annotations

import json
import sys
from functools import cache
from typing import Any

import click
from pydantic import ValidationError

from scenarios.cases_loader import load_cases
from scenarios.legal import load_legal
from trainer.cli.content import content
from trainer.cli.play import DEEDS, DEFAULT_SEED, _turn_json
from trainer.cli.scorecards import outcome_json, scorecard_json
from trainer.domain.call import CallRecord, CollectorDeed, Turn
from trainer.domain.case import Analysis, Case, Event, LegalDecision
from trainer.domain.dial import LEAST, MOST, Dial
from trainer.domain.errors import CallStateError, InputError, UnknownNameError
from trainer.domain.judgement import Scorecard
from trainer.domain.text import Language
from trainer.service.live_call import LiveCall
from trainer.service.live_case import LiveCase

HELP = "/analysis WILLINGNESS,ABILITY,RISK,NEXT; /to ADDRESS, /subject, /envelope, /send; /call, /hangup, /hold, /wait, /transfer, /note, /done; /route yes|no, /step, /documents A,B, /decide; /file; /next; /stop"


@cache
def _cases() -> dict[str, Case]:
    return dict(load_cases(content().library.scenarios))


@click.command()
@click.argument("case_id", metavar="[CASE]", required=False)
@click.option("--language", type=click.Choice([language.value for language in Language]), default=None, help="Default: the scenario's first language.")
@click.option("--seed", type=click.IntRange(min=0), default=DEFAULT_SEED, show_default=True)
@click.option("--hostility", type=click.IntRange(LEAST, MOST), default=0, show_default=True, help="Pressure dial: how much sharper than written the other side is.")
@click.option("--pace", type=click.IntRange(LEAST, MOST), default=0, show_default=True, help="Pressure dial: how much faster they cut in and wear out.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line per answer, and one with the whole case at the end.")
def case(case_id: str | None, language: str | None, seed: int, hostility: int, pace: int, as_json: bool) -> None:
    """Carry a case: lines are what is said or written at the stage, commands begin with a slash. Without CASE: list them.

    \b
    everywhere  /analysis WILLINGNESS,ABILITY,RISK,NEXT  /file  /next  /stop
    writing     lines of text, /to ADDRESS, /subject TEXT, /envelope TEXT, /send
    requests    as writing, or /call to take their call and answer on the phone
    calls       one line per turn, /hangup /hold /wait /transfer, /note TEXT, /done
    legal       /route yes|no, /step STEP, /documents A,B, lines of the evidence list, /decide
    """
    if case_id is None:
        _list(as_json)
        return
    found = _cases().get(case_id)
    if found is None:
        raise UnknownNameError("CASE", case_id, _cases())
    scenario = content().library.scenarios[found.scenario]
    live = LiveCase.begun(content(), found, scenario, load_legal(), Language(language) if language else scenario.languages[0], seed, Dial(hostility=hostility, pace=pace))
    _Desk(live, as_json).run()


def _list(as_json: bool) -> None:
    shown = [
        {
            "id": item.id, "title": {"zh": item.title.zh, "en": item.title.en}, "scenario": item.scenario, "jurisdiction": content().library.scenarios[item.scenario].jurisdiction,
            "difficulty": item.difficulty, "stages": [stage.kind for stage in item.stages],
        }
        for item in _cases().values()
    ]
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    for item in _cases().values():
        scenario = content().library.scenarios[item.scenario]
        click.echo(f"{item.id}  {scenario.jurisdiction}  {len(item.stages)} stages  {'*' * item.difficulty}  {item.title.in_(scenario.languages[0])}")


class _Desk:
    """Reads what is done and says what came of it."""

    def __init__(self, live: LiveCase, as_json: bool) -> None:
        self._live = live
        self._json = as_json
        self._lines: list[str] = []
        self._set: dict[str, str] = {}
        self._call: LiveCall | None = None

    def run(self) -> None:
        """Until the input or the case ends."""
        self._arrived(())
        for number, raw in enumerate(sys.stdin, start=1):
            line = raw.rstrip("\r\n")
            if self._live.ended:
                continue
            try:
                self._take(line, f"line {number}")
            except CallStateError as error:
                raise InputError(f"line {number}", repr(line), f"what this stage is for ({error}); {HELP}") from error
        self._last()

    def _take(self, line: str, where: str) -> None:
        name, _, rest = line.strip().partition(" ")
        if name.startswith("/") and name in DEEDS and self._call is not None:
            self._deed(DEEDS[name], "")
        elif name in self._commands():
            self._commands()[name](rest.strip(), where)
        elif name.startswith("/"):
            raise InputError(where, repr(name), HELP)
        elif self._call is not None and not self._live.work.done:
            self._deed(CollectorDeed.SAY, line)
        else:
            self._lines.append(line)

    def _commands(self) -> dict[str, Any]:
        return {
            "/call": self._answer, "/analysis": self._analysis, "/to": self._keep("to"), "/subject": self._keep("subject"), "/envelope": self._keep("envelope"), "/note": self._note, "/send": self._send,
            "/done": self._done, "/route": self._keep("route"), "/step": self._keep("step"), "/documents": self._keep("documents"), "/decide": self._decide, "/file": self._file,
            "/next": self._next, "/stop": self._stop,
        }

    def _keep(self, name: str) -> Any:
        def keep(rest: str, where: str) -> None:
            self._set[name] = rest

        return keep

    def _answer(self, rest: str, where: str) -> None:
        if self._live.kind != "request" or self._call is not None:
            raise CallStateError("case_not_now")
        self._call = self._live.dial()
        self._turn(self._call.turns[0])

    def _note(self, rest: str, where: str) -> None:
        self._set["note"] = "\n".join(part for part in (self._set.get("note"), rest) if part)

    def _deed(self, deed: CollectorDeed, text: str) -> None:
        if self._call is None or self._call.ended:
            return
        for turn in self._call.act(deed, text)[1:]:
            self._turn(turn)

    def _turn(self, turn: Turn) -> None:
        assert self._call is not None
        self._say({**_turn_json(turn, self._call.ended), "stage": self._live.stage.id}, turn.text)

    def _analysis(self, rest: str, where: str) -> None:
        parts = [part.strip() for part in rest.split(",")]
        try:
            analysis = Analysis.model_validate(dict(zip(("willingness", "ability", "risk", "next_step"), parts, strict=True)))
        except (ValueError, ValidationError) as error:
            raise InputError(where, repr(rest), "WILLINGNESS,ABILITY,RISK,NEXT as in willing,can_pay_part,low,await_payment") from error
        name = "after" if self._live.work.done else "before"
        work = self._live.analyse(analysis)
        self._score(f"analysis_{name}", work.after_card if name == "after" else work.before_card)

    def _send(self, rest: str, where: str) -> None:
        if self._call is not None:
            raise CallStateError("case_not_now")
        text = "\n".join(self._lines)
        if self._live.kind in ("watch", "handover"):
            self._score("report", self._live.report(text).card)
        else:
            address = self._set.get("to") or self._live.case.addresses[0].id
            written = self._live.write(text, address, subject=self._set.get("subject", ""), envelope=self._set.get("envelope", ""))
            self._score("notice", written.card, better=written.better.text)
        self._clear()

    def _done(self, rest: str, where: str) -> None:
        call = self._call
        if call is None:
            raise CallStateError("case_not_now")
        if not call.ended:
            call.act(CollectorDeed.HANG_UP)
        note = self._set.get("note")
        record = CallRecord(note=note) if note is not None else None
        scored = call.score(f"{self._live.case.id}-{self._live.stage.id}", record=record)
        work = self._live.close_call(call, scored, record)
        self._score("call", scored.scorecard, outcome=outcome_json(scored.outcome))
        self._score("answer", work.answer_card)
        self._clear()

    def _decide(self, rest: str, where: str) -> None:
        if self._set.get("route") not in ("yes", "no"):
            raise InputError(where, repr(self._set.get("route")), "/route yes or /route no before /decide")
        papers = tuple(part.strip() for part in self._set.get("documents", "").split(",") if part.strip())
        decision = LegalDecision(proportionate=self._set["route"] == "yes", step=self._set.get("step"), documents=papers, pleading="\n".join(self._lines))
        self._score("decision", self._live.decide(decision).card)
        self._clear()

    def _clear(self) -> None:
        self._lines, self._set, self._call = [], {}, None

    def _next(self, rest: str, where: str) -> None:
        self._clear()
        self._arrived(self._live.go_on())

    def _stop(self, rest: str, where: str) -> None:
        self._live.stop()

    def _file(self, rest: str, where: str) -> None:
        language = self._live.language
        file = self._live.file().case
        lines = [entry.text.in_(language) for entry in self._live.state.events]
        self._say({"file": file.model_dump(mode="json"), "events": lines}, "\n".join([f"{file.account.balance} / {file.account.dpd}", *(note.in_(language) for note in file.notes)]))

    def _arrived(self, events: tuple[Event, ...]) -> None:
        if self._live.ended:
            return
        live, language = self._live, self._live.language
        stage, request = live.stage, live.request()
        came = [entry.text.in_(language) for entry in events]
        shown: dict[str, object] = {
            "stage": stage.id, "kind": live.kind, "number": live.state.stage + 1, "of": len(live.case.stages), "day": live.today.isoformat(), "clock": live.state.clock,
            "title": stage.title.in_(language), "task": stage.task.in_(language), "came_in": came, "request": request.text.in_(language) if request is not None else None,
            "addresses": [{"id": item.id, "channel": item.channel, "label": item.label.in_(language)} for item in live.case.addresses],
        }
        head = f"== {live.state.stage + 1}/{len(live.case.stages)} {stage.title.in_(language)} · {live.today.isoformat()} {live.state.clock}"
        self._say(shown, "\n".join([head, *came, stage.task.in_(language)]))
        if live.kind == "call":
            self._call = live.dial()
            self._turn(self._call.turns[0])

    def _score(self, what: str, card: Scorecard | None, **more: object) -> None:
        if card is None:
            return
        language = self._live.language
        words = [f"-- {what}: {card.overall if card.overall is not None else '-'}"]
        words += [f"   [{found.severity}] {found.rule}: {found.quote}" for found in card.findings]
        words += [f"   {line.in_(language)}" for line in card.priorities]
        self._say({"stage": self._live.stage.id, "judged": what, "scorecard": scorecard_json(card, language), **more}, "\n".join(words))

    def _last(self) -> None:
        live, language = self._live, self._live.language
        left = [stage.id for stage in live.case.stages if (done := live.state.of(stage.id)) is None or not done.done]
        shown: dict[str, object] = {
            "case": live.case.id, "ending": live.state.ending, "overall": live.overall() if live.state.ending != "stopped" else None, "left": left,
            "payments": [{"day": day, "amount": f"{amount:.2f}"} for day, amount in live.state.payments],
            "complaints": [{"rule": item.rule, "stage": item.stage, "came": item.came} for item in live.state.complaints],
            "events": [{"day": item.day, "kind": item.kind, "text": item.text.in_(language)} for item in live.state.events],
        }
        self._say(shown, f"-- {live.state.ending or 'open'}; {shown['overall'] if shown['overall'] is not None else '-'}")

    def _say(self, value: dict[str, object], text: str) -> None:
        click.echo(json.dumps(value, ensure_ascii=False) if self._json else text)
        sys.stdout.flush()
