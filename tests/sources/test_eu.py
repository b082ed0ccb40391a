"""The EU's list in today's formats, XML 1.1 and CSV 1.1."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from caveat.errors import ListMalformed, ListUnrecognised

if TYPE_CHECKING:
    from tests.sources.conftest import Load, Loaded


@pytest.fixture(scope="module")
def xml(load: Load, fixtures: Path) -> Loaded:
    return load("eu-fsf", fixtures / "eu_fsf_1_1.xml")


@pytest.fixture(scope="module")
def table(load: Load, fixtures: Path) -> Loaded:
    return load("eu-fsf", fixtures / "eu_fsf_1_1.csv")


def test_nothing_in_the_files_is_unknown(xml: Loaded, table: Loaded) -> None:
    assert not xml.reading.unknown
    assert not table.reading.unknown


def test_the_files_say_when_they_were_published(xml: Loaded, table: Loaded) -> None:
    assert xml.reading.published == table.reading.published == "2024-11-20"


def test_a_person_in_xml(xml: Loaded) -> None:
    assert xml.parties["eu-118143"].schema == "Person"
    assert xml.said("eu-118143") == {
        "notes": ["Chief executive of the State Corporation Rostec."],
        "name": ["Sergey Viktorovich CHEMEZOV"],
        "firstName": ["Sergey"],
        "middleName": ["Viktorovich"],
        "lastName": ["CHEMEZOV"],
        "position": ["Chairman of the Rostec conglomerate"],
        "gender": ["male"],
        "alias": ["Сергей Викторович ЧЕМЕЗОВ"],
        "weakAlias": ["Chemez"],
        "citizenship": ["ru"],
        "birthDate": ["1952-08-20"],
        "birthPlace": ["Cheremkhovo, Irkutsk, RUSSIAN FEDERATION"],
        "birthCountry": ["ru"],
        "taxNumber": ["770202363089"],
    }
    assert xml.beside("eu-118143", "Sanction") == [
        {
            "authority": ["European Union"],
            "country": ["eu"],
            "program": ["UKR"],
            "programId": ["UKR"],
            "provisions": [
                "Asset freeze and prohibition to make funds and economic resources available"
            ],
            "authorityId": ["EU.4423.41"],
            "summary": ["Regulation (EU) 961/2014 (OJ L271)"],
            "sourceUrl": ["https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32014R0961"],
            "startDate": ["2014-09-12"],
        }
    ]
    assert xml.beside("eu-118143", "Identification") == [
        {"number": ["770202363089"], "type": ["Fiscal Code"], "country": ["ru"]}
    ]


def test_a_person_with_a_range_of_years_and_an_address_in_xml(xml: Loaded) -> None:
    assert xml.parties["eu-6781"].schema == "Person"
    assert xml.said("eu-6781") == {
        "name": ["Faizullah Khan Noorzai"],
        "title": ["Haji"],
        "birthDate": ["1962", "1963", "1964", "1965", "1966", "1967", "1968"],
        "birthPlace": ["Kadanay, AFGHANISTAN"],
        "birthCountry": ["af"],
        "address": ["Boghra Road, Chaman, Baluchistan Province, Miralzei Village, PAKISTAN"],
        "country": ["pk"],
        "notes": ["(business)", "Designation: listed as a natural person of the Taliban"],
    }
    assert xml.printed("eu-6781", "birthDate") == {
        "1962": "circa 1962 to 1968",
        "1963": "circa 1962 to 1968",
        "1964": "circa 1962 to 1968",
        "1965": "circa 1962 to 1968",
        "1966": "circa 1962 to 1968",
        "1967": "circa 1962 to 1968",
        "1968": "circa 1962 to 1968",
    }
    assert xml.beside("eu-6781", "Sanction") == [
        {
            "authority": ["European Union"],
            "country": ["eu"],
            "program": ["AFG"],
            "programId": ["AFG"],
            "provisions": [
                "Asset freeze and prohibition to make funds and economic resources available"
            ],
            "authorityId": ["EU.2875.90"],
            "unscId": ["TAi.153"],
            "summary": ["Regulation (EU) 1007/2011 (OJ L266)"],
            "sourceUrl": ["https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32011R1007"],
            "startDate": ["2011-10-11"],
        }
    ]
    assert xml.beside("eu-6781", "Address") == [
        {
            "full": ["Boghra Road, Chaman, Baluchistan Province, Miralzei Village, PAKISTAN"],
            "street": ["Boghra Road"],
            "city": ["Chaman"],
            "region": ["Baluchistan Province"],
            "remarks": ["Miralzei Village"],
            "country": ["pk"],
        }
    ]


def test_a_company_in_xml(xml: Loaded) -> None:
    assert xml.parties["eu-140113"].schema == "Organization"
    assert xml.said("eu-140113") == {
        "name": ["Rosoboronexport"],
        "alias": ["Рособоронэкспорт"],
        "registrationNumber": ["1117746521452"],
        "address": ["27 Stromynka ul., 107076, Moscow, RUSSIAN FEDERATION"],
        "country": ["ru"],
        "email": ["roe@roe.ru"],
    }
    assert xml.beside("eu-140113", "Sanction") == [
        {
            "authority": ["European Union"],
            "country": ["eu"],
            "program": ["UKR"],
            "programId": ["UKR"],
            "provisions": [
                "Asset freeze and prohibition to make funds and economic resources available"
            ],
            "authorityId": ["EU.7981.50"],
            "summary": ["Regulation (EU) 2022/427 (OJ L87I)"],
            "sourceUrl": ["https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32022R0427"],
            "startDate": ["2022-03-15"],
        }
    ]
    assert xml.beside("eu-140113", "Identification") == [
        {"number": ["1117746521452"], "type": ["Registration Number"], "country": ["ru"]}
    ]
    assert xml.beside("eu-140113", "Address") == [
        {
            "full": ["27 Stromynka ul., 107076, Moscow, RUSSIAN FEDERATION"],
            "street": ["27 Stromynka ul."],
            "postalCode": ["107076"],
            "city": ["Moscow"],
            "country": ["ru"],
        }
    ]


def test_csv_says_the_same_as_xml(xml: Loaded, table: Loaded) -> None:
    for id in ("eu-118143", "eu-140113"):
        for prop, values in table.said(id).items():
            assert values == [v for v in xml.said(id)[prop] if v in values], (id, prop)
        assert table.beside(id, "Sanction") == xml.beside(id, "Sanction")
    assert table.beside("eu-118143", "Identification") == xml.beside("eu-118143", "Identification")
    assert table.beside("eu-140113", "Address") == xml.beside("eu-140113", "Address")


def test_a_weak_name_is_not_an_alias(xml: Loaded) -> None:
    assert xml.said("eu-118143")["weakAlias"] == ["Chemez"]


def test_a_row_with_too_few_cells_is_refused_with_its_line(
    load: Load, fixtures: Path, tmp_path: Path
) -> None:
    lines = (fixtures / "eu_fsf_1_1.csv").read_text("utf-8-sig").splitlines()
    cut = tmp_path / "fsf.csv"
    cut.write_text("\n".join([*lines[:3], lines[3][:200]]))
    with pytest.raises(ListMalformed, match=r"fsf\.csv:4"):
        load("eu-fsf", cut)


def test_xml_that_is_cut_off_is_refused(load: Load, fixtures: Path, tmp_path: Path) -> None:
    cut = tmp_path / "fsf.xml"
    cut.write_bytes((fixtures / "eu_fsf_1_1.xml").read_bytes()[:4000])
    with pytest.raises(ListMalformed, match=r"fsf\.xml"):
        load("eu-fsf", cut)


def test_an_attribute_that_is_not_known_is_counted_and_kept(
    load: Load, fixtures: Path, tmp_path: Path
) -> None:
    new = tmp_path / "fsf.xml"
    text = (fixtures / "eu_fsf_1_1.xml").read_text()
    new.write_text(text.replace('lastName="CHEMEZOV"', 'lastName="CHEMEZOV" nickName="Chem"'))
    read = load("eu-fsf", new)
    assert read.reading.unknown == {"nameAlias/@nickname": 1}
    assert "nickname: Chem" in read.said("eu-118143")["notes"]


def test_a_page_that_says_sorry_is_not_taken_for_the_list(load: Load, tmp_path: Path) -> None:
    page = tmp_path / "content"
    page.write_text("<html>Sorry</html>")
    with pytest.raises(ListUnrecognised, match="FSF XML"):
        load("eu-fsf", page)
