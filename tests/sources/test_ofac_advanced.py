"""OFAC's Advanced XML, the only format with dates of designation: a small file to its schema."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from caveat.errors import ListMalformed, ListUnrecognised

if TYPE_CHECKING:
    from tests.sources.conftest import Load, Loaded


@pytest.fixture(scope="module")
def advanced(load: Load, fixtures: Path) -> Loaded:
    return load("ofac-sdn", fixtures / "ofac/sdn_advanced.xml")


def test_the_small_file_keeps_to_the_published_schema(data: Path, fixtures: Path) -> None:
    schema = etree.XMLSchema(etree.parse(data / "ofac_enhanced_xml/sdn_advanced.xsd"))
    schema.assertValid(etree.parse(fixtures / "ofac/sdn_advanced.xml"))


def test_every_distinct_party_is_a_listed_party(fixtures: Path, advanced: Loaded) -> None:
    raw = (fixtures / "ofac/sdn_advanced.xml").read_text()
    assert len(advanced.listed) == raw.count("<DistinctParty ") == 6
    assert advanced.reading.published == "2024-05-03"
    assert not advanced.reading.unknown


def test_a_person_with_the_day_of_designation_under_the_order_that_it_names(
    advanced: Loaded,
) -> None:
    assert advanced.parties["ofac-16685"].schema == "Person"
    assert advanced.said("ofac-16685") == {
        "name": ["Sergei CHEMEZOV"],
        "lastName": ["CHEMEZOV"],
        "firstName": ["Sergei"],
        "alias": ["Sergey Viktorovich CHEMEZOV", "Сергей ЧЕМЕЗОВ"],
        "innCode": ["770202363089"],
        "taxNumber": ["770202363089"],
        "birthDate": ["1952-08-20"],
        "birthPlace": ["Cheremkhovo, Irkutsk, Russia"],
        "nationality": ["ru"],
        "gender": ["male"],
        "address": ["Russia"],
        "country": ["ru"],
    }
    assert advanced.printed("ofac-16685", "name") == {"Sergei CHEMEZOV": "CHEMEZOV, Sergei"}
    assert advanced.printed("ofac-16685", "nationality") == {"ru": "Russia"}
    assert advanced.beside("ofac-16685", "Identification") == [
        {"number": ["770202363089"], "type": ["Tax ID No."], "country": ["ru"]}
    ]
    assert advanced.beside("ofac-16685", "Address") == [{"full": ["Russia"], "country": ["ru"]}]
    assert advanced.beside("ofac-16685", "Sanction") == [
        {
            "authority": ["US Treasury, Office of Foreign Assets Control"],
            "country": ["us"],
            "program": ["UKRAINE-EO13661"],
            "programId": ["UKRAINE-EO13661"],
            "authorityId": ["16685"],
            "sourceUrl": ["https://sanctionssearch.ofac.treas.gov/Details.aspx?id=16685"],
            "provisions": ["Blocking of property"],
            "summary": ["Executive Order 13661"],
            "startDate": ["2014-04-28"],
            "listingDate": ["2014-04-28"],
            "recordId": ["516685"],
            "status": ["SDN List"],
        },
        {
            "authority": ["US Treasury, Office of Foreign Assets Control"],
            "country": ["us"],
            "program": ["RUSSIA-EO14024"],
            "programId": ["RUSSIA-EO14024"],
            "authorityId": ["16685"],
            "sourceUrl": ["https://sanctionssearch.ofac.treas.gov/Details.aspx?id=16685"],
            "provisions": ["Blocking of property"],
            "summary": ["Executive Order 14024"],
            "listingDate": ["2014-04-28"],
            "recordId": ["516685"],
            "status": ["SDN List"],
        },
    ]
    assert advanced.beside("ofac-16685", "UnknownLink") == [
        {"object": ["ofac-17260"], "role": ["Leader or official of"]}
    ]


def test_a_company_whose_earlier_sectoral_programme_has_no_day_of_its_own(advanced: Loaded) -> None:
    assert advanced.parties["ofac-17260"].schema == "Organization"
    assert advanced.said("ofac-17260") == {
        "name": ["STATE CORPORATION ROSTEC"],
        "previousName": ["RUSSIAN TECHNOLOGIES"],
        "ogrnCode": ["1077799030847"],
        "registrationNumber": ["1077799030847"],
        "address": ["24 Usacheva Str., Moscow, 119048, Russia"],
        "country": ["ru"],
    }
    assert advanced.beside("ofac-17260", "Identification") == [
        {"number": ["1077799030847"], "type": ["Registration ID"], "country": ["ru"]}
    ]
    assert advanced.beside("ofac-17260", "Address") == [
        {
            "full": ["24 Usacheva Str., Moscow, 119048, Russia"],
            "street": ["24 Usacheva Str."],
            "city": ["Moscow"],
            "postalCode": ["119048"],
            "country": ["ru"],
        }
    ]
    assert advanced.beside("ofac-17260", "Sanction") == [
        {
            "authority": ["US Treasury, Office of Foreign Assets Control"],
            "country": ["us"],
            "program": ["UKRAINE-EO13662"],
            "programId": ["UKRAINE-EO13662"],
            "authorityId": ["17260"],
            "sourceUrl": ["https://sanctionssearch.ofac.treas.gov/Details.aspx?id=17260"],
            "provisions": ["Blocking of property"],
            "summary": ["Executive Order 13662"],
            "listingDate": ["2022-06-28"],
            "recordId": ["517260"],
            "status": ["SDN List"],
        },
        {
            "authority": ["US Treasury, Office of Foreign Assets Control"],
            "country": ["us"],
            "program": ["RUSSIA-EO14024"],
            "programId": ["RUSSIA-EO14024"],
            "authorityId": ["17260"],
            "sourceUrl": ["https://sanctionssearch.ofac.treas.gov/Details.aspx?id=17260"],
            "provisions": ["Blocking of property"],
            "summary": ["Executive Order 14024"],
            "startDate": ["2022-06-28"],
            "listingDate": ["2022-06-28"],
            "recordId": ["517260"],
            "status": ["SDN List"],
        },
    ]


def test_a_vessel_owned_by_another_party(advanced: Loaded) -> None:
    assert advanced.parties["ofac-15036"].schema == "Vessel"
    assert advanced.said("ofac-15036") == {
        "name": ["ARTAVIL"],
        "previousName": ["SHONA"],
        "imoNumber": ["9187629"],
        "type": ["Crude/Oil Products Tanker"],
        "flag": ["ir"],
        "callSign": ["T2EU4"],
    }
    assert advanced.beside("ofac-15036", "Sanction") == [
        {
            "authority": ["US Treasury, Office of Foreign Assets Control"],
            "country": ["us"],
            "program": ["IRAN"],
            "programId": ["IRAN"],
            "authorityId": ["15036"],
            "sourceUrl": ["https://sanctionssearch.ofac.treas.gov/Details.aspx?id=15036"],
            "provisions": ["Blocking of property"],
            "startDate": ["2012-07-12"],
            "listingDate": ["2012-07-12"],
            "recordId": ["515036"],
            "status": ["SDN List"],
            "summary": ["Executive Order 13599"],
        }
    ]
    assert advanced.beside("ofac-15036", "UnknownLink") == [
        {"object": ["ofac-15117"], "role": ["Owned or Controlled By"]}
    ]


def test_a_person_born_about_a_year(advanced: Loaded) -> None:
    assert advanced.parties["ofac-7782"].schema == "Person"
    assert advanced.said("ofac-7782") == {
        "name": ["Senad SAHINPASIC"],
        "lastName": ["SAHINPASIC"],
        "firstName": ["Senad"],
        "birthDate": ["1951"],
        "notes": ["Birthdate: circa 1951"],
        "birthPlace": ["Foca, Bosnia-Herzegovina, Bosnia and Herzegovina"],
    }
    assert advanced.printed("ofac-7782", "name") == {"Senad SAHINPASIC": "SAHINPASIC, Senad"}
    assert advanced.beside("ofac-7782", "Sanction") == [
        {
            "authority": ["US Treasury, Office of Foreign Assets Control"],
            "country": ["us"],
            "program": ["BALKANS"],
            "programId": ["BALKANS"],
            "authorityId": ["7782"],
            "sourceUrl": ["https://sanctionssearch.ofac.treas.gov/Details.aspx?id=7782"],
            "provisions": ["Blocking of property"],
            "summary": ["Executive Order 13219"],
            "startDate": ["2003-05-29"],
            "listingDate": ["2003-05-29"],
            "recordId": ["507782"],
            "status": ["SDN List"],
        }
    ]


def test_a_person_born_in_a_month_with_a_weak_alias_a_passport_and_a_wallet(
    advanced: Loaded,
) -> None:
    assert advanced.parties["ofac-26137"].schema == "Person"
    assert advanced.said("ofac-26137") == {
        "name": ["Ali KHORASHADIZADEH"],
        "lastName": ["KHORASHADIZADEH"],
        "firstName": ["Ali"],
        "weakAlias": ["Iranvisacart"],
        "passportNumber": ["T14553558"],
        "birthDate": ["1979-09"],
        "birthPlace": ["Tehran, Iran"],
        "email": ["iranvisacart@yahoo.com"],
    }
    assert advanced.printed("ofac-26137", "name") == {"Ali KHORASHADIZADEH": "KHORASHADIZADEH, Ali"}
    assert advanced.beside("ofac-26137", "Passport") == [
        {
            "number": ["T14553558"],
            "passportNumber": ["T14553558"],
            "type": ["Passport"],
            "country": ["ir"],
            "startDate": ["2008-10-28"],
            "endDate": ["2013-10-29"],
        }
    ]
    assert advanced.beside("ofac-26137", "CryptoWallet") == [
        {"publicKey": ["149w62rY42aZBox8fGcmqNsXUzSStKeq8C"], "currencySymbol": ["XBT"]}
    ]
    assert advanced.beside("ofac-26137", "Sanction") == [
        {
            "authority": ["US Treasury, Office of Foreign Assets Control"],
            "country": ["us"],
            "program": ["CYBER2"],
            "programId": ["CYBER2"],
            "authorityId": ["26137"],
            "sourceUrl": ["https://sanctionssearch.ofac.treas.gov/Details.aspx?id=26137"],
            "provisions": ["Blocking of property"],
            "summary": ["Executive Order 13694"],
            "startDate": ["2018-11-28"],
            "listingDate": ["2018-11-28"],
            "recordId": ["526137"],
            "status": ["SDN List"],
        }
    ]


def test_xml_that_is_cut_off_is_refused(load: Load, fixtures: Path, tmp_path: Path) -> None:
    cut = tmp_path / "SDN_ADVANCED.XML"
    cut.write_bytes((fixtures / "ofac/sdn_advanced.xml").read_bytes()[:15_000])
    with pytest.raises(ListMalformed, match=r"SDN_ADVANCED\.XML"):
        load("ofac-sdn", cut)


def test_other_xml_is_not_taken_for_the_list(load: Load, tmp_path: Path) -> None:
    page = tmp_path / "SDN_ADVANCED.XML"
    page.write_text("<html/>")
    with pytest.raises(ListUnrecognised):
        load("ofac-sdn", page)
