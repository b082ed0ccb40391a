"""A list of OpenSanctions read by Spark: the same version, the same edition."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

import caveat.spark
from caveat.errors import BadInput, ListMalformed, ListUnrecognised
from caveat.library import versions
from caveat.screening.library import Library
from caveat.sources import registry
from caveat.sources.reading import File

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

NAME = "opensanctions-ua_war_sanctions"
FIXTURE = Path(__file__).parents[1] / "sources/fixtures/os_entities.ftm.json"


def entities(data: Path, place: Path, count: int) -> Path:
    """The real table of a list as entities: sanctions and addresses after the parties, shared."""
    table = data / "opensanctions/targets_simple_com480.csv.gz"
    parties: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    with gzip.open(table, "rt", encoding="utf-8-sig", newline="") as stream:
        for row in list(csv.DictReader(stream))[:count]:
            said = {
                "name": [row["name"]],
                "alias": [one for one in row["aliases"].split(";") if one],
                "country": [one for one in row["countries"].split(";") if one],
                "idNumber": [one for one in row["identifiers"].split(";") if one],
                "shoeSize": ["43"],
            }
            if row["schema"] == "Person":
                said["birthDate"] = [one for one in row["birth_date"].split(";") if one]
            homes = [one for one in row["addresses"].split(";") if one]
            said["addressEntity"] = [f"addr-{hash_of(home)}" for home in homes]
            when = {"last_seen": row["last_seen"], "datasets": ["ua_war_sanctions"]}
            parties.append({"id": row["id"], "schema": row["schema"], "properties": said,
                            "target": True, **when})  # fmt: skip
            others += [
                {"id": f"addr-{hash_of(home)}", "schema": "Address", "properties": {"full": [home]},
                 **when} for home in homes
            ]  # fmt: skip
            if row["sanctions"]:
                others.append({"id": f"s-{row['id']}", "schema": "Sanction", **when,
                               "properties": {"entity": [row["id"]], "program": [row["sanctions"]],
                                              "startDate": ["2022-10-19"]}})  # fmt: skip
    links = zip(parties, parties[7:], strict=False)
    others += [
        {"id": f"o-{one['id']}", "schema": "Ownership", "datasets": [], "properties":
         {"owner": [one["id"]], "asset": [other["id"]], "percentage": ["50"]}}
        for one, other in links
    ]  # fmt: skip
    lines = [json.dumps(one, ensure_ascii=False) for one in (*others[::2], *parties, *others[1::2])]
    place.write_text("\n\n".join(lines) + "\n", encoding="utf-8")  # blank lines count, too
    return place


def hash_of(text: str) -> int:
    return sum(ord(char) * place for place, char in enumerate(text, 1))


@pytest.mark.parametrize("which", ["fixture", "real"])
def test_the_version_and_the_edition_are_those_of_one_machine(
    spark: SparkSession, request: pytest.FixtureRequest, tmp_path: Path, which: str
) -> None:
    place = FIXTURE
    if which == "real":
        data = request.getfixturevalue("data")
        place = entities(data, tmp_path / "entities.ftm.json", 600)
        before = spark.conf.get("spark.sql.files.maxPartitionBytes")
        spark.conf.set("spark.sql.files.maxPartitionBytes", 100_000)  # several parts of one file
    source = registry.get(NAME)
    here, there = (Library.open(tmp_path / one, today="2026-11-24") for one in ("a", "b"))
    here.bring(source, [File(place)])
    assert caveat.spark.bring(spark, there, source, place).new
    if which == "real":
        spark.conf.set("spark.sql.files.maxPartitionBytes", str(before))
    (mine,), (theirs,) = (versions.kept(one.root, NAME) for one in (here, there))
    assert theirs == mine
    assert mine.unknown or which == "fixture"
    tables = [
        pq.read_table(versions.folder(one.root, mine) / "statements.parquet")
        for one in (here, there)
    ]
    assert tables[0].equals(tables[1])
    assert here.build().id == there.build().id
    assert here.edition.table.equals(there.edition.table)
    assert not caveat.spark.bring(spark, there, source, place).new


def test_a_file_that_is_cut_off_is_refused_as_on_one_machine(
    spark: SparkSession, tmp_path: Path
) -> None:
    text = FIXTURE.read_text(encoding="utf-8")
    place = tmp_path / "entities.ftm.json"
    place.write_text(text[: int(len(text) * 0.7)], encoding="utf-8")
    library = Library.open(tmp_path / "library", today="2026-11-24")
    with pytest.raises(ListMalformed) as here:
        library.bring(registry.get(NAME), [File(place)])
    with pytest.raises(ListMalformed) as there:
        caveat.spark.bring(spark, library, registry.get(NAME), place)
    assert str(there.value) == str(here.value)
    assert not versions.kept(library.root, NAME)
    assert not list(library.root.glob("versions/*/.aside-*"))


def test_what_is_no_collection_of_entities_is_refused(spark: SparkSession, tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", today="2026-11-24")
    with pytest.raises(BadInput, match="no file"):
        caveat.spark.bring(spark, library, registry.get(NAME), tmp_path / "nothing.json")
    table = tmp_path / "targets.simple.csv"
    table.write_text("id,schema,name\n1,Person,A\n")
    with pytest.raises(ListUnrecognised, match="caveat import"):
        caveat.spark.bring(spark, library, registry.get(NAME), table)
