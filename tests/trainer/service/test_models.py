"""Settings of language models through the services: keys never come back, caps hold, allowed rules count, everything else stays built-in."""
from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from random import Random

import pytest
from pydantic import SecretStr

from tests.trainer.llm.server import KEY, ModelServer
from trainer.bootstrap import Services
from trainer.domain.call import CallRecord, CollectorDeed
from trainer.domain.errors import NotAllowedError, TrainerError
from trainer.domain.people import Person
from trainer.domain.text import Language
from trainer.llm.settings import Endpoint, ModelSettings
from trainer.service.models import endpoint_from
from trainer.storage.reviews import Verdict

CASE = "cn_job_loss_first_default"


@pytest.fixture()
def model_server() -> Iterator[ModelServer]:
    server = ModelServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture()
def admin(services: Services) -> Person:
    person = services.people.person("admin")
    assert person is not None
    return person


def settings(server: ModelServer, **changes: object) -> ModelSettings:
    endpoint = Endpoint(name="local", base_url=server.base_url, model="tiny", price_in=Decimal(10), price_out=Decimal(20))
    return ModelSettings(endpoints=(endpoint,), reply_limit_s=3, stall_limit_s=2, **changes)  # type: ignore[arg-type]


def plain_line(body: dict[str, object]) -> str:
    return str(body["messages"][1]["content"]).split("own words:\n", 1)[1].split("\n\n", 1)[0].strip()  # type: ignore[index]


def test_a_configured_model_words_the_call_and_its_use_is_counted(services: Services, admin: Person, mei: Person, model_server: ModelServer) -> None:
    model_server.reply = lambda body: "嗯……" + plain_line(body)
    services.models.save(admin, settings(model_server), {"local": KEY})
    call_id = services.practice.start(mei, CASE, Language.ZH, seed=3)
    view = services.practice.say(mei, call_id, "您好，请问是周敏女士吗？")
    assert view.turns[2].text.startswith("嗯……")
    assert services.calls.turns(call_id)[2].source == "model:tiny:1"
    shown = services.models.view(admin)
    assert shown.calls[0].call_id == call_id and shown.calls[0].tokens_in == 120
    assert shown.use[0].team_id == "east" and shown.use[0].tokens_in == 120 and shown.spent_this_month == Decimal("0.00138")


def test_the_key_is_written_and_never_read_back(services: Services, admin: Person, model_server: ModelServer) -> None:
    services.models.save(admin, settings(model_server), {"local": "sk-very-secret"})
    shown = services.models.view(admin)
    assert shown.endpoints[0].has_key and "sk-very-secret" not in shown.model_dump_json()
    services.models.save(admin, settings(model_server), {"local": ""})
    assert services.models.view(admin).endpoints[0].has_key
    assert services.models.test(admin, "local") == "key"
    services.models.save(admin, ModelSettings(), {})
    services.models.save(admin, settings(model_server), {})
    assert not services.models.view(admin).endpoints[0].has_key


def test_only_admins_see_or_change_it(services: Services, mei: Person, model_server: ModelServer) -> None:
    for name in ("mei", "lead", "manager"):
        person = services.people.person(name)
        assert person is not None
        for forbidden in (lambda who=person: services.models.view(who), lambda who=person: services.models.save(who, settings(model_server), {}), lambda who=person: services.models.test(who, "local")):
            with pytest.raises(NotAllowedError):
                forbidden()


def test_a_reached_cap_falls_back_to_the_built_in_words(services: Services, admin: Person, mei: Person, model_server: ModelServer) -> None:
    model_server.reply = lambda body: "嗯……" + plain_line(body)
    services.models.save(admin, settings(model_server, monthly_cap=Decimal("0.001")), {"local": KEY})
    call_id = services.practice.start(mei, CASE, Language.ZH, seed=3)
    services.practice.say(mei, call_id, "您好，请问是周敏女士吗？")
    services.practice.say(mei, call_id, "这通电话有录音，麻烦报一下身份证后四位。")
    assert [turn.source for turn in services.calls.turns(call_id)[2::2]] == ["model:tiny:1", "embedded"]


def test_a_server_that_dies_in_the_middle_loses_nothing(services: Services, admin: Person, mei: Person, model_server: ModelServer) -> None:
    model_server.behave = "cut_off"
    model_server.reply = lambda body: "嗯……" + plain_line(body)
    services.models.save(admin, settings(model_server), {"local": KEY})
    call_id = services.practice.start(mei, CASE, Language.ZH, seed=3)
    view = services.practice.say(mei, call_id, "您好，请问是周敏女士吗？")
    assert len(view.turns) == 3 and services.calls.turns(call_id)[2].source == "embedded"


def test_the_answer_streams_onto_the_screen_and_a_visitor_who_leaves_in_the_middle_loses_nothing(services: Services, admin: Person, mei: Person, model_server: ModelServer) -> None:
    class Gone(BaseException):
        """The browser went away while an answer was drawn."""

    model_server.reply = lambda body: "唉。真的。" + plain_line(body)
    services.models.save(admin, settings(model_server), {"local": KEY})
    call_id = services.practice.start(mei, CASE, Language.ZH, seed=3)
    drawn: list[tuple[str, ...]] = []
    view = services.practice.say(mei, call_id, "您好，请问是周敏女士吗？", lambda turns: drawn.append(tuple(turn.text for turn in turns)))
    assert drawn[0][1:] == ("您好，请问是周敏女士吗？", "") and any(texts[-1].startswith("唉。") for texts in drawn)
    assert view.turns[-1].text.startswith(drawn[-1][-1])

    def leave(turns: object) -> None:
        raise Gone

    with pytest.raises(Gone):
        services.practice.say(mei, call_id, "这通电话有录音，麻烦报一下身份证后四位。", leave)
    again = services.practice.view(mei, call_id)
    assert [turn.text for turn in again.turns[:4]] == [*(turn.text for turn in view.turns), "这通电话有录音，麻烦报一下身份证后四位。"]
    assert len(again.turns) == 5 and services.calls.turns(call_id)[4].source == "embedded"
    services.practice.say(mei, call_id, "好的，谢谢。")


