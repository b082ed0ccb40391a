"""Building an edition: aside, then in place; a crash anywhere leaves the last one in force."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from caveat.errors import LibraryDamaged, NoList
from caveat.library import statements, versions
from caveat.library.disk import (
    aside,
    checksum,
    checksum_of,
    discard,
    file_aside,
    settle,
    write_json,
)
from caveat.library.edition import FORMAT, Edition, Listing
from caveat.party import Statement, captions

KEPT = 3
"""How many editions stay on the disk: the newest, and those that a reader may just be opening."""

Indexer = Callable[[Edition, Path], None]
"""Writes an index of an edition into the edition's folder; whole rooms do not know each other."""

_CODED = ("schema", "prop", "lang")
_LAYOUT = pa.schema(
    [
        ("party", pa.int32()),
        ("entity", pa.string()),
        ("schema", pa.int16()),
        ("prop", pa.int16()),
        ("value", pa.string()),
        ("original", pa.string()),
        ("lang", pa.int16()),
        ("origin", pa.string()),
        ("source", pa.int16()),
        ("first", pa.int32()),
        ("last", pa.int32()),
    ]
)


def build(root: Path, indexers: Sequence[Indexer] = (), signature: str = "") -> Edition:
    """Build the edition of everything in the library and put it in force.

    The caller holds `caveat.library.disk.writing`. The same versions give the same edition: if
    it is there already, and whole, it is only put in force.

    Args:
        root: the library's folder.
        indexers: what to build beside the statements.
        signature: what the indexers' layout depends on; part of the edition's id.

    Raises:
        NoList: when the library has no version of any list.
        LibraryDamaged: when a version cannot be read.
    """
    listings = _listings(root)
    if not listings:
        raise NoList(f"There is no list in the library {root}. Get one with caveat update.")
    id = _identity(listings, signature)
    place = root / "editions" / id
    if not _whole(place):
        with aside(place.parent) as folder:
            codes = _write(root, listings, folder)
            _manifest(folder, id, listings, codes, {}, {})
            edition = Edition(folder)
            _link(edition, folder)
            for indexer in indexers:
                indexer(edition, folder)
            del edition
            files = [
                file
                for file in sorted(folder.rglob("*"))
                if file.is_file() and file.name != "edition.json"
            ]
            sums = {str(file.relative_to(folder)): checksum(file) for file in files}
            sizes = {str(file.relative_to(folder)): file.stat().st_size for file in files}
            _manifest(folder, id, listings, codes, sums, sizes)
            if place.exists():
                discard(place)
            settle(folder, place)
    with file_aside(place.parent / "current") as stream:
        stream.write(id.encode())
    prune(place)
    return Edition(place)


def _whole(place: Path) -> bool:
    """Whether an edition is there and is what its checksums say."""
    try:
        Edition(place).verify()
    except LibraryDamaged:
        return False
    return True


def _listings(root: Path) -> list[Listing]:
    found = []
    for source in versions.sources(root):
        row = versions.of_source(root, source)
        found.append(Listing(source, row[-1].title, tuple(row)))
    return found


def _identity(listings: Sequence[Listing], signature: str) -> str:
    mark = hashlib.sha256(f"{FORMAT}/{signature}".encode())
    for listing in listings:
        for version in listing.versions:
            mark.update(f"\n{listing.source} {version.name} {version.checksums}".encode())
    newest = max(listing.versions[-1].published for listing in listings)
    return f"{newest}-{mark.hexdigest()[:12]}"


def _manifest(
    folder: Path,
    id: str,
    listings: Sequence[Listing],
    codes: dict[str, list[str]],
    files: dict[str, str],
    sizes: dict[str, int],
) -> None:
    record = {
        "format": FORMAT,
        "id": id,
        "listings": [
            {
                "source": listing.source,
                "title": listing.title,
                "versions": [version.to_json() for version in listing.versions],
            }
            for listing in listings
        ],
        "codes": codes,
        "files": files,
        "sizes": sizes,
    }
    write_json(folder / "edition.json", {**record, "checksum": checksum_of(record)})


