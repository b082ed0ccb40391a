"""Editions: everything that is known, in a form that answers at once.

An edition is an immutable folder: the history of every statement, sorted by party and
memory-mapped, with whatever indexes the caller builds beside it. It is built aside and put in
place by one rename; then the file ``current`` is replaced, in one step again. A reader keeps the
files it opened: they stay readable for it even after the edition is pruned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from caveat.errors import LibraryDamaged, NoList, UnknownParty
from caveat.library.disk import checksum, checksum_of, read_json
from caveat.library.versions import Version
from caveat.party import DatedStatement, Party, Statement

FORMAT = 2
"""Changed whenever an edition is laid out, or its indexes are computed, differently."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list in an edition, with all its versions.

    Attributes:
        source: name of the list.
        title: its title.
        versions: oldest first; a statement's ``first`` and ``last`` are places in this row.
    """

    source: str
    title: str
    versions: tuple[Version, ...]

    def ordinal(self, on: date) -> int:
        """Place of the version that was the newest on a day; -1 when none was out."""
        return sum(version.published <= on for version in self.versions) - 1


class Edition:
    """An opened edition.

    Attributes:
        id: made from the versions in it: the same versions give the same id.
        listings: the lists, in the order of their numbers.
        folder: where it lies.
    """

    def __init__(self, folder: Path) -> None:
        manifest = read_json(folder / "edition.json")
        if manifest.get("format") != FORMAT:
            raise LibraryDamaged(
                f"Edition {folder.name} was built by another version of Caveat. Run caveat build."
            )
        if manifest.pop("checksum", "") != checksum_of(manifest):
            raise LibraryDamaged(
                f"{folder / 'edition.json'} was changed. Run caveat build to make it anew."
            )
        self.folder = folder
        self.id: str = manifest["id"]
        self.listings = tuple(
            Listing(
                record["source"],
                record["title"],
                tuple(Version.from_json(version) for version in record["versions"]),
            )
            for record in manifest["listings"]
        )
        self._codes: dict[str, list[str]] = manifest["codes"]
        self._files: Mapping[str, str] = manifest["files"]
        for name, size in manifest.get("sizes", {}).items():
            self._is_whole(folder / name, size)
        try:
            self.table = _map(folder / "statements.arrow")
            self.parties = _map(folder / "parties.arrow")
            self._links = np.load(folder / "links.npy")
        except Exception as error:  # whatever a damaged file makes its reader raise
            raise LibraryDamaged(
                f"Edition {self.id} cannot be read ({error}). Run caveat build to make it anew."
            ) from None

    def _is_whole(self, place: Path, size: int) -> None:
        """See that a file is as long as it was made: a look at the folder, not into the file."""
        there = place.stat().st_size if place.exists() else -1
        if there != size:
            wrong = f"has {there:,} of its {size:,} bytes" if there >= 0 else "is missing"
            raise LibraryDamaged(f"{place} {wrong}. Run caveat doctor --repair.")

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the lists, in the order of their numbers."""
        return tuple(listing.source for listing in self.listings)

    def listing(self, source: str) -> Listing:
        """The list of this name.

        Raises:
            NoList: when the edition does not have it.
        """
        for listing in self.listings:
            if listing.source == source:
                return listing
        raise NoList(
            f"There is no version of {source} in the library. "
            f"Get it with caveat update {source}, or caveat import."
        )

    def number(self, id: str) -> int:
        """The number of a party in this edition.

        Raises:
            UnknownParty: when it has none of this id.
        """
        ids = self.parties["id"]
        low, high = 0, len(ids)
        while low < high:
            middle = (low + high) // 2
            if ids[middle].as_py() < id:
                low = middle + 1
            else:
                high = middle
        if low == len(ids) or ids[low].as_py() != id:
            raise UnknownParty(
                f"No list in the library has a party {id!r}. "
                "Find its id with caveat screen NAME, or caveat screen --identifier NUMBER."
            )
        return low

    def party(self, number: int) -> Party:
        """A party with every statement ever made about it."""
        row = self.parties.slice(number, 1).to_pylist()[0]
        dated = self._dated(row["start"], row["stop"])
        sources = tuple(dict.fromkeys(statement.source for statement in dated))
        return Party(row["id"], row["schema"], row["caption"], sources, dated)

    def parties_by(self, numbers: Sequence[int], schema: str) -> Iterator[Party]:
        """Many parties at once, each with no more than its statements of one schema.

        Args:
            numbers: of the parties, ascending.
            schema: FollowTheMoney schema of the entities that the statements are about.
        """
        wanted = np.zeros(self.parties.num_rows, np.bool_)
        wanted[numbers] = True
        rows = np.flatnonzero(
            (self.numbers("schema") == self.code("schema", schema)) & wanted[self.numbers("party")]
        )
        ends = np.searchsorted(self.numbers("party")[rows], numbers, side="right")
        dated = self._in_time(self.table.take(pa.array(rows)))
        about = self.parties.take(pa.array(numbers, pa.int64())).to_pylist()
        start = 0
        for party, stop in zip(about, ends.tolist(), strict=True):
            said = dated[start:stop]
            sources = tuple(dict.fromkeys(statement.source for statement in said))
            yield Party(party["id"], party["schema"], party["caption"], sources, said)
            start = stop

    def linked(self, number: int) -> tuple[DatedStatement, ...]:
        """The statements of other parties' links that point to this party."""
        first, last = np.searchsorted(self._links[:, 0], [number, number + 1])
        rows = self._links[first:last, 1]
        return tuple(found for row in rows for found in self._dated(int(row), int(row) + 1))

    def verify(self) -> None:
        """Read every file and compare it with its checksum.

        Raises:
            LibraryDamaged: when one is missing or changed.
        """
        Edition(self.folder)  # the manifest is compared with its own checksum on opening
        for name, wanted in self._files.items():
            place = self.folder / name
            if not place.exists() or checksum(place) != wanted:
                raise LibraryDamaged(
                    f"{place} is missing or changed. Run caveat build to make the edition anew."
                )

    def numbers(self, column: str) -> npt.NDArray[np.int32]:
        """A column of the statements: ``party``, ``source``, ``first``, ``last``, ``prop``."""
        whole: npt.NDArray[np.int32] = self.table[column].to_numpy().astype(np.int32, copy=False)
        return whole

    def code(self, column: str, word: str) -> int:
        """The number that stands for a word in ``schema``, ``prop`` or ``lang``; -1 for none."""
        words = self._codes[column]
        return words.index(word) if word in words else -1

    def words(self, column: str) -> list[str]:
        """The words behind the numbers of ``schema``, ``prop`` or ``lang``."""
        return self._codes[column]

    def statements(self, rows: pa.Table) -> list[Statement]:
        """Statements out of rows of the edition's table."""
        columns = rows.to_pydict()
        numbers = sorted(set(columns["party"]))
        names = self.parties["id"].take(pa.array(numbers, pa.int64())).to_pylist()
        owner = dict(zip(numbers, names, strict=True))
        schemas, props, langs = (self._codes[name] for name in ("schema", "prop", "lang"))
        return [
            Statement(
                owner[columns["party"][row]],
                columns["entity"][row],
                schemas[columns["schema"][row]],
                props[columns["prop"][row]],
                columns["value"][row],
                columns["original"][row],
                langs[columns["lang"][row]],
                columns["origin"][row],
            )
            for row in range(rows.num_rows)
        ]

    def _dated(self, start: int, stop: int) -> tuple[DatedStatement, ...]:
        return self._in_time(self.table.slice(start, stop - start))

    def _in_time(self, rows: pa.Table) -> tuple[DatedStatement, ...]:
        places = (rows[name].to_pylist() for name in ("source", "first", "last"))
        found = []
        for statement, source, first, last in zip(self.statements(rows), *places, strict=True):
            listing = self.listings[source]
            after = listing.versions[last + 1 : last + 2]
            found.append(
                DatedStatement(
                    statement,
                    listing.source,
                    listing.versions[first].published,
                    listing.versions[last].published,
                    after[0].published if after else None,
                    (first, last),
                )
            )
        return tuple(found)


def current(root: Path) -> Edition:
    """The edition in force.

    Raises:
        NoList: when the library has none.
        LibraryDamaged: when it cannot be read.
    """
    return Edition(current_folder(root))


def current_folder(root: Path) -> Path:
    """Where the edition in force lies.

    Raises:
        NoList: when the library has none.
    """
    pointer = root / "editions" / "current"
    if not pointer.exists():
        raise NoList(
            f"There is no list in the library {root}. Get the official lists with caveat update."
        )
    return pointer.parent / pointer.read_text().strip()


def _map(place: Path) -> pa.Table:
    return pa.ipc.open_file(pa.memory_map(str(place))).read_all()
