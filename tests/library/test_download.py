"""Getting files from a publisher: a real server on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from caveat.errors import DownloadFailed
from caveat.library.download import ATTEMPTS, client, fetch

LIST = b"<CONSOLIDATED_LIST/>" * 1000


class Publisher(ThreadingHTTPServer):
    """Answers by path, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.asked: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


class Answers(BaseHTTPRequestHandler):
    server: Publisher

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        times = sum(path == self.path for path, _ in self.server.asked)
        if self.path == "/busy-once" and times == 1:
            return self.answer(503, b"busy", {"Retry-After": "0"})
        if self.path == "/busy":
            return self.answer(503, b"busy")
        if self.path == "/moved":
            return self.answer(302, b"", {"Location": "/list"})
        if self.path == "/gone":
            return self.answer(404, b"gone")
        if self.path == "/cut":
            return self.answer(200, LIST[:500], {"Content-Length": str(len(LIST))})
        if self.headers.get("If-None-Match") == '"v1"':
            return self.answer(304, b"")
        return self.answer(
            200, LIST, {"ETag": '"v1"', "Last-Modified": "Fri, 20 Nov 2026 10:00:00 GMT"}
        )

    def answer(self, code: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(code)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        if headers and headers.get("Content-Length", "") > str(len(body)):
            self.close_connection = True

    def log_message(self, *words: Any) -> None:
        pass


@pytest.fixture(scope="module")
def publisher() -> Iterator[Publisher]:
    server = Publisher()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def get(publisher: Publisher, path: str, folder: Path, **more: Any) -> Any:
    with client() as using:
        return fetch(using, publisher.url(path), folder / "list.xml", pause=0.001, **more)


def test_a_file_comes_whole_with_its_day_and_validators(
    publisher: Publisher, tmp_path: Path
) -> None:
    told: list[tuple[int, int | None]] = []
    came = get(
        publisher, "/list", tmp_path, progress=lambda done, total: told.append((done, total))
    )
    assert came.path.read_bytes() == LIST
    assert (came.size, str(came.modified)) == (len(LIST), "2026-11-20")
    assert came.validators["etag"] == '"v1"'
    assert told[-1] == (len(LIST), len(LIST))


def test_a_file_that_has_not_changed_is_not_sent_again(
    publisher: Publisher, tmp_path: Path
) -> None:
    assert get(publisher, "/list", tmp_path, validators={"etag": '"v1"'}) is None
    assert list(tmp_path.iterdir()) == []


def test_a_publisher_that_is_busy_is_asked_again(publisher: Publisher, tmp_path: Path) -> None:
    assert get(publisher, "/busy-once", tmp_path).path.read_bytes() == LIST


def test_after_some_attempts_it_gives_up_and_leaves_nothing(
    publisher: Publisher, tmp_path: Path
) -> None:
    with pytest.raises(DownloadFailed, match=f"{ATTEMPTS} attempts .status 503"):
        get(publisher, "/busy", tmp_path)
    assert sum(path == "/busy" for path, _ in publisher.asked) == ATTEMPTS
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_breaks_off_is_never_taken(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(DownloadFailed):
        get(publisher, "/cut", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_address_that_moved_is_followed(publisher: Publisher, tmp_path: Path) -> None:
    assert get(publisher, "/moved", tmp_path).path.read_bytes() == LIST


def test_a_file_that_is_gone_is_told_at_once(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(DownloadFailed, match="answered 404"):
        get(publisher, "/gone", tmp_path)
    assert sum(path == "/gone" for path, _ in publisher.asked) == 1


def test_the_client_says_who_it_is(publisher: Publisher, tmp_path: Path) -> None:
    get(publisher, "/list", tmp_path)
    headers = {name.lower(): value for name, value in publisher.asked[-1][1].items()}
    assert headers["user-agent"].startswith("caveat/")
