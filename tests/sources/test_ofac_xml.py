"""OFAC's XML (``sdn.xml``, ``consolidated.xml``): the real consolidated lists of three dates."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from caveat.errors import ListMalformed

if TYPE_CHECKING:
    from tests.sources.conftest import Load, Loaded


FILES = ("consolidated_2018-04-06.xml.gz", "consolidated_2024-05-06.xml",
         "consolidated_2025-03-28.xml")  # fmt: skip


@pytest.fixture(scope="module")
def cons(data: Path, load: Load) -> Loaded:
    return load("ofac-cons", data / "ofac_cons" / FILES[0])


def raw(path: Path) -> str:
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8-sig")


@pytest.mark.parametrize("name", FILES)
def test_entries_are_as_many_as_in_the_file_and_as_it_states(
    name: str, data: Path, load: Load
) -> None:
    read, text = load("ofac-cons", data / "ofac_cons" / name), raw(data / "ofac_cons" / name)
    stated = re.search(r"<Record_Count>(\d+)</Record_Count>", text)
    assert stated is not None
    assert len(read.listed) == len(re.findall(r"<sdnEntry>", text)) == int(stated[1])
    assert read.reading.stated == int(stated[1])
    assert read.reading.published == name[13:23]
    assert not read.reading.unknown


@pytest.mark.parametrize("name", FILES)
def test_aliases_addresses_and_programmes_are_as_many_as_in_the_file(
    name: str, data: Path, load: Load
) -> None:
    read, text = load("ofac-cons", data / "ofac_cons" / name), raw(data / "ofac_cons" / name)
    attached = [entity for party in read.parties.values() for entity in party.attached]
    programmes = sum(
        len(set(re.findall(r"<program>([^<]+)</program>", entry)))
        for entry in text.split("<sdnEntry>")[1:]
    )
    assert sum(entity.schema == "Sanction" for entity in attached) == programmes
    names = {
        (party.id, statement.original or statement.value)
        for party in read.parties.values()
        for statement in party.statements()
        if statement.prop in ("name", "alias", "weakAlias", "previousName")
    }
    for entry in text.split("<sdnEntry>")[1:]:
        number = re.search(r"<uid>(\d+)</uid>", entry)
        assert number is not None
        for aka in re.findall(r"<aka>.*?</aka>", entry, re.S):
            parts = [
                re.search(rf"<{tag}>([^<]*)</{tag}>", aka) for tag in ("lastName", "firstName")
            ]
            printed = ", ".join(part[1] for part in parts if part).replace("&amp;", "&")
            if "&" not in printed:
                assert (f"ofac-{number[1]}", " ".join(printed.split())) in names


def test_a_company_under_a_directive(cons: Loaded) -> None:
    assert cons.parties["ofac-17260"].schema == "Organization"
    assert cons.said("ofac-17260") == {
        "name": ["ROSTEC"],
        "alias": [
            "STATE CORPORATION FOR ASSISTANCE TO DEVELOPMENT, PRODUCTION AND EXPORT OF "
            "ADVANCED TECHNOLOGY INDUSTRIAL PRODUCT ROSTEKHNOLOGII",
            "STATE CORPORATION ROSTEKHNOLOGII",
            "ROSTEC STATE CORPORATION",
            "RUSSIAN TECHNOLOGIES STATE CORPORATION FOR ASSISTANCE TO DEVELOPMENT, "
            "PRODUCTION AND EXPORT OF ADVANCED TECHNOLOGY INDUSTRIAL PRODUCT",
            "RUSSIAN TECHNOLOGIES",
            "STATE CORPORATION ROSTECHNOLOGII",
        ],
        "address": [
            "24 Usacheva ul., Moscow, 119048, Russia",
            "21 Gogolevsky Blvd., Moscow, 119991, Russia",
        ],
        "country": ["ru"],
        "okpoCode": ["94137372"],
        "innCode": ["7704274402"],
        "taxNumber": ["7704274402"],
        "ogrnCode": ["1077799030847"],
        "registrationNumber": ["1077799030847"],
        "email": ["info@rostec.ru"],
        "website": ["http://www.rostec.ru/"],
        "notes": [
            "For more information on directives, please visit the following link: "
            "http://www.treasury.gov/resource-center/sanctions/Programs/Pages/ukraine.aspx#directives."
        ],
    }
    assert cons.beside("ofac-17260", "Sanction") == [
        {
            "authority": ["US Treasury, Office of Foreign Assets Control"],
            "country": ["us"],
            "program": ["UKRAINE-EO13662"],
            "programId": ["UKRAINE-EO13662"],
            "authorityId": ["17260"],
            "sourceUrl": ["https://sanctionssearch.ofac.treas.gov/Details.aspx?id=17260"],
            "summary": ["Executive Order 13662"],
            "provisions": [
                "Executive Order 13662 Directive Determination - Subject to Directive 3",
                "For more information on directives, please visit the following link: "
                "http://www.treasury.gov/resource-center/sanctions/Programs/Pages/ukraine.aspx#directives",
            ],
        }
    ]
    assert cons.beside("ofac-17260", "Address") == [
        {
            "full": ["24 Usacheva ul., Moscow, 119048, Russia"],
            "street": ["24 Usacheva ul."],
            "city": ["Moscow"],
            "postalCode": ["119048"],
            "country": ["ru"],
        },
        {
            "full": ["21 Gogolevsky Blvd., Moscow, 119991, Russia"],
            "street": ["21 Gogolevsky Blvd."],
            "city": ["Moscow"],
            "postalCode": ["119991"],
            "country": ["ru"],
        },
    ]
    assert cons.beside("ofac-17260", "Identification") == [
        {"number": ["94137372"], "type": ["Government Gazette Number"], "country": ["ru"]},
        {"number": ["7704274402"], "type": ["Tax ID No."], "country": ["ru"]},
        {"number": ["1077799030847"], "type": ["Registration ID"], "country": ["ru"]},
    ]


def test_a_person_with_a_document(cons: Loaded) -> None:
    assert cons.parties["ofac-15960"].schema == "Person"
    assert cons.said("ofac-15960") == {
        "name": ["Ahmad GHALEBANI"],
        "lastName": ["GHALEBANI"],
        "firstName": ["Ahmad"],
        "position": [
            "Managing Director, National Iranian Oil Company; Director, Hong Kong "
            "Intertrade Company; Director, Petro Suisse Intertrade Company"
        ],
        "alias": ["Ahmad GHALEHBANI", "Ahmad QALEHBANI"],
        "birthDate": ["1953", "1954"],
        "passportNumber": ["H20676140"],
        "notes": [
            "For more information, please see: "
            "https://www.treasury.gov/resource-center/sanctions/Programs/Documents/jcpoa_faqs.pdf"
        ],
    }
    assert cons.printed("ofac-15960", "birthDate") == {
        "1953": "01 Jan 1953 to 31 Dec 1954",
        "1954": "01 Jan 1953 to 31 Dec 1954",
    }
    assert cons.printed("ofac-15960", "name") == {"Ahmad GHALEBANI": "GHALEBANI, Ahmad"}
    assert cons.beside("ofac-15960", "Sanction") == [
        {
            "authority": ["US Treasury, Office of Foreign Assets Control"],
            "country": ["us"],
            "program": ["IRAN"],
            "programId": ["IRAN"],
            "authorityId": ["15960"],
            "sourceUrl": ["https://sanctionssearch.ofac.treas.gov/Details.aspx?id=15960"],
            "provisions": [
                "Additional Sanctions Information - Not on the SDN List and Not Subject to "
                "Secondary Sanctions; U.S. Persons Must Continue to Block the Property and "
                "Interests in Property of this Person Pursuant to Executive Order 13599"
            ],
        }
    ]
    assert cons.beside("ofac-15960", "Passport") == [
        {
            "number": ["H20676140"],
            "passportNumber": ["H20676140"],
            "type": ["Passport"],
            "country": ["ir"],
        }
    ]


def test_a_vessel(cons: Loaded) -> None:
    assert cons.parties["ofac-15036"].schema == "Vessel"
    assert cons.said("ofac-15036") == {
        "name": ["SHONA"],
        "previousName": ["ABADAN", "ALPHA"],
        "mmsi": ["572469210"],
        "imoNumber": ["9187629"],
        "pastFlags": ["mt", "tv"],
        "notes": [
            "Former Vessel Flag: None Identified",
            "For more information, please see: "
            "https://www.treasury.gov/resource-center/sanctions/Programs/Documents/jcpoa_faqs.pdf",
            "(Linked To: NATIONAL IRANIAN TANKER COMPANY)",
        ],
        "callSign": ["T2EU4"],
        "type": ["Crude/Oil Products Tanker"],
        "flag": ["tz"],
        "tonnage": ["99144"],
        "grossRegisteredTonnage": ["56068"],
    }
    assert cons.beside("ofac-15036", "Sanction") == [
        {
            "authority": ["US Treasury, Office of Foreign Assets Control"],
            "country": ["us"],
            "program": ["IRAN"],
            "programId": ["IRAN"],
            "authorityId": ["15036"],
            "sourceUrl": ["https://sanctionssearch.ofac.treas.gov/Details.aspx?id=15036"],
            "provisions": [
                "Additional Sanctions Information - Not on the SDN List and Not Subject to "
                "Secondary Sanctions; U.S. Persons Must Continue to Block this Property "
                "and Interests in this Property Pursuant to Executive Order 13599"
            ],
        }
    ]
    assert cons.beside("ofac-15036", "UnknownLink") == [
        {"object": ["ofac-stub-937d340916dc"], "role": ["Linked To"]}
    ]


def test_a_party_with_a_weak_alias(cons: Loaded) -> None:
    assert cons.parties["ofac-4637"].schema == "Organization"
    assert cons.said("ofac-4637") == {
        "name": ["BANK OF INDUSTRY AND MINE (OF IRAN)"],
        "alias": ["BANK SANAD VA MADAN"],
        "weakAlias": ["BIM"],
        "address": [
            "PO Box 15875-4456, Firouzeh Tower, No 1655 Vali-Asr Ave after Chamran "
            "Crossroads, Tehran, 1965643511, Iran",
            "No 1655, Firouzeh Building, Mahmoudiye Street, Valiasr Ave, Tehran, Iran",
        ],
        "country": ["ir"],
        "notes": [
            "For more information, please see: "
            "https://www.treasury.gov/resource-center/sanctions/Programs/Documents/jcpoa_faqs.pdf",
            "all offices worldwide",
        ],
    }
    assert cons.beside("ofac-4637", "Sanction") == [
        {
            "authority": ["US Treasury, Office of Foreign Assets Control"],
            "country": ["us"],
            "program": ["IRAN"],
            "programId": ["IRAN"],
            "authorityId": ["4637"],
            "sourceUrl": ["https://sanctionssearch.ofac.treas.gov/Details.aspx?id=4637"],
            "provisions": [
                "Additional Sanctions Information - Not on the SDN List and Not Subject to "
                "Secondary Sanctions; U.S. Persons Must Continue to Block the Property and "
                "Interests in Property of this Person Pursuant to Executive Order 13599",
                "all offices worldwide",
            ],
        }
    ]
    assert cons.beside("ofac-4637", "Address") == [
        {
            "full": [
                "PO Box 15875-4456, Firouzeh Tower, No 1655 Vali-Asr Ave after Chamran "
                "Crossroads, Tehran, 1965643511, Iran"
            ],
            "street": [
                "PO Box 15875-4456, Firouzeh Tower, No 1655 Vali-Asr Ave after Chamran Crossroads"
            ],
            "city": ["Tehran"],
            "postalCode": ["1965643511"],
            "country": ["ir"],
        },
        {
            "full": ["No 1655, Firouzeh Building, Mahmoudiye Street, Valiasr Ave, Tehran, Iran"],
            "street": ["No 1655, Firouzeh Building, Mahmoudiye Street, Valiasr Ave"],
            "city": ["Tehran"],
            "country": ["ir"],
        },
    ]


def test_xml_that_is_cut_off_is_refused(data: Path, load: Load, tmp_path: Path) -> None:
    cut = tmp_path / "consolidated.xml"
    cut.write_text(raw(data / "ofac_cons" / FILES[0])[:200_000])
    with pytest.raises(ListMalformed, match=r"consolidated\.xml"):
        load("ofac-cons", cut)


def test_an_element_that_is_not_known_is_counted_and_kept(
    data: Path, load: Load, tmp_path: Path
) -> None:
    new = tmp_path / "consolidated.xml"
    text = raw(data / "ofac_cons" / FILES[2])
    new.write_text(text.replace("<sdnType>", "<shoeSize>43</shoeSize><sdnType>", 1))
    read = load("ofac-cons", new)
    assert read.reading.unknown == {"shoeSize": 1}
    assert any("shoeSize: 43" in p.values("notes") for p in read.parties.values())
