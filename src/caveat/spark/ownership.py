"""Who stands behind whom, over a register that is a DataFrame.

Reading a register is done row by row, on all machines: ids, days, shares, and what cannot be. The
test itself is the one of `caveat.ownership`, on one machine; what differs is how much of the
register it is given. See ``docs/decisions/spark.md`` for what was measured.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa

from caveat.errors import BadInput
from caveat.library.stakes import STAKES
from caveat.ownership.columns import of_columns
from caveat.ownership.listed import Listed
from caveat.ownership.network import Network
from caveat.ownership.regimes.known import regime as known_regime
from caveat.ownership.verdicts import VERDICTS
from caveat.ownership.verdicts import verdicts as verdicts_of
from caveat.sources.stakes.check import wrong
from caveat.sources.stakes.tabular import COLUMNS, named, row_items, usable
from caveat.spark.driver import needs_spark
from caveat.stake import Fault, Holder, Stake
from caveat.time import day

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Way = Literal["whole", "reached"]
"""How much of a register is brought to one machine: the whole, or what the listed parties reach,
found by joining DataFrames step by step."""

_ITEMS = pa.schema(
    [
        ("what", pa.string()),
        *STAKES,
        *((name, pa.string()) for name in ("id", "name", "type", "reason")),
    ]
)
_SAID = [name for name in STAKES.names if name != "origin"]


@dataclass(frozen=True, slots=True)
class Register:
    """A register as it may be weighed.

    Attributes:
        stakes: columns named as the attributes of `caveat.stake.Stake`; each stake once.
        holders: ``id``, ``name``, ``type``; each holder once.
        faults: ``where``, ``reason``: what is wrong with rows, and what was made of it.
        items: everything that was read, kept on the executors until `close`.
    """

    stakes: DataFrame
    holders: DataFrame
    faults: DataFrame
    items: DataFrame

    def close(self) -> None:
        """Let go of what the executors keep."""
        self.items.unpersist()


def register(
    dataframe: DataFrame, *, name: str = "register", origin: str | None = None
) -> Register:
    """Read stakes: the same columns, checks and faults as a table of ``caveat stakes import``.

    Args:
        dataframe: one stake a row; its columns are those of ``docs/how-to/stakes.md``, whatever
            their types.
        name: of the set.
        origin: a column that tells where a row stands, for the faults and the reasons.

    Raises:
        BadInput: there is no column for the owner or none for the owned, or none for the origin.
    """
    needs_spark()
    from pyspark import StorageLevel
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    headings = dataframe.columns
    if origin is not None and origin not in headings:
        raise BadInput(f"The DataFrame has no column {origin!r}. It has: {', '.join(headings)}.")
    columns = dict(zip(headings, named(headings), strict=True))
    if not usable(list(columns.values())):
        raise BadInput(
            "The DataFrame is no register of stakes: it has no column owner_id or owner_name, or "
            f"none owned_id or owned_name. Its columns are: {', '.join(headings)}."
        )
    used = {heading: column for heading, column in columns.items() if column in COLUMNS}
    reader = _Reader(used, name, origin)
    wanted = dict.fromkeys((*used, *([origin] if origin else [])))
    items = (
        dataframe.select(*(f"`{heading}`" for heading in wanted))
        .mapInArrow(reader.__call__, _spark_schema(_ITEMS))
        .persist(StorageLevel.DISK_ONLY)
    )
    place = f.struct(f.length("origin"), "origin")  # stakes.csv:9 stands before stakes.csv:12
    told = Window.partitionBy(*_SAID).orderBy(place)
    stakes = items.where("what = 'stake'").withColumn("told", f.row_number().over(told))
    again = stakes.where("told > 1").select(
        f.col("origin").alias("where"),
        f.lit("The same stake was told before. It counts once.").alias("reason"),
    )
    holders = (
        items.where("what = 'holder'")
        .groupBy("id")
        .agg(
            f.expr("min_by(name, struct(length(origin), origin)) FILTER (WHERE name <> '')").alias(
                "name"
            ),
            f.expr(
                "min_by(type, struct(length(origin), origin)) FILTER (WHERE type <> 'any')"
            ).alias("type"),
        )
    )
    faults = items.where("what = 'fault'").select(f.col("origin").alias("where"), "reason")
    return Register(
        stakes.where("told = 1").select(*STAKES.names),
        holders.fillna({"name": "", "type": "any"}),
        faults.unionByName(again),
        items,
    )


def verdicts(
    register: Register,
    listed: Collection[str],
    *,
    as_of: str | date,
    regime: str = "ofac",
    way: Way = "whole",
) -> DataFrame:
    """Who is blocked by ownership if some holders are listed, under a test and on a day.

    Args:
        register: the stakes.
        listed: ids of the holders to take as listed.
        as_of: the day.
        regime: name of the test, or its TOML file.
        way: how much of the register is brought to the driver; the verdicts are the same.

    Returns:
        ``party``, ``name``, ``verdict`` of every party that is listed, blocked or perhaps so. All
        others are not blocked on what is known.

    Raises:
        BadInput: nobody is listed, or none of them is in the register.
        BadRegime: there is no such test.
    """
    if not listed:
        raise BadInput("Nobody is taken as listed. Say the ids of holders.")
    test, when = known_regime(regime), day(as_of)
    drawn = network(register, listed if way == "reached" else None)
    numbers = drawn.numbers(sorted(listed))
    if not numbers:
        raise BadInput(
            f"None of the {len(listed)} listed ids is in the register. Ids are those of its "
            "columns owner_id and owned_id."
        )
    found = verdicts_of(drawn, test, when, Listed(frozenset(numbers)))
    codes = found.codes()
    free = VERDICTS.index("not blocked on what is known")
    rows = [int(row) for row in (codes != free).nonzero()[0]]
    table = pa.table(
        {
            "party": pa.array([drawn.ids[row] for row in rows], pa.string()),
            "name": pa.array([drawn.names[row] for row in rows], pa.string()),
            "verdict": pa.array([VERDICTS[codes[row]] for row in rows], pa.string()),
        }
    )
    made: DataFrame = register.items.sparkSession.createDataFrame(table)
    return made


def network(register: Register, reached: Collection[str] | None = None) -> Network:
    """A register as a network on the driver, ready for every question of `caveat.ownership`.

    Args:
        register: the stakes.
        reached: only what these holders reach; everything, if not said.
    """
    stakes, holders = register.stakes, register.holders
    if reached is not None:
        from pyspark.sql import functions as f

        below = _downward(register, reached)
        # Everybody's stakes in those who are reached: what others hold is not there to be held.
        stakes = stakes.join(f.broadcast(below), stakes["owned"] == below["id"], "left_semi")
        ends = stakes.select(f.col("owner").alias("id")).union(below).distinct()
        holders = holders.join(ends, "id", "left_semi")
    return of_columns(holders.toArrow(), stakes.select(*STAKES.names).toArrow())


def _downward(register: Register, top: Collection[str]) -> DataFrame:
    """The ids of some holders and of everybody below them, on any day."""
    from pyspark.sql import functions as f

    spark: SparkSession = register.items.sparkSession
    first = pa.table({"id": pa.array(sorted(top), pa.string())})
    known = frontier = spark.createDataFrame(first).localCheckpoint()
    edges = register.stakes.select("owner", "owned").distinct().persist()
    try:
        while not frontier.isEmpty():
            met = edges.join(f.broadcast(frontier), edges["owner"] == frontier["id"], "left_semi")
            below = met.select(f.col("owned").alias("id")).distinct()
            # Without the checkpoint, each step would do all steps before it again.
            frontier = below.join(f.broadcast(known), "id", "left_anti").localCheckpoint()
            known = known.union(frontier).coalesce(2).localCheckpoint()
    finally:
        edges.unpersist()
    return known


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a Python worker does with rows of a register."""

    columns: Mapping[str, str]
    name: str
    origin: str | None

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for start in range(0, batch.num_rows, 4096):
                rows = batch.slice(start, 4096).to_pylist()
                found = [item for row in rows for item in self._items(row)]
                yield pa.record_batch(
                    [pa.array([item.get(one.name) for item in found], one.type) for one in _ITEMS],
                    schema=_ITEMS,
                )

    def _items(self, row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        where = _plain(row[self.origin]) if self.origin else ""
        cells = {column: _plain(row[heading]) for heading, column in self.columns.items()}
        if not any(cells.values()):
            return
        for item in row_items((where, cells), self.name):
            if isinstance(item, Stake):
                reason = wrong(item)
                if reason:
                    yield {"what": "fault", "origin": item.origin, "reason": reason}
                else:
                    yield {"what": "stake", **{name: getattr(item, name) for name in STAKES.names}}
            elif isinstance(item, Holder):
                yield {"what": "holder", "id": item.id, "name": item.name, "type": item.type,
                       "origin": item.origin}  # fmt: skip
            else:
                assert isinstance(item, Fault)
                yield {"what": "fault", "origin": item.where, "reason": item.reason}


def _plain(value: Any) -> str:
    """A cell as a table of text would have it."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | Decimal):
        return format(Decimal(repr(value) if isinstance(value, float) else value).normalize(), "f")
    if hasattr(value, "hour"):
        return str(value.date())
    return str(value).strip()


def _spark_schema(schema: pa.Schema) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)
