"""WCAG 2.2 AA, as far as a machine can tell: axe on each page, light and dark, narrow and wide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = ("/", "/?q=Sergej+Tschemesow&birth_date=1953", "/?q=Nobody+Whatsoever",
         "/?q=Rostec%0ARenault", "/party/starter-rostec?as_of=2018-02-15", "/lists",
         "/lists/starter", "/derived", "/file", "/keys", "/party/nobody")  # fmt: skip
ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async rules => (await axe.run(document, {runOnly: rules, resultTypes: ["violations"]}))
  .violations.map(one => [one.impact, one.id,
    one.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + " | " + node.failureSummary)])"""


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_serious(browser: Browser, address: str, width: int) -> None:
    import axe_playwright_python

    script = Path(axe_playwright_python.__file__).with_name("axe.min.js")
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 900}, bypass_csp=True, locale="en-GB"
    )
    page = context.new_page()
    found = {}
    for place in PAGES:
        page.emulate_media(color_scheme="light")
        page.goto(place)
        page.wait_for_load_state("networkidle")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.add_script_tag(path=script)
        said = page.evaluate(RUN, ALL)
        page.emulate_media(color_scheme="dark")
        said += page.evaluate(RUN, ["color-contrast"])
        grave = [one for one in said if one[0] in ("serious", "critical")]
        if grave:
            found[place] = grave
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{place} is wider than the screen by {wide}"
    context.close()
    assert not found
