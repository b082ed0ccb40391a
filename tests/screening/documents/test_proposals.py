"""Proposals: a table that a person checks, and that comes into the library as it is."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.screening.documents.report.readings import document, reading

from caveat.errors import BadInput
from caveat.screening.documents.proposals import COLUMNS, Gathered, Written
from caveat.sources.reading import File

if TYPE_CHECKING:
    from tests.screening.conftest import Shelf

    from caveat.screening.library import Library


def put(library: Library, place: Path, *texts: str) -> Written:
    paper = document(*texts, day="2018-02-26")
    gathered = Gathered()
    gathered.add(reading(library, paper, ("Rostec", "organization", []), then="2018-02-26"))
    return gathered.write(place)


def rows(place: Path) -> list[dict[str, str]]:
    with place.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_row_says_who_holds_what_and_where_it_stands(library: Library, tmp_path: Path) -> None:
    written = put(library, tmp_path / "stakes.csv", "Rostec owns 25.1 percent of Kamaz.")
    (row,) = rows(written.place)
    assert tuple(row) == COLUMNS
    assert row == {
        "owner_name": "Rostec",
        "owner_type": "organization",
        "owned_name": "Kamaz",
        "owned_type": "",
        "share_min": "25.1",
        "kind": "shares",
        "source": "paper.txt; of 2018-02-26; paragraph 1; Rostec owns 25.1 % of Kamaz; "
        "“Rostec owns 25.1 percent of Kamaz.”",
    }
    assert (written.stakes, written.links, written.day) == (1, 0, "2018-02-26")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_they_come_into_the_library_as_they_are(
    library: Library, shelf: Shelf, tmp_path: Path, suffix: str
) -> None:
    place = tmp_path / f"stakes{suffix}"
    written = put(
        library,
        place,
        "Rostec owns 25.1 percent of Kamaz. Rostec owns more than half of Avtovaz.",
        "Sergey Chemezov runs Rostec. Rostec has a joint venture with Boeing.",
        "Rostec owns about 40 percent of Sollers. Rosoboronexport, a unit of Rostec, sells arms.",
    )
    assert (written.stakes, written.links) == (5, 1)
    shelf.take("2018-01-01", {"x": {"name": "Sergey Chemezov", "since": "2014-04-28"}})
    opened = shelf.build()
    taken = opened.bring_stakes([File(place)], published=written.day)
    assert (taken.version.statements, taken.version.faults) == (5, 0)
    assert str(taken.version.published) == "2018-02-26"
    stakes = {
        (one.owner.split("/")[-1], one.owned.split("/")[-1]): one
        for one in opened.stakes(as_of="2026-11-24").stakes()
    }
    kamaz = stakes["Rostec", "Kamaz"]
    assert (kamaz.least, kamaz.most) == (251_000_000, 251_000_000)
    assert "“Rostec owns 25.1 percent of Kamaz.”" in kamaz.origin
    assert stakes["Rostec", "Avtovaz"].least == 500_000_001
    assert stakes["Rostec", "Sollers"].most == 1_000_000_000  # "about" is no bound
    office = stakes["Sergey Chemezov", "Rostec"]
    assert (office.kind, office.most) == ("control", 0)


def test_what_is_no_holding_stands_beside(library: Library, tmp_path: Path) -> None:
    written = put(
        library, tmp_path / "stakes.csv", "Rostec has a joint venture with Boeing in Russia."
    )
    assert written.beside == tmp_path / "stakes.links.csv"
    (row,) = rows(written.beside)
    assert (row["owner_name"], row["owned_name"], row["kind"]) == ("Rostec", "Boeing", "unknown")
    assert rows(written.place) == []


def test_what_several_documents_say_is_one_row(library: Library, tmp_path: Path) -> None:
    gathered = Gathered()
    for day in ("2018-02-26", "2019-01-01"):
        paper = document("Rostec owns half of Kamaz.", day=day)
        gathered.add(reading(library, paper, ("Rostec", "organization", []), then=day))
    written = gathered.write(tmp_path / "stakes.csv")
    (row,) = rows(written.place)
    assert "of 2018-02-26" in row["source"]
    assert "of 2019-01-01" in row["source"]
    assert written.day == ""


def test_a_file_that_could_not_be_imported_is_refused(library: Library, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"\.csv or \.xlsx"):
        put(library, tmp_path / "stakes.json", "Rostec owns half of Kamaz.")
