"""Sets of stakes: what was known when of who owns whom.

A set has versions, as a list has, in a place of its own, so that nobody in it is ever taken for a
listed party: ``stakes/versions/NAME/DAY.CHECKSUM/`` with ``version.json``, ``holders.parquet``,
``stakes.parquet`` and ``faults.parquet``; the raw files lie in ``stakes/archive/``. Ids are made
unique in the library by the set's name: ``uk-psc/01234567``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from caveat.errors import (
    BadInput,
    LibraryDamaged,
    ListEmpty,
    ListShrunk,
    NoList,
    UnknownHolder,
)
from caveat.library import archive, versions
from caveat.library.disk import aside, checksum, settle, write_json
from caveat.library.intake import SHRUNK, Taken, again, known_already, measure, speaking
from caveat.library.versions import Version
from caveat.sources.reading import File, Reading
from caveat.sources.registry import SOURCES
from caveat.sources.stakes.check import Item, joined
from caveat.sources.stakes.reading import stream
from caveat.stake import Fault, Holder, Stake
from caveat.time import day

_CHUNK = 50_000
_MANY = pa.list_(pa.string())
_HOLDERS = pa.schema(
    [
        (one.name, _MANY if one.name in ("aliases", "countries", "identifiers") else pa.string())
        for one in fields(Holder)
    ]
)
_TYPES = {"least": pa.int64(), "most": pa.int64(), "direct": pa.bool_()}
STAKES = pa.schema([(one.name, _TYPES.get(one.name, pa.string())) for one in fields(Stake)])
"""The columns of stakes on the disk."""

_stake_values = attrgetter(*STAKES.names)
_holder_values = attrgetter(*_HOLDERS.names)
_FAULTS = pa.schema([(one.name, pa.string()) for one in fields(Fault)])
_NAMES = {"GLEIF": "gleif", "UK PSC snapshot": "uk-psc"}
"""Format -> the name of its set, if the user gives none."""


def root_of(root: Path) -> Path:
    """Where the sets of stakes of a library lie."""
    return root / "stakes"


def take(
    root: Path,
    files: Sequence[File],
    *,
    today: date,
    name: str = "",
    published: date | None = None,
    accept_shrink: bool = False,
) -> Taken:
    """Make a version out of a set's files; the caller holds `caveat.library.disk.writing`.

    Args:
        root: the library's folder.
        files: every file of the version.
        today: the day on which this happens.
        name: of the set; that of its publisher's register, else of the first file, if not said.
        published: when it came out; what the file itself says goes before it; ``today`` if
            neither says it, since it was not known here before.
        accept_shrink: take it even if more than a tenth of the stakes are gone.

    Raises:
        BadInput: the name is none, or is that of a list.
        ListRefused: the files are malformed, empty, shrunk or no stakes; nothing is kept of them.
    """
    place = root_of(root)
    name = _named(root, name) if name else ""
    raws = tuple(measure(name or "stakes", file) for file in files)
    reading = Reading()
    with aside(place) as folder:
        # The name may depend on the format, which is known once reading has begun.
        items = stream(files, reading, name)
        first = next(items, None)
        name = name or _named(root, _NAMES.get(reading.format, _slug(files[0].name)))
        known = versions.kept(place, name)
        counts = _write(_whole(first, items), folder, name)
        when = _when(reading, published, today)
        undated = published is None and not reading.published
        # Files that nobody dates are not new because they come again on another day.
        same = again(known, raws, known[-1].published if undated and known else when)
        if same is not None:
            return known_already(place, files, raws, same)
        _judge(name, files, counts["stakes"], versions.in_force(known, when), accept_shrink)
        version = Version(
            source=name,
            title=reading.format,
            published=when,
            taken=today,
            sequence=sum(other.published == when for other in known),
            format=reading.format,
            files=raws,
            parties=counts["holders"],
            statements=counts["stakes"],
            unknown=dict(reading.unknown.most_common()),
            unread={},
            cautions=tuple(reading.cautions),
            dated=bool(reading.published),
            faults=counts["faults"],
            made={file.name: checksum(file) for file in sorted(folder.glob("*.parquet"))},
        )
        for file, raw in zip(files, raws, strict=True):
            archive.keep(place, file, raw)
        write_json(folder / "version.json", version.to_json())
        versions.folder(place, version).parent.mkdir(parents=True, exist_ok=True)
        settle(folder, versions.folder(place, version))
    spoken = speaking(place, version)
    return Taken(spoken, new=spoken.name == version.name)


def names(root: Path) -> list[str]:
    """The sets that have at least one version, in alphabetical order."""
    return versions.sources(root_of(root))


def of_set(root: Path, name: str) -> list[Version]:
    """The versions of a set, oldest first.

    Raises:
        NoList: the library has no set of this name.
    """
    found = versions.of_source(root_of(root), name)
    if not found:
        known = ", ".join(names(root)) or "none"
        raise NoList(
            f"There is no set of stakes {name!r} in the library; there are: {known}. "
            "Bring it with caveat stakes import."
        )
    return found


def in_force(root: Path, known_at: date) -> list[Version]:
    """Of each set, the newest version that had come out by a day."""
    found = (versions.in_force(of_set(root, name), known_at) for name in names(root))
    return [version for version in found if version is not None]


def holders(root: Path, version: Version) -> Iterator[Holder]:
    """The holders of a version, in the order of their ids."""
    return map(_holder, _rows(root, version, "holders"))


def holder(root: Path, id: str, known_at: date) -> Holder:
    """One holder, as the set that it is of had it by a day.

    Raises:
        UnknownHolder: no set has one of this id.
    """
    for version in in_force(root, known_at):
        if id.startswith(f"{version.source}/"):
            place = versions.folder(root_of(root), version) / "holders.parquet"
            for row in pq.read_table(place, filters=[("id", "=", id)]).to_pylist():
                return _holder(row)
    raise UnknownHolder(
        f"No set of stakes in the library has a holder {id!r}. Its id is NAME/ID, as caveat links "
        "shows it."
    )


def stakes(root: Path, version: Version) -> Iterator[Stake]:
    """The stakes of a version, in the order of its files."""
    return (Stake(**row) for row in _rows(root, version, "stakes"))


def table(root: Path, version: Version) -> pa.Table:
    """The stakes of a version as columns, named as the attributes of `Stake`; for large sets."""
    with _readable(root, version, "stakes") as place:
        return pq.read_table(place)


def holder_table(root: Path, version: Version) -> pa.Table:
    """The holders of a version: id, name and type, as columns; for large sets."""
    with _readable(root, version, "holders") as place:
        return pq.read_table(place, columns=["id", "name", "type"])


def faults(root: Path, version: Version) -> Iterator[Fault]:
    """What was wrong with a version, in the order of its files."""
    return (Fault(**row) for row in _rows(root, version, "faults"))


def _named(root: Path, name: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise BadInput(
            f"{name!r} is no name for a set of stakes. Use small letters, digits and dashes: "
            "--name my-register."
        )
    if name in SOURCES or name in versions.sources(root):
        raise BadInput(f"{name} is the name of a list. Give the stakes another one with --name.")
    return name


def _slug(file: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", file.split(".")[0].lower()).strip("-") or "stakes"


def _when(reading: Reading, published: date | None, today: date) -> date:
    if reading.published:
        said = day(reading.published)
        if published is not None and published != said:
            reading.cautions.append(
                f"The file says that it was published on {said}; {published} was given and not "
                "used."
            )
        return said
    if published is None:
        reading.cautions.append(
            f"Nobody says when it was published; it is taken as known from {today} on. "
            "Say it with --published."
        )
    return published or today


def _judge(
    name: str, files: Sequence[File], now: int, before: Version | None, accept_shrink: bool
) -> None:
    where = ", ".join(file.name for file in files)
    if not now:
        raise ListEmpty(
            f"{name}: {where} has no stake in it. The last good version stays in force."
        )
    if before is not None and not accept_shrink and now < (1 - SHRUNK) * before.statements:
        raise ListShrunk(
            f"{name}: {where} has {now} stakes; the version of {before.published} has "
            f"{before.statements}. The last good version stays in force; if this is right, say "
            "--accept-shrink."
        )


def _whole(first: Item | None, rest: Iterator[Item]) -> Iterator[Item]:
    if first is not None:
        yield first
        yield from rest


def _write(items: Iterable[Item], folder: Path, name: str) -> dict[str, int]:
    """Write items as they come; then the holders anew, each once and sorted by id."""
    described = folder / "described.parquet"
    with (
        _Rows(described, _HOLDERS) as found,
        _Rows(folder / "stakes.parquet", STAKES) as held,
        _Rows(folder / "faults.parquet", _FAULTS) as wrong,
    ):
        for item in items:
            if isinstance(item, Stake):
                owner, owned, *middle, _, origin = _stake_values(item)
                held.add((f"{name}/{owner}", f"{name}/{owned}", *middle, name, origin))
            elif isinstance(item, Holder):
                id, *rest = _holder_values(item)
                found.add((f"{name}/{id}", *rest))
            else:
                wrong.add((item.where, item.reason))
    with _Rows(folder / "holders.parquet", _HOLDERS) as kept:
        for _, same in groupby(_sorted(described, folder), key=attrgetter("id")):
            kept.add(_holder_values(joined(list(same))))
    described.unlink()
    return {"holders": kept.count, "stakes": held.count, "faults": wrong.count}


class _Rows:
    """Writes rows to a Parquet file, in bounded memory."""

    def __init__(self, place: Path, schema: pa.Schema) -> None:
        self.count = 0
        self._writer = pq.ParquetWriter(place, schema, compression="zstd")
        self._schema = schema
        self._rows: list[tuple[Any, ...]] = []

    def __enter__(self) -> _Rows:
        return self

    def __exit__(self, *error: object) -> None:
        self._flush()
        self._writer.close()

    def add(self, row: tuple[Any, ...]) -> None:
        """Add a row: its values in the order of the schema."""
        self._rows.append(row)
        self.count += 1
        if len(self._rows) == _CHUNK:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            columns = zip(*self._rows, strict=True)
            arrays = [
                pa.array(column, one.type)
                for column, one in zip(columns, self._schema, strict=True)
            ]
            self._writer.write_batch(pa.record_batch(arrays, self._schema))
        self._rows = []


def _sorted(place: Path, spill: Path) -> Iterator[Holder]:
    """What is said of holders, by id, and of one holder in the order of the file."""
    import duckdb

    with duckdb.connect(":memory:") as base:
        base.execute("SET temp_directory = ?", [str(spill / "spill")])
        base.execute("SET memory_limit='1GB'")
        found = base.sql(
            "SELECT * EXCLUDE file_row_number FROM read_parquet(?, file_row_number=true) "
            "ORDER BY id, file_row_number",
            params=[str(place)],
        )
        for batch in found.to_arrow_reader(_CHUNK):
            yield from map(_holder, batch.to_pylist())


def _holder(row: dict[str, Any]) -> Holder:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    return Holder(**values)


def _rows(root: Path, version: Version, what: str) -> Iterator[dict[str, Any]]:
    with _readable(root, version, what) as place, pq.ParquetFile(place) as file:
        for batch in file.iter_batches():
            yield from batch.to_pylist()


@contextmanager
def _readable(root: Path, version: Version, what: str) -> Iterator[Path]:
    place = versions.folder(root_of(root), version) / f"{what}.parquet"
    try:
        yield place
    except (OSError, pa.ArrowInvalid) as error:
        raise LibraryDamaged(
            f"{place} cannot be read ({error}). Remove the folder of that version, and import "
            "its files again."
        ) from None
