"""When to watch, and by whom."""

from __future__ import annotations

import json
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.casework.conftest import ADA, CUSTOMERS, IVAN, Clock
from tests.casework.test_watching import FIRST, Desk, Desks, desks  # noqa: F401

from caveat.casework import portfolios, watched
from caveat.casework.schedule import alone, keep_watching, schedule
from caveat.casework.watched import Told
from caveat.errors import BadInput, LibraryLocked

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("30m", "2026-11-23T09:30"),
        ("6h", "2026-11-23T15:00"),
        ("06:30,18:00", "2026-11-23T18:00"),
        ("06:30", "2026-11-24T06:30"),
        ("09:00", "2026-11-24T09:00"),
        ("fri-mon 06:30", "2026-11-27T06:30"),
        ("mon 06:30", "2026-11-30T06:30"),
    ],
)
def test_a_schedule_says_when(text: str, due: str) -> None:
    assert schedule(text).next(MONDAY) == datetime.fromisoformat(f"{due}+00:00")


@pytest.mark.parametrize("text", ["", "0m", "often", "25:00", "mon", "xyz 06:30", "mon tue 06:30"])
def test_what_is_no_schedule_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="is no schedule"):
        schedule(text)


def test_a_daemon_watches_on_time_and_stops_when_told() -> None:
    clock, seen, stop = Clock(MONDAY), [], threading.Event()

    def wait(seconds: float) -> None:
        clock.now += timedelta(seconds=seconds)

    def once() -> None:
        seen.append(clock.now)
        if len(seen) == 3:
            stop.set()

    assert keep_watching(schedule("06:30,18:00"), once, stop, clock, wait) == 3
    assert [f"{one:%d %H:%M}" for one in seen] == ["23 09:00", "23 18:00", "24 06:30"]


def test_there_is_one_watcher_at_a_time(tmp_path: Path) -> None:
    refused = pytest.raises(LibraryLocked, match="Another caveat watch")
    with alone(tmp_path), refused, alone(tmp_path):
        pass
    with alone(tmp_path):
        pass


def test_a_daemon_takes_the_day_from_its_clock_sees_new_editions_and_goes_on_after_an_error(
    desks: Desks,  # noqa: F811
    tmp_path: Path,
) -> None:
    desk: Desk = desks()
    (tmp_path / "c.csv").write_text(CUSTOMERS)
    portfolios.add(desk.store, ADA, "p", tmp_path / "c.csv", "customer_id")
    (desk.store.root / "watch.toml").write_text("names = true\n[file]\npath = 'notices.jsonl'\n")
    days = [date(2026, 10, 1), FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=4)]
    told: list[Told] = []
    stop = threading.Event()
    desk.shelf.take(str(FIRST), IVAN)
    desk.shelf.build()

    def now() -> datetime:
        return datetime.combine(days[min(len(told), 3)], datetime.min.time(), UTC) + timedelta(
            hours=len(told)
        )

    def tell(one: Told) -> None:
        told.append(one)
        if len(told) == 2:
            desk.shelf.take("2026-11-02", {"n": {"name": "Ann Nobody", "since": "2026-11-02"}})
            desk.shelf.build()
        if len(told) == 4:
            stop.set()

    said: dict[str, Any] = {"limit": 50}
    count = watched.daemon(
        desk.store, ADA, desk.shelf.library.root, (), said, "1m", tell=tell, stop=stop, now=now
    )
    assert count == 4
    assert "p" in told[0].failed  # no list was out on that day
    assert [len(one.watched[0].done.new) for one in told[1:]] == [1, 1, 0]
    assert told[2].watched[0].done.closed and not told[3].moved
    lines = (desk.store.root / "notices.jsonl").read_text().splitlines()
    first, second = map(json.loads, lines)
    assert first["counts"]["new"] == 1 and first["names"]["1"]["customer"] == "C1"
    assert second["counts"] == {"new": 1, "changed": 0, "reopened": 0, "closed": 1}
