from __future__ import annotations

import pytest

from trainer.debtor.engine import conclude
from trainer.debtor.situational import payable
from trainer.domain.call import CollectorDeed
from trainer.domain.context import Party
from trainer.domain.text import Language

from .ring import Ring, cast_of, library, open_properly

ASK_PAY = {Language.ZH: "那您哪天能还，先还多少？", Language.EN: "What amount can you pay, and on what date?"}


@pytest.mark.parametrize("language", list(Language))
def test_a_dispute_stands_before_payment_until_it_is_taken_up(language: Language) -> None:
    ring = Ring(cast_of("us_disputed_charge_angry", language))
    open_properly(ring)
    ring.say(ASK_PAY[language])
    assert ring.state.agreement is None and not ring.state.offers
    assert not payable(ring.state, ring.cast)


@pytest.mark.parametrize("language", list(Language))
def test_a_self_harm_remark_ends_all_talk_of_payment(language: Language) -> None:
    for seed in range(4):
        ring = Ring(cast_of("cn_self_harm_after_divorce", language), seed)
        open_properly(ring)
        ring.say(ASK_PAY[language], ASK_PAY[language])
        said = {move for one in ring.steps if one.reply for move in one.reply.moves}
        assert "self_harm_remark" in said
        assert ring.state.agreement is None and not ring.state.offers


def test_care_after_a_self_harm_remark_is_the_right_ending() -> None:
    ring = Ring(cast_of("cn_self_harm_after_divorce"))
    open_properly(ring)
    ring.say(ASK_PAY[Language.ZH])
    ring.say("听您这么说我很担心您，遇到这样的事谁都不容易。", "钱的事今天不谈，您可以打12356心理援助热线。", "我帮您转给我们的专门同事跟进，好吗？", "谢谢您，再见。")
    assert conclude(ring.state, ring.cast).kind in ring.cast.scenario.success.any_outcome


@pytest.mark.parametrize("language", list(Language))
def test_a_wrong_person_says_so_and_keeps_saying_so(language: Language) -> None:
    hello = {Language.ZH: "您好，请问是胡建军先生吗？", Language.EN: "Hello, am I speaking to Mr Hu Jianjun?"}
    ring = Ring(cast_of("cn_wrong_person_new_number", language))
    ring.say(hello[language])
    assert "deny_identity" in ring.moves() and ring.steps[-1].reply.party is Party.WRONG  # type: ignore[union-attr]
    ring.say(ASK_PAY[language])
    assert ring.state.agreement is None


def test_an_apology_and_removal_close_a_wrong_number_well_and_persistence_does_not() -> None:
    kind = Ring(cast_of("cn_wrong_person_new_number"))
    kind.say("您好，我是江临银行的陈立，请问您是胡建军先生吗？", "实在不好意思，打扰您了，我现在就把这个号码删掉，以后不会再打。", "再次跟您道歉，再见。")
    assert conclude(kind.state, kind.cast).ended_by == "collector"
    rude = Ring(cast_of("cn_wrong_person_new_number"))
    rude.say(*[f"你别装了，你就是胡建军，欠的钱第{number}次问你什么时候还？" for number in range(12)], breaches=("wrong_person_persistence",))
    assert conclude(rude.state, rude.cast).kind == "hung_up"


def test_a_mother_hands_the_phone_over_and_the_debtor_comes_in_another_mood() -> None:
    ring = Ring(cast_of("cn_mother_picks_up"))
    assert ring.steps[0].reply is not None and ring.steps[0].reply.party is Party.THIRD
    for line in ("您好，我是北辰银行的李然，工号2047，请问是赵磊本人吗？", "麻烦您请赵磊接一下电话，可以吗？"):
        ring.say(line)
        if "pass_phone" in ring.moves():
            break
    assert ring.state.speaking == 1 and not ring.state.known
    ring.say("您好，我是北辰银行的李然，请问您是赵磊本人吗？")
    assert ring.steps[-1].reply is not None and ring.steps[-1].reply.party is Party.RIGHT


