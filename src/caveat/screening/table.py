"""Subjects out of whatever holds them: objects, Arrow and polars tables, rows of a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from caveat.errors import BadInput, BadMapping, BadSubject
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
        "nom complet", "raison sociale", "denomination sociale", "nombre", "nombre completo",
        "razon social", "denominacion social", "имя", "фио", "наименование", "название",
        "vessel name", "ship name", "firma", "firmenname", "kunde", "kundenname",
        "ragione sociale",
    ),
    "first_name": (
        "first name", "firstname", "given name", "given names", "forename", "vorname", "prenom",
        "prenoms", "nombres", "nombre de pila", "имя собственное",
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
        "geburtstag", "date de naissance", "fecha de nacimiento", "fecha nacimiento",
        "дата рождения",
    ),
    "gender": ("gender", "sex", "geschlecht", "sexe", "sexo", "пол"),
    "country": (
        "country", "countries", "nationality", "citizenship", "residence", "country of residence",
        "jurisdiction", "flag", "country code", "land", "pays", "pais", "страна", "гражданство",
        "nationalitat", "staatsangehorigkeit", "nationalite", "nacionalidad", "incorporated in",
    ),
    "identifier": (
        "identifier", "identifiers", "passport", "passport number", "passport no", "tax id",
        "tax number", "tin", "inn", "инн", "ogrn", "огрн", "vat", "vat number", "national id",
        "id number", "registration number", "registration no", "reg no", "company number", "imo",
        "imo number", "mmsi", "lei", "swift", "bic", "swift bic", "iban", "wallet",
        "wallet address", "crypto address", "reisepass", "passnummer", "steuernummer",
        "handelsregisternummer", "numero de passeport", "pasaporte", "паспорт",
    ),
    "address": (
        "address", "street", "street address", "city", "postal address", "adresse", "anschrift",
        "strasse", "ort", "stadt", "ville", "ciudad", "direccion", "domicilio", "адрес", "город",
    ),
    "key": (
        "id", "customer id", "client id", "customer number", "customer no", "reference", "ref",
        "key", "account", "account number", "party id", "kundennummer", "numero client",
        "numero de cliente", "номер клиента",
    ),
}  # fmt: skip

_SURNAMES = ("name", "nom")
"""What heads a surname beside a column of first names (*Name;Vorname*)."""

_GIVEN_NAMES = ("name", "nombre", "имя")
"""What heads a first name beside a column of surnames (*Nombre;Apellidos*)."""


def _fold(text: str) -> str:
    """A heading or a word without case, accents and punctuation."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w]+|_", " ", letters).split())


_ROWS = 10_000
"""Rows of a table that are turned into Python objects at once."""

_KNOWN = {_fold(heading): field for field, headings in _HEADINGS.items() for heading in headings}

_TYPES: dict[str, Type] = {
    **dict.fromkeys(
        ("person", "individual", "natural person", "natural", "private", "retail", "p", "i",
         "human", "naturliche person", "privatperson", "personne physique", "particulier",
         "persona fisica", "particular", "физлицо", "физическое лицо"),
        "person",
    ),
    **dict.fromkeys(
        ("organization", "organisation", "company", "corporate", "legal entity", "legalentity",
         "legal person", "entity", "business", "firm", "bank", "trust", "fund", "foundation",
         "partnership", "government", "o", "c", "publicbody", "juristische person", "firma",
         "unternehmen", "personne morale", "societe", "entreprise", "persona juridica", "empresa",
         "sociedad", "юрлицо", "юридическое лицо"),
        "organization",
    ),
    **dict.fromkeys(("vessel", "ship", "boat", "tanker"), "vessel"),
    **dict.fromkeys(("aircraft", "airplane", "plane", "aeroplane", "helicopter"), "aircraft"),
    **dict.fromkeys(("any", "other", "unknown", "", "thing"), "any"),
}  # fmt: skip

_GENDERS = {
    **dict.fromkeys(
        ("m", "male", "man", "mannlich", "mann", "homme", "masculin", "hombre", "masculino", "м",
         "муж", "мужскои"),
        "male",
    ),
    **dict.fromkeys(
        ("f", "female", "w", "woman", "weiblich", "frau", "femme", "feminin", "mujer", "femenino",
         "ж", "жен", "женскии"),
        "female",
    ),
    **dict.fromkeys(("x", "u", "unknown", "other", "n a", "d", "divers", ""), None),
}  # fmt: skip


