"""A week of training for a new organisation, in real browsers, in each language: from the first start to a certificate that is taken back."""
from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Locator, Page, expect
from playwright.sync_api import TimeoutError as NothingCame

from tests.browser.conftest import Server, free_port
from tests.trainer.service.scripted_calls import scripted
from trainer.bootstrap import Services, Settings, build
from trainer.domain.people import Person
from trainer.domain.text import Language
from trainer.i18n.catalogues import Translate, translator
from trainer.service.people_import import COLUMNS

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
PASSWORD = "a long enough password"
ADMIN = "ada@harbour.example"
LOCALES = {Language.ZH: "zh-CN", Language.EN: "en-GB"}
CASES = {Language.ZH: "cn_job_loss_first_default", Language.EN: "us_job_loss_trucker"}
THREATS = {
    Language.ZH: ("您好，我是海州银行的李然，请问是周敏女士吗？", "再不还钱就让警察上门来抓你！"),
    Language.EN: ("Hello, this is Jordan Lee from the bank. Am I speaking with the account holder?", "Pay today or the police will come and arrest you!"),
}


@dataclass
class World:
    """One server with a store of its own, and a browser for each person."""

    server: Server
    browser: Browser
    language: Language
    folder: Path
    pages: dict[str, Page]

    @property
    def t(self) -> Translate:
        return translator(self.language)

    def page(self, who: str) -> Page:
        if who not in self.pages:
            context = self.browser.new_context(locale=LOCALES[self.language], viewport={"width": 1280, "height": 1600}, accept_downloads=True)
            self.pages[who] = context.new_page()
            self.pages[who].set_default_timeout(20_000)
            self.pages[who].goto(self.server.address)
        return self.pages[who]

    def services(self) -> Services:
        return build(Settings(store=self.server.store))

    def open(self, who: str, address: str, title: str) -> Page:
        page = self.page(who)
        page.goto(f"{self.server.address}/{address}")
        expect(page.get_by_role("heading", name=title).first).to_be_visible()
        return page


@pytest.fixture(params=list(Language))
def world(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[World]:
    server = Server(tmp_path / "duilian.db", free_port())
    server.start()
    made = World(server, browser, request.param, tmp_path, {})
    yield made
    for page in made.pages.values():
        page.context.close()
    server.kill()


def press(page: Page, name: str) -> None:
    """One of the product's own buttons; built-in controls have such names, too."""
    page.locator("[data-testid=stButton], [data-testid=stFormSubmitButton]").get_by_role("button", name=name, exact=True).first.click()


def write(page: Page, label: str, text: str) -> None:
    box = page.get_by_role("textbox", name=label, exact=True).first
    box.fill(text)
    box.press("Tab")


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).first.click()
    page.get_by_role("option", name=option).first.click()


def download(page: Page, button: Locator) -> Download:
    """What a download button gives; pressed again, as a person would, where a run of the page took the first click."""
    settled(page)
    for _ in range(3):
        try:
            with page.expect_download(timeout=8_000) as got:
                button.click()
            return got.value
        except NothingCame:
            settled(page)
    raise AssertionError("three clicks and no file")


