"""The UK Sanctions List: the real sheet of 2025, and small ones in today's CSV and XML."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from caveat.errors import ListMalformed, ListUnrecognised

if TYPE_CHECKING:
    from tests.sources.conftest import Load, Loaded


ODS = "uk/uk_sanctions_list_fcdo_2025-08-11.ods"


@pytest.fixture(scope="module")
def sheet(data: Path, load: Load) -> Loaded:
    return load("uk-sl", data / ODS)


@pytest.fixture(scope="module")
def table(load: Load, fixtures: Path) -> Loaded:
    return load("uk-sl", fixtures / "uk_sanctions_list.csv")


@pytest.fixture(scope="module")
def xml(load: Load, fixtures: Path) -> Loaded:
    return load("uk-sl", fixtures / "uk_sanctions_list.xml")


def test_every_row_of_the_sheet_is_a_listed_party(data: Path, sheet: Loaded) -> None:
    content = etree.fromstring(zipfile.ZipFile(data / ODS).read("content.xml"))
    firsts = ["".join(map(str, row[0].itertext())).strip() for row in content.iter("{*}table-row")]
    numbers = {first for first in firsts if first[-4:].isdigit()}
    assert {party.id for party in sheet.listed} == {f"uk-{number}" for number in numbers}
    assert len(numbers) > 5_000


def test_nothing_is_unknown(
    sheet: Loaded,
    table: Loaded,
    xml: Loaded,
) -> None:
    for read in (sheet, table, xml):
        assert not read.reading.unknown


def test_the_files_say_when_they_were_published(
    table: Loaded,
    xml: Loaded,
) -> None:
    for read in (table, xml):
        assert read.reading.published == "2025-11-20"


def test_in_the_sheet_a_person(sheet: Loaded) -> None:
    assert sheet.parties["uk-RUS0088"].schema == "Person"
    assert sheet.said("uk-RUS0088") == {
        "name": ["Chemezov Sergey Viktorovich"],
        "notes": ["OFSI Group ID: 13115", "Designation source: UK"],
    }
    assert sheet.beside("uk-RUS0088", "Sanction") == [
        {
            "authority": ["UK Foreign, Commonwealth and Development Office"],
            "country": ["gb"],
            "program": ["Russia"],
            "programId": ["Russia"],
            "provisions": [
                "Asset freeze",
                "Director Disqualification Sanction",
                "Travel Ban",
                "Trust Services Sanctions",
            ],
            "authorityId": ["RUS0088"],
            "startDate": ["2020-12-31"],
        }
    ]


def test_in_the_sheet_an_entity_with_six_measures(sheet: Loaded) -> None:
    assert sheet.parties["uk-DPR0157"].schema == "Organization"
    assert sheet.said("uk-DPR0157") == {
        "name": ["KOREA MINING DEVELOPMENT TRADING CORPORATION"],
        "notes": ["OFSI Group ID: 10892", "Designation source: UN"],
    }
    assert sheet.beside("uk-DPR0157", "Sanction") == [
        {
            "authority": ["UK Foreign, Commonwealth and Development Office"],
            "country": ["gb"],
            "program": ["Democratic People's Republic of Korea"],
            "programId": ["Democratic People's Republic of Korea"],
            "provisions": [
                "Asset freeze",
                "Chartering of Ships",
                "Closure of representative offices",
                "Crew servicing of ships and aircraft",
                "Prevention of business arrangements",
                "Prohibition of port entry",
            ],
            "authorityId": ["DPR0157"],
            "startDate": ["2009-04-24"],
        }
    ]


def test_in_the_sheet_a_ship(sheet: Loaded) -> None:
    assert sheet.parties["uk-DPR0075"].schema == "Vessel"
    assert sheet.said("uk-DPR0075") == {"name": ["Petrel 8"], "notes": ["Designation source: UN"]}
    assert sheet.beside("uk-DPR0075", "Sanction") == [
        {
            "authority": ["UK Foreign, Commonwealth and Development Office"],
            "country": ["gb"],
            "program": ["Democratic People's Republic of Korea"],
            "programId": ["Democratic People's Republic of Korea"],
            "provisions": ["Prohibition of port entry"],
            "authorityId": ["DPR0075"],
            "startDate": ["2017-10-03"],
        }
    ]


def test_a_person_in_the_csv_of_today(table: Loaded) -> None:
    assert table.parties["uk-RUS0088"].schema == "Person"
    assert table.said("uk-RUS0088") == {
        "name": ["Sergey Viktorovich CHEMEZOV"],
        "lastName": ["CHEMEZOV"],
        "firstName": ["Sergey"],
        "middleName": ["Viktorovich"],
        "alias": ["Сергей Викторович ЧЕМЕЗОВ", "Sergei CHEMEZOV"],
        "notes": [
            "Non-Latin script: Cyrillic Russian",
            "OFSI Group ID: 13115",
            "Designation source: UK",
            "Chief executive of Rostec.",
        ],
        "address": ["21 Gogolevskiy Bulvar, Moscow, 119991, Russia"],
        "country": ["ru"],
        "idNumber": ["770202363089"],
        "birthDate": ["1952-08-20"],
        "nationality": ["ru"],
        "position": ["Chairman of Rostec Corporation"],
        "gender": ["male"],
        "birthPlace": ["Cheremkhovo"],
        "birthCountry": ["ru"],
        "weakAlias": ["CHEMEZ"],
    }
    assert table.printed("uk-RUS0088", "birthDate") == {"1952-08-20": "20/08/1952"}
    assert table.printed("uk-RUS0088", "name") == {
        "Sergey Viktorovich CHEMEZOV": "CHEMEZOV, Sergey Viktorovich"
    }
    assert table.printed("uk-RUS0088", "nationality") == {"ru": "Russia"}
    assert table.beside("uk-RUS0088", "Address") == [
        {
            "full": ["21 Gogolevskiy Bulvar, Moscow, 119991, Russia"],
            "street": ["21 Gogolevskiy Bulvar"],
            "city": ["Moscow"],
            "postalCode": ["119991"],
            "country": ["ru"],
        }
    ]
    assert table.beside("uk-RUS0088", "Identification") == [
        {"number": ["770202363089"], "summary": ["Tax identification number"]}
    ]
    assert table.beside("uk-RUS0088", "Sanction") == [
        {
            "authority": ["UK Foreign, Commonwealth and Development Office"],
            "country": ["gb"],
            "program": ["The Russia (Sanctions) (EU Exit) Regulations 2019"],
            "programId": ["The Russia (Sanctions) (EU Exit) Regulations 2019"],
            "summary": ["The Russia (Sanctions) (EU Exit) Regulations 2019"],
            "provisions": ["Asset freeze", "Travel Ban"],
            "authorityId": ["RUS0088"],
            "reason": [
                "CHEMEZOV heads a company of strategic significance to the Government of Russia."
            ],
            "startDate": ["2020-12-31"],
            "modifiedAt": ["2023-03-21"],
        }
    ]


def test_a_ship_in_the_csv_of_today(table: Loaded) -> None:
    assert table.parties["uk-DPR0075"].schema == "Vessel"
    assert table.said("uk-DPR0075") == {
        "name": ["PETREL 8"],
        "notes": ["Designation source: UN", "Current owner or operator: Li Anshan"],
        "imoNumber": ["9562233"],
        "flag": ["km"],
        "type": ["Bulk carrier"],
        "tonnage": ["6500"],
        "buildDate": ["2010"],
        "alias": ["PETREL"],
    }
    assert table.beside("uk-DPR0075", "UnknownLink") == [
        {
            "role": ["Current owner or operator"],
            "namesMentioned": ["Li Anshan"],
            "object": ["uk-stub-cae765247007"],
        }
    ]
    assert table.beside("uk-DPR0075", "Sanction") == [
        {
            "authority": ["UK Foreign, Commonwealth and Development Office"],
            "country": ["gb"],
            "program": [
                "The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019"
            ],
            "programId": [
                "The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019"
            ],
            "summary": [
                "The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019"
            ],
            "provisions": ["Prohibition of port entry"],
            "authorityId": ["DPR0075"],
            "unscId": ["KPe.076"],
            "startDate": ["2017-10-03"],
            "modifiedAt": ["2025-10-20"],
        }
    ]


def test_xml_says_the_same_as_csv(table: Loaded, xml: Loaded) -> None:
    for id in ("uk-RUS0088", "uk-DPR0075"):
        mine, theirs = xml.said(id), table.said(id)
        for prop in (mine.keys() | theirs.keys()) - {"notes"}:
            assert sorted(mine[prop]) == sorted(theirs[prop]), (id, prop)
        for schema in table.schemas(id):
            assert xml.beside(id, schema) == table.beside(id, schema)


def test_a_low_quality_alias_is_weak(
    table: Loaded,
) -> None:
    assert table.said("uk-RUS0088")["weakAlias"] == ["CHEMEZ"]


def test_a_row_with_too_few_cells_is_refused_with_its_line(
    load: Load, fixtures: Path, tmp_path: Path
) -> None:
    whole = (fixtures / "uk_sanctions_list.csv").read_text("utf-8-sig")
    cut = tmp_path / "sl.csv"
    cut.write_text(whole[: len(whole) * 2 // 3])
    with pytest.raises(ListMalformed, match=r"sl\.csv:\d"):
        load("uk-sl", cut)


def test_a_sheet_that_is_cut_off_is_refused(data: Path, load: Load, tmp_path: Path) -> None:
    cut = tmp_path / "sl.ods"
    cut.write_bytes((data / ODS).read_bytes()[:100_000])
    with pytest.raises((ListMalformed, ListUnrecognised), match=r"sl\.ods"):
        load("uk-sl", cut)


def test_a_column_that_is_not_known_is_counted_and_kept(
    load: Load, fixtures: Path, tmp_path: Path
) -> None:
    lines = (fixtures / "uk_sanctions_list.csv").read_text("utf-8-sig").splitlines()
    new = tmp_path / "sl.csv"
    more = [f"{lines[1]},Shoe size", *(f"{line},43" for line in lines[2:])]
    new.write_text("\n".join((lines[0], *more)))
    read = load("uk-sl", new)
    assert read.reading.unknown["shoesize"] == len(lines) - 2
    assert "shoesize: 43" in read.said("uk-RUS0088")["notes"]


def test_a_page_is_not_taken_for_the_list(load: Load, tmp_path: Path) -> None:
    page = tmp_path / "list.csv"
    page.write_text("<html>Not found</html>")
    with pytest.raises(ListUnrecognised):
        load("uk-sl", page)
