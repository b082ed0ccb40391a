"""What a page lets nobody do: run a script, be sent in somebody's name, lead away."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.pages.conftest import Reader, Serving
from tests.pages.test_files import hand_over
from tests.screening.conftest import Shelf

EVIL = "<script>alert(1)</script>\"' onmouseover=alert(1)"
PAGES = ("/", "/?q=Rostec", "/lists", "/lists/starter", "/derived?wait=1", "/file", "/keys",
         "/party/starter-rostec", "/ownership/starter-rostec", "/owned?q=Rostec")  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_a_script_or_a_style_inside(reader: Reader, address: str) -> None:
    page = reader.get(address)
    for script in re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL):
        assert not script.strip()
    assert "<style" not in page
    assert not re.search(r"<[^>]+\sstyle=", page)
    assert not re.search(r"<[^>]+\son\w+=", page)


@pytest.mark.parametrize("address", PAGES)
def test_nothing_comes_from_another_host(reader: Reader, address: str) -> None:
    page = reader.get(address)
    for _, place in re.findall(r"<(?:link|script|img)[^>]*(href|src)=\"([^\"]*)\"", page):
        assert place.startswith("/"), place


def test_the_policy_is_strict(reader: Reader) -> None:
    policy = reader.client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "address",
    ["/?q={0}", "/?q=Rostec&country={0}&identifier={0}", "/suggest?q={0}", "/party/{0}",
     "/derived?wait=1&like={0}", "/lists/starter?kind={0}", "/?q={0}%0ARostec", "/owned?q={0}",
     "/party/starter-rostec?edition={0}", "/?q=x&as_of={0}"],
)  # fmt: skip
def test_what_is_asked_is_escaped(reader: Reader, address: str) -> None:
    page = reader.client.get(address.format(quote(EVIL))).text
    assert "<script>alert" not in page
    assert "\"' onmouseover" not in page


def test_what_a_list_says_is_escaped(serving: Serving, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library")
    said = {"name": f"Evil {EVIL}", "since": "2020-01-01", "about": EVIL}
    shelf.take("2026-11-20", {"evil": {**said, "programme": EVIL.replace('"', "")}})
    shelf.build()
    reader = serving(shelf.library.root)
    id = shelf.library.edition.parties["id"][0].as_py()
    for address in (f"/party/{id}", "/?q=Evil", "/suggest?q=Evil", "/lists/un-sc",
                    f"/ownership/{id}"):  # fmt: skip
        page = reader.get(address)
        assert "<script>alert" not in page
        assert "\"' onmouseover" not in page


def test_what_a_deal_file_says_is_escaped(reader: Reader) -> None:
    evil = json.dumps(EVIL)
    deal = (
        f"title = {evil}\ndate = 2018-03-01\n[[party]]\nname = {evil}\nrole = 'buyer'\n"
        f"countries = [{evil}]\n[[goods]]\ndescription = {evil}\n"
    )
    page = hand_over(reader, "deal.toml", deal.encode())
    assert "Checks" in page
    assert "<script>alert" not in page
    assert "\"' onmouseover" not in page


def test_a_look_leads_back_to_our_own_pages_only(reader: Reader) -> None:
    for back, to in (("/lists", "/lists"), ("//evil.example", "/"), ("https://evil.example", "/")):
        answer = reader.client.post(
            "/look",
            data={"form_token": reader.token, "theme": "dark", "back": back},
            follow_redirects=False,
        )
        assert (answer.status_code, answer.headers["location"]) == (303, to)
    reader.client.cookies.delete("caveat_theme")


def test_the_token_is_out_of_reach_of_scripts_and_other_sites(reader: Reader) -> None:
    reader.client.cookies.clear()
    cookie = reader.client.get("/").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
