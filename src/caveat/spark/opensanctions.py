"""OpenSanctions' full collection into a library, read by Spark.

A party there stands on one line, its sanctions, addresses and links on others, anywhere in the
file. On one machine, what belongs to parties is held in memory until the parties come; here it is
brought together by joins. What comes out is a version like any other: the same statements in the
same order, so that the edition built of it is the very same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from caveat.errors import BadInput, ListMalformed, ListUnrecognised
from caveat.library import disk, statements
from caveat.library.intake import Parse, Taken, take
from caveat.party import Statement
from caveat.screening.library import Library
from caveat.sources import opensanctions as reader
from caveat.sources.reading import File, Reading
from caveat.sources.registry import Source
from caveat.spark.driver import needs_spark
from caveat.time import day

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_CHUNK = 1024
_RECORD = "kind string, id string, line long, text string, seen string, reason string"
_TOLD = "what string, line long, place int, "
_TOLD += ", ".join(f"{name} string" for name in Statement._fields)


def bring(
    spark: SparkSession,
    library: Library,
    source: Source,
    path: str | Path,
    *,
    published: str | date | None = None,
    accept_shrink: bool = False,
) -> Taken:
    """Take a version of a list of OpenSanctions into a library; `Library.build` puts it in force.

    Args:
        spark: the session.
        library: where to.
        source: the list; ``caveat.sources.registry.get("opensanctions-default")``.
        path: ``entities.ftm.json``, under the same path on all machines. Unpack it first: a
            gzip is read by one core.
        published: as for `Library.bring`.
        accept_shrink: as for `Library.bring`.

    Raises:
        ListRefused: the file is malformed, empty, shrunk or undated.
        BadInput: it is not there.
    """
    needs_spark()
    file = File(Path(path))
    if not file.path.is_file():
        raise BadInput(f"There is no file {path}. Check the name.")
    if not file.head(256).lstrip(b"\xef\xbb\xbf").startswith(b"{"):
        raise ListUnrecognised(
            f"{file.name} is no entities.ftm.json. Bring a table with caveat import: it is small."
        )
    with disk.writing(library.root):
        return take(
            library.root,
            source,
            [file],
            today=library.today,
            published=day(published) if published else None,
            accept_shrink=accept_shrink,
            parse=parse(spark),
        )


def parse(spark: SparkSession) -> Parse:
    """What `caveat.library.intake.take` takes to have Spark read a list of OpenSanctions."""

    def read(
        source: Source, files: Sequence[File], reading: Reading, parquet: Path
    ) -> tuple[int, set[str]]:
        from pyspark.sql import functions as f

        reading.format = "opensanctions ftm"
        [file] = files
        records = _records(spark, file).persist()
        told = None
        try:
            _refuse(records)
            reading.published = records.agg(f.max("seen")).collect()[0][0] or None
            told = _whole(records).mapInArrow(_Teller(file.name).__call__, _TOLD).persist()
            _count(told, reading)
            listed = {row.party for row in told.where("what = 'listed'").select("party").collect()}
            said = told.where("what = 'statement'").orderBy("line", "place")
            folder = parquet.with_name("parts")
            said.select(*Statement._fields).write.parquet(folder.resolve().as_uri())
            return _joined(folder, parquet), listed
        finally:
            records.unpersist()
            if told is not None:
                told.unpersist()

    return read


def _records(spark: SparkSession, file: File) -> DataFrame:
    """The records of a file, each with its line and what it is."""
    from pyspark.sql import functions as f

    lines = spark.read.text(file.path.resolve().as_uri(), lineSep="\n").select(
        f.spark_partition_id().alias("part"),
        # The lower bits count the lines of a partition.
        f.monotonically_increasing_id().bitwiseAND((1 << 33) - 1).alias("line"),
        f.col("_metadata.file_block_start").alias("block"),
        "value",
    )
    counted = lines.groupBy("part").agg(
        f.count("*").alias("lines"), f.min("block").alias("first"), f.max("block").alias("last")
    )
    starts: list[tuple[int, int]] = []
    total, end = 0, -1
    for row in sorted(counted.collect(), key=lambda row: row.part):
        if row.first <= end:
            raise BadInput(
                f"Spark reads {file.name} out of order, so that lines have no numbers. "
                "Bring it with caveat import."
            )
        starts.append((row.part, total))
        total, end = total + row.lines, row.last
    first = spark.createDataFrame(starts or [(0, 0)], "part int, start long")
    numbered = lines.join(f.broadcast(first), "part").select(
        (f.col("start") + f.col("line") + 1).alias("line"), "value"
    )
    return numbered.mapInArrow(_Sorter(file.name).__call__, _RECORD)


def _refuse(records: DataFrame) -> None:
    """Refuse a file with a line that is no record: the first such line is told."""
    wrong = records.where("kind = 'wrong'").orderBy("line").limit(1).collect()
    if wrong:
        raise ListMalformed(wrong[0].reason)


def _whole(records: DataFrame) -> DataFrame:
    """Each party with the records that belong to it, and the addresses that it points to."""
    from pyspark.sql import functions as f

    parties = records.where("kind = 'party'").select("id", "line", "text")
    beside = (
        records.where("kind = 'beside'")
        .groupBy("id")
        .agg(f.array_sort(f.collect_list(f.struct("line", "text"))).alias("beside"))
    )
    addresses = (
        records.where("kind = 'address'")
        .groupBy("id")
        .agg(f.max(f.struct("line", "text")).alias("address"))
    )
    near = (
        records.where("kind = 'near'")  # the line is that of the party
        .select("id", "line")
        .join(addresses, "id")
        .groupBy("line")
        .agg(f.collect_list(f.struct("id", "address.line", "address.text")).alias("addresses"))
    )
    return parties.join(beside, "id", "left").join(near, "line", "left")


def _count(told: DataFrame, reading: Reading) -> None:
    """What was not known, and what could not be read."""
    found = told.where("what IN ('unknown', 'unread')").groupBy("what", "value").sum("place")
    for what, value, times in found.collect():
        (reading.unknown if what == "unknown" else reading.unread)[value] = times


def _joined(folder: Path, place: Path) -> int:
    """The parts that Spark wrote, in their order, as one file; how many statements."""

    def rows() -> Iterator[Statement]:
        for part in sorted(folder.glob("part-*.parquet")):
            with pq.ParquetFile(part) as file:
                for batch in file.iter_batches():
                    columns = (column.to_pylist() for column in batch.columns)
                    yield from map(Statement._make, zip(*columns, strict=True))

    count = statements.write(rows(), place)
    disk.discard(folder)
    return count


@dataclass(frozen=True, slots=True)
class _Sorter:
    """Lines in, records out: of which kind each is, and whom it belongs to."""

    file: str

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            rows = [
                found
                for row in batch.to_pylist()
                for found in self._found(row["line"], row["value"])
            ]
            yield _batch(rows, ("kind", "id", "line", "text", "seen", "reason"))

    def _found(self, line: int, text: str) -> Iterator[tuple[Any, ...]]:
        if not text.strip():
            return
        try:
            record = reader.record_of(text, self.file, line)
        except ListMalformed as error:
            yield "wrong", None, line, None, "", str(error)
            return
        when = reader.seen(record)
        if reader.is_party(record):
            yield "party", record["id"], line, text, when, None
            for id in dict.fromkeys(reader.addressed(record)):
                yield "near", id, line, None, when, None
            return
        kind = "address" if record["schema"] == "Address" else "beside"
        owners = [record["id"]] if kind == "address" else reader.owners(record)
        for id in owners or [""]:  # one that belongs to nobody still tells a day
            yield kind, id, line, text, when, None


@dataclass(frozen=True, slots=True)
class _Teller:
    """Whole parties in, their statements out, with what was not known."""

    file: str

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        names = ("what", "line", "place", *Statement._fields)
        for batch in batches:
            for start in range(0, batch.num_rows, _CHUNK):
                rows = [
                    told
                    for row in batch.slice(start, _CHUNK).to_pylist()
                    for told in self._told(row)
                ]
                yield _batch(rows, names)

    def _told(self, row: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
        reading = Reading()
        beside = [(one["line"], json.loads(one["text"])) for one in row["beside"] or ()]
        near = {one["id"]: (one["line"], json.loads(one["text"])) for one in row["addresses"] or ()}
        line = row["line"]
        party = reader.party_of(self.file, line, json.loads(row["text"]), beside, near, reading)
        for place, statement in enumerate(party.statements()):
            yield "statement", line, place, *statement
        blank = [None] * len(Statement._fields)
        if any(one.schema == "Sanction" for one in party.attached):
            yield "listed", line, 0, party.id, *blank[1:]
        for what, counted in (("unknown", reading.unknown), ("unread", reading.unread)):
            for value, times in counted.items():
                yield what, line, times, *blank[:4], value, *blank[5:]


def _batch(rows: Sequence[tuple[Any, ...]], names: Sequence[str]) -> pa.RecordBatch:
    types = {"line": pa.int64(), "place": pa.int32()}
    columns: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else ([] for _ in names)
    arrays = [
        pa.array(column, types.get(name, pa.string()))
        for name, column in zip(names, columns, strict=True)
    ]
    return pa.record_batch(arrays, names=list(names))
