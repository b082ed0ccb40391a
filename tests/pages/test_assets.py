"""The page's own files, and the one that is not ours."""

from __future__ import annotations

import hashlib
import re

from tests.pages.conftest import Reader

from caveat.pages.page import ASSETS, asset


def test_htmx_is_the_one_that_its_note_says() -> None:
    place = ASSETS / "vendor/htmx"
    note = (place / "README.md").read_text()
    sum = hashlib.sha256((place / "htmx.min.js").read_bytes()).hexdigest()
    assert sum in note
    assert "Zero-Clause BSD" in (place / "LICENSE").read_text()


def test_files_are_kept_by_browsers_until_they_change(reader: Reader) -> None:
    answer = reader.client.get(asset("page.js"))
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/javascript")


def test_nothing_but_the_files_of_the_page_is_given_out(reader: Reader) -> None:
    for name in ("../page.py", "..%2Fpage.py", "vendor/htmx/README.md", "vendor", ""):
        assert reader.client.get(f"/assets/{name}").status_code == 404


def test_styles_name_no_other_host_and_every_token_that_they_use() -> None:
    whole = "".join(place.read_text() for place in ASSETS.glob("*.css"))
    assert "http" not in whole
    assert set(re.findall(r"var\((--[\w-]+)\)", whole)) <= set(re.findall(r"(--[\w-]+):", whole))
