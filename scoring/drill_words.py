"""What a drill says beside the lines themselves: circumstances, explanations, clauses as options."""
from __future__ import annotations

from collections.abc import Mapping

from trainer.domain.context import CallContext, LegalStatus, Party
from trainer.domain.drill import DrillBasis
from trainer.domain.judgement import Clause, Rule
from trainer.domain.text import Language, Localised

MAY = Localised(zh="可以说", en="May be said")
MAY_NOT = Localised(zh="不可以说", en="May not be said")
NO_CLAUSE = Localised(zh="没有找到明文条款，按良好做法要求", en="No express clause was found; it is good practice")
BREAKS = Localised(zh="这句话违反“{title}”：{trigger}。{advice}", en="This breaks “{title}”: {trigger}. {advice}")
PASSES = Localised(zh="这句话没有违反“{title}”。{why}", en="This does not break “{title}”. {why}")
NEAR = Localised(zh="看着像，其实是：{why}。", en="It looks like it, but: {why}.")
DUTY = Localised(zh="听到这样的话就有责任：{trigger}。{advice}", en="These words bring a duty: {trigger}. {advice}")
RESTS = Localised(zh="“{title}”依据的是{clause}。{gist}", en="“{title}” rests on {clause}. {gist}")
RESTS_ON_NONE = Localised(
    zh="“{title}”在这里没有找到直接的明文条款，因此不要引用条文；它是本产品的良好做法要求。{advice}",
    en="No express clause was found here for “{title}”, so cite none; it is asked as good practice. {advice}",
)

_PARTIES = {
    Party.THIRD: Localised(zh="接电话的不是本人，是第三人", en="Somebody else than the debtor is on the line"),
    Party.WRONG: Localised(zh="接电话的人与这笔债务无关", en="The person on the line has nothing to do with this debt"),
    Party.RIGHT: Localised(zh="接电话的是债务人本人", en="The debtor is on the line"),
}
_LEGAL = {
    LegalStatus.NONE: Localised(zh="没有启动任何法律程序", en="No legal step has been taken"),
    LegalStatus.AUTHORISED: Localised(zh="已经授权起诉，还没有立案", en="A suit is authorised but not filed"),
    LegalStatus.FILED: Localised(zh="已经起诉立案", en="A suit has been filed"),
    LegalStatus.JUDGMENT: Localised(zh="法院已经判决", en="There is a judgment"),
}
_FLAGS = {
    "cease_request": Localised(zh="对方已要求停止联系", en="The person has asked that contact stop"),
    "represented": Localised(zh="对方有律师或顾问代理", en="The person has a representative"),
    "disputed": Localised(zh="这笔债务有异议未处理", en="The debt is disputed and that is open"),
    "vulnerable": Localised(zh="档案上注明脆弱情形", en="The file notes a vulnerability"),
    "deceased": Localised(zh="债务人已经去世", en="The debtor has died"),
    "minor": Localised(zh="接电话的是未成年人", en="A minor is on the line"),
    "student": Localised(zh="债务人是学生", en="The debtor is a student"),
    "guarantor": Localised(zh="接电话的是担保人", en="The guarantor is on the line"),
    "time_agreed": Localised(zh="这个时间是债务人自己约的", en="The debtor asked for this hour"),
}
_TEXTS = {
    "identity": (Localised(zh="身份已核实", en="Identity has been verified"), Localised(zh="身份还没有核实", en="Identity has not been verified")),
    "played": (Localised(zh="已播放录音提示", en="The recording notice was played"), Localised(zh="没有播放录音提示", en="No recording notice was played")),
    "bureau": (Localised(zh="已报送征信", en="It has been reported to the credit bureau"), Localised(zh="没有报送征信", en="It has not been reported to the credit bureau")),
}
_NAMED = {
    "local_time": Localised(zh="对方当地时间{value}", en="It is {value} at the debtor's place"),
    "contacts_today": Localised(zh="今天已经通话{value}次", en="Answered calls today: {value}"),
    "attempts_today": Localised(zh="今天对这个号码未接通的拨打{value}次", en="Unanswered dials to this number today: {value}"),
    "contacts_7d": Localised(zh="最近7天已经拨打{value}次", en="Calls in the last 7 days: {value}"),
    "days_since_conversation": Localised(zh="距离上次通话{value}天", en="Days since the last conversation: {value}"),
    "institution": Localised(zh="来电机构：{value}", en="Calling for: {value}"),
    "relationship": Localised(zh="接电话的人是：{value}", en="The person on the line is: {value}"),
}
_COLLECTORS = {
    "creditor": Localised(zh="由债权人自己催收", en="The creditor collects itself"), "agency": Localised(zh="由外部机构催收", en="An agency collects"),
}
_LIMITATION = {"expired": Localised(zh="诉讼时效已过", en="Limitation has run out"), "running": Localised(zh="诉讼时效未过", en="Limitation has not run out")}
_ACCOUNT = {
    "balance": Localised(zh="余额{value}", en="Balance {value}"), "minimum_due": Localised(zh="最低应还{value}", en="Minimum due {value}"),
    "days_overdue": Localised(zh="逾期{value}天", en="{value} days overdue"),
}
_AUTHORITY = {
    "waive_fees_share": Localised(zh="可减免费用的比例最多{value}", en="May waive at most {value} of the fees"),
    "settlement_min_share": Localised(zh="一次结清至少要还余额的{value}", en="A settlement needs at least {value} of the balance"),
    "instalments_max": Localised(zh="最多分{value}期", en="At most {value} instalments"), "deferral_max_days": Localised(zh="最多延期{value}天", en="At most {value} days of deferral"),
}


