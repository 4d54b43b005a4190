"""Duties that start when the other side says something."""
from __future__ import annotations

import pytest

from scoring.packs import load_packs
from scoring.rubrics_loader import load_rubrics
from scoring.score import score_call
from trainer.domain.call import Speaker, Transcript, Turn
from trainer.domain.context import CallContext

PACKS = load_packs()
RUBRICS = load_rubrics()


def judge(*lines, language="zh", jurisdiction="cn", **context):
    turns = tuple(Turn(index=index, speaker=Speaker.COLLECTOR if line[0] == "c" else Speaker.DEBTOR, text=line[2:].strip()) for index, line in enumerate(lines))
    given = {"identity_verified": True, "recording_notice_played": True, **context}
    transcript = Transcript(id="t", language=language, jurisdiction=jurisdiction, context=CallContext.model_validate(given), turns=turns)
    return score_call(transcript, PACKS[jurisdiction], RUBRICS[(jurisdiction, "practice")], app_version="test")


def rules(card):
    return {finding.rule for finding in card.findings if not finding.needs_review}


def finding(card, rule):
    return next(found for found in card.findings if found.rule == rule)


HELLO = "c: 您好，海川银行信用卡中心李山，工号8812，您的信用卡逾期64天了。"


def test_hardship_passed_over_is_found_with_the_words_that_passed_over_it():
    card = judge(HELLO, "d: 我上个月被裁了，没有收入。", "c: 那您今天几点能还？", "d: 真没钱。", "c: 今天必须还，几点能还？", "d: 我不知道。")
    found = finding(card, "ignoring_hardship")
    assert found.turn in (2, 4)
    assert "被裁" in found.why.zh
    assert "被裁" in found.better_line.zh


def test_hardship_taken_up_within_the_window_is_no_breach():
    card = judge(HELLO, "d: 我上个月被裁了，没有收入。", "c: 被裁员确实不容易，现在每月还有哪些收入，开支大概多少？", "d: 打零工，一千多。", "c: 那您看下月10号先还500元可以吗？", "d: 可以。")
    assert "ignoring_hardship" not in rules(card)


def test_after_a_self_harm_remark_no_word_of_payment_is_allowed_even_later():
    lines = [
        HELLO, "d: 我不想活了。", "c: 还款的事先放一放，您现在安全吗？身边有人陪着吗？", "d: 有，我姐在。", "c: 那就好，您可以拨打12356心理援助热线。", "d: 嗯。",
    ]
    assert "self_harm_mishandling" not in rules(judge(*lines, "c: 您多保重，我请主管跟进，再见。"))
    later = judge(*lines, "c: 那您看这周能先还多少？")
    assert finding(later, "self_harm_mishandling").turn == 6


def test_a_dispute_is_logged_or_found():
    pressed = judge(HELLO, "d: 这笔不是我刷的，卡被盗刷了。", "c: 您先把最低还了，免得影响征信。", "d: 凭什么？", "c: 今天能不能还？", "d: 不还。")
    logged = judge(HELLO, "d: 这笔不是我刷的，卡被盗刷了。", "c: 我先给您登记争议，这部分暂停催收，核实后答复您。", "d: 好。", "c: 谢谢您，再见。")
    assert "ignoring_dispute" in rules(pressed)
    assert "ignoring_dispute" not in rules(logged)


def test_a_complaint_gets_its_route():
    refused = judge(HELLO, "d: 我要投诉你。", "c: 您先把款还了再说，今天能还多少？", "d: 投诉电话多少？", "c: 您先说几点能还。", "d: ……")
    given = judge(HELLO, "d: 我要投诉你。", "c: 投诉是您的权利，可以打我行投诉专线，不满意还可以拨12378，不影响您的方案。", "d: 行。", "c: 谢谢，再见。")
    assert "refuse_complaint_channel" in rules(refused)
    assert "refuse_complaint_channel" not in rules(given)


def test_who_the_collector_is_does_not_use_up_the_window():
    card = judge(
        "c: 您好，请问是张伟先生吗？", "d: 我失业了，没钱还。", "c: 我是海川银行信用卡中心李山，工号8812，先核对一下您的身份，请报身份证后四位。", "d: 3321。",
        "c: 谢谢。失业确实不容易，现在靠什么生活，每月收入多少？", "d: 打零工。", identity_verified=False,
    )
    assert "ignoring_hardship" not in rules(card)


