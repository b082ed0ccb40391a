"""The EU's list as it was printed until 2018: the real file of 2016."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sources.conftest import Load, Loaded


OLD = "eu/eu_fsd_global_2016-02-11.xml.gz"


@pytest.fixture(scope="module")
def old(data: Path, load: Load) -> Loaded:
    return load("eu-fsf", data / OLD)


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
        kept = [value for values in said.values() for value in values]
        assert any(number in value for value in kept), (entity, number)


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


def test_the_real_file_says_when_it_was_published_and_holds_nothing_unknown(old: Loaded) -> None:
    assert old.reading.published == "2016-02-11"
    assert not old.reading.unknown
