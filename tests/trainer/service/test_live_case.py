"""A case by itself: what an early mistake costs later, requests on the phone, and that the same seed gives the same case."""
from __future__ import annotations

import pytest

from tests.trainer.service.case_play import (
    ALL_CASES,
    ANSWERED,
    BRUSHED_OFF,
    PUSHED,
    PUSHING,
    TELLING,
    at_request,
    begun,
    call,
    play_well,
    write_well,
)
from trainer.domain.call import CollectorDeed
from trainer.domain.case import Analysis, LegalDecision
from trainer.domain.errors import CallStateError, UnknownNameError
from trainer.domain.text import Language
from trainer.service.content import Content


@pytest.mark.parametrize("seed", range(1, 5))
@pytest.mark.parametrize(("case_id", "language"), list(PUSHED))
def test_whoever_pushed_for_too_much_sees_the_promise_break_two_stages_later(content: Content, case_id: str, language: Language, seed: int) -> None:
    live = begun(content, case_id, seed, language)
    while live.stage.id != "first_call":
        write_well(live, "mobile")
        live.go_on()
    lines, most = PUSHED[case_id, language]
    call(live, lines)
    assert live.state.standing is not None and live.state.standing.deal.first_amount == most
    live.go_on()
    write_well(live, "mobile")
    live.go_on()
    kinds = [item.kind for item in live.came_in()]
    assert live.stage.id == "pay_day" and "promise_broken" in kinds and "payment" not in kinds
    assert live.reality().risk == "high" and "await_payment" not in live.reality().next_steps
    live.report("未到账。")
    live.go_on()
    if live.kind == "call":
        spoken = live.file().memory
        assert spoken is not None and spoken.says == live.case.remembered.broken


def test_the_debtor_brings_up_the_broken_promise_on_the_second_call(content: Content) -> None:
    live = begun(content, "cn_job_loss_case", 1)
    call(live, PUSHING)
    for act in (lambda: write_well(live, "mobile"), lambda: live.report("未到账。")):
        live.go_on()
        act()
    live.go_on()
    talk = live.dial()
    said = [turn.text for line in live.scenario.model_call.zh[:3] for turn in talk.act(CollectorDeed.SAY, line)[1:]]
    assert any(part in line for line in said for part in ("做不到", "没做到", "太高", "没凑上", "凑不出"))


def test_whoever_wrote_to_the_shared_address_gets_a_complaint_and_has_to_answer_it_first(content: Content) -> None:
    live = begun(content, "us_trucker_case", 4, Language.EN)
    score = live.write("Dear Tina, your credit card ending 2238 is overdue. You owe $3,412.66. Please pay by 20 August. Harbor Point Recovery, a debt collector.", "family_mail")
    assert "third_party_disclosure" in {finding.rule for finding in score.card.findings}
    came = live.go_on()
    assert [item.kind for item in came] == ["complaint"]
    call(live, live.scenario.model_call.en[:6])
    live.go_on()
    request = live.request()
    assert request is not None and request.kind == "complains" and request.text == live.case.complaint
    assert not live.legal_due() and live.reality().next_steps[0] == "supervisor"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("case_id", ALL_CASES)
def test_every_case_has_an_address_that_others_read_and_a_debtor_who_complains_of_it(content: Content, case_id: str, language: Language) -> None:
    live = begun(content, case_id, 2, language)
    while live.kind != "notice":
        call(live, live.scenario.model_call.in_(language))
        live.go_on()
    shared = next(item for item in live.case.addresses if item.shared)
    live.write(TELLING[language], shared.id)
    live.go_on()
    assert [item.rule for item in live.state.complaints if item.came] == ["third_party_disclosure"] and live.open_complaint


