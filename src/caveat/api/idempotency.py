"""Answers that are given again to the same request, so that a client may safely ask twice.

A client names its request in the header ``Idempotency-Key``. The same name with the same request
gets the same answer, from whichever worker; with another request it is refused.
"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from caveat.api.shared import shared

KEPT = 24 * 3600
"""Seconds for which an answer is kept."""

RUNNING = 600
"""Seconds after which a request without an answer counts as lost, with the worker that had it."""

LARGEST = 64 << 20
"""Bytes of an answer that is still kept."""

_TABLE = """
CREATE TABLE IF NOT EXISTS answers (
    name TEXT PRIMARY KEY, request TEXT NOT NULL, at REAL NOT NULL,
    status INTEGER, type TEXT, body BLOB
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a name.

    Attributes:
        state: ``new``; ``running`` where the first request has no answer yet; ``other`` where
            the name was given to another request; ``answered``.
        status: of the answer.
        type: its media type.
        body: the answer.
    """

    state: Literal["new", "running", "other", "answered"]
    status: int = 0
    type: str = ""
    body: bytes = b""


class Answers:
    """Answers by the names of their requests, in a file that all workers share.

    Asked by the thread of the connections only.
    """

    def __init__(self, place: Path) -> None:
        self._place = place

    @cached_property
    def _base(self) -> sqlite3.Connection:
        return shared(self._place, _TABLE)

    def begin(self, caller: str, name: str, request: bytes, now: float) -> Kept:
        """Note that a request is being answered, if its name is new.

        Args:
            caller: id of who asks; names are each caller's own.
            name: as the client said it.
            request: method, address and body.
            now: seconds.
        """
        mark, digest = _mark(caller, name), hashlib.sha256(request).hexdigest()
        self._base.execute(
            "DELETE FROM answers WHERE at < ? OR (status IS NULL AND at < ?)",
            (now - KEPT, now - RUNNING),
        )
        made = self._base.execute(
            "INSERT OR IGNORE INTO answers (name, request, at) VALUES (?, ?, ?)",
            (mark, digest, now),
        )
        if made.rowcount:
            return Kept("new")
        row = self._base.execute(
            "SELECT request, status, type, body FROM answers WHERE name = ?", (mark,)
        ).fetchone()
        if row is None or row[0] != digest:
            return Kept("other")
        return Kept("running") if row[1] is None else Kept("answered", *row[1:])

    def end(self, caller: str, name: str, status: int, type: str, body: bytes) -> None:
        """Keep an answer; one that went wrong, or is too large, is not kept."""
        mark = _mark(caller, name)
        if status >= 500 or status == 429 or len(body) > LARGEST:
            self._base.execute("DELETE FROM answers WHERE name = ?", (mark,))
            return
        self._base.execute(
            "UPDATE answers SET status = ?, type = ?, body = ? WHERE name = ?",
            (status, type, body, mark),
        )

    def close(self) -> None:
        """Let the file go."""
        if "_base" in self.__dict__:
            self._base.close()


def _mark(caller: str, name: str) -> str:
    return hashlib.sha256(f"{caller}\n{name}".encode()).hexdigest()
