"""The life of a case: what an early mistake costs later, who sees what, and that the same seed gives the same case."""
from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from scenarios.cases_loader import load_cases
from scenarios.legal import load_legal
from scoring.notice_parts import better_notice
from trainer.bootstrap import Services
from trainer.domain.assignment import Assignment, Progress
from trainer.domain.call import CallRecord, CollectorDeed
from trainer.domain.case import REPLY_TO, Analysis, LegalDecision
from trainer.domain.dial import AS_WRITTEN, Dial
from trainer.domain.errors import CallStateError, InputError, NotAllowedError, UnknownNameError
from trainer.domain.notice import Notice
from trainer.domain.people import Person
from trainer.domain.stored import CallStatus
from trainer.domain.text import Language
from trainer.service.content import Content
from trainer.service.live_call import LiveCall
from trainer.service.live_case import LiveCase

PUSHING = (
    "您好，我是海州银行信用卡中心的李然，工号5082，请问是周敏女士本人吗？", "这通电话有录音。麻烦您报一下身份证后四位。", "您尾号6621的卡欠款18650元，逾期64天，请您今天就还。",
    "您必须一次还清18650元，9月15日之前。", "不行，分期不可能。您想办法凑一凑，9月15日还清18650元，能不能做到？", "您再不答应，后果您自己承担。9月15日前还9000元，行不行？",
    "那就9月20日还9000元，您必须答应。", "好，9月20日9000元，手机银行还。再见。",
)
PUSHED = {
    ("cn_job_loss_case", Language.ZH): (PUSHING, 9000),
    ("cn_job_loss_case", Language.EN): ((
        "Hello, this is Li Ran from Haizhou Bank card centre, staff number 5082. Am I speaking with Ms Zhou Min?", "This call is recorded. The last four digits of your ID, please?",
        "Your card ending 6621 owes 18,650 yuan and is 64 days overdue. Please pay today.", "How much can you pay today? The 18,650 yuan has to be dealt with today.",
        "No, I don't take instalments. 18,650 yuan in one payment by 20 September.", "I don't care about the reasons. 9,000 yuan on 20 September, yes or no?",
        "Just promise me 9,000 yuan on 20 September, all right?", "9,000 yuan on 20 September. Do you agree?", "Good, 9,000 yuan on 20 September by mobile banking. Goodbye.",
    ), 9000),
    ("uk_nurse_case", Language.EN): ((
        "Hello, this is Priya from Ashdown Bank. Is that Emma Whyte?", "This call is recorded. Could you give me your date of birth and the first half of your postcode?",
        "Your card ending 3147 owes £2,964 and is 58 days overdue. Please pay it today.", "How much can you pay today? The £2,964 has to be dealt with today.",
        "No, I don't take instalments. £2,964 in one payment by 28 July.", "I don't care about the reasons. £1,500 on 28 July, yes or no?",
        "Just promise me £1,500 on 28 July, all right?", "£1,500 on 28 July. Do you agree?", "Good, £1,500 on 28 July by direct debit. Goodbye.",
    ), 1500),
    ("uk_nurse_case", Language.ZH): ((
        "您好，我是阿什当银行的普莉娅，请问是艾玛·怀特女士吗？", "这通电话有录音。麻烦您报一下出生日期和邮编前半段。", "您尾号3147的信用卡欠2964英镑，逾期58天，请您今天就还。",
        "您今天能还多少？2964英镑今天必须处理。", "不行，分期不可能，7月28号之前一次还清2964英镑。", "我不管什么原因，7月28号还1500英镑，行不行？", "您就答应我7月28号还1500英镑，好吗？",
        "7月28号1500英镑，您同意吗？", "好，7月28号1500英镑，直接借记。再见。",
    ), 1500),
}
TELLING = {Language.ZH: "您好，您的信用卡逾期欠款，请尽快还款。", Language.EN: "Hello, your credit card is overdue and you owe us money. Please pay."}
GOOD_NOTICE = "【海州银行】周敏您好，按约定请于9月20日还622元，用手机银行还。如有变化请提前致电400-820-1166。"
ALL_CASES = ("cn_job_loss_case", "cn_liar_case", "cn_paid_twice_case", "uk_nurse_case", "us_trucker_case")


