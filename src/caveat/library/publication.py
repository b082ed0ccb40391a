"""What is published: the files that a library answers with, each under its checksum.

At the store lie ``files/ab/abcd…`` (contents, by their SHA-256, never changed), one
``publications/NUMBER-MARK.json`` a publication (which files make it up, and where each belongs in
a library), and ``current.json``, which names the newest one and is written last: a reader sees
the whole of a publication or nothing of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from caveat.errors import StoreDamaged
from caveat.library.disk import checksum, read_json
from caveat.library.edition import current
from caveat.library.stakes import root_of

CURRENT = "current.json"
FORMAT = "caveat.publication/1"
_SHOWN = ("editions", "versions", "stakes", "archive")
"""Folders of a library of which files are published. Casework, keys and logs never are."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of a publication.

    Attributes:
        place: where it belongs in a library, as a path with slashes.
        sha256: of its bytes.
        size: in bytes.
        archive: whether only rebuilding and replaying need it.
    """

    place: str
    sha256: str
    size: int
    archive: bool = False

    @property
    def name(self) -> str:
        """Its name at the store."""
        return f"files/{self.sha256[:2]}/{self.sha256}"


@dataclass(frozen=True, slots=True)
class Publication:
    """An edition and what goes with it, as it was published.

    Attributes:
        number: 1 for the first at a store, and so on.
        edition: the edition's id.
        at: when it was published, in UTC.
        pieces: its files, by place.
    """

    number: int
    edition: str
    at: str
    pieces: tuple[Piece, ...]

    @property
    def archived(self) -> bool:
        """Whether the archive was published with it."""
        return any(piece.archive for piece in self.pieces)

    def to_bytes(self) -> bytes:
        """As it is written at the store."""
        record = {
            "format": FORMAT,
            "number": self.number,
            "edition": self.edition,
            "at": self.at,
            "files": [
                {
                    "place": one.place,
                    "sha256": one.sha256,
                    "size": one.size,
                    "archive": one.archive,
                }
                for one in self.pieces
            ],
        }
        return json.dumps(record, indent=1).encode()

    @classmethod
    def from_bytes(cls, content: bytes, name: str) -> Publication:
        """What `to_bytes` wrote.

        Raises:
            StoreDamaged: it is none, or names a place outside of a library.
        """
        record = read_record(content, name)
        try:
            pieces = tuple(
                Piece(_inside(one["place"]), _hash(one["sha256"]), int(one["size"]), one["archive"])
                for one in record["files"]
            )
            return cls(int(record["number"]), str(record["edition"]), str(record["at"]), pieces)
        except (KeyError, TypeError, ValueError) as error:
            raise StoreDamaged(
                f"{name} is no publication that can be read ({error}). Publish again."
            ) from None


@dataclass(frozen=True, slots=True)
class Pointer:
    """What ``current.json`` says.

    Attributes:
        number: of the newest publication.
        name: its name at the store.
        sha256: of its bytes.
        edition: its edition's id.
    """

    number: int
    name: str
    sha256: str
    edition: str

    @classmethod
    def to(cls, publication: Publication) -> Pointer:
        """The pointer to a publication."""
        mark = hashlib.sha256(publication.to_bytes()).hexdigest()
        name = f"publications/{publication.number:08d}-{mark[:12]}.json"
        return cls(publication.number, name, mark, publication.edition)

    def to_bytes(self) -> bytes:
        """As it is written at the store."""
        record = {"format": FORMAT, "number": self.number, "publication": self.name}
        return json.dumps({**record, "sha256": self.sha256, "edition": self.edition}).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Pointer:
        """What `to_bytes` wrote.

        Raises:
            StoreDamaged: it is none.
        """
        record = read_record(content, CURRENT)
        try:
            return cls(
                int(record["number"]),
                str(record["publication"]),
                _hash(record["sha256"]),
                str(record["edition"]),
            )
        except (KeyError, TypeError, ValueError):
            raise StoreDamaged(
                f"{CURRENT} is no pointer that can be read. Publish again."
            ) from None


def read_record(content: bytes, name: str) -> dict[str, Any]:
    """A record of the store.

    Raises:
        StoreDamaged: it is none, or is of another version of Caveat.
    """
    try:
        record = json.loads(content)
        said = record["format"]
    except (ValueError, KeyError, TypeError):
        raise StoreDamaged(f"{name} is damaged: it is no record. Publish again.") from None
    if said != FORMAT:
        raise StoreDamaged(
            f"{name} was written by another version of Caveat ({said}). "
            "Use the same version here and there."
        )
    return dict(record)


def collected(root: Path, at: datetime, *, number: int, archive: bool) -> Publication:
    """What a library has to publish; the caller holds `caveat.library.disk.writing`.

    Args:
        root: the library's folder.
        at: the time that it is published at.
        number: of the publication.
        archive: with the raw files and what was read of them, so that the edition can be rebuilt
            and receipts replayed.

    Raises:
        NoList: the library has no list.
        LibraryDamaged: a file of the edition is not what its checksum says.
    """
    edition = current(root)
    edition.verify()
    pieces = []
    for file, only_archive in _files(root, edition.folder):
        if archive or not only_archive:
            place = file.relative_to(root).as_posix()
            pieces.append(Piece(place, checksum(file), file.stat().st_size, only_archive))
    pieces.sort(key=lambda piece: piece.place)
    return Publication(number, edition.id, at.isoformat(timespec="seconds"), tuple(pieces))


def _files(root: Path, edition: Path) -> Iterator[tuple[Path, bool]]:
    """The files to publish; whether each is there for the archive's sake only."""
    names = [*read_json(edition / "edition.json")["files"], "edition.json"]
    yield from ((edition / name, False) for name in names)
    yield from ((file, False) for file in root.glob("versions/*/checked.json"))
    yield from ((file, False) for file in root.glob("versions/*/[0-9]*/version.json"))
    yield from ((file, True) for file in root.glob("versions/*/[0-9]*/statements.parquet"))
    yield from ((file, True) for file in root.glob("archive/*/*.gz"))
    stakes = root_of(root)
    yield from ((file, False) for file in stakes.glob("versions/*/[0-9]*/*.parquet"))
    yield from ((file, False) for file in stakes.glob("versions/*/[0-9]*/version.json"))
    yield from ((file, False) for file in stakes.glob("links/*.parquet"))
    yield from ((file, True) for file in stakes.glob("archive/*/*.gz"))
    decided = root / "links.csv"
    if decided.exists():
        yield decided, False


def _inside(place: str) -> str:
    """A place in a library; anything else is refused: the store may not write elsewhere.

    >>> _inside("versions/eu-fsf/checked.json")
    'versions/eu-fsf/checked.json'
    >>> _inside("editions/../../etc/passwd")
    Traceback (most recent call last):
    ...
    ValueError: 'editions/../../etc/passwd' is no place in a library
    """
    path = PurePosixPath(place)
    inside = place == "links.csv" or (len(path.parts) > 1 and path.parts[0] in _SHOWN)
    if not inside or ".." in path.parts or "\\" in place or str(path) != place:
        raise ValueError(f"{place!r} is no place in a library")
    return place


def _hash(text: str) -> str:
    if len(text) != 64 or set(text) - set("0123456789abcdef"):
        raise ValueError(f"{text!r} is no SHA-256")
    return text
