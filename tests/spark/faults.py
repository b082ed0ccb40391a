"""Workers that fail once, after a part of their work is done: killed, or with an error."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa


class Failing:
    """Does what another worker does, and fails once in the life of a marker file.

    Attributes:
        worker: what does the work.
        marker: made when it has failed.
        kill: killed as by the kernel when memory is short; else an error is raised.
    """

    def __init__(self, worker: object, marker: Path, *, kill: bool) -> None:
        self.worker, self.marker, self.kill = worker, str(marker), kill

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The work, until one batch of results is out; then the failure; afterwards, the work."""
        for done in self.worker(batches):  # type: ignore[operator]
            yield done
            try:
                os.close(os.open(self.marker, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                continue
            if self.kill:
                os.kill(os.getpid(), signal.SIGKILL)
            raise RuntimeError("a fault of the test's")


class Always:
    """Fails whatever it is given."""

    def __init__(self, *about: object) -> None:
        pass

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """No work at all."""
        raise OSError("the disk is full")
        yield from batches
