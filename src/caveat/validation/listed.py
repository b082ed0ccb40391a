"""The names that stand on lists, and what is known of their bearers beside them.

Read from an edition's statements and never from its match index: a name that the index loses
still counts as listed, and is then seen to be missed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from caveat.library.edition import Edition
from caveat.party import type_of
from caveat.subject import Type
from caveat.validation.plain import folded

KINDS = {
    "name": "name",
    "alias": "alias",
    "weakAlias": "weak alias",
    "previousName": "former name",
}
IDENTIFIERS = (
    "imoNumber",
    "passportNumber",
    "innCode",
    "ogrnCode",
    "okpoCode",
    "leiCode",
    "uscCode",
    "vatCode",
    "dunsCode",
    "taxNumber",
    "registrationNumber",
    "idNumber",
    "socialSecurityNumber",
    "number",
)
"""What tells that two lists mean the same party, whatever they call it."""

_COUNTRIES = ("nationality", "citizenship", "country", "jurisdiction", "birthCountry")
_OWN = ("Identification", "Passport")
_FACTS = ("birthDate", "birthPlace", "gender", "notes")
_REFERENCES = ("unscId",)
_TERMS = ("program", "authority", "startDate", "listingDate", "endDate")
"""What designations are known by here, and the day that they ended."""


class Name(NamedTuple):
    """A name as a list gives it.

    Attributes:
        party: id of the party that bears it.
        type: what the party is.
        kind: ``name``, ``alias``, ``weak alias`` or ``former name``.
        name: as written.
        source: the list.
    """

    party: str
    type: Type
    kind: str
    name: str
    source: str


@dataclass(slots=True)
class Listed:
    """A listed party, with what is known of it beside its names.

    Attributes:
        id: the party's.
        type: what it is.
        source: the list that it stands on; the first, if there are several.
        names: in the list's order.
        births: dates of birth, as ISO prefixes.
        places: of birth, as written.
        countries: ISO codes.
        genders: as given.
        identifiers: property and value.
        references: the UN's numbers of the entry, on whatever list.
        notes: free text, for references within it.
    """

    id: str
    type: Type
    source: str
    names: list[Name] = field(default_factory=list)
    births: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    identifiers: set[tuple[str, str]] = field(default_factory=set)
    references: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


def listed(edition: Edition, day: date, sources: Collection[str] = ()) -> dict[str, Listed]:
    """Every party that is listed on a day, by its id.

    Only the newest version of each list that was out by then is read. A party all of whose
    designations had ended is left out.

    Args:
        edition: the edition.
        day: the day.
        sources: the lists; all if none is said.
    """
    wanted = (*KINDS, *IDENTIFIERS, *_COUNTRIES, *_FACTS, *_REFERENCES, *_TERMS)
    props = np.isin(edition.numbers("prop"), [edition.code("prop", word) for word in wanted])
    rows = np.flatnonzero(props & _in_force(edition, day, sources))
    numbers = edition.numbers("source")[rows]
    schemas = dict(zip(*(edition.parties[c].to_pylist() for c in ("id", "schema")), strict=True))
    found: dict[str, Listed] = {}
    terms: dict[str, dict[str, bool]] = defaultdict(dict)
    statements = edition.statements(edition.table.take(pa.array(rows)))
    for statement, number in zip(statements, numbers, strict=True):
        id, value, prop = statement.party, statement.value, statement.prop
        source = edition.sources[number]
        party = found.get(id)
        if party is None:
            party = Listed(id, type_of(schemas[id]), source)
            found[id] = party
        if statement.schema == "Sanction":
            ended = prop == "endDate" and value <= day.isoformat()
            terms[id][statement.entity] = terms[id].get(statement.entity, False) or ended
        if prop in _REFERENCES:
            party.references.add(value)
        elif prop in IDENTIFIERS and (statement.entity == id or statement.schema in _OWN):
            party.identifiers.add((prop, value))
        elif statement.entity != id:
            continue
        elif prop in KINDS:
            name = Name(id, party.type, KINDS[prop], value, source)
            if name not in party.names:
                party.names.append(name)
        elif prop in _COUNTRIES:
            party.countries.add(value)
        elif prop == "birthDate":
            party.births.add(value)
        elif prop == "birthPlace":
            party.places.add(value)
        elif prop == "gender":
            party.genders.add(value)
        else:
            party.notes.append(value)
    gone = {id for id, designations in terms.items() if all(designations.values())}
    return {id: party for id, party in found.items() if party.names and id not in gone}


def designated(edition: Edition, day: date, sources: Collection[str] = ()) -> frozenset[str]:
    """Ids of the parties with a designation; others stand on a list only as somebody's ties.

    Args:
        edition: the edition.
        day: as for `listed`.
        sources: as for `listed`.
    """
    rows = edition.numbers("schema") == edition.code("schema", "Sanction")
    rows &= _in_force(edition, day, sources)
    numbers = np.unique(edition.numbers("party")[rows])
    return frozenset(edition.parties["id"].take(pa.array(numbers, pa.int64())).to_pylist())


def _in_force(edition: Edition, day: date, sources: Collection[str]) -> npt.NDArray[np.bool_]:
    """Which statements the newest version of each list makes that was out by a day."""
    newest = np.array(
        [
            one.ordinal(day) if not sources or one.source in sources else -1
            for one in edition.listings
        ]
    )
    place = newest[edition.numbers("source")]
    first, last = edition.numbers("first"), edition.numbers("last")
    found: npt.NDArray[np.bool_] = (first <= place) & (place <= last)
    return found


def bearers(parties: Mapping[str, Listed]) -> dict[str, frozenset[str]]:
    """Who bears a name, by the folded name.

    Namesakes, and one party on several lists, can't be told apart by a name: a search for that
    name is right if it finds any of them.
    """
    who: dict[str, set[str]] = defaultdict(set)
    for party in parties.values():
        for name in party.names:
            who[folded(name.name)].add(party.id)
    return {key: frozenset(ids) for key, ids in who.items()}
