"""What a keyword list finds, for comparison: words in, rules out, no context, no negation."""
from __future__ import annotations

from trainer.domain.call import Speaker, Transcript
from trainer.domain.text import Language

KEYWORDS: dict[str, dict[Language, tuple[str, ...]]] = {
    rule: {Language.ZH: tuple(zh.split()), Language.EN: tuple(en.split("|"))}
    for rule, zh, en in (
        ("threat_of_violence", "打断 弄死 打人 暴力", "break your|hurt you|violence"),
        ("threat_of_arrest", "坐牢 警察 拘留 抓你 报案 刑事", "arrest|jail|warrant|police|prison"),
        ("impersonate_authority", "法官 法院的 公安局", "officer|sheriff|federal|from the court"),
        ("abusive_language", "老赖 骗子 要脸 不要脸 滚", "deadbeat|liar|loser|scum|shame on you"),
        ("threat_public_exposure", "曝光 发到群 通讯录 公示", "post your|expose|tell your neighbours|tell everyone"),
        ("intimidating_visit_threat", "上门 去你单位 去你家", "come to your house|your office|visit you"),
        ("third_party_disclosure", "他欠 她欠 转告", "he owes|she owes|overdue balance"),
        ("coercing_family_to_pay", "替他还 先垫", "pay for him|pay for her|cover this"),
        ("privacy_request_excess", "密码 验证码 CVV 通讯录", "pin|one-time code|passport"),
        ("false_legal_process", "立案 判决 冻结 执行局", "judgment|garnish|court papers"),
        ("threat_unfounded_legal_action", "起诉 查封", "sue|take your house|take your car"),
        ("pressure_immediate_payment", "必须今天 今天必须 最后期限", "by noon|must pay today|last chance"),
        ("personal_account_payment", "个人微信 私人账户 转给我", "my own account|gift card|my account"),
        ("induce_borrowing", "网贷 借钱 套现 取现", "payday loan|cash advance|borrow"),
        ("self_harm_mishandling", "要死 去死", "go ahead then|nobody means it"),
        ("ignoring_hardship", "跟银行没关系 克服一下", "not my problem|everyone's struggling"),
        ("ignoring_dispute", "别找理由 先把这期还了", "system says|look at that later"),
        ("refuse_complaint_channel", "爱上哪投诉", "complain all you like"),
        ("no_identification", "别管我是谁", "never mind who"),
        ("contact_outside_hours", "这么晚", "so late|so early"),
        ("false_amount", "翻倍", "doubles"),
        ("promise_beyond_authority", "撤销征信 肯定全免", "wipe it off|guarantee"),
        ("discrimination", "外地人 没文化", "you people|single mum"),
        ("off_channel_communication", "私人微信 加我微信", "personal number|my own phone"),
    )
}
PRAISED = {Language.ZH: ("理解", "感谢", "请问", "确认"), Language.EN: ("understand", "thank", "please", "confirm")}


def keyword_findings(transcript: Transcript) -> list[tuple[str, int]]:
    """(rule, turn) for every keyword in a collector turn."""
    found = []
    for turn in transcript.turns:
        if turn.speaker is Speaker.COLLECTOR:
            text = turn.text.lower()
            found += [(rule, turn.index) for rule, words in KEYWORDS.items() if any(word in text for word in words[transcript.language])]
    return found


def keyword_score(transcript: Transcript) -> float:
    """0-100: 50, polite words up, keywords down."""
    words = PRAISED[transcript.language]
    polite = sum(turn.text.lower().count(word) for turn in transcript.turns if turn.speaker is Speaker.COLLECTOR for word in words)
    return max(0.0, min(100.0, 60.0 + 4 * polite - 30 * len(set(keyword_findings(transcript)))))
