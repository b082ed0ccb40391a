"""The gate that every request passes: who asks, how much, how often; what is told of it after."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from caveat.api.access import Access, Caller, Denied
from caveat.api.answers import JSON, dumps
from caveat.api.errors import said
from caveat.api.headers import Header, headers, value
from caveat.api.idempotency import LARGEST, Answers
from caveat.api.limits import Turn
from caveat.api.logs import Log
from caveat.api.metrics import Metrics
from caveat.api.settings import Settings, loopback
from caveat.pages import sign_in

LONGEST = 16_384
"""Bytes of an address with its query; longer ones are cut by some parsers on the way."""

STREAMS = ("/v1/screen/stream",)
STREAMED = 64
"""How many times as large as others a request may be that is read line by line."""

_NAME = b"idempotency-key"
_ANSWERED = "caveat.answered"
"""Under which name the gate says that it answered by itself."""

_LONGEST_NAME = 200
_SAFE = ("GET", "HEAD")
_METHODS = (*_SAFE, "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT")


@dataclass(slots=True)
class Note:
    """What an endpoint tells the gate of a request.

    Attributes:
        asked: the texts that were asked about.
        count: how many they were, where they are too many to be kept: those of a stream.
        hits: how many hits were given.
        who: user of the casework; the gate tells it the endpoint.
        via: how he came in, as the journal says it.
        say: writes into the log what was asked in a part of a stream.
    """

    asked: Sequence[str] = ()
    count: int = 0
    hits: int = 0
    who: str = ""
    via: str = ""
    say: Callable[[Sequence[str]], None] | None = None

    def more(self, part: Note) -> None:
        """Add what was asked in a part of a stream, without keeping it."""
        self.count += len(part.asked)
        self.hits += part.hits
        if self.say is not None and part.asked:
            self.say(part.asked)


def note(request: Request) -> Note:
    """The note of a request."""
    found: Note = request.scope["caveat"]
    return found


@dataclass(slots=True)
class _Sent:
    """What has been answered so far."""

    status: int = 0
    type: str = ""
    size: int = 0
    ended: bool = False
    body: list[bytes] | None = None
    headers: Sequence[Header] = ()


class Gate:
    """Every request passes here, on its way in and out."""

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        access: Access,
        answers: Answers,
        metrics: Metrics,
        log: Log,
    ) -> None:
        self._app = app
        self._settings = settings
        self._access = access
        self._answers = answers
        self._metrics = metrics
        self._log = log
        self._headers = headers(secure=settings.secure)
        self._framed = headers(secure=settings.secure, framed=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        asked = scope["method"]
        if asked == "HEAD":  # answered as GET is, without the body
            scope = {**scope, "method": "GET"}
        told = scope["caveat"] = Note(
            say=lambda texts: self._log.say(
                "asked", {"route": _route(scope), **self._log.asked(texts)}
            )
        )
        sent = _Sent()
        out = self._out(send, sent, bare=asked == "HEAD")
        caller: Caller | Denied = Denied(500, "")
        try:
            caller = self._checked(scope, sent)
            if isinstance(caller, Denied):
                await _refuse(out, scope, caller)
            else:
                told.who, told.via = caller.name, f"service:{caller.id}"
                read = _limited(receive, _most(scope, caller))
                await self._answer(scope, read, out, sent, caller)
        except HTTPException as error:  # the body, read at the gate, was too large
            await _refuse(out, scope, Denied(error.status_code, error.detail))
        except Exception as error:
            self._log.say("fault", {"path": _route(scope), **self._log.fault(error)}, "error")
            if not sent.status:
                await _refuse(out, scope, Denied(500, "The service made a mistake; it is logged."))
        seconds = time.perf_counter() - began
        self._tell(asked if asked in _METHODS else "other", scope, sent, told, caller, seconds)

    def _checked(self, scope: Scope, sent: _Sent) -> Caller | Denied:
        query: bytes = scope["query_string"]
        if len(scope.get("raw_path") or scope["path"].encode()) + len(query) > LONGEST:
            return Denied(414, f"The address is longer than {LONGEST} bytes. Use POST.")
        if value(scope["headers"], b"content-encoding").lower() not in ("", "identity"):
            return Denied(415, "Compressed requests are not taken. Send it as it is.")
        if scope["method"] not in _SAFE and self._elsewhere(scope["headers"]):
            return Denied(403, "A page of another site may not ask. Ask from a program.")
        caller = self._access.caller(scope["path"], query, scope["headers"])
        if isinstance(caller, Denied):
            return caller
        length = value(scope["headers"], b"content-length")
        most = _most(scope, caller)
        if length.isdigit() and int(length) > most:
            return Denied(413, _too_large(most))
        turn = self._access.turn(caller)
        if turn is not None:
            sent.headers = _limits(turn, caller.per_minute)
            if turn.wait:
                often = "That was asked too often. Wait as long as Retry-After says."
                return Denied(429, often, turn.wait)
        return caller

    def _elsewhere(self, told: Sequence[Header]) -> bool:
        """Whether a browser says that a page of another site asks. Browsers that do not say from
        which site say at least from which origin; programs say neither."""
        site, origin = value(told, b"sec-fetch-site"), value(told, b"origin")
        if site or not origin:
            return site == "cross-site"
        try:
            host = urlsplit(origin).hostname or ""
            own = urlsplit(f"//{value(told, b'host')}").hostname
        except ValueError:
            return True
        return host != own and not loopback(host) and host not in self._settings.hosts

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, sent: _Sent, caller: Caller
    ) -> None:
        name = value(scope["headers"], _NAME)
        if scope["method"] != "POST" or not name:
            await self._app(scope, receive, send)
            return
        if len(name) > _LONGEST_NAME:
            raise HTTPException(400, f"An Idempotency-Key has at most {_LONGEST_NAME} characters.")
        body = await _whole(receive)
        request = b"\n".join((scope["path"].encode(), scope["query_string"], body))
        known = self._answers.begin(caller.id, name, request, time.time())
        if known.state == "other":
            raise HTTPException(422, "This Idempotency-Key was used for another request.")
        if known.state == "running":
            raise HTTPException(409, "The first request with this Idempotency-Key still runs.")
        if known.state == "answered":
            scope[_ANSWERED] = "(replayed)"
            replayed = [(b"idempotency-replayed", b"true")]
            await _send(send, known.status, known.type, known.body, replayed)
            return
        sent.body = []
        try:
            await self._app(scope, _again(body, receive), send)
        finally:
            kept = sent.ended and sent.size <= LARGEST
            whole = b"".join(sent.body) if kept else b""
            self._answers.end(caller.id, name, sent.status if kept else 500, sent.type, whole)

    def _out(self, send: Send, sent: _Sent, *, bare: bool) -> Send:
        async def out(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = list(message.get("headers", ()))
                framed = (b"x-caveat-framed", b"1") in told
                told = [one for one in told if one[0] != b"x-caveat-framed"]
                names = {name for name, _ in told}
                told += [
                    one
                    for one in (self._framed if framed else self._headers)
                    if one[0] not in names
                ]
                told += sent.headers
                if b"cache-control" not in names:
                    told.append((b"cache-control", b"no-store"))
                sent.status, sent.type = message["status"], value(told, b"content-type")
                message = {**message, "headers": told}
            elif message["type"] == "http.response.body":
                part: bytes = message.get("body", b"")
                sent.size += len(part)
                sent.ended = not message.get("more_body")
                if sent.body is not None and sent.size <= LARGEST:
                    sent.body.append(part)
                if bare:
                    message = {**message, "body": b""}
            await send(message)

        return out

    def _tell(
        self,
        method: str,
        scope: Scope,
        sent: _Sent,
        told: Note,
        caller: Caller | Denied,
        seconds: float,
    ) -> None:
        route = _route(scope)
        count = told.count or len(told.asked)
        self._metrics.request(method, route, sent.status, seconds, count, told.hits)
        facts: dict[str, Any] = {
            "method": method,
            "route": route,
            "status": sent.status,
            "ms": round(seconds * 1000, 1),
            "bytes": sent.size,
            "caller": caller.id if isinstance(caller, Caller) else "",
            **self._log.asked(told.asked),
        }
        if told.count:
            facts["asked"] = told.count
        if count:
            facts["hits"] = told.hits
        self._log.say("request", facts)


def _route(scope: Scope) -> str:
    """The template of the address that was asked for: never what stood in it."""
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else scope.get(_ANSWERED, "(none)")


def _limits(turn: Turn, per_minute: int) -> Sequence[Header]:
    """How often may still be asked, in the fields of the IETF's draft (version 06)."""
    said = {
        "ratelimit-limit": turn.most,
        "ratelimit-remaining": turn.left,
        "ratelimit-reset": ceil(turn.full),
        "ratelimit-policy": f"{per_minute};w=60",
    }
    return [(name.encode(), str(text).encode()) for name, text in said.items()]


