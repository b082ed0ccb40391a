"""The clauses of OFAC's remarks, by true examples."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from caveat.sources.ofac_party import Maker, Names
from caveat.sources.ofac_remarks import read_remarks
from caveat.sources.reading import Entity, Reading

if TYPE_CHECKING:
    from tests.sources.conftest import Load


def told(remarks: str, schema: str = "Person") -> dict[str, list[str]]:
    party = Entity("ofac-1", schema, "sdn.csv:1", Reading())
    maker = Maker(party, Names(), Reading())
    maker.designate("ofac-sdn", "SDGT")
    read_remarks(maker, remarks, "sdn.csv:1")
    maker.finish()
    found: dict[str, list[str]] = {}
    for statement in party.statements():
        if statement.prop != "notes" and (statement.entity == "ofac-1" or statement.prop in (
            "publicKey", "currencySymbol", "startDate", "endDate", "role", "provisions"
        )):  # fmt: skip
            found.setdefault(statement.prop, []).append(statement.value)
    found["provisions"].remove("Blocking of property")
    return {prop: values for prop, values in found.items() if values}


@pytest.mark.parametrize(
    ("clause", "facts"),
    [
        ("DOB 20 Aug 1952", {"birthDate": ["1952-08-20"]}),
        ("DOB circa 1951", {"birthDate": ["1951"]}),
        ("DOB Aug 1952", {"birthDate": ["1952-08"]}),
        ("alt. DOB 1957", {"birthDate": ["1957"]}),
        ("POB Cheremkhovo, Irkutsk, Russia", {"birthPlace": ["Cheremkhovo, Irkutsk, Russia"]}),
        ("nationality Russia", {"nationality": ["ru"]}),
        ("citizen Malta", {"citizenship": ["mt"]}),
        ("Gender Male", {"gender": ["male"]}),
        ("a.k.a. 'BIM'", {"weakAlias": ["BIM"]}),
        ("f.k.a. 'ALPHA'", {"previousName": ["ALPHA"]}),
        (
            "Passport T14553558 (Iran) issued 28 Oct 2008 expires 29 Oct 2013",
            {
                "passportNumber": ["T14553558"],
                "startDate": ["2008-10-28"],
                "endDate": ["2013-10-29"],
            },
        ),
        ("Diplomatic Passport 008827 (Iran)", {"passportNumber": ["008827"]}),
        (
            "Tax ID No. 770202363089 (Russia)",
            {"innCode": ["770202363089"], "taxNumber": ["770202363089"]},
        ),
        ("D.N.I. 78.865.882 (Spain)", {"idNumber": ["78.865.882"]}),
        ("Email Address info@rostec.ru", {"email": ["info@rostec.ru"]}),
        (
            "Digital Currency Address - XBT 149w62rY42aZBox8fGcmqNsXUzSStKeq8C",
            {"publicKey": ["149w62rY42aZBox8fGcmqNsXUzSStKeq8C"], "currencySymbol": ["XBT"]},
        ),
        (
            "Additional Sanctions Information - Subject to Secondary Sanctions",
            {"provisions": ["Additional Sanctions Information - Subject to Secondary Sanctions"]},
        ),
        ("Linked To: MAHAN AIR", {"role": ["Linked To"]}),
        ("Former Minister of Interior", {"position": ["Former Minister of Interior"]}),
    ],
)
def test_a_clause_about_a_person(clause: str, facts: dict[str, list[str]]) -> None:
    assert told(f"{clause}.") == facts


@pytest.mark.parametrize(
    ("clause", "facts"),
    [
        ("Vessel Registration Identification IMO 9187629", {"imoNumber": ["9187629"]}),
        ("MMSI 572469210", {"mmsi": ["572469210"]}),
        ("Former Vessel Flag Malta", {"pastFlags": ["mt"]}),
    ],
)
def test_a_clause_about_a_vessel(clause: str, facts: dict[str, list[str]]) -> None:
    assert told(clause, "Vessel") == facts


def test_the_whole_text_stays_as_a_note_and_what_is_not_understood_is_counted() -> None:
    party, reading = Entity("ofac-1", "Person", "sdn.csv:1"), Reading()
    read_remarks(Maker(party, Names(), reading), "DOB 1952; ICTY indictee.", "sdn.csv:1")
    assert party.values("notes") == ["DOB 1952; ICTY indictee."]
    assert reading.unread == {"remarks clause": 1}


def test_of_all_clauses_of_a_real_list_nearly_every_one_is_understood(
    data: Path, load: Load
) -> None:
    path = data / "ofac_sdn_history/sdn_2024-05-03.csv.gz"
    text = gzip.decompress(path.read_bytes()).decode("cp1252", errors="replace")
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if len(row) == 12]
    clauses = sum(len(row[11].split("; ")) for row in rows if row[11].strip() != "-0-")
    left = load("ofac-sdn", path).reading.unread["remarks clause"]
    assert clauses > 60_000
    assert left / clauses < 0.015
