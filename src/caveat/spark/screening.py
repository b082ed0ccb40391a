"""A DataFrame of customers in, a DataFrame of hits out: the same engine as `Library.screen_many`.

The question is settled on the driver, and refused there. Then every executor gets the edition
once, and its Python workers map it into memory; customers pass through them as Arrow batches.
Nothing is collected on the driver.
"""

from __future__ import annotations

import atexit
import hashlib
import pickle
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from caveat.errors import BadInput
from caveat.screening import elsewhere
from caveat.screening.elsewhere import Settled
from caveat.screening.library import Library
from caveat.screening.question import Terms
from caveat.screening.screen import Desk
from caveat.spark.driver import needs_spark
from caveat.spark.parcel import SUFFIX, pack

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

SORTED = "spark.sql.execution.sortBeforeRepartition"
"""What makes Spark put every row where it was, if a part is dealt out again."""

PARTITIONS = 8
"""Partitions for each core: few enough that starting them costs nothing, many enough that no core
waits long for the last one."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where every machine of a job finds the library.

    Attributes:
        folder: a folder under the same path on all of them; empty for a parcel.
        parcel: the name under which Spark unpacked a parcel on each.
    """

    folder: str = ""
    parcel: str = ""

    def root(self) -> Path:
        """The folder on this machine."""
        if self.folder:
            return Path(self.folder)
        from pyspark import SparkFiles

        return Path(SparkFiles.get(self.parcel))


class Worker(Protocol):
    """What passes batches through a Python worker."""

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Results of some batches, in their order."""


@dataclass(frozen=True, slots=True)
class Screener:
    """What a Python worker does with its customers; sent to it by Spark.

    Attributes:
        placed: where the library is.
        settled: the question.
        mark: of both; a worker keeps what it opened under it.
        nested: one row a customer.
    """

    placed: Placed
    settled: Settled
    mark: str
    nested: bool = False

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The results of some batches, in their order."""
        desk = self.desk()
        for batch in batches:
            yield from elsewhere.answers(desk, batch, self.settled.columns, nested=self.nested)

    def desk(self) -> Desk:
        """What answers in this process; opened once, for all its tasks."""
        if self.mark not in _OPENED:
            _OPENED.clear()  # a worker that lives long must not keep every edition that it saw
            root = self.placed.root()
            if not root.is_dir():
                raise BadInput(
                    f"This machine has no folder {root}. Say shared=False to have it sent."
                )
            _OPENED[self.mark] = elsewhere.desk_of(root, self.settled)
        return _OPENED[self.mark]


_OPENED: dict[str, Desk] = {}
"""The desk of this process."""


def screen(
    dataframe: DataFrame,
    edition: Library | str | Path | None = None,
    *,
    mapping: Mapping[str, str] | None = None,
    nested: bool = False,
    shared: bool | None = None,
    partitions: int | None = None,
    **terms: Any,
) -> DataFrame:
    """Screen a DataFrame of customers.

    Args:
        dataframe: one row a customer; its columns are guessed by their names, as in
            ``caveat batch``.
        edition: the library, or its folder; or a parcel that `pack` wrote: a file or an address
            that Spark itself can read (``hdfs://…``, ``s3a://…``). The user's own library if not
            said.
        mapping: column -> field, for columns whose names say too little; an empty field leaves a
            column out.
        nested: one row a customer, with all hits in ``caveat_found``; else one row a hit, and one
            for each customer without any.
        shared: True if the library's folder is on all machines under the same path; then it is
            used as it is. Else a parcel is made and sent. Taken as True for a local master.
        partitions: into how many even parts the customers are put; 0 leaves them as they are.
            Eight for each core if not said.
        terms: as for `Library.screen`: ``as_of``, ``known_at``, ``sources``, ``threshold``,
            ``limit``, ``max_age``, ``strict``, ``ownership``.

    Returns:
        The customers' columns, and those of ``caveat batch``. The rows are in no order; there is
        no line number, unless the DataFrame has a column ``caveat_line``.

    Raises:
        MissingExtra: Spark is not installed.
        BadMapping, BadTable: no column with a name was found, or a mapping is wrong.
        CannotAnswer: the lists needed are missing or, under strict terms, stale. All of them are
            raised here, before any machine begins to work.
    """
    columns = elsewhere.columns_of(dataframe.columns, mapping or {})
    spark = dataframe.sparkSession
    screener = prepare(spark, edition, columns, terms, nested=nested, shared=shared)
    return results(dataframe, screener, partitions)


