"""How often a caller may ask: a bucket of tokens each, in a file that all workers share."""

from __future__ import annotations

import fcntl
import mmap
import os
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

_SLOTS = 1 << 14
_SLOT = struct.Struct("dd")
"""Tokens in the bucket, and when that was counted (seconds; 0 where nobody has asked yet)."""

BURST = 10
"""Seconds' worth of requests that may come at once, after a pause."""

_LEAST = 10.0


@dataclass(frozen=True, slots=True)
class Turn:
    """What became of one request's token.

    Attributes:
        wait: 0, or the seconds until there is a token again.
        most: tokens of a full bucket: requests that may come at once.
        left: tokens that are left.
        full: seconds until the bucket is full again.
    """

    wait: float
    most: int
    left: int
    full: float


class Limits:
    """The buckets of all callers.

    Two callers whose ids fall into the same slot share it: with 16,384 slots that is rare, and
    never lets anybody ask more often.
    """

    def __init__(self, place: Path) -> None:
        self._handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
        os.ftruncate(self._handle, _SLOTS * _SLOT.size)
        self._map = mmap.mmap(self._handle, _SLOTS * _SLOT.size)

    def take(self, caller: str, per_minute: int, now: float) -> Turn:
        """Take a token.

        Args:
            caller: id of who asks.
            per_minute: requests a minute.
            now: seconds of a clock that all workers share.

        Returns:
            Whether there was one, and what is left.
        """
        place = (zlib.crc32(caller.encode()) % _SLOTS) * _SLOT.size
        speed = per_minute / 60
        most = max(_LEAST, speed * BURST)
        with _Locked(self._handle):
            tokens, counted = _SLOT.unpack_from(self._map, place)
            tokens = most if not counted else min(most, tokens + (now - counted) * speed)
            wait = 0.0 if tokens >= 1 else (1 - tokens) / speed
            tokens = tokens if wait else tokens - 1
            _SLOT.pack_into(self._map, place, tokens, now)
        return Turn(wait, int(most), int(tokens), (most - tokens) / speed)

    def close(self) -> None:
        """Let the file go."""
        self._map.close()
        os.close(self._handle)


class _Locked:
    """Hold a file alone, for the few instructions of one count."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def __enter__(self) -> None:
        fcntl.lockf(self._handle, fcntl.LOCK_EX)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        fcntl.lockf(self._handle, fcntl.LOCK_UN)
