"""Every kind of request, in writing and on the phone, in both languages: a full answer has every part, a brush-off has few, and both are told apart."""
from __future__ import annotations

import pytest

from scenarios.cases_loader import load_cases
from scenarios.legal import load_legal
from trainer.domain.call import CallRecord, CollectorDeed
from trainer.domain.case import RequestKind, StageWork
from trainer.domain.text import Language
from trainer.service.case_requests import PUT_AS
from trainer.service.content import Content
from trainer.service.live_case import LiveCase

WHERE: dict[RequestKind, tuple[str, str]] = {
    "asks_plan": ("uk_nurse_case", "her_message"), "asks_waiver": ("cn_liar_case", "his_message"), "asks_statement": ("us_trucker_case", "her_message"),
    "disputes": ("cn_paid_twice_case", "disputes"), "sends_proof": ("cn_paid_twice_case", "proof"), "stop_contact": ("uk_nurse_case", "stop_calls"),
}
FULL: dict[RequestKind, dict[Language, tuple[str, ...]]] = {
    "asks_plan": {
        Language.ZH: ("我理解，加班没了，一次付不出来。", "可以分期，我可以帮您申请。", "您现在每个月收入多少，开销多少？"),
        Language.EN: ("I understand, you are asking to spread it out.", "We can spread the payments over several months.", "What do you take home each month, and how much could you afford?"),
    },
    "asks_waiver": {
        Language.ZH: ("我理解，您是想减免利息和违约金。", "违约金可以帮您申请减免，本金没法减免。", "5个工作日内给您答复。"),
        Language.EN: ("I understand, you are asking about the interest and fees.", "I can put a waiver of the fees to approval, but we cannot waive the principal.", "You will hear from me within 5 working days."),
    },
    "asks_statement": {
        Language.ZH: ("我理解，您是想要一份明细。", "这笔欠款一共3412.66美元。", "其中本金2980美元，利息312.66美元，费用120美元。"),
        Language.EN: ("I understand, you are asking for a breakdown.", "You owe $3,412.66 in total.", "The principal is $2,980, the interest is $312.66 and the fees are $120."),
    },
    "disputes": {
        Language.ZH: ("我理解，您是说已经还过了，给您登记异议。", "我们去查一下入账，核查期间暂停催收。", "5个工作日内答复您，有转账截图请发给我们。"),
        Language.EN: ("I understand, you are saying that it is paid, and I have logged your dispute.", "We will look into where it went, and collection is on hold meanwhile.", "You will hear by 24 July; please send a copy of the receipt."),
    },
    "sends_proof": {
        Language.ZH: ("收到您的截图了，谢谢。", "我们正在核对入账，期间暂停催收。", "3个工作日内答复您。"),
        Language.EN: ("Thank you for telling us, I have noted your message.", "We will check where it went, and collection is on hold meanwhile.", "You will hear from us within 3 working days."),
    },
    "stop_contact": {
        Language.ZH: ("我理解，您的要求我登记了。", "从今天起我们不再致电您。", "欠款仍在，您可以随时书面联系我们。"),
        Language.EN: ("I understand, I have noted your request.", "We will not call you again.", "The balance remains, and you can reach us in writing at any time."),
    },
}
NOTHING = {
    Language.ZH: ("您好，先别说这个。", "您到底什么时候还钱？", "没别的事就这样。"),
    Language.EN: ("Hello, never mind that.", "When are you going to pay?", "If that is all, goodbye."),
}


def at(content: Content, kind: RequestKind, language: Language) -> LiveCase:
    """The case at the stage at which this request comes in, nothing done before."""
    case_id, stage_id = WHERE[kind]
    case = load_cases(content.library.scenarios)[case_id]
    live = LiveCase.begun(content, case, content.library.scenarios[case.scenario], load_legal(), language, 3)
    number = next(index for index, stage in enumerate(case.stages) if stage.id == stage_id)
    stage = case.stages[number]
    live.state = live.state.model_copy(update={"stage": number, "day": stage.day, "clock": stage.clock})
    request = live.request()
    assert request is not None and request.kind == kind
    return live


def bare(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def on_phone(live: LiveCase, lines: tuple[str, ...]) -> StageWork:
    talk = live.dial()
    for line in lines:
        if not talk.ended:
            talk.act(CollectorDeed.SAY, line)
    if not talk.ended:
        talk.act(CollectorDeed.HANG_UP)
    return live.close_call(talk, talk.score("call"), CallRecord(note="来电"))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(FULL))
def test_a_full_answer_on_the_phone_has_every_part_and_a_brush_off_has_few(content: Content, kind: RequestKind, language: Language) -> None:
    full, nothing = on_phone(at(content, kind, language), FULL[kind][language]).answer_card, on_phone(at(content, kind, language), NOTHING[language]).answer_card
    assert full is not None and nothing is not None
    assert [item.id for item in full.criteria if item.score != 1.0] == []
    assert (nothing.overall or 0) <= 40 and nothing.passed is False


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(FULL))
def test_the_caller_says_what_for_in_the_first_words(content: Content, kind: RequestKind, language: Language) -> None:
    live = at(content, kind, language)
    request = live.request()
    assert request is not None
    assert any(bare(line) in bare(live.dial().turns[0].text) for line in request.spoken.in_(language))


def test_every_kind_of_request_comes_in_some_shipped_case(content: Content) -> None:
    kinds = {stage.request.kind for case in load_cases(content.library.scenarios).values() for stage in case.stages if stage.request is not None}
    assert kinds | {"complains"} == set(PUT_AS)


@pytest.mark.parametrize("language", list(Language))
def test_after_no_more_calls_was_asked_the_next_call_knows_it(content: Content, language: Language) -> None:
    live = at(content, "stop_contact", language)
    on_phone(live, FULL["stop_contact"][language])
    assert "cease_request" in live.file().case.flags
