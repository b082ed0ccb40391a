"""Subjects out of whatever holds them: objects, Arrow and polars tables, rows of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from caveat.errors import BadMapping, BadSubject
from caveat.subject import Subject, Type
from caveat.time import read

FIELDS = (
    "name",
    "first_name",
    "middle_name",
    "last_name",
    "alias",
    "type",
    "birth_date",
    "gender",
    "country",
    "identifier",
    "address",
    "key",
)
"""What a column may be: the attributes of a subject, and the parts of a person's name."""

_HEADINGS: dict[str, tuple[str, ...]] = {
    "name": (
        "name", "full name", "fullname", "customer name", "client name", "party name", "caption",
        "counterparty", "counterparty name", "company", "company name", "entity", "entity name",
        "legal name", "organisation", "organization", "beneficiary", "vendor", "supplier", "nom",
        "nom complet", "nombre", "nombre completo", "razon social", "имя", "фио", "наименование",
        "название", "vessel name", "ship name", "firma", "ragione sociale",
    ),
    "first_name": (
        "first name", "firstname", "given name", "given names", "forename", "vorname", "prenom",
        "prénom", "nombres", "имя собственное",
    ),
    "middle_name": ("middle name", "middlename", "second name", "patronymic", "отчество"),
    "last_name": (
        "last name", "lastname", "surname", "family name", "nachname", "familienname",
        "nom de famille", "apellido", "apellidos", "фамилия",
    ),
    "alias": ("alias", "aliases", "aka", "also known as", "other names", "trading name"),
    "type": (
        "type", "entity type", "customer type", "party type", "client type", "kind", "schema",
        "legal type",
    ),
    "birth_date": (
        "birth date", "birthdate", "date of birth", "dob", "born", "birth", "geburtsdatum",
        "date de naissance", "fecha de nacimiento", "дата рождения",
    ),
    "gender": ("gender", "sex", "geschlecht", "sexe", "sexo", "пол"),
    "country": (
        "country", "countries", "nationality", "citizenship", "residence", "country of residence",
        "jurisdiction", "flag", "country code", "land", "pays", "pais", "país", "страна",
        "гражданство", "nationalität", "staatsangehörigkeit", "nationalité", "incorporated in",
    ),
    "identifier": (
        "identifier", "identifiers", "passport", "passport number", "passport no", "tax id",
        "tax number", "tin", "inn", "инн", "ogrn", "огрн", "vat", "vat number", "national id",
        "id number", "registration number", "registration no", "reg no", "company number", "imo",
        "imo number", "mmsi", "lei", "swift", "bic", "swift bic", "iban", "wallet",
        "wallet address", "crypto address", "паспорт",
    ),
    "address": (
        "address", "street", "street address", "city", "postal address", "adresse", "direccion",
        "dirección", "адрес",
    ),
    "key": (
        "id", "customer id", "client id", "customer number", "customer no", "reference", "ref",
        "key", "account", "account number", "party id", "kundennummer",
    ),
}  # fmt: skip

_KNOWN = {heading: field for field, headings in _HEADINGS.items() for heading in headings}

_TYPES: dict[str, Type] = {
    **dict.fromkeys(
        ("person", "individual", "natural person", "natural", "private", "retail", "p", "i",
         "human", "физлицо"),
        "person",
    ),
    **dict.fromkeys(
        ("organization", "organisation", "company", "corporate", "legal entity", "legalentity",
         "legal person", "entity", "business", "firm", "bank", "o", "c", "юрлицо", "publicbody"),
        "organization",
    ),
    **dict.fromkeys(("vessel", "ship", "boat", "tanker"), "vessel"),
    **dict.fromkeys(("aircraft", "airplane", "plane", "aeroplane", "helicopter"), "aircraft"),
    **dict.fromkeys(("any", "other", "unknown", "", "thing"), "any"),
}  # fmt: skip

_GENDERS = {"m": "male", "male": "male", "man": "male", "f": "female", "female": "female",
            "w": "female", "woman": "female", "м": "male", "ж": "female"}  # fmt: skip


def guess(headings: Sequence[str]) -> dict[str, str]:
    """What the columns of a table are, by their headings.

    >>> guess(["Customer ID", "Full Name", "DOB", "Shoe size"])
    {'Customer ID': 'key', 'Full Name': 'name', 'DOB': 'birth_date'}
    """
    found: dict[str, str] = {}
    for heading in headings:
        plain = " ".join(re.sub(r"[^\w]+|_", " ", str(heading)).casefold().split())
        if plain in _KNOWN:
            found[heading] = _KNOWN[plain]
    single = {"key", "type", "birth_date", "gender", "first_name", "last_name"}
    taken: set[str] = set()
    for heading, field in list(found.items()):
        if field in single and field in taken:
            del found[heading]  # the first such column is meant; two dates of birth are no one's
        taken.add(field)
    return found


