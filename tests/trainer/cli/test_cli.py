"""The command line as other programs use it: formats, exit codes, one clear line for bad input, and the same bytes in two processes."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from trainer.bootstrap import ROOT

CASE = "cn_job_loss_first_default"
LINES = "您好，我是海州银行的李然，工号5082，请问是周敏女士吗？\n这通电话有录音，麻烦报一下身份证后四位。\n是什么原因没还上？\n先这样，再见。\n/note 本人接听，未谈成\n"
OUTCOMES = {
    "paid_in_full", "payment_plan", "promise_to_pay", "deferral", "settlement", "dispute_logged", "callback", "transferred", "message_left", "refused", "hung_up", "no_agreement",
}


def run(*arguments: str, stdin: str = "", extra: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **(extra or {})}
    return subprocess.run([sys.executable, "-m", "trainer", *arguments], cwd=ROOT, input=stdin, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)


def call(identifier: str = "c1", **changes: object) -> dict[str, object]:
    turns = [{"speaker": "collector", "text": "您好，我是海川银行的小周，工号5207，请问是李先生吗？"}, {"speaker": "debtor", "text": "是我，什么事"}, {"speaker": "collector", "text": "您好"}]
    return {"id": identifier, "language": "zh", "jurisdiction": "cn", "context": {}, "turns": turns, **changes}


def test_scenarios_as_json() -> None:
    done = run("scenarios", "--json")
    listed = json.loads(done.stdout)
    assert done.returncode == 0 and len(listed) >= 14
    assert {"id", "title", "languages", "jurisdiction", "temperament", "difficulty", "channel"} <= set(listed[0])


def test_play_speaks_one_json_line_a_debtor_turn_and_ends_with_the_score() -> None:
    done = run("play", CASE, "--language", "zh", "--seed", "3", "--json", stdin=LINES)
    *turns, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and done.stderr == ""
    assert [turn["turn"] for turn in turns] == [0, 2, 4, 6, 8][: len(turns)]
    assert all(turn["speaker"] == "debtor" and set(turn["mood"]) == {"anger", "anxiety", "trust", "patience"} for turn in turns)
    assert last["outcome"]["kind"] in OUTCOMES and set(last["outcome"]["agreed"]) >= {"amounts", "dates", "instalments"}
    assert {"overall", "passed", "findings", "criteria", "versions"} <= set(last["scorecard"])


def test_play_answers_each_line_at_once() -> None:
    with subprocess.Popen([sys.executable, "-m", "trainer", "play", CASE, "--json"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as talk:
        assert talk.stdin is not None and talk.stdout is not None
        assert json.loads(talk.stdout.readline())["turn"] == 0
        talk.stdin.write("您好，请问是周敏女士吗？\n")
        talk.stdin.flush()
        assert json.loads(talk.stdout.readline())["turn"] == 2
        talk.stdin.close()
        assert "scorecard" in json.loads(talk.stdout.readline())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_seed_and_words_give_the_same_bytes_in_two_processes(language: str) -> None:
    lines = LINES if language == "zh" else "Hello, this is Jordan Lee from the bank. Is that Ms Zhou?\nThis call is recorded. Your ID's last four, please?\nWhat happened?\nBye.\n"
    first, second = (run("play", CASE, "--language", language, "--seed", "9", "--json", stdin=lines, extra={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2"))
    assert first == second and first


def test_the_command_line_needs_neither_streamlit_nor_a_model() -> None:
    program = (
        f"import sys, io; sys.argv = ['trainer', 'play', '{CASE}', '--json']; sys.stdin = io.TextIOWrapper(io.BytesIO('您好\\n'.encode()), encoding='utf-8')\n"
        "from trainer.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "assert 'streamlit' not in sys.modules and 'openai' not in sys.modules, sorted(name for name in sys.modules if name in ('streamlit', 'openai'))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def test_an_unknown_scenario_is_one_line_and_exit_2() -> None:
    done = run("play", "cn_job_los")
    assert done.returncode == 2 and done.stdout == ""
    assert len(done.stderr.splitlines()) == 1 and "cn_job_los" in done.stderr and "available" in done.stderr


def test_score_reads_one_object_or_one_a_line(tmp_path: Path) -> None:
    one, many = tmp_path / "one.json", tmp_path / "many.jsonl"
    one.write_text(json.dumps(call(), ensure_ascii=False, indent=1), encoding="utf-8")
    many.write_text("".join(json.dumps(call(f"c{index}"), ensure_ascii=False) + "\n" for index in range(3)), encoding="utf-8")
    done = run("score", str(one), str(many), "--json")
    cards = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and [card["id"] for card in cards] == ["c1", "c0", "c1", "c2"]
    for card in cards:
        for finding in card["findings"]:
            assert finding["quote"] in call()["turns"][finding["turn"]]["text"]  # type: ignore[index]
        for item in card["criteria"]:
            assert (item["score"] is not None) == (item["status"] == "scored")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{broken", "JSON"), ("[1]", "object"), (json.dumps(call(language="fr")), "zh, en"), (json.dumps(call(jurisdiction="de")), "cn, us, uk"), (json.dumps(call(extra=1)), "extra"),
        (json.dumps(call(context={"party": "mother"})), "party"), (json.dumps(call(context={"weather": "fine"})), "weather"), (json.dumps(call(turns=[{"speaker": "agent", "text": "x"}])), "collector, debtor"),
        (json.dumps(call(turns="none")), "turns"), ("", "empty"),
    ],
)
def test_a_broken_transcript_is_one_line_and_the_others_are_still_scored(tmp_path: Path, body: str, words: str) -> None:
    bad, good = tmp_path / "bad.jsonl", tmp_path / "good.json"
    bad.write_text(body, encoding="utf-8")
    good.write_text(json.dumps(call("fine")), encoding="utf-8")
    done = run("score", str(bad), str(good), "--json")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1 and words in done.stderr and "bad.jsonl" in done.stderr
    assert json.loads(done.stdout)["id"] == "fine"


def test_files_that_are_missing_or_not_text_are_named(tmp_path: Path) -> None:
    wrong = tmp_path / "latin.json"
    wrong.write_bytes(b"\xff\xfe\x00{")
    done = run("score", str(tmp_path / "nowhere.json"), str(wrong))
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 2
    assert "nowhere.json" in done.stderr and "UTF-8" in done.stderr


def test_hear_keeps_the_order_and_the_documented_keys() -> None:
    lines = [
        {"id": "u1", "text": "下个月15号先还三千五，剩下的分六期可以吗？", "language": "zh", "today": "2026-11-23"},
        {"id": "u2", "text": "Could you do two fifty by Friday?", "language": "en", "today": "2026-11-23", "context": {"party": "right_party"}},
    ]
    done = run("hear", stdin="".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    heard = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and [item["id"] for item in heard] == ["u1", "u2"]
    assert heard[0]["amounts"] == ["3500.00"] and heard[0]["dates"] == ["2026-12-15"] and heard[0]["instalments"] == [6]
    assert {"propose_partial", "propose_instalments"} <= set(heard[0]["acts"])
    assert heard[1]["amounts"] == ["250.00"] and heard[1]["dates"] == ["2026-11-27"]


def test_hear_goes_on_after_a_bad_line() -> None:
    good = json.dumps({"id": "u1", "text": "您好", "language": "zh", "today": "2026-11-23"})
    done = run("hear", stdin=f"{{broken\n{good}\n")
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
    assert json.loads(done.stdout)["id"] == "u1"
