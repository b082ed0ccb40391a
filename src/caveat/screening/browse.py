"""Look parties up by words, filter and count them: a search box, not a screening.

What is not found here may still be found by screening, which forgives how a name is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np

from caveat.errors import BadInput
from caveat.library import timeline
from caveat.party import Designation, Party
from caveat.screening.question import Terms
from caveat.screening.register import Mask, Register, register_of
from caveat.screening.screen import visible
from caveat.sources.ofac_programmes import not_before

if TYPE_CHECKING:
    from caveat.screening.library import Library

Facet = Literal["countries", "topics", "datasets", "schema", "genders", "identifiers"]

_TAGS: Mapping[Facet, str] = {
    "countries": "countries",
    "topics": "topics",
    "datasets": "datasets",
    "schema": "schemas",
    "genders": "genders",
    "identifiers": "identifiers",
}
_TIMES = ("first_seen", "last_seen", "last_change")
SORTED = ("name", "caption", "id", *_TIMES)
"""What parties may be sorted by."""

MOST = 9_999
"""Places of a result that can be paged to."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for.

    Attributes:
        words: of a name, or an identifier; all parties if empty.
        begun: the last word may be only the beginning of one.
        fuzzy: names that are only like the words count too.
        schema: FollowTheMoney schema, with those below it.
        without: schemata that are left out.
        countries: ISO 3166 codes.
        topics: FollowTheMoney topics.
        datasets: lists.
        properties: property and value, for each.
        every: of several countries, topics or lists, all are needed, not one of them.
        changed: only parties of which something changed after this day.
        sort: field and ``asc`` or ``desc``; the best match first, if not said.
        offset: how many to leave out.
        limit: the most to give.
        facets: what to count.
    """

    words: str = ""
    begun: bool = False
    fuzzy: bool = False
    schema: str = "Thing"
    without: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    every: bool = True
    changed: date | None = None
    sort: tuple[tuple[str, Literal["asc", "desc"]], ...] = ()
    offset: int = 0
    limit: int = 10
    facets: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Attributes:
        parties: those of the page, each with its designations.
        total: how many there are.
        facets: for each that was asked for, its values, the most frequent first.
        edition: id of the edition.
    """

    parties: Sequence[tuple[Party, tuple[Designation, ...]]]
    total: int
    facets: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    edition: str = ""


def browse(library: Library, terms: Terms, wanted: Wanted) -> Found:
    """Look parties up.

    Args:
        library: where.
        terms: the lists and the days; what they say of matching says nothing here.
        wanted: what is looked for.

    Raises:
        BadInput: there is no such schema.
        CannotAnswer: the lists needed are missing or, under strict terms, stale.
    """
    register = register_of(library, terms)
    among = _among(register, library, wanted)
    if wanted.words.strip():
        ranked = (
            register.alike(wanted.words, MOST)
            if wanted.fuzzy
            else register.with_words(wanted.words, begun=wanted.begun)
        )
        kept = {party: rank for party, rank in ranked.items() if among[party]}
        parties = np.array(list(kept), np.int64)
        ranks = np.array(list(kept.values()))
    else:
        parties, ranks = np.flatnonzero(among), np.zeros(int(among.sum()))
    chosen = np.zeros(len(register), bool)
    chosen[parties] = True
    order = _order(register, library, parties, ranks, wanted)
    page = order[wanted.offset : min(wanted.offset + wanted.limit, MOST)]
    return Found(
        [shown(library, register, int(party)) for party in page],
        len(parties),
        {facet: register.count(getattr(register, _TAGS[facet]), chosen) for facet in wanted.facets},
        library.edition.id,
    )


def shown(
    library: Library, register: Register, party: int
) -> tuple[Party, tuple[Designation, ...]]:
    """A party of a register as answers show it."""
    whole, question = library.edition.party(party), register.question
    found = timeline.designations(whole, question.listings, question.moment, not_before)
    return visible(whole, question.listings, question.moment), found


def schemata(name: str) -> frozenset[str]:
    """The names of a schema and of those below it.

    Raises:
        BadInput: there is no such schema.
    """
    from followthemoney import model

    known = model.get(name)
    if known is None:
        raise BadInput(f"Invalid schema: {name!r}. Use one of FollowTheMoney's, as Person.")
    return frozenset({known.name, *(one.name for one in known.descendants)})


def _among(register: Register, library: Library, wanted: Wanted) -> Mask:
    mask = register.present.copy()
    if wanted.schema != "Thing":
        names = schemata(wanted.schema)
        mask &= register.having(register.schemas, names, all=False)
    if wanted.without:
        mask &= ~register.having(register.schemas, wanted.without, all=False)
    if wanted.countries:
        codes = [code.lower() for code in wanted.countries]
        mask &= register.having(register.countries, codes, all=wanted.every)
    if wanted.topics:
        mask &= register.having(register.topics, wanted.topics, all=wanted.every)
    if wanted.datasets:
        mask &= register.having(register.datasets, wanted.datasets, all=wanted.every)
    for prop, text in wanted.properties:
        mask &= register.with_property(prop, text)
    if wanted.changed is not None:
        mask &= register.times[2] > wanted.changed.toordinal()
    return mask


def _order(
    register: Register,
    library: Library,
    parties: np.ndarray,
    ranks: np.ndarray,
    wanted: Wanted,
) -> list[int]:
    """The parties in the order that is wanted: by its fields, then by rank, then by number."""
    ranked: list[int] = parties[np.lexsort((parties, -ranks))].tolist()
    for name, way in reversed(wanted.sort):
        down = way == "desc"
        if name in _TIMES:
            times = register.times[_TIMES.index(name)]
            ranked.sort(key=lambda party: int(times[party]), reverse=down)
        elif name in ("id", "caption", "name"):
            column = library.edition.parties["id" if name == "id" else "caption"]
            ranked.sort(key=lambda party: str(column[party].as_py()).casefold(), reverse=down)
    return ranked
