"""The EU's list: the real file of 2016, and small ones in today's formats, XML 1.1 and CSV 1.1."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from caveat.errors import ListMalformed, ListUnrecognised

if TYPE_CHECKING:
    from tests.sources.conftest import Load, Loaded


OLD = "eu/eu_fsd_global_2016-02-11.xml.gz"


@pytest.fixture(scope="module")
def old(data: Path, load: Load) -> Loaded:
    return load("eu-fsf", data / OLD)


@pytest.fixture(scope="module")
def xml(load: Load, fixtures: Path) -> Loaded:
    return load("eu-fsf", fixtures / "eu_fsf_1_1.xml")


@pytest.fixture(scope="module")
def table(load: Load, fixtures: Path) -> Loaded:
    return load("eu-fsf", fixtures / "eu_fsf_1_1.csv")


def test_every_entity_of_the_real_file_is_a_listed_party(data: Path, old: Loaded) -> None:
    raw = gzip.decompress((data / OLD).read_bytes())
    assert len(old.listed) == len(re.findall(rb"<ENTITY ", raw)) == 595


def test_every_name_address_and_passport_of_the_real_file_is_kept(data: Path, old: Loaded) -> None:
    raw = gzip.decompress((data / OLD).read_bytes()).decode()
    printed = {" ".join(n.split()) for n in re.findall(r"<WHOLENAME>([^<&]+)</WHOLENAME>", raw)}
    names = {v for p in old.parties.values() for k in ("name", "alias") for v in p.values(k)}
    assert printed - names == set()
    for entity, number in re.findall(
        r'<PASSPORT Id="\d+" Entity_id="(\d+)"[^>]*>\s*<NUMBER>([^<( ]+)', raw
    ):
        said = old.said(f"eu-{entity}")
        kept = [*said.get("passportNumber", ()), *said.get("idNumber", ()), *said.get("notes", ())]
        assert any(number in value for value in kept), (entity, number)


def test_nothing_in_the_files_is_unknown(old: Loaded, xml: Loaded, table: Loaded) -> None:
    assert not old.reading.unknown
    assert not xml.reading.unknown
    assert not table.reading.unknown


def test_the_files_say_when_they_were_published(old: Loaded, xml: Loaded, table: Loaded) -> None:
    assert old.reading.published == "2016-02-11"
    assert xml.reading.published == table.reading.published == "2024-11-20"


def test_in_2016_a_person_with_two_passports(old: Loaded) -> None:
    assert old.parties["eu-2700"].schema == "Person"
    assert old.said("eu-2700") == {
        "name": ["Muhsin Fadhil Ayed Ashour Al-Fadhli"],
        "firstName": ["Muhsin"],
        "middleName": ["Fadhil Ayed"],
        "lastName": ["Ashour Al-Fadhli"],
        "gender": ["male"],
        "alias": [
            "Muhsin Fadhil ‘Ayyid al Fadhli",
            "Muhsin Fadil Ayid Ashur al Fadhli",
            "Abu Majid Samiyah",
            "Abu Samia",
        ],
        "address": ["Block Four, Street 13, House No 179, Kuwait City, Al-Riqqa area, KWT"],
        "country": ["kw"],
        "birthDate": ["1981-04-24"],
        "birthPlace": ["KWT"],
        "birthCountry": ["kw"],
        "passportNumber": ["106261543", "1420529"],
        "citizenship": ["kw"],
    }
    assert old.beside("eu-2700", "Address") == [
        {
            "full": ["Block Four, Street 13, House No 179, Kuwait City, Al-Riqqa area, KWT"],
            "street": ["Block Four, Street 13, House No 179"],
            "city": ["Kuwait City, Al-Riqqa area"],
            "country": ["kw"],
        }
    ]
    assert old.beside("eu-2700", "Passport") == [
        {
            "number": ["106261543"],
            "passportNumber": ["106261543"],
            "type": ["National passport"],
            "country": ["kw"],
        },
        {
            "number": ["1420529"],
            "passportNumber": ["1420529"],
            "type": ["National passport"],
            "country": ["kw"],
            "summary": [
                "remark: [known to be expired](passport issued in kuwait, expired on 2006-03-31"
            ],
        },
    ]
    assert old.beside("eu-2700", "Sanction") == [
        {
            "authority": ["European Union"],
            "country": ["eu"],
            "program": ["TAQA"],
            "programId": ["TAQA"],
            "provisions": [
                "Asset freeze and prohibition to make funds and economic resources available"
            ],
            "authorityId": ["2700"],
            "summary": ["Regulation (EU) 803/2008 (OJ L214)"],
            "sourceUrl": [
                "http://eur-lex.europa.eu/LexUriServ/LexUriServ.do?uri=OJ:L:2008:214:0052:0055:EN:PDF"
            ],
            "startDate": ["2005-02-24"],
            "modifiedAt": ["2008-08-08"],
        }
    ]


def test_in_2016_a_person_born_about_a_year_at_one_of_two_places(old: Loaded) -> None:
    assert old.parties["eu-548"].schema == "Person"
    assert old.said("eu-548") == {
        "name": ["Atiqullah Wali Mohammad"],
        "title": ["Haji", "Molla"],
        "position": [
            "Deputy Minister of Public Works under the Taliban regime",
            "Deputy Minister of Public Works",
        ],
        "alias": ["Atiqullah, Hadji", "Atiqullah"],
        "birthDate": ["1962"],
        "birthPlace": [
            "Arghadab District, Kandahar Province, AFG",
            "Tirin Kot District, Uruzgan Province, AFG",
        ],
        "birthCountry": ["af"],
        "citizenship": ["af"],
        "notes": [
            "Entity is sanctioned in regime 753/2011 (OJ L199) of programme AFG, in regime "
            "881/2002 (OJ L139) of programme TAQA"
        ],
    }
    assert old.printed("eu-548", "birthDate") == {"1962": "1962 (approximative)"}
    assert old.beside("eu-548", "Sanction") == [
        {
            "authority": ["European Union"],
            "country": ["eu"],
            "program": ["AFG"],
            "programId": ["AFG"],
            "provisions": [
                "Asset freeze and prohibition to make funds and economic resources available"
            ],
            "authorityId": ["548"],
            "summary": ["Regulation (EU) 263/2014 (OJ L76)"],
            "sourceUrl": [
                "http://eur-lex.europa.eu/legal-content/EN/TXT/PDF/?uri=CELEX:32014R0263&from=EN"
            ],
            "startDate": ["2007-10-24"],
            "modifiedAt": ["2014-03-14"],
        }
    ]


def test_in_2016_a_company_with_names_in_many_languages(old: Loaded) -> None:
    assert old.parties["eu-2039"].schema == "Organization"
    assert old.said("eu-2039") == {
        "name": ["IRAQI NATIONAL OIL COMPANY (INOC)"],
        "alias": [
            "Iraquiano NATIONAL OIL COMPANY",
            "CENTRAL PETROLEUM ESTABLISHMENT",
            "NORTHERN PETROLEUM ORGANIZATION",
            "SOUTHERN PETROLEUM ORGANIZATION",
            "STATE ESTABLISHMENT FOR EXPLORATION OF OIL AND GAS",
            "GAS AND STATE ESTABLISHMENT OF OIL TANKERS",
            "Iraki NATIONAL OIL COMPANY",
            "NORTHERN PETROLEUM ORGANISATION",
            "SOUTHERN PETROLEUM ORGANISATION",
        ],
        "address": [
            "Jumhuriya Street, Khullani Square, P.O. Box 476, Baghdad, IRQ",
            "P.O. Box 1, Kirkuk, IRQ",
            "P.O. Box 240, Basrah, IRQ",
        ],
        "country": ["iq"],
    }
    assert old.beside("eu-2039", "Address") == [
        {
            "full": ["Jumhuriya Street, Khullani Square, P.O. Box 476, Baghdad, IRQ"],
            "street": ["Jumhuriya Street, Khullani Square, P.O. Box 476"],
            "city": ["Baghdad"],
            "country": ["iq"],
        },
        {
            "full": ["P.O. Box 1, Kirkuk, IRQ"],
            "street": ["P.O. Box 1"],
            "city": ["Kirkuk"],
            "country": ["iq"],
        },
        {
            "full": ["P.O. Box 240, Basrah, IRQ"],
            "street": ["P.O. Box 240"],
            "city": ["Basrah"],
            "country": ["iq"],
        },
    ]
    assert old.beside("eu-2039", "Sanction") == [
        {
            "authority": ["European Union"],
            "country": ["eu"],
            "program": ["IRQ"],
            "programId": ["IRQ"],
            "provisions": [
                "Asset freeze and prohibition to make funds and economic resources available"
            ],
            "authorityId": ["2039"],
            "summary": ["Regulation (EU) 979/2004 (OJ L180)"],
            "sourceUrl": [
                "http://eur-lex.europa.eu/LexUriServ/LexUriServ.do?uri=OJ:L:2004:180:0009:0019:EN:PDF"
            ],
            "startDate": ["2004-05-14"],
        }
    ]


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
