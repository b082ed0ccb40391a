"""Told: what lists say of a party, put in the order in which a reader looks for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from caveat.pages import language
from caveat.party import DatedStatement, Party
from caveat.screening.answer import Shown

NAMES = ("name", "alias", "weakAlias", "previousName", "abbreviation")
"""Properties that are names, the strongest first."""

IDENTIFIERS = (
    "registrationNumber", "taxNumber", "innCode", "ogrnCode", "kppCode", "okpoCode", "idNumber",
    "passportNumber", "socialSecurityNumber", "leiCode", "swiftBic", "bikCode", "vatCode",
    "imoNumber", "mmsi", "callSign", "crsNumber", "serialNumber", "dunsCode", "uscCode",
    "npiCode", "cageCode", "ricCode", "permId", "licenseNumber", "accountId", "cryptoAddress",
    "wikidataId", "publicKey", "isin",
)  # fmt: skip
"""Properties that are identifiers."""

SHORT = ("birthDate", "deathDate", "birthPlace", "gender", "nationality", "citizenship", "country",
         "jurisdiction", "flag", "position", "incorporationDate", "type", "legalForm")  # fmt: skip
"""What is said in the head of a party's page."""

_HIDDEN = ("addressEntity", "holder", "entity", "asset", "owner", "subject", "object", "director",
           "organization", "person", "relative", "associate", "client", "agent")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attached:
    """An entity attached to a party: an address, a document, a link to another party.

    Attributes:
        schema: its FollowTheMoney schema.
        facts: property -> values, without those that only tie it to the party.
        parties: ids of the other parties that it ties the party to.
        statements: what it was read from.
    """

    schema: str
    facts: dict[str, list[str]]
    parties: tuple[str, ...]
    statements: tuple[DatedStatement, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one version of a list began or ceased to say of a party.

    Attributes:
        day: publication day of the version.
        source: name of the list.
        first: whether it is the first version at hand that speaks of the party.
        came: what is said from then on.
        went: what is said no more.
    """

    day: date
    source: str
    first: bool
    came: tuple[DatedStatement, ...]
    went: tuple[DatedStatement, ...]


@cache
def field_name(prop: str, code: str) -> str:
    """What people call a FollowTheMoney property, in a language.

    >>> field_name("birthDate", "en"), field_name("birthDate", "de")
    ('Birth date', 'Geburtsdatum')
    """
    from followthemoney import model

    for schema in model.schemata.values():
        found = schema.properties.get(prop)
        if found is not None:
            label = language.catalogue(code).gettext(found.label)
            if label != found.label or code == language.ENGLISH:
                return label
            return language.field_names(code).gettext(found.label)
    return prop


@cache
def schema_name(name: str, code: str) -> str:
    """What people call a FollowTheMoney schema, in a language.

    >>> schema_name("Vessel", "en"), schema_name("Person", "de")
    ('Vessel', 'Person')
    """
    from followthemoney import model

    schema = model.get(name)
    if schema is None:
        return name
    label = language.catalogue(code).gettext(schema.label)
    if label != schema.label or code == language.ENGLISH:
        return label
    return language.field_names(code).gettext(schema.label)


def script(text: str) -> str:
    """The script that a text is written in.

    >>> script("Ростех"), script("Rostec"), script("رامي"), script("習近平"), script("123")
    ('Cyrillic', 'Latin', 'Arabic', 'Chinese', '')
    """
    for char in text:
        if char.isalpha():
            word = unicodedata.name(char, "").split(" ")[0]
            return _SCRIPTS.get(word, word.capitalize())
    return ""


_SCRIPTS = {"CJK": "Chinese", "FULLWIDTH": "Latin", "HIRAGANA": "Japanese", "KATAKANA": "Japanese"}


def names_by_script(party: Party) -> dict[str, list[DatedStatement]]:
    """The party's names, Latin ones first, the strongest first in each script."""
    mine = [
        one for one in party.statements
        if one.statement.entity == party.id and one.statement.prop in NAMES
    ]  # fmt: skip
    mine.sort(key=lambda one: NAMES.index(one.statement.prop))
    found: dict[str, list[DatedStatement]] = {}
    for one in mine:
        found.setdefault(script(one.statement.value), []).append(one)
    return dict(sorted(found.items(), key=lambda row: (row[0] != "Latin", row[0])))


def merged(some: Iterable[DatedStatement]) -> list[tuple[str, str, list[DatedStatement]]]:
    """Statements that say the same, together: property, value, and who says so."""
    found: dict[tuple[str, str], list[DatedStatement]] = {}
    for one in some:
        found.setdefault((one.statement.prop, one.statement.value), []).append(one)
    return [(prop, value, said) for (prop, value), said in found.items()]


def identifiers(party: Party) -> list[tuple[str, str, list[DatedStatement]]]:
    """The party's identifiers: property, number, and who says so."""
    return merged(
        one for one in party.statements
        if one.statement.entity == party.id and one.statement.prop in IDENTIFIERS
    )  # fmt: skip


def facts(party: Party) -> list[tuple[str, str, list[DatedStatement]]]:
    """What else is said of the party itself: property, value, and who says so."""
    known = {*NAMES, *IDENTIFIERS, *_HIDDEN}
    return merged(
        one for one in party.statements
        if one.statement.entity == party.id and one.statement.prop not in known
    )  # fmt: skip


def attached(party: Party) -> list[Attached]:
    """Addresses, documents and links, each as one."""
    found: dict[str, list[DatedStatement]] = {}
    for one in party.statements:
        if one.statement.entity != party.id and one.statement.schema != "Sanction":
            found.setdefault(one.statement.entity, []).append(one)
    rows = []
    for said in found.values():
        values: dict[str, list[str]] = {}
        others: dict[str, None] = {}
        for one in said:
            prop, value = one.statement.prop, one.statement.value
            if prop in _HIDDEN and one.statement.schema != "Identification":
                others.update({value: None} if value != party.id else {})
            elif prop not in _HIDDEN and value not in values.setdefault(prop, []):
                values[prop].append(value)
        if "full" in values:
            values = {"full": values["full"]}
        schema = said[0].statement.schema
        rows.append(Attached(schema, values, tuple(others), tuple(said)))
    return sorted(rows, key=lambda row: row.schema)


def turns(party: Party, known_at: date) -> list[Turn]:
    """What each version of each list changed about the party, the newest first.

    A statement that is said again elsewhere in the file, or by another entity of the same value,
    did not change.
    """
    days: dict[tuple[date, str], tuple[list[DatedStatement], list[DatedStatement]]] = {}
    first: dict[str, date] = {}
    for one in party.statements:
        first[one.source] = min(first.get(one.source, one.first), one.first)
        days.setdefault((one.first, one.source), ([], []))[0].append(one)
        if one.until is not None and one.until <= known_at:
            days.setdefault((one.until, one.source), ([], []))[1].append(one)
    found = []
    for (day, source), (came, went) in sorted(days.items(), reverse=True):
        again = {_bare(one) for one in came} & {_bare(one) for one in went}
        new = tuple(one for one in came if _bare(one) not in again)
        old = tuple(one for one in went if _bare(one) not in again)
        if new or old:
            found.append(Turn(day, source, day == first[source], new, old))
    return found


def _bare(one: DatedStatement) -> tuple[str, str, str]:
    return one.statement.schema, one.statement.prop, one.statement.value


def related(shown: Shown) -> list[tuple[str, str]]:
    """The other parties whose entries point to this one, and those that it points to: id, name."""
    found = {one.id: one.caption for one in shown.pointing}
    return sorted(found.items(), key=lambda one: one[1])


def first_values(party: Party, props: Sequence[str], most: int = 3) -> list[tuple[str, list[str]]]:
    """Some properties that the party has, with a few values each."""
    return [(prop, list(found[:most])) for prop in props if (found := party.values(prop))]
