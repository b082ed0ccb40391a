"""Tables of an index on the disk, mapped into memory when they are opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def map_array(place: Path) -> npt.NDArray[Any]:
    """An array that is read as it is needed.

    Copy on write: sparse_dot_topn takes no read-only arrays, though it writes to none. And a plain
    array, since every slice of a `numpy.memmap` costs a microsecond more.
    """
    mapped: npt.NDArray[Any] = np.load(place, mmap_mode="c").view(np.ndarray)
    return mapped


def map_table(place: Path) -> pa.Table:
    """A table that is read as it is needed."""
    return pa.ipc.open_file(pa.memory_map(str(place))).read_all()


def save_table(table: pa.Table, place: Path) -> None:
    """Write a table in one piece, so that its rows can be taken without a copy."""
    whole = table.combine_chunks()
    with pa.ipc.new_file(str(place), whole.schema) as writer:
        writer.write_table(whole)
