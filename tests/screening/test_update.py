"""Bringing the library up to date, from a server on this machine that plays the publishers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from caveat.errors import ListRefused, UnknownSource
from caveat.screening.library import Library
from caveat.screening.update import update
from caveat.sources import registry

if TYPE_CHECKING:
    from caveat.screening.update import Updated

FIXTURES = Path(__file__).parents[1] / "sources/fixtures"


class Publishers(ThreadingHTTPServer):
    """Serves what it is given; ``files`` may change between two updates."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.files: dict[str, bytes] = {}
        self.sent: list[str] = []


class Answers(BaseHTTPRequestHandler):
    server: Publishers

    def do_GET(self) -> None:
        body = self.server.files.get(self.path)
        mark = f'"{hash(body)}"'
        same = self.headers.get("If-None-Match") == mark
        self.send_response(404 if body is None else 304 if same else 200)
        sent = b"" if body is None or same else body
        if sent:
            self.server.sent.append(self.path)
        self.send_header("ETag", mark)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *words: Any) -> None:
        pass


@pytest.fixture
def publishers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publishers]:
    server = Publishers()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    for name, path in (("ofac-sdn", "/sdn.xml"), ("eu-fsf", "/eu.xml")):
        moved = replace(registry.get(name), downloads=(base + path,))
        monkeypatch.setitem(registry.SOURCES, name, moved)
    server.files = {
        "/sdn.xml": (FIXTURES / "ofac/sdn_advanced.xml").read_bytes(),
        "/eu.xml": (FIXTURES / "eu_fsf_1_1.xml").read_bytes(),
    }
    yield server
    server.shutdown()
    server.server_close()


def bring(library: Library, **said: Any) -> dict[str, Updated]:
    found = update(library, ["ofac-sdn", "eu-fsf"], pause=0.001, **said)
    return {one.source: one for one in found}


def test_lists_come_and_are_in_force(publishers: Publishers, tmp_path: Path) -> None:
    library = Library.open(tmp_path, today="2024-11-21")
    found = bring(library)
    assert {one.outcome for one in found.values()} == {"new"}
    assert str(found["ofac-sdn"].version and found["ofac-sdn"].version.published) == "2024-05-03"
    assert {listing.source for listing in library.edition.listings} == {"ofac-sdn", "eu-fsf"}


def test_what_has_not_changed_is_not_sent_again_and_counts_as_confirmed(
    publishers: Publishers, tmp_path: Path
) -> None:
    bring(Library.open(tmp_path, today="2024-05-04"))
    publishers.sent.clear()
    library = Library.open(tmp_path, today="2024-11-22")
    found = bring(library)
    assert {one.outcome for one in found.values()} == {"unchanged"}
    assert publishers.sent == []
    states = {state.source: state for state in library.health()}
    assert states["ofac-sdn"].age == 0


def test_one_list_that_fails_does_not_keep_the_others_from_coming(
    publishers: Publishers, tmp_path: Path
) -> None:
    del publishers.files["/sdn.xml"]
    library = Library.open(tmp_path, today="2024-11-21")
    found = bring(library)
    assert found["ofac-sdn"].outcome == "refused"
    assert "answered 404" in str(found["ofac-sdn"].error)
    assert found["eu-fsf"].outcome == "new"
    assert [listing.source for listing in library.edition.listings] == ["eu-fsf"]


def test_a_list_that_shrank_is_refused_and_the_last_good_one_stays(
    publishers: Publishers, tmp_path: Path
) -> None:
    library = Library.open(tmp_path, today="2024-11-21")
    bring(library)
    edition = library.edition.id
    whole = publishers.files["/eu.xml"].decode()
    cut = whole.index('<sanctionEntity designationDate="2022-03-15"')
    fewer = whole[:cut] + "</export>"
    publishers.files["/eu.xml"] = fewer.replace("2024-11-20", "2024-11-21").encode()
    found = bring(library)
    assert found["eu-fsf"].outcome == "refused"
    assert isinstance(found["eu-fsf"].error, ListRefused)
    assert "--accept-shrink" in str(found["eu-fsf"].error)
    assert str(found["eu-fsf"].version and found["eu-fsf"].version.published) == "2024-11-20"
    assert library.edition.id == edition
    assert bring(library, accept_shrink=True)["eu-fsf"].outcome == "new"


def test_a_name_that_no_list_has_is_told_before_anything_is_done(tmp_path: Path) -> None:
    with pytest.raises(UnknownSource, match="no source 'atlantis'"):
        update(Library.open(tmp_path, today="2024-11-21"), ["starter", "atlantis"])
    assert not list(tmp_path.iterdir())
