"""Any list of OpenSanctions: ``entities.ftm.json`` and ``targets.simple.csv``.

Format: https://www.opensanctions.org/docs/bulk/. Ids get the prefix ``os-``, since OpenSanctions
uses some that look like ours.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from caveat.errors import ListMalformed, ListUnrecognised
from caveat.sources.reading import BACK, Entity, File, Reading, schema_has

LIST = "opensanctions"
_ENDS = {
    **BACK,
    "UnknownLink": "subject",
    "Ownership": "owner",
    "Directorship": "director",
    "Employment": "employee",
    "Membership": "member",
    "Representation": "agent",
    "Family": "person",
    "Associate": "person",
    "Occupancy": "holder",
    "Succession": "predecessor",
    "Security": "issuer",
}
"""The property by which an entity that is no party points to the party that it belongs to."""

_CSV = {
    "aliases": "alias",
    "birth_date": "birthDate",
    "countries": "country",
    "addresses": "address",
    "phones": "phone",
    "emails": "email",
}
_CSV_KNOWN = {*_CSV, "id", "schema", "name", "identifiers", "sanctions", "program_ids", "dataset",
              "first_seen", "last_seen", "last_change"}  # fmt: skip


def read(files: Sequence[File], reading: Reading) -> Iterator[Entity]:
    """Read a list of OpenSanctions."""
    for file in files:
        head = file.head(256).lstrip(b"\xef\xbb\xbf")
        if head.startswith(b"{"):
            reading.format = "opensanctions ftm"
            yield from _ftm(file, reading)
        elif b"schema" in head.split(b"\n")[0]:
            reading.format = "opensanctions csv"
            yield from _simple(file, reading)
        else:
            raise ListUnrecognised(
                f"{file.name} is neither entities.ftm.json nor targets.simple.csv. "
                "Give one of the two as OpenSanctions publishes them."
            )


def _ftm(file: File, reading: Reading) -> Iterator[Entity]:
    """Two passes: first what belongs to parties, then the parties."""
    beside: dict[str, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    addresses: dict[str, tuple[int, dict[str, Any]]] = {}
    newest = ""
    for line, record in _lines(file):
        newest = max(newest, seen(record))
        if record["schema"] == "Address":
            addresses[record["id"]] = (line, record)
        for owner in owners(record):
            beside[owner].append((line, record))
    reading.published = newest or None
    for line, record in _lines(file):
        if is_party(record):
            near = {id: addresses[id] for id in addressed(record) if id in addresses}
            yield party_of(file.name, line, record, beside.get(record["id"], ()), near, reading)


Numbered = tuple[int, dict[str, Any]]
"""A record, and its line."""


def seen(record: dict[str, Any]) -> str:
    """The day on which a record was last seen; the newest of all is that of the list."""
    return str(record.get("last_seen") or record.get("last_export") or "")[:10]


def is_party(record: dict[str, Any]) -> bool:
    """Whether a record is a party by itself."""
    return record["schema"] != "Address" and record["schema"] not in _ENDS


def owners(record: dict[str, Any]) -> Sequence[str]:
    """The ids of the parties that a record belongs to; none, for a party or an address."""
    end = _ENDS.get(record["schema"])
    found: Sequence[str] = record.get("properties", {}).get(end, ()) if end else ()
    return found


def addressed(record: dict[str, Any]) -> Sequence[str]:
    """The ids of the addresses that a party points to."""
    found: Sequence[str] = record.get("properties", {}).get("addressEntity", ())
    return found


def party_of(
    file: str,
    line: int,
    record: dict[str, Any],
    beside: Sequence[Numbered],
    addresses: Mapping[str, Numbered],
    reading: Reading,
) -> Entity:
    """A party with everything that belongs to it.

    Args:
        file: name of the file, for origins.
        line: of the party.
        record: the party.
        beside: the records that belong to it, in their order.
        addresses: id -> record, of those that it points to.
        reading: counts what is not known.
    """
    party = Entity(_id(record["id"]), record["schema"], f"{file}:{line}", reading)
    _fill(party, record, reading)
    for number, other in beside:
        _attach(party, other, f"{file}:{number}", reading)
    for address in addressed(record):
        if address in addresses:
            number, other = addresses[address]
            _attach(party, other, f"{file}:{number}", reading)
    listed = any(entity.schema == "Sanction" for entity in party.attached)
    if record.get("target") and not listed:
        _member(party, record.get("datasets", ()), record["properties"].get("topics", ()))
    return party


def _fill(party: Entity, record: dict[str, Any], reading: Reading) -> None:
    for prop, values in record.get("properties", {}).items():
        for value in values:
            if prop == "addressEntity":
                continue
            if schema_has(party.schema, prop):
                party.add(prop, _id(value) if _points(party.schema, prop) else value)
            else:
                reading.unknown[f"{party.schema}/{prop}"] += 1
                party.add("notes", f"{prop}: {value}")


def _attach(party: Entity, record: dict[str, Any], origin: str, reading: Reading) -> None:
    entity = party.attach(record["schema"], record["id"], origin=origin)
    back = BACK.get(record["schema"])
    for prop, values in record.get("properties", {}).items():
        if prop == back or not schema_has(entity.schema, prop):
            continue
        for value in values:
            entity.add(prop, _id(value) if _points(entity.schema, prop) else value)
    if record["schema"] == "Sanction":
        entity.add("recordId", record["id"])


def _member(party: Entity, datasets: Sequence[str], topics: Sequence[str]) -> None:
    """A target that no sanction is told of: it is on the list, and that is what is said."""
    for dataset in datasets:
        sanction = party.attach("Sanction", LIST, dataset)
        sanction.add("authority", "OpenSanctions")
        sanction.add("program", dataset)
        sanction.add("status", f"listed in {dataset}")
        sanction.add("provisions", *(f"Topic: {topic}" for topic in topics))


def _simple(file: File, reading: Reading) -> Iterator[Entity]:
    with file.open() as raw:
        rows = csv.reader(io.TextIOWrapper(raw, encoding="utf-8-sig", newline=""))
        headings = next(rows)
        for cells in rows:
            origin = f"{file.name}:{rows.line_num}"
            if len(cells) != len(headings):
                raise ListMalformed(
                    f"{origin} has {len(cells)} cells for {len(headings)} headings. "
                    "The file is damaged or cut off; get it again."
                )
            yield _target(dict(zip(headings, cells, strict=True)), origin, reading)


def _target(row: dict[str, str], origin: str, reading: Reading) -> Entity:
    party = Entity(_id(row["id"]), row["schema"], origin, reading)
    party.add("name", row["name"])
    for column, prop in _CSV.items():
        for value in _many(row.get(column, "")):
            known = prop if schema_has(party.schema, prop) else "notes"
            party.add(known, value if known == prop else f"{column}: {value}", label=column)
    for value in _many(row.get("identifiers", "")):
        ship = value.startswith("IMO") and schema_has(party.schema, "imoNumber")
        prop = "imoNumber" if ship else "idNumber"
        if not schema_has(party.schema, prop):
            prop = "registrationNumber"
        known = prop if schema_has(party.schema, prop) else "notes"
        party.add(known, value.removeprefix("IMO") if ship else value, original=value)
    texts = [text for text in _many(row.get("sanctions", "")) if text.strip('"')]
    for dataset in _many(row.get("dataset", "")) or [LIST]:
        sanction = party.attach("Sanction", LIST, dataset)
        sanction.add("authority", dataset)
        sanction.add("program", *texts, dataset if not texts else "")
        sanction.add("programId", *_many(row.get("program_ids", "")))
        sanction.add("modifiedAt", row.get("last_change", "")[:10])
        sanction.add("status", f"listed in {dataset}")
    for column, value in row.items():
        if column not in _CSV_KNOWN:
            reading.unknown[column] += 1
            party.add("notes", f"{column}: {value}" if value else "")
    seen = row.get("last_seen", "")[:10]
    reading.published = max(reading.published or "", seen) or None
    return party


def _lines(file: File) -> Iterator[Numbered]:
    with file.open() as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                yield number, record_of(line, file.name, number)


def record_of(line: str | bytes, file: str, number: int) -> dict[str, Any]:
    """A line as a record.

    Raises:
        ListMalformed: it is none.
    """
    try:
        record: dict[str, Any] = json.loads(line)
        record["id"], record["schema"]
    except (ValueError, KeyError, TypeError):
        raise ListMalformed(
            f"{file}:{number} is no entity in JSON. The file is damaged or cut off; get it again."
        ) from None
    return record


def _id(id: str) -> str:
    return f"os-{id}"


def _points(schema: str, prop: str) -> bool:
    from followthemoney import model

    known = model[schema].get(prop)
    return known is not None and known.type.name == "entity"


def _many(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
