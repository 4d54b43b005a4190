"""The frame in a real browser: wrong addresses, a deep link through sign-in, Streamlit's own words, a download in the midst of a run."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.test_journey import WORDS, sign_in, wait_for_cookie

pytestmark = pytest.mark.browser
expect.set_options(timeout=15_000)
ADMIN = {**WORDS["zh-CN"], "person": "何敏", "open": "打开"}


def test_a_wrong_address_is_answered_in_the_language_of_the_visit(visit: Callable[..., Page], server: Server) -> None:
    page = visit("/")
    sign_in(page, WORDS["zh-CN"])
    wait_for_cookie(page)
    for address in ("nothing-here", "people"):
        page.goto(f"{server.address}/{address}")
        expect(page.get_by_role("heading", name="没有这个页面")).to_be_visible()
        assert page.get_by_role("dialog").count() == 0
    page.get_by_test_id("stMain").get_by_role("link", name="首页").click()
    expect(page.get_by_role("heading", name="林晓雨")).to_be_visible()


def test_the_first_screen_answers_to_its_name(visit: Callable[..., Page], server: Server) -> None:
    page = visit("/home")
    sign_in(page, WORDS["zh-CN"])
    assert page.url.rstrip("/") == server.address


def test_a_deep_link_leads_on_after_sign_in(visit: Callable[..., Page]) -> None:
    page = visit("/rules")
    page.get_by_role("button", name="林晓雨").click()
    expect(page.get_by_role("heading", name="规则")).to_be_visible()
    assert page.get_by_role("dialog").count() == 0


def test_streamlits_own_words_follow_the_language(visit: Callable[..., Page]) -> None:
    page = visit("/")
    sign_in(page, WORDS["zh-CN"])
    collapse = page.locator("[data-testid=stSidebarCollapseButton] button")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(collapse).to_have_attribute("aria-label", "收起侧栏")
    page.get_by_test_id("stSidebar").get_by_text("English", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(collapse).to_have_attribute("aria-label", "Collapse sidebar")
    page.get_by_test_id("stSidebar").get_by_text("中文", exact=True).click()
    expect(collapse).to_have_attribute("aria-label", "收起侧栏")


@pytest.mark.parametrize("kind", ["CSV", "XLSX"])
def test_a_download_asked_for_while_the_page_runs_again_arrives(visit: Callable[..., Page], server: Server, kind: str) -> None:
    page = visit("/")
    sign_in(page, ADMIN)
    wait_for_cookie(page)
    page.goto(f"{server.address}/people")
    button = page.get_by_role("tabpanel").get_by_role("button", name=kind, exact=True).first
    expect(button).to_be_visible()
    for name in ("组一", "组二", "组三"):
        page.get_by_role("textbox", name="新团队").fill(name)
        page.get_by_role("button", name="添加团队").click(no_wait_after=True)
        with page.expect_download() as got:
            button.click(no_wait_after=True)
        assert got.value.failure() is None and Path(got.value.path()).stat().st_size > 100