def settled(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def sign_in(world: World, email: str, first: str) -> Page:
    """A first sign-in: the handed-over password, then one of one's own."""
    page, t = world.page(email), world.t
    write(page, t("people.email"), email)
    write(page, t("sign_in.password"), first)
    press(page, t("nav.sign_in"))
    expect(page.get_by_role("heading", name=t("password.title"))).to_be_visible()
    write(page, t("password.old"), first)
    write(page, t("password.new"), PASSWORD)
    press(page, t("password.change"))
    expect(page.get_by_test_id("stSidebarNav")).to_be_visible()
    page.wait_for_timeout(600)
    return page


def set_up(world: World) -> None:
    page, t = world.page(ADMIN), world.t
    write(page, t("set_up.organisation"), "Harbour Bank")
    write(page, t("people.name"), "Ada")
    write(page, t("people.email"), ADMIN)
    write(page, t("sign_in.password"), PASSWORD)
    press(page, t("set_up.make"))
    expect(page.get_by_test_id("stSidebarNav")).to_be_visible()
    page.wait_for_timeout(600)


def import_people(world: World) -> dict[str, str]:
    """Thirty people by CSV; a row with an error is named first. Returns first passwords by address."""
    t = world.t
    roles = {0: "lead", 1: "manager"}
    rows = [[f"Person {n:02}", f"p{n:02}@harbour.example", "East" if n % 2 == 0 else "West", roles.get(n, "trainee"), world.language.value] for n in range(30)]
    file = world.folder / "people.csv"

    def sent(lines: list[list[str]]) -> None:
        with file.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows([list(COLUMNS), *lines])
        page.locator("input[type=file]").set_input_files(str(file))

    page = world.open(ADMIN, "people", t("people.title"))
    page.get_by_role("tab", name=t("people.invite")).click()
    sent([*rows[:29], ["Nobody", "no address", "East", "captain", "xx"]])
    expect(page.get_by_text(t("people.broken", n=1))).to_be_visible()
    page = world.open(ADMIN, "people", t("people.title"))
    page.get_by_role("tab", name=t("people.invite")).click()
    sent(rows)
    press(page, t("people.import", n=30))
    expect(page.get_by_text(t("people.invited", n=30))).to_be_visible(timeout=40_000)
    got = download(page, page.get_by_role("tabpanel").get_by_role("button", name="CSV", exact=True).last)
    with open(got.path(), encoding="utf-8-sig", newline="") as listed:
        return {row[1]: row[2] for row in list(csv.reader(listed))[1:]}


def build_programme_and_assign(world: World, lead: Page) -> None:
    t = world.t
    title = world.services().content.library.scenarios[CASES[world.language]].title.in_(world.language)
    page = world.open("p00@harbour.example", "assign", t("assign.title"))
    page.get_by_role("tab", name=t("assign.programmes")).click()
    write(page, t("assign.programme_name"), "Week one")
    for number, step in enumerate(("First call", "Exam")):
        write(page, t("assign.step_title", n=number + 1), step)
        box = page.get_by_test_id("stMultiSelect").filter(visible=True).nth(number)
        box.locator("input").first.click()
        box.locator("input").first.fill(title)
        page.get_by_role("option", name=title).first.click()
        page.keyboard.press("Escape")
    press(page, t("assign.programme_save"))
    expect(page.get_by_role("combobox", name=t("assign.programme"), exact=True)).to_have_value("Week one")
    press(page, t("assign.enrol"))
    expect(page.get_by_text("Week one: Exam").first).to_be_visible()


def practise(world: World, trainee: Page) -> str:
    """The trainee does what is due first, badly; returns the call's id."""
    t, page = world.t, trainee
    page.goto(world.server.address)
    expect(page.get_by_text("Week one: First call")).to_be_visible()
    press(page, t("home.start"))
    page.get_by_role("button", name=t("brief.dial")).click()
    expect(page.locator(".talk .debtor")).to_have_count(1)
    for number, line in enumerate(THREATS[world.language], start=1):
        if page.get_by_role("button", name=t("call.hang_up")).count():
            page.get_by_test_id("stChatInput").locator("textarea").fill(line)
            page.keyboard.press("Enter")
            expect(page.locator(".talk .row.collector")).to_have_count(number)
            settled(page)
    if page.get_by_role("button", name=t("call.hang_up")).count():
        page.get_by_role("button", name=t("call.hang_up")).click()
    page.get_by_role("button", name=t("call.to_record")).click()
    page.get_by_role("button", name=t("record.save")).click()
    expect(page.get_by_role("tab", name=t("debrief.tab_findings"))).to_be_visible()
    return page.url.split("call=")[1].split("&")[0]


def overrule_appeal_answer(world: World, lead: Page, trainee: Page, call_id: str) -> None:
    t, services = world.t, world.services()
    card = services.calls.scores(call_id)[0].scorecard
    finding = next(item for item in card.findings if item.severity == "fatal")
    rule = services.rulebook.rule_title(finding.rule).in_(world.language)
    page = world.open("p00@harbour.example", "review", t("review.title"))
    press(page, t("review.open"))
    page.get_by_test_id("stExpander").filter(has_text=rule).first.click()
    press(page, t("review.overrule"))
    expect(page.get_by_text(t("error.overrule_needs_reason"))).to_be_visible()
    page = world.open("p00@harbour.example", f"review?call={call_id}", "Person 02")
    page.get_by_test_id("stExpander").filter(has_text=rule).first.click()
    write(page, t("review.reason"), "It was a joke")
    press(page, t("review.overrule"))
    expect(page.get_by_text(t("review.kept"))).to_be_visible()
    trainee.goto(f"{world.server.address}/debrief?call={call_id}")
    expect(trainee.get_by_text("It was a joke").first).to_be_visible()
    trainee.get_by_role("button", name=t("web.appeal")).first.click()
    trainee.get_by_role("textbox", name=t("web.appeal_why")).fill("I did say that")
    trainee.get_by_role("textbox", name=t("web.appeal_why")).press("Tab")
    press(trainee, t("web.appeal_send"))
    expect(trainee.get_by_text("I did say that").first).to_be_visible()
    page = world.open("p00@harbour.example", "review", t("review.title"))
    expect(page.get_by_text(t("review.kind_appeal")).first).to_be_visible()
    page = world.open("p00@harbour.example", f"review?call={call_id}", "Person 02")
    write(page, t("review.answer"), "Seen, you are right")
    press(page, t("review.uphold"))
    expect(page.get_by_text("Seen, you are right").first).to_be_visible()
    trainee.reload()
    expect(trainee.get_by_text("Seen, you are right").first).to_be_visible()


def filter_and_drill_down(world: World, manager: Page) -> None:
    t = world.t
    page = world.open("p01@harbour.example", "floor?view=clauses&days=30", t("floor.title"))
    choose(page, t("floor.team"), "East")
    expect(page.get_by_text("Person 02").first).to_be_visible()
    page.wait_for_url("**team=*")
    got = download(page, page.get_by_role("button", name="CSV", exact=True).last)
    assert "Person 02" in Path(got.path()).read_text(encoding="utf-8-sig")
    press(page, t("review.open"))
    expect(page.get_by_role("tab", name=t("debrief.tab_findings"))).to_be_visible()
    assert "debrief" in page.url


def examined(world: World, email: str) -> Person:
    """Somebody who passed the exams; played by the skilled scripted collector, as the clicks of a call were shown before."""
    services = world.services()
    admin = next(person for person in services.people.people(services.people.organisations()[0]["id"]) if person.email == ADMIN)
    person = next(item for item in services.people.people(admin.organisation_id) if item.email == email)
    chinese = world.language is Language.ZH
    hard = sorted((item for item in services.content.library.scenarios.values() if (item.jurisdiction == "cn") == chinese and item.difficulty >= 2), key=lambda item: item.id)
    for scenario in hard[:10]:
        scripted(services, person, scenario.id, "skilled", mode="exam", language=world.language)
        if services.certificates.readiness(admin, person.id).is_ready:
            return person
    raise AssertionError("no exam was good enough")


def certify_and_revoke(world: World, manager: Page) -> None:
    t = world.t
    person = examined(world, "p04@harbour.example")
    page = world.open("p01@harbour.example", "certificates", t("certificates.title"))
    write(page, t("certificates.search"), person.name)
    press(page, t("certificates.issue"))
    page.get_by_test_id("stExpander").filter(has_text="DL-").first.click()
    body = Path(download(page, page.get_by_role("button", name="JSON", exact=True).first).path()).read_bytes()
    assert json.loads(body)["evidence"]["person"]["name"] == person.name
    printed = download(page, page.get_by_test_id("stExpander").filter(has_text="DL-").first.get_by_role("button", name="PDF", exact=True))
    assert Path(printed.path()).read_bytes().startswith(b"%PDF")
    write(page, t("certificates.why"), "Complaint upheld")
    press(page, t("certificates.revoke"))
    expect(page.get_by_text(t("certificates.state_revoked")).first).to_be_visible()
    file = world.folder / "certificate.json"
    file.write_bytes(body)
    page.get_by_text(t("certificates.verify")).click()
    page.locator("input[type=file]").set_input_files(str(file))
    expect(page.get_by_text(t("certificates.revoked_why", why="Complaint upheld")).first).to_be_visible()


def test_a_week_from_the_first_start_to_a_certificate(world: World) -> None:
    set_up(world)
    first = import_people(world)
    lead, trainee, manager = (sign_in(world, f"p{n:02}@harbour.example", first[f"p{n:02}@harbour.example"]) for n in (0, 2, 1))
    build_programme_and_assign(world, lead)
    call_id = practise(world, trainee)
    overrule_appeal_answer(world, lead, trainee, call_id)
    filter_and_drill_down(world, manager)
    certify_and_revoke(world, manager)
