"""Parsed versions as Parquet, and the history of every statement over all versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

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


def history(lists: Sequence[Sequence[Path]], memory: str = "2GB") -> Iterator[pa.RecordBatch]:
    """Merge all versions of all lists into statements with the versions that carry them.

    Where a statement stands is not part of what it says: rows move in a file from version to
    version. The origin kept is that of the last version of the row of versions.

    Args:
        lists: for each list, the Parquet files of its versions, oldest first.
        memory: what DuckDB may use before it goes to disk.

    Yields:
        Batches of the schema `HISTORY`, ordered by party; within a party the party's own
        statements go before those of attached entities, in the order of the list.
    """
    import duckdb

    files = {
        str(path): (number, ordinal)
        for number, paths in enumerate(lists)
        for ordinal, path in enumerate(paths)
    }
    with duckdb.connect(":memory:") as base:
        base.execute(f"SET memory_limit='{memory}'; SET preserve_insertion_order=false")
        base.execute("CREATE TABLE files (filename TEXT, source SMALLINT, ordinal INTEGER)")
        base.executemany(
            "INSERT INTO files VALUES (?, ?, ?)", [(p, *place) for p, place in files.items()]
        )
        what = "party, entity, schema, prop, value, original, lang"
        result = base.sql(
            f"""
            WITH seen AS (
                SELECT {what}, source, ordinal,
                       min(origin) AS origin, min(file_row_number) AS position
                FROM read_parquet(?, filename=true, file_row_number=true)
                JOIN files USING (filename)
                GROUP BY ALL
            ), runs AS (
                SELECT *, ordinal - row_number() OVER (
                    PARTITION BY {what}, source ORDER BY ordinal) AS run
                FROM seen
            )
            SELECT {what}, arg_max(origin, ordinal) AS origin, source,
                   min(ordinal)::INTEGER AS first, max(ordinal)::INTEGER AS last
            FROM runs
            GROUP BY {what}, source, run
            ORDER BY party, source, (entity != party), arg_max(position, ordinal), first
            """,
            params=[list(files)],
        )
        reader: pa.RecordBatchReader = result.to_arrow_reader(_CHUNK)
        for batch in reader:
            yield batch.select(HISTORY.names).cast(HISTORY)
