"""Sessions of people who signed in at an identity provider, in a file that all workers share.

The file is the run's: when the service ends, so do its sessions. Of a session's token only a
checksum is kept; the token is 32 random bytes, so that there is nothing to guess.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from caveat.api.oidc import Bearer
from caveat.api.shared import shared

WAITS = 600
"""Seconds in which a sign-in must be done."""

MOST = 10_000
"""So many sign-ins may be under way; beyond that, the oldest are forgotten."""

_TABLES = """
CREATE TABLE IF NOT EXISTS begun (
    state TEXT PRIMARY KEY, browser TEXT NOT NULL, verifier TEXT NOT NULL, nonce TEXT NOT NULL,
    back TEXT NOT NULL, until REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sessions (
    token TEXT PRIMARY KEY, id TEXT NOT NULL, role TEXT NOT NULL, user TEXT NOT NULL,
    until REAL NOT NULL
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that is under way.

    Attributes:
        state: which the provider says again when it sends somebody back.
        browser: what the browser keeps meanwhile, so that nobody ends another one's sign-in.
        verifier: of PKCE; only who began can end.
        nonce: which the ID token must name.
        back: the page that was asked for.
    """

    state: str
    browser: str
    verifier: str
    nonce: str
    back: str

    @classmethod
    def of(cls, back: str) -> Begun:
        """A new one, leading to a page."""
        state, browser, verifier, nonce = (secrets.token_urlsafe(32) for _ in range(4))
        return cls(state, browser, verifier, nonce, back)


class Sessions:
    """Who has signed in. Asked by the thread of the connections only."""

    def __init__(self, place: Path) -> None:
        self._place = place

    @cached_property
    def _base(self) -> sqlite3.Connection:
        return shared(self._place, _TABLES)

    def begin(self, one: Begun, now: float) -> None:
        """Note that somebody went to the provider.

        Args:
            one: the sign-in.
            now: seconds since 1970.
        """
        self._base.execute("DELETE FROM begun WHERE until < ?", (now,))
        [(count,)] = self._base.execute("SELECT count(*) FROM begun")
        if count >= MOST:
            self._base.execute(
                "DELETE FROM begun WHERE state IN (SELECT state FROM begun ORDER BY until LIMIT ?)",
                (count - MOST + 1,),
            )
        self._base.execute(
            "INSERT INTO begun VALUES (?, ?, ?, ?, ?, ?)",
            (_mark(one.state), _mark(one.browser), one.verifier, one.nonce, one.back, now + WAITS),
        )

    def take(self, state: str, browser: str, now: float) -> Begun | None:
        """The sign-in that somebody comes back from, once; None if it is none of this browser's.

        Args:
            state: as the provider says it.
            browser: what the browser kept.
            now: seconds since 1970.
        """
        row = self._base.execute(
            "DELETE FROM begun WHERE state = ? AND browser = ? AND until >= ? "
            "RETURNING verifier, nonce, back",
            (_mark(state), _mark(browser), now),
        ).fetchone()
        return None if row is None else Begun(state, browser, *row)

    def open(self, who: Bearer, until: float, now: float) -> str:
        """Begin a session.

        Args:
            who: has signed in.
            until: it lasts, in seconds since 1970.
            now: seconds since 1970.

        Returns:
            Its token. It cannot be had again.
        """
        token = secrets.token_urlsafe(32)
        self._base.execute("DELETE FROM sessions WHERE until < ?", (now,))
        self._base.execute(
            "INSERT INTO sessions VALUES (?, ?, ?, ?, ?)",
            (_mark(token), who.id, who.role, who.user, until),
        )
        return token

    def find(self, token: str, now: float) -> Bearer | None:
        """Whose a session is; None if it has ended, or never was."""
        row = self._base.execute(
            "SELECT id, role, user FROM sessions WHERE token = ? AND until >= ?",
            (_mark(token), now),
        ).fetchone()
        return None if row is None else Bearer(*row)

    def end(self, token: str) -> None:
        """End a session, in whichever browser it is."""
        self._base.execute("DELETE FROM sessions WHERE token = ?", (_mark(token),))

    def close(self) -> None:
        """Let the file go."""
        if "_base" in self.__dict__:
            self._base.close()


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