def mapping(headings: Sequence[str], said: Mapping[str, str]) -> dict[str, str]:
    """What the columns are: as said, and for the rest as guessed.

    Args:
        headings: of the table.
        said: heading -> field; an empty field leaves a column out.

    Raises:
        BadMapping: a heading or a field that does not exist, or no column with a name.
    """
    for heading, field in said.items():
        if heading not in headings:
            raise BadMapping(
                f"The table has no column {heading!r}. Its columns are: {', '.join(headings)}."
            )
        if field and field not in FIELDS:
            raise BadMapping(f"{field!r} is no field. Use one of: {', '.join(FIELDS)}.")
    guessed = {
        heading: field
        for heading, field in guess(headings).items()
        if heading not in said and field not in set(said.values()) - {"identifier", "country"}
    }
    result = guessed | {heading: field for heading, field in said.items() if field}
    if not {"name", "last_name", "identifier"} & set(result.values()):
        raise BadMapping(
            "No column looks like a name or an identifier. Say which one is: --map HEADING=name. "
            f"The columns are: {', '.join(headings)}."
        )
    return {heading: result[heading] for heading in headings if heading in result}


def subject(row: Mapping[str, Any], columns: Mapping[str, str]) -> Subject:
    """One row as a subject.

    Args:
        row: heading -> cell.
        columns: heading -> field, from `mapping`.

    Raises:
        BadSubject: the row has no name, or a cell that cannot be read.
    """
    cells: dict[str, list[str]] = {}
    for heading, field in columns.items():
        text = _text(row.get(heading))
        if text:
            cells.setdefault(field, []).append(text)

    def first(field: str) -> str:
        return cells.get(field, [""])[0]

    parts = [first(part) for part in ("first_name", "middle_name", "last_name")]
    name = first("name") or " ".join(part for part in parts if part)
    return Subject(
        name=name,
        type=_type(first("type")),
        aliases=_many(cells.get("alias", ()), r"[;|]"),
        birth_date=_birth_date(first("birth_date")),
        gender=_gender(first("gender")),
        countries=_many(cells.get("country", ()), r"[;|,]"),
        identifiers=_many(cells.get("identifier", ()), r"[;|]"),
        addresses=(", ".join(cells["address"]),) if "address" in cells else (),
        key=first("key") or None,
    )


def subjects(source: Any) -> Iterator[Subject]:
    """Subjects out of an iterable of subjects, or of an Arrow or polars table.

    Raises:
        BadSubject: a row of the table cannot be read.
    """
    if hasattr(source, "__arrow_c_stream__"):
        import pyarrow as pa

        reader = pa.RecordBatchReader.from_stream(source)
        columns = mapping(reader.schema.names, {})
        for batch in reader:
            for row in batch.to_pylist():
                yield subject(row, columns)
    else:
        yield from cast(Iterable[Subject], source)


def _text(cell: Any) -> str:
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if hasattr(cell, "date") and hasattr(cell, "hour"):
        cell = cell.date()
    if isinstance(cell, list | tuple):
        return ";".join(_text(inner) for inner in cell)
    return " ".join(str(cell).split())


def _many(texts: Iterable[str], separators: str) -> tuple[str, ...]:
    parts = (part.strip() for text in texts for part in re.split(separators, text))
    return tuple(dict.fromkeys(part for part in parts if part))


def _type(text: str) -> Type:
    found = _TYPES.get(text.casefold())
    if found is None:
        raise BadSubject(
            f"{text!r} is no type of subject. Write person, organization, vessel, aircraft or any."
        )
    return found


def _gender(text: str) -> str | None:
    if not text or text.casefold() in ("x", "u", "unknown", "other", "n/a"):
        return None
    if text.casefold() not in _GENDERS:
        raise BadSubject(f"{text!r} is no gender here. Write male or female, or leave it out.")
    return _GENDERS[text.casefold()]


def _birth_date(text: str) -> str | None:
    """A birth date; one that can be read two ways is refused, not guessed."""
    if not text:
        return None
    found = set(read(text).prefixes)
    slashed = re.fullmatch(r"\d{1,2}[/-]\d{1,2}[/-]\d{4}", text)
    if slashed:
        found |= set(read(text, "mdy").prefixes)
    if len(found) != 1:
        what = "can be read in two ways" if len(found) == 2 else "cannot be read"
        raise BadSubject(f"Birth date {text!r} {what}. Write it as YYYY-MM-DD, YYYY-MM or YYYY.")
    return found.pop()