def _write(root: Path, listings: Sequence[Listing], folder: Path) -> dict[str, list[str]]:
    """Write the statements and the table of parties; give the words behind the codes."""
    paths = [
        [versions.folder(root, version) / "statements.parquet" for version in listing.versions]
        for listing in listings
    ]
    words: dict[str, dict[str, int]] = {name: {} for name in _CODED}
    parties = _Parties()
    spill = folder / "spill"
    with pa.ipc.new_file(str(folder / "statements.arrow"), _LAYOUT) as writer:
        for batch in statements.history(paths, spill):
            columns = {name: batch[name] for name in batch.schema.names}
            numbers = parties.count(batch)
            for name in _CODED:
                columns[name] = _encode(batch[name], words[name])
            columns["party"] = numbers
            writer.write_batch(
                pa.record_batch([columns[name] for name in _LAYOUT.names], schema=_LAYOUT)
            )
    shutil.rmtree(spill, ignore_errors=True)
    table = parties.table()
    with pa.ipc.new_file(str(folder / "parties.arrow"), table.schema) as writer:
        writer.write_table(table)
    np.save(folder / "links.npy", np.zeros((0, 2), np.int64))
    return {name: list(known) for name, known in words.items()}


def _encode(column: pa.Array, words: dict[str, int]) -> pa.Array:
    """Replace words by their numbers; new words get new numbers."""
    encoded = column.dictionary_encode()
    numbers = [words.setdefault(word, len(words)) for word in encoded.dictionary.to_pylist()]
    return pa.array(numbers, pa.int16()).take(encoded.indices)


class _Parties:
    """Numbers parties as their statements pass by, and remembers what to call them."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.starts: list[int] = []
        self.rows = 0
        self.schemas: list[str] = []
        self.captions: list[str] = []
        self._tail: list[Statement] = []

    def count(self, batch: pa.RecordBatch) -> pa.Array:
        """The party numbers of a batch's statements."""
        encoded = batch["party"].dictionary_encode()
        names = encoded.dictionary.to_pylist()
        indices = encoded.indices.to_numpy(zero_copy_only=False)
        shift = len(self.ids)
        if names and self.ids and names[0] == self.ids[-1]:
            shift -= 1
        starts = np.concatenate([[0], np.flatnonzero(np.diff(indices)) + 1])
        for name, start in zip(names, starts, strict=True):
            if not self.ids or self.ids[-1] != name:
                self.ids.append(name)
                self.starts.append(self.rows + int(start))
        self.rows += len(indices)
        self._name(batch)
        return pa.array(indices + shift, pa.int32())

    def _name(self, batch: pa.RecordBatch) -> None:
        own = batch.filter(pc.equal(batch["party"], batch["entity"]))
        for statement in _rows(own):
            if self._tail and self._tail[0].party != statement.party:
                self._close()
            self._tail.append(statement)

    def _close(self) -> None:
        party = self._tail[0].party
        while len(self.captions) < len(self.ids) and self.ids[len(self.captions)] != party:
            self.schemas.append("LegalEntity")  # attached entities without their party
            self.captions.append(self.ids[len(self.captions)])
        self.schemas.append(self._tail[0].schema)  # what the newest version says goes first
        self.captions.append(captions(self._tail).get(party, party))
        self._tail = []

    def table(self) -> pa.Table:
        """One row a party: id, schema, caption, and where its statements start and stop."""
        if self._tail:
            self._close()
        while len(self.captions) < len(self.ids):
            self.schemas.append("LegalEntity")
            self.captions.append(self.ids[len(self.captions)])
        return pa.table(
            {
                "id": self.ids,
                "schema": self.schemas,
                "caption": self.captions,
                "start": pa.array(self.starts, pa.int64()),
                "stop": pa.array([*self.starts[1:], self.rows], pa.int64()),
            }
        )


def _rows(batch: pa.RecordBatch) -> Iterator[Statement]:
    columns = (batch[name].to_pylist() for name in Statement._fields)
    for row in zip(*columns, strict=True):
        yield Statement(*row)


def _link(edition: Edition, folder: Path) -> None:
    """Note which statements of a party point to another one, sorted by the other."""
    ids = edition.parties["id"].combine_chunks()
    pairs, start = [np.zeros((0, 2), np.int64)], 0
    for batch in edition.table.to_batches():
        numbers = pc.index_in(batch["value"], ids)
        other = pc.and_(pc.is_valid(numbers), pc.not_equal(numbers, batch["party"]))
        rows = np.flatnonzero(other.fill_null(False).to_numpy(zero_copy_only=False))
        found = numbers.take(pa.array(rows)).to_numpy(zero_copy_only=False)
        pairs.append(np.stack([found.astype(np.int64), rows + start], axis=1))
        start += batch.num_rows
    links = np.concatenate(pairs)
    np.save(folder / "links.npy", links[np.argsort(links[:, 0], kind="stable")])


def prune(place: Path) -> None:
    """Remove editions that are neither in force nor among the newest."""
    built = [record.parent for record in place.parent.glob("[0-9]*/edition.json")]
    built.sort(key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in [old for old in built if old != place][KEPT - 1 :]:
        discard(folder)
