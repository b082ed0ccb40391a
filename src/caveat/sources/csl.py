"""The US Consolidated Screening List, in CSV and JSON.

Format: https://developer.trade.gov/consolidated-screening-list.html. It gathers the lists of
three departments: a party stands in it once for each list. The Bureau of Industry and Security's
lists have no numbers, and ``_id`` changes with the content, so an entry is told by its entity
number or else by name and day.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from caveat.errors import ListMalformed, ListUnrecognised
from caveat.sources.ofac_party import Maker, Names
from caveat.sources.reading import Entity, File, Reading, schema_has
from caveat.time import read as read_date

LIST = "us-csl"
_SCHEMAS = {"individual": "Person", "entity": "Organization", "vessel": "Vessel",
            "aircraft": "Airplane"}  # fmt: skip
_NOTED = ("remarks", "federal_register_notice", "standard_order", "license_requirement",
          "license_policy", "title")  # fmt: skip
_KNOWN = frozenset(
    "_id id source entity_number type programs name title addresses federal_register_notice "
    "start_date end_date standard_order license_requirement license_policy call_sign vessel_type "
    "gross_tonnage gross_registered_tonnage vessel_flag vessel_owner remarks source_list_url "
    "alt_names citizenships dates_of_birth nationalities places_of_birth source_information_url "
    "ids country".split()
)
_PAPER = re.compile(
    r"(?:(?P<country>[A-Z]{2}), )?(?P<days>(?:\d{4}-\d\d-\d\d, ){0,2})"
    r"(?:(?P<number>.+), )?(?P<kind>[^,]+)"
)
"""``JO, 2014-08-30, 2009-08-31, K475336, Passport``: country, expiry, issue, number, kind."""

_LINKED = re.compile(r"\(Linked To: ([^()]*(?:\([^()]*\)[^()]*)*)\)")
_LINKS = {"linked to", "aircraft operator", "vessel owner", "vessel operator"}


def read(files: Sequence[File], reading: Reading) -> Iterator[Entity]:
    """Read the list."""
    for file in files:
        head = file.head(512).lstrip(b"\xef\xbb\xbf \r\n")
        if head.startswith((b"{", b"[")):
            reading.format = "csl json"
            whole = _json
        elif b"source" in head and b"," in head:
            reading.format = "csl csv"
            whole = _csv
        else:
            raise ListUnrecognised(
                f"{file.name} is neither the CSV nor the JSON of the Consolidated Screening List. "
                "Give the file as trade.gov publishes it."
            )
        names, seen = Names(), Counter[str]()
        for _, record in whole(file):
            names.note(record.get("name", ""), _id(record, seen))
        seen.clear()
        for origin, record in whole(file):
            yield _party(record, origin, _id(record, seen), names, reading)


def _id(record: Mapping[str, str], seen: Counter[str]) -> str:
    told = record.get("entity_number") or "\x1f".join(
        (record.get("name", ""), record.get("start_date", ""))
    )
    mark = hashlib.sha1(f"{record.get('source', '')}\x1f{told}".encode()).hexdigest()[:12]
    seen[mark] += 1
    # Two orders against one name on one day are two entries.
    return f"csl-{mark}" if seen[mark] == 1 else f"csl-{mark}-{seen[mark]}"


def _party(
    record: Mapping[str, str], origin: str, id: str, names: Names, reading: Reading
) -> Entity:
    number, source = record.get("entity_number", ""), record.get("source", "")
    schema = _SCHEMAS.get(record.get("type", "").lower(), "LegalEntity")
    party = Entity(id, schema, origin, reading)
    party.add("name", _said(record.get("name", ""), schema), original=record.get("name", ""))
    for alias in _many(record.get("alt_names", "")):
        party.add("alias", _said(alias, schema), original=alias)
    for place in _many(record.get("addresses", "")):
        _address(party, place)
    for prop, column in (
        ("nationality", "nationalities"),
        ("citizenship", "citizenships"),
        ("birthPlace", "places_of_birth"),
        ("callSign", "call_sign"),
        ("type", "vessel_type"),
        ("tonnage", "gross_tonnage"),
        ("grossRegisteredTonnage", "gross_registered_tonnage"),
        ("flag", "vessel_flag"),
        ("country", "country"),
    ):
        for value in _many(record.get(column, "")):
            if schema_has(schema, prop):
                party.add(prop, value, label=column)
            else:
                party.add("notes", f"{column}: {value}")
    for born in _many(record.get("dates_of_birth", "")):
        prop = "birthDate" if schema_has(schema, "birthDate") else "notes"
        party.add_dates(prop, read_date(born), born)
    maker = Maker(party, names, reading)
    for paper in _many(record.get("ids", "")):
        _paper(maker, paper)
    links = [("Linked To", name) for name in _LINKED.findall(record.get("remarks", ""))]
    for role, name in (*links, ("Vessel Owner", record.get("vessel_owner", ""))):
        _link(maker, role, name)
    if schema == "Person":
        party.add("position", record.get("title"))
    for column in _NOTED:
        value = record.get(column, "")
        if value and not (column == "title" and schema == "Person"):
            party.add("notes", value if column == "remarks" else f"{column}: {value}")
    for column, value in record.items():
        if column not in _KNOWN:
            reading.unknown[column] += 1
            party.add("notes", f"{column}: {value}" if value else "")
    _designate(maker, record, source, number)
    return maker.finish()


def _designate(maker: Maker, record: Mapping[str, str], source: str, number: str) -> None:
    title, _, agency = source.partition(" - ")
    for programme in _many(record.get("programs", "")) or [title]:
        sanction = maker.party.attach("Sanction", LIST, source, programme)
        maker.designations.append(sanction)
        sanction.add("authority", agency or source)
        sanction.add("country", "us")
        sanction.add("program", programme)
        sanction.add("programId", programme)
        sanction.add("status", title)
        sanction.add("authorityId", number)
        sanction.add("provisions", record.get("license_requirement"))
        sanction.add("provisions", record.get("license_policy"))
        sanction.add("summary", record.get("federal_register_notice"))
        sanction.add("sourceUrl", record.get("source_information_url"))
        for prop, column in (("startDate", "start_date"), ("endDate", "end_date")):
            said = record.get(column, "")
            sanction.add_dates(prop, read_date(said[:10]), said)


def _address(party: Entity, place: str) -> None:
    parts = [part.strip() for part in place.split(",")]
    country = parts[-1] if re.fullmatch(r"[A-Z]{2}", parts[-1]) else ""
    if schema_has(party.schema, "country"):
        party.add("country", country)
    if len(parts) > 1 or not country:
        party.add("address", place)
        address = party.attach("Address", place)
        address.add("full", place)
        address.add("country", country)


def _paper(maker: Maker, paper: str) -> None:
    """Add an identifier, or one of the other facts that stand among them."""
    found = _PAPER.fullmatch(paper)
    if found is None or not found["number"]:
        maker.party.add("notes", f"Identifier: {paper}")
        return
    kind, number, country = found["kind"], found["number"], found["country"] or ""
    days = found["days"].replace(",", " ").split()
    # A single day may be that of issue or of expiry: it stays with the text.
    expires, issued = days if len(days) == 2 else ("", "")
    if kind.lower() in _LINKS:
        _link(maker, kind, number)
    elif not maker.fact(kind, number, maker.party.origin, country, issued, expires):
        maker.party.add("notes", f"{kind}: {number}")
    if len(days) == 1:
        maker.party.add("notes", f"Identifier: {paper}")


def _link(maker: Maker, role: str, name: str) -> None:
    """Add a link to the party of this name, if the list has one and only one."""
    other = maker.names.known.get(" ".join(name.upper().split()))
    if other:
        maker.relate(role, other, maker.party.origin)
    elif name:
        maker.party.add("notes", f"{role}: {name}")


def _said(printed: str, schema: str) -> str:
    """``LAST, First`` as it is said; other names as printed."""
    last, comma, first = printed.partition(", ")
    return f"{first} {last}".strip() if schema == "Person" and comma else printed


def _many(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _csv(file: File) -> Iterator[tuple[str, Mapping[str, str]]]:
    with file.open() as raw:
        rows = csv.reader(io.TextIOWrapper(raw, encoding="utf-8-sig", newline=""))
        headings = next(rows)
        for cells in rows:
            origin = f"{file.name}:{rows.line_num}"
            if cells == headings:
                continue
            if len(cells) != len(headings):
                raise ListMalformed(
                    f"{origin} has {len(cells)} cells for {len(headings)} headings. "
                    "The file is damaged or cut off; get it again."
                )
            yield origin, {h: c.strip() for h, c in zip(headings, cells, strict=True)}


def _json(file: File) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The records of ``{"results": [...]}``, one at a time."""
    decoder = json.JSONDecoder()
    with file.open() as raw:
        stream = io.TextIOWrapper(raw, encoding="utf-8-sig")
        waiting, number = stream.read(1 << 16), 0
        results = waiting.find('"results"')
        start = waiting.find("[", max(results, 0))
        if start < 0 or (results < 0 and waiting.lstrip()[:1] != "["):
            raise ListMalformed(f"{file.name} has no list of results. Get the file again.")
        waiting = waiting[start + 1 :]
        while True:
            waiting = waiting.lstrip(", \r\n\t")
            if waiting.startswith("]"):
                return
            try:
                record, stop = decoder.raw_decode(waiting)
            except ValueError:
                more = stream.read(1 << 16)
                if not more:
                    raise ListMalformed(
                        f"{file.name}: the record after number {number} is cut off. "
                        "Get the file again."
                    ) from None
                waiting += more
                continue
            number += 1
            waiting = waiting[stop:]
            yield f"{file.name}:results[{number}]", {k: _flat(k, v) for k, v in record.items()}


def _flat(name: str, value: Any) -> str:
    """A JSON value as the CSV prints it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_flat(name, inner) for inner in value)
    if isinstance(value, dict):
        order = (
            ("country", "expiration_date", "issue_date", "number", "type")
            if name == "ids"
            else ("address", "city", "state", "postal_code", "country")
        )
        return ", ".join(str(value[key]) for key in order if value.get(key))
    return str(value)
