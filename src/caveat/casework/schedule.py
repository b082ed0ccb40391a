"""When to watch next: every so often, or at times of the day; one watcher at a time."""

from __future__ import annotations

import fcntl
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from threading import Event

from caveat.errors import BadInput, LibraryLocked

_UNITS = {"m": 1, "h": 60, "d": 24 * 60}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Schedule:
    """When to watch.

    Attributes:
        every: the time between two watches; None if `at` says when.
        at: times of the day.
        on: the days of the week, 0 for Monday.
    """

    every: timedelta | None = None
    at: tuple[clock_time, ...] = ()
    on: frozenset[int] = frozenset(range(7))

    def next(self, after: datetime) -> datetime:
        """The first time after another one.

        >>> schedule("06:30,18:00").next(datetime(2026, 11, 24, 9, 0))
        datetime.datetime(2026, 11, 24, 18, 0)
        """
        if self.every is not None:
            return after + self.every
        for days in range(8):
            day = after.date() + timedelta(days=days)
            if day.weekday() not in self.on:
                continue
            for one in self.at:
                found = datetime.combine(day, one, after.tzinfo)
                if found > after:
                    return found
        raise AssertionError("a week has every weekday")


def schedule(text: str) -> Schedule:
    """Read a schedule.

    >>> schedule("30m").every, schedule("mon-fri 06:30").at
    (datetime.timedelta(seconds=1800), (datetime.time(6, 30),))

    Args:
        text: ``30m``, ``6h``, ``1d``; or times of the day in UTC, ``06:30,18:00``, after the days
            of the week if not all are meant: ``mon-fri 06:30``, ``mon,thu 06:30``.

    Raises:
        BadInput: it is none.
    """
    said = text.strip().lower()
    if found := re.fullmatch(r"(\d{1,4})([mhd])", said):
        minutes = int(found[1]) * _UNITS[found[2]]
        if minutes:
            return Schedule(timedelta(minutes=minutes))
    *days, times = said.split()[:3] or [""]
    try:
        at = tuple(sorted({clock_time.fromisoformat(one) for one in times.split(",")}))
        on = _days(days[0]) if days else frozenset(range(7))
        if len(days) < 2 and ":" in times and all(one.second == 0 for one in at):
            return Schedule(None, at, on)
    except ValueError:
        pass
    raise BadInput(
        f"{text!r} is no schedule. "
        "Write 30m, 6h, 1d, or times in UTC: 06:30,18:00 or mon-fri 06:30."
    )


def _days(text: str) -> frozenset[int]:
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        start, stop = _WEEKDAYS.index(first), _WEEKDAYS.index(last or first)
        found |= {number % 7 for number in range(start, stop + 1 + 7 * (stop < start))}
    return frozenset(found)


@contextmanager
def alone(root: Path, name: str = "watch") -> Iterator[None]:
    """Be the only watcher of a library, or the only daemon (which waits between two watches).

    Args:
        root: the library's folder.
        name: ``watch`` or ``watch --daemon``.

    Raises:
        LibraryLocked: there is another one.
    """
    place = root / "casework" / f"{name.replace(' --', '-')}.lock"
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise LibraryLocked(
                f"Another caveat {name} is at work on {root}. Wait until it is done, or stop it."
            ) from None
        yield


def keep_watching(
    when: Schedule,
    once: Callable[[], None],
    stop: Event,
    now: Callable[[], datetime],
    wait: Callable[[float], object] | None = None,
) -> int:
    """Watch at once, and then whenever the schedule says, until told to stop.

    Args:
        when: the schedule.
        once: watches.
        stop: set from outside, to stop as soon as the watch at hand is done.
        now: the clock.
        wait: waits some seconds, or until ``stop``.

    Returns:
        How often it watched.
    """
    waiting = wait or stop.wait
    count = 0
    while not stop.is_set():
        begun = now()
        once()
        count += 1
        due = when.next(begun)
        while not stop.is_set() and (left := (due - now()).total_seconds()) > 0:
            waiting(min(left, 60))  # a machine that slept, or a clock that was set, is seen
    return count
