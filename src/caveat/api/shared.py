"""A file that all workers of the service share, for as long as it runs."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def shared(place: Path, tables: str) -> sqlite3.Connection:
    """Open it, for its user alone; the first worker makes it.

    Args:
        place: where it lies.
        tables: the statements that make what is not there yet.
    """
    base = sqlite3.connect(place, isolation_level=None, timeout=5, check_same_thread=False)
    place.chmod(0o600)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = OFF")  # nothing outlives the service
    base.executescript(tables)
    return base