def begun(content: Content, case_id: str, seed: int, language: Language = Language.ZH) -> LiveCase:
    case = load_cases(content.library.scenarios)[case_id]
    return LiveCase.begun(content, case, content.library.scenarios[case.scenario], load_legal(), language, seed)


def call(live: LiveCase, lines: tuple[str, ...]) -> None:
    talk = live.dial()
    for line in lines:
        if not talk.ended:
            talk.act(CollectorDeed.SAY, line)
    if not talk.ended:
        talk.act(CollectorDeed.HANG_UP)
    live.close_call(talk, talk.score("call"), CallRecord(note="本人接听"))


def write_well(live: LiveCase, address: str) -> None:
    file = live.notice_file(live.address(address))
    request = live.request()
    purpose = REPLY_TO[request.kind] if request is not None else live.purpose()
    channel = live.address(address).channel
    better = better_notice(Notice(channel=channel, purpose=purpose, text="x"), file, live.scenario.jurisdiction)
    live.write(better.text, address, subject=better.subject)


def play_well(live: LiveCase) -> None:
    """Every stage done as a good trainee does it: the model call, clean notices to the own address, true notes, a careful decision."""
    own = next(item.id for item in live.case.addresses if not item.shared)
    while not live.ended:
        if live.kind == "call":
            call(live, live.scenario.model_call.in_(live.language))
        elif live.kind in ("notice", "request"):
            write_well(live, own)
        elif live.kind == "legal_decision":
            live.decide(LegalDecision(proportionate=live.legal_due(), step=live.stage.steps[0], documents=live.stage.documents, pleading=f"{live.file().case.account.balance}"))
        else:
            live.report("款项已到账。由我下一步致电回访，3日内完成。失业，收入低。" if live.language is Language.ZH else "It arrived. I will call her next, within 3 days. She lost her job.")
        live.go_on()


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


# -- requests on the phone ----------------------------------------------------------------------------------------------------------------------

ANSWERED = {
    Language.ZH: (
        "您好，海州银行，我是李然，工号5082，这通电话有录音，请问是蒂娜女士本人吗？", "为了保护您的信息，请您报一下生日和卡号后四位。", "我理解，您是想要一份明细。",
        "这笔欠款一共3412.66美元，其中本金2980美元，利息312.66美元，费用120美元。", "我会在3个工作日内把明细寄给您，请问还有别的问题吗？谢谢您，再见。",
    ),
    Language.EN: (
        "Hello, this is Dana from Harbor Point Recovery, on a recorded line. Am I speaking with Tina Brooks?", "To protect your account, could you confirm your date of birth?",
        "I understand, you are asking for a breakdown of the account.", "You owe $3,412.66 in total: the principal is $2,980, the interest is $312.66 and the fees are $120.",
        "I will send you a statement within 3 working days. Is there anything else? Thank you, goodbye.",
    ),
}
BRUSHED_OFF = {
    Language.ZH: ("您好，请问是蒂娜女士吗？", "先别问这个，您什么时候还钱？", "您今天能还多少？", "那就这样，再见。"),
    Language.EN: ("Hello, is that Tina Brooks?", "Never mind that, when will you pay?", "How much can you pay today?", "That is all. Goodbye."),
}


def at_request(content: Content, language: Language, seed: int = 4) -> LiveCase:
    live = begun(content, "us_trucker_case", seed, language)
    write_well(live, "own_mail")
    live.go_on()
    call(live, live.scenario.model_call.in_(language))
    live.go_on()
    assert live.kind == "request"
    return live


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


def test_a_phone_answer_in_the_services_is_a_practised_call_and_counts(services: Services, mei: Person) -> None:
    run = services.cases.start(mei, "us_trucker_case", Language.EN, 4)
    services.cases.write(mei, run, "x", "own_mail")
    services.cases.go_on(mei, run)
    for lines in (("Hello, am I speaking with Tina Brooks?", "This is Dana from Harbor Point Recovery."), ANSWERED[Language.EN]):
        call_id = services.cases.dial(mei, run)
        for line in lines:
            if services.practice.view(mei, call_id).status is CallStatus.OPEN:
                services.practice.say(mei, call_id, line)
        if services.practice.view(mei, call_id).status is CallStatus.OPEN:
            services.practice.do(mei, call_id, CollectorDeed.HANG_UP)
        services.practice.write_record(mei, call_id, CallRecord(note="they rang"))
        assert services.cases.take_call(mei, run)
        work = services.cases.view(mei, run).work
        services.cases.go_on(mei, run)
    assert work.answer_card is not None and work.answer_card.overall == 100
    assert services.debriefs.debrief(mei, work.call_id or "").scorecard.overall is not None
    listening = next(level for level in services.skills.levels(mei, mei) if level.skill == "special_care")
    assert listening.items >= 2