def prepare(
    spark: SparkSession,
    edition: Library | str | Path | None,
    columns: Mapping[str, str],
    terms: Terms | Mapping[str, Any],
    *,
    nested: bool = False,
    shared: bool | None = None,
) -> Screener:
    """Settle a question on the driver, and put the edition where every executor finds it.

    Args:
        spark: the session.
        edition: as for `screen`.
        columns: heading -> field.
        terms: as for `Library.screen`.
        nested: as for `screen`.
        shared: as for `screen`.

    Raises:
        BadInput: Spark cannot read a parcel.
        CannotAnswer: the lists needed are missing or, under strict terms, stale.
    """
    needs_spark()
    placed, library = Placed(), edition
    if isinstance(edition, str | Path) and str(edition).endswith(SUFFIX):
        # Spark's Java has a working directory of its own.
        there = str(edition) if "://" in str(edition) else str(Path(edition).resolve())
        placed = _send(spark, there)
        library = Library.open(placed.root())
    elif not isinstance(edition, Library):
        library = Library.open(edition)
    assert isinstance(library, Library)
    asked = terms if isinstance(terms, Terms) else library.terms(**terms)
    settled = elsewhere.settle(library, columns, asked)
    if not placed.parcel:
        if shared is None:
            shared = context_of(spark).master.startswith("local")
        placed = Placed(str(library.root.resolve())) if shared else _packed(spark, library)
    mark = hashlib.sha256(pickle.dumps((placed, settled))).hexdigest()
    return Screener(placed, settled, mark, nested)


def results(
    dataframe: DataFrame,
    screener: Screener,
    partitions: int | None = None,
    worker: Worker | None = None,
) -> DataFrame:
    """The DataFrame of results, which Spark computes when it is asked for.

    Args:
        dataframe: the customers.
        screener: what was prepared for their columns.
        partitions: as for `screen`.
        worker: what does the work, if it is more than the screener alone.
    """
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructType

    if partitions is None:
        partitions = PARTITIONS * context_of(dataframe.sparkSession).defaultParallelism
    if partitions < 0:
        raise BadInput(f"There cannot be {partitions} partitions. Say 1 or more, or 0 for as is.")
    if partitions and dataframe.sparkSession.conf.get(SORTED) == "false":
        raise BadInput(
            f"{SORTED} is false: a part that is done again after a failure could lose rows. "
            "Set it to true, or say partitions=0."
        )
    even = dataframe.repartition(partitions) if partitions else dataframe
    own = elsewhere.kept(dataframe.columns)
    added = from_arrow_schema(elsewhere.added(screener.nested))
    fields = [dataframe.schema[name] for name in own]
    return even.mapInArrow((worker or screener).__call__, StructType([*fields, *added.fields]))


def _packed(spark: SparkSession, library: Library) -> Placed:
    """Send the library's edition to every executor."""
    folder = Path(tempfile.mkdtemp(prefix="caveat-parcel-"))
    # It stays until the driver ends: an executor that joins later fetches it, too.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return _send(spark, str(pack(library, folder / f"caveat-{library.edition.id}{SUFFIX}")))


def _send(spark: SparkSession, parcel: str) -> Placed:
    """Have Spark unpack a parcel once on the driver and once on each executor.

    Spark does it before the first task of an executor begins, and removes it when the application
    ends; a worker never sees half of it.
    """
    context = context_of(spark)
    name = f"caveat-{hashlib.sha256(parcel.encode()).hexdigest()[:16]}"
    if not any(sent.endswith(f"#{name}") for sent in context.listArchives):
        try:
            context.addArchive(f"{parcel}#{name}")
        except Exception as error:  # whatever Spark raises of the file systems that it knows
            [what, *_] = str(error).splitlines() or [type(error).__name__]
            raise BadInput(
                f"Spark cannot read the parcel {parcel} ({what}). Check its address, and that "
                "Spark has the connector for it."
            ) from None
    return Placed(parcel=name)


def context_of(spark: SparkSession) -> Any:
    """The session's context.

    Raises:
        BadInput: it is a session of Spark Connect, which has none.
    """
    from pyspark.errors import PySparkException

    try:
        return spark.sparkContext
    except PySparkException:
        raise BadInput(
            "This session is one of Spark Connect, which cannot send an edition. Say shared=True "
            "for a folder that all machines have, and how many partitions."
        ) from None