def test_a_letter_to_the_mother_is_complained_of_until_the_note_passes_it_on(content: Content) -> None:
    live = begun(content, "cn_job_loss_case", 3)
    call(live, live.scenario.model_call.zh)
    live.go_on()
    live.write("周敏您好，您的信用卡逾期欠款，请9月20日还622元。海州银行", "home", envelope="信用卡欠款通知")
    live.go_on()
    assert live.open_complaint and live.reality().risk == "high"
    live.report("9月20日到账622元。收到投诉，由主管3日内核查答复，我下一步致电跟进。")
    assert not live.open_complaint and live.work.card is not None and live.work.card.overall == 100


@pytest.mark.parametrize(("case_id", "language"), [
    ("cn_job_loss_case", Language.ZH), ("cn_job_loss_case", Language.EN), ("uk_nurse_case", Language.ZH), ("uk_nurse_case", Language.EN), ("us_trucker_case", Language.EN),
])
def test_whoever_did_all_well_ends_cured(content: Content, case_id: str, language: Language) -> None:
    endings = []
    for seed in range(1, 6):
        live = begun(content, case_id, seed, language)
        play_well(live)
        assert not live.state.complaints and (live.overall() or 0) > 60
        endings.append(live.state.ending)
    assert endings.count("cured") >= 3 and set(endings) <= {"cured", "on_plan", "held_back"}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("case_id", ALL_CASES)
def test_every_case_plays_to_its_end_in_both_languages(content: Content, case_id: str, language: Language) -> None:
    live = begun(content, case_id, 3, language)
    assert len(live.case.stages) >= 4
    play_well(live)
    assert live.state.ending is not None and len(live.state.work) == len(live.case.stages)


def test_the_same_seed_gives_the_same_case_and_another_seed_another(content: Content) -> None:
    states = []
    for seed in (3, 3, 2, 1):
        live = begun(content, "cn_job_loss_case", seed)
        play_well(live)
        states.append(live.state.model_dump_json(exclude={"seed"}))
    assert states[0] == states[1] and len(set(states)) >= 2


def test_counters_of_contact_law_run_on_the_simulated_days(content: Content) -> None:
    live = begun(content, "cn_job_loss_case", 3)
    first = live.file().case
    call(live, live.scenario.model_call.zh)
    same_day = live.file().case
    live.go_on()
    next_day = live.file().case
    write_well(live, "mobile")
    live.go_on()
    later = live.file().case
    assert (first.contacts_today, same_day.contacts_today, next_day.contacts_today) == (0, 1, 0)
    assert (first.contacts_7d, same_day.contacts_7d, later.contacts_7d) == (3, 4, 0)
    assert (next_day.days_since_conversation, later.days_since_conversation) == (1, 34)
    assert later.account.dpd == first.account.dpd + 34 and live.file().call_date == live.today


def test_money_that_came_leaves_the_balance_and_stands_in_the_file(content: Content) -> None:
    live = begun(content, "cn_job_loss_case", 3)
    call(live, live.scenario.model_call.zh)
    live.go_on()
    write_well(live, "mobile")
    live.go_on()
    account = live.file().case.account
    assert account.balance == 18650 - 622 == account.principal + account.interest + account.fees
    assert account.last_payments[0].amount == 622 and f"{account.last_payments[0].on}" == "2026-09-20"


def test_an_analysis_is_compared_with_what_is_true(content: Content) -> None:
    live = begun(content, "cn_job_loss_case", 3)
    unknown = live.analyse(Analysis(willingness="unclear", ability="unclear", risk="medium", next_step="call_back"))
    call(live, live.scenario.model_call.zh)
    right = live.analyse(Analysis(willingness="willing", ability="can_pay_part", risk="low", next_step="await_payment"))
    assert unknown.before_card is not None and unknown.before_card.overall == 100
    assert right.after_card is not None and right.after_card.overall == 100
    wrong = live.analyse(Analysis(willingness="unwilling", ability="can_pay_all", risk="high", next_step="legal_route"))
    assert wrong.after_card is not None and wrong.after_card.overall is not None and wrong.after_card.overall <= 20


