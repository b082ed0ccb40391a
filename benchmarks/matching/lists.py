"""The real lists, brought into a library of their own, and the names that stand on them.

The newest version at hand of every list, one each: the benchmark is about names, not about time.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from benchmarks.matching.plain import folded

from caveat import Library
from caveat.library.edition import Edition
from caveat.party import type_of
from caveat.sources import registry
from caveat.sources.reading import File
from caveat.subject import Type

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("CAVEAT_TEST_DATA", ROOT / "../shared/data")).resolve()
TODAY = "2026-11-24"
MAPPING = ROOT / "tests/sources/fixtures/eu_journal.toml"

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


def newest() -> Iterator[tuple[str, str | None, list[Path]]]:
    """The newest version of each list: its name, day if the file says none, files."""
    yield (
        "ofac-sdn",
        "2024-05-03",
        [
            DATA / "ofac_sdn_history/sdn_2024-05-03.csv.gz",
            DATA / "ofac_sdn/2025-02_watchman/alt.csv.gz",
        ],
    )
    yield "ofac-cons", None, [DATA / "ofac_cons/consolidated_2025-03-28.xml"]
    yield "un-sc", None, [DATA / "un/UN_2026-02-27.xml.gz"]
    yield "eu-fsf", None, [DATA / "eu/eu_fsd_global_2016-02-11.xml.gz"]
    yield "uk-sl", "2025-08-11", [DATA / "uk/uk_sanctions_list_fcdo_2025-08-11.ods"]
    yield "us-csl", "2022-05-16", [DATA / "us_csl/csl_us_circa_2022-05.csv.gz"]
    yield "ca-sema", "2025-05-01", [DATA / "canada/canada_sema_2025.xml.gz"]
    yield "opensanctions", None, [DATA / "opensanctions/targets_simple_com480.csv.gz"]


def bring(root: Path) -> Library:
    """A library with every list, its edition built; what it has already is not read again."""
    library = Library.open(root, today=TODAY)
    for name, day, paths in newest():
        library.bring(
            registry.get(name), [File(path) for path in paths], published=day, accept_shrink=True
        )
    annexes = sorted((DATA / "eu/journal_2026-08/consolidated").glob("*.csv*"))
    library.bring(
        registry.own("eu-journal"),
        [File(path) for path in (*annexes, MAPPING)],
        published="2026-08-22",
        accept_shrink=True,
    )
    library.build()
    return library


def listed(edition: Edition) -> dict[str, Listed]:
    """Every party that is listed on the day of the benchmark, by its id.

    Read from the edition's statements, not from the match index, so that names which an index
    would lose still count as listed.
    """
    wanted = (*KINDS, *IDENTIFIERS, *_COUNTRIES, *_FACTS, *_REFERENCES, *_TERMS)
    props = np.isin(edition.numbers("prop"), [edition.code("prop", word) for word in wanted])
    rows = np.flatnonzero(props)
    sources = edition.numbers("source")[rows]
    schemas = dict(zip(*(edition.parties[c].to_pylist() for c in ("id", "schema")), strict=True))
    found: dict[str, Listed] = {}
    terms: dict[str, dict[str, bool]] = defaultdict(dict)
    statements = edition.statements(edition.table.take(pa.array(rows)))
    for statement, source in zip(statements, sources, strict=True):
        id, value, prop = statement.party, statement.value, statement.prop
        party = found.get(id)
        if party is None:
            party = Listed(id, type_of(schemas[id]), edition.sources[source])
            found[id] = party
        if statement.schema == "Sanction":
            ended = prop == "endDate" and value <= TODAY
            terms[id][statement.entity] = terms[id].get(statement.entity, False) or ended
        if prop in _REFERENCES:
            party.references.add(value)
        elif prop in IDENTIFIERS and (statement.entity == id or statement.schema in _OWN):
            party.identifiers.add((prop, value))
        elif statement.entity != id:
            continue
        elif prop in KINDS:
            name = Name(id, party.type, KINDS[prop], value, edition.sources[source])
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


def versions(edition: Edition) -> list[dict[str, str | int]]:
    """The lists of an edition, as the report names them."""
    return [
        {
            "list": listing.source,
            "title": listing.title,
            "version": str(listing.versions[-1].published),
            "parties": listing.versions[-1].parties,
        }
        for listing in edition.listings
    ]
