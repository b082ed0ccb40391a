"""Asking: how a page puts questions to the library, whoever holds it open."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from caveat.errors import Overloaded
from caveat.screening.library import Library

if TYPE_CHECKING:
    from caveat.pages.desk import Desk

Found = TypeVar("Found")
Kept = TypeVar("Kept")

SOON = 0.12
"""Seconds that a page waits for what may take long; then it is shown without, and fetches it."""


class Asking(Protocol):
    """The way to the edition in force. The two ways go to two threads: one at a time asks each."""

    async def quick(self, work: Callable[[Library], Found]) -> Found:
        """Put a question that takes milliseconds."""
        ...

    async def slow(self, work: Callable[[Library], Found]) -> Found:
        """Put a question that may take seconds: who owns whom, what changed in years."""
        ...


class Entrance(Protocol):
    """The way in by an identity provider."""

    @property
    def title(self) -> str:
        """What a reader calls the provider."""
        ...

    @property
    def seconds(self) -> int:
        """For which a session lasts."""
        ...

    def begin(self, back: str) -> tuple[str, str]:
        """Where a reader goes to sign in, and what the browser keeps until it is back."""
        ...

    async def finish(self, said: Mapping[str, str], browser: str) -> tuple[str, str]:
        """The session's token, and the page that was asked for; raises HTTPException if not."""
        ...

    def leave(self, token: str) -> None:
        """End a session."""
        ...


@dataclass(frozen=True, slots=True)
class House:
    """What the page's rooms are given.

    Attributes:
        asking: the way to the library.
        scratch: a folder for uploaded files and their results, shared by all workers.
        secure: whether clients come by TLS.
        strict: whether no answer is given from stale or missing lists.
        max_body: bytes of one request, as a reader is told them.
        day: the day to take for today.
        desk: the way to the casework; None where there is none.
        entrance: how people sign in at an identity provider; None where they do not.
    """

    asking: Asking
    scratch: Path
    secure: bool = False
    strict: bool = False
    max_body: int = 16 << 20
    day: Callable[[], date] = date.today
    desk: Desk | None = None
    entrance: Entrance | None = None


async def soon(asked: Awaitable[Found], seconds: float = SOON) -> Found | None:
    """What comes within a moment; None if it does not, and then the work goes on.

    None, too, where so much waits that the question was not taken: whoever asks again may be
    luckier, and the rest of the page need not wait for it.

    Raises:
        CaveatError: whatever the question raised within that moment.
    """
    task = asyncio.ensure_future(asked)
    done, _ = await asyncio.wait({task}, timeout=seconds)
    if not done:
        task.add_done_callback(_heard)
        return None
    try:
        return task.result()
    except Overloaded:
        return None


def _heard(task: asyncio.Future[Found]) -> None:
    """An error of what nobody waits for is met again by whoever asks next."""
    if not task.cancelled():
        task.exception()


class Last(dict[tuple[object, ...], Kept]):
    """The answers to the last questions, so that turning a page does not ask anew."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def get_or(self, key: tuple[object, ...], made: Callable[[], Kept]) -> Kept:
        """The answer at hand, else a new one."""
        if key not in self:
            while len(self) >= self._most:
                del self[next(iter(self))]
            self[key] = made()
        return self[key]
