"""Taking a list in: read it, judge it, and only then make it a version."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from caveat.errors import ListEmpty, ListMalformed, ListShrunk, ListUndated
from caveat.library import archive, statements, versions
from caveat.library.archive import Raw
from caveat.library.disk import aside, checksum, settle, write_json
from caveat.library.versions import Version
from caveat.party import Statement
from caveat.sources.reading import Entity, File, Reading
from caveat.sources.registry import Source
from caveat.time import day

SHRUNK = 0.10
"""The share of parties that may be gone from one version to the next before it looks wrong."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of files that were brought.

    Attributes:
        version: the version that holds them.
        new: False when the library had it already: on that day, the same files were in force.
    """

    version: Version
    new: bool


Parse = Callable[[Source, Sequence[File], Reading, Path], tuple[int, set[str]]]
"""Reads a list's files and writes their statements, in the order of the list, to a Parquet file;
tells how many they were, and the ids of the listed parties."""


def take(
    root: Path,
    source: Source,
    files: Sequence[File],
    *,
    today: date,
    published: date | None = None,
    accept_shrink: bool = False,
    parse: Parse | None = None,
) -> Taken:
    """Make a version out of a list's files; the caller holds `caveat.library.disk.writing`.

    Args:
        root: the library's folder.
        source: the list.
        files: every file of the version (the CSV set of OFAC has four).
        today: the day on which this happens.
        published: when the publisher put it out; what the file itself says goes before it.
        accept_shrink: take it even if more than a tenth of the parties are gone.
        parse: how to read them; in this process, if not said.

    Raises:
        ListRefused: the files are malformed, empty, shrunk or undated; nothing is kept of them.
    """
    raws = tuple(measure(source.name, file) for file in files)
    known = versions.kept(root, source.name)
    same = again(known, raws, published)
    if same is not None:
        return known_already(root, files, raws, same)
    reading = Reading()
    with aside(root / "versions" / source.name) as folder:
        parquet = folder / "statements.parquet"
        count, listed = (parse or _parse)(source, files, reading, parquet)
        when = _when(source, reading, published)
        same = again(known, raws, when)
        if same is not None:
            return known_already(root, files, raws, same)
        _judge(source, files, reading, listed)
        before = versions.in_force(known, when)
        if before is not None and not accept_shrink:
            _compare(source, statements.listed(_parquet(root, before)), listed, before)
        version = Version(
            source=source.name,
            title=source.title,
            published=when,
            taken=today,
            sequence=sum(other.published == when for other in known),
            format=reading.format,
            files=raws,
            parties=len(listed),
            statements=count,
            unknown=dict(reading.unknown.most_common()),
            unread=dict(reading.unread.most_common()),
            cautions=tuple(reading.cautions),
            dated=reading.published is not None,
            made={parquet.name: checksum(parquet)},
        )
        for file, raw in zip(files, raws, strict=True):
            archive.keep(root, file, raw)
        write_json(folder / "version.json", version.to_json())
        settle(folder, versions.folder(root, version))
    spoken = speaking(root, version)
    return Taken(spoken, new=spoken.name == version.name)


def measure(name: str, file: File) -> Raw:
    """Size and checksum of a file of this list, or set of stakes.

    Raises:
        ListMalformed: it cannot be unpacked.
    """
    try:
        return archive.measure(file)
    except archive.BROKEN as error:
        raise ListMalformed(
            f"{name}: {file.name} cannot be unpacked ({error}): it is damaged or cut off. "
            "The last good version stays in force; get the file again."
        ) from None


def _parquet(root: Path, version: Version) -> Path:
    return versions.folder(root, version) / "statements.parquet"


def again(known: list[Version], raws: Sequence[Raw], when: date | None) -> Version | None:
    """The version in force on that day, if it is these very files, and of that day.

    Only that one: a publisher may go back to what a list was before, and that is a new version.
    One of an earlier day is enough if the files say their day themselves.
    """
    before = versions.in_force(known, when) if when else None
    same = tuple(sorted(raw.sha256 for raw in raws))
    if before is None or before.checksums != same:
        return None
    return before if before.dated or before.published == when else None


def known_already(
    root: Path, files: Sequence[File], raws: Sequence[Raw], version: Version
) -> Taken:
    """Nothing new came; but a file that the archive has lost is restored."""
    for file, raw in zip(files, raws, strict=True):
        archive.keep(root, file, raw)
    return Taken(speaking(root, version), new=False)


def speaking(root: Path, version: Version) -> Version:
    """The version that speaks for the same day: an earlier one, if this one only repeats it."""
    row = versions.of_source(root, version.source)
    place = (version.published, version.sequence)
    return [other for other in row if (other.published, other.sequence) <= place][-1]


def _parse(
    source: Source, files: Sequence[File], reading: Reading, parquet: Path
) -> tuple[int, set[str]]:
    listed = set[str]()
    return statements.write(_watched(source.load()(files, reading), listed), parquet), listed


def _watched(entities: Iterator[Entity], listed: set[str]) -> Iterator[Statement]:
    """The statements of entities; the ids of listed parties are noted on the way."""
    for entity in entities:
        if any(attached.schema == "Sanction" for attached in entity.attached):
            listed.add(entity.id)
        yield from entity.statements()


def _when(source: Source, reading: Reading, published: date | None) -> date:
    if reading.published is None:
        if published is None:
            raise ListUndated(
                f"{source.name}: the file does not say when it was published. "
                "Say it with --published YYYY-MM-DD."
            )
        return published
    said = day(reading.published)
    if published is not None and published != said:
        reading.cautions.append(
            f"The file says that it was published on {said}; {published} was given and not used."
        )
    return said


def _judge(source: Source, files: Sequence[File], reading: Reading, listed: set[str]) -> None:
    where = ", ".join(file.name for file in files)
    if not listed:
        raise ListEmpty(
            f"{source.name}: {where} has no listed party in it. "
            "The last good version stays in force; get the file again."
        )
    if reading.stated is not None and len(listed) < reading.stated:
        raise ListMalformed(
            f"{source.name}: {where} says that it has {reading.stated} parties, but {len(listed)} "
            "could be read: it is cut off. The last good version stays in force; get it again."
        )


def _compare(source: Source, then: set[str], now: set[str], before: Version) -> None:
    gone = len(then - now)
    if then and gone > SHRUNK * len(then):
        raise ListShrunk(
            f"{source.name}: {gone} of {len(then)} parties of the version of {before.published} "
            f"are gone ({gone / len(then):.0%}). The last good version stays in force; if this is "
            "right, say --accept-shrink."
        )
