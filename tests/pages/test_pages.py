"""Every screen, for every role, in both languages: no exception, no raw key, and nothing for those who have no business there."""
from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import START
from trainer.bootstrap import ROOT, Services, build, settings_from
from trainer.domain.call import CallRecord, CollectorDeed
from trainer.domain.text import Language
from trainer.service.demo import make_demo
from trainer.web import services as web_services
from trainer.web.navigation import PAGES

MAIN = str(ROOT / "trainer" / "web" / "main.py")
PEOPLE = {"trainee": "demo-lin", "lead": "demo-wang", "manager and admin": "demo-he"}
RAW_KEY = re.compile(r"\b(?:nav|frame|library|brief|case|call|record|debrief|home|assign|review|people|floor|certificates|studio|transcripts|models|drills|legal|skill|error)\.[a-z_]{3,}\b")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The web frame over a store with the demo organisation and one scored call of the trainee."""
    os.environ["DUILIAN_STORE"] = str(tmp_path_factory.mktemp("pages") / "duilian.db")
    web_services.services.cache_clear()
    built = web_services.services()
    make_demo(built.content, built.catalogue, built.people, built.calls, built.rollups, built.assignment_store, built.outside)
    yield built
    os.environ.pop("DUILIAN_STORE", None)
    web_services.services.cache_clear()


def visit(person_id: str | None, language: Language, page: str | None = None, **query: str) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=30)
    if person_id is not None:
        app.session_state["frame.person_id"] = person_id
    app.session_state["frame.language"] = language.value
    app.run()
    for name, value in query.items():
        app.query_params[name] = value
    if page is not None:
        app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    return app


def words(app: AppTest) -> str:
    parts = [str(item.value) for kind in (app.title, app.header, app.subheader, app.markdown, app.caption, app.info, app.warning, app.error, app.success) for item in kind]
    return "\n".join([*parts, *[button.label for button in app.button]])


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("role", sorted(PEOPLE))
@pytest.mark.parametrize("screen", [screen for screen in PAGES if screen.in_menu], ids=lambda screen: screen.name)
def test_every_screen_of_the_menu(shown: Services, screen, role: str, language: Language) -> None:  # type: ignore[no-untyped-def]
    person = shown.people.person(PEOPLE[role])
    assert person is not None
    if not person.has(*screen.roles):
        with pytest.raises(ValueError):
            visit(person.id, language, screen.name)
        return
    app = visit(person.id, language, screen.name)
    assert not app.exception and not app.error
    assert app.title and not RAW_KEY.search(words(app))
    han = re.search(r"[一-鿿]", app.title[0].value.replace(person.name, ""))
    assert (han is not None) == (language is Language.ZH)


@pytest.mark.parametrize("language", list(Language))
def test_the_way_of_a_call(shown: Services, language: Language) -> None:
    person = shown.people.person("demo-lin")
    assert person is not None
    call_id = shown.practice.start(person, "cn_job_loss_first_default", language, seed=3)
    for page, query in (("brief", {"scenario": "cn_job_loss_first_default"}), ("call", {"call": call_id})):
        app = visit(person.id, language, page, **query)
        assert not app.exception and not app.error and not RAW_KEY.search(words(app)), page
    shown.practice.do(person, call_id, CollectorDeed.HANG_UP)
    app = visit(person.id, language, "record", call=call_id)
    assert not app.exception and not RAW_KEY.search(words(app))
    shown.practice.write_record(person, call_id, CallRecord())
    app = visit(person.id, language, "debrief", call=call_id)
    assert not app.exception and not app.error and not RAW_KEY.search(words(app))


@pytest.mark.parametrize("page", ["call", "debrief", "record"])
def test_somebody_elses_call_gets_one_sentence(shown: Services, page: str) -> None:
    person = shown.people.person("demo-chen")
    assert person is not None
    call_id = shown.practice.start(person, "cn_job_loss_first_default", Language.ZH, seed=3)
    app = visit("demo-lin", Language.EN, page, call=call_id)
    assert [error.value for error in app.error] == ["You may not see this, or it does not exist."] and not app.exception


def test_without_sign_in_there_is_only_sign_in(shown: Services) -> None:
    app = visit(None, Language.EN)
    assert "Choose a person of the demo team" in words(app)
    assert not any(button.label == "Dial" for button in app.button)


def test_an_empty_store_leads_through_setting_up(tmp_path: Path) -> None:
    os.environ["DUILIAN_STORE"] = str(tmp_path / "duilian.db")
    web_services.services.cache_clear()
    try:
        app = visit(None, Language.EN)
        for key, value in (("set_up.organisation", "Harbour Bank"), ("set_up.name", "Ada"), ("set_up.email", "ada@harbour.example"), ("set_up.password", "a long enough password")):
            app.text_input(key=key).set_value(value)
        app.button[0].click().run()
        assert not app.exception and not app.error
        assert "Hello, Ada" in [title.value for title in app.title]
        assert "Invite people" in words(app)
        built = build(settings_from(os.environ))
        assert not built.organisation.is_empty() and START is not None
    finally:
        os.environ.pop("DUILIAN_STORE", None)
        web_services.services.cache_clear()
