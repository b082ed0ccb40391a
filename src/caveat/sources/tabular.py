"""A list of the user's own: CSV or XLSX, with a TOML file that says what the columns are.

The mapping is kept with the version, as one of its files; see ``docs/how-to/own-list.md``.
"""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from caveat.errors import BadMapping, ListMalformed, ListUnrecognised
from caveat.sources.reading import Entity, File, Reading, schema_has
from caveat.time import read as read_date

PARTY_FIELDS = {
    "name": "name",
    "alias": "alias",
    "weak_alias": "weakAlias",
    "previous_name": "previousName",
    "first_name": "firstName",
    "last_name": "lastName",
    "birth_date": "birthDate",
    "birth_place": "birthPlace",
    "country": "country",
    "nationality": "nationality",
    "gender": "gender",
    "position": "position",
    "address": "address",
    "identifier": "idNumber",
    "passport": "passportNumber",
    "tax_number": "taxNumber",
    "registration_number": "registrationNumber",
    "inn": "innCode",
    "ogrn": "ogrnCode",
    "kpp": "kppCode",
    "okpo": "okpoCode",
    "lei": "leiCode",
    "imo": "imoNumber",
    "mmsi": "mmsi",
    "call_sign": "callSign",
    "flag": "flag",
    "bic": "swiftBic",
    "wallet": "publicKey",
    "phone": "phone",
    "email": "email",
    "website": "website",
    "legal_form": "legalForm",
    "incorporation_date": "incorporationDate",
    "sector": "sector",
    "ticker": "ticker",
    "father_name": "fatherName",
    "mother_name": "motherName",
    "appearance": "appearance",
    "ethnicity": "ethnicity",
    "notes": "notes",
}
"""Field -> FollowTheMoney property of the party."""

LISTING_FIELDS = {
    "start_date": "startDate",
    "end_date": "endDate",
    "listing_date": "listingDate",
    "measure": "provisions",
    "legal_basis": "summary",
    "reason": "reason",
    "number": "authorityId",
    "url": "sourceUrl",
}
"""Field -> property of the designation."""

