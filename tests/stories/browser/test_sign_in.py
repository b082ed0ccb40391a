"""Signing in at an identity provider, in a browser that guards its cookies as browsers do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import expect
from tests.stories.browser.conftest import free_port, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def guarded(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service that lets in whom a provider on another site vouches for."""
    place, port = tmp_path_factory.mktemp("sign-in"), free_port()
    ann = User(sub="ann", claims={"roles": ["compliance"]})
    back = f"http://127.0.0.1:{port}/sign-in/done"
    with run_server_in_thread(
        require_client_registration=True, require_nonce=True, user_claims=[ann]
    ) as server:
        url = f"http://localhost:{server.server_port}"
        asked = {"redirect_uris": [back], "token_endpoint_auth_method": "client_secret_post"}
        client = httpx.post(f"{url}/oauth2/clients", json=asked).json()
        (place / "secret").write_text(client["client_secret"])
        (place / "jwks.json").write_text(httpx.get(f"{url}/jwks").text)
        (place / "oidc.toml").write_text(
            f'issuer = "{url}"\naudience = "{client["client_id"]}"\njwks = "jwks.json"\n'
            '[roles]\ncompliance = "analyst"\n[login]\ntitle = "Bank ID"\n'
            f'authorize = "{url}/oauth2/authorize"\ntoken = "{url}/oauth2/token"\n'
            f'redirect = "{back}"\nsecret_file = "secret"\nsecret_shown = "post"\n'
        )
        yield from serve(library, place / "log", "--oidc", place / "oidc.toml", port=port)


@pytest.fixture
def page(browser: Browser, guarded: str) -> Iterator[Page]:
    context = browser.new_context(base_url=guarded, locale="en-GB")
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    yield opened
    context.close()


def test_who_signs_in_comes_back_to_the_page_and_may_send_forms(page: Page) -> None:
    page.goto("/?q=Rostec")
    expect(page.locator("h1")).to_have_text("Sign in")
    page.get_by_role("link", name="Sign in with Bank ID").click()
    page.get_by_role("button", name="ann").click()
    expect(page.locator("h1")).to_contain_text("may be “Rostec”")
    page.get_by_role("button", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.get_by_role("button", name="Abmelden").click()
    expect(page.locator("h1")).to_have_text("Anmelden")
    page.goto("/lists")
    expect(page.locator("h1")).to_have_text("Anmelden")


def test_who_says_no_at_the_provider_is_told(page: Page) -> None:
    page.goto("/lists")
    page.get_by_role("link", name="Sign in with Bank ID").click()
    page.get_by_role("button", name="Deny").click()
    expect(page.locator("[role=alert]")).to_contain_text("did not let you in")
