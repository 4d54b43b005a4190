"""Cases as trainees carry them: pushing for too much, writing well, doing all well; shared by the tests of cases."""
from __future__ import annotations

from scenarios.cases_loader import load_cases
from scenarios.legal import load_legal
from scoring.notice_parts import better_notice
from trainer.domain.call import CallRecord, CollectorDeed
from trainer.domain.case import REPLY_TO, LegalDecision
from trainer.domain.notice import Notice
from trainer.domain.text import Language
from trainer.service.content import Content
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
