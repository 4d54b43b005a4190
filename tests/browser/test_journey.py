"""A new hire's first call in a real browser: from choosing a person to the debrief, in each language, through reload, second tab and a killed server."""
from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, free_port
from trainer.web.navigation import PAGES

pytestmark = pytest.mark.browser
expect.set_options(timeout=15_000)

WORDS = {
    "zh-CN": {
        "person": "林晓雨", "open": "看案情", "dial": "拨号", "hang_up": "挂断", "record": "写通话记录", "save": "保存并复盘", "overall": "总分",
        "lines": ["您好，我是海州银行的李然，工号5082，请问是本人吗？", "这通电话有录音，麻烦您核对一下身份。"],
    },
    "en-GB": {
        "person": "Maya Brooks", "open": "Read the brief", "dial": "Dial", "hang_up": "Hang up", "record": "Write the record", "save": "Save and debrief",
        "overall": "Overall",
        "lines": ["Hello, this is Jordan Lee from the bank. Am I speaking with the account holder?", "This call is recorded. Could you confirm your details?"],
    },
}



def wait_for_cookie(page: Page) -> None:
    """The browser is told its cookie after the screen has changed; scripts cannot see it."""
    for _ in range(150):
        if any(cookie.get("httpOnly") for cookie in page.context.cookies()):
            return
        page.wait_for_timeout(100)
    raise AssertionError("no cookie after signing in")

def sign_in(page: Page, words: dict[str, object]) -> None:
    page.get_by_role("button", name=str(words["person"])).click()
    expect(page.get_by_role("button", name=str(words["open"])).first).to_be_visible()


def dial(page: Page, words: dict[str, object]) -> None:
    page.get_by_role("button", name=str(words["open"])).first.click()
    page.get_by_role("button", name=str(words["dial"])).click()
    expect(page.get_by_test_id("stChatInput")).to_be_visible()
    expect(page.locator(".talk .debtor")).to_have_count(1)


def say(page: Page, line: str) -> None:
    before = page.locator(".talk .row.collector").count()
    page.get_by_test_id("stChatInput").locator("textarea").fill(line)
    page.keyboard.press("Enter")
    expect(page.locator(".talk .row.collector")).to_have_count(before + 1)


def spoken(page: Page) -> list[str]:
    return page.locator(".talk .said").all_inner_texts()


@pytest.mark.parametrize("locale", sorted(WORDS))
def test_a_first_call_from_the_door_to_the_debrief(visit: Callable[..., Page], locale: str) -> None:
    words = WORDS[locale]
    page = visit("/", locale=locale)
    sign_in(page, words)
    dial(page, words)
    for line in words["lines"]:
        if page.get_by_role("button", name=str(words["hang_up"])).count():
            say(page, str(line))
    if page.get_by_role("button", name=str(words["hang_up"])).count():
        page.get_by_role("button", name=str(words["hang_up"])).click()
    page.get_by_role("button", name=str(words["record"])).click()
    page.get_by_role("button", name=str(words["save"])).click()
    expect(page.get_by_test_id("stMetricLabel").get_by_text(str(words["overall"]), exact=True)).to_be_visible()
    assert "debrief" in page.url
    page.reload()
    expect(page.get_by_test_id("stMetricLabel").get_by_text(str(words["overall"]), exact=True)).to_be_visible()


def test_reload_and_second_tab_show_the_same_call(visit: Callable[..., Page]) -> None:
    words = WORDS["zh-CN"]
    page = visit("/")
    sign_in(page, words)
    dial(page, words)
    say(page, str(words["lines"][0]))
    before = spoken(page)
    page.reload()
    expect(page.locator(".talk .row.collector")).to_have_count(1)
    assert spoken(page) == before
    second = page.context.new_page()
    second.goto(page.url)
    expect(second.locator(".talk .row.collector")).to_have_count(1)
    assert spoken(second) == before


def test_a_killed_server_resumes_the_call(visit: Callable[..., Page], demo_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "duilian.db"
    shutil.copy(demo_store, store)
    own = Server(store, free_port())
    own.start()
    try:
        words = WORDS["zh-CN"]
        page = visit("/", host=own)
        sign_in(page, words)
        dial(page, words)
        say(page, str(words["lines"][0]))
        before = spoken(page)
        own.kill()
        own.start()
        page.goto(page.url)
        expect(page.locator(".talk .row.collector")).to_have_count(1)
        assert spoken(page) == before
    finally:
        own.kill()


def test_markup_in_a_line_is_shown_as_text_and_not_run(visit: Callable[..., Page]) -> None:
    words = WORDS["zh-CN"]
    page = visit("/")
    sign_in(page, words)
    dial(page, words)
    line = "<img src=x onerror=\"document.title='broken in'\"><script>document.title='broken in'</script>**粗**"
    say(page, line)
    assert line in spoken(page)
    assert page.title() != "broken in"


def test_a_cold_deep_link_to_any_address_shows_sign_in_only(visit: Callable[..., Page]) -> None:
    page = visit("/", locale="en-GB")
    for screen in PAGES:
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + f"/{screen.name}?call=x&assignment=y")
        expect(page.get_by_text("Choose a person of the demo team")).to_be_visible()
        assert page.locator(".talk, .facts, .versus, [data-testid=stSidebarNav]").count() == 0, screen.name


def test_the_first_visitor_after_a_start_gets_no_bare_page(visit: Callable[..., Page], demo_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "duilian.db"
    shutil.copy(demo_store, store)
    own = Server(store, free_port())
    own.start()
    try:
        page = visit("/studio", locale="en-GB", host=own)
        expect(page.get_by_text("Choose a person of the demo team")).to_be_visible()
    finally:
        own.kill()


def test_the_language_switch_keeps_the_place(visit: Callable[..., Page]) -> None:
    page = visit("/")
    sign_in(page, {**WORDS["zh-CN"], "person": "陈志远"})
    page.get_by_role("link", name="规则").click()
    expect(page.get_by_role("heading", name="规则")).to_be_visible()
    page.get_by_test_id("stSidebar").get_by_role("radio", name="English").or_(page.get_by_test_id("stSidebar").get_by_text("English", exact=True)).first.click()
    expect(page.get_by_role("heading", name="Rules")).to_be_visible()
    assert page.url.rstrip("/").endswith("/rules")


def test_two_quick_lines_are_both_kept_and_both_answered(visit: Callable[..., Page]) -> None:
    words = WORDS["zh-CN"]
    page = visit("/")
    sign_in(page, words)
    dial(page, words)
    box = page.get_by_test_id("stChatInput").locator("textarea")
    sent = 0
    for line in ("您好，请问是本人吗？", "我这边是海州银行的。"):
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and not box.is_enabled():
            page.wait_for_timeout(20)
        box.fill(line)
        page.keyboard.press("Enter")
        sent += 1
    expect(page.locator(".talk .row.collector")).to_have_count(sent)
    expect(page.locator(".talk .row.debtor")).to_have_count(sent + 1)


def test_signing_out_holds_after_a_reload(visit: Callable[..., Page]) -> None:
    page = visit("/", locale="en-GB")
    sign_in(page, WORDS["en-GB"])
    wait_for_cookie(page)
    page.reload()
    expect(page.get_by_role("button", name="Read the brief").first).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("Choose a person of the demo team")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Choose a person of the demo team")).to_be_visible()
