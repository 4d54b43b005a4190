"""A batch that is killed goes on where it stood: no call lost, none judged twice, no worker left behind."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

from trainer.bootstrap import Services
from trainer.domain.call import Speaker
from trainer.domain.text import Language
from trainer.service.intake.files import Mapping
from trainer.version import ROOT

CALLS = 240
MAPPING = Mapping(name="ours", language=Language.ZH, jurisdiction="cn", speakers={"坐席": Speaker.COLLECTOR, "客户": Speaker.DEBTOR})
RUNS = """
import sys
from pathlib import Path
from trainer.bootstrap import Settings, build
services = build(Settings(store=Path(sys.argv[1])))
services.transcripts.run(services.people.person("lead"), sys.argv[2], told=lambda done: print(done, flush=True))
"""
needs_proc = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="tells processes apart by /proc")


def _file() -> bytes:
    """Calls of four turns, no two alike."""
    rows = []
    for number in range(CALLS):
        said = (f"您好，我是海州银行的，工号{number}，请问是本人吗？", "是我。", f"您这期欠{1000 + number}元，什么时候能还？", f"{number % 28 + 1}号发工资就还。")
        turns = [{"speaker": "debtor" if index % 2 else "collector", "text": text} for index, text in enumerate(said)]
        rows.append(json.dumps({"id": f"call-{number}", "language": "zh", "jurisdiction": "cn", "turns": turns}, ensure_ascii=False))
    return "\n".join(rows).encode()


def _stored(services: Services, batch_id: str) -> dict[int, str]:
    """The scorecards that are in the store, by index."""
    rows = services.calls._database.rows("SELECT idx, scorecard FROM batch_calls WHERE batch_id = ? AND scorecard IS NOT NULL", [batch_id])
    return {row["idx"]: row["scorecard"] for row in rows}


def _left_behind(mark: str) -> list[int]:
    """Processes that were started with this mark in their environment and still run."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and mark.encode() in (folder / "environ").read_bytes() and " Z " not in (folder / "stat").read_text(errors="replace"):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


@needs_proc
def test_a_killed_batch_is_taken_up_again(services: Services, tmp_path: Path) -> None:
    lead = services.people.person("lead")
    assert lead is not None
    batch_id = services.transcripts.take_in(lead, "calls.jsonl", _file(), MAPPING)
    mark = uuid.uuid4().hex
    runner = subprocess.Popen([sys.executable, "-c", RUNS, str(tmp_path / "store.db"), batch_id], cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "DUILIAN_TEST_MARK": mark})
    assert runner.stdout is not None
    told = int(runner.stdout.readline())
    assert len(_left_behind(mark)) > 1
    os.kill(runner.pid, signal.SIGKILL)
    runner.wait()
    before = _stored(services, batch_id)
    assert told <= len(before) < CALLS

    done = services.transcripts.run(lead, batch_id, workers=1)
    after = _stored(services, batch_id)
    assert done == CALLS - len(before)
    assert sorted(after) == list(range(CALLS))
    assert {idx: after[idx] for idx in before} == before
    listed = services.transcripts.batches(lead)[0]
    assert (listed["calls"], listed["scored"], listed["unusable"]) == (CALLS, CALLS, 0)
    assert services.transcripts.run(lead, batch_id, workers=1) == 0

    for _ in range(100):
        if not _left_behind(mark):
            break
        time.sleep(0.1)
    assert _left_behind(mark) == []


def test_two_runs_at_once_count_no_call_twice(services: Services) -> None:
    lead = services.people.person("lead")
    assert lead is not None
    batch_id = services.transcripts.take_in(lead, "calls.jsonl", _file(), MAPPING)
    second: list[int] = []

    def another(done: int) -> None:
        if not second:
            second.append(services.transcripts.run(lead, batch_id, workers=1))

    first = services.transcripts.run(lead, batch_id, workers=1, told=another)
    assert first + second[0] == CALLS
    assert sorted(_stored(services, batch_id)) == list(range(CALLS))
