"""A client that costs little: requests made beforehand, answers only counted.

It runs beside the service on the same two cores, so that whatever it does is taken from the
service.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Told:
    """What came of the requests.

    Attributes:
        seconds: how long each took, from the moment when it was due.
        failed: how many had no answer, or another status than 200.
        took: from the first to the last answer.
    """

    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    took: float = 0.0

    def quantile(self, share: float) -> float:
        """The time that this share of the requests kept to, in milliseconds."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def request(path: str, body: bytes) -> bytes:
    """A request as it goes over the line."""
    head = (
        f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def steady(
    requests: Sequence[bytes], port: int, rate: float, seconds: float, lines: int
) -> Told:
    """Send so many requests a second, whether the answers come or not.

    Args:
        requests: sent in turn.
        port: of the service.
        rate: requests a second.
        seconds: for how long.
        lines: connections.
    """
    told, due = Told(), iter(range(int(rate * seconds)))
    began = time.perf_counter()

    async def line() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number in due:
            at = began + number / rate
            wait = at - time.perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            try:
                writer.write(requests[number % len(requests)])
                if not await answered(reader):
                    told.failed += 1
            except (OSError, asyncio.IncompleteReadError):
                told.failed += 1
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            told.seconds.append(time.perf_counter() - at)
        writer.close()

    await asyncio.gather(*(line() for _ in range(lines)))
    told.took = time.perf_counter() - began
    return told


async def answered(reader: asyncio.StreamReader) -> bool:
    """Read an answer; whether it is a good one."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = head.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0]
    await reader.readexactly(int(length))
    return head.startswith(b"HTTP/1.1 200")