def test_a_represented_consumer_is_fatal_in_the_us_and_minor_in_china():
    us = judge(
        "c: This call is from a debt collector, Sam Lee at Harbour Recovery.", "d: I have a lawyer, talk to her.", "c: How much can you pay today?", "d: No.",
        "c: Can you do two hundred today?", "d: Bye.", language="en", jurisdiction="us",
    )
    cn = judge(HELLO, "d: 我已经委托律师了，找我律师谈。", "c: 您今天能还多少？", "d: 不谈。", "c: 那您说几号还？", "d: 再见。")
    assert finding(us, "bypass_representative").severity == "fatal"
    assert finding(cn, "bypass_representative").severity == "minor"


def test_a_contact_who_asks_not_to_be_called_weighs_more_than_the_debtor():
    lines = ("c: 您好，我姓李，请问您能联系上张伟吗？", "d: 别再打我电话了。", "c: 那您让他赶紧还，他什么时候能还？", "d: 别打了！", "c: 您看他这周能还多少？", "d: ……")
    third = judge(*lines, party="third_party", relationship="同事", identity_verified=False)
    assert finding(third, "continue_after_cease_request").severity == "major"
    assert finding(third, "continue_after_cease_request").escalated


@pytest.mark.parametrize("jurisdiction", ["cn", "us", "uk"])
def test_a_wrong_person_is_left_alone(jurisdiction):
    kept = judge("c: 您好，请问是张伟先生吗？", "d: 打错了，我不认识他。", "c: 抱歉打扰了，我把这个号码标记为非本人，以后不再拨打，再见。", identity_verified=False, jurisdiction=jurisdiction)
    assert "wrong_person_persistence" not in rules(kept)
    pressed = judge(
        "c: 您好，请问是张伟先生吗？", "d: 打错了，我不认识他。", "c: 别装了，你就是张伟，欠的一万八什么时候还？", "d: 神经病。", identity_verified=False, jurisdiction=jurisdiction,
    )
    assert {"wrong_person_persistence", "third_party_disclosure"} & rules(pressed)


def test_asking_after_the_trouble_takes_it_up():
    card = judge(HELLO, "d: 我上个月被裁了，没有收入。", "c: 裁员是什么时候的事呀？", "d: 上个月底。", "c: 现在有在找活干吗？", "d: 投了几十份简历。")
    assert "ignoring_hardship" not in rules(card)


def test_asking_when_somebody_died_is_no_demand_for_a_day():
    lines = ["c: Hello, could I speak to Mr Ellis please?", "d: He passed in October.", "c: Oh, I'm so sorry to hear that. When did he pass away?", "d: The ninth."]
    card = judge(*lines, "c: I'm sorry. We won't ask you for anything. Goodbye.", language="en", jurisdiction="uk", party="third_party", identity_verified=False)
    assert "deceased_debtor_mishandling" not in rules(card)


def test_asking_for_the_staff_number_is_no_complaint():
    card = judge(HELLO, "d: 你工号多少？", "c: 工号8812。您这个月能先还500元吗？", "d: 行。")
    assert "refuse_complaint_channel" not in rules(card)


def test_a_debt_plan_by_itself_is_no_representative():
    lines = ["c: Hello, this is Jo from Severn Cards, calls are recorded. It's about your card, it's two payments behind.", "d: I pay two ninety into a plan and they share it out."]
    card = judge(*lines, "c: Are there other debts you're paying each month?", "d: Some.", language="en", jurisdiction="uk")
    assert "bypass_representative" not in rules(card)
    named = judge(*lines[:1], "d: My solicitor deals with all that, speak to him.", "c: I'd rather sort it out with you. What could you pay this week?", "d: No.", language="en", jurisdiction="uk")
    assert "bypass_representative" in rules(named)


def test_asking_a_drunk_for_a_day_is_no_care():
    card = judge(HELLO, "d: 再倒一杯……嗝。", "c: 那您给我一个准数，哪天能还，先还多少？", "d: 都还。", "c: 今天必须还，答应不答应？", "d: 答应。")
    assert "ignoring_vulnerability" in rules(card)
