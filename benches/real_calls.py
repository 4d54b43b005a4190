"""Transcripts for the batch benchmark: as many as wanted, no two alike, so that nothing kept from one call helps with the next.

Collector turns are lines of the corpus, written by people who spoke as many different collectors; each comes again only when all of its jurisdiction have
been used, which is far longer than any ear remembers. Debtor turns join two of the lines that simulated debtors said, so that they hardly ever repeat.
"""
from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

from trainer.domain.call import Speaker, Transcript, Turn
from trainer.domain.context import CallContext, Jurisdiction
from trainer.domain.text import Language
from trainer.service.content import Content
from trainer.service.live_call import LiveCall
from trainer.service.scripted.play import scripted_call
from trainer.version import ROOT

CORPUS = ROOT / "corpus"
COLLECTOR_TURNS = 11  # as many as a scripted call has on average
FIRST_DAY = date(2026, 1, 5)
LANGUAGES: dict[Jurisdiction, Language] = {"cn": Language.ZH, "us": Language.EN, "uk": Language.EN}
SHARES: tuple[Jurisdiction, ...] = ("cn", "cn", "us", "uk")


def collector_lines(folder: Path = CORPUS) -> dict[Jurisdiction, list[str]]:
    """The corpus by jurisdiction, each line in the jurisdiction's own language and once."""
    found: dict[Jurisdiction, dict[str, None]] = {name: {} for name in LANGUAGES}
    for file in sorted(folder.glob("*.jsonl")):
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            if row["language"] == LANGUAGES.get(row["jurisdiction"]):
                found[row["jurisdiction"]][row["text"]] = None
    return {name: list(lines) for name, lines in found.items()}


def debtor_lines(content: Content) -> tuple[dict[Language, list[str]], dict[Jurisdiction, list[CallContext]]]:
    """What simulated debtors said in one scripted call of every scenario, by language, and the contexts of those calls by jurisdiction."""
    said: dict[Language, dict[str, None]] = {language: {} for language in Language}
    contexts: dict[Jurisdiction, list[CallContext]] = {name: [] for name in LANGUAGES}
    for number, scenario in enumerate(sorted(content.library.scenarios.values(), key=lambda item: item.id)):
        call = LiveCall(content, scenario, LANGUAGES[scenario.jurisdiction], number)
        scripted_call(call, "average", random.Random(number))
        said[call.language].update(dict.fromkeys(turn.text for turn in call.turns if turn.speaker is Speaker.DEBTOR and turn.text))
        contexts[scenario.jurisdiction].append(call.transcript("").context)
    return {language: list(lines) for language, lines in said.items()}, contexts


def real_calls(content: Content, count: int, seed: int = 1) -> Iterator[Transcript]:
    """So many transcripts, the same for the same seed: half Chinese, a quarter American, a quarter British."""
    rng = random.Random(seed)
    lines = collector_lines()
    for many in lines.values():
        rng.shuffle(many)
    turning = {name: cycle(many) for name, many in lines.items()}
    said, contexts = debtor_lines(content)
    for number in range(count):
        jurisdiction = SHARES[number % len(SHARES)]
        language = LANGUAGES[jurisdiction]
        turns = []
        for index in range(2 * COLLECTOR_TURNS):
            if index % 2 == 0:
                turns.append(Turn(index=index, speaker=Speaker.COLLECTOR, text=next(turning[jurisdiction])))
            else:
                turns.append(Turn(index=index, speaker=Speaker.DEBTOR, text=" ".join(rng.sample(said[language], 2))))
        yield Transcript(
            id=f"real-{number:05}", language=language, jurisdiction=jurisdiction, context=rng.choice(contexts[jurisdiction]), turns=tuple(turns),
            today=FIRST_DAY + timedelta(days=number % 700),
        )
