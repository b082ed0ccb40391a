"""Which edition answers: opened aside, warmed, put in place in one step; the old one goes when
nobody asks it any more.

Once a second at most, a request looks at the stamps of a few files. Nothing else watches.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from caveat.api.settings import Settings
from caveat.errors import CaveatError, NoList
from caveat.screening.library import Library
from caveat.subject import Subject

EVERY = 1.0
"""Seconds between two looks at the library."""

AGAIN = 10.0
"""Seconds after which an edition that could not be opened is tried again."""

BODIES = 20_000
"""How many parties are kept as bytes, so that a long life stays in bounded memory."""

_WARM = (
    Subject("Ivan Petrovich Sidorov", "person"),
    Subject("Acme Trading Company Limited", "organization"),
)

Stamp = tuple[Any, ...]


@dataclass(slots=True)
class Held:
    """An edition that answers, on one day.

    Attributes:
        library: what short questions are put to, one thread at a time.
        slow: the same edition for questions that take long, in another thread.
        bodies: parties as clients get them, by the terms that they were read under and their id.
        number: 1 for the first edition that a process opened, 2 for the next.
    """

    library: Library
    slow: Library
    number: int
    bodies: dict[tuple[Any, ...], bytes] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> str:
        """The edition's id."""
        return self.library.edition.id

    def body(self, key: tuple[Any, ...], made: Callable[[], bytes]) -> bytes:
        """Bytes that are made once."""
        found = self.bodies.get(key)
        if found is None:
            if len(self.bodies) >= BODIES:
                self.bodies.clear()
            found = self.bodies[key] = made()
        return found


class Current:
    """The edition in force, for one process."""

    def __init__(
        self, settings: Settings, told: Callable[[str, dict[str, Any]], None] | None = None
    ) -> None:
        self._settings = settings
        self._told = told or (lambda event, facts: None)
        self._held: Held | None = None
        self._stamp: Stamp | None = None
        self._day: date | None = None
        self._next = 0.0
        self._opening = threading.Lock()
        self._error: CaveatError | None = None

    def open(self) -> None:
        """Open the edition in force; a library without any is looked at again later."""
        self._look()

    async def held(self) -> Held:
        """The edition to ask.

        Raises:
            NoList: the library has none.
            LibraryDamaged: none could be opened.
        """
        if time.monotonic() >= self._next and not self._opening.locked():
            self._next = time.monotonic() + EVERY
            if self._stale():
                task = asyncio.get_running_loop().run_in_executor(None, self._look)
                if self._held is None:
                    await task
        if self._held is None:
            raise self._error or NoList(
                f"There is no list in the library {self._settings.root}. "
                "Get the official lists with caveat update."
            )
        return self._held

    def _stale(self) -> bool:
        return self._stamp != stamp(self._settings.root) or self._day != self._settings.day()

    def _look(self) -> None:
        """Open what is in force now, and put it in the place of what was."""
        if not self._opening.acquire(blocking=False):
            return
        try:
            found, day = stamp(self._settings.root), self._settings.day()
            before = self._held
            began = time.perf_counter()
            self._held = _opened(self._settings.root, day, before)
            self._stamp, self._day, self._error = found, day, None
            facts = {"edition": self._held.id, "seconds": round(time.perf_counter() - began, 3)}
            self._told("edition", facts)
        except CaveatError as error:
            self._error = error
            self._next = time.monotonic() + (AGAIN if self._held else EVERY)
            if self._held is not None:
                self._told("edition refused", {"error": type(error).__name__})
        finally:
            self._opening.release()


def _opened(root: Path, day: date, before: Held | None) -> Held:
    """The edition in force, ready to answer; one that is open already is not opened again."""
    library = Library.open(root, today=day).ready(before.library if before else None)
    slow = Library.open(root, today=day)
    if before is not None and before.slow.edition is library.edition:
        slow.ready(before.slow)
    else:
        slow.ready(library, alone=True)
    library.desk(library.terms(ownership=False)).answer(_WARM)
    return Held(library, slow, before.number + 1 if before else 1)


def stamp(root: Path) -> Stamp:
    """What changes when the library does: the edition in force, checks, stakes and decisions."""
    places = [root / "editions" / "current", root / "links.csv"]
    places += sorted(root.glob("versions/*/checked.json"))
    places += sorted(root.glob("stakes/*"))
    found = []
    for place in places:
        with suppress(OSError):
            facts = place.stat()
            found.append((str(place), facts.st_mtime_ns, facts.st_ino))
    return tuple(found)
