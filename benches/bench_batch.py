"""`python -m benches.bench_batch [--calls N]`: a large batch of distinct calls, killed in the middle and taken up again; calls a second, memory over time, what was lost or counted twice.

Needs /proc. Memory is what all processes of the batch hold together, pages that they share counted once (PSS).
"""
from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benches.real_calls import real_calls
from trainer.bootstrap import Settings, build
from trainer.domain.people import Person, Role
from trainer.domain.text import Language
from trainer.service.content import load_content
from trainer.version import ROOT

WORKERS = 2
LOOK_EVERY_S = 1.0
MARK = "DUILIAN_BENCH_MARK"
RUNS = f"""
import sys
from pathlib import Path
from trainer.bootstrap import Settings, build
services = build(Settings(store=Path(sys.argv[1])))
services.transcripts.run(services.people.person("lead"), sys.argv[2], workers={WORKERS}, told=lambda done: print(done, flush=True))
"""


@dataclass
class Watched:
    """What was seen of the processes of a run: (calls done, MB) from second to second, and seconds of CPU."""

    memory: list[tuple[int, float]] = field(default_factory=list)
    cpu_s: float = 0.0


def members(mark: str) -> list[Path]:
    """The folders below /proc of the processes that were started with this mark."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and mark.encode() in (folder / "environ").read_bytes():
                found.append(folder)
        except OSError:
            continue
    return found


def look(watched: Watched, mark: str, done: int) -> None:
    """Note memory and CPU of everything that runs for the batch."""
    kilobytes, ticks = 0, 0
    for folder in members(mark):
        try:
            kilobytes += sum(int(line.split()[1]) for line in (folder / "smaps_rollup").read_text().splitlines() if line.startswith("Pss:"))
            ticks += sum(int(value) for value in (folder / "stat").read_text().rsplit(")", 1)[1].split()[11:13])
        except (OSError, IndexError):
            continue
    watched.memory.append((done, kilobytes / 1024))
    watched.cpu_s = max(watched.cpu_s, ticks / os.sysconf("SC_CLK_TCK"))


def run(store: Path, batch_id: str, stop_at: int | None) -> tuple[float, Watched, int]:
    """Run the batch in processes of its own, kill them without warning at so many calls where asked; seconds, what was seen, calls told."""
    mark, watched, done = uuid.uuid4().hex, Watched(), 0
    started = looked = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", RUNS, str(store), batch_id], cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, MARK: mark})
    if process.stdout is None:
        raise RuntimeError("no output to read")
    for line in process.stdout:
        done = int(line)
        if time.perf_counter() - looked >= LOOK_EVERY_S:
            look(watched, mark, done)
            looked = time.perf_counter()
        if stop_at is not None and done >= stop_at:
            os.kill(process.pid, signal.SIGKILL)
            break
    process.wait()
    passed = time.perf_counter() - started
    while members(mark):
        time.sleep(0.1)
    return passed, watched, done


def with_batch(store: Path, calls: int) -> tuple[Callable[[], dict[int, str]], str]:
    """A store with one batch of so many calls: how to read the scorecards that are in it, and the batch's id."""
    content = load_content(ROOT, "bench")
    services = build(Settings(store=store), content=content)
    now = services.outside.now()
    services.people.add_organisation("org", "Org", False, now)
    services.people.add_person(Person(id="lead", organisation_id="org", team_id=None, name="Lead", email="lead@org.example", roles=(Role.LEAD,), language=Language.ZH), now)
    batch_id = services.outside.new_id()
    services.transcripts._batches.add(batch_id, "org", "lead", "bench", now, ((call.id, call, None) for call in real_calls(content, calls)))

    def stored() -> dict[int, str]:
        rows = services.calls._database.rows("SELECT idx, scorecard FROM batch_calls WHERE batch_id = ? AND scorecard IS NOT NULL", [batch_id])
        return {row["idx"]: row["scorecard"] for row in rows}

    return stored, batch_id


def told_of(name: str, count: int, passed: float, watched: Watched) -> None:
    """Print the figures of one run."""
    print(f"{name}: {count} calls in {passed:.0f} s = {count / passed:.0f} calls/s, start of the workers included; {1000 * watched.cpu_s / count:.1f} ms of CPU a call, so {WORKERS * count / watched.cpu_s:.0f} calls/s on two cores of their own")
    tenths = [watched.memory[int(share / 10 * (len(watched.memory) - 1))] for share in range(1, 11)]
    print("  memory of all its processes, MB at calls done: " + ", ".join(f"{megabytes:.0f} at {done}" for done, megabytes in tenths))


def main() -> None:
    """Run the batch with a kill in the middle and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=10_000)
    calls = parser.parse_args().calls
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "batch.db"
        stored, batch_id = with_batch(store, calls)
        print(f"{calls} distinct calls, {store.stat().st_size / 1e6:.0f} MB")
        passed, watched, told = run(store, batch_id, calls * 2 // 5)
        before = stored()
        told_of("until it was killed", len(before), passed, watched)
        passed, watched, _ = run(store, batch_id, None)
        after = stored()
        told_of("taken up again", len(after) - len(before), passed, watched)
        lost = calls - len(after)
        changed = sum(after.get(idx) != body for idx, body in before.items())
        print(f"{told} calls told as done when it was killed, {len(before)} stored; lost: {lost}; judged anew though stored: {changed}")


if __name__ == "__main__":
    main()
