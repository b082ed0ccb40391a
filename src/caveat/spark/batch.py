"""The work of ``caveat batch``, done by Spark: the same chunks, the same files, the same results.

The driver reads the customer file as always and hands its rows on, chunk by chunk. Whoever answers
a chunk puts its results into the folder beside the output in one step, so that a chunk that is done
twice, after a failure or because another machine was slow, is there once.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from caveat.errors import BadInput, SparkFailed
from caveat.library.disk import aside
from caveat.screening.batch import Counts, Engine, Work, finish
from caveat.spark.screening import PARTITIONS, Screener, context_of, prepare

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_ROWS = pa.schema([("number", pa.int32()), ("rows", pa.binary())])
_TOLD = ("rows", "clear", "hits", "rejected")
_GROUP = 16
"""Chunks that the driver holds at once."""


@dataclass(frozen=True, slots=True)
class Finisher:
    """What a Python worker does with chunks.

    Attributes:
        screener: answers.
        full: keep whole answers.
        folder: where the results go.
    """

    screener: Screener
    full: bool
    folder: str

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Finish some chunks, and tell their counts."""
        desk, folder = self.screener.desk(), Path(self.folder)
        if not (folder / "manifest.json").exists():
            raise BadInput(
                f"This machine has no folder {folder}. The output must be on a disk that all "
                "machines share; or use caveat.spark.screen, and write where Spark can."
            )
        for batch in batches:
            told: list[Counts] = [
                finish(desk, row["number"], pickle.loads(row["rows"]),
                       self.screener.settled.columns, self.full, folder)
                for part in range(batch.num_rows) for row in batch.slice(part, 1).to_pylist()
            ]  # fmt: skip
            yield pa.record_batch([[one[name] for one in told] for name in _TOLD], names=_TOLD)


def engine(spark: SparkSession, *, shared: bool | None = None) -> Engine:
    """What `caveat.screening.batch.run` takes to have Spark do the work.

    Args:
        spark: the session.
        shared: as for `caveat.spark.screen`.
    """

    def work_on(work: Work) -> Iterator[Counts]:
        from pyspark.errors import PySparkException

        screener = prepare(spark, work.library, work.columns, work.terms, shared=shared)
        finisher = Finisher(screener, work.full, str(work.folder.resolve()))
        with aside(work.folder) as staged:
            chunks = _stage(work, staged / "rows.parquet")
            if not chunks:
                return
            cores = context_of(spark).defaultParallelism
            answered = (
                spark.read.parquet((staged / "rows.parquet").resolve().as_uri())
                .repartition(min(chunks, PARTITIONS * cores))
                .mapInArrow(finisher.__call__, ", ".join(f"{name} long" for name in _TOLD))
            )
            try:
                total = answered.groupBy().sum(*_TOLD).collect()[0]  # one row, of counts
            except PySparkException as error:
                raise SparkFailed(
                    f"Spark gave up after its retries: {said(error)} What was finished is kept; "
                    "go on with --resume."
                ) from error
            yield {name: total[place] for place, name in enumerate(_TOLD)}

    return work_on


def said(error: Exception) -> str:
    """What an error of Spark's says of an error of ours, or of whatever went wrong."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    ours = [found[1] for line in lines if (found := _OURS.match(line))]
    others = [line for line in lines if _RAISED.match(line)]
    text = [type(error).__name__, *lines[:1], *others[-1:], *ours[-1:]][-1]
    return text if text.endswith(".") else f"{text}."


_OURS = re.compile(r"caveat\.errors\.\w+: (.+)")
_RAISED = re.compile(r"[\w.]+(?:Error|Exception): ")
"""The last line of a worker's traceback."""


def _stage(work: Work, place: Path) -> int:
    """Write the chunks where Spark can read them; how many there are."""
    number = 0
    with pq.ParquetWriter(place, _ROWS, compression="zstd") as writer:
        group: list[tuple[int, bytes]] = []
        for one, rows in work.chunks():
            group.append((one, pickle.dumps(rows)))
            number += 1
            if len(group) == _GROUP:
                writer.write_batch(_batch(group))
                group = []
        writer.write_batch(_batch(group))
    return number


def _batch(group: list[tuple[int, bytes]]) -> pa.RecordBatch:
    columns = zip(*group, strict=True) if group else ((), ())
    return pa.record_batch(
        [pa.array(column, one.type) for column, one in zip(columns, _ROWS, strict=True)],
        schema=_ROWS,
    )
