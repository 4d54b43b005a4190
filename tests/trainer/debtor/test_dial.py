"""The pressure dial: the debtor as written at 0, really sharper and faster above it, milder below, and the same call for the same words."""
from __future__ import annotations

import pytest

from trainer.domain.call import CollectorDeed, Turn
from trainer.domain.dial import Dial
from trainer.domain.text import Language
from trainer.service.content import Content
from trainer.service.live_call import LiveCall

LINES = {
    Language.ZH: ("您好，请问是本人吗？", "您的信用卡逾期了，欠款一直没有还。", "您什么时候还？", "您今天能还多少？", "您必须今天还清。", "为什么还不还？", "您到底还不还？", "今天必须还。"),
    Language.EN: (
        "Good morning, am I speaking to the account holder?", "Your card is overdue and the debt has not been paid.", "When will you pay?", "How much can you pay today?",
        "You must pay it all today.", "Why have you still not paid?", "Are you going to pay or not?", "It has to be today.",
    ),
}
SCENARIOS = ("cn_job_loss_first_default", "cn_angry_repeat_calls", "us_haggler_settlement", "uk_landlord_pub", "cn_evasive_next_week")


def played(content: Content, scenario: str, language: Language, dial: Dial, seed: int = 3) -> list[Turn]:
    call = LiveCall(content, content.library.scenarios[scenario], language, seed, dial)
    call.open()
    for line in LINES[language]:
        if not call.ended:
            call.act(CollectorDeed.SAY, line)
    return call.turns


def anger(turns: list[Turn]) -> float:
    moods = [turn.mood.anger for turn in turns if turn.mood is not None]
    return sum(moods) / len(moods)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_hostility_moves_anger_step_by_step(content: Content, scenario: str, language: Language) -> None:
    felt = [anger(played(content, scenario, language, Dial(hostility=points))) for points in (-2, -1, 0, 1, 2)]
    assert felt == sorted(felt) and felt[4] > felt[0] + 0.15


@pytest.mark.parametrize("language", list(Language))
def test_pace_wears_patience_out_sooner(content: Content, language: Language) -> None:
    lengths = [
        sum(len(played(content, scenario, language, Dial(pace=points), seed)) for scenario in SCENARIOS for seed in (1, 2, 3)) for points in (-2, 0, 2)
    ]
    assert lengths[0] >= lengths[1] > lengths[2]


def test_pace_cuts_into_long_turns(content: Content) -> None:
    speech = "您好，我想把整个情况从头到尾跟您说一遍，" + "这张卡从去年开始就一直没有按时还过最低还款额，系统里每个月都有提醒短信发给您，" * 6 + "所以今天打电话来。"

    def cut_in(points: int) -> int:
        times = 0
        for seed in range(30):
            call = LiveCall(content, content.library.scenarios["cn_job_loss_first_default"], Language.ZH, seed, Dial(pace=points))
            call.open()
            times += any("interrupt" in turn.moves for turn in call.act(CollectorDeed.SAY, speech)[1:])
        return times

    assert cut_in(2) > cut_in(0) + 4


def test_the_same_seed_words_and_dial_give_the_same_call_and_another_dial_another(content: Content) -> None:
    hard = Dial(hostility=2, pace=1)
    first, second, plain = (played(content, "cn_angry_repeat_calls", Language.ZH, dial) for dial in (hard, hard, Dial()))
    assert first == second and first != plain


@pytest.mark.parametrize(("dial", "written", "comes_to"), [((0, 0), 3, 3), ((1, 0), 3, 4), ((1, 1), 3, 4), ((2, 2), 3, 5), ((2, 2), 5, 5), ((-2, 0), 2, 1), ((2, -2), 3, 3), ((-1, 0), 1, 1)])
def test_the_dial_is_part_of_the_difficulty(dial: tuple[int, int], written: int, comes_to: int) -> None:
    assert Dial(hostility=dial[0], pace=dial[1]).difficulty(written) == comes_to
