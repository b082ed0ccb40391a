"""Raw versions: every file that ever came, under its own checksum, compressed.

``archive/ab/abcdef….gz``; plain gzip, so that any tool can read it in twenty years.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import zlib
from dataclasses import dataclass
from pathlib import Path

from caveat.errors import LibraryDamaged
from caveat.library.disk import file_aside
from caveat.sources.reading import File

BROKEN = (gzip.BadGzipFile, EOFError, zlib.error)
"""What reading a damaged or truncated gzip file raises."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A raw file in the archive.

    Attributes:
        name: its name when it came.
        sha256: of its uncompressed bytes.
        size: uncompressed, in bytes.
    """

    name: str
    sha256: str
    size: int


def measure(file: File) -> Raw:
    """Size and checksum of a file's uncompressed bytes; one of `BROKEN` if they cannot be had."""
    digest, size = hashlib.sha256(), 0
    with file.open() as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
            size += len(block)
    return Raw(file.name, digest.hexdigest(), size)


def keep(root: Path, file: File, raw: Raw) -> None:
    """Put a file into the archive; one that is there already, and whole, is left alone."""
    place = _place(root, raw.sha256)
    if _whole(place, raw):
        return
    with (
        file.open() as source,
        file_aside(place) as target,
        gzip.GzipFile("", "wb", 6, target, mtime=0) as packed,
    ):
        shutil.copyfileobj(source, packed, 1 << 20)


def fetch(root: Path, raw: Raw) -> File:
    """A file out of the archive, under the name it came with.

    Raises:
        LibraryDamaged: when it is not there, or is not what its checksum says.
    """
    place = _place(root, raw.sha256)
    if not _whole(place, raw):
        raise LibraryDamaged(
            f"{raw.name} ({raw.sha256[:12]}) is missing from the archive or changed. "
            "Restore it from a backup, or import the file again."
        )
    return File(place, raw.name)


def _whole(place: Path, raw: Raw) -> bool:
    """Whether a file of the archive is there and is what its checksum says."""
    try:
        return place.exists() and measure(File(place)).sha256 == raw.sha256
    except BROKEN:
        return False


def _place(root: Path, sha256: str) -> Path:
    return root / "archive" / sha256[:2] / f"{sha256}.gz"