FIELDS = (*PARTY_FIELDS, *LISTING_FIELDS, "id", "type", "programme")
_DATES = {"birth_date", "incorporation_date", "start_date", "end_date", "listing_date"}
_SCHEMAS = {"person": "Person", "individual": "Person", "organization": "Organization",
            "organisation": "Organization", "entity": "Organization", "company": "Company",
            "vessel": "Vessel", "ship": "Vessel", "aircraft": "Airplane",
            "airplane": "Airplane", "legalentity": "LegalEntity", "": "LegalEntity",
            "publicbody": "PublicBody", "security": "Security", "asset": "Asset"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """What a mapping file says.

    Attributes:
        name: of the list; the prefix of its parties' ids.
        publisher: who is named as the authority.
        columns: heading -> field.
        constants: field -> value for every row.
        separator: between values in one cell.
        order: which number of ``20/08/1952`` is the day.
        published: the day the list came out, if the mapping says so.
    """

    name: str
    publisher: str
    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    separator: str = ";"
    order: Literal["dmy", "mdy"] = "dmy"
    published: str | None = None


def read(files: Sequence[File], reading: Reading) -> Iterator[Entity]:
    """Read the tables by the mapping that lies with them.

    Raises:
        BadMapping: there is no mapping, or it names a field or a column that does not exist.
        ListMalformed: a table cannot be read.
    """
    mappings = [file for file in files if file.name.endswith(".toml")]
    tables = [file for file in files if not file.name.endswith(".toml")]
    if len(mappings) != 1 or not tables:
        raise BadMapping(
            "A list of your own needs its tables and one mapping file. "
            "Give it with --mapping FILE.toml; see docs/how-to/own-list.md."
        )
    mapping = load(mappings[0])
    reading.format = "table"
    reading.published = mapping.published
    parties: dict[str, Entity] = {}
    for file in tables:
        for origin, row in _rows(file):
            missing = set(mapping.columns) - set(row)
            if missing:
                raise BadMapping(
                    f"{file.name} has no column {min(missing)!r}, which the mapping names. "
                    f"Its columns are: {', '.join(row)}."
                )
            _add(parties, row, mapping, origin, reading)
    yield from parties.values()  # rows of one party need not stand together


def load(file: File) -> Columns:
    """Read a mapping file.

    Raises:
        BadMapping: it is no TOML, or names a field that does not exist.
    """
    with file.open() as stream:
        try:
            said = tomllib.loads(stream.read().decode())
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadMapping(f"{file.name} is no TOML: {error}. Correct it.") from None
    known = said.get("list", {})
    columns, constants = said.get("columns", {}), said.get("constants", {})
    if not known.get("name") or not columns:
        raise BadMapping(
            f"{file.name} needs [list] with a name, and [columns]. See docs/how-to/own-list.md."
        )
    for target in (*columns.values(), *constants):
        if target not in FIELDS:
            raise BadMapping(f"{file.name}: {target!r} is no field. Use: {', '.join(FIELDS)}.")
    if "name" not in columns.values():
        raise BadMapping(f"{file.name}: no column is mapped to name. Say which one has it.")
    if known.get("day_order", "dmy") not in ("dmy", "mdy"):
        raise BadMapping(f"{file.name}: day_order is dmy or mdy. Say which.")
    return Columns(
        known["name"],
        known.get("publisher", known["name"]),
        columns,
        {name: str(value) for name, value in constants.items()},
        known.get("separator", ";"),
        known.get("day_order", "dmy"),
        str(known["published"]) if "published" in known else None,
    )


def _add(
    parties: dict[str, Entity],
    row: Mapping[str, str],
    mapping: Columns,
    origin: str,
    reading: Reading,
) -> None:
    values: dict[str, list[str]] = {name: [value] for name, value in mapping.constants.items()}
    for heading, target in mapping.columns.items():
        parts = [part.strip() for part in row[heading].split(mapping.separator)]
        values.setdefault(target, []).extend(part for part in parts if part)
    if not values.get("name"):
        reading.cautions.append(f"{origin} has no name and was left out.")
        return
    schema = _schema(values.get("type", [""])[0], values, origin)
    key = values.get("id") or [
        hashlib.sha1(
            "\x1f".join(
                (values["name"][0], *values.get("birth_date", ()), *values.get("country", ()))
            ).encode()
        ).hexdigest()[:12]
    ]
    id = f"{mapping.name}-{key[0]}".replace(" ", "-")
    party = parties.setdefault(id, Entity(id, schema, origin, reading))
    for name, found in values.items():
        for value in found:
            if name in PARTY_FIELDS:
                _party_value(party, name, value, mapping, origin)
    programme = "; ".join(values.get("programme", ())) or mapping.name
    sanction = party.attach("Sanction", mapping.name, programme, origin=origin)
    sanction.add("authority", mapping.publisher)
    sanction.add("program", programme)
    for name, found in values.items():
        for value in found:
            if name in _DATES and name in LISTING_FIELDS:
                dates = read_date(value, mapping.order)
                sanction.add_dates(LISTING_FIELDS[name], dates, value, origin)
            elif name in LISTING_FIELDS:
                sanction.add(LISTING_FIELDS[name], value, origin=origin)
    for heading, cell in row.items():
        if heading and heading not in mapping.columns and cell:
            reading.unknown[heading] += 1
            party.add("notes", f"{heading}: {cell}", origin=origin)


def _party_value(party: Entity, name: str, value: str, mapping: Columns, origin: str) -> None:
    prop = PARTY_FIELDS[name]
    if name == "birth_date" and not schema_has(party.schema, prop):
        prop = "incorporationDate"
    if name == "wallet":
        wallet = party.attach("CryptoWallet", value, origin=origin)
        wallet.add("publicKey", value)
    elif not schema_has(party.schema, prop):
        other = "registrationNumber" if "Number" in prop else "country"
        usable = name in ("identifier", "tax_number", "registration_number", "nationality")
        if usable and schema_has(party.schema, other):
            party.add(other, value, origin=origin)
        else:
            party.add("notes", f"{name}: {value}", origin=origin)
    elif name in _DATES:
        party.add_dates(prop, read_date(value, mapping.order), value, origin=origin)
    else:
        party.add(prop, value, origin=origin, label=name)


def _schema(kind: str, values: Mapping[str, list[str]], origin: str) -> str:
    plain = kind.replace(" ", "").lower()
    if plain not in _SCHEMAS:
        raise ListMalformed(
            f"{origin}: {kind!r} is no type. Write person, organization, company, vessel, "
            "aircraft, or leave it empty."
        )
    if not plain and values.get("birth_date"):
        return "Person"
    return _SCHEMAS[plain]


def _rows(file: File) -> Iterator[tuple[str, dict[str, str]]]:
    head = file.head(8)
    if head.startswith(b"PK"):
        yield from _xlsx(file)
        return
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ListUnrecognised(f"{file.name} is neither CSV nor XLSX. Save it as one of them.")
    with file.open() as raw:
        stream = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        try:
            first = stream.readline()
            delimiter = max(",;\t|", key=first.count)
            headings = next(csv.reader([first], delimiter=delimiter), [])
            rows = csv.reader(stream, delimiter=delimiter)
            for cells in rows:
                origin = f"{file.name}:{rows.line_num + 1}"
                if cells and len(cells) != len(headings):
                    raise ListMalformed(
                        f"{origin} has {len(cells)} cells for {len(headings)} headings. "
                        "Correct the row, or get the file again."
                    )
                if cells:
                    yield origin, dict(zip(headings, map(str.strip, cells), strict=True))
        except (UnicodeDecodeError, csv.Error) as error:
            raise ListMalformed(f"{file.name} cannot be read: {error}. Save it as UTF-8.") from None


def _xlsx(file: File) -> Iterator[tuple[str, dict[str, str]]]:
    from openpyxl import load_workbook

    with file.open() as raw:
        try:
            book = load_workbook(io.BytesIO(raw.read()), read_only=True, data_only=True)
        except Exception as error:  # openpyxl raises what zipfile and its XML parser raise
            raise ListMalformed(
                f"{file.name} is no XLSX ({error}). It is damaged or cut off; save it anew."
            ) from None
    rows = book.worksheets[0].iter_rows(values_only=True)
    headings = [_cell(cell) for cell in next(rows, ())]
    for number, cells in enumerate(rows, start=2):
        if any(cell is not None for cell in cells):
            named = dict(zip(headings, map(_cell, cells), strict=False))
            yield f"{file.name}:{number}", {name: text for name, text in named.items() if name}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "hour"):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
