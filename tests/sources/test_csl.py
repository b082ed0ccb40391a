"""The Consolidated Screening List: the real CSV of 2022, and a small JSON as the API prints it."""

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


CSV = "us_csl/csl_us_circa_2022-05.csv.gz"


@pytest.fixture(scope="module")
def table(data: Path, load: Load) -> Loaded:
    return load("us-csl", data / CSV)


@pytest.fixture(scope="module")
def results(load: Load, fixtures: Path) -> Loaded:
    return load("us-csl", fixtures / "csl.json")


def rows(path: Path) -> list[dict[str, str]]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    found = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    return [row for row in found if row["source"] != "source"]


def test_every_row_is_a_listed_party(data: Path, load: Load) -> None:
    whole = ("csl_us_2016-02_partial.csv", "csl_us_circa_2022-05.csv.gz")
    for path in (data / "us_csl" / name for name in whole):
        assert len(load("us-csl", path).listed) == len(rows(path)), path.name


def test_every_alias_birth_date_and_identifier_is_kept(data: Path, table: Loaded) -> None:
    printed = {part.strip() for row in rows(data / CSV) for part in row["alt_names"].split(";")} - {
        ""
    }
    originals = {
        statement.original or statement.value
        for party in table.parties.values()
        for statement in party.statements()
    }
    assert printed - originals == set()
    numbers = {
        part.removesuffix(", Passport").removesuffix(", Diplomatic").split(", ")[-1]
        for row in rows(data / CSV)
        for part in row["ids"].split("; ")
        if part.endswith(", Passport")
    }
    kept = {value for party in table.parties.values() for value in party.values("passportNumber")}
    assert len(numbers) > 1_000
    assert numbers - {value.removesuffix(", Diplomatic") for value in kept} == set()


def test_nothing_is_unknown(table: Loaded, results: Loaded) -> None:
    assert not table.reading.unknown
    assert not results.reading.unknown


def test_a_person_with_a_tax_number(table: Loaded) -> None:
    assert table.parties["csl-d1f7af2217d2"].schema == "Person"
    assert table.said("csl-d1f7af2217d2") == {
        "name": ["Sergei CHEMEZOV"],
        "alias": ["Sergey Victorovich CHEMEZOV", "Sergey CHEMEZOV"],
        "country": ["ru"],
        "address": ["21 Gogolevskiy Bulvar, Moscow, RU"],
        "nationality": ["ru"],
        "birthPlace": ["Cheremkhovo, Irkutsk, Russia"],
        "birthDate": ["1952-08-20"],
        "innCode": ["770202363089"],
        "taxNumber": ["770202363089"],
        "gender": ["male"],
    }
    assert table.printed("csl-d1f7af2217d2", "name") == {"Sergei CHEMEZOV": "CHEMEZOV, Sergei"}
    assert table.printed("csl-d1f7af2217d2", "nationality") == {"ru": "RU"}
    assert table.beside("csl-d1f7af2217d2", "Address") == [
        {"full": ["21 Gogolevskiy Bulvar, Moscow, RU"], "country": ["ru"]}
    ]
    assert table.beside("csl-d1f7af2217d2", "Identification") == [
        {"number": ["770202363089"], "type": ["Tax ID No."], "country": ["ru"]}
    ]
    assert table.beside("csl-d1f7af2217d2", "Sanction") == [
        {
            "authority": ["Treasury Department"],
            "country": ["us"],
            "program": ["UKRAINE-EO13661"],
            "programId": ["UKRAINE-EO13661"],
            "status": ["Specially Designated Nationals (SDN)"],
            "authorityId": ["16685"],
            "sourceUrl": ["http://bit.ly/1MLgpye"],
            "provisions": [
                "Secondary sanctions risk: Ukraine-/Russia-Related Sanctions Regulations, "
                "31 CFR 589.201 and/or 589.209"
            ],
        },
        {
            "authority": ["Treasury Department"],
            "country": ["us"],
            "program": ["RUSSIA-EO14024"],
            "programId": ["RUSSIA-EO14024"],
            "status": ["Specially Designated Nationals (SDN)"],
            "authorityId": ["16685"],
            "sourceUrl": ["http://bit.ly/1MLgpye"],
            "provisions": [
                "Secondary sanctions risk: Ukraine-/Russia-Related Sanctions Regulations, "
                "31 CFR 589.201 and/or 589.209"
            ],
        },
    ]


