"""Raw versions: every file that ever came, under its own checksum, compressed.

``archive/ab/abcdef….gz``; plain gzip, so that any tool can read it in twenty years.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from caveat.errors import LibraryDamaged
from caveat.library.disk import file_aside
from caveat.sources.reading import File


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
    """Size and checksum of a file's uncompressed bytes."""
    digest, size = hashlib.sha256(), 0
    with file.open() as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
            size += len(block)
    return Raw(file.name, digest.hexdigest(), size)


def keep(root: Path, file: File, raw: Raw) -> None:
    """Put a file into the archive; one that is there already is left alone."""
    place = _place(root, raw.sha256)
    if place.exists():
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
    file = File(_place(root, raw.sha256), raw.name)
    if not file.path.exists() or measure(file).sha256 != raw.sha256:
        raise LibraryDamaged(
            f"{raw.name} ({raw.sha256[:12]}) is missing from the archive or changed. "
            "Restore it from a backup, or import the file again."
        )
    return file


def _place(root: Path, sha256: str) -> Path:
    return root / "archive" / sha256[:2] / f"{sha256}.gz"
