"""Single sign-on in a real browser against a real provider: somebody known gets in with the roles of their groups, a stranger does not."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, free_port
from tests.browser.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider
from trainer.bootstrap import Settings, build
from trainer.domain.text import Language

pytestmark = pytest.mark.browser
PASSWORD = "a long enough password"


@pytest.mark.parametrize(("email", "gets_in"), [("ada@harbour.example", True), ("stranger@elsewhere.example", False)])
def test_who_gets_in(browser: object, visit: Callable[..., Page], tmp_path: Path, email: str, gets_in: bool) -> None:
    provider = IdentityProvider(free_port(), email, "subject-1", ("floor-leads", "everybody"))
    store, port = tmp_path / "duilian.db", free_port()
    build(Settings(store=store)).organisation.set_up("Harbour Bank", "Ada", "ada@harbour.example", PASSWORD, Language.EN)
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(
        f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "only-for-this-test-only-for-this-test"\n'
        f'client_id = "{CLIENT_ID}"\nclient_secret = "{CLIENT_SECRET}"\nserver_metadata_url = "{provider.issuer}/.well-known/openid-configuration"\n'
        '[sso]\nclaim = "groups"\n[sso.roles]\nfloor-leads = "lead"\n',
        encoding="utf-8",
    )
    server = Server(store, port, "--secrets.files", str(secrets))
    provider.start()
    server.start()
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})  # type: ignore[attr-defined]
    try:
        page = context.new_page()
        page.goto(server.address)
        page.get_by_role("button", name="Sign in with your organisation's account").click()
        if gets_in:
            expect(page.get_by_role("heading", name="Hello, Ada")).to_be_visible(timeout=20_000)
            expect(page.get_by_text("Ada · Admin / Team lead")).to_be_visible()
        else:
            expect(page.get_by_text("The address or the password is wrong.")).to_be_visible(timeout=20_000)
            assert page.get_by_text("Hello, Ada").count() == 0
    finally:
        context.close()
        server.kill()
        provider.stop()
