"""A parcel: what a library's edition needs to answer, in one file that can be sent anywhere.

In it are the edition in force, the records of its versions, and what is known of who owns whom.
Publishers' files, parsed versions, earlier editions and casework stay at home.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path

from caveat.errors import BadInput, LibraryDamaged
from caveat.library.disk import file_aside
from caveat.screening.library import Library

SUFFIX = ".tar.gz"


def pack(library: Library, place: Path) -> Path:
    """Write a parcel, in one step.

    Args:
        library: whose edition in force is packed; what it has found out of who is blocked by
            ownership goes with it.
        place: the file to write; its name ends in ``.tar.gz``.

    Returns:
        The file.

    Raises:
        NoList: the library has no edition.
        LibraryDamaged: a file of the edition is not what its checksum says.
        BadInput: the name ends otherwise.
    """
    if not place.name.endswith(SUFFIX):
        raise BadInput(f"{place} does not end in {SUFFIX}. Name the parcel so: Spark unpacks it.")
    edition = library.edition
    edition.verify()
    with (
        file_aside(place) as stream,
        # Level 1: the network is faster than a better level.
        tarfile.open(fileobj=stream, mode="w:gz", compresslevel=1) as parcel,
    ):
        for file in sorted(_files(library.root, edition.id)):
            parcel.add(file, str(file.relative_to(library.root)), filter=_nobodys)
        with (library.root / "editions" / "current").open("rb") as pointer:
            if pointer.read().decode().strip() != edition.id:
                raise LibraryDamaged(
                    f"Another edition than {edition.id} was put in force meanwhile. Pack again."
                )
    return place


def _files(root: Path, edition: str) -> Iterator[Path]:
    wholes = [root / "editions" / edition, root / "ownership", root / "stakes"]
    for whole in wholes:
        for file in whole.rglob("*"):
            inside = file.relative_to(root).parts
            hidden = any(part.startswith(".aside-") for part in inside)
            if file.is_file() and not hidden and inside[:2] != ("stakes", "archive"):
                yield file
    yield root / "editions" / "current"
    yield from root.glob("versions/*/checked.json")
    if (root / "links.csv").exists():
        yield root / "links.csv"


def _nobodys(about: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nobody's name and no time goes with a file: the same edition gives the same parcel."""
    about.uid = about.gid = 0
    about.uname = about.gname = ""
    return about
