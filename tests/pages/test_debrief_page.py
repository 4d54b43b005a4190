"""The debrief as trainee and lead see it: verdicts beside the machine's, one appeal an item, the model call, what next; the brief says who will see the call."""
from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import shown, visit
from trainer.bootstrap import Services
from trainer.domain.call import CallRecord, CollectorDeed
from trainer.domain.people import Person
from trainer.domain.text import Language

__all__ = ["shown"]
CASE = "cn_job_loss_first_default"
SAID = "你再不还钱，我就叫人去你家门口守着！"


def person_of(services: Services, person_id: str) -> Person:
    person = services.people.person(person_id)
    assert person is not None
    return person


def scored(services: Services) -> str:
    trainee = person_of(services, "demo-lin")
    call_id = services.practice.start(trainee, CASE, Language.ZH, seed=3)
    services.practice.say(trainee, call_id, SAID)
    if services.practice.view(trainee, call_id).status == "open":
        services.practice.do(trainee, call_id, CollectorDeed.HANG_UP)
    services.practice.write_record(trainee, call_id, CallRecord())
    return call_id


def html(app: AppTest) -> str:
    return "\n".join(str(item.proto.body) for item in app.get("html"))


def test_an_appeal_is_sent_once_and_its_answer_is_shown(shown: Services) -> None:
    trainee, lead = person_of(shown, "demo-lin"), person_of(shown, "demo-wang")
    call_id = scored(shown)
    shown.debriefs.share(trainee, call_id)
    finding = shown.debriefs.debrief(trainee, call_id).scorecard.findings[0]
    key = f"debrief.appeal.finding.{finding.rule}#{finding.turn}"
    app = visit("demo-lin", Language.EN, "debrief", call=call_id)
    app.text_area(key=key).set_value("That was <b>not</b> a threat.")
    app.button(key=f"{key}.send").click().run()
    assert not app.exception and not app.error
    assert "That was &lt;b&gt;not&lt;/b&gt; a threat." in html(app) and "Waiting for an answer" in html(app)
    assert key not in [area.key for area in app.text_area]
    (appeal,) = shown.reviews.view(lead, call_id).appeals
    shown.reviews.answer(lead, appeal.id, "It names a visit.", upheld=False)
    app = visit("demo-lin", Language.EN, "debrief", call=call_id)
    assert "王磊 rejected the appeal." in html(app) and "It names a visit." in html(app)


def test_an_overruled_item_and_a_remark_stand_beside_the_machine(shown: Services) -> None:
    trainee, lead = person_of(shown, "demo-lin"), person_of(shown, "demo-wang")
    call_id = scored(shown)
    shown.debriefs.share(trainee, call_id)
    item = next(item for item in shown.debriefs.debrief(trainee, call_id).scorecard.criteria if item.score is not None)
    shown.reviews.judge(lead, call_id, "criterion", item.id, agrees=False, value=0.5, reason="Half of it was there.")
    shown.reviews.comment(lead, call_id, 1, "Breathe first.")
    app = visit("demo-lin", Language.EN, "debrief", call=call_id)
    assert "王磊 overruled it to 50%." in html(app) and "Half of it was there." in html(app)
    assert "王磊: Breathe first." in html(app) and "1 overruled" in html(app)
    assert any("overruled" in expander.label for expander in app.expander)


def test_only_the_owner_may_appeal_or_is_told_what_next(shown: Services) -> None:
    call_id = scored(shown)
    shown.debriefs.share(person_of(shown, "demo-lin"), call_id)
    mine, theirs = (visit(person, Language.EN, "debrief", call=call_id) for person in ("demo-lin", "demo-wang"))
    assert "debrief.next" in [button.key for button in mine.button] and "debrief.next" not in [button.key for button in theirs.button]
    assert any("debrief.appeal" in str(area.key) for area in mine.text_area)
    assert not any("debrief.appeal" in str(area.key) for area in theirs.text_area)


def test_the_debrief_offers_the_model_call(shown: Services) -> None:
    call_id = scored(shown)
    app = visit("demo-lin", Language.EN, "debrief", call=call_id)
    lines = shown.catalogue.get("demo", CASE).model_call.zh
    assert "Model call" in [tab.label for tab in app.tabs] and lines[0][:12] in html(app)