def circumstances(context: Mapping[str, object], language: Language) -> tuple[str, ...]:
    """What holds for a line beyond its words, a sentence each, in the order in which the file shows it; only what is stated."""
    stated = CallContext.model_validate(context)
    known = stated.model_fields_set
    told: list[Localised] = []
    if "party" in known:
        told.append(_PARTIES[stated.party])
    for key, name in (("identity_verified", "identity"), ("recording_notice_played", "played"), ("reported_to_bureau", "bureau")):
        value = getattr(stated, key)
        if key in known and value is not None:
            told.append(_TEXTS[name][0 if value else 1])
    told.extend(_filled(text, getattr(stated, key)) for key, text in _NAMED.items() if key in known and getattr(stated, key) is not None)
    if stated.collector_type is not None:
        told.append(_COLLECTORS[stated.collector_type])
    if "legal_status" in known:
        told.append(_LEGAL[stated.legal_status])
    if "limitation" in known:
        told.append(_LIMITATION[stated.limitation])
    for part, texts in ((stated.account, _ACCOUNT), (stated.authority, _AUTHORITY)):
        if part is not None:
            told.extend(_filled(text, getattr(part, key)) for key, text in texts.items() if getattr(part, key) is not None)
    told.extend(_FLAGS[flag] for flag in stated.flags)
    return tuple(text.in_(language) for text in told)


def _filled(text: Localised, value: object) -> Localised:
    return Localised(zh=text.zh.format(value=value), en=text.en.format(value=value))


def legal_status_words(status: LegalStatus, language: Language) -> str:
    """How far the legal route has gone, as a sentence."""
    return _LEGAL[status].in_(language)


def basis_of(rule: Rule) -> DrillBasis:
    """What a rule rests on in its jurisdiction."""
    if rule.clause is None:
        return DrillBasis(standing="no_express_rule")
    return DrillBasis(standing=rule.clause.status, title=rule.clause.title, article=rule.clause.article, gist=rule.clause.gist)


def clause_name(clause: Clause, language: Language) -> str:
    """A clause as an option: the instrument and the article, not what it says, which would give the answer away."""
    return f"{clause.title.in_(language)} {clause.article}"


def about(text: Localised, rule: Rule, language: Language, **slots: str) -> str:
    """An explanation with the rule's own words in it."""
    told = {"title": rule.title.in_(language), "trigger": rule.trigger.in_(language).rstrip("。. "), "advice": rule.advice.in_(language)}
    return text.in_(language).format(**{**told, **slots}).strip()
