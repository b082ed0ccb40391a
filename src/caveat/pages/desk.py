"""Desk: the way from a page to the casework, and who sits at it.

Who acts is the person whom the service let in: the name of the key, the subject of the token, or,
where no key is needed, whom ``caveat serve --as NAME`` named. What he may do, the store decides.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from caveat.errors import NotAllowed

if TYPE_CHECKING:
    from caveat.casework.store import Store
    from caveat.casework.work import Actor

Found = TypeVar("Found")

NOBODY = (
    "The casework must know who you are. Start the service with caveat serve --as NAME, or sign "
    "in with a key of your name."
)


class Desk:
    """The casework of a library, opened when somebody first asks for it."""

    clock: Callable[[], datetime] | None = None
    """The machine's, if there is none: whatever day is today, nobody decides yesterday."""

    def __init__(self, root: Path, local: str = "") -> None:
        """Say where it is.

        Args:
            root: the library's folder.
            local: who works where no key is needed; the first one becomes the admin.
        """
        self._root, self._local = root, local
        self._lock = threading.Lock()
        self._store: Store | None = None

    async def do(self, request: Request, work: Callable[[Store, Actor], Found]) -> Found:
        """Do something in the name of whoever asks, in a thread of its own.

        Raises:
            NotAllowed: nobody knows who asks.
            StoreUnavailable: the database cannot be reached.
        """
        actor = self.actor(request)
        return await run_in_threadpool(lambda: work(self.store(), actor))

    def actor(self, request: Request) -> Actor:
        """Who asks.

        Raises:
            NotAllowed: nobody knows.
        """
        from caveat.casework.work import Actor

        told = request.scope.get("caveat")
        if told is None or not told.who:
            raise NotAllowed(NOBODY)
        return Actor(told.who, told.via)

    def store(self) -> Store:
        """The casework; a new one has the person of ``--as`` for its admin.

        Raises:
            StoreUnavailable: the database cannot be reached.
        """
        from caveat.casework import people
        from caveat.casework.store import Store
        from caveat.casework.work import Actor

        with self._lock:
            if self._store is None:
                store = Store.open(self._root, clock=self.clock)
                if self._local:
                    people.begin(store, Actor(self._local, "service:local"))
                self._store = store
            return self._store

    def close(self) -> None:
        """Let the database go."""
        with self._lock:
            if self._store is not None:
                self._store.close()
                self._store = None
