"""`shift` on the command line: worked to its end over pipes in both languages, the same bytes for the same seed, one clear line for bad input."""
from __future__ import annotations

import json
import subprocess
import sys

import pytest

from scenarios.cases_loader import load_shifts
from trainer.bootstrap import ROOT


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "trainer", "shift", *arguments], cwd=ROOT, input=stdin, capture_output=True, text=True, encoding="utf-8", check=False)


def deeds(shift_id: str, good: bool) -> str:
    """Every item dealt with in the order in which it comes due, rightly or wrongly, waiting for what opens later."""
    minute, lines = 0, []
    for item in sorted(load_shifts({})[shift_id].items, key=lambda item: (item.opens, item.until if item.until is not None else 99)):
        choice = next(choice for choice in item.choices if choice.good is good)
        if minute < item.opens:
            lines.append(f"/wait {item.opens - minute}")
            minute = item.opens
        lines.append(f"/do {item.id} {choice.id}")
        minute += choice.minutes
    return "\n".join(lines) + "\n"


def last(text: str) -> dict[str, object]:
    found = json.loads(text.splitlines()[-1])
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("shift_id", ["cn_monday_evening", "us_monday_evening"])
def test_a_shift_is_worked_to_its_end_and_right_work_beats_wrong_work(shift_id: str, language: str) -> None:
    cards = []
    for good in (True, False):
        done = run(shift_id, "--language", language, "--minutes", "120", "--json", stdin=deeds(shift_id, good))
        end = last(done.stdout)
        assert done.returncode == 0 and done.stderr == "" and end["ending"] == "finished" and end["left"] == []
        cards.append(end["scorecard"])
    right, wrong = cards
    assert right["overall"] > wrong["overall"] + 30 and right["findings"] == [] and len(wrong["findings"]) >= 5  # type: ignore[index, operator]


def test_the_shown_language_is_the_asked_one() -> None:
    zh, en = (json.loads(run("us_monday_evening", "--language", language, "--json").stdout.splitlines()[0])["queue"][0]["title"] for language in ("zh", "en"))
    assert any("\u4e00" <= char <= "\u9fff" for char in zh) and not any("\u4e00" <= char <= "\u9fff" for char in en)


def test_the_same_seed_and_deeds_give_the_same_bytes_and_the_seed_orders_the_queue() -> None:
    first, second = (run("cn_monday_evening", "--seed", "5", "--json").stdout for _ in range(2))
    other = run("cn_monday_evening", "--seed", "6", "--json").stdout
    assert first == second and first.splitlines()[0] != other.splitlines()[0]


def test_what_was_said_with_a_deed_is_heard() -> None:
    calm, harsh = (
        last(run("us_monday_evening", "--json", stdin=f"/wait 3\n{line}\n/do angry_caller steady\n/finish\n").stdout)
        for line in ("I am sorry about that, let me look at the log.", "Shut up, you deadbeat, you are a worthless liar.")
    )
    assert calm["done"][0]["composure"] > harsh["done"][0]["composure"]  # type: ignore[index]
    assert "abusive_language" in {found["rule"] for found in harsh["scorecard"]["findings"]}  # type: ignore[index]


def test_stop_leaves_no_mark_and_no_name_lists_what_there_is() -> None:
    end = last(run("cn_monday_evening", "--json", stdin="/stop\n").stdout)
    assert end["ending"] == "stopped" and end["scorecard"] is None
    assert {row["id"] for row in json.loads(run("--json").stdout)} == {"cn_monday_evening", "us_monday_evening"}


@pytest.mark.parametrize(("arguments", "stdin", "says"), [
    (("nothing",), "", "cn_monday_evening"), (("cn_monday_evening", "--minutes", "5"), "", "15"), (("us_monday_evening",), "/jump\n", "/finish"), (("us_monday_evening",), "/do x\n", "ITEM CHOICE"),
    (("us_monday_evening",), "/do angry_caller steady\n", "records"), (("us_monday_evening",), "/do records nothing\n", "write_facts"), (("us_monday_evening",), "/wait soon\n", "240"),
])
def test_bad_input_gets_one_line_and_code_two(arguments: tuple[str, ...], stdin: str, says: str) -> None:
    done = run(*arguments, stdin=stdin)
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1 and says in done.stderr and "Traceback" not in done.stderr
