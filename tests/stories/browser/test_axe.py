"""WCAG 2.2 AA, as far as a machine can tell: axe on each page, light and dark, narrow and wide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = ("/", "/?q=Sergej+Tschemesow&birth_date=1953", "/?q=Nobody+Whatsoever",
         "/?q=Rostec%0ARenault", "/?q=Rostec&as_of=2018-02-15&known_at=2018-04-01",
         "/party/starter-rostec?as_of=2018-02-15", "/party/starter-rostec?edition=2001-01-01-a",
         "/ownership/starter-kalashnikov", "/owned?q=Rostec", "/lists", "/lists/starter",
         "/derived?test=eu&as_of=2018-02-15", "/file", "/keys", "/sign-in", "/party/nobody",
         "/?q=Rostec&as_of=2031-01-01", "/work/none")  # fmt: skip
ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_WIDTH = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
"""What may be otherwise on a narrow screen; the rest is the same page."""
RUN = """async rules => (await axe.run(document, {runOnly: rules, resultTypes: ["violations"]}))
  .violations.map(one => [one.impact, one.id,
    one.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + " | " + node.failureSummary)])"""

DEALS = ROOT / "docs/how-to/deals"
FILES = (
    ("customers.csv", "full name,date of birth\nSergey Chemezov,1952\nAnn Bee,31/02/1970\n"),
    ("interview.md", "# Interview, 26 February 2018\n\nRostec sells it to Renault.\n"),
    ("mt103.txt", "{1:F01BANKDEFFAXXX0000000000}{2:I103BANKUS33XXXXN}{4:\r\n:20:REF1\r\n"
     ":23B:CRED\r\n:32A:261120EUR1000,50\r\n:50K:SERGEI CHEMEZOV\r\n:59:RENAULT\r\n:71A:SHA\r\n"
     "-}"),
    ("works.toml", (DEALS / "works.toml").read_text("utf-8")),
    ("wrong.toml", 'date = 2018-03-01\n[[party]]\nname = "A"\nrole = "king"\n'),
)  # fmt: skip


@pytest.fixture(scope="module")
def worked(browser: Browser, address: str) -> list[str]:
    """Files that were handed over; where their results are."""
    context = browser.new_context(base_url=address)
    page = context.new_page()
    found = []
    for name, content in FILES:
        page.goto("/file")
        page.set_input_files(
            "#the-file", {"name": name, "mimeType": "text/plain", "buffer": content.encode()}
        )
        page.click("#file-send")
        page.wait_for_url("**/work/**", timeout=60_000)
        page.wait_for_selector("h1[id$=title], [role=alert]", timeout=60_000)
        found.append(page.url)
        if name in ("interview.md", "works.toml"):
            found.append(f"{page.url}/report.html")
    context.close()
    return found


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_serious(
    browser: Browser, address: str, worked: list[str], width: int
) -> None:
    import axe_playwright_python

    script = Path(axe_playwright_python.__file__).with_name("axe.min.js")
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 900}, bypass_csp=True, locale="en-GB"
    )
    page = context.new_page()
    found = {}
    for place in (*PAGES, *worked):
        page.emulate_media(color_scheme="light")
        page.goto(place)
        page.wait_for_function("!document.querySelector('.pending, p.busy')")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.add_script_tag(path=script)
        said = page.evaluate(RUN, ALL if width > 400 else OF_WIDTH)
        page.emulate_media(color_scheme="dark")
        said += page.evaluate(RUN, ["color-contrast"])
        grave = [one for one in said if one[0] in ("serious", "critical")]
        if grave:
            found[place] = grave
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            found.setdefault(place, []).append(f"wider than the screen by {wide}")
    context.close()
    assert not found