def test_a_call_cut_off_by_the_trainee_costs(content: Content) -> None:
    live = begun(content, "cn_job_loss_case", 3)
    call(live, ())
    assert live.work.card is not None and live.work.card.overall is None and live.overall() == 0.0


# -- in the services ------------------------------------------------------------------------------------------------------------------------


def carried(services: Services, person: Person, seed: int = 3) -> str:
    """The first case carried to its end through the services, its calls practised as any other."""
    return finished(services, person, services.cases.start(person, "cn_job_loss_case", Language.ZH, seed))


def finished(services: Services, person: Person, run: str, notice: str = GOOD_NOTICE) -> str:
    """A run of the first case carried to its end."""
    cases, practice = services.cases, services.practice
    model = services.content.library.scenarios["cn_job_loss_first_default"].model_call.zh
    while cases.view(person, run).ending is None:
        view = cases.view(person, run)
        if view.kind == "call":
            call_id = cases.dial(person, run)
            for line in itertools.chain(model, ("再见。",)):
                if practice.view(person, call_id).status is CallStatus.OPEN:
                    practice.say(person, call_id, line)
            if practice.view(person, call_id).status is CallStatus.OPEN:
                practice.do(person, call_id, CollectorDeed.HANG_UP)
            assert not cases.take_call(person, run)
            practice.write_record(person, call_id, CallRecord(note="本人接听，分期"))
            assert cases.take_call(person, run)
        elif view.kind == "notice":
            cases.write(person, run, notice, "mobile")
        else:
            cases.analyse(person, run, Analysis(willingness="willing", ability="can_pay_part", risk="low", next_step="await_payment"))
            cases.report(person, run, "9月20日到账622元。由我跟进，10月25日前致电确认。失业。")
        cases.go_on(person, run)
    return run


def test_a_case_carried_in_the_services_ends_as_on_the_command_line(services: Services, mei: Person, content: Content) -> None:
    run = carried(services, mei)
    view = services.cases.view(mei, run)
    live = begun(content, "cn_job_loss_case", 3)
    call(live, live.scenario.model_call.zh)
    first = next(work for work in view.done if work.stage == "first_call")
    assert view.ending == "cured" and view.run.status == "finished" and view.overall is not None
    assert first.outcome is not None and live.work.outcome is not None and first.outcome.agreed == live.work.outcome.agreed and first.outcome.outlook == live.work.outcome.outlook


def test_desk_work_counts_in_the_skill_map_for_oneself_at_once_and_for_the_lead_once_shared(services: Services, mei: Person) -> None:
    run = carried(services, mei)
    lead = services.people.person("lead")
    assert lead is not None
    own = {level.skill: level.items for level in services.skills.levels(mei, mei)}
    before = {level.skill: level.items for level in services.skills.levels(lead, mei)}
    with pytest.raises(NotAllowedError):
        services.cases.view(lead, run)
    services.cases.share(mei, run)
    after = {level.skill: level.items for level in services.skills.levels(lead, mei)}
    assert own["writing"] > 3 and own["analysis"] >= 4 and before["writing"] == 0 and after == own
    assert services.cases.view(lead, run).mine is False and [row.run_id for row in services.cases.shared_with(lead)] == [run]
    assert services.debriefs.debrief(lead, next(work.call_id for work in services.cases.view(lead, run).done if work.call_id)).scorecard.overall is not None


def test_nobody_else_touches_a_case(services: Services, mei: Person) -> None:
    run = services.cases.start(mei, "cn_job_loss_case", Language.ZH, 1)
    for name in ("bo", "lead", "other-lead", "manager", "admin"):
        other = services.people.person(name)
        assert other is not None
        with pytest.raises(NotAllowedError):
            services.cases.view(other, run)
        with pytest.raises(NotAllowedError):
            services.cases.stop(other, run)


