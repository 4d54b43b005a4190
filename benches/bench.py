"""`make bench`: a debtor turn, a scored call, a batch, and the call screen under load against a bare chat app; ratios within one run."""
from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from benches.page_load import Visitor, measure
from trainer.bootstrap import Services, Settings, build
from trainer.domain.call import CollectorDeed
from trainer.domain.text import Language
from trainer.service.accounts import hashed
from trainer.service.content import load_content
from trainer.service.demo import make_demo
from trainer.service.intake.pool import score_all
from trainer.service.live_call import LiveCall
from trainer.service.scripted.collectors import COLLECTORS
from trainer.service.scripted.play import scripted_call
from trainer.version import ROOT
from trainer.web.routes import COOKIE

TRAINEES = 100
LINES_EACH = 4
THINK_S = 5.0
BATCH = 1_000
LINES = ("您好，请问是本人吗？", "这通电话有录音，麻烦核对一下身份。", "是什么原因没还上？", "每个月能拿出多少？")


def quantile(values: Sequence[float], share: float) -> float:
    """That quantile of the values."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def turns_and_scores(services: Services) -> list[str]:
    """Print turn and score times of scripted calls; returns their transcripts as JSON for the batch."""
    turn_s: list[float] = []
    score_s: list[float] = []
    bodies: list[str] = []
    scenarios = sorted(services.content.library.scenarios.values(), key=lambda item: item.id)
    for number, scenario in enumerate(scenarios):
        for language in Language:
            call = LiveCall(services.content, scenario, language, number)
            act = call.act

            def timed(deed: CollectorDeed, text: str = "", act=act) -> object:  # type: ignore[no-untyped-def]
                started = time.perf_counter()
                done = act(deed, text)
                turn_s.append(time.perf_counter() - started)
                return done

            call.act = timed  # type: ignore[method-assign, assignment]
            scripted_call(call, "skilled" if number % 2 else "average", random.Random(number))
            started = time.perf_counter()
            call.score("bench")
            score_s.append(time.perf_counter() - started)
            bodies.append(call.transcript(f"{scenario.id}-{language.value}").model_dump_json())
    warm = turn_s[50:]
    print(f"one debtor turn (hear, feel, decide, say): p50 {1000 * statistics.median(warm):.2f} ms, p95 {1000 * quantile(warm, 0.95):.2f} ms, n={len(warm)} (goal p95 <= 10 ms)")
    print(f"one call scored: p50 {1000 * statistics.median(score_s):.1f} ms, p95 {1000 * quantile(score_s, 0.95):.1f} ms, n={len(score_s)} (goal <= 20 ms)")
    return bodies


def batch(bodies: list[str]) -> None:
    """Print how many calls a second two cores score."""
    tasks = [(index, bodies[index % len(bodies)]) for index in range(BATCH)]
    list(score_all(ROOT, tasks[:64], 2))
    started = time.perf_counter()
    done = sum(1 for _ in score_all(ROOT, tasks, 2))
    print(f"{done} calls scored in batch on two cores, start of the workers included: {done / (time.perf_counter() - started):.0f} calls/s (goal >= 100)")


def serve(arguments: list[str], port: int, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a Streamlit server and wait until it answers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", *arguments, "--server.port", str(port)], cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return process
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError("the server did not start")


def pages(services: Services, store: Path) -> None:
    """Print the call screen with 100 live trainees beside a bare chat app in the same run."""
    person = services.people.person("demo-lin")
    if person is None:
        raise RuntimeError("no demo organisation")
    token = services.outside.new_secret()
    now = services.outside.now()
    services.accounts._devices.add_device(hashed(token), person.id, now, now.replace(year=now.year + 1))
    names = sorted(services.content.library.scenarios)
    calls = [services.practice.start(person, names[index % len(names)], Language.ZH, seed=index) for index in range(TRAINEES)]
    measured = {}
    for name, port, arguments, visitors in (
        ("bare", 8711, ["benches/bare_chat.py"], [Visitor("http://127.0.0.1:8711", "", "", "", LINES[:LINES_EACH])] * TRAINEES),
        ("call", 8712, ["streamlit_app.py"], [Visitor("http://127.0.0.1:8712", "call", f"call={call}", f"{COOKIE}={token}", LINES[:LINES_EACH]) for call in calls]),
    ):
        process = serve(arguments, port, {"DUILIAN_STORE": str(store)})
        try:
            measured[name] = measure(visitors, think_s=THINK_S, ramp_s=THINK_S, seed=1)
        finally:
            process.kill()
    for name, found in measured.items():
        print(f"{name} page, {TRAINEES} live, a line every {THINK_S:.0f} s: p50 {1000 * found.median_s:.0f} ms, p95 {1000 * found.p(0.95):.0f} ms")
    print(f"ratio call : bare = {measured['call'].median_s / measured['bare'].median_s:.2f} at p50, {measured['call'].p(0.95) / measured['bare'].p(0.95):.2f} at p95 (goal <= 1.25)")


def main() -> None:
    """Run every benchmark of the practice call."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "bench.db"
        services = build(Settings(store=store), content=load_content(ROOT, "bench"))
        make_demo(services.content, services.catalogue, services.people, services.calls, services.rollups, services.assignment_store, services.outside)
        print(f"{len(COLLECTORS)} scripted collectors, {len(services.content.library.scenarios)} scenarios")
        batch(turns_and_scores(services))
        pages(services, store)


if __name__ == "__main__":
    main()
