"""One service over the starter list, and one browser, for all tests of this folder."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.conftest import CAVEAT, TODAY
from tests.pages.conftest import filled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def serve(root: Path, log: Path, *more: str | Path, port: int = 0) -> Iterator[str]:
    """``caveat serve`` on a library, until the tests are done; its address.

    Args:
        root: of the library.
        log: where it says what happens.
        more: options of the command.
        port: to listen on; a free one if not said.
    """
    port = port or free_port()
    words = [CAVEAT, "--library", root, "--today", TODAY, "serve", "--port", str(port), *more]
    with log.open("wb") as stream:
        process = subprocess.Popen(list(map(str, words)), stdout=stream, stderr=stream)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, log.read_text()
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="package")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library with the starter list."""
    place = tmp_path_factory.mktemp("browser") / "library"
    filled(place)
    return place


@pytest.fixture(scope="package")
def address(library: Path) -> Iterator[str]:
    """The address of the service."""
    yield from serve(library, library.with_name("log"))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it these tests skip, and say so.

    It ends with this package: while Playwright runs, its event loop does, and others' tests start
    their own.
    """
    if CHROMIUM is None:
        pytest.skip("no Chromium here: run scripts/test-packages, or install it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh reader; at the end nothing may have gone wrong in the page's scripts."""
    context = browser.new_context(base_url=address, locale="en-GB", bypass_csp=False)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    opened.set_default_timeout(15_000)
    yield opened
    context.close()
    assert not wrong
