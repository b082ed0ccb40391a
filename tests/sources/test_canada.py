"""Canada's autonomous list: the real files of 2020 and 2025."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from caveat.errors import ListMalformed, ListUnrecognised

if TYPE_CHECKING:
    from tests.sources.conftest import Load, Loaded


@pytest.fixture(scope="module")
def old(data: Path, load: Load) -> Loaded:
    return load("ca-sema", data / "canada/canada_sema_2020.xml")


@pytest.fixture(scope="module")
def new(data: Path, load: Load) -> Loaded:
    return load("ca-sema", data / "canada/canada_sema_2025.xml.gz")


def test_every_record_is_a_listed_party(data: Path, old: Loaded, new: Loaded) -> None:
    raw = (data / "canada/canada_sema_2020.xml").read_bytes()
    assert len(old.listed) == len(re.findall(rb"<record>", raw)) == 1369
    raw = gzip.decompress((data / "canada/canada_sema_2025.xml.gz").read_bytes())
    assert len(new.listed) == len(re.findall(rb"<record>", raw)) == 4759


def test_every_date_of_listing_is_kept(data: Path, new: Loaded) -> None:
    raw = gzip.decompress((data / "canada/canada_sema_2025.xml.gz").read_bytes()).decode()
    printed = sorted(re.findall(r"<DateOfListing>\s*(\d{4}-\d\d-\d\d)", raw))
    kept = [day for p in new.listed for a in p.attached for day in a.values("startDate")]
    assert sorted(kept) == printed


def test_nothing_is_unknown(old: Loaded, new: Loaded) -> None:
    assert not old.reading.unknown
    assert not new.reading.unknown


def test_a_party_keeps_its_id_from_one_version_to_the_next(old: Loaded, new: Loaded) -> None:
    assert len(old.parties.keys() & new.parties.keys()) > 1_000


def test_a_person(new: Loaded) -> None:
    assert new.parties["ca-df819e0b4a5e"].schema == "Person"
    assert new.said("ca-df819e0b4a5e") == {
        "name": ["Sergey CHEMEZOV"],
        "lastName": ["CHEMEZOV"],
        "firstName": ["Sergey"],
    }
    assert new.printed("ca-df819e0b4a5e", "name") == {"Sergey CHEMEZOV": "CHEMEZOV, Sergey"}
    assert new.beside("ca-df819e0b4a5e", "Sanction") == [
        {
            "authority": ["Global Affairs Canada"],
            "country": ["ca"],
            "program": ["Russia"],
            "programId": ["Russia"],
            "recordId": ["Schedule 1, Part 1, item 79"],
            "authorityId": ["Russia, schedule 1, Part 1, item 79"],
            "summary": ["Special Economic Measures Regulations: Russia"],
            "startDate": ["2015-02-17"],
        }
    ]


def test_a_person_with_a_birth_year_and_two_more_names(new: Loaded) -> None:
    assert new.parties["ca-2cdd6395dec8"].schema == "Person"
    assert new.said("ca-2cdd6395dec8") == {
        "name": ["Ekaterina Sergeevna IGNATOVA"],
        "lastName": ["IGNATOVA"],
        "firstName": ["Ekaterina Sergeevna"],
        "alias": ["Екатерина Сергеевна Игнатова", "Yekaterina Chemezova", "Ekaterina Ignatova"],
        "birthDate": ["1968"],
    }
    assert new.printed("ca-2cdd6395dec8", "name") == {
        "Ekaterina Sergeevna IGNATOVA": "IGNATOVA, Ekaterina Sergeevna"
    }
    assert new.beside("ca-2cdd6395dec8", "Sanction") == [
        {
            "authority": ["Global Affairs Canada"],
            "country": ["ca"],
            "program": ["Russia"],
            "programId": ["Russia"],
            "recordId": ["Schedule 1, Part 1, item 495"],
            "authorityId": ["Russia, schedule 1, Part 1, item 495"],
            "summary": ["Special Economic Measures Regulations: Russia"],
            "startDate": ["2022-02-24"],
        }
    ]


def test_a_corporation_with_its_name_in_cyrillic(new: Loaded) -> None:
    assert new.parties["ca-45be3448658a"].schema == "Organization"
    assert new.said("ca-45be3448658a") == {
        "name": ["Rostec"],
        "alias": ["Ростех", "Russian Technologies Group"],
    }
    assert new.beside("ca-45be3448658a", "Sanction") == [
        {
            "authority": ["Global Affairs Canada"],
            "country": ["ca"],
            "program": ["Russia"],
            "programId": ["Russia"],
            "recordId": ["Schedule 1, Part 2, item 86"],
            "authorityId": ["Russia, schedule 1, Part 2, item 86"],
            "summary": ["Special Economic Measures Regulations: Russia"],
            "startDate": ["2022-02-24"],
        }
    ]


def test_a_ship(new: Loaded) -> None:
    assert new.parties["ca-b553f187b928"].schema == "Vessel"
    assert new.said("ca-b553f187b928") == {
        "name": ["Balitiyskiy III"],
        "buildDate": ["1980"],
        "type": ["General Cargo / Multi Purpose"],
        "imoNumber": ["7612448"],
    }
    assert new.beside("ca-b553f187b928", "Sanction") == [
        {
            "authority": ["Global Affairs Canada"],
            "country": ["ca"],
            "program": ["Russia"],
            "programId": ["Russia"],
            "recordId": ["Schedule 1.1, item 1"],
            "authorityId": ["Russia, schedule 1.1, item 1"],
            "summary": ["Special Economic Measures Regulations: Russia"],
            "startDate": ["2025-02-21"],
        }
    ]


def test_in_2020_a_person_has_no_date_of_listing(old: Loaded) -> None:
    assert old.parties["ca-8add69ff35cf"].schema == "Person"
    assert old.said("ca-8add69ff35cf") == {
        "name": ["Leonid Ivanovich KALASHNIKOV"],
        "lastName": ["KALASHNIKOV"],
        "firstName": ["Leonid Ivanovich"],
    }
    assert old.printed("ca-8add69ff35cf", "name") == {
        "Leonid Ivanovich KALASHNIKOV": "KALASHNIKOV, Leonid Ivanovich"
    }
    assert old.beside("ca-8add69ff35cf", "Sanction") == [
        {
            "authority": ["Global Affairs Canada"],
            "country": ["ca"],
            "program": ["Russia"],
            "programId": ["Russia"],
            "recordId": ["Schedule 1, item 67"],
            "authorityId": ["Russia, schedule 1, item 67"],
            "summary": ["Special Economic Measures Regulations: Russia"],
        }
    ]


def test_a_file_that_is_cut_off_is_refused(data: Path, load: Load, tmp_path: Path) -> None:
    cut = tmp_path / "sema-lmes.xml"
    cut.write_bytes((data / "canada/canada_sema_2020.xml").read_bytes()[:100_000])
    with pytest.raises(ListMalformed, match=r"sema-lmes\.xml"):
        load("ca-sema", cut)


def test_a_page_is_not_taken_for_the_list(load: Load, tmp_path: Path) -> None:
    page = tmp_path / "sema-lmes.xml"
    page.write_text("<html><body>Moved</body></html>")
    with pytest.raises(ListUnrecognised):
        load("ca-sema", page)


def test_an_element_that_is_not_known_is_counted_and_kept(load: Load, tmp_path: Path) -> None:
    new = tmp_path / "sema-lmes.xml"
    new.write_text(
        "<data-set><record><Country>Russia / Russie</Country><LastName>NOBODY</LastName>"
        "<Schedule>1</Schedule><Item>1</Item><Colour>grey</Colour></record></data-set>"
    )
    read = load("ca-sema", new)
    assert read.reading.unknown == {"Colour": 1}
    [party] = read.parties.values()
    assert "Colour: grey" in party.values("notes")