def test_a_debt_told_to_the_family_makes_the_debtor_come_on_angry() -> None:
    quiet, leaked = Ring(cast_of("cn_mother_picks_up")), Ring(cast_of("cn_mother_picks_up"))
    start = leaked.state.model_copy(update={"leaked": True})
    leaked.steps[-1] = leaked.steps[-1].model_copy(update={"state": start})
    for ring in (quiet, leaked):
        ring.say("您好，我是北辰银行的李然，工号2047，请问是赵磊本人吗？", "麻烦您请赵磊接一下电话，可以吗？")
    assert quiet.state.speaking == leaked.state.speaking == 1
    assert leaked.state.mood.anger > quiet.state.mood.anger and leaked.state.mood.trust < quiet.state.mood.trust


def test_proof_is_wanted_before_identity_is_given_where_a_scam_is_feared() -> None:
    ring = Ring(cast_of("cn_scam_fear_retired"))
    ring.say("您好，我是江临银行的李然，工号2047，请问是曹桂英本人吗？", "麻烦您报一下身份证后四位。")
    assert ring.state.identity != "verified"
    ring.say("您谨慎是对的，您可以打官方客服热线查我的工号，也可以投诉，我不会要您的密码。", "那麻烦您报一下身份证后四位，我核对一下。")
    if ring.state.identity != "verified":
        ring.say("请您报一下身份证的最后四位数字。")
    assert ring.state.identity == "verified"


@pytest.mark.parametrize("scenario", sorted(name for name, one in library().scenarios.items() if not one.solvable))
def test_nobody_strikes_a_deal_where_none_is_open(scenario: str) -> None:
    for language in Language:
        ring = Ring(cast_of(scenario, language), 2)
        open_properly(ring)
        ring.say(ASK_PAY[language])
        agreement = ring.state.agreement
        assert agreement is None or agreement.pressed or agreement.empty


@pytest.mark.parametrize("scenario", sorted(library().scenarios))
def test_every_shipped_situation_is_brought_up_when_its_time_comes(scenario: str) -> None:
    """Whatever is raised at identity, at the purpose or at the asking comes up in a plain call that asks for all of it."""
    early = {"at_identity", "at_purpose", "at_ask"}
    cast = cast_of(scenario)
    wanted = {one.id for one in cast.situation.raises if one.when in early}
    if not wanted:
        return
    seen: set[str] = set()
    for seed in range(4):
        ring = Ring(cast, seed)
        ring.say("您好，我是银行的李然，请您报一下身份证后四位核实身份。")
        open_properly(ring)
        ring.say(ASK_PAY[Language.ZH], "先还500元行吗？", "您到底打算怎么还，先还多少？")
        seen |= set(ring.state.raised)
    assert seen, wanted


def test_holding_does_not_count_as_handling() -> None:
    ring = Ring(cast_of("us_disputed_charge_angry"))
    open_properly(ring)
    before = ring.state.handled
    ring.do(CollectorDeed.HOLD)
    assert ring.state.handled == before


@pytest.mark.parametrize("language", list(Language))
def test_more_time_is_welcome_in_hardship_and_no_answer_to_a_dispute(language: Language) -> None:
    pause = {
        Language.ZH: ("还款我给您申请往后缓一个月，这期间先不催您，可以吗？", "我先帮您办个延期，下个月再还，行吗？"),
        Language.EN: ("I can put the payments on hold for a month. Would that help?", "I can give you another thirty days before anything is due."),
    }
    ill, contested = Ring(cast_of("cn_illness_dialysis", language)), Ring(cast_of("us_disputed_charge_angry", language))
    for ring in (ill, contested):
        open_properly(ring)
        trusting = ring.state.model_copy(update={"readiness": 0.8, "mood": ring.state.mood.model_copy(update={"trust": 0.5, "anger": 0.2})})
        ring.steps[-1] = ring.steps[-1].model_copy(update={"state": trusting})
        ring.say(*pause[language])
    assert ill.state.deferred and not contested.state.deferred
