"""A new edition is answered with at once, without a restart and without one failed request."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.conftest import Served, served
from tests.screening.conftest import Shelf

from caveat.api.edition import Current, stamp
from caveat.api.settings import Settings
from caveat.errors import NoList
from caveat.time import day

TODAY = "2026-11-24"


def listed(*names: str) -> dict[str, dict[str, Any]]:
    return {name.lower().replace(" ", "-"): {"name": name, "since": "2020-01-01"} for name in names}


@pytest.fixture
def shelf(shelf: Shelf) -> Shelf:
    """A library with one listed party."""
    shelf.take("2026-11-01", listed("Ivan Sidorov"))
    shelf.build()
    return shelf


def ids(service: Served, name: str) -> list[str]:
    body = {"queries": {"q": {"schema": "Person", "properties": {"name": [name]}}}}
    answer = httpx.post(f"{service.url}/match/default", json=body, timeout=30)
    assert answer.status_code == 200
    return [one["id"] for one in answer.json()["responses"]["q"]["results"]]


class TestCurrent:
    """One process, asked without a network."""

    def current(self, shelf: Shelf) -> Current:
        return Current(Settings(shelf.library.root, today=day(TODAY)))

    def settled(self, current: Current, number: int) -> Any:
        async def look() -> Any:
            for _ in range(200):
                current._next = 0.0
                held = await current.held()
                if held.number == number:
                    return held
                await asyncio.sleep(0.02)
            raise AssertionError(f"still edition {held.number}")

        return asyncio.run(look())

    def test_what_was_taken_goes_on_while_the_new_one_answers(self, shelf: Shelf) -> None:
        current = self.current(shelf)
        old = self.settled(current, 1)
        shelf.take("2026-11-20", listed("Ivan Sidorov", "Maria Petrova"))
        shelf.build()
        new = self.settled(current, 2)
        assert new.id != old.id
        terms = old.library.terms(ownership=False)
        from caveat.subject import Subject

        maria = Subject("Maria Petrova", "person")
        assert old.library.desk(terms).answer([maria])[0].clear
        assert not new.library.desk(terms).answer([maria])[0].clear

    def test_a_check_without_news_keeps_what_is_open(self, shelf: Shelf) -> None:
        from datetime import date

        from caveat.library import versions

        current = self.current(shelf)
        old = self.settled(current, 1)
        (version,) = versions.of_source(shelf.library.root, "un-sc")
        check = versions.Check(date(2026, 11, 23), version.name, {})
        versions.write_check(shelf.library.root, "un-sc", check)
        new = self.settled(current, 2)
        assert new.library.index is old.library.index
        assert new.slow.index is old.slow.index is not new.library.index

    def test_a_damaged_edition_does_not_take_the_place_of_a_good_one(self, shelf: Shelf) -> None:
        current = self.current(shelf)
        old = self.settled(current, 1)
        pointer = shelf.library.root / "editions/current"
        (pointer.parent / "broken").mkdir()
        pointer.write_text("broken")
        current._next = 0.0

        async def ask() -> Any:
            first = await current.held()
            await asyncio.sleep(0.3)
            current._next = 0.0
            return first, await current.held()

        assert asyncio.run(ask()) == (old, old)

    def test_without_a_list_it_says_so(self, tmp_path: Path) -> None:
        current = Current(Settings(tmp_path, today=day(TODAY)))
        with pytest.raises(NoList):
            asyncio.run(current.held())

    def test_a_stamp_changes_with_stakes_and_decisions(self, shelf: Shelf) -> None:
        root = shelf.library.root
        before = stamp(root)
        (root / "links.csv").write_text("holder,party,decision,day\n")
        after = stamp(root)
        (root / "stakes/register").mkdir(parents=True)
        assert len({before, after, stamp(root)}) == 3


class TestUnderLoad:
    @pytest.mark.parametrize("workers", [1, 2])
    def test_no_request_fails_while_editions_come(
        self, shelf: Shelf, tmp_path: Path, workers: int
    ) -> None:
        words = ("--workers", str(workers))
        with served(shelf.library.root, *words, log=tmp_path / "log") as service:
            service.wait()
            failed: list[str] = []
            asked = 0
            stop = threading.Event()

            def ask() -> None:
                nonlocal asked
                body = {"queries": {"q": {"schema": "Person", "properties": {"name": "Ivan S"}}}}
                with httpx.Client(base_url=service.url, timeout=30) as client:
                    while not stop.is_set():
                        answer = client.post("/match/default", json=body)
                        asked += 1
                        if answer.status_code != 200:
                            failed.append(answer.text)

            threads = [threading.Thread(target=ask) for _ in range(4)]
            for thread in threads:
                thread.start()
            for number, name in enumerate(("Maria Petrova", "Oleg Orlov"), start=10):
                shelf.take(f"2026-11-{number}", listed("Ivan Sidorov", name))
                shelf.build()
                until = time.monotonic() + 60
                in_a_row = 0  # each on a connection of its own, so that all workers are met
                while in_a_row < 8 * workers and time.monotonic() < until:
                    found = ids(service, name)
                    in_a_row = in_a_row + 1 if found else 0
                    time.sleep(0.05)
                assert found == [f"starter-{name.lower().replace(' ', '-')}"]
            stop.set()
            for thread in threads:
                thread.join()
            assert not failed and asked > 20
            # a second worker may start late, and is asked only when it listens
            assert 3 <= service.log.count('"event": "edition"') <= 3 * workers

    def test_several_workers_share_what_they_must(self, shelf: Shelf, tmp_path: Path) -> None:
        words = ("--workers", "2")
        with served(shelf.library.root, *words, log=tmp_path / "log") as service:
            service.wait()
            until = time.monotonic() + 30
            while service.log.count('"event": "edition"') < 2 and time.monotonic() < until:
                time.sleep(0.05)
            body = {"queries": {"q": {"schema": "Person", "properties": {"name": "Ivan Sidorov"}}}}
            name = {"idempotency-key": "one"}
            first = httpx.post(f"{service.url}/match/default", json=body, headers=name).content
            replayed = 0
            for _ in range(20):  # each on a connection of its own, so that both workers are met
                again = httpx.post(f"{service.url}/match/default", json=body, headers=name)
                assert again.content == first
                replayed += again.headers.get("idempotency-replayed") == "true"
            assert replayed == 20
            counted = 'method="POST",route="(replayed)",status="200"} 20.0'
            page = ""
            while counted not in page and time.monotonic() < until + 30:
                page = httpx.get(f"{service.url}/metrics").text
                time.sleep(0.05)
            lines = [line for line in page.splitlines() if "requests_total" in line]
            assert any(counted in line for line in lines), lines
