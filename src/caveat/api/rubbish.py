"""When the interpreter looks for what nobody needs any more.

By itself it looks through all that it keeps whenever a quarter more has come, while everybody
waits: a third of a second, for a service that remembers many names. So what is there and stays is
put aside (`gc.freeze`) every few seconds, which costs little; and all of it is looked through
rarely, if it can be while nobody waits.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable

EVERY = 2.0
"""Seconds after which what has come is put aside."""

WHOLE, LATEST = 600.0, 660.0
"""Seconds after which all is looked through as soon as nobody waits, and after which it is in any
case: some of what was put aside is not needed any more, and only this finds it."""

_OFTEN = (50_000, 20, 1_000)
"""How much must come before the youngest is looked through, and how often that happens before the
older is: all of it nearly never, by itself."""


def rarely() -> None:
    """From now on, look through all only where `Rubbish` says so."""
    gc.set_threshold(*_OFTEN)


class Rubbish:
    """Looks through what a service keeps, now and then."""

    def __init__(self, idle: Callable[[], bool]) -> None:
        """Begin.

        Args:
            idle: whether nobody waits for an answer.
        """
        self._idle = idle
        self._since = time.monotonic()

    def soon(self) -> None:
        """Look through all next time: something large is not needed any more."""
        self._since = time.monotonic() - LATEST

    async def sweeping(self) -> None:
        """Sweep for as long as the service runs."""
        before = gc.get_threshold()
        rarely()
        gc.freeze()
        self._since = time.monotonic()
        try:
            while True:
                await asyncio.sleep(EVERY)
                self.sweep()
        finally:
            gc.unfreeze()
            gc.set_threshold(*before)

    def sweep(self) -> None:
        """Look through what has come since last time, or through all, and put aside what stays."""
        past = time.monotonic() - self._since
        if past >= LATEST or (past >= WHOLE and self._idle()):
            gc.unfreeze()
            self._since = time.monotonic()
        gc.collect()
        gc.freeze()
