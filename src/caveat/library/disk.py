"""How the library writes: aside first, then in place by one rename; one writer at a time."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from caveat.errors import LibraryDamaged, LibraryLocked

ASIDE = ".aside-"
"""How the name of what is not in its place yet begins."""


def default_root() -> Path:
    """Where the library lies: ``CAVEAT_HOME``, else the user's data folder (XDG)."""
    home = os.environ.get("CAVEAT_HOME")
    if home:
        return Path(home)
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local/share") / "caveat"


@contextmanager
def alone(lock: Path, taken: str) -> Iterator[None]:
    """Be the only process that holds a lock, until the block ends or the process does.

    Args:
        lock: the file to lock; it is made if it is not there.
        taken: what to say if another process holds it.

    Raises:
        LibraryLocked: another one does.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise LibraryLocked(taken) from None
        yield


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Hold the library for writing; what a killed writer left aside is swept away.

    Raises:
        LibraryLocked: when another process holds it.
    """
    taken = f"Another caveat is writing to the library in {root}. Wait until it is done."
    with alone(root / "lock", taken):
        for left in list(root.glob(f"**/{ASIDE}*")):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)
        yield


@contextmanager
def aside(parent: Path) -> Iterator[Path]:
    """A new folder to build in; it is gone at the end of the block unless it was `settle`d."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=ASIDE, dir=parent))
    try:
        yield folder
    finally:
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)


def settle(folder: Path, place: Path) -> None:
    """Put a folder that was built aside in its place, by one rename.

    Every file in it is on the disk before the rename, so that a reader, or a machine that lost
    its power, sees the whole folder or none.
    """
    for file in sorted(folder.rglob("*")):
        _sync(file)
    folder.chmod(0o755)
    _sync(folder)
    folder.rename(place)
    _sync(place.parent)


def discard(folder: Path) -> None:
    """Remove a folder: out of its place by one rename first, so that nobody meets half of it."""
    away = tempfile.mkdtemp(prefix=ASIDE, dir=folder.parent)
    folder.rename(away)  # over an empty folder, which rename may replace
    shutil.rmtree(away, ignore_errors=True)


@contextmanager
def file_aside(place: Path) -> Iterator[BinaryIO]:
    """A new file beside ``place``, renamed over it when the block ends well."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=ASIDE, dir=place.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        aside.chmod(0o644)
        aside.replace(place)
        _sync(place.parent)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def write_json(place: Path, content: Any) -> None:
    """Write JSON in one step."""
    with file_aside(place) as stream:
        stream.write(json.dumps(content, ensure_ascii=False, indent=1).encode())


def checksum_of(content: Any) -> str:
    """SHA-256 of a JSON value, whatever the order of its keys, in hexadecimal."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def read_json(place: Path) -> Any:
    """Read JSON that Caveat wrote.

    Raises:
        LibraryDamaged: when it is missing or broken.
    """
    try:
        return json.loads(place.read_bytes())
    except (OSError, ValueError) as error:
        raise LibraryDamaged(
            f"{place} cannot be read ({error}). Restore the library from a backup, "
            "or remove that folder and run caveat build."
        ) from None


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