def _most(scope: Scope, caller: Caller) -> int:
    """Bytes of a request. A stream is never held as a whole, unless it must be known again."""
    streamed = scope["path"] in STREAMS and not value(scope["headers"], _NAME)
    return caller.max_body * (STREAMED if streamed else 1)


def _too_large(most: int) -> str:
    return f"The request is larger than {most:,} bytes. Send less at once."


def _limited(receive: Receive, most: int) -> Receive:
    """A body that is counted while it is read, so that nothing larger is ever in memory."""
    size = 0

    async def read() -> Message:
        nonlocal size
        message = await receive()
        if message["type"] == "http.request":
            size += len(message.get("body", b""))
            if size > most:
                raise HTTPException(413, _too_large(most), {"connection": "close"})
        return message

    return read


async def _whole(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            break
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            break
    return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """A body that was read, to be read once more."""
    given = False

    async def read() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return read


async def _refuse(send: Send, scope: Scope, why: Denied) -> None:
    told: list[Header] = []
    browser = "text/html" in value(scope["headers"], b"accept")
    if why.status == 401 and browser and scope["method"] == "GET":
        told.append((b"location", sign_in.address(scope["path"], scope["query_string"]).encode()))
        await _send(send, 303, "text/plain", b"", told)
        return
    if why.status == 413:
        told.append((b"connection", b"close"))  # what is still coming is not read
    if why.status == 401:
        told.append((b"www-authenticate", b'Bearer realm="caveat"'))
    if why.retry:
        told.append((b"retry-after", str(max(1, ceil(why.retry))).encode()))
    await _send(send, why.status, JSON, dumps(said(scope["path"], why.status, why.detail)), told)


async def _send(
    send: Send, status: int, type: str, body: bytes, more: Sequence[Header] = ()
) -> None:
    told = [(b"content-type", type.encode()), (b"content-length", str(len(body)).encode()), *more]
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": body})