@pytest.mark.parametrize(("mode", "title"), [("practice", "Assigned practice"), ("exam", "Exam")])
def test_the_brief_says_who_will_see_the_call(shown: Services, mode: str, title: str) -> None:
    lead = person_of(shown, "demo-wang")
    given = shown.assignments.give(
        lead, title="x", target_kind="person", target_id="demo-lin", scenario_ids=[CASE], mode=mode, pass_mark=60,
        due_on=shown.outside.now().date() + timedelta(days=3), time_zone="Asia/Shanghai",
    )
    assert f"<strong>{title}</strong>" in html(visit("demo-lin", Language.EN, "brief", scenario=CASE, assignment=given.id))
    assert "<strong>Free practice</strong>" in html(visit("demo-lin", Language.EN, "brief", scenario=CASE))
    other = visit("demo-chen", Language.EN, "brief", scenario=CASE, assignment=given.id)
    assert not other.exception and title not in html(other)


def test_the_library_filters_by_skill_and_language_and_lists_the_teams_model_calls(shown: Services) -> None:
    call_id = scored(shown)
    shown.debriefs.share(person_of(shown, "demo-lin"), call_id)
    shown.reviews.mark_model(person_of(shown, "demo-wang"), call_id)
    app = visit("demo-chen", Language.ZH, "library")
    assert SAID in html(app)
    before = len([button for button in app.button if str(button.key).startswith(("library.open", "library.continue"))])
    app.multiselect(key="library.skills").set_value(["special_care"]).run()
    after = [button for button in app.button if str(button.key).startswith(("library.open", "library.continue"))]
    assert not app.exception and 0 < len(after) < before
    assert SAID not in html(visit("demo-maya", Language.EN, "library"))


def test_an_older_score_is_judged_again_beside_itself(shown: Services) -> None:
    trainee = person_of(shown, "demo-lin")
    call_id = scored(shown)
    stored = shown.calls.scores(call_id)[0].scorecard
    assert not [button for button in visit("demo-lin", Language.EN, "debrief", call=call_id).button if button.key == "again.rescore"]
    shown.calls._database.write(  # a score as an older version of the ears would have left it
        "UPDATE scorecards SET body = ? WHERE call_id = ?",
        [stored.model_copy(update={"versions": stored.versions.model_copy(update={"ears": "1"}), "overall": 61.0}).model_dump_json(), call_id],
    )
    app = visit("demo-lin", Language.EN, "debrief", call=call_id)
    assert any("changed since this call was judged" in caption.value for caption in app.caption)
    assert app.button(key="again.rescore")
    assert shown.rescoring.rescore(trainee, call_id) == 1
    app = visit("demo-lin", Language.EN, "debrief", call=call_id, score="1")
    page = "\n".join(item.value for item in app.markdown) + html(app)
    assert not app.exception and "Ears: 1 →" in page and "Total 61.0 →" in page
    assert "On the day" in str(app.get("button_group")[0]) or "On the day" in page


@pytest.mark.parametrize("language", list(Language))
def test_the_arithmetic_names_the_rule_and_not_its_code(shown: Services, language: Language) -> None:
    call_id = scored(shown)
    code = shown.debriefs.debrief(person_of(shown, "demo-lin"), call_id).scorecard.findings[0].rule
    table = next(text for text in html(visit("demo-lin", language, "debrief", call=call_id)).split("\n") if 'class="sums"' in text)
    assert shown.rulebook.rule_title(code).in_(language) in table and code not in table


def test_a_retry_shows_only_items_that_both_tries_have(shown: Services) -> None:
    trainee = person_of(shown, "demo-lin")
    retry = shown.practice.retry(trainee, scored(shown), 1)
    shown.practice.do(trainee, retry, CollectorDeed.HANG_UP)
    shown.practice.write_record(trainee, retry, CallRecord())
    compared = shown.debriefs.debrief(trainee, retry).comparison
    assert compared is not None
    both = sum(before is not None and after is not None for _, _, before, after in compared.criteria_changed)
    tables = [text for text in html(visit("demo-lin", Language.EN, "debrief", call=retry)).split("\n") if 'class="changes"' in text]
    assert sum(text.count('<th scope="row">') for text in tables) == both