def guess(headings: Sequence[str]) -> dict[str, str]:
    """What the columns of a table are, by their headings.

    >>> guess(["Customer ID", "Full Name", "DOB", "Shoe size"])
    {'Customer ID': 'key', 'Full Name': 'name', 'DOB': 'birth_date'}
    """
    plain = {heading: _fold(str(heading)) for heading in headings}
    found = {heading: _KNOWN[text] for heading, text in plain.items() if text in _KNOWN}
    parts = {"first_name", "last_name"} & set(found.values())
    for heading, field in list(found.items()):
        if field == "name" and parts == {"first_name"} and plain[heading] in _SURNAMES:
            found[heading] = "last_name"
        elif field == "name" and parts == {"last_name"} and plain[heading] in _GIVEN_NAMES:
            found[heading] = "first_name"
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

    first = {field: texts[0] for field, texts in cells.items()}
    parts = [first[part] for part in _PARTS if part in first]
    return Subject(
        name=first.get("name") or " ".join(parts),
        type=_type(first.get("type", "")),
        aliases=_many((*cells.get("name", ())[1:], *cells.get("alias", ())), ";|"),
        birth_date=_birth_date(first.get("birth_date", "")),
        gender=_gender(first.get("gender", "")),
        countries=_many(cells.get("country", ()), ";|,"),
        identifiers=_many(cells.get("identifier", ()), ";|"),
        addresses=(", ".join(cells["address"]),) if "address" in cells else (),
        key=first.get("key"),
    )


def subjects(source: Any) -> Iterator[Subject]:
    """Subjects out of an iterable of subjects, or of an Arrow or polars table.

    Raises:
        BadSubject: a row of the table cannot be read.
        BadMapping: no column of the table looks like a name or an identifier.
        BadInput: something in the iterable is no subject.
    """
    if hasattr(source, "__arrow_c_stream__"):
        import pyarrow as pa

        reader = pa.RecordBatchReader.from_stream(source)
        columns = mapping(reader.schema.names, {})
        for batch in reader:  # which may be the whole table
            for start in range(0, batch.num_rows, _ROWS):
                for row in batch.slice(start, _ROWS).to_pylist():
                    yield subject(row, columns)
        return
    for one in cast(Iterable[Any], source):
        if not isinstance(one, Subject):
            raise BadInput(f"{one!r} is no subject. Ask about caveat.Subject({str(one)!r}).")
        yield one


_PARTS = ("first_name", "middle_name", "last_name")


def _text(cell: Any) -> str:
    if type(cell) is str:  # as nearly always
        return " ".join(cell.split())
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if hasattr(cell, "date") and hasattr(cell, "hour"):
        cell = cell.date()
    if isinstance(cell, list | tuple):
        return ";".join(_text(inner) for inner in cell)
    return " ".join(str(cell).split())


def _many(texts: Sequence[str], separators: str) -> tuple[str, ...]:
    if not texts:
        return ()
    parts = (part.strip() for text in texts for part in re.split(f"[{separators}]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


@lru_cache(maxsize=1 << 10)
def _type(text: str) -> Type:
    found = _TYPES.get(_fold(text))
    if found is None:
        raise BadSubject(
            f"{text!r} is no type of subject. Write person, organization, vessel, aircraft or any."
        )
    return found


@lru_cache(maxsize=1 << 10)
def _gender(text: str) -> str | None:
    if _fold(text) not in _GENDERS:
        raise BadSubject(f"{text!r} is no gender here. Write male or female, or leave it out.")
    return _GENDERS[_fold(text)]


@lru_cache(maxsize=1 << 16)
def _birth_date(text: str) -> str | None:
    """A birth date; one that can be read two ways is refused, not guessed."""
    if not text:
        return None
    numbers = re.fullmatch(r"(\d{4})(?:/(\d{1,2})/(\d{1,2})|(\d{2})(\d{2}))", text)
    written = "-".join(part for part in numbers.groups() if part) if numbers else text
    found = set(read(written).prefixes)
    slashed = re.fullmatch(r"\d{1,2}[/-]\d{1,2}[/-]\d{4}", text)
    if slashed:
        found |= set(read(text, "mdy").prefixes)
    if len(found) != 1:
        what = "can be read in two ways" if len(found) == 2 else "cannot be read"
        raise BadSubject(f"Birth date {text!r} {what}. Write it as YYYY-MM-DD, YYYY-MM or YYYY.")
    return found.pop()
