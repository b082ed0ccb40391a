"""A register as a DataFrame: the same stakes, faults and verdicts as its file gives."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from caveat.errors import BadInput
from caveat.ownership.build import build
from caveat.ownership.listed import Listed
from caveat.ownership.network import Network
from caveat.ownership.regimes.known import regime
from caveat.ownership.verdicts import VERDICTS, verdicts
from caveat.sources.stakes.reading import read
from caveat.spark import ownership

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

HEADINGS = ("owner_id", "owner_name", "owner_type", "owned_id", "owned_name", "share", "kind",
            "start", "end")  # fmt: skip
ODD = [
    ("p1", "A person", "person", "c1", "First Ltd", "50", "", "2014", ""),
    ("p1", "A person", "person", "c1", "First Ltd", "50", "", "2014", ""),  # told twice
    ("c1", "First Ltd", "", "c1", "First Ltd", "10", "", "", ""),  # in itself
    ("c1", "First Ltd", "company", "c2", "", "25-50", "", "", ""),
    ("c1", "", "", "c3", "Third", "120", "", "", ""),  # no share
    ("", "", "", "c3", "Third", "20", "", "", ""),  # no owner
    ("p1", "", "", "c4", "Fourth", "100", "shares", "2020-05-01", "2019"),  # ended before it began
    ("p1", "", "", "c4", "Fourth", "60", "voting rights", "soon", ""),  # no day
    ("p2", "Another", "person", "c2", "Second", "25,5 %", "", "01.02.2019", ""),
]
DAY = date(2024, 6, 1)


def table(folder: Path) -> Path:
    """A register with chains, rings, bands and everything that can be wrong with a row."""
    random = np.random.default_rng(5)
    rows = list(ODD)
    for n in range(1500):
        owner = f"p{n}" if random.random() < 0.4 else f"c{random.integers(0, 500)}"
        share = str(random.choice(["50", "49.99", "100", "25", "25-50", "50-75", ""]))
        kind = str(
            random.choice(["", "voting rights", "board", "nominee"], p=[0.7, 0.2, 0.05, 0.05])
        )
        end = str(random.choice(["", "2021-03-04"], p=[0.9, 0.1]))
        owned = f"c{random.integers(0, 500)}"
        rows.append((owner, f"Name {owner}", "", owned, f"Name {owned}", share, kind, "", end))
    place = folder / "stakes.csv"
    with place.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADINGS, *rows])
    return place


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return table(tmp_path_factory.mktemp("stakes"))


@pytest.fixture(scope="module")
def frame(spark: SparkSession, place: Path) -> DataFrame:
    with place.open(encoding="utf-8", newline="") as stream:
        rows = [(*row, f"stakes.csv:{line}") for line, row in enumerate(csv.reader(stream), 1)]
    names = ", ".join(f"{name} string" for name in (*HEADINGS, "where_from"))
    return spark.createDataFrame(rows[1:], names).repartition(3)


def test_the_stakes_holders_and_faults_are_those_of_the_file(frame: DataFrame, place: Path) -> None:
    known = read(place, name="register")
    found = ownership.register(frame, origin="where_from")
    stakes = {tuple(row) for row in found.stakes.collect()}
    assert stakes == {tuple(getattr(one, name) for name in found.stakes.columns)
                      for one in known.stakes}  # fmt: skip
    holders = {row.id: (row.name, row.type) for row in found.holders.collect()}
    assert holders == {id: (one.name, one.type) for id, one in known.holders.items()}
    faults = sorted((row["where"], row.reason) for row in found.faults.collect())
    assert faults == sorted((one.where, one.reason) for one in known.faults)
    assert len(faults) >= 6
    found.close()


@pytest.mark.parametrize("way", ["whole", "reached"])
def test_the_verdicts_are_those_of_the_file_whatever_the_way(
    frame: DataFrame, place: Path, way: ownership.Way
) -> None:
    known = read(place, name="register")
    network = build(known.holders.values(), known.stakes)
    listed = ["p1", "p40", "c7", "c99", "p300", "p77"]
    found = ownership.register(frame, origin="where_from")
    brought = ownership.network(found, listed if way == "reached" else None)
    assert (brought.stakes < network.stakes) == (way == "reached")
    for test in ("ofac", "eu", "uk"):
        wanted = told(network, listed, test)
        assert {"blocked", "may be blocked"} <= {verdict for _, _, verdict in wanted}
        assert told(brought, listed, test) == wanted
    rows = ownership.verdicts(found, listed, as_of=DAY, way=way).collect()
    assert {tuple(row) for row in rows} == told(network, listed, "ofac")
    found.close()


def told(network: Network, listed: list[str], test: str) -> set[tuple[str, str, str]]:
    """Everybody whom the listed parties reach enough, with the verdict."""
    start = Listed(frozenset(network.numbers(listed)))
    codes = verdicts(network, regime(test), DAY, start).codes()
    return {
        (network.ids[n], network.names[n], VERDICTS[code])
        for n, code in enumerate(codes.tolist())
        if VERDICTS[code] != "not blocked on what is known"
    }


def test_what_is_no_register_is_refused(spark: SparkSession) -> None:
    frame = spark.createDataFrame([("a", "b")], "owner_id string, name string")
    with pytest.raises(BadInput, match="owned_id"):
        ownership.register(frame)
    good = spark.createDataFrame(
        [("a", "b", 60.0)], "owner_id string, owned_id string, share double"
    )
    with pytest.raises(BadInput, match="no column 'line'"):
        ownership.register(good, origin="line")
    found = ownership.register(good)
    with pytest.raises(BadInput, match="None of the 1 listed"):
        ownership.verdicts(found, ["z"], as_of=DAY)
    (listed, blocked) = ownership.verdicts(found, ["a"], as_of=DAY).sort("party").collect()
    assert (listed.verdict, blocked.party, blocked.verdict) == ("listed", "b", "blocked")
    found.close()
