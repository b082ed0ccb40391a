"""Replicas follow a published edition: no request fails, and trouble with the store is shown."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.conftest import Asking, Served, served
from tests.screening.conftest import Shelf
from tests.storage import KEY, SECRET, Storage, storage

from caveat.library.publication import CURRENT
from caveat.library.publish import publish
from caveat.library.store import Store

EVERY = ("--every", "0.2")


@pytest.fixture
def shelf(shelf: Shelf) -> Shelf:
    """Where editions are made and published: one listed party at first."""
    issue(shelf, "2026-11-01", "Ivan Sidorov")
    return shelf


def issue(shelf: Shelf, day: str, *names: str) -> None:
    shelf.take(day, {name.lower().replace(" ", "-"): {"name": name} for name in names})
    shelf.build()


def out(shelf: Shelf, address: str) -> int:
    at = datetime.now(UTC)
    return publish(shelf.library.root, Store(address), at=at, keep=1).number


def asked(service: Served, name: str) -> httpx.Response:
    body = {"queries": {"q": {"schema": "Person", "properties": {"name": [name]}}}}
    return httpx.post(f"{service.url}/match/default", json=body, timeout=30)


def listed(service: Served, name: str) -> bool:
    answer = asked(service, name)
    assert answer.status_code == 200
    return bool(answer.json()["responses"]["q"]["results"])


def following(service: Served) -> Any:
    return httpx.get(f"{service.url}/readyz", timeout=30).json()["following"]


def until(true: Callable[[], bool], service: Served, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, service.log
        time.sleep(0.1)


def test_under_load_no_request_fails(shelf: Shelf, by_s3: Storage, tmp_path: Path) -> None:
    address = by_s3.address()
    out(shelf, address)
    words = ("--follow", address, *EVERY, "--workers", "2")
    environment = by_s3.environment
    with served(tmp_path / "replica", *words, log=tmp_path / "log", environment=environment) as it:
        it.wait()
        stop, failed, answered = threading.Event(), list[str](), list[int]()

        def ask() -> None:
            body = {"queries": {"q": {"schema": "Person", "properties": {"name": "Ivan S"}}}}
            with httpx.Client(base_url=it.url, timeout=30) as client:
                while not stop.is_set():
                    answer = client.post("/match/default", json=body)
                    answered.append(answer.status_code)
                    if answer.status_code != 200:
                        failed.append(answer.text)

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number, name in enumerate(("Maria Petrova", "Oleg Orlov"), start=10):
            issue(shelf, f"2026-11-{number}", "Ivan Sidorov", name)
            last = out(shelf, address)
            until(lambda name=name: listed(it, name), it)  # type: ignore[misc]
        stop.set()
        for thread in threads:
            thread.join()
        assert not failed and len(answered) > 20
        until(lambda: following(it)["number"] == last, it)
        assert following(it)["state"] == "good"
        page = httpx.get(f"{it.url}/metrics").text
        assert "caveat_follow_good 1.0" in page and f"caveat_follow_number {last}.0" in page
        assert KEY not in it.log and SECRET not in it.log


def test_trouble_is_shown_and_the_last_good_edition_answers(shelf: Shelf, tmp_path: Path,
                                                            monkeypatch: pytest.MonkeyPatch,
                                                            ) -> None:  # fmt: skip
    with storage(tmp_path / "storage") as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        address = server.address()
        out(shelf, address)
        words = ("--follow", address, *EVERY)
        where = {"log": tmp_path / "log", "environment": server.environment}
        with served(tmp_path / "replica", *words, **where) as it:  # type: ignore[arg-type]
            it.wait()
            until(lambda: following(it)["state"] == "good", it)
            good = Store(address).read(CURRENT)
            Store(address).write(CURRENT, b"nonsense")
            until(lambda: following(it)["state"] == "damaged", it)
            Store(address).write(CURRENT, good)
            until(lambda: following(it)["state"] == "good", it)
            server.kill()
            until(lambda: following(it)["state"] == "unreachable", it)
            assert listed(it, "Ivan Sidorov")
            page = httpx.get(f"{it.url}/metrics").text
            assert "caveat_follow_good 0.0" in page
            assert it.log.count('"error": "StoreFailed"') == 1  # once, not at every look
            server.start()
            until(lambda: following(it)["state"] == "good", it)
            assert KEY not in it.log and SECRET not in it.log


def test_it_is_started_again_when_it_dies_and_ends_with_the_service(
    shelf: Shelf, tmp_path: Path
) -> None:
    address = str(tmp_path / "published")
    out(shelf, address)
    words = ("--follow", address, *EVERY)
    with served(tmp_path / "replica", *words, log=tmp_path / "log") as it:
        it.wait()
        (first,) = children(it.process.pid)
        os.kill(first, signal.SIGKILL)
        issue(shelf, "2026-11-20", "Ivan Sidorov", "Maria Petrova")
        out(shelf, address)
        until(lambda: listed(it, "Maria Petrova"), it)
        (second,) = children(it.process.pid)
        it.process.kill()
        it.process.wait()
        until(lambda: not alive(second), it, 10)


def children(pid: int) -> list[int]:
    """The followers among a service's children."""
    found = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(one) for one in (task / "children").read_text().split()]
    return sorted({
        one for one in found if b"following" in Path(f"/proc/{one}/cmdline").read_bytes()
    })  # fmt: skip


def alive(pid: int) -> bool:
    try:
        return "Z (" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def test_an_address_that_is_none_is_refused_at_once(tmp_path: Path) -> None:
    words = ("--follow", "gopher://somewhere")
    with served(tmp_path / "replica", *words, log=tmp_path / "log") as it:
        assert it.process.wait(30) == 2
        assert "Nothing here can read gopher://" in it.log


def test_who_follows_nothing_says_nothing_of_it(asking: Asking) -> None:
    client = asking()
    assert client.get("/readyz").json() == {"status": "ok"}
    assert "caveat_follow" not in client.get("/metrics").text
