"""What an analyst does in a browser, with the starter list."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

CUSTOMERS = "full name,date of birth\nSergey Chemezov,1952-08-20\nRenault,\n"
DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  for (const kind of ["dragenter", "dragover", "drop"])
    document.body.dispatchEvent(
      new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: data}));
}"""
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text", text);
  document.querySelector("#q").dispatchEvent(
    new ClipboardEvent("paste", {bubbles: true, cancelable: true, clipboardData: data}));
}"""


def test_a_name_is_searched_and_the_hit_opened(page: Page) -> None:
    page.goto("/")
    page.fill("#q", "Sergej Tschemesow")
    page.press("#q", "Enter")
    expect(page.locator("h1")).to_contain_text("listed parties may be “Sergej Tschemesow”")
    first = page.locator("article.hit").first
    expect(first.locator("mark").first).to_be_visible()
    first.get_by_role("link", name="Sergei Viktorovich Chemezov").click()
    expect(page.locator("h1")).to_have_text("Sergei Viktorovich Chemezov")
    expect(page.locator(".timeline svg")).to_be_visible()


def test_suggestions_come_while_typing_and_are_taken_with_the_keys(page: Page) -> None:
    page.goto("/")
    page.locator("#q").press_sequentially("rosob", delay=20)
    options = page.locator("#suggestions [role=option]")
    expect(options.first).to_contain_text("Rosoboron", ignore_case=True)
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "true")
    page.press("#q", "ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.press("#q", "Enter")
    expect(page.locator("h1")).to_contain_text("Rosoboron", ignore_case=True)


def test_suggestions_are_there_within_a_tenth_of_a_second(page: Page) -> None:
    page.goto("/")
    page.request.get("/suggest?q=r")
    took = []
    for typed in ("ro", "ros", "rost", "rosto", "rosob"):
        began = time.perf_counter()
        assert page.request.get(f"/suggest?q={typed}").ok
        took.append(time.perf_counter() - began)
    assert min(took) < 0.1


def test_escape_closes_suggestions(page: Page) -> None:
    page.goto("/")
    page.locator("#q").press_sequentially("chem", delay=20)
    expect(page.locator("#suggestions")).to_be_visible()
    page.press("#q", "Escape")
    expect(page.locator("#suggestions")).to_be_hidden()


def test_no_hit_says_which_lists_were_asked(page: Page) -> None:
    page.goto("/?q=Nobody+Whatsoever")
    expect(page.locator("h1")).to_contain_text("No listed party found")
    expect(page.locator(".lists-used")).to_contain_text("Caveat starter list")
    expect(page.get_by_text("no legal advice").first).to_be_visible()


def test_the_picture_unfolds_and_keeps_the_keyboard_in_place(page: Page) -> None:
    page.goto("/party/starter-rostec")
    picture = page.locator("#ownership .picture")
    expect(picture).to_contain_text("Uralvagonzavod")
    unfold = page.get_by_role("link", name="Unfold 2 parties that PJSC United Aircraft")
    unfold.focus()
    page.keyboard.press("Enter")
    fold = page.get_by_role("link", name="Fold what PJSC United Aircraft Corporation owns")
    expect(fold).to_be_visible()
    expect(fold).to_be_focused()
    assert "below=starter-uac" in page.url
    expect(page.locator("h1")).to_have_text("State Corporation Rostec")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Unfold 2 parties that PJSC United Air")).to_be_focused()
    page.reload()
    expect(picture).to_contain_text("Uralvagonzavod")


def test_the_picture_unfolds_upward(page: Page) -> None:
    page.goto("/party/starter-uralvagonzavod?above=&below=")
    expect(page.locator("#ownership .box")).to_have_count(1)
    page.get_by_role("link", name=re.compile("Unfold 1 owner of Uralvagonzavod")).click()
    expect(page.locator("#ownership .picture")).to_contain_text("Rostec", ignore_case=True)


def test_another_test_of_ownership_is_a_click_away(page: Page) -> None:
    page.goto("/party/starter-rostec?as_of=2018-02-15")
    page.get_by_role("link", name="European Union, ownership and control").click()
    expect(page.locator("#ownership .exposure")).to_contain_text("[European Union")


def test_a_day_in_the_past_has_a_banner_that_leads_back(page: Page) -> None:
    page.goto("/?q=Rostec")
    page.fill("#as_of", "2018-02-15")
    page.get_by_role("button", name="Screen", exact=True).click()
    banner = page.locator(".banner")
    expect(banner).to_contain_text("As of 2018-02-15.")
    expect(page.locator("article.hit").first).to_contain_text("UKRAINE-EO13662")
    banner.get_by_role("link").click()
    expect(page.locator(".banner")).to_have_count(0)
    expect(page.locator("#q")).to_have_value("Rostec")


def test_a_dropped_customer_file_is_screened(page: Page) -> None:
    page.goto("/")
    page.evaluate(DROP, ["customers.csv", CUSTOMERS])
    expect(page.locator("h1")).to_have_text("customers.csv")
    expect(page.locator("table.rows")).to_contain_text("Sergey Chemezov")
    expect(page.get_by_text("1 with hits, 1 clear, 0 rejected.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Results as CSV").click()
    assert "caveat_party" in Path(download.value.path()).read_text("utf-8-sig")


def test_a_file_that_is_wrong_is_said_where_it_was_dropped(page: Page) -> None:
    page.goto("/")
    page.evaluate(DROP, ["empty.csv", "   "])
    expect(page.locator("#file-said [role=alert]")).to_contain_text("The file is empty.")


def test_a_file_that_is_too_large_is_not_even_sent(page: Page) -> None:
    page.goto("/")
    page.evaluate("document.querySelector('#file').dataset.most = 10")
    page.evaluate(DROP, ["customers.csv", CUSTOMERS])
    expect(page.locator("#file-said [role=alert]")).to_contain_text("The most is 16 MB.")


def test_a_document_is_read_for_its_day_and_for_today(page: Page) -> None:
    page.set_default_timeout(60_000)
    page.goto("/")
    page.evaluate(DROP, ["interview.md", "# Interview, 26 February 2018\n\nRostec sells it.\n"])
    page.wait_for_url("**/work/**")
    expect(page.locator("h1")).to_have_text("interview.md")
    expect(page.locator("article.hit")).to_contain_text("2018-02-26", timeout=60_000)
    page.get_by_role("link", name="The whole report").click()
    expect(page.locator("h1")).to_contain_text("Interview")


def test_a_dropped_deal_is_judged_and_walked_through_with_the_keys(page: Page) -> None:
    page.goto("/")
    page.evaluate(DROP, ["s400.toml", (ROOT / "docs/how-to/deals/s400.toml").read_text("utf-8")])
    page.wait_for_url("**/work/**")
    expect(page.locator("h1")).to_have_text("Turkey buys the S-400", timeout=60_000)
    expect(page.locator("table.checks tfoot")).to_contain_text("stop")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert page.url.endswith("#day-1-ownership")
    why = page.locator("#day-1-arms details.why").first
    why.locator("summary").click()
    expect(why).to_contain_text("Worked example: Turkey’s".replace("’", "'"))
    page.get_by_role("link", name="The report, to keep or send").click()
    expect(page.locator("h1")).to_have_text("Turkey buys the S-400")


def test_a_pasted_list_becomes_a_list(page: Page) -> None:
    page.goto("/")
    page.focus("#q")
    page.evaluate(PASTE, "Sergey Chemezov\nRenault\nRostec")
    expect(page.locator("#lines")).to_have_value("Sergey Chemezov\nRenault\nRostec")
    page.get_by_role("button", name="Screen the list").click()
    expect(page.get_by_text("2 with hits, 1 clear, 0 rejected.")).to_be_visible()


def test_colours_are_the_systems_and_can_be_changed_for_good(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Light colours").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect(page.get_by_role("button", name="Dark colours")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    page.wait_for_load_state("networkidle")
    page.goto("/lists")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_the_language_can_be_changed_for_good(page: Page) -> None:
    page.goto("/?q=Rostec")
    page.get_by_role("button", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator("#q")).to_have_value("Rostec")
    expect(page.get_by_role("button", name="Prüfen", exact=True)).to_be_visible()
    page.goto("/lists")
    expect(page.locator("h1")).to_have_text("Listen")


def test_everything_can_be_done_with_the_keys(page: Page) -> None:
    page.goto("/lists")
    page.goto("/?q=Chemezov")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("Sergey Chemezov")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Sergey Chemezov")
    page.keyboard.press("j")
    expect(page.locator("article.hit").first).to_have_class(re.compile(r"\bat\b"))
    page.keyboard.press("j")
    expect(page.locator("article.hit").nth(1)).to_have_class(re.compile(r"\bat\b"))
    page.keyboard.press("k")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Sergei Viktorovich Chemezov")


def test_a_long_page_is_walked_through_part_by_part(page: Page) -> None:
    page.goto("/party/starter-rostec")
    expect(page.locator("#ownership .picture")).to_be_visible()
    for key, focused in (("n", "designations-title"), ("n", "names-title"),
                         ("p", "designations-title")):  # fmt: skip
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == focused
    page.keyboard.press("?")
    expect(page.locator("#help")).to_contain_text("next part of the page")


def test_it_works_without_scripts(page: Page, address: str) -> None:
    context = page.context.browser.new_context(  # type: ignore[union-attr]
        base_url=address, java_script_enabled=False
    )
    plain = context.new_page()
    plain.goto("/")
    plain.fill("#q", "Sergey Chemezov")
    plain.get_by_role("button", name="Screen", exact=True).click()
    plain.get_by_role("link", name="Sergei Viktorovich Chemezov").first.click()
    expect(plain.locator("h1")).to_have_text("Sergei Viktorovich Chemezov")
    plain.goto("/file")
    plain.set_input_files("#the-file", {"name": "c.csv", "mimeType": "text/csv",
                                        "buffer": CUSTOMERS.encode()})  # fmt: skip
    plain.get_by_role("button", name="Hand over").click()
    expect(plain.get_by_text("1 with hits, 1 clear, 0 rejected.")).to_be_visible()
    context.close()


def test_a_page_can_be_printed_without_what_is_only_for_the_screen(page: Page) -> None:
    page.goto("/party/starter-rostec")
    page.emulate_media(media="print")
    expect(page.locator(".ask")).to_be_hidden()
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