def test_stopping_a_case_costs_nothing(services: Services, mei: Person) -> None:
    run = services.cases.start(mei, "us_trucker_case", Language.EN, 1)
    services.cases.stop(mei, run)
    view = services.cases.view(mei, run)
    assert view.ending == "stopped" and view.run.overall is None
    assert all(level.items == 0 for level in services.skills.levels(mei, mei))


def test_calls_of_a_case_carry_the_title_of_their_scenario_in_the_history(services: Services, mei: Person) -> None:
    run = services.cases.start(mei, "cn_job_loss_case", Language.ZH, 1)
    services.cases.dial(mei, run)
    row = services.debriefs.history(mei)[0]
    assert row.title.zh == "裁员之后第一次逾期" and row.difficulty == 2


def test_a_check_in_is_for_one_s_own_eyes_and_can_be_forgotten(services: Services, mei: Person) -> None:
    services.care.check_in(mei, 2)
    lead = services.people.person("lead")
    assert lead is not None
    assert [mood for _, mood in services.care.own_check_ins(mei)] == [2] and services.care.own_check_ins(lead) == []
    services.care.forget(mei)
    assert services.care.own_check_ins(mei) == []


def test_a_lead_caps_hostile_calls_in_a_row(services: Services, mei: Person) -> None:
    lead = services.people.person("lead")
    assert lead is not None
    services.care.set_cap(lead, 1)
    hostile = next(item.id for item in services.content.library.scenarios.values() if item.content_warning is not None)
    first = services.practice.start(mei, hostile, Language.ZH, seed=1)
    services.practice.stop(mei, first)
    with pytest.raises(CallStateError, match="hostile_cap"):
        services.practice.start(mei, hostile, Language.ZH, seed=2)
    calm = services.practice.start(mei, "cn_job_loss_first_default", Language.ZH, seed=3)
    services.practice.stop(mei, calm)
    services.practice.start(mei, hostile, Language.ZH, seed=4)
    with pytest.raises(NotAllowedError):
        services.care.set_cap(mei, 5)


# -- handed out by a lead ---------------------------------------------------------------------------------------------------------------------


def given(services: Services, *names: str, dial: Dial = AS_WRITTEN, mode: str = "practice", pass_mark: float = 0) -> Assignment:
    lead = services.people.person("lead")
    assert lead is not None
    return services.assignments.give(
        lead, title="Whole work", target_kind="team", target_id="east", scenario_ids=names, mode=mode, pass_mark=pass_mark, due_on=services.outside.now().date() + timedelta(days=5),
        time_zone="Asia/Shanghai", dial=dial,
    )


def test_a_case_handed_out_is_seen_by_the_lead_from_the_start_and_counts_for_the_assignment(services: Services, mei: Person) -> None:
    assignment = given(services, "case:cn_job_loss_case")
    lead = services.people.person("lead")
    assert lead is not None
    run = services.assignments.start(mei, assignment.id, Language.ZH)
    assert services.assignments.start(mei, assignment.id, Language.ZH) == run
    assert services.cases.view(lead, run).mine is False and [row.run_id for row in services.cases.shared_with(lead)] == [run]
    assert services.assignments.due(mei)[0].progress is Progress.IN_PROGRESS
    finished(services, mei, run)
    due = services.assignments.due(mei)[0]
    standing = next(row for row in services.assignments.standings(lead, assignment.id) if row.person_id == mei.id)
    assert due.progress is Progress.PASSED and standing.best == services.cases.view(mei, run).overall
    assert {level.skill: level.items for level in services.skills.levels(lead, mei)} == {level.skill: level.items for level in services.skills.levels(mei, mei)}


def test_a_case_with_a_failed_gate_does_not_pass_an_assignment(services: Services, mei: Person) -> None:
    assignment = given(services, "case:cn_job_loss_case")
    run = services.assignments.start(mei, assignment.id, Language.ZH)
    finished(services, mei, run, notice="周敏，你再不还钱，我们就曝光你的照片，让全村都知道你欠款！")
    assert services.assignments.due(mei)[0].progress is not Progress.PASSED


