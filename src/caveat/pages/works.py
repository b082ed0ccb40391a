"""Works: files that are worked off in the background, each in a folder that all workers share.

A folder has a name that nobody can guess, the file under a name of ours, and ``state.json``,
which says how far the work is. It is removed an hour after it was begun.
"""

from __future__ import annotations

import logging
import re
import secrets
import shutil
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from caveat.errors import CaveatError, LibraryDamaged
from caveat.library.disk import read_json, write_json

KEPT_FOR = 3600
"""Seconds after which a file and what was made of it are removed."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
_LOG = logging.getLogger("caveat.pages")

Told = Callable[[int, int, int], None]
"""Is told how much is done, of how much, and with how many hits."""


@dataclass(frozen=True, slots=True)
class State:
    """How far a work is.

    Attributes:
        token: of the work.
        name: the file's, as the reader called it; only ever shown.
        kind: ``customers``, ``document``, ``payment`` or ``deal``.
        state: ``waiting``, ``running``, ``done`` or ``failed``.
        done: how much is done.
        total: of how much; 0 while that is not known.
        hits: how many hits so far.
        message: why it failed.
        asked: the days and other terms.
        begun: when, in seconds since 1970.
    """

    token: str
    name: str
    kind: str
    state: str = "waiting"
    done: int = 0
    total: int = 0
    hits: int = 0
    message: str = ""
    asked: Mapping[str, str] | None = None
    begun: float = 0.0

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "failed")


class Works:
    """The works of one process; another one can see how far they are."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._threads = ThreadPoolExecutor(1, "caveat-works")

    def folder(self, token: str) -> Path | None:
        """Where a work lies; None if there is none of this name."""
        place = self._root / token
        return place if _TOKEN.fullmatch(token) and (place / "state.json").is_file() else None

    def new(self) -> tuple[str, Path]:
        """A folder for a new work; old ones are swept away."""
        self._sweep()
        token = secrets.token_urlsafe(24)
        place = self._root / token
        place.mkdir(mode=0o700, parents=True)
        return token, place

    def begin(self, state: State, work: Callable[[Path, Told], None]) -> Future[None]:
        """Work a file off, after those that came before it."""
        place = self._root / state.token
        self._write(place, state)
        return self._threads.submit(self._run, place, state, work)

    def state(self, token: str) -> State | None:
        """How far a work is; None if there is none."""
        place = self.folder(token)
        if place is None:
            return None
        with suppress(LibraryDamaged, TypeError):
            return State(**read_json(place / "state.json"))
        return None

    def _run(self, place: Path, state: State, work: Callable[[Path, Told], None]) -> None:
        state = replace(state, state="running")
        last = 0.0

        def told(done: int, total: int, hits: int) -> None:
            nonlocal state, last
            state = replace(state, done=done, total=total, hits=hits)
            if time.monotonic() - last > 0.3:
                last = time.monotonic()
                self._write(place, state)

        try:
            self._write(place, state)
            work(place, told)
            state = replace(state, state="done")
        except CaveatError as error:
            message = str(error).replace(f"{place}/", "")
            state = replace(state, state="failed", message=message)
        except Exception as error:  # whatever a strange file makes a reader raise
            _LOG.error("a file could not be worked off: %s", type(error).__name__)
            message = f"The file could not be worked off ({type(error).__name__})."
            state = replace(state, state="failed", message=message)
        with suppress(OSError):  # swept away meanwhile
            self._write(place, state)

    @staticmethod
    def _write(place: Path, state: State) -> None:
        if place.is_dir():
            write_json(place / "state.json", asdict(state))

    def _sweep(self) -> None:
        for place in self._root.glob("*"):
            with suppress(OSError):
                if time.time() - place.stat().st_mtime > KEPT_FOR:
                    shutil.rmtree(place, ignore_errors=True)


def begun(token: str, name: str, kind: str, asked: Mapping[str, Any]) -> State:
    """The state of a work that begins now."""
    said = {key: str(value) for key, value in asked.items() if value}
    return State(token, name[:200], kind, asked=said, begun=time.time())