def test_a_vessel_with_its_imo_number_and_former_flag(table: Loaded) -> None:
    assert table.parties["csl-12dab7c388f6"].schema == "Vessel"
    assert table.said("csl-12dab7c388f6") == {
        "name": ["ADRIAN DARYA 1"],
        "alias": ["GRACE 1"],
        "type": ["Crude Oil Tanker"],
        "flag": ["ir"],
        "imoNumber": ["9116412"],
        "pastFlags": ["pa"],
    }
    assert table.beside("csl-12dab7c388f6", "Sanction") == [
        {
            "authority": ["Treasury Department"],
            "country": ["us"],
            "program": ["SDGT"],
            "programId": ["SDGT"],
            "status": ["Specially Designated Nationals (SDN)"],
            "authorityId": ["27304"],
            "sourceUrl": ["http://bit.ly/1MLgpye"],
        }
    ]


def test_an_aircraft_linked_to_its_operator(table: Loaded) -> None:
    assert table.parties["csl-004cbf6a3639"].schema == "Airplane"
    assert table.said("csl-004cbf6a3639") == {
        "name": ["EP-AJI"],
        "buildDate": ["2000-08-11"],
        "model": ["A320"],
        "serialNumber": ["1300"],
        "notes": ["(Linked To: MERAJ AIR)"],
    }
    assert table.beside("csl-004cbf6a3639", "UnknownLink") == [
        {"object": ["csl-edb89d1fb81a"], "role": ["Aircraft Operator"]},
        {"object": ["csl-edb89d1fb81a"], "role": ["Linked To"]},
    ]
    assert table.beside("csl-004cbf6a3639", "Sanction") == [
        {
            "authority": ["Treasury Department"],
            "country": ["us"],
            "program": ["IFSR"],
            "programId": ["IFSR"],
            "status": ["Specially Designated Nationals (SDN)"],
            "authorityId": ["24505"],
            "sourceUrl": ["http://bit.ly/1MLgpye"],
            "provisions": ["Additional Sanctions Information - Subject to Secondary Sanctions"],
        },
        {
            "authority": ["Treasury Department"],
            "country": ["us"],
            "program": ["SDGT"],
            "programId": ["SDGT"],
            "status": ["Specially Designated Nationals (SDN)"],
            "authorityId": ["24505"],
            "sourceUrl": ["http://bit.ly/1MLgpye"],
            "provisions": ["Additional Sanctions Information - Subject to Secondary Sanctions"],
        },
    ]


def test_a_person_with_a_passport_and_a_wallet(table: Loaded) -> None:
    assert table.parties["csl-41885e18d93f"].schema == "Person"
    assert table.said("csl-41885e18d93f") == {
        "name": ["Ali KHORASHADIZADEH"],
        "alias": ["Mastercartaria", "Iranvisacart"],
        "country": ["ir"],
        "nationality": ["ir"],
        "birthPlace": ["Tehran, Iran"],
        "birthDate": ["1979-09-21"],
        "passportNumber": ["T14553558"],
        "gender": ["male"],
        "email": [
            "iranvisacart@yahoo.com",
            "alikhorashadi@yahoo.com",
            "mastercartaria@yahoo.com",
            "toppglasses@gmail.com",
            "iranian_boy5@yahoo.com",
        ],
    }
    assert table.printed("csl-41885e18d93f", "name") == {
        "Ali KHORASHADIZADEH": "KHORASHADIZADEH, Ali"
    }
    assert table.printed("csl-41885e18d93f", "nationality") == {"ir": "IR"}
    assert table.beside("csl-41885e18d93f", "Passport") == [
        {
            "number": ["T14553558"],
            "passportNumber": ["T14553558"],
            "type": ["Passport"],
            "country": ["ir"],
            "startDate": ["2008-10-28"],
            "endDate": ["2013-10-29"],
        }
    ]
    assert table.beside("csl-41885e18d93f", "CryptoWallet") == [
        {"publicKey": ["149w62rY42aZBox8fGcmqNsXUzSStKeq8C"], "currencySymbol": ["XBT"]}
    ]
    assert table.beside("csl-41885e18d93f", "Sanction") == [
        {
            "authority": ["Treasury Department"],
            "country": ["us"],
            "program": ["CYBER2"],
            "programId": ["CYBER2"],
            "status": ["Specially Designated Nationals (SDN)"],
            "authorityId": ["26137"],
            "sourceUrl": ["http://bit.ly/1MLgpye"],
            "provisions": ["Additional Sanctions Information - Subject to Secondary Sanctions"],
        }
    ]


