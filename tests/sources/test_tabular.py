"""A list of the user's own: CSV and XLSX, with a mapping."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from caveat.errors import BadMapping, ListMalformed
from caveat.sources import tabular
from caveat.sources.reading import File, Reading

if TYPE_CHECKING:
    from tests.sources.conftest import Load

MAPPING = """
[list]
name = "house"
publisher = "Our compliance desk"
day_order = "dmy"

[columns]
Number = "id"
Name = "name"
Also = "alias"
Born = "birth_date"
Kind = "type"
Since = "start_date"
Why = "reason"

[constants]
programme = "Internal watch list"
country = "ru"
"""
TABLE = """Number;Name;Also;Born;Kind;Since;Why
1;Sergei Chemezov;Сергей Чемезов, S. Chemezov;20/08/1952;person;01.02.2023;Heads Rostec
2;Rostec;;;company;2023-02;
"""


def put(folder: Path, table: str = TABLE, mapping: str = MAPPING) -> list[Path]:
    (folder / "house.csv").write_text(table, encoding="utf-8")
    (folder / "house.toml").write_text(mapping, encoding="utf-8")
    return [folder / "house.csv", folder / "house.toml"]


def test_a_table_and_its_mapping(load: Load, tmp_path: Path) -> None:
    mapping = MAPPING.replace('day_order = "dmy"', 'day_order = "dmy"\nseparator = ","')
    read = load("house", *put(tmp_path, mapping=mapping))
    assert read.said("house-1") == {
        "country": ["ru"],
        "name": ["Sergei Chemezov"],
        "alias": ["Сергей Чемезов", "S. Chemezov"],
        "birthDate": ["1952-08-20"],
    }
    assert read.beside("house-1", "Sanction") == [
        {
            "authority": ["Our compliance desk"],
            "program": ["Internal watch list"],
            "startDate": ["2023-02-01"],
            "reason": ["Heads Rostec"],
        }
    ]
    assert read.parties["house-2"].schema == "Company"
    assert read.beside("house-2", "Sanction")[0]["startDate"] == ["2023-02"]
    assert not read.reading.unknown


def test_a_sheet_says_the_same_as_a_table(load: Load, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for line in TABLE.splitlines():
        book.active.append(line.split(";"))
    (tmp_path / "sheet").mkdir()
    book.save(tmp_path / "sheet/house.xlsx")
    (tmp_path / "sheet/house.toml").write_text(MAPPING)
    table = load("house", *put(tmp_path))
    sheet = load("house", tmp_path / "sheet/house.xlsx", tmp_path / "sheet/house.toml")
    for id in table.parties:
        assert sheet.said(id) == table.said(id)
        assert sheet.beside(id, "Sanction") == table.beside(id, "Sanction")


def test_a_column_without_a_field_is_counted_and_kept(load: Load, tmp_path: Path) -> None:
    read = load("house", *put(tmp_path, mapping=MAPPING.replace('Why = "reason"\n', "")))
    assert read.reading.unknown == {"Why": 1}
    assert "Why: Heads Rostec" in read.said("house-1")["notes"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('Why = "reason"', 'Why = "raison"', "'raison' is no field. Use: name, alias"),
        ("Why =", "Warum =", "has no column 'Warum'"),
        ('Name = "name"\n', "", "no column is mapped to name"),
        ('day_order = "dmy"', 'day_order = "ymd"', "dmy or mdy"),
        ("[list]", "[list", "is no TOML"),
        ('name = "house"', "", "needs .list. with a name"),
    ],
)
def test_a_mistake_in_the_mapping_is_told(
    old: str, new: str, why: str, load: Load, tmp_path: Path
) -> None:
    with pytest.raises(BadMapping, match=why):
        load("house", *put(tmp_path, mapping=MAPPING.replace(old, new, 1)))


def test_a_ragged_row_is_refused_with_its_line(load: Load, tmp_path: Path) -> None:
    with pytest.raises(ListMalformed, match=r"house\.csv:4 has 3 cells for 7"):
        load("house", *put(tmp_path, TABLE + "3;Nobody;x\n"))


def test_a_kind_that_is_none_is_refused_with_its_line(load: Load, tmp_path: Path) -> None:
    with pytest.raises(ListMalformed, match=r"house\.csv:4: 'goblin' is no type"):
        load("house", *put(tmp_path, TABLE + "3;Nobody;;;goblin;;\n"))


def test_the_annexes_of_the_eu_regulations(data: Path, load: Load, fixtures: Path) -> None:
    paths = sorted((data / "eu/journal_2026-08/consolidated").glob("*.csv*"))
    read = load("eu-journal", *paths, fixtures / "eu_journal.toml")
    rows = []
    for path in paths:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        rows += list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert len(rows) > 8_000
    printed = {" ".join(row["name"].split(";")[0].split()) for row in rows} - {""}
    assert printed == {p.values("name")[0] for p in read.listed}
    assert not read.reading.unknown
    [chemezov] = [
        p for p in read.listed if p.values("name") == ["Sergey Viktorovich CHEMEZOV"]
        and p.values("birthDate")
    ][:1]  # fmt: skip
    assert chemezov.values("birthDate") == ["1952-08-20"]
    assert read.beside(chemezov.id, "Sanction")[0]["startDate"] == ["2014-09-12"]


def test_chinas_countermeasures(data: Path, load: Load, fixtures: Path) -> None:
    path = data / "us_misc/cn_sanctions.csv"
    read = load("cn-countermeasures", path, fixtures / "cn_countermeasures.toml")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    printed = {" ".join(row["Name"].split(";")[0].split()) for row in rows}
    assert {p.values("name")[0] for p in read.listed} == printed
    [ned] = [p for p in read.listed if p.values("name") == ["National Endowment for Democracy"]]
    assert ned.values("alias") == ["美国国家民主基金会"]
    assert read.beside(ned.id, "Sanction")[0]["startDate"] == ["2019-12-02"]


WORDS = st.text(st.characters(categories=["L", "Nd"], max_codepoint=0x4FF), min_size=1, max_size=12)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(WORDS, min_size=1, max_size=8, unique=True))
def test_every_name_that_goes_in_comes_out(tmp_path: Path, names: list[str]) -> None:
    table = "Number,Name\n" + "".join(f"{n},{name}\n" for n, name in enumerate(names))
    mapping = '[list]\nname = "own"\n[columns]\nNumber = "id"\nName = "name"\n'
    files = [File(path) for path in put(tmp_path, table, mapping)]
    read = {party.id: party.values("name") for party in tabular.read(files, Reading())}
    assert read == {f"own-{n}": [name] for n, name in enumerate(names)}
