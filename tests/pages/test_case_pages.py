"""Cases and shifts on their screens: begun, written, judged, gone on, in both languages, without an exception or a raw key."""
from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from trainer.bootstrap import ROOT, Services
from trainer.domain.call import CallRecord, CollectorDeed
from trainer.domain.case import Analysis
from trainer.domain.dial import Dial
from trainer.domain.text import Language
from trainer.service.demo import make_demo
from trainer.web import services as web_services

MAIN = str(ROOT / "trainer" / "web" / "main.py")
RAW_KEY = re.compile(r"\b(?:cases|shift|notice|care|nav|skill|dial|assign)\.[a-z_]{3,}\b")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The web frame over a store with the demo organisation."""
    os.environ["DUILIAN_STORE"] = str(tmp_path_factory.mktemp("cases") / "duilian.db")
    web_services.services.cache_clear()
    built = web_services.services()
    make_demo(built.content, built.catalogue, built.people, built.calls, built.rollups, built.assignment_store, built.outside)
    yield built
    os.environ.pop("DUILIAN_STORE", None)
    web_services.services.cache_clear()


def visit(page: str, language: Language, person: str = "demo-lin", **query: str) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=30)
    app.session_state["frame.person_id"] = person
    app.session_state["frame.language"] = language.value
    app.run()
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()


def words(app: AppTest) -> str:
    return "\n".join(str(getattr(part, "value", "")) for kind in ("markdown", "caption", "info", "warning", "error", "success", "title", "subheader", "text") for part in app.get(kind))


def sound(app: AppTest) -> None:
    assert not app.exception, [part.value for part in app.exception]
    assert RAW_KEY.findall(words(app)) == []


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("person", ["demo-lin", "demo-wang"])
def test_the_lists_of_cases_and_shifts(shown: Services, language: Language, person: str) -> None:
    for page in ("cases", "shift"):
        sound(visit(page, language, person))


@pytest.mark.parametrize("language", list(Language))
def test_a_notice_is_written_and_judged_and_the_days_pass(shown: Services, language: Language) -> None:
    lin = shown.people.person("demo-lin")
    assert lin is not None
    run = shown.cases.start(lin, "us_trucker_case", language, 4)
    app = visit("cases", language, run=run)
    sound(app)
    app.text_area(key="cases.text.first_notice").set_value("x")
    next(button for button in app.button if "cases.writing" in str(button.form_id)).click().run()
    sound(app)
    assert shown.cases.view(lin, run).work.card is not None
    app.button(key="cases.next").click().run()
    sound(app)
    assert shown.cases.view(lin, run).stage.id == "first_call"
    app.button(key="cases.dial").click().run()
    sound(app)
    assert shown.cases.view(lin, run).work.call_id is not None


@pytest.mark.parametrize("language", list(Language))
def test_the_decision_and_the_end_of_a_case(shown: Services, language: Language) -> None:
    lin = shown.people.person("demo-lin")
    assert lin is not None
    run = shown.cases.start(lin, "cn_job_loss_case", language, 3)
    cases, practice = shown.cases, shown.practice
    while (view := cases.view(lin, run)).ending is None:
        sound(visit("cases", language, run=run))
        if view.kind == "call":
            call = cases.dial(lin, run)
            practice.say(lin, call, "您好，请问是周敏女士吗？" if language is Language.ZH else "Good morning, am I speaking to Ms Zhou?")
            practice.do(lin, call, CollectorDeed.HANG_UP)
            practice.write_record(lin, call, CallRecord(note="x"))
            assert cases.take_call(lin, run)
        elif view.kind == "notice":
            cases.write(lin, run, "x", "mobile")
        else:
            cases.analyse(lin, run, Analysis(willingness="willing", ability="unclear", risk="low", next_step="none"))
            cases.report(lin, run, "x")
        sound(visit("cases", language, run=run))
        cases.go_on(lin, run)
    end = visit("cases", language, run=run)
    sound(end)
    end.button(key="cases.share").click().run()
    sound(end)
    sound(visit("cases", language, "demo-wang", run=run))


@pytest.mark.parametrize(("shift", "language"), [("cn_monday_evening", Language.ZH), ("us_monday_evening", Language.EN)])
def test_a_shift_is_worked_to_its_end(shown: Services, shift: str, language: Language) -> None:
    lin = shown.people.person("demo-lin")
    assert lin is not None
    run = shown.shifts.start(lin, shift, 15, 2)
    app = visit("shift", language, run=run)
    for _ in range(12):
        sound(app)
        if shown.shifts.view(lin, run).run.status != "open":
            break
        queue = shown.shifts.view(lin, run).queue
        key = f"shift.do.{queue[0].id}.{queue[0].choices[0].id}" if queue else "shift.wait"
        app.button(key=key).click().run()
    assert shown.shifts.view(lin, run).run.status == "finished" and shown.shifts.view(lin, run).state.card is not None
    sound(visit("shift", language, run=run))


@pytest.mark.parametrize("language", list(Language))
def test_a_case_and_a_shift_handed_out_are_begun_from_the_first_screen(shown: Services, language: Language) -> None:
    wang, lin = shown.people.person("demo-wang"), shown.people.person("demo-lin")
    assert wang is not None and lin is not None
    assignment = shown.assignments.give(
        wang, title=f"Whole work {language.value}", target_kind="person", target_id=lin.id, scenario_ids=("case:cn_job_loss_case", "shift:cn_monday_evening"), mode="practice", pass_mark=0,
        due_on=shown.outside.now().date() + timedelta(days=3), time_zone="Asia/Shanghai", dial=Dial(hostility=1),
    )
    home = visit("home", language)
    sound(home)
    home.button(key=f"home.start.{assignment.id}").click().run()
    case = visit("cases", language, assignment=assignment.id)
    sound(case)
    case.button(key="cases.start.cn_job_loss_case").click().run()
    sound(case)
    run = shown.assignment_store.attempts(assignment.id, lin.id)[0].call_id
    assert shown.cases.view(lin, run).run.assignment_id == assignment.id
    sound(visit("cases", language, "demo-wang", run=run))
    sound(visit("assign", language, "demo-wang"))
    shown.cases.stop(lin, run)
    shown.assignments.withdraw(wang, assignment.id)


@pytest.mark.parametrize("language", list(Language))
def test_a_lead_hands_out_a_case_with_the_dial_turned(shown: Services, language: Language) -> None:
    app = visit("assign", language, "demo-wang")
    sound(app)
    app.text_input(key="assign.name").set_value(f"Dialled {language.value}")
    app.multiselect(key="assign.scenarios").set_value(["case:us_trucker_case"])
    app.select_slider(key="assign.dial.hostility").set_value(2)
    next(button for button in app.button if str(button.form_id) == "assign.form").click().run()
    sound(app)
    wang = shown.people.person("demo-wang")
    assert wang is not None
    made = next(item for item in shown.assignments.given(wang) if item.title == f"Dialled {language.value}")
    assert made.hostility == 2 and made.scenario_ids == ("case:us_trucker_case",)
    shown.assignments.withdraw(wang, made.id)


@pytest.mark.parametrize("language", list(Language))
def test_a_trainee_turns_the_dial_before_a_call_and_sees_it_in_the_call(shown: Services, language: Language) -> None:
    lin = shown.people.person("demo-lin")
    assert lin is not None
    app = visit("brief", language, scenario="cn_job_loss_first_default")
    sound(app)
    app.select_slider(key="brief.dial.cn_job_loss_first_default.hostility").set_value(1).run()
    sound(app)
    assert len(app.warning) == 1
    app.button(key="brief.dial").click().run()
    sound(app)
    call = shown.calls.of_person(lin.id)[0]
    assert call.hostility == 1
    seen = visit("call", language, call=call.id)
    sound(seen)
    shown.practice.stop(lin, call.id)


def through(shown: Services, case_id: str, language: Language, seed: int = 3) -> str:
    """A whole case on its screens: every form filled and sent, every call taken, as somebody with a browser does it; returns the run."""
    lin = shown.people.person("demo-lin")
    assert lin is not None
    listed = visit("cases", language)
    sound(listed)
    run = shown.cases.start(lin, case_id, language, seed)
    requests = 0
    while (view := shown.cases.view(lin, run)).ending is None:
        app = visit("cases", language, run=run)
        sound(app)
        stage = view.stage.id
        if view.kind == "call" or (view.kind == "request" and requests % 2 == 0):
            app.button(key="cases.dial" if view.kind == "call" else "cases.answer_phone").click().run()
            sound(app)
            call = shown.cases.view(lin, run).work.call_id
            assert call is not None
            shown.practice.say(lin, call, "您好，请问是本人吗？" if language is Language.ZH else "Hello, is that the account holder?")
            if shown.practice.view(lin, call).status.value == "open":
                shown.practice.do(lin, call, CollectorDeed.HANG_UP)
            shown.practice.write_record(lin, call, CallRecord(note="x"))
        elif view.kind in ("notice", "request"):
            app.selectbox(key=f"cases.address.{stage}").set_value(view.addresses[0].id).run()
            app.text_area(key=f"cases.text.{stage}").set_value("您好，请致电我们。" if language is Language.ZH else "Hello, please call us.")
            next(button for button in app.button if str(button.form_id) == f"cases.writing.{stage}").click().run()
        elif view.kind == "legal_decision":
            app.radio(key="cases.decision.due").set_value(False)
            next(button for button in app.button if str(button.form_id) == "cases.decision").click().run()
        else:
            app.text_area(key=f"cases.report_text.{stage}").set_value("已致电，由我跟进。" if language is Language.ZH else "I called and will follow up.")
            next(button for button in app.button if str(button.form_id) == f"cases.report.{stage}").click().run()
        requests += view.kind == "request"
        sound(app)
        done = visit("cases", language, run=run)
        sound(done)
        for name, value in (("willingness", "willing"), ("ability", "unclear"), ("risk", "high"), ("next_step", "call_back")):
            done.selectbox(key=f"cases.{stage}.after.{name}").set_value(value)
        next(button for button in done.button if str(button.form_id) == f"cases.analysis.{stage}.after").click().run()
        sound(done)
        done.button(key="cases.next").click().run()
        sound(done)
    return run


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("case_id", ["cn_job_loss_case", "cn_liar_case", "cn_paid_twice_case", "uk_nurse_case", "us_trucker_case"])
def test_every_case_is_carried_to_its_end_on_its_screens(shown: Services, case_id: str, language: Language) -> None:
    run = through(shown, case_id, language)
    lin = shown.people.person("demo-lin")
    assert lin is not None
    view = shown.cases.view(lin, run)
    assert view.overall is not None and len(view.done) == len(view.stages) and all(work.after_card is not None for work in view.done)
    sound(visit("cases", language, run=run))
