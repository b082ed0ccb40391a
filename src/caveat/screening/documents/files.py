"""Files to documents: their kind, their words, their day and, of an interview, its turns."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from caveat.errors import BadDocument
from caveat.screening.documents import bounds
from caveat.screening.documents.dated import candidates
from caveat.screening.documents.document import Document, laid_out
from caveat.screening.documents.formats import apart, kinds, parse
from caveat.screening.documents.formats.content import Unreadable
from caveat.screening.documents.turns import turns


@dataclass(frozen=True, slots=True)
class Inside:
    """What a folder holds.

    Attributes:
        places: files that may be read, in a stable order.
        left_out: what is not read, and why.
    """

    places: tuple[Path, ...]
    left_out: tuple[tuple[Path, str], ...]


def read(place: Path, *, day: str | None = None, today: date | None = None) -> Document:
    """Read a file.

    Its kind is told by its content. It is read in a process of its own, within the bounds of
    `bounds`, and nothing is fetched.

    Args:
        place: where it is.
        day: the day that the user says it is of, as an ISO prefix.
        today: later days are no day of the document; None lets them be.

    Raises:
        BadDocument: it cannot be read; the message says why, and what to do next.
        BadDate: ``day`` is no date.
        MissingExtra: its format needs an optional part that is not installed.
    """
    return _document(_bytes(place), place.name, str(place), day, today)


def read_bytes(
    data: bytes, name: str, *, day: str | None = None, today: date | None = None
) -> Document:
    """Read a file whose bytes are at hand: from standard input, or uploaded.

    Args:
        data: the file.
        name: its name, or ``-``.
        day: the day that the user says it is of, as an ISO prefix.
        today: later days are no day of the document; None lets them be.

    Raises:
        BadDocument: it cannot be read; the message says why, and what to do next.
        BadDate: ``day`` is no date.
        MissingExtra: its format needs an optional part that is not installed.
    """
    where = "The document on standard input" if name == "-" else name
    return _document(data, name, where, day, today)


def _document(data: bytes, name: str, where: str, day: str | None, today: date | None) -> Document:
    if len(data) > bounds.FILE_BYTES:
        raise _bad(where, parse.too_large(len(data)), "Split it, and read the parts.")
    try:
        kind, content = apart.content(data, name)
    except Unreadable as error:
        raise _bad(where, error.reason, error.remedy) from None
    text, blocks = laid_out(content.parts)
    return Document(
        name=name,
        kind=kind,  # type: ignore[arg-type]
        checksum=hashlib.sha256(data).hexdigest(),
        title=content.title,
        text=text,
        blocks=blocks,
        turns=turns(blocks) if kind not in ("xlsx", "eml") else (),
        dated=candidates(blocks, name, content.days, given=day, today=today),
        cautions=tuple(content.cautions),
    )


def _bytes(place: Path) -> bytes:
    """A file's bytes, no more of them than are read."""
    try:
        about = place.stat()
        if stat.S_ISDIR(about.st_mode):
            raise _bad(str(place), "it is a folder", "Read the files inside, one by one.")
        if not stat.S_ISREG(about.st_mode):
            raise _bad(
                str(place), "it is no ordinary file", "Give a file, or - for standard input."
            )
        if about.st_size > bounds.FILE_BYTES:
            raise _bad(str(place), parse.too_large(about.st_size), "Split it, and read the parts.")
        with place.open("rb") as stream:
            return stream.read(bounds.FILE_BYTES + 1)
    except FileNotFoundError:
        raise _bad(str(place), "there is no such file", "Check the path.") from None
    except PermissionError:
        raise _bad(
            str(place), "it may not be read", "Give yourself the right to read it (chmod u+r)."
        ) from None
    except OSError as error:
        raise _bad(
            str(place), f"it cannot be read ({error.strerror})", "Check the path and the disk."
        ) from None


def _bad(where: str, reason: str, remedy: str) -> BadDocument:
    return BadDocument(f"{where}: {reason}. {remedy}")


def inside(place: Path) -> list[Path]:
    """The readable files of a folder and of its folders, in a stable order: see `sorted_out`.

    Raises:
        BadDocument: it is no folder, or may not be read.
    """
    return list(sorted_out(place).places)


def sorted_out(place: Path) -> Inside:
    """What of a folder is read, and what is left out, and why.

    Hidden files and folders are left out, as are links that lead outside the folder, and files
    whose name says that they are of a kind that is not read. A file with another name, or none,
    is tried: its content decides.

    Raises:
        BadDocument: it is no folder, or may not be read.
    """
    if not place.is_dir():
        raise _bad(str(place), "it is no folder", "Give a file or a folder.")
    home = place.resolve()
    places: list[Path] = []
    left_out: list[tuple[Path, str]] = []

    def refused(error: OSError) -> None:
        if error.filename is None or Path(error.filename) == place:
            raise _bad(str(place), "it may not be read", "Give yourself the right to read it.")
        left_out.append((Path(error.filename), "it may not be read"))

    for folder, folders, names in os.walk(place, onerror=refused):
        here = Path(folder)
        for name in sorted(folders):
            if name.startswith("."):
                left_out.append((here / name, "it is hidden"))
            elif (here / name).is_symlink():
                left_out.append((here / name, "it is a link to a folder"))
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not (here / name).is_symlink()
        )
        for name in sorted(names):
            reason = _left_out(here / name, home)
            if reason:
                left_out.append((here / name, reason))
            elif len(places) >= bounds.FOLDER_FILES:
                left_out.append((here / name, f"only {bounds.FOLDER_FILES:,} files are read"))
            else:
                places.append(here / name)
    return Inside(tuple(places), tuple(left_out))


_OTHERS = frozenset(
    ".png .jpg .jpeg .gif .tif .tiff .bmp .webp .svg .ico .heic .mp3 .mp4 .wav .mov .avi .zip .gz "
    ".bz2 .xz .7z .rar .tar .exe .dll .so .py .js .css .json .xml .parquet .db .sqlite .pyc .woff "
    ".woff2 .ttf .toml .yaml .yml".split()
)
"""Ends of names of what is no document."""


def _left_out(place: Path, home: Path) -> str | None:
    """Why a file of a folder is not read; None if it is."""
    if place.name.startswith("."):
        return "it is hidden"
    if place.name.startswith("~$"):
        return "it is a lock of an open Office file"
    try:
        if place.is_symlink() and not place.resolve().is_relative_to(home):
            return "it is a link that leads outside the folder"
        if not place.is_file():
            return "it is no ordinary file"
        if not os.access(place, os.R_OK):
            return "it may not be read"
        if place.stat().st_size == 0:
            return "it is empty"
    except (OSError, RuntimeError):  # a link in a circle
        return "it cannot be reached"
    if kinds.hinted(place.name) is None and place.suffix.lower() in _OTHERS:
        return f"{place.suffix.lower()} is no document"
    return None
