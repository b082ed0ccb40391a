"""What is wrong with a library on the disk, and what can be made again out of the archive.

The raw files are the truth: what was parsed out of them and the editions can be made again. A raw
file that is lost can only come back from a backup or from its publisher, and is told so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from caveat.errors import CaveatError, LibraryDamaged
from caveat.library import archive, stakes, statements, versions
from caveat.library.disk import ASIDE, aside, checksum
from caveat.library.edition import Edition, current_folder
from caveat.library.versions import Version
from caveat.sources import registry
from caveat.sources.reading import Reading


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong.

    Attributes:
        place: the file or folder.
        wrong: what is wrong with it, in one sentence.
        mended: whether it was made again.
        remedy: what a person must do, where Caveat cannot.
    """

    place: Path
    wrong: str
    mended: bool = False
    remedy: str = ""


Builder = Callable[[], object]
"""Makes the edition anew; the rooms above know how."""


def examine(root: Path, build: Builder | None = None) -> Iterator[Finding]:
    """Look at every file of a library, and mend what can be mended if a builder is given.

    The caller holds `caveat.library.disk.writing` while it is mended.

    Args:
        root: the library's folder.
        build: makes the edition anew out of the versions; None only looks.

    Yields:
        What is wrong, in the order of the data: archive, versions, stakes, edition.
    """
    yield from _left_aside(root)
    for source in versions.sources(root):
        for version in versions.kept(root, source):
            yield from _version(root, version, mend=build is not None)
    for name in stakes.names(root):
        for version in versions.kept(stakes.root_of(root), name):
            yield from _raw(stakes.root_of(root), version)
            yield from _made(stakes.root_of(root), version)
    yield from _edition(root, build)


def _left_aside(root: Path) -> Iterator[Finding]:
    for left in root.glob(f"**/{ASIDE}*"):
        yield Finding(
            left,
            "It was left by a writer that was killed.",
            remedy="Nothing: the next writer sweeps it away.",
        )


def _version(root: Path, version: Version, *, mend: bool) -> Iterator[Finding]:
    lost = list(_raw(root, version))
    yield from lost
    for finding in _made(root, version):
        if not mend or lost:
            yield finding
            continue
        try:
            _parse_again(root, version)
        except CaveatError as error:
            yield Finding(finding.place, finding.wrong, remedy=str(error))
        else:
            yield Finding(finding.place, finding.wrong, mended=True)


def _raw(root: Path, version: Version) -> Iterator[Finding]:
    for raw in version.files:
        try:
            archive.fetch(root, raw)
        except LibraryDamaged as error:
            wrong = f"The raw file {raw.name} of {version.source}, {version.published}, is lost."
            yield Finding(root / "archive" / raw.sha256[:2], wrong, remedy=str(error))


def _made(root: Path, version: Version) -> Iterator[Finding]:
    """What was parsed out of a version's files, and is missing or not what it was."""
    folder = versions.folder(root, version)
    for name, wanted in version.made.items():
        place = folder / name
        if not place.exists():
            yield Finding(place, "It is missing.", remedy=_AGAIN)
        elif checksum(place) != wanted:
            yield Finding(place, "It was changed, or is cut off.", remedy=_AGAIN)


_AGAIN = "Run caveat doctor --repair; or import the version's files again."


def _parse_again(root: Path, version: Version) -> None:
    """Make a version's statements anew, as they were: the same parser, on the same files.

    Raises:
        LibraryDamaged: they come out otherwise.
    """
    known = registry.SOURCES.get(version.source) or registry.own(version.source)
    files = [archive.fetch(root, raw) for raw in version.files]
    entities = known.load()(files, Reading())
    place = versions.folder(root, version) / "statements.parquet"
    with aside(place.parent.parent) as folder:
        made = folder / place.name
        statements.write((one for entity in entities for one in entity.statements()), made)
        if checksum(made) != version.made[place.name]:
            raise LibraryDamaged(
                f"This version of Caveat reads {version.source} of {version.published} otherwise "
                "than the one that took it in. Restore it from a backup, or import its files again."
            )
        made.replace(place)


def _edition(root: Path, build: Builder | None) -> Iterator[Finding]:
    if not versions.sources(root):
        return
    wrong = _what_is_wrong(root)
    if wrong is None:
        return
    place, sentence = wrong
    if build is None:
        yield Finding(place, sentence, remedy="Run caveat doctor --repair, or caveat build.")
        return
    try:
        build()
    except CaveatError as error:
        yield Finding(place, sentence, remedy=str(error))
    else:
        yield Finding(place, sentence, mended=_what_is_wrong(root) is None)


def _what_is_wrong(root: Path) -> tuple[Path, str] | None:
    """The first thing that is wrong with the edition in force."""
    try:
        folder = current_folder(root)
    except CaveatError as error:
        return root / "editions" / "current", str(error)
    try:
        Edition(folder).verify()
    except CaveatError as error:
        return folder, str(error)
    return None
