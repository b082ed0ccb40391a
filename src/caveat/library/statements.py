"""Parsed versions as Parquet, and the history of every statement over all versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from caveat.errors import LibraryDamaged
from caveat.party import Statement

_SCHEMA = pa.schema([(name, pa.string()) for name in Statement._fields])
_CHUNK = 50_000

HISTORY = pa.schema(
    [
        *((name, pa.string()) for name in Statement._fields),
        ("source", pa.int16()),
        ("first", pa.int32()),
        ("last", pa.int32()),
    ]
)
"""A statement, its list's number, and the ordinals of the first and last version of an
unbroken row of versions that carry it."""


def write(statements: Iterable[Statement], place: Path) -> int:
    """Write a version's statements, in their order, in bounded memory.

    Returns:
        How many were written.
    """
    written, rows = 0, iter(statements)
    with pq.ParquetWriter(place, _SCHEMA, compression="zstd") as writer:
        while chunk := list(islice(rows, _CHUNK)):
            writer.write_batch(
                pa.record_batch([pa.array(column) for column in zip(*chunk, strict=True)], _SCHEMA)
            )
            written += len(chunk)
    return written


def read(place: Path) -> Iterator[Statement]:
    """A version's statements, in the order of the list."""
    with pq.ParquetFile(place) as file:
        for batch in file.iter_batches():
            columns = (column.to_pylist() for column in batch.columns)
            for row in zip(*columns, strict=True):
                yield Statement(*row)


def listed(place: Path) -> set[str]:
    """The ids of the parties with a designation in a version."""
    table = pq.read_table(place, columns=["party"], filters=[("schema", "=", "Sanction")])
    return set(table["party"].unique().to_pylist())


def history(
    lists: Sequence[Sequence[Path]], spill: Path, memory: str = "1GB"
) -> Iterator[pa.RecordBatch]:
    """Merge all versions of all lists into statements with the versions that carry them.

    Where a statement stands is not part of what it says: rows move in a file from version to
    version. The origin kept is that of the last version of the row of versions.

    Args:
        lists: for each list, the Parquet files of its versions, oldest first.
        spill: a folder for what does not fit into memory; made when it is needed.
        memory: what DuckDB may use before it goes to disk.

    Yields:
        Batches of the schema `HISTORY`, ordered by party and list; of these, the party's own
        statements go before those of attached entities, those that were said last before those
        said earlier only, and else they stand in the order of the list.

    Raises:
        LibraryDamaged: when a version's statements are missing or cannot be read.
    """
    import duckdb

    files = {
        str(path): (number, ordinal)
        for number, paths in enumerate(lists)
        for ordinal, path in enumerate(paths)
    }
    try:
        with duckdb.connect(":memory:") as base:
            base.execute("SET temp_directory = ?", [str(spill)])
            base.execute(f"SET memory_limit='{memory}'")
            base.execute("CREATE TABLE files (filename TEXT, source SMALLINT, ordinal INTEGER)")
            base.executemany(
                "INSERT INTO files VALUES (?, ?, ?)", [(p, *place) for p, place in files.items()]
            )
            result = base.sql(_MERGE, params=[list(files)])
            reader: pa.RecordBatchReader = result.to_arrow_reader(_CHUNK)
            for batch in reader:
                yield batch.select(HISTORY.names).cast(HISTORY)
    except (duckdb.IOException, duckdb.InvalidInputException, pa.ArrowInvalid) as error:
        [what, *_] = str(error).splitlines() or ["no reason given"]
        raise LibraryDamaged(
            f"The statements of a version cannot be read ({what}). "
            "Remove the folder of that version, and import its files again."
        ) from None


_WHAT = "party, entity, schema, prop, value, original, lang"
_MERGE = f"""
    WITH seen AS (
        SELECT {_WHAT}, source, ordinal,
               min(origin) AS origin, min(file_row_number) AS position
        FROM read_parquet(?, filename=true, file_row_number=true)
        JOIN files USING (filename)
        GROUP BY ALL
    ), runs AS (
        SELECT *, ordinal - row_number() OVER (
            PARTITION BY {_WHAT}, source ORDER BY ordinal) AS run
        FROM seen
    )
    SELECT {_WHAT}, arg_max(origin, ordinal) AS origin, source,
           min(ordinal)::INTEGER AS first, max(ordinal)::INTEGER AS last
    FROM runs
    GROUP BY {_WHAT}, source, run
    ORDER BY party, source, (entity != party), last DESC, arg_max(position, ordinal)
"""
