"""OFSI's consolidated list: the real one of 2016, and small ones in its last CSV and XML."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sources.conftest import Load, Loaded


OFSI = "uk/uk_hmt_consolidated_2016-02-12_partial.csv"


@pytest.fixture(scope="module")
def ofsi(data: Path, load: Load) -> Loaded:
    return load("uk-ofsi", data / OFSI)


@pytest.fixture(scope="module")
def new_ofsi(load: Load, fixtures: Path) -> Loaded:
    return load("uk-ofsi", fixtures / "ofsi_2022.csv")


def test_every_group_of_the_ofsi_list_is_a_listed_party(data: Path, ofsi: Loaded) -> None:
    with (data / OFSI).open(encoding="cp1252", errors="replace", newline="") as stream:
        rows = [row for row in csv.reader(stream) if row and row[-1].isdigit()]
    assert {party.id for party in ofsi.listed} == {f"ofsi-{row[-1]}" for row in rows}


def test_nothing_is_unknown(ofsi: Loaded, new_ofsi: Loaded) -> None:
    for read in (ofsi, new_ofsi):
        assert not read.reading.unknown


def test_the_files_say_when_they_were_published(ofsi: Loaded, new_ofsi: Loaded) -> None:
    assert ofsi.reading.published == "2016-02-12"
    assert new_ofsi.reading.published == "2025-11-20"


def test_in_the_ofsi_list_of_2016_a_person_with_a_passport(ofsi: Loaded) -> None:
    assert ofsi.parties["ofsi-12029"].schema == "Person"
    assert ofsi.said("ofsi-12029") == {
        "alias": ["Asan Mahad CUMAR"],
        "address": ["Nairobi, Kenya"],
        "country": ["ke"],
        "passportNumber": ["A1180173"],
        "idNumber": ["23446085"],
        "birthDate": ["1979-04-10"],
        "birthPlace": ["Garissa"],
        "birthCountry": ["ke"],
        "notes": [
            "nationality: Possibly Ethiopian",
            "Also referred to as Abu Salman and Abu Salmaan. Leader of Masjid-ul-Axmar, an "
            "informal Al-Shabaab affiliated centre in Nairobi.",
        ],
    }
    assert ofsi.printed("ofsi-12029", "birthDate") == {"1979-04-10": "10/04/1979"}
    assert ofsi.beside("ofsi-12029", "Address") == [
        {"full": ["Nairobi, Kenya"], "city": ["Nairobi"], "country": ["ke"]}
    ]
    assert ofsi.beside("ofsi-12029", "Passport") == [
        {
            "number": ["A1180173"],
            "passportNumber": ["A1180173"],
            "summary": ["A1180173 (Kenya). Expiry date 20 Aug 2017"],
        }
    ]
    assert ofsi.beside("ofsi-12029", "Identification") == [{"number": ["23446085"]}]
    assert ofsi.beside("ofsi-12029", "Sanction") == [
        {
            "authority": ["HM Treasury, Office of Financial Sanctions Implementation"],
            "country": ["gb"],
            "program": ["Somalia"],
            "programId": ["Somalia"],
            "provisions": ["Asset freeze"],
            "authorityId": ["12029"],
            "recordId": ["12029"],
            "listingDate": ["2011-09-27"],
            "modifiedAt": ["2011-09-27"],
        }
    ]


def test_in_the_ofsi_list_of_2016_a_person_whose_birth_year_is_known(ofsi: Loaded) -> None:
    assert ofsi.parties["ofsi-13150"].schema == "Person"
    assert ofsi.said("ofsi-13150") == {
        "name": ["Ahmed DIRIYE"],
        "lastName": ["DIRIYE"],
        "firstName": ["Ahmed"],
        "birthDate": ["1972"],
        "birthCountry": ["so"],
        "position": ["Emir (Leader) of Al-Shabaab"],
        "notes": [
            "Diriye has been a senior member of Al-Shabaab and as emir he exercises command "
            "responsibility for Al-Shabaab's operations."
        ],
    }
    assert ofsi.printed("ofsi-13150", "birthDate") == {"1972": "00/00/1972"}
    assert ofsi.printed("ofsi-13150", "name") == {"Ahmed DIRIYE": "DIRIYE, Ahmed"}
    assert ofsi.beside("ofsi-13150", "Sanction") == [
        {
            "authority": ["HM Treasury, Office of Financial Sanctions Implementation"],
            "country": ["gb"],
            "program": ["Somalia"],
            "programId": ["Somalia"],
            "provisions": ["Asset freeze"],
            "authorityId": ["13150"],
            "recordId": ["13150"],
            "listingDate": ["2014-10-23"],
            "modifiedAt": ["2014-10-23"],
        }
    ]


def test_in_the_ofsi_list_of_2016_an_entity(ofsi: Loaded) -> None:
    assert ofsi.parties["ofsi-11259"].schema == "Organization"
    assert ofsi.said("ofsi-11259") == {
        "alias": ["ASIA MARINE", "LEADMARITIME"],
        "address": [
            "200 Middle Road, No. 14-01 Prime Centre Singapore, 188980 (or 199090), Singapore"
        ],
        "country": ["sg"],
        "notes": [
            "EU listing. Not UN. Acts on behalf of HDSL in Singapore. Previously acted on "
            "behalf of IRISL in Singapore."
        ],
        "previousName": ["IRISL ASIA PTE LTD"],
    }
    assert ofsi.beside("ofsi-11259", "Address") == [
        {
            "full": [
                "200 Middle Road, No. 14-01 Prime Centre Singapore, 188980 (or 199090), Singapore"
            ],
            "street": ["200 Middle Road"],
            "street2": ["No. 14-01 Prime Centre Singapore"],
            "postalCode": ["188980 (or 199090)"],
            "country": ["sg"],
        }
    ]
    assert ofsi.beside("ofsi-11259", "Sanction") == [
        {
            "authority": ["HM Treasury, Office of Financial Sanctions Implementation"],
            "country": ["gb"],
            "program": ["Iran (nuclear proliferation)"],
            "programId": ["Iran (nuclear proliferation)"],
            "provisions": ["Asset freeze"],
            "authorityId": ["11259"],
            "recordId": ["11259"],
            "listingDate": ["2010-07-27"],
            "modifiedAt": ["2010-10-27"],
        }
    ]


def test_an_entity_in_ofsis_csv_with_facts_in_its_remarks(new_ofsi: Loaded) -> None:
    assert new_ofsi.parties["ofsi-15049"].schema == "Organization"
    assert new_ofsi.said("ofsi-15049") == {
        "name": ["KALASHNIKOV CONCERN"],
        "address": ["3 Derjabin Pr., Izhevsk, Udmurt Republic, 426006, Russia"],
        "country": ["ru"],
        "registrationNumber": ["1111832003018"],
        "notes": [
            "Parent company: Rostec",
            "(UK Sanctions List Ref):RUS1356. (Business Reg No):1111832003018 (Parent "
            "company):Rostec",
        ],
        "previousName": ["IZHMASH"],
    }
    assert new_ofsi.beside("ofsi-15049", "Address") == [
        {
            "full": ["3 Derjabin Pr., Izhevsk, Udmurt Republic, 426006, Russia"],
            "street": ["3 Derjabin Pr."],
            "city": ["Izhevsk, Udmurt Republic"],
            "postalCode": ["426006"],
            "country": ["ru"],
        }
    ]
    assert new_ofsi.beside("ofsi-15049", "UnknownLink") == [
        {
            "role": ["Parent company"],
            "namesMentioned": ["Rostec"],
            "object": ["ofsi-stub-fa2acaf16470"],
        }
    ]
    assert new_ofsi.beside("ofsi-15049", "Sanction") == [
        {
            "authority": ["HM Treasury, Office of Financial Sanctions Implementation"],
            "country": ["gb"],
            "program": ["Russia"],
            "programId": ["Russia"],
            "provisions": ["Asset freeze"],
            "authorityId": ["RUS1356"],
            "recordId": ["15049"],
            "startDate": ["2022-04-21"],
            "listingDate": ["2022-04-21"],
            "modifiedAt": ["2022-04-21"],
        }
    ]


def test_ofsis_xml_says_the_same_as_its_csv(load: Load, fixtures: Path, new_ofsi: Loaded) -> None:
    xml = load("uk-ofsi", fixtures / "ofsi_2022.xml")
    assert not xml.reading.unknown
    for prop, values in xml.said("ofsi-13115").items():
        assert values == new_ofsi.said("ofsi-13115")[prop], prop
    [listing], [same] = (
        xml.beside("ofsi-13115", "Sanction"),
        new_ofsi.beside("ofsi-13115", "Sanction"),
    )
    assert listing | {"reason": ["Heads Rostec"]} == same


def test_a_low_quality_alias_is_weak(new_ofsi: Loaded) -> None:
    assert new_ofsi.said("ofsi-13115")["weakAlias"] == ["CHEMEZ"]
