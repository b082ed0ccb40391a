"""The EU's consolidated list of financial sanctions, in each of its formats.

The list does not print the day of designation of most parties, but the legal act behind every
word of an entry. The day taken for the designation is the one that is printed
(``designationDate``) or else the oldest publication day of any act behind the entry: the party
was listed by then.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from lxml import etree

from caveat.errors import ListMalformed, ListUnrecognised
from caveat.sources import eu_party as make
from caveat.sources.reading import Entity, File, Reading
from caveat.sources.xml_stream import children, entries, local, root, text
from caveat.time import read as read_date

_PARTS = {
    "nameAlias": make.add_name,
    "birthdate": make.add_birth,
    "citizenship": make.add_citizenship,
    "address": make.add_address,
    "identification": make.add_identification,
}
_OLD_PARTS = {
    "NAME": make.add_name,
    "BIRTH": make.add_birth,
    "CITIZEN": make.add_citizenship,
    "ADDRESS": make.add_address,
    "PASSPORT": make.add_identification,
}
_CSV_PARTS = {
    "namealias": make.add_name,
    "birthdate": make.add_birth,
    "citizenship": make.add_citizenship,
    "address": make.add_address,
    "identification": make.add_identification,
}
_KNOWN = {*_PARTS, "remark", "regulation", "subjectType", "regulationSummary", "publicationUrl",
          "contactInfo", "sanctionEntity"}  # fmt: skip
_ATTRIBUTES = frozenset(
    "firstname middlename lastname wholename namelanguage gender title function strong circa "
    "calendartype city zipcode birthdate dayofmonth monthofyear year yearrangefrom yearrangeto "
    "region place countryiso2code countrydescription diplomatic knownexpired knownfalse "
    "reportedlost revokedbyissuer issuedby issueddate validfrom validto latinnumber "
    "nameondocument number identificationtypecode identificationtypedescription street pobox "
    "asatlistingtime regulationlanguage logicalid".split()
)


def read(files: Sequence[File], reading: Reading) -> Iterator[Entity]:
    """Read the list: FSF XML 1.1, its CSV, or the XML of before 2018."""
    for file in files:
        head = file.head(512).lstrip(b"\xef\xbb\xbf \r\n")
        if head.startswith(b"<"):
            top = local(root(file))
            if top == "export":
                yield from _read_xml(file, reading)
                continue
            if top == "WHOLE":
                yield from _read_old(file, reading)
                continue
        elif b"Entity_LogicalId" in head:
            yield from _read_csv(file, reading)
            continue
        raise ListUnrecognised(
            f"{file.name} is none of the formats of the EU's list. "
            "Give the full list as FSF XML 1.1 or CSV 1.1."
        )


def _read_xml(file: File, reading: Reading) -> Iterator[Entity]:
    reading.format = "eu fsf xml"
    reading.published = (root(file).get("generationDate") or "")[:10] or None
    for entry in entries(file, {"sanctionEntity"}):
        number = entry.get("logicalId", "")
        where = f"{file.name}:sanctionEntity[{number}]"
        kind = next((inner.get("code", "") for inner in children(entry, "subjectType")), "")
        party = Entity(f"eu-{number}", make.schema_of(kind), where, reading)
        acts = [_attributes(inner) for inner in entry.iter() if "egulation" in local(inner)]
        days = [act["publicationdate"] for act in acts if act.get("publicationdate")]
        first = entry.get("designationDate") or min(days, default="")
        for inner in entry:
            name = local(inner)
            if name in _PARTS:
                found = _attributes(inner)
                origin = f"{where}/{name}[{found.get('logicalid', '')}]"
                _PARTS[name](party, found, origin)
                for attribute in found.keys() - _ATTRIBUTES - {"remark", "contactinfo"}:
                    reading.unknown[f"{name}/@{attribute}"] += 1
                    party.add("notes", f"{attribute}: {found[attribute]}", origin=origin)
            elif name == "remark":
                party.add("notes", inner.text, origin=f"{where}/remark")
            elif name == "regulation":
                act = _attributes(inner) | {"publicationurl": text(inner, "publicationUrl")}
                make.add_designation(
                    party,
                    act,
                    f"{where}/regulation[{act.get('logicalid', '')}]",
                    first,
                    entry.get("euReferenceNumber", ""),
                    entry.get("unitedNationId", ""),
                )
            elif name and name not in _KNOWN:
                reading.unknown[name] += 1
                said = "; ".join(f"{key} {value}" for key, value in _attributes(inner).items())
                party.add("notes", f"{name}: {inner.text or said}")
        details = entry.get("designationDetails", "")
        party.add("notes", f"Designation: {details}" if details else "")
        yield party


def _attributes(element: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in element.attrib.items():
        found[str(name).lower()] = " ".join(str(value).split())
    remarks = [inner.text.strip() for inner in children(element, "remark") if inner.text]
    if remarks:
        found["remark"] = " ".join(remarks)
    contacts = [
        f"{inner.get('key', '')} {inner.get('value', '')}".strip()
        for inner in children(element, "contactInfo")
    ]
    if contacts:
        found["contactinfo"] = "; ".join(contacts)
    return found


def _read_old(file: File, reading: Reading) -> Iterator[Entity]:
    reading.format = "eu old xml"
    dates = read_date(root(file).get("Date") or "").prefixes
    reading.published = dates[0] if dates else None
    for entry in entries(file, {"ENTITY"}):
        number = entry.get("Id", "")
        where = f"{file.name}:ENTITY[{number}]"
        party = Entity(f"eu-{number}", make.schema_of(entry.get("Type", "")), where, reading)
        days = [inner.get("reg_date", "") for inner in entry.iter() if inner.get("reg_date")]
        for inner in entry:
            name = local(inner)
            found: dict[str, str] = {}
            for cell in inner:
                found[local(cell).lower()] = " ".join((cell.text or "").split())
            if name == "PASSPORT":
                found |= _old_passport(found)
            if name in _OLD_PARTS:
                _OLD_PARTS[name](party, found, f"{where}/{name}[{inner.get('Id', '')}]")
            elif name:
                reading.unknown[name] += 1
                party.add("notes", f"{name}: {found}")
        act = {
            "programme": entry.get("programme", ""),
            "numbertitle": entry.get("legal_basis", ""),
            "publicationurl": entry.get("pdf_link", ""),
            "publicationdate": entry.get("reg_date", ""),
        }
        make.add_designation(party, act, where, min(days, default=""), number, "")
        party.add("notes", (entry.get("remark") or "").strip("()"))
        yield party


def _old_passport(found: Mapping[str, str]) -> dict[str, str]:
    """``AD001095 (passport-National passport) (expired)``: number, kind, remark."""
    printed = re.match(r"(.+?) \((\w+)-([^()]*)\)\s*(.*)$", found.get("number", ""))
    if printed is None:
        return {}
    number, code, kind, note = (part or "" for part in printed.groups())
    return {
        "number": number,
        "typecode": code,
        "typedescription": kind,
        "remark": note.strip("() "),
    }


def _read_csv(file: File, reading: Reading) -> Iterator[Entity]:
    reading.format = "eu fsf csv"
    with file.open() as raw:
        stream = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        rows = csv.reader(stream, delimiter=";")
        headings = [heading.strip().lower() for heading in next(rows)]
        at = headings.index("entity_logicalid")

        def whole() -> Iterator[tuple[int, dict[str, str]]]:
            for cells in rows:
                if len(cells) != len(headings):
                    raise ListMalformed(
                        f"{file.name}:{rows.line_num} has {len(cells)} cells for {len(headings)} "
                        "headings. The file is damaged or cut off; get it again."
                    )
                yield rows.line_num, dict(zip(headings, map(str.strip, cells), strict=True))

        # All rows of a party stand together; each row tells one of its elements.
        for number, group in groupby(whole(), key=lambda row: row[1][headings[at]]):
            yield _csv_party(number, list(group), file, reading)


def _csv_party(
    number: str, rows: Sequence[tuple[int, Mapping[str, str]]], file: File, reading: Reading
) -> Entity:
    line, first = rows[0]
    if reading.published is None:
        dates = read_date(first.get("filegenerationdate", "")[:10]).prefixes
        reading.published = dates[0] if dates else None
    kind = first.get("entity_subjecttype", "")
    party = Entity(f"eu-{number}", make.schema_of(kind), f"{file.name}:{line}", reading)
    days = [
        value for _, row in rows for name, value in row.items()
        if name.endswith("_publicationdate") and value
    ]  # fmt: skip
    printed = first.get("entity_designationdate", "")
    for line, row in rows:
        origin = f"{file.name}:{line}"
        parts: dict[str, dict[str, str]] = {}
        for name, value in row.items():
            prefix, _, rest = name.partition("_")
            if value:
                parts.setdefault(prefix, {})[rest] = value
        for prefix, found in parts.items():
            if prefix in _CSV_PARTS:
                _CSV_PARTS[prefix](party, found, origin)
            elif prefix not in ("entity", "filegenerationdate"):
                reading.unknown[prefix] += 1
                party.add("notes", f"{prefix}: {found}", origin=origin)
        entity = parts.get("entity", {})
        party.add("notes", entity.get("remark"), origin=origin)
        act = {
            name.removeprefix("regulation_"): value
            for name, value in entity.items()
            if name.startswith("regulation_")
        }
        if act.get("programme"):
            make.add_designation(
                party,
                act,
                origin,
                printed or min(days, default=""),
                entity.get("eu_referencenumber", ""),
                entity.get("unitednationid", ""),
            )
        details = entity.get("designationdetails", "")
        party.add("notes", f"Designation: {details}" if details else "", origin=origin)
    return party