def test_a_shift_handed_out_counts_too_and_a_stopped_one_does_not(services: Services, mei: Person) -> None:
    assignment = given(services, "shift:cn_monday_evening")
    lead = services.people.person("lead")
    assert lead is not None
    stopped = services.assignments.start(mei, assignment.id, Language.ZH)
    services.shifts.stop(mei, stopped)
    assert services.assignments.due(mei)[0].progress is Progress.NOT_STARTED
    run = services.assignments.start(mei, assignment.id, Language.ZH)
    services.shifts.finish(mei, run)
    assert run != stopped and services.shifts.view(lead, run).mine is False
    assert services.assignments.due(mei)[0].attempts_used == 1


def test_a_whole_case_is_no_exam_and_unknown_work_is_refused(services: Services) -> None:
    for names, mode in ((("case:cn_job_loss_case",), "exam"), (("case:nothing",), "practice"), (("shift:nothing",), "practice")):
        with pytest.raises(InputError):
            given(services, *names, mode=mode)


def test_the_dial_that_the_lead_set_stands_in_the_calls_and_in_their_replay(services: Services, mei: Person) -> None:
    sharp = Dial(hostility=2, pace=1)
    assignment = given(services, "cn_job_loss_first_default", dial=sharp)
    call_id = services.assignments.start(mei, assignment.id, Language.ZH)
    services.practice.say(mei, call_id, "您好，请问是周敏女士本人吗？")
    call = services.calls.get(call_id)
    assert call is not None and call.dial == sharp
    stored = services.calls.turns(call_id)
    scenario = services.content.library.scenarios["cn_job_loss_first_default"]
    again = LiveCall.replayed(services.content, scenario, Language.ZH, call.seed, stored, call.dial)
    plain = LiveCall.replayed(services.content, scenario, Language.ZH, call.seed, stored)
    assert [turn.model_dump() for turn in again.plain] == [turn.model_dump() for turn in stored]
    assert plain.plain[0].mood != stored[0].mood


def test_a_dial_turned_up_counts_as_hostile_for_the_cap(services: Services, mei: Person) -> None:
    lead = services.people.person("lead")
    assert lead is not None
    services.care.set_cap(lead, 1)
    first = services.practice.start(mei, "cn_job_loss_first_default", Language.ZH, seed=1, dial=Dial(hostility=1))
    services.practice.stop(mei, first)
    with pytest.raises(CallStateError, match="hostile_cap"):
        services.practice.start(mei, "cn_job_loss_first_default", Language.ZH, seed=2, dial=Dial(hostility=2))
    services.practice.start(mei, "cn_job_loss_first_default", Language.ZH, seed=3)


def test_the_dial_of_a_case_stands_in_its_calls(services: Services, mei: Person) -> None:
    run = services.cases.start(mei, "cn_job_loss_case", Language.ZH, 3, dial=Dial(hostility=1, pace=-1))
    call = services.calls.get(services.cases.dial(mei, run))
    assert call is not None and (call.hostility, call.pace) == (1, -1)


@pytest.mark.parametrize("language", list(Language))
def test_a_right_no_to_the_legal_route_is_no_lost_case(content: Content, language: Language) -> None:
    live = begun(content, "uk_nurse_case", 3, language)
    live.state = live.state.model_copy(update={"stage": len(live.case.stages) - 1})
    live.decide(LegalDecision(proportionate=live.legal_due()))
    live.go_on()
    assert live.state.ending == "held_back"


def test_stopping_a_case_leaves_no_call_open(services: Services, mei: Person) -> None:
    run = services.cases.start(mei, "cn_job_loss_case", Language.ZH, 1)
    call_id = services.cases.dial(mei, run)
    services.cases.stop(mei, run)
    call = services.calls.get(call_id)
    assert call is not None and call.status is CallStatus.STOPPED


def test_a_stopped_call_of_a_case_is_made_again_with_the_same_debtor(services: Services, mei: Person) -> None:
    run = services.cases.start(mei, "cn_job_loss_case", Language.ZH, 1)
    first = services.cases.dial(mei, run)
    services.practice.stop(mei, first)
    again = services.cases.dial(mei, run)
    assert again != first and services.calls.turns(again)[0].text == services.calls.turns(first)[0].text
    assert services.cases.dial(mei, run) == again
