"""OFAC's CSV set: the real SDN lists of 2015 to 2024, and the consolidated ones."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from caveat.errors import ListMalformed, ListUnrecognised

if TYPE_CHECKING:
    from tests.sources.conftest import Load, Loaded


SETS = ("ofac_sdn/2015-01", "ofac_sdn/2018-01", "ofac_sdn/2019_watchman", "ofac_sdn/2021-01",
        "ofac_sdn/2021-04", "ofac_sdn/2021-07_watchman_bench", "ofac_sdn/2022-01",
        "ofac_cons/2018_perchrh", "ofac_cons/2025-03_assassin13",
        "ofac_cons/2025-12_watchman")  # fmt: skip


@pytest.fixture(scope="module")
def sdn(data: Path, load: Load) -> Loaded:
    return load("ofac-sdn", *sorted((data / "ofac_sdn/2022-01").iterdir()))


def rows(path: Path) -> list[list[str]]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    found = csv.reader(io.StringIO(raw.decode("cp1252", errors="replace"), newline=""))
    return [row for row in found if len(row) > 1]


def of_width(folder: Path, width: int) -> list[list[str]]:
    return [row for path in folder.iterdir() for row in rows(path) if len(row) == width]


@pytest.mark.parametrize("place", SETS)
def test_parties_are_as_many_as_rows(place: str, data: Path, load: Load) -> None:
    read = load(place[:9].rstrip("/").replace("_", "-"), *sorted((data / place).iterdir()))
    assert {p.id for p in read.listed} == {f"ofac-{row[0]}" for row in of_width(data / place, 12)}


def test_every_version_of_the_history_has_as_many_parties_as_rows(data: Path, load: Load) -> None:
    paths = sorted((data / "ofac_sdn_history").iterdir())
    assert len(paths) == 20
    for path in paths[::4]:
        assert len(load("ofac-sdn", path).listed) == len(rows(path)), path.name


def test_every_alias_and_every_address_with_a_text_is_kept(data: Path, sdn: Loaded) -> None:
    folder = data / "ofac_sdn/2022-01"
    said = {
        (party.id, text)
        for party in sdn.parties.values()
        for statement in party.statements()
        for text in (statement.original or statement.value, statement.value)
    }
    aliases = [row for row in of_width(folder, 5) if f"ofac-{row[0]}" in sdn.parties]
    assert len(aliases) > 10_000
    for number, _, _, called, _ in aliases:
        printed = " ".join(called.split())
        last, comma, first = printed.partition(", ")  # "A, B" beside "B A" is the same name
        names = {printed, f"{first} {last}"} if comma else {printed}
        assert any((f"ofac-{number}", name) in said for name in names), printed
    places = [row for row in of_width(folder, 6) if f"ofac-{row[0]}" in sdn.parties]
    for number, _, street, city, country, _ in places:
        full = ", ".join(part for part in (street, city, country) if part.strip() != "-0-")
        if full:
            assert (f"ofac-{number}", " ".join(full.split())) in said


def test_every_digital_currency_address_is_kept(data: Path, sdn: Loaded) -> None:
    remarks = " ".join(row[11] for row in of_width(data / "ofac_sdn/2022-01", 12))
    printed = remarks.split("Digital Currency Address - ")[1:]
    kept = {v for p in sdn.parties.values() for e in p.attached for v in e.values("publicKey")}
    assert {text.split()[1].rstrip(";.") for text in printed} == kept
    assert len(kept) > 100


def test_a_missing_file_of_aliases_is_said(data: Path, load: Load) -> None:
    alone = load("ofac-sdn", data / "ofac_sdn_history/sdn_2022-06-28.csv.gz")
    assert any("aliases are missing" in caution for caution in alone.reading.cautions)


def test_a_person(sdn: Loaded) -> None:
    assert sdn.parties["ofac-16685"].schema == "Person"
    assert sdn.said("ofac-16685") == {
        "name": ["Sergei CHEMEZOV"],
        "lastName": ["CHEMEZOV"],
        "firstName": ["Sergei"],
        "alias": ["Sergey Viktorovich CHEMEZOV"],
        "notes": ["DOB 20 Aug 1952; POB Cheremkhovo, Irkutsk, Russia."],
        "birthDate": ["1952-08-20"],
        "birthPlace": ["Cheremkhovo, Irkutsk, Russia"],
    }
    assert sdn.printed("ofac-16685", "birthDate") == {"1952-08-20": "20 Aug 1952"}
    assert sdn.printed("ofac-16685", "name") == {"Sergei CHEMEZOV": "CHEMEZOV, Sergei"}
    assert sdn.beside("ofac-16685", "Sanction") == [
        {
            "authority": ["US Treasury, Office of Foreign Assets Control"],
            "country": ["us"],
            "program": ["UKRAINE-EO13661"],
            "programId": ["UKRAINE-EO13661"],
            "authorityId": ["16685"],
            "sourceUrl": ["https://sanctionssearch.ofac.treas.gov/Details.aspx?id=16685"],
            "provisions": ["Blocking of property"],
            "summary": ["Executive Order 13661"],
        }
    ]


def test_a_company_with_former_names(sdn: Loaded) -> None:
    assert sdn.parties["ofac-16911"].schema == "Organization"
    assert sdn.said("ofac-16911") == {
        "name": ["KALASHNIKOV CONCERN"],
        "alias": [
            "CONCERN KALASHNIKOV",
            "IZHEVSKIY MASHINOSTROITEL'NYI ZAVOD OAO",
            "OJSC CONCERN KALASHNIKOV",
        ],
        "previousName": [
            "IZHMASH R&D CENTER",
            "SCIENTIFIC PRODUCTION ASSOCIATION IZHMASH JOINT STOCK COMPANY",
            "NPO IZHMASH OAO",
            "JSC NPO IZHMASH",
            "OJSC IZHMASH",
        ],
        "address": ["3, Derjabin Pr., Izhevsk, Udmurt Republic 426006, Russia"],
        "country": ["ru"],
        "notes": ["Registration ID 1111832003018."],
        "registrationNumber": ["1111832003018"],
    }
    assert sdn.beside("ofac-16911", "Sanction") == [
        {
            "authority": ["US Treasury, Office of Foreign Assets Control"],
            "country": ["us"],
            "program": ["UKRAINE-EO13661"],
            "programId": ["UKRAINE-EO13661"],
            "authorityId": ["16911"],
            "sourceUrl": ["https://sanctionssearch.ofac.treas.gov/Details.aspx?id=16911"],
            "provisions": ["Blocking of property"],
            "summary": ["Executive Order 13661"],
        }
    ]
    assert sdn.beside("ofac-16911", "Address") == [
        {
            "full": ["3, Derjabin Pr., Izhevsk, Udmurt Republic 426006, Russia"],
            "street": ["3, Derjabin Pr., Izhevsk"],
            "city": ["Udmurt Republic 426006"],
            "country": ["ru"],
        }
    ]
    assert sdn.beside("ofac-16911", "Identification") == [
        {"number": ["1111832003018"], "type": ["Registration ID"]}
    ]


def test_a_vessel(sdn: Loaded) -> None:
    assert sdn.parties["ofac-15036"].schema == "Vessel"
    assert sdn.said("ofac-15036") == {
        "name": ["ARTAVIL"],
        "callSign": ["T2EU4"],
        "type": ["Crude/Oil Products Tanker"],
        "tonnage": ["99,144"],
        "grossRegisteredTonnage": ["56,068"],
        "flag": ["ir"],
        "previousName": ["ABADAN", "SHONA", "ALPHA"],
        "notes": [
            "Former Vessel Flag Malta; alt. Former Vessel Flag Tuvalu; alt. Former Vessel "
            "Flag None Identified; alt. Former Vessel Flag Tanzania; Additional Sanctions "
            "Information - Subject to Secondary Sanctions; Vessel Registration "
            "Identification IMO 9187629; MMSI 572469210; f.k.a. 'ALPHA'; Linked To: NATIONAL "
            "IRANIAN TANKER COMPANY.",
            "Former Vessel Flag: None Identified",
        ],
        "pastFlags": ["mt", "tv", "tz"],
        "imoNumber": ["9187629"],
        "mmsi": ["572469210"],
    }
    assert sdn.beside("ofac-15036", "Sanction") == [
        {
            "authority": ["US Treasury, Office of Foreign Assets Control"],
            "country": ["us"],
            "program": ["IRAN"],
            "programId": ["IRAN"],
            "authorityId": ["15036"],
            "sourceUrl": ["https://sanctionssearch.ofac.treas.gov/Details.aspx?id=15036"],
            "provisions": [
                "Blocking of property",
                "Additional Sanctions Information - Subject to Secondary Sanctions",
            ],
        }
    ]
    assert sdn.beside("ofac-15036", "UnknownLink") == [
        {"object": ["ofac-stub-937d340916dc"], "role": ["Linked To"]}
    ]


def test_an_aircraft_linked_to_its_operator(sdn: Loaded) -> None:
    assert sdn.parties["ofac-15431"].schema == "Airplane"
    assert sdn.said("ofac-15431") == {
        "name": ["EP-GOM"],
        "notes": [
            "Aircraft Construction Number (also called L/N or S/N or F/N) 8401; Aircraft "
            "Manufacture Date 1992; Aircraft Model IL76-TD; Aircraft Operator YAS AIR; "
            "Aircraft Manufacturer's Serial Number (MSN) 1023409321; Linked To: POUYA AIR."
        ],
        "serialNumber": ["8401", "1023409321"],
        "buildDate": ["1992"],
        "model": ["IL76-TD"],
    }
    assert sdn.beside("ofac-15431", "Sanction") == [
        {
            "authority": ["US Treasury, Office of Foreign Assets Control"],
            "country": ["us"],
            "program": ["SDGT"],
            "programId": ["SDGT"],
            "authorityId": ["15431"],
            "sourceUrl": ["https://sanctionssearch.ofac.treas.gov/Details.aspx?id=15431"],
            "provisions": ["Blocking of property"],
            "summary": ["Executive Order 13224"],
        }
    ]
    assert sdn.beside("ofac-15431", "UnknownLink") == [
        {"object": ["ofac-13109"], "role": ["Aircraft Operator"]},
        {"object": ["ofac-13109"], "role": ["Linked To"]},
    ]


def test_a_person_with_a_wallet_a_passport_and_weak_aliases(sdn: Loaded) -> None:
    assert sdn.parties["ofac-26137"].schema == "Person"
    assert sdn.said("ofac-26137") == {
        "name": ["Ali KHORASHADIZADEH"],
        "lastName": ["KHORASHADIZADEH"],
        "firstName": ["Ali"],
        "address": ["Iran"],
        "country": ["ir"],
        "notes": [
            "DOB 21 Sep 1979; POB Tehran, Iran; nationality Iran; Email Address "
            "iranvisacart@yahoo.com; alt. Email Address mastercartaria@yahoo.com; alt. Email "
            "Address alikhorashadi@yahoo.com; alt. Email Address toppglasses@gmail.com; alt. "
            "Email Address iranian_boy5@yahoo.com; Additional Sanctions Information - "
            "Subject to Secondary Sanctions; Gender Male; Digital Currency Address - XBT "
            "149w62rY42aZBox8fGcmqNsXUzSStKeq8C; Passport T14553558 (Iran) issued 28 Oct "
            "2008 expires 29 Oct 2013; a.k.a. 'Mastercartaria'; a.k.a. 'Iranvisacart'."
        ],
        "birthDate": ["1979-09-21"],
        "birthPlace": ["Tehran, Iran"],
        "nationality": ["ir"],
        "email": [
            "iranvisacart@yahoo.com",
            "mastercartaria@yahoo.com",
            "alikhorashadi@yahoo.com",
            "toppglasses@gmail.com",
            "iranian_boy5@yahoo.com",
        ],
        "gender": ["male"],
        "passportNumber": ["T14553558"],
        "weakAlias": ["Mastercartaria", "Iranvisacart"],
    }
    assert sdn.printed("ofac-26137", "birthDate") == {"1979-09-21": "21 Sep 1979"}
    assert sdn.printed("ofac-26137", "name") == {"Ali KHORASHADIZADEH": "KHORASHADIZADEH, Ali"}
    assert sdn.printed("ofac-26137", "nationality") == {"ir": "Iran"}
    assert sdn.beside("ofac-26137", "Sanction") == [
        {
            "authority": ["US Treasury, Office of Foreign Assets Control"],
            "country": ["us"],
            "program": ["CYBER2"],
            "programId": ["CYBER2"],
            "authorityId": ["26137"],
            "sourceUrl": ["https://sanctionssearch.ofac.treas.gov/Details.aspx?id=26137"],
            "provisions": [
                "Blocking of property",
                "Additional Sanctions Information - Subject to Secondary Sanctions",
            ],
            "summary": ["Executive Order 13694"],
        }
    ]
    assert sdn.beside("ofac-26137", "Address") == [{"full": ["Iran"], "country": ["ir"]}]
    assert sdn.beside("ofac-26137", "CryptoWallet") == [
        {"publicKey": ["149w62rY42aZBox8fGcmqNsXUzSStKeq8C"], "currencySymbol": ["XBT"]}
    ]
    assert sdn.beside("ofac-26137", "Passport") == [
        {
            "number": ["T14553558"],
            "passportNumber": ["T14553558"],
            "type": ["Passport"],
            "country": ["ir"],
            "startDate": ["2008-10-28"],
            "endDate": ["2013-10-29"],
        }
    ]


def test_a_file_that_is_cut_off_inside_a_row_is_refused(
    data: Path, load: Load, tmp_path: Path
) -> None:
    cut = tmp_path / "sdn.csv"
    raw = gzip.decompress((data / "ofac_sdn/2022-01/sdn.csv.gz").read_bytes())
    cut.write_bytes(raw[: raw.index(b"16685,") + 60])
    with pytest.raises(ListMalformed, match=r"sdn\.csv:\d+"):
        load("ofac-sdn", cut)


def test_a_page_is_not_taken_for_the_list(load: Load, tmp_path: Path) -> None:
    page = tmp_path / "sdn.csv"
    page.write_text("<html><body>Sorry, a, b, c</body></html>")
    with pytest.raises((ListMalformed, ListUnrecognised)):
        load("ofac-sdn", page)


def test_aliases_without_their_parties_are_refused(data: Path, load: Load) -> None:
    with pytest.raises(ListUnrecognised, match="file of parties"):
        load("ofac-sdn", data / "ofac_sdn/2022-01/alt.csv")
