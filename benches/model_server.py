"""`python -m benches.model_server PYTHON`: the client and a whole call against llama.cpp's OpenAI-compatible server with a tiny random model.

PYTHON is the interpreter of an environment that has `llama-cpp-python[server]` and `gguf`; `make check-model-server` makes one and runs this.
It says how the protocol goes (streaming, usage, a wrong key, a cut length, structured output, a killed server), nothing about how well a model talks.
"""
from __future__ import annotations

import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from pydantic import SecretStr

from trainer.domain.call import CollectorDeed, Speaker
from trainer.domain.text import Language
from trainer.llm.client import Answer, ModelClient, ModelUnavailableError
from trainer.llm.settings import Endpoint, ModelSettings
from trainer.llm.wording import Wording
from trainer.service.content import load_content
from trainer.service.live_call import LiveCall
from trainer.service.model_wording import ModelWording
from trainer.version import ROOT

KEY = secrets.token_hex(8)
START_LIMIT_S = 60
LIMIT_S = 8.0
CASE = "cn_job_loss_first_default"
LINES = ("您好，我是海州银行的李然，请问是周敏女士吗？", "这通电话有录音，麻烦报一下身份证后四位。", "是什么原因没还上？")
HELLO = ({"role": "user", "content": "Say a few words."},)


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _started(python: str, model: Path, port: int) -> subprocess.Popen[bytes]:
    server = subprocess.Popen(
        [python, "-m", "llama_cpp.server", "--model", str(model), "--model_alias", "tiny", "--port", str(port), "--host", "127.0.0.1", "--api_key", KEY, "--n_ctx", "2048", "--chat_format", "chatml"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError("the server stopped while starting")
        try:
            request = urllib.request.Request(f"http://127.0.0.1:{port}/v1/models", headers={"Authorization": f"Bearer {KEY}"})
            with urllib.request.urlopen(request, timeout=1):
                return server
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not answer in time")


def _client(port: int, used: list[Answer], key: str = KEY, *, structured: bool = False) -> ModelClient:
    endpoint = Endpoint(name="llama.cpp", base_url=f"http://127.0.0.1:{port}/v1", model="tiny", api_key=SecretStr(key), structured=structured)
    settings = ModelSettings(endpoints=(endpoint,), reply_limit_s=LIMIT_S, stall_limit_s=LIMIT_S)
    return ModelClient(settings, monotonic=time.monotonic, sleep=time.sleep, used=lambda endpoint, answer: used.append(answer))


def _reason(ask: Callable[[], object]) -> str:
    try:
        ask()
    except ModelUnavailableError as error:
        return error.reason
    return "answered"


def _call(port: int, stop: Callable[[int], None]) -> tuple[LiveCall, list[str]]:
    """A call whose lines go through the model, and what was seen of replies while they came."""
    seen: list[str] = []
    call = LiveCall(load_content(ROOT, "check"), load_content(ROOT, "check").library.scenarios[CASE], Language.ZH, 3)
    call.open()
    wording = ModelWording(Wording(_client(port, [])))
    for number, line in enumerate(LINES):
        stop(number)
        if not call.ended and call.act(CollectorDeed.SAY, line)[-1].speaker is Speaker.DEBTOR:
            call.reword(*wording(call, seen.append))
    return call, seen


def main() -> int:
    """Run every check and print one line for each; exit code 1 where one did not hold."""
    python = sys.argv[1]
    results: list[tuple[str, bool, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        model, port = Path(folder) / "tiny.gguf", _port()
        subprocess.run([python, "-m", "benches.tiny_model", str(model)], cwd=ROOT, check=True)
        server = _started(python, model, port)
        try:
            used: list[Answer] = []
            parts: list[str] = []
            reason = _reason(lambda: _client(port, used).ask(HELLO, max_tokens=24, temperature=1.0, heard=parts.append))
            results.append(("an answer streams in and ends", reason in ("answered", "empty") and len(parts) > 1, f"{reason}, {len(parts)} pieces"))
            counted = [answer.tokens_in + answer.tokens_out for answer in used]
            results.append(("tokens are counted", reason == "empty" or sum(counted) > 0, str(counted)))
            results.append(("a wrong key is told from other trouble", _reason(lambda: _client(port, used, "wrong").ask(HELLO, max_tokens=5)) == "key", ""))
            schema = {"type": "object", "properties": {"word": {"type": "string"}}, "required": ["word"]}
            reason = _reason(lambda: _client(port, used, structured=True).ask(HELLO, max_tokens=24, schema=schema))
            results.append(("structured output or a clear refusal", reason in ("answered", "server", "bad_request", "empty", "cut_off"), reason))
            started = time.monotonic()
            call, seen = _call(port, lambda number: None)
            spent = time.monotonic() - started
            spoken = [turn for turn in call.turns if turn.speaker is Speaker.DEBTOR]
            results.append(("random words never reach the call", all(turn.text == plain.text for turn, plain in zip(call.turns, call.plain, strict=True)), f"{len(spoken)} lines, {spent:.1f} s, seen {sorted(set(seen))}"))

            def unplug(number: int) -> None:
                if number == 1:
                    server.kill()
                    server.wait()

            call, _ = _call(port, unplug)
            results.append(("a call goes on when the server is killed", len(call.turns) == 2 * len(LINES) + 1 or call.ended, f"{len(call.turns)} turns"))
        finally:
            server.kill()
            server.wait()
    for name, held, detail in results:
        print(f"{'ok  ' if held else 'FAIL'} {name}{f': {detail}' if detail else ''}")
    return int(not all(held for _, held, _ in results))


if __name__ == "__main__":
    sys.exit(main())
