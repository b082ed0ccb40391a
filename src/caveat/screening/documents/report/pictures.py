"""Pictures: who owns whom, beside the parties of a document for whom it matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from caveat.errors import CaveatError
from caveat.ownership.graph import Graph, graph
from caveat.ownership.picture import svg
from caveat.ownership.reasons import Link
from caveat.screening.answer import Screening
from caveat.screening.documents.reading import Reading

if TYPE_CHECKING:
    from caveat.screening.library import Library

_MOST = 12
"""Parties in a picture beyond which it is too small to read on a page."""


def pictures(library: Library, reading: Reading) -> dict[int, tuple[str, ...]]:
    """Draw who owns whom, where it matters.

    One picture of what the parties of the document hold of each other, beside the first of them;
    and one of the owners of each other party that is blocked by them, or listed and held by
    others. A party that stands in a picture already gets no other one.

    Args:
        library: the library that was read with.
        reading: the reading.

    Returns:
        Place in ``reading.found`` -> SVG.
    """
    drawn: dict[int, list[str]] = {}
    seen: set[str] = set()
    among = _among(library, reading)
    if among:
        place, one = among
        drawn.setdefault(place, []).append(svg(one))
        seen |= one.names.keys()
    for place, found in enumerate(reading.found):
        graphs = [
            one for side in (found.then, found.now) if side for one in _of_owned(side, seen)
        ] or list(_above(library, found.now, seen))
        for one in graphs:
            drawn.setdefault(place, []).append(svg(one))
            seen |= set(one.focus)
    return {place: tuple(made) for place, made in drawn.items()}


def _asked(side: Screening) -> dict[str, Any]:
    return {"as_of": side.as_of, "known_at": side.known_at}


def _id(side: Screening) -> str:
    """The party of the library that a party of the document most likely is; empty if none."""
    if side.hits:
        return side.hits[0].entity.id
    return side.owned[0].party if side.owned else ""


def _among(library: Library, reading: Reading) -> tuple[int, Graph] | None:
    """What the parties of the document hold of each other, and the first that takes part."""
    places = {id: place for place, found in reversed(list(enumerate(reading.found)))
              if (id := _id(found.now))}  # fmt: skip
    graphs = []
    for place, found in enumerate(reading.found):
        if len(places) > 1 and places.get(_id(found.now)) == place:
            with suppress(CaveatError):  # no stake names it, or none was known on that day
                graphs.append(
                    library.ownership.family(_id(found.now), depth=1, **_asked(found.now))
                )
    links = {
        (link.owner, link.owned, link.kind, link.source, link.origin): link
        for one in graphs
        for link in one.links
        if link.owner in places and link.owned in places
    }
    if not links:
        return None
    inside = {id for link in links.values() for id in (link.owner, link.owned)}
    if len(inside) > _MOST:
        return None
    first = min(places[id] for id in inside)
    return first, _joined(graphs, list(links.values()), inside, str(reading.now))


def _joined(graphs: Sequence[Graph], links: Sequence[Link], inside: set[str], day: str) -> Graph:
    def of(name: str) -> dict[str, Any]:
        return {id: value for one in graphs for id, value in getattr(one, name).items()
                if id in inside}  # fmt: skip

    return Graph(
        f"What parties of the document hold of each other, on {day}",
        ("Owners stand above what they own. 0 % is an office or a power without shares.",)
        if any(not link.most for link in links)
        else ("Owners stand above what they own.",),
        of("names"),
        of("types"),
        of("verdicts"),
        tuple(links),
        tuple(sorted(inside)),
        of("listed"),
    )


def _of_owned(side: Screening, seen: set[str]) -> Iterator[Graph]:
    """Why somebody on no list is or may be blocked, by the first test that says so."""
    listed = {hit.entity.id for hit in side.hits}
    for hit in side.owned[:1]:
        if hit.party in listed or not hit.exposures or hit.party in seen:
            continue
        worst = next((one for one in hit.exposures if one.blocked), hit.exposures[0])
        one = graph((worst,), "", worst.cautions)
        if 1 < len(one.names) <= _MOST:
            yield one


def _above(library: Library, side: Screening, seen: set[str]) -> Iterator[Graph]:
    """Who owns a listed party."""
    if not side.hits or side.hits[0].entity.id in seen:
        return
    with suppress(CaveatError):
        above = library.ownership.exposure(side.hits[0].entity.id, **_asked(side))
        if above.owners:
            title = f"Who owns {above.name}, on {above.as_of}"
            one = graph((above,), title, above.cautions)
            if 1 < len(one.names) <= _MOST:
                yield one