def test_a_company_on_the_entity_list(table: Loaded) -> None:
    assert table.parties["csl-43c217db8e30"].schema == "LegalEntity"
    assert table.said("csl-43c217db8e30") == {
        "name": ["33rd Scientific Research and Testing Institute"],
        "alias": ["33rd TsNIII"],
        "country": ["ru"],
        "address": ["1 Ulitsa Krasnoznamennaya, Volsk-18/Shikhany, Saratov Oblast, RU"],
        "notes": [
            "federal_register_notice: 85 FR 52901",
            "license_requirement: For all items subject to the EAR. (See §744.11 of the EAR).",
            "license_policy: Presumption of denial.",
        ],
    }
    assert table.beside("csl-43c217db8e30", "Address") == [
        {
            "full": ["1 Ulitsa Krasnoznamennaya, Volsk-18/Shikhany, Saratov Oblast, RU"],
            "country": ["ru"],
        }
    ]
    assert table.beside("csl-43c217db8e30", "Sanction") == [
        {
            "authority": ["Bureau of Industry and Security"],
            "country": ["us"],
            "program": ["Entity List (EL)"],
            "programId": ["Entity List (EL)"],
            "status": ["Entity List (EL)"],
            "provisions": [
                "For all items subject to the EAR. (See §744.11 of the EAR).",
                "Presumption of denial.",
            ],
            "summary": ["85 FR 52901"],
            "sourceUrl": ["http://bit.ly/1L47xrV"],
            "startDate": ["2020-08-27"],
        }
    ]


def test_json_says_the_same_as_csv_where_nothing_changed(table: Loaded, results: Loaded) -> None:
    same = ("birthDate", "birthPlace", "passportNumber", "nationality")
    for id in results.parties.keys() & table.parties.keys():
        for prop in same:
            assert results.said(id).get(prop) == table.said(id).get(prop)
    assert len(results.parties.keys() & table.parties.keys()) >= 2
    id = "csl-41885e18d93f"
    assert results.beside(id, "Passport") == table.beside(id, "Passport")
    assert results.beside(id, "CryptoWallet") == table.beside(id, "CryptoWallet")


def test_json_that_is_cut_off_is_refused_with_the_record(
    load: Load, fixtures: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "csl.json"
    whole = (fixtures / "csl.json").read_text()
    cut.write_text(whole[: whole.index("KHORASHADIZADEH")])
    with pytest.raises(ListMalformed, match="after number 2"):
        load("us-csl", cut)


def test_a_row_with_too_few_cells_is_refused(data: Path, load: Load, tmp_path: Path) -> None:
    cut = tmp_path / "consolidated.csv"
    cut.write_bytes(gzip.decompress((data / CSV).read_bytes())[:20_001])
    with pytest.raises(ListMalformed, match=r"consolidated\.csv:\d+"):
        load("us-csl", cut)


def test_the_real_file_of_2023_that_lacks_its_end_is_refused(data: Path, load: Load) -> None:
    with pytest.raises(ListMalformed, match=r"subset\.csv:4233 has 8 cells for 29 headings"):
        load("us-csl", data / "us_csl/csl_us_circa_2023-11_subset.csv.gz")


def test_json_without_results_is_refused(load: Load, tmp_path: Path) -> None:
    empty = tmp_path / "csl.json"
    empty.write_text('{"error": "no such key", "sources_used": []}')
    with pytest.raises(ListMalformed, match="no list of results"):
        load("us-csl", empty)


def test_a_page_is_not_taken_for_the_list(load: Load, tmp_path: Path) -> None:
    page = tmp_path / "consolidated.csv"
    page.write_text("<html>Gone</html>")
    with pytest.raises(ListUnrecognised):
        load("us-csl", page)
