"""`case` on the command line: every case to its end over pipes, the same bytes for the same seed, one clear line for bad input."""
from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from scenarios.cases_loader import load_cases
from trainer.bootstrap import ROOT
from trainer.cli.case import case
from trainer.cli.content import content

PUSHING = """您好，我是海州银行信用卡中心的李然，工号5082，请问是周敏女士本人吗？
这通电话有录音。麻烦您报一下身份证后四位。
您尾号6621的卡欠款18650元，逾期64天，请您今天就还。
您必须一次还清18650元，9月15日之前。
不行，分期不可能。您想办法凑一凑，9月15日还清18650元，能不能做到？
您再不答应，后果您自己承担。9月15日前还9000元，行不行？
那就9月20日还9000元，您必须答应。
好，9月20日9000元，手机银行还。再见。
/note 本人接听，约定9月20日9000元
/done
/analysis willing,can_pay_part,high,send_notice
/next
周敏您好，9月20日请还9000元。海州银行
/to mobile
/send
/next
"""
REST = """9月20日没有到账，由我跟进，10月20日前致电。
/send
/next
您好，请问是周敏女士吗？
/hangup
/done
/next
9月20日没有到账，失业，由主管跟进，10月20日前致电确认。
/send
/next
"""


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "trainer", "case", *arguments], cwd=ROOT, input=stdin, capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_whole_case_over_pipes_shows_the_promise_break_at_stage_three() -> None:
    done = run("cn_job_loss_case", "--seed", "2", "--json", stdin=PUSHING + REST)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    arrivals = [line for line in lines if "number" in line]
    assert done.returncode == 0 and done.stderr == ""
    assert [(line["number"], line["kind"]) for line in arrivals] == [(1, "call"), (2, "notice"), (3, "watch"), (4, "call"), (5, "handover")]
    assert any("未兑现" in came for came in arrivals[2]["came_in"])
    last = lines[-1]
    assert last["ending"] == "handed_over" and last["left"] == [] and isinstance(last["overall"], float)
    assert {line["judged"] for line in lines if "judged" in line} == {"call", "analysis_after", "notice", "report"}


def test_the_same_seed_and_lines_give_the_same_bytes() -> None:
    first, second = (run("cn_job_loss_case", "--seed", "2", "--json", stdin=PUSHING).stdout for _ in range(2))
    assert first == second and "\"ending\": null" in first


def test_a_notice_to_a_shared_address_brings_a_complaint() -> None:
    text = "Dear Tina, your credit card is overdue and you owe $3,412.66. Harbor Point Recovery, a debt collector.\n/to family_mail\n/subject Your overdue debt\n/send\n/next\n"
    done = run("us_trucker_case", "--language", "en", "--json", stdin=text)
    last = json.loads(done.stdout.splitlines()[-1])
    assert last["complaints"] == [{"rule": "third_party_disclosure", "stage": "first_notice", "came": True}]


@pytest.mark.parametrize(("arguments", "stdin", "says"), [
    (("nothing",), "", "cn_job_loss_case"), (("cn_job_loss_case", "--seed", "-1"), "", "-1"), (("cn_job_loss_case",), "/jump\n", "/next"), (("cn_job_loss_case",), "/next\n", "case_stage_open"),
    (("cn_job_loss_case",), "/analysis yes\n", "WILLINGNESS"), (("us_trucker_case",), "x\n/to moon\n/send\n", "family_mail"),
])
def test_bad_input_gets_one_line_and_code_two(arguments: tuple[str, ...], stdin: str, says: str) -> None:
    done = run(*arguments, stdin=stdin)
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1 and says in done.stderr
    assert "Traceback" not in done.stderr


def test_stop_leaves_no_mark() -> None:
    last = json.loads(run("cn_liar_case", "--json", stdin="/stop\n").stdout.splitlines()[-1])
    assert last["ending"] == "stopped" and last["overall"] is None


WORDS = {
    "zh": ("您好，请问是本人吗？", "您好，请致电我们。", "已致电，由我跟进，3日内回访。", "来电"),
    "en": ("Hello, is that the account holder?", "Hello, please call us.", "I called and will follow up within 3 days.", "they rang"),
}


def deeds(case_id: str, language: str) -> str:
    """Something done at every stage of a case, requests by phone and in writing by turns."""
    said, written, noted, record = WORDS[language]
    lines, requests = [], 0
    for stage in load_cases(content().library.scenarios)[case_id].stages:
        by_phone = stage.kind == "request" and requests % 2 == 0
        requests += stage.kind == "request"
        if stage.kind == "call" or by_phone:
            lines += [*(["/call"] if by_phone else []), said, "/hangup", f"/note {record}", "/done"]
        elif stage.kind == "legal_decision":
            lines += ["/route no", "/decide"]
        else:
            lines += [noted if stage.kind in ("watch", "handover") else written, "/send"]
        lines += ["/analysis willing,unclear,high,call_back", "/next"]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("case_id", ["cn_job_loss_case", "cn_liar_case", "cn_paid_twice_case", "uk_nurse_case", "us_trucker_case"])
def test_every_case_is_carried_to_its_end_over_pipes(case_id: str, language: str) -> None:
    done = CliRunner().invoke(case, [case_id, "--language", language, "--json"], input=deeds(case_id, language))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0 and done.stderr == "" and lines[-1]["ending"] is not None and lines[-1]["left"] == []
    asked = {line["stage"] for line in lines if line.get("request")}
    judged = [line["judged"] for line in lines if "judged" in line]
    assert judged.count("analysis_after") == sum("number" in line for line in lines)
    assert judged.count("answer") == (len(asked) + 1) // 2


def test_the_dial_moves_the_debtor_of_a_case_and_no_name_lists_all_cases() -> None:
    moods = [json.loads(run("cn_job_loss_case", "--hostility", points, "--json").stdout.splitlines()[1])["mood"]["anger"] for points in ("-2", "0", "2")]
    assert moods[0] <= moods[1] < moods[2]
    assert {row["id"] for row in json.loads(run("--json").stdout)} >= {"cn_job_loss_case", "uk_nurse_case", "us_trucker_case"}


@pytest.mark.parametrize(("case_id", "stdin", "says"), [
    ("us_trucker_case", "x\n/send\n/send\n", "line 3"), ("us_trucker_case", "/call\n", "line 1"), ("cn_job_loss_case", "/send\n", "line 1"), ("cn_job_loss_case", "/done\n/done\n", "line 2"),
    ("us_trucker_case", "/decide\n", "/route"), ("us_trucker_case", "/done\n", "line 1"),
])
def test_work_out_of_turn_says_where(case_id: str, stdin: str, says: str) -> None:
    done = run(case_id, stdin=stdin)
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1 and says in done.stderr and "Traceback" not in done.stderr
