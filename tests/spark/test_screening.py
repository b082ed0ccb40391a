"""A DataFrame of customers against the library: the same answers as everywhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.screening.conftest import text_of
from tests.spark.faults import Failing

import caveat.spark
from caveat.errors import BadInput, BadMapping, BadTable, NoList, StaleList
from caveat.match.facts import KINDS
from caveat.screening import batch, elsewhere
from caveat.screening.flat import COLUMNS
from caveat.screening.library import Library
from caveat.sources import registry, starter
from caveat.sources.reading import File
from caveat.spark import screening
from caveat.spark.screening import Placed, Screener

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

HEADINGS = ("customer_id", "full name", "date of birth", "country")
ROWS = [
    ("1", "Sergey Chemezov", "1952-08-20", "Russia"),
    ("2", "Maria Kestrelova", "", ""),
    ("3", "Ismail Demir", "31/02/1980", "Turkey"),
    ("4", "", None, "Estonia"),
    ("5", "Концерн «Калашников»", "", "RU"),
]

Records = list[dict[str, Any]]


def customers(spark: SparkSession, rows: Sequence[tuple[Any, ...]] = ROWS) -> DataFrame:
    return spark.createDataFrame(rows, ", ".join(f"`{name}` string" for name in HEADINGS))


def put(place: Path, rows: Sequence[tuple[Any, ...]]) -> Path:
    columns = zip(*rows, strict=True)
    pq.write_table(pa.table([pa.array(one, pa.string()) for one in columns], HEADINGS), place)
    return place


def local(library: Library, source: Path, output: Path, **terms: Any) -> Records:
    """What ``caveat batch`` makes of the same customers."""
    batch.run(library, source, output, terms=terms)
    rows: Records = pq.read_table(output).drop_columns("caveat_line").to_pylist()
    return rows


def in_order(rows: Records) -> Records:
    return sorted(rows, key=lambda row: (int(row["customer_id"]), row["caveat_hit"] or 0))


def collected(frame: DataFrame) -> Records:
    return in_order([row.asDict(recursive=True) for row in frame.collect()])


def names_of(library: Library, count: int) -> list[tuple[str, ...]]:
    """Listed names, in every script that the lists have, and as many that are made of them."""
    index = library.index
    kinds = [KINDS.index(kind) for kind in ("name", "alias", "weak_alias", "former_name")]
    facts = [n for n, kind in enumerate(index.kinds.tolist()) if kind in kinds]
    step = max(1, len(facts) // (count // 2))
    rows: list[tuple[str, ...]] = []
    for fact in facts[::step]:
        name = index.value(fact)
        first, _, rest = name.partition(" ")
        for text in (name, f"{rest} {first[:-1]}" if rest else f"{first} Kestrel"):
            rows.append((str(len(rows)), text, "", ""))
    return rows[:count]


def test_the_rows_are_those_of_a_batch(
    spark: SparkSession, library: Library, tmp_path: Path
) -> None:
    known = local(library, put(tmp_path / "in.parquet", ROWS), tmp_path / "out.parquet")
    found = collected(caveat.spark.screen(customers(spark), library))
    blank = [{name: value or None for name, value in row.items() if name in HEADINGS}
             for row in found]  # fmt: skip
    assert [{**row, **plain} for row, plain in zip(found, blank, strict=True)] == known
    assert list(found[0]) == [*HEADINGS, *(name for name in COLUMNS if name != "caveat_line")]


def test_thousands_of_customers_in_many_scripts_get_the_answers_of_a_batch(
    spark: SparkSession, real: Library, tmp_path: Path
) -> None:
    rows = names_of(real, 3000)
    assert len(rows) == 3000
    source = put(tmp_path / "in.parquet", rows)
    terms: dict[str, Any] = {"as_of": "2026-03-01", "threshold": 0.8, "limit": 4}
    known = local(real, source, tmp_path / "out.parquet", **terms)
    assert sum(row["caveat_hit"] > 0 for row in known) > 1400
    frame = caveat.spark.screen(spark.read.parquet(str(source)), real, **terms)
    frame.write.parquet(str(tmp_path / "spark.parquet"))
    found = in_order(pq.read_table(tmp_path / "spark.parquet").to_pylist())
    assert [{**row, "date of birth": None, "country": None} for row in found] == known


def test_one_row_a_customer_with_all_its_hits(spark: SparkSession, library: Library) -> None:
    flat = collected(caveat.spark.screen(customers(spark), library))
    frame = caveat.spark.screen(customers(spark), library, nested=True)
    rows = {row["customer_id"]: row.asDict(recursive=True) for row in frame.collect()}
    assert sorted(rows) == list("12345")
    for row in rows.values():
        hits = [one for one in flat if one["customer_id"] == row["customer_id"]]
        assert row["caveat_status"] == hits[0]["caveat_status"]
        said = [
            {name.removeprefix("caveat_"): one[name] for name in one if name.startswith("caveat_")}
            for one in hits if one["caveat_hit"]
        ]  # fmt: skip
        assert row["caveat_found"] == [{name: one[name] for name in row["caveat_found"][0]}
                                       for one in said]  # fmt: skip
    assert rows["3"]["caveat_why"].startswith("Birth date '31/02/1980'")
    assert rows["2"]["caveat_notice"].endswith("gives no legal advice.")


def test_columns_come_out_in_their_own_types_and_a_line_number_is_kept(
    spark: SparkSession, library: Library
) -> None:
    frame = spark.sql(
        "SELECT 7L AS caveat_line, 'Sergey Chemezov' AS name, DATE'1952-08-20' AS dob, "
        "CAST(1.50 AS DECIMAL(9,2)) AS balance, array(1, 2) AS tags, 'old' AS caveat_status"
    )
    (row,) = caveat.spark.screen(frame, library).collect()
    assert (row.caveat_line, row.caveat_status, row.tags) == (7, "hit", [1, 2])
    assert (str(row.dob), str(row.balance)) == ("1952-08-20", "1.50")
    assert "Born 1952-08-20 fits" in row.caveat_why


def test_what_the_columns_are_can_be_said(spark: SparkSession, library: Library) -> None:
    frame = spark.createDataFrame([("Sergey Chemezov", "x")], "wer string, name string")
    rows = caveat.spark.screen(frame, library, mapping={"wer": "name", "name": ""}).collect()
    assert "starter-sergei-chemezov" in {row.caveat_party for row in rows}


def test_what_cannot_be_answered_is_refused_before_any_work(
    spark: SparkSession, library: Library, tmp_path: Path
) -> None:
    frame = customers(spark)
    own = tmp_path / "own.toml"
    own.write_text(text_of("2020-11-20", {"un-1": {"name": "Maria Kestrelova"}}), encoding="utf-8")
    stale = Library.open(tmp_path / "stale", today="2026-11-24")
    stale.bring(replace(registry.get("un-sc"), parser="starter:read"), [File(own)])
    stale.build()
    with pytest.raises(NoList, match="caveat update"):
        caveat.spark.screen(frame, tmp_path / "nothing")
    with pytest.raises(BadMapping, match="no column 'surname'"):
        caveat.spark.screen(frame, library, mapping={"surname": "name"})
    with pytest.raises(BadMapping, match="No column looks like a name"):
        caveat.spark.screen(frame.select("country"), library)
    with pytest.raises(BadTable, match="twice"):
        caveat.spark.screen(frame.select("country", "full name", "country"), library)
    with pytest.raises(BadInput, match="-1 partitions"):
        caveat.spark.screen(frame, library, partitions=-1)
    spark.conf.set(screening.SORTED, "false")
    with pytest.raises(BadInput, match="could lose rows"):
        caveat.spark.screen(frame, library)
    spark.conf.set(screening.SORTED, "true")
    with pytest.raises(StaleList, match="caveat update un-sc"):
        caveat.spark.screen(frame, stale, strict=True)


def test_the_day_and_the_edition_are_those_of_the_driver(
    spark: SparkSession, tmp_path: Path
) -> None:
    mine = Library.open(tmp_path / "library", today="2026-11-24")
    mine.bring(registry.get("starter"), [starter.bundled()])
    before = mine.build().id
    frame = caveat.spark.screen(customers(spark), mine, as_of="2014-05-01")
    # Between the question and the work, another edition comes in force.
    own = tmp_path / "own.toml"
    own.write_text(text_of("2026-11-20", {"un-1": {"name": "Maria Kestrelova"}}), encoding="utf-8")
    later = Library.open(tmp_path / "library", today="2026-11-24")
    later.bring(replace(registry.get("un-sc"), parser="starter:read"), [File(own)])
    assert later.build().id != before
    rows = {row.customer_id: row for row in frame.collect()}
    assert {row.caveat_edition for row in rows.values()} == {before, None}
    assert rows["2"].caveat_status == "clear"
    assert rows["1"].caveat_programmes == "UKRAINE-EO13661"  # the Union came later


def test_a_parcel_answers_as_the_library_that_it_was_made_of(
    spark: SparkSession, library: Library, tmp_path: Path
) -> None:
    here = collected(caveat.spark.screen(customers(spark), library))
    sent = collected(caveat.spark.screen(customers(spark), library, shared=False))
    assert sent == here
    parcel = caveat.spark.pack(library, tmp_path / "edition.tar.gz")
    packed = collected(caveat.spark.screen(customers(spark), str(parcel)))
    assert [row["caveat_party"] for row in packed] == [row["caveat_party"] for row in here]


@pytest.mark.parametrize("kill", [True, False], ids=["killed", "error"])
def test_a_worker_that_fails_costs_no_row_and_doubles_none(
    spark: SparkSession, library: Library, tmp_path: Path, kill: bool
) -> None:
    rows = [(str(n), ("Sergey Chemezov", "Maria Kestrelova")[n % 2], "", "") for n in range(6000)]
    source = put(tmp_path / "in.parquet", rows)
    frame = spark.read.parquet(str(source))
    columns = elsewhere.columns_of(frame.columns, {})
    screener = screening.prepare(spark, library, columns, {}, nested=True)
    failing = Failing(screener, tmp_path / "failed", kill=kill)
    parts = screening.results(frame, screener, 4, worker=failing)
    parts.write.parquet(str(tmp_path / "out"))
    assert (tmp_path / "failed").exists()
    found = pq.read_table(tmp_path / "out").to_pylist()
    assert sorted(int(row["customer_id"]) for row in found) == list(range(6000))
    assert sum(len(row["caveat_found"]) > 0 for row in found) == 3000


def test_customers_are_spread_evenly_whatever_their_file_was(
    spark: SparkSession, library: Library
) -> None:
    rows = [(str(n), "Maria Kestrelova", "", "") for n in range(4000)]
    one = customers(spark, rows).coalesce(1)
    frame = caveat.spark.screen(one, library, partitions=8)
    from pyspark.sql.functions import spark_partition_id

    sizes = [row["count"] for row in frame.groupBy(spark_partition_id()).count().collect()]
    assert len(sizes) == 8
    assert max(sizes) - min(sizes) <= 8
    left = caveat.spark.screen(one, library, partitions=0)
    assert left.groupBy(spark_partition_id()).count().count() == 1


def test_a_worker_opens_the_edition_once(library: Library) -> None:
    columns = elsewhere.columns_of(["name"], {})
    settled = elsewhere.settle(library, columns, library.terms())
    placed = Placed(str(library.root))
    first = Screener(placed, settled, "mark of a test").desk()
    assert Screener(placed, settled, "mark of a test").desk() is first
    assert Screener(placed, settled, "another mark").desk() is not first
    assert list(screening._OPENED) == ["another mark"]
