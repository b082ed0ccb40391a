"""Who may ask what: keys, tokens, roles, and how often."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from caveat.api import keys, oidc
from caveat.api.headers import Header, value
from caveat.api.keys import Key, Role
from caveat.api.limits import Limits, Turn
from caveat.api.login import Entrance
from caveat.api.oidc import Bearer, Provider
from caveat.api.sessions import Sessions
from caveat.api.settings import Settings
from caveat.pages.sign_in import KEY_COOKIE, SESSION_COOKIE

OPEN = ("/healthz", "/readyz", "/docs", "/openapi.json", "/favicon.ico", "/assets", "/sign-in")
"""What needs no key: it says nothing of any list or question."""

OPERATING = ("/metrics",)
"""What is for those who run the service."""

_MAY: Mapping[Role, tuple[str, ...]] = {
    "analyst": ("ask",),
    "operator": ("operate",),
    "admin": ("ask", "operate"),
}
_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_EVERY = 1.0
"""Seconds between two looks at the file of keys."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks.

    Attributes:
        id: of the key or of the token's subject; ``local`` where no key is needed.
        max_body: bytes of one request.
        per_minute: requests a minute; 0 for as many as one likes.
        name: of the user of the casework; empty if nobody said it.
    """

    id: str
    max_body: int
    per_minute: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Denied:
    """Why a request is not answered.

    Attributes:
        status: of the answer.
        detail: a sentence.
        retry: seconds after which it may be asked again; 0 for never.
    """

    status: int
    detail: str
    retry: float = 0.0


def scope_of(path: str) -> str:
    """What a caller must be allowed to, to ask for a path.

    >>> scope_of("/healthz"), scope_of("/docs/ui.js"), scope_of("/metrics"), scope_of("/match/eu")
    ('', '', 'operate', 'ask')
    """
    if any(path == one or path.startswith(f"{one}/") for one in OPEN):
        return ""
    return "operate" if path in OPERATING else "ask"


class Access:
    """The keys in force, and what each has asked for lately."""

    def __init__(self, settings: Settings, limits: Limits, sessions: Sessions) -> None:
        self._settings = settings
        self._limits = limits
        self._sessions = sessions
        self._place = settings.keys or keys.default_place(settings.root)
        self._provider = oidc.read(settings.oidc) if settings.oidc else None
        self._next = 0.0
        self._stamp: tuple[int, int] | None = None
        self._known: Mapping[str, Key] = {}
        self._closed = False

    @property
    def entrance(self) -> Entrance | None:
        """How people sign in at the provider; None if they do not."""
        if self._provider is None or self._provider.login is None:
            return None
        return Entrance(self._provider, self._provider.login, self._sessions)

    @property
    def needed(self) -> bool:
        """Whether a caller must show a key or a token."""
        return bool(self._keys()) or self._closed or self._provider is not None

    def caller(
        self, path: str, query: bytes, headers: tuple[Header, ...] | list[Header]
    ) -> Caller | Denied:
        """Who asks for a path, or why it is not answered."""
        scope = scope_of(path)
        if not self.needed:
            host = value(headers, b"host")
            name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
            if name.lower() not in (*_LOCAL, self._settings.host, *self._settings.hosts):
                return Denied(
                    421,
                    "Without keys the service answers under this machine's own names only. "
                    "Set up keys, or name the host with --allow-host.",
                )
            return Caller("local", self._settings.max_body, name=self._settings.user)
        if not scope:
            return Caller("open", self._settings.max_body, keys.PER_MINUTE)
        found = self._found(query, headers)
        if found is None:
            return Denied(
                401, "A key is needed, and a good one. Send it as Authorization: ApiKey KEY."
            )
        role, caller = found
        if scope not in _MAY[role]:
            return Denied(403, f"The role {role} may not do this. Ask with another key.")
        return caller

    def turn(self, caller: Caller) -> Turn | None:
        """Take one of a caller's requests; None where they are not counted."""
        if not caller.per_minute:
            return None
        return self._limits.take(caller.id, caller.per_minute, time.time())

    def _found(
        self, query: bytes, headers: tuple[Header, ...] | list[Header]
    ) -> tuple[Role, Caller] | None:
        text = _shown(query, headers)
        if not text:
            return self._session(_cookie(headers, SESSION_COOKIE))
        key = keys.find(self._keys(), text)
        if key is not None:
            most = key.max_body or self._settings.max_body
            return key.role, Caller(key.id, most, key.per_minute, key.name)
        if self._provider is None:
            return None
        bearer = self._provider.bearer(text, time.time())
        return None if bearer is None else self._person(bearer, self._provider)

    def _session(self, token: str) -> tuple[Role, Caller] | None:
        """Who signed in at the provider."""
        if not token or self._provider is None:
            return None
        found = self._sessions.find(token, time.time())
        return None if found is None else self._person(found, self._provider)

    def _person(self, bearer: Bearer, provider: Provider) -> tuple[Role, Caller]:
        most, limit = self._settings.max_body, provider.per_minute
        return bearer.role, Caller(f"oidc:{bearer.id}", most, limit, bearer.user)

    def _keys(self) -> Mapping[str, Key]:
        """The keys in force; looked up again when their file has changed.

        Once there were keys, a service without any is closed, not open: to revoke the last key
        must let nobody in.
        """
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _EVERY
            try:
                facts = self._place.stat()
                stamp = (facts.st_mtime_ns, facts.st_ino)
            except OSError:
                stamp = None
            if stamp != self._stamp:
                self._known, self._stamp = keys.read(self._place), stamp
                self._closed = self._closed or bool(self._known)
        return self._known


def _shown(query: bytes, headers: tuple[Header, ...] | list[Header]) -> str:
    """The key or token that a caller shows."""
    said = value(headers, b"authorization")
    kind, _, text = said.partition(" ")
    if kind.lower() in ("apikey", "bearer"):
        return text.strip()
    found = value(headers, b"x-api-key")
    if found:
        return found
    if b"api_key=" in query:
        return parse_qs(query.decode("latin-1")).get("api_key", [""])[0]
    return _cookie(headers, KEY_COOKIE)


def _cookie(headers: tuple[Header, ...] | list[Header], wanted: str) -> str:
    """What a browser keeps under a name; empty if nothing."""
    for part in value(headers, b"cookie").split(";"):
        name, _, kept = part.strip().partition("=")
        if name == wanted:
            return kept
    return ""
