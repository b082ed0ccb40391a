"""Casework in a browser: triage by keyboard, two persons, reopening, and axe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.pages.office import ADA, PARTIES, Office, opened
from tests.stories.browser.conftest import serve
from tests.stories.browser.test_axe import ALL, RUN

from caveat.casework import alerts, deciding
from caveat.casework.work import Actor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = ("/cases", "/cases?state=any", "/cases/1", "/cases/3", "/portfolios",
         "/portfolios/retail", "/dashboard", "/audit?verify=1")  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return opened(tmp_path / "library", with_keys=True)


@pytest.fixture
def place(office: Office, tmp_path: Path) -> Iterator[str]:
    yield from serve(office.root, tmp_path / "log")


Enter = Callable[..., "Page"]


@pytest.fixture
def enter(browser: Browser, place: str, office: Office) -> Iterator[Enter]:
    """Signs somebody in, in a browser of his own."""
    contexts = []
    wrong: list[str] = []

    def sign_in(name: str, **said: object) -> Page:
        context = browser.new_context(base_url=place, locale="en-GB", **said)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto("/cases")
        page.fill("#key", office.keys[name])
        page.click("main button")
        page.wait_for_selector("text=You are " + name)
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert not wrong


def test_a_queue_is_worked_off_with_keys_alone(enter: Enter, office: Office) -> None:
    page = enter("ann")
    keys = page.keyboard
    keys.press("j")
    keys.press("j")
    keys.press("k")
    first = page.locator("tr.at")
    name = first.get_attribute("data-about")
    id = int(first.get_attribute("data-case") or 0)
    keys.press("f")
    dialog = page.locator("#ask-f")
    assert dialog.locator("h2").inner_text() == f"False match: {name}"
    keys.press("Escape")
    assert not dialog.is_visible()
    assert alerts.show(office.store, ADA, id).case.state == "open"
    keys.press("f")
    keys.type("other birth")  # the focus is on the reason
    keys.press("Tab")
    keys.type("Not the same year: j, k, t.")
    keys.press("Tab")
    keys.press("Enter")
    page.wait_for_selector(f".told:has-text('Alert {id}')")
    case = alerts.show(office.store, ADA, id)
    assert (case.case.state, case.decisions[0].text) == (
        "false match", "Not the same year: j, k, t.")  # fmt: skip
    assert page.locator("tr.at").count() == 1, "the cursor stands on what came up in its place"
    second = page.locator("tr.at").get_attribute("data-case")
    keys.press("e")
    keys.type("Somebody who reads Russian should look.")
    keys.press("Tab")
    keys.press("Enter")
    page.wait_for_selector(f".told:has-text('Alert {second}')")
    assert alerts.show(office.store, ADA, int(second or 0)).case.state == "escalated"
    keys.press("j")
    keys.press("Enter")
    page.wait_for_url("**/cases/*")
    assert page.locator("h1").inner_text()


def test_a_true_match_takes_two_people(enter: Enter, office: Office) -> None:
    ann, pat = enter("ann"), enter("pat")
    ann.goto("/cases/1")
    ann.keyboard.press("t")
    assert "needs two persons" in ann.locator("#ask-t").inner_text()
    ann.select_option("#ask-t-reason", "same person")
    ann.fill("#ask-t-text", "Born on the same day.")
    ann.click("#ask-t button.main")
    ann.wait_for_selector(".four-eyes")
    said = ann.locator(".four-eyes").inner_text()
    assert "you cannot be the second person" in said
    assert "pat" in said
    assert ann.locator(".four-eyes button").all_inner_texts() == ["Take it back"]
    pat.goto("/cases?state=proposed")
    pat.keyboard.press("j")
    pat.keyboard.press("Enter")
    pat.wait_for_selector(".four-eyes")
    pat.select_option("#agree-reason", "same person")
    pat.click(".four-eyes button.main")
    pat.wait_for_selector(".state-true-match")
    case = alerts.show(office.store, ADA, 1)
    assert (case.decisions[-1].actor, case.decisions[-1].proposed_by) == ("pat", "ann")


def test_what_was_written_is_kept_when_somebody_was_faster(enter: Enter, office: Office) -> None:
    ann = enter("ann")
    ann.goto("/cases/1")
    deciding.escalate(office.store, Actor("ben"), 1, "Look at this.")
    ann.click("summary:has-text('False match')")
    ann.select_option("#f-reason", "other person")
    ann.fill("#f-text", "A namesake.")
    ann.click("button.main:has-text('False match') >> visible=true")
    ann.wait_for_selector("text=ben changed this alert")
    assert ann.locator("#f-text").input_value() == "A namesake."
    ann.click("button.main:has-text('False match') >> visible=true")
    ann.wait_for_selector(".state-false-match")


def test_a_list_change_reopens_and_says_what_is_new(enter: Enter, office: Office) -> None:
    ann = enter("ann")
    ann.goto("/cases/1")
    ann.keyboard.press("f")
    ann.select_option("#ask-f-reason", "other person")
    ann.click("#ask-f button.main")
    ann.wait_for_selector(".case-state .state-false-match")
    more = {**PARTIES["ivanov"], "alias": ["Ivan the Banker"]}
    office.publish("2026-11-20", {**PARTIES, "ivanov": more})
    ann.goto("/cases")
    ann.click("a:has-text('Iwan Iwanow')")
    ann.wait_for_selector(".news")
    assert "Ivan the Banker" in ann.locator(".news").inner_text()
    assert ann.locator(".case-state").inner_text().startswith("open")


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_serious(enter: Enter, office: Office, width: int) -> None:
    import axe_playwright_python

    script = Path(axe_playwright_python.__file__).with_name("axe.min.js")
    deciding.decide(office.store, Actor("ann"), 3, "true match", "same organization", version=1)
    page = enter("pat", viewport={"width": width, "height": 900}, bypass_csp=True)
    found = {}
    for address in PAGES:
        page.emulate_media(color_scheme="light")
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.add_script_tag(path=script)
        said = page.evaluate(RUN, ALL)
        if address == "/cases":
            page.keyboard.press("j")
            page.keyboard.press("f")
            said += page.evaluate(RUN, ALL)
            page.keyboard.press("Escape")
        page.emulate_media(color_scheme="dark")
        said += page.evaluate(RUN, ["color-contrast"])
        grave = [one for one in said if one[0] in ("serious", "critical")]
        if grave:
            found[address] = grave
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{address} is wider than the screen by {wide}"
    assert not found
