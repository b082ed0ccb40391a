"""Lists, what changed in them, and who is blocked by ownership."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest
from tests.pages.conftest import Reader, Serving, words
from tests.screening.conftest import Shelf

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def changed(serving_long: Serving, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A list with two versions: one added, one removed, one amended."""
    place = tmp_path_factory.mktemp("changed")
    shelf = Shelf(place / "library")
    shelf.take("2026-11-01", {"a": {"name": "Old Man", "since": "2020-01-01"},
                              "b": {"name": "Ann Bee", "since": "2020-01-01"}})  # fmt: skip
    shelf.take("2026-11-20", {"b": {"name": "Ann Bee", "since": "2020-01-01", "born": "1970"},
                              "c": {"name": "New <b>Man</b>", "since": "2026-11-19"}})  # fmt: skip
    shelf.build()
    return serving_long(shelf.library.root)


def test_lists_tell_version_age_and_health(reader: Reader) -> None:
    page = words(reader.get("/lists"))
    assert "starter Caveat starter list" in page
    assert "2026-11-01" in page
    assert "not here" in page


def test_what_changed_is_told_party_by_party(changed: Reader) -> None:
    page = words(changed.get("/lists/un-sc"))
    assert "From the version of 2026-11-01 to that of 2026-11-20." in page
    assert "removed Old Man" in page
    assert "amended Ann Bee" in page
    assert "all 3" in page


def test_only_one_kind_of_change_can_be_shown(changed: Reader) -> None:
    page = words(changed.get("/lists/un-sc?from=2026-11-01&to=2026-11-20&kind=added"))
    assert "Old Man" not in page


def test_days_out_of_order_are_refused(changed: Reader) -> None:
    assert "Say the earlier day first" in changed.get("/lists/un-sc?from=2026-11-20&to=2026-11-01",
                                                      400)  # fmt: skip


def test_a_list_that_is_not_there_is_said(changed: Reader) -> None:
    assert "There is no version of" in words(changed.get("/lists/nothing", 503))


def test_the_feed_is_valid_atom(changed: Reader) -> None:
    answer = changed.client.get("/lists/un-sc/feed.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = Tree.fromstring(answer.content)
    assert root.tag == f"{ATOM}feed"
    for tag in ("id", "title", "updated", "author"):
        assert root.find(f"{ATOM}{tag}") is not None, tag
    rels = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert rels["self"] == "http://testserver/lists/un-sc/feed.atom"
    [entry] = root.findall(f"{ATOM}entry")
    ids = [one.findtext(f"{ATOM}id") for one in (root, entry)]
    assert len(set(ids)) == 2
    assert all(one and one.startswith("urn:caveat:list:un-sc") for one in ids)
    assert entry.findtext(f"{ATOM}title") == "un-sc 2026-11-20: 1 added, 1 removed, 1 amended"
    assert entry.findtext(f"{ATOM}updated") == "2026-11-20T00:00:00Z"
    assert "New &lt;b&gt;Man&lt;/b&gt;" in (entry.findtext(f"{ATOM}content") or "")


def test_the_derived_list_says_why(reader: Reader) -> None:
    page = words(reader.get("/derived?test=ofac&as_of=2018-02-15&wait=1"))
    assert "OFAC 50 Percent Rule · as of 2018-02-15" in page
    assert "blocked ZALA Aero LLC" in page
    assert "→ 51 % since 2014 → ZALA Aero LLC" in page or "→ ZALA Aero LLC" in page


def test_the_derived_list_can_be_narrowed(reader: Reader, tmp_path: Path) -> None:
    whole = words(reader.get("/derived?wait=1"))
    some = words(reader.get("/derived?like=zzzz&wait=1"))
    assert "Nobody, on what is known." in some
    assert len(some) < len(whole)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_the_derived_list_can_be_taken_along_whole(reader: Reader, kind: str) -> None:
    address = f"/derived/list.{kind}?test=ofac&as_of=2018-02-15"
    assert address.replace("&", "&amp;") in reader.get("/derived?as_of=2018-02-15&wait=1")
    answer = reader.client.get(address)
    name = f"caveat-blocked-by-ownership-ofac-2018-02-15.{kind}"
    assert name in answer.headers["content-disposition"]
    if kind == "csv":
        assert "ZALA Aero LLC" in answer.text
        assert "no legal advice" in answer.text
    if kind == "json":
        assert answer.json()["format"].startswith("caveat.")


def test_the_derived_list_has_no_other_format(reader: Reader) -> None:
    assert reader.client.get("/derived/list.exe").status_code == 404
