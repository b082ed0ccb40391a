"""The page over real lists: what a change of 2022 looks like, and how quick it is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.conftest import at
from tests.stories.browser.conftest import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def real_page(
    data: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """A reader of the American list before and after it took Rostec in."""
    place = tmp_path_factory.mktemp("real-page")
    caveat = at(place / "library")
    for day in ("2022-06-17", "2022-06-28"):
        file = data / f"ofac_sdn_history/sdn_{day}.csv.gz"
        done = caveat("import", file, "--source", "ofac-sdn", "--published", day, "--no-build")
        assert done.code == 0, done.err
    assert caveat("build").code == 0
    for address in serve(place / "library", place / "log"):
        context = browser.new_context(base_url=address, locale="en-GB")
        page = context.new_page()
        page.set_default_timeout(30_000)
        yield page
        context.close()


def test_the_change_of_june_2022_is_told(real_page: Page) -> None:
    real_page.goto("/lists/ofac-sdn?from=2022-06-17&to=2022-06-28")
    expect(real_page.get_by_role("link", name="added 169")).to_be_visible()
    expect(real_page.get_by_role("link", name="removed 1", exact=True)).to_be_visible()
    assert real_page.request.get("/lists/ofac-sdn/feed.atom").ok


def test_rostec_is_listed_from_the_day_of_the_version_on(real_page: Page) -> None:
    real_page.goto("/party/ofac-17260?as_of=2022-07-01")
    expect(real_page.locator(".party-head .pill").first).to_have_text("listed")
    expect(real_page.locator(".timeline")).to_contain_text("ofac-sdn RUSSIA-EO14024 · 2022-06-28")
    expect(real_page.locator("#statements")).to_contain_text("sdn_2022-06-28.csv")


def test_pages_come_quickly(real_page: Page) -> None:
    places = ("/?q=Sergei+Chemezov", "/party/ofac-17260", "/lists", "/lists/ofac-sdn", "/derived")
    for place in places:
        real_page.request.get(place)
        real_page.wait_for_timeout(200)
    real_page.request.get("/derived?wait=1")
    for place in places:
        began = time.perf_counter()
        assert real_page.request.get(place).ok
        assert time.perf_counter() - began < 0.3, place