def test_the_legal_route_is_wrong_while_a_plan_is_kept_and_due_where_means_and_broken_promises_meet(content: Content) -> None:
    kept, broken = begun(content, "cn_job_loss_case", 3), begun(content, "cn_liar_case", 3)
    call(kept, kept.scenario.model_call.zh)
    assert not kept.legal_due() and not broken.legal_due()
    write_well(broken, "mobile")
    broken.go_on()
    call(broken, broken.scenario.model_call.zh[:3])
    assert broken.legal_due()


def test_work_out_of_turn_and_unknown_names_are_refused(content: Content) -> None:
    live = begun(content, "us_trucker_case", 1)
    with pytest.raises(CallStateError):
        live.go_on()
    with pytest.raises(CallStateError):
        live.dial()
    with pytest.raises(UnknownNameError):
        live.write("x", "nowhere")


@pytest.mark.parametrize("language", list(Language))
def test_a_request_is_answered_on_the_phone_and_judged_by_the_parts_of_a_written_answer(content: Content, language: Language) -> None:
    marks = []
    for lines in (ANSWERED[language], BRUSHED_OFF[language]):
        live = at_request(content, language)
        call(live, lines)
        assert live.work.done and live.work.answer_card is not None and live.work.card is not None
        marks.append(live.work.answer_card)
    good, poor = marks
    assert good.overall == 100 and (poor.overall or 0) <= 40
    for item in good.criteria:
        assert all(part.quote in ANSWERED[language][part.turn // 2] for part in item.evidence)


@pytest.mark.parametrize("language", list(Language))
def test_whoever_rings_says_what_for_at_once_and_says_it_again_when_it_is_passed_over(content: Content, language: Language) -> None:
    live = at_request(content, language)
    request = live.request()
    assert request is not None
    talk = live.dial()
    heard = "".join(char for char in talk.turns[0].text if char.isalnum())
    assert any("".join(char for char in line if char.isalnum()) in heard for line in request.spoken.in_(language))
    for line in BRUSHED_OFF[language][:3]:
        if not talk.ended:
            talk.act(CollectorDeed.SAY, line)
    assert any("ask_breakdown" in turn.moves for turn in talk.turns[1:])


def test_their_own_call_counts_for_no_contact_law_and_a_complaint_taken_on_the_phone_is_answered(content: Content) -> None:
    live = begun(content, "us_trucker_case", 4, Language.EN)
    live.write("Dear Tina, your credit card ending 2238 is overdue. You owe $3,412.66. Harbor Point Recovery, a debt collector.", "family_mail")
    live.go_on()
    call(live, live.scenario.model_call.en[:3])
    live.go_on()
    assert live.open_complaint
    before = live.file().case
    call(live, (
        "Hello, this is Dana from Harbor Point Recovery. Am I speaking with Tina Brooks?", "I understand, and I am sorry that this happened.",
        "I will look into it and write to you within 5 working days.", "You can also take your complaint to our complaints team or to the CFPB. Thank you, goodbye.",
    ))
    after = live.file().case
    assert not live.open_complaint and after.contacts_7d == before.contacts_7d and after.contacts_today == before.contacts_today
    assert after.contacts[0].result == "inbound" and live.work.answer_card is not None and live.work.answer_card.overall == 100


def test_what_is_answered_in_writing_is_not_answered_again_on_the_phone(content: Content) -> None:
    live = at_request(content, Language.EN)
    write_well(live, "own_mail")
    with pytest.raises(CallStateError):
        live.dial()


def test_a_call_cut_off_by_the_trainee_costs(content: Content) -> None:
    live = begun(content, "cn_job_loss_case", 3)
    call(live, ())
    assert live.work.card is not None and live.work.card.overall is None and live.overall() == 0.0


@pytest.mark.parametrize("language", list(Language))
def test_a_right_no_to_the_legal_route_is_no_lost_case(content: Content, language: Language) -> None:
    live = begun(content, "uk_nurse_case", 3, language)
    live.state = live.state.model_copy(update={"stage": len(live.case.stages) - 1})
    live.decide(LegalDecision(proportionate=live.legal_due()))
    live.go_on()
    assert live.state.ending == "held_back"