def finished(services: Services, mei: Person, line: str) -> str:
    call_id = services.practice.start(mei, CASE, Language.ZH, seed=3)
    for said in ("您好，我是海州银行的李然，请问是周敏女士吗？", line):
        services.practice.say(mei, call_id, said)
    if services.practice.view(mei, call_id).status.value == "open":
        services.practice.do(mei, call_id, CollectorDeed.HANG_UP)
    services.practice.write_record(mei, call_id, CallRecord())
    return call_id


RULE = "threat_of_arrest"
PROPOSAL = json.dumps({"acts": [], "rules": [{"code": RULE, "words": "嘟嘟嘟", "confidence": 0.95}]}, ensure_ascii=False)
ODD = "嘟嘟嘟嘟嘟嘟滴滴滴滴"


@pytest.fixture()
def lead(services: Services) -> Person:
    person = services.people.person("lead")
    assert person is not None
    return person


def listen(services: Services, admin: Person, model_server: ModelServer) -> None:
    model_server.reply = lambda body: PROPOSAL
    services.models.save(admin, settings(model_server, words_replies=False, helps_hearing=True), {"local": KEY})


def agree(services: Services, call_id: str, n: int) -> None:
    """What n reviewers would have said: the model heard rightly in one line, and rightly heard nothing in another."""
    opinion = services.models.opinions(call_id)[0]
    services.models._store.add_opinion(opinion.model_copy(update={"turn": 99, "body": opinion.body.replace(RULE, "false_identity")}))
    for number in range(n):
        for kind, turn, value in (("opinion", opinion.turn, 1.0), ("finding", 99, 0.0)):
            services.reviews._reviews.add_verdict(
                Verdict(
                    id=f"v{number}{kind}", call_id=call_id, reviewer_id=f"r{number}", item_kind=kind, item_id=f"{RULE}#{turn}", agrees=bool(value), value=value, machine_value=1.0,  # type: ignore[arg-type]
                    reason="", blind=False, given_at=services.outside.now(),
                )
            )


def test_a_second_opinion_counts_only_after_a_lead_allowed_the_rule(services: Services, admin: Person, lead: Person, mei: Person, model_server: ModelServer) -> None:
    listen(services, admin, model_server)
    call_id = finished(services, mei, ODD)
    assert [item.turn for item in services.models.opinions(call_id)] == [3]
    assert RULE not in {finding.rule for finding in services.debriefs.debrief(mei, call_id).scorecard.findings}
    agree(services, call_id, 30)
    services.second_hearing.allow(lead, RULE, True, Random(1))
    again = finished(services, mei, ODD)
    assert RULE in {finding.rule for finding in services.debriefs.debrief(mei, again).scorecard.findings}
    services.second_hearing.allow(lead, RULE, False, Random(1))
    last = finished(services, mei, ODD)
    assert RULE not in {finding.rule for finding in services.debriefs.debrief(mei, last).scorecard.findings}


def test_a_rule_is_not_allowed_without_measured_agreement_nor_by_an_admin(services: Services, admin: Person, lead: Person, mei: Person, model_server: ModelServer) -> None:
    listen(services, admin, model_server)
    call_id = finished(services, mei, ODD)
    agree(services, call_id, 10)
    with pytest.raises(TrainerError, match="agreement_not_earned"):
        services.second_hearing.allow(lead, RULE, True, Random(1))
    for who in (mei, admin):
        with pytest.raises(NotAllowedError):
            services.second_hearing.allow(who, RULE, True, Random(1))
    services.models.save(admin, settings(model_server, gate_rules=(RULE,)), {})
    assert services.models.allowed_rules(admin) == ()


def test_proposals_are_read_and_judged_by_those_who_may_read_the_call(services: Services, admin: Person, lead: Person, mei: Person, model_server: ModelServer) -> None:
    listen(services, admin, model_server)
    call_id = finished(services, mei, ODD)
    assert services.second_hearing.proposed(mei, call_id)[0].words == "嘟嘟嘟"
    with pytest.raises(NotAllowedError):
        services.second_hearing.proposed(lead, call_id)
    services.debriefs.share(mei, call_id)
    services.second_hearing.judge(lead, call_id, RULE, 3, right=False)
    assert services.second_hearing.proposed(lead, call_id)[0].mine == "wrong"
    assert services.second_hearing.agreement(lead, Random(1))[RULE].n == 1
    with pytest.raises(NotAllowedError):
        services.second_hearing.judge(mei, call_id, RULE, 3, right=True)
    assert not services.reviews.view(mei, call_id).verdicts


def test_three_settings_in_the_environment_are_enough() -> None:
    found = endpoint_from({"DUILIAN_MODEL_URL": "http://127.0.0.1:8080/v1", "DUILIAN_MODEL_NAME": "tiny", "DUILIAN_MODEL_KEY": "k"})
    assert found is not None and found.api_key == SecretStr("k") and "k'" not in repr(found.api_key)
    assert endpoint_from({}) is None
    with pytest.raises(Exception, match="DUILIAN_MODEL_NAME"):
        endpoint_from({"DUILIAN_MODEL_URL": "http://127.0.0.1:8080/v1"})
