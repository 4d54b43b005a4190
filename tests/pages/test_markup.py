"""Names, titles and reasons that hold markup are shown as they were typed, on every screen."""
from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import visit
from trainer.bootstrap import Services
from trainer.domain.call import CallRecord, CollectorDeed
from trainer.domain.people import Person, Role, Team
from trainer.domain.text import Language
from trainer.web import services as web_services

NASTY = "![x](http://evil.example/a.png) <b>B</b> [y](http://evil.example) :red[r] $x$"
LIVE = re.compile(r"(?<!\\)!\[x|(?<!\\)\[y\]|(?<!\\)<b>|(?<!\\):red\[")
CASE = "cn_job_loss_first_default"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """An organisation in which everything that people may name is markup."""
    os.environ["DUILIAN_STORE"] = str(tmp_path_factory.mktemp("markup") / "duilian.db")
    web_services.services.cache_clear()
    built = web_services.services()
    now = built.outside.now()
    built.people.add_organisation("org", NASTY, False, now)
    built.people.add_team(Team(id="t", organisation_id="org", name=NASTY))
    for name, roles in (("trainee", (Role.TRAINEE,)), ("boss", (Role.LEAD, Role.MANAGER, Role.ADMIN))):
        built.people.add_person(Person(id=name, organisation_id="org", team_id="t", name=NASTY, email=f"{name}@x.example", roles=roles, language=Language.EN), now)
    trainee, boss = built.people.person("trainee"), built.people.person("boss")
    assert trainee is not None and boss is not None
    given = built.assignments.give(
        boss, title=NASTY, target_kind="person", target_id="trainee", scenario_ids=[CASE], mode="practice", pass_mark=60, due_on=now.date() + timedelta(days=3), time_zone="Asia/Shanghai"
    )
    call_id = built.assignments.start(trainee, given.id, Language.ZH)
    built.practice.say(trainee, call_id, "再不还就让警察来抓你！")
    if built.practice.view(trainee, call_id).status.value == "open":
        built.practice.do(trainee, call_id, CollectorDeed.HANG_UP)
    built.practice.write_record(trainee, call_id, CallRecord(note=NASTY))
    built.reviews.appeal(trainee, call_id, "overall", "overall", NASTY)
    built.reviews.comment(boss, call_id, 1, NASTY)
    yield built
    os.environ.pop("DUILIAN_STORE", None)
    web_services.services.cache_clear()


def told(app: AppTest) -> list[str]:
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.info, app.warning, app.error, app.success)
    return [*(str(item.value) for kind in kinds for item in kind), *(item.label for kind in (app.button, app.expander, app.tabs) for item in kind)]


@pytest.mark.parametrize(
    ("who", "page"), [*(("boss", name) for name in ("home", "review", "assign", "certificates", "people", "floor")), ("trainee", "home"), ("trainee", "my_calls"), ("trainee", "library")]
)
def test_nothing_that_people_typed_becomes_markup(shown: Services, who: str, page: str) -> None:
    app = visit(who, Language.EN, page)
    assert not app.exception and not app.error
    assert [text for text in told(app) if LIVE.search(text)] == []


@pytest.mark.parametrize("page", ["review", "debrief"])
def test_nor_in_one_call(shown: Services, page: str) -> None:
    trainee = shown.people.person("trainee")
    assert trainee is not None
    call_id = shown.debriefs.history(trainee)[0].call_id
    app = visit("boss", Language.EN, page, call=call_id)
    assert not app.exception and not app.error
    assert [text for text in told(app) if LIVE.search(text)] == []
