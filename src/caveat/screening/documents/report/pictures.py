"""Pictures: who owns whom, beside the parties of a document for whom it matters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from caveat.errors import CaveatError
from caveat.ownership.graph import Graph, graph
from caveat.ownership.picture import svg
from caveat.ownership.reasons import Exposure
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
    others that are. A party that stands in a picture already gets no other one of that day.

    Args:
        library: the library that was read with.
        reading: the reading.

    Returns:
        Place in ``reading.found`` -> SVG.
    """
    drawn: dict[int, list[str]] = {}
    seen: set[str] = set()
    above = dict(_above(library, reading))
    among = _among(above, str(reading.now))
    if among is not None:
        places = {one.party: place for place, one in above.items()}
        drawn.setdefault(min(places[id] for id in among.focus), []).append(svg(among))
        seen |= set(among.focus)
    for place, found in enumerate(reading.found):
        graphs = [*_of_owned(found.then, set()), *_of_owned(found.now, seen)]
        one = above.get(place)
        if not graphs and one and one.owners and one.party not in seen:
            title = f"Who owns {one.name}, on {one.as_of}"
            graphs = list(_readable(graph((one,), title, one.cautions)))
        for made in graphs:
            drawn.setdefault(place, []).append(svg(made))
            seen |= set(made.focus)
    return {place: tuple(made) for place, made in drawn.items()}


def _above(library: Library, reading: Reading) -> Iterator[tuple[int, Exposure]]:
    """Who stands behind the parties of the document that are listed now, or blocked."""
    known: set[str] = set()
    for place, found in enumerate(reading.found):
        side = found.now
        id = side.hits[0].entity.id if side.hits else side.owned[0].party if side.owned else ""
        if not id or id in known:
            continue
        known.add(id)
        with suppress(CaveatError):  # nothing was known of stakes on that day
            yield place, library.ownership.exposure(id, as_of=side.as_of, known_at=side.known_at)


def _among(above: Mapping[int, Exposure], day: str) -> Graph | None:
    """What the parties of the document hold of each other."""
    ids = {one.party for one in above.values()}
    links = {
        (link.owner, link.owned, link.kind, link.source, link.origin): link
        for one in above.values()
        for link in (*one.owners, *(link for way in one.chains for link in way.links))
        if link.owner in ids and link.owned in ids
    }
    inside = {id for link in links.values() for id in (link.owner, link.owned)}
    if not 1 < len(inside) <= _MOST:
        return None

    def of(name: str) -> dict[str, Any]:
        return {id: value for one in above.values() for id, value in getattr(one, name).items()
                if id in inside}  # fmt: skip

    return Graph(
        f"What parties of the document hold of each other, on {day}",
        ("Owners stand above what they own.",),
        of("names"),
        of("types"),
        of("verdicts"),
        tuple(links.values()),
        tuple(sorted(inside)),
        of("listed"),
    )


def _of_owned(side: Screening | None, seen: set[str]) -> Iterator[Graph]:
    """Why somebody on no list is or may be blocked, by the first test that says so."""
    if side is None:
        return
    listed = {hit.entity.id for hit in side.hits}
    for hit in side.owned[:1]:
        if hit.party not in listed and hit.exposures and hit.party not in seen:
            worst = next((one for one in hit.exposures if one.blocked), hit.exposures[0])
            yield from _readable(graph((worst,), "", worst.cautions))


def _readable(one: Graph) -> Iterator[Graph]:
    if 1 < len(one.names) <= _MOST:
        yield one
