"""Lines that come in while their answers go out, so that a batch may be larger than the memory.

Many clients send all of their request before they read a word of the answer. If the service
stopped to read while its answers are not fetched, both would wait for ever. So what comes is always
taken at once, into a file that has no name and is gone with the request; the answers follow behind.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from tempfile import SpooledTemporaryFile

from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

LONGEST = 1 << 20
"""Bytes of a line; a longer one is refused by itself."""

IDLE = 300.0
"""Seconds for which nothing may come."""

_MEMORY = 1 << 20
_PIECE = 1 << 16


class Ended(Exception):
    """The stream cannot go on: its words say why."""


class Streamed(StreamingResponse):
    """A stream whose body listens itself for what the client still sends."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        await self.stream_response(send)


class Incoming:
    """A body while it comes.

    Attributes:
        gone: the client went away, so that nobody reads answers any more.
    """

    def __init__(self, receive: Receive) -> None:
        self.gone = False
        self._receive = receive
        self._file = SpooledTemporaryFile(max_size=_MEMORY)  # noqa: SIM115  # closed by `lines`
        self._size = 0
        self._read = 0
        self._over = False
        self._fault = ""
        self._news = asyncio.Event()

    async def lines(self, most: int) -> AsyncGenerator[Sequence[bytes | None], None]:
        """The lines, as many at once as are there.

        Args:
            most: lines at once.

        Yields:
            Lines without their ends; None for one that is too long. Empty lines at the end of the
            body are none.

        Raises:
            Ended: the body is too large, or nothing came for `IDLE` seconds.
        """
        filling = asyncio.create_task(self._fill())
        try:
            found: list[bytes | None] = []
            rest, skipping, empty = b"", False, 0
            while piece := await self._next():
                *whole, rest = (rest + piece).split(b"\n")
                for line in whole:
                    if skipping:
                        skipping = False
                    elif len(line) > LONGEST:
                        found.append(None)
                    elif not line.strip():
                        empty += 1
                    else:
                        found += [b""] * empty
                        found.append(line)
                        empty = 0
                if len(rest) > LONGEST:
                    if not skipping:
                        found.append(None)
                    rest, skipping = b"", True
                while found and (len(found) >= most or self._read == self._size):
                    part, found = found[:most], found[most:]
                    yield part
                    if self.gone:
                        return
            if rest.strip() and not skipping:
                found += [*([b""] * empty), rest]
            if found and not self.gone:
                yield found
            if self._fault:
                raise Ended(self._fault)
        finally:
            filling.cancel()
            with suppress(asyncio.CancelledError):
                await filling
            self._file.close()

    async def _next(self) -> bytes:
        """The next piece; empty at the end."""
        while self._read == self._size and not self._over:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), IDLE)
            except TimeoutError:
                self._fault = f"Nothing came for {IDLE:.0f} seconds. Send the rest anew."
                return b""
        self._file.seek(self._read)
        piece = self._file.read(_PIECE)
        self._read += len(piece)
        return piece

    async def _fill(self) -> None:
        """Take what comes, as soon as it comes."""
        try:
            while True:
                message = await self._receive()
                if message["type"] != "http.request":
                    self.gone = True
                    return
                body: bytes = message.get("body", b"")
                if body:
                    self._file.seek(self._size)
                    self._file.write(body)
                    self._size += len(body)
                self._over = self._over or not message.get("more_body")
                self._news.set()
        except HTTPException as error:  # larger than it may be
            self._fault = error.detail
        except OSError as error:
            self._fault = f"The rest could not be kept ({error.strerror}). Send less at once."
        finally:
            self._over = True
            self._news.set()
