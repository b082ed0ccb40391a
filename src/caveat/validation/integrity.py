"""Whether the lists are whole: what the publisher sent, what was read of it, what answers.

For each list the newest version's own files are taken out of the archive, compared with their
checksums, counted without the parser where that can be done, read again, and compared with what
the edition has and what its index can find. Nothing that was lost on the way goes unseen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from caveat.errors import LibraryDamaged
from caveat.library import archive
from caveat.library.edition import Listing
from caveat.library.timeline import Moment
from caveat.library.versions import Version
from caveat.match.facts import NAME_KINDS
from caveat.party import Statement
from caveat.screening.answer import ListUsed
from caveat.screening.library import Library
from caveat.screening.question import describe
from caveat.sources.reading import File, Reading
from caveat.validation import counting

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: what.
        passed: whether it is as it should be; None where it could not be told.
        said: one sentence.
    """

    name: str
    passed: bool | None
    said: str


@dataclass(frozen=True, slots=True)
class Whole:
    """How whole a list is.

    Attributes:
        source: its name.
        title: its title.
        publisher: who publishes it.
        version: the publication day of the version in force, in ISO.
        confirmed: the last day for which that is known to be the current one, in ISO.
        age: days since.
        stale: whether that is too many.
        versions: how many versions are kept.
        stated: parties that the file itself says it has; None if it says nothing.
        counted: entries in the file, counted without the parser; None if that cannot be done.
        read: parties that the parser reads in it.
        loaded: parties of it in the edition.
        names: names of it in the edition.
        indexed: those of them that the index has.
        checks: what was looked at.
    """

    source: str
    title: str
    publisher: str
    version: str
    confirmed: str
    age: int
    stale: bool
    versions: int
    stated: int | None
    counted: int | None
    read: int
    loaded: int
    names: int
    indexed: int
    checks: tuple[Check, ...]


def sealed(library: Library) -> Check:
    """Whether every file of the edition is what its checksum says."""
    try:
        library.edition.verify()
    except LibraryDamaged as error:
        return Check("edition", False, str(error))
    said = f"Every file of edition {library.edition.id} is as it was built."
    return Check("edition", True, said)


def integrity(library: Library, used: ListUsed) -> Whole:
    """A list that answers, looked through.

    Args:
        library: the library.
        used: the list, as answers name it.
    """
    listing = library.edition.listing(used.source)
    version = listing.versions[listing.ordinal(library.today)]
    return _whole(library, listing, used, version)


def _whole(library: Library, listing: Listing, used: ListUsed, version: Version) -> Whole:
    place = listing.versions.index(version)
    has, loaded, names, indexed = _loaded(library, listing, place)
    checks: list[Check] = []
    stated = counted = None
    read: dict[str, set[Statement]] = {}
    sanctioned: set[str] = set()
    try:
        files = [archive.fetch(library.root, raw) for raw in version.files]
        checks.append(Check("archive", True, f"{_files(files)} as they came, by their checksums."))
        reading = Reading()
        for entity in describe(listing).load()(files, reading):
            read[entity.id] = set(entity.statements())
            if any(attached.schema == "Sanction" for attached in entity.attached):
                sanctioned.add(entity.id)
        stated, counted = reading.stated, counting.entries(version.format, files)
        checks += _compared(stated, counted, read, sanctioned, has, loaded)
    except LibraryDamaged as error:
        checks.append(Check("archive", False, str(error)))
    checks.append(_index(names, indexed))
    checks.append(
        Check(
            "freshness",
            not used.stale,
            f"Last known to be the current one on {used.confirmed}, {used.age} days before.",
        )
    )
    unknown = sum(version.unknown.values())
    if unknown:
        said = f"{unknown:,} elements that the parser does not know are kept as notes."
        checks.append(Check("format", None, said))
    checks += [Check("caution", None, caution) for caution in version.cautions]
    return Whole(
        listing.source,
        listing.title,
        used.publisher,
        version.published.isoformat(),
        used.confirmed.isoformat(),
        used.age,
        used.stale,
        len(listing.versions),
        stated,
        counted,
        len(sanctioned),
        len(loaded),
        names,
        indexed,
        tuple(checks),
    )


def _files(files: list[File]) -> str:
    return f"{len(files)} file{'s are' if len(files) > 1 else ' is'}"


def _loaded(
    library: Library, listing: Listing, place: int
) -> tuple[dict[str, set[Statement]], set[str], int, int]:
    """What the edition has of a version: statements by party, the designated parties, and names."""
    edition = library.edition
    number = edition.listings.index(listing)
    rows = edition.numbers("source") == number
    rows &= (edition.numbers("first") <= place) & (edition.numbers("last") >= place)
    has: dict[str, set[Statement]] = {}
    where = np.flatnonzero(rows)
    for statement in edition.statements(edition.table.take(pa.array(where))):
        has.setdefault(statement.party, set()).add(statement)
    loaded = {id for id, said in has.items() if any(one.schema == "Sanction" for one in said)}
    names = {
        (id, one.value)
        for id in loaded
        for one in has[id]
        if one.entity == id and one.prop in _NAMES
    }
    day = Moment(library.today, library.today)
    known = np.flatnonzero(library.times.allowed({listing.source}, day)).tolist()
    facts = map(library.index.fact, known)
    ids = edition.parties["id"].to_pylist()
    indexed = {(ids[fact.party], fact.value) for fact in facts if fact.kind in NAME_KINDS}
    return has, loaded, len(names), len(names & indexed)


_NAMES = frozenset({"name", "alias", "abbreviation", "weakAlias", "previousName"})


def _compared(
    stated: int | None,
    counted: int | None,
    read: dict[str, set[Statement]],
    sanctioned: set[str],
    has: dict[str, set[Statement]],
    loaded: set[str],
) -> Iterator[Check]:
    if stated is not None:
        yield Check(
            "publisher's count",
            len(loaded) >= stated,
            f"The file says that it has {stated:,} parties; {len(loaded):,} are loaded.",
        )
    if counted is not None:
        yield Check(
            "independent count",
            len(loaded) >= counted,
            f"{counted:,} entries are counted in the file without the parser; "
            f"{len(loaded):,} are loaded.",
        )
    if stated is None and counted is None:
        yield Check(
            "publisher's count",
            None,
            "The file does not say how many parties it has, and its entries cannot be counted "
            "without the parser: ask the publisher, or compare with the publisher's page.",
        )
    lost = sorted(sanctioned - loaded)
    shown = f": {', '.join(lost[:_SHOWN])}{' and others' if len(lost) > _SHOWN else ''}"
    yield Check(
        "parties",
        not lost,
        f"{len(lost):,} parties of the file are not in the edition{shown}."
        if lost
        else f"Each of the {len(sanctioned):,} parties that the parser reads in the file is there.",
    )
    rows = sum(len(said - has.get(id, set())) for id, said in read.items())
    added = sum(len(said - read.get(id, set())) for id, said in has.items())
    total = sum(map(len, read.values()))
    yield Check(
        "statements",
        not rows and not added,
        f"{rows:,} of {total:,} statements of the file are not in the edition, and {added:,} of "
        "the edition are not in the file."
        if rows or added
        else f"Each of the {total:,} statements of the file is there, and no other.",
    )


def _index(names: int, indexed: int) -> Check:
    return Check(
        "index",
        indexed >= names,
        f"{names:,} names are in the edition, {indexed:,} of them in the index.",
    )
