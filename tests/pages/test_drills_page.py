"""The drills and the legal route as a trainee walks through them on the screen."""
from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import visit, words
from trainer.bootstrap import Services
from trainer.domain.text import Language
from trainer.service.demo import make_demo
from trainer.service.drill_choice import SET_SIZE
from trainer.web import services as web_services


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The web frame over a store with the demo organisation."""
    os.environ["DUILIAN_STORE"] = str(tmp_path_factory.mktemp("drills") / "duilian.db")
    web_services.services.cache_clear()
    built = web_services.services()
    make_demo(built.content, built.catalogue, built.people, built.calls, built.rollups, built.assignment_store, built.outside)
    yield built
    os.environ.pop("DUILIAN_STORE", None)
    web_services.services.cache_clear()


def options_of(app: AppTest) -> list:  # type: ignore[type-arg]
    """The buttons of the item on screen: its options, whose keys end in a name that gives nothing away."""
    return [button for button in app.button if button.key and re.fullmatch(r"drills\..+\.[0-9a-f]{12}", button.key)]


@pytest.mark.parametrize("language", list(Language))
def test_a_set_is_worked_through_and_every_answer_explained(shown: Services, language: Language) -> None:
    app = visit("demo-lin", language, "drills")
    for _ in range(SET_SIZE):
        options_of(app)[0].click().run()
        assert not app.exception and len(app.success) + len(app.error) == 1
        assert ("依据：" if language is Language.ZH else "Clause:") in words(app)
        app.button(key=next(button.key for button in app.button if button.key and button.key.startswith("drills.next."))).click().run()
    assert not app.exception and app.button(key="drills.more").label in ("再来一组", "Another set")
    app.button(key="drills.more").click().run()
    assert not app.exception and options_of(app)


def test_a_lead_sees_counts_below(shown: Services) -> None:
    app = visit("demo-wang", Language.EN, "drills")
    assert not app.exception and "Counts only: no items and no answers." in words(app)
    assert any("items" in expander.label for expander in app.expander)


def test_the_legal_route_opens_at_its_first_step_and_says_what_it_is(shown: Services) -> None:
    app = visit("demo-lin", Language.ZH, "legal")
    assert not app.exception and "不是法律意见" in words(app) and "书面催告" in words(app)


def test_a_written_line_is_judged_beside_the_model_line(shown: Services) -> None:
    app = visit("demo-lin", Language.ZH, "drills")
    for _ in range(4 * SET_SIZE):
        if app.text_area:
            break
        if options_of(app):
            options_of(app)[0].click().run()
        following = [button.key for button in app.button if button.key and button.key.startswith(("drills.next.", "drills.more"))]
        app.button(key=following[0]).click().run()
    app.text_area[0].set_value("你再不还，我今天就报案，警察明天上门把你拘了。")
    next(button for button in app.button if button.label == "判一下").click().run()
    assert not app.exception and [error.value for error in app.error] == ["还不对"]
    assert "这句话里听到了违规：" in words(app) or "和原来那句几乎一样。" in words(app)
    assert "以抓捕、坐牢、刑事立案相威胁" in words(app) or "和原来那句几乎一样。" in words(app)
