"""Killed at a random moment a hundred times during calls: no stored turn is lost, and each call resumes in the same state."""
from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.conftest import START
from trainer.bootstrap import Settings, build
from trainer.domain.call import CallRecord, CollectorDeed
from trainer.domain.people import Person, Role
from trainer.domain.text import Language
from trainer.service.content import Content

LINES = ("您好，我是海州银行的李然，请问是本人吗？", "这通电话有录音，麻烦核对一下身份。", "是什么原因没还上？", "每个月能拿出多少？", "那每月还622元，20号开始，行吗？")
KILLS = 100
SCENARIOS = ("cn_job_loss_first_default", "cn_wrong_person_new_number")


def _talk(store: str, told: str, content: Content, first: int) -> None:
    """Talk without end in one call after another, noting each line once it was acknowledged."""
    services = build(Settings(store=Path(store)), content=content)
    person = services.people.person("mei")
    assert person is not None
    for seed in range(first, first + 1000):
        call_id = services.practice.start(person, SCENARIOS[seed % 2], Language.ZH, seed=seed)
        for line in LINES:
            if services.practice.view(person, call_id).status.value != "open":
                break
            view = services.practice.say(person, call_id, line)
            with open(told, "a", encoding="utf-8") as log:
                log.write(f"{call_id} {len(view.turns)}\n")


def test_a_hundred_kills_lose_no_turn(tmp_path: Path, content: Content) -> None:
    store, told = tmp_path / "store.db", tmp_path / "told"
    services = build(Settings(store=store), content=content)
    services.people.add_organisation("org", "Org", False, START)
    services.people.add_person(Person(id="mei", organisation_id="org", team_id=None, name="Mei", email="mei@org.example", roles=(Role.TRAINEE,), language=Language.ZH), datetime.now(UTC))
    warm = services.people.person("mei")
    assert warm is not None
    services.practice.say(warm, services.practice.start(warm, SCENARIOS[0], Language.ZH, seed=1), LINES[0])
    services.calls._database.close()
    rng, fork = random.Random(5), multiprocessing.get_context("fork")
    for number in range(KILLS):
        talker = fork.Process(target=_talk, args=(str(store), str(told), content, number * 1000))
        talker.start()
        before = told.stat().st_size if told.exists() else 0
        while not told.exists() or told.stat().st_size == before:
            time.sleep(0.002)
        time.sleep(rng.uniform(0, 0.03))
        os.kill(talker.pid or 0, signal.SIGKILL)
        talker.join()
    person = services.people.person("mei")
    assert person is not None
    acknowledged: dict[str, int] = {}
    for row in told.read_text(encoding="utf-8").split("\n"):
        parts = row.split()
        if len(parts) == 2 and parts[1].isdigit():
            acknowledged[parts[0]] = int(parts[1])
    assert len(acknowledged) >= KILLS
    for call_id, turns in acknowledged.items():
        assert len(services.calls.turns(call_id)) >= turns
        view = services.practice.view(person, call_id)
        assert [turn.index for turn in view.turns] == list(range(len(view.turns)))
        if view.status.value == "open":
            services.practice.do(person, call_id, CollectorDeed.HANG_UP)
    last = next(iter(reversed(acknowledged)))
    services.practice.write_record(person, last, CallRecord())
    assert services.calls._database.row("PRAGMA integrity_check") == {"integrity_check": "ok"}
