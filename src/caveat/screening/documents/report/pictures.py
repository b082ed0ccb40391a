"""Pictures: who owns whom, beside the parties of a document for whom it matters."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from caveat.errors import CaveatError
from caveat.ownership.graph import Graph, graph
from caveat.ownership.picture import svg
from caveat.screening.answer import Screening
from caveat.screening.documents.reading import Reading

if TYPE_CHECKING:
    from caveat.screening.library import Library

_MOST = 24
"""Parties in a picture beyond which nobody can read it."""


def pictures(library: Library, reading: Reading) -> dict[int, tuple[str, ...]]:
    """Draw who owns whom, where it matters: who is blocked by ownership, and why; who of the listed
    is held by others, or holds some. A party that stands in a picture already gets no other one.

    Args:
        library: the library that was read with.
        reading: the reading.

    Returns:
        Place in ``reading.found`` -> SVG.
    """
    drawn: dict[int, tuple[str, ...]] = {}
    seen: set[str] = set()
    for place, found in enumerate(reading.found):
        graphs = [one for side in (found.then, found.now) if side
                  for one in _of_owned(side, seen)]  # fmt: skip
        if not graphs and found.status_now == "listed":
            graphs = _of_listed(library, found.now, seen)
        for one in graphs:
            seen |= one.names.keys()
        if graphs:
            drawn[place] = tuple(svg(one) for one in graphs)
    return drawn


def _of_owned(side: Screening, seen: set[str]) -> list[Graph]:
    """Why somebody on no list is or may be blocked, by the first test that says so."""
    listed = {hit.entity.id for hit in side.hits}
    found = []
    for hit in side.owned[:1]:
        if hit.party in listed or not hit.exposures or hit.party in seen:
            continue
        worst = next((one for one in hit.exposures if one.blocked), hit.exposures[0])
        one = graph((worst,), "", worst.cautions)
        if 1 < len(one.names) <= _MOST:
            found.append(one)
    return found


def _of_listed(library: Library, side: Screening, seen: set[str]) -> list[Graph]:
    """Who owns a listed party, else what it holds."""
    entity = side.hits[0].entity.id
    if entity in seen:
        return []
    asked: dict[str, Any] = {"as_of": side.as_of, "known_at": side.known_at}
    with suppress(CaveatError):  # no stake names it, or nothing was known of stakes on that day
        above = library.ownership.exposure(entity, **asked)
        if above.owners:
            one = graph((above,), f"Who owns {above.name}, on {above.as_of}", above.cautions)
            if len(one.names) <= _MOST:
                return [one]
        below = library.ownership.family(entity, depth=1, **asked)
        if 1 < len(below.names) <= _MOST and below.links:
            return [below]
    return []
